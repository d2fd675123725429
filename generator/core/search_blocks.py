"""In: what the search shows of an archive, and the packed words of its articles. Out: its index, as leaves.

Must not open the words of what was indexed before: the bench remembers it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from zlib import crc32

from generator.core.leaves import Bench, Leaf, make_leaf
from generator.core.packing import unpack
from generator.core.search_documents import SPACES
from generator.core.search_index import SECTIONS
from generator.core.search_shown import Apart, Shown, cut_blocks
from generator.core.search_steps import WIDTHS, Tally, find_block, index_apart, merge_blocks, write_range
from generator.core.words import Words

GROUP = 256  # holders whose blocks are merged, as a rule
MOST_IN_GROUP = 512
ROOM = 1024  # numbers are given out by so many, so that a new source moves no article

Packed = tuple[Leaf, Leaf, Leaf]  # of an article: its outline, what it says, what its comments say


@dataclass(frozen=True, slots=True)
class Block:
    """A run of articles: the number of the first, what is counted of them, and leaves of `find_block`."""

    first: int
    tally: Tally
    rows: Leaf
    runs: Leaf
    comments: Leaf


@dataclass(frozen=True, slots=True)
class Index:
    """Of each space its first number; of each kind its documents and the lengths of their fields; of each range of
    terms the leaves of `write_range`; the blocks of articles."""

    firsts: Mapping[str, int]
    documents: Mapping[str, int]
    lengths: Mapping[str, Sequence[int]]
    ranges: Sequence[Sequence[Leaf]]
    blocks: Sequence[Block]


@dataclass(frozen=True, slots=True)
class _Space:
    """Everything of one sort: the sizes of its blocks, the id each begins with, their tallies, a Section a range."""

    sizes: Sequence[int]
    begins: Sequence[str]
    tallies: Sequence[Tally]
    sections: Sequence[Sequence[Leaf]]


def index_archive(shown: Shown, articles: Sequence[Packed], words: Words, bench: Bench) -> Index:
    """Index an archive; `articles` are in the order of those shown."""
    spaces = {space: _index_apart(space, apart, bench) for space, apart in zip(SPACES, shown.apart, strict=False)}
    spaces["article"], blocks = _index_articles(shown, articles, words, bench)
    room = (-(-sum(each.sizes) // ROOM) * ROOM for each in spaces.values())
    firsts = dict(zip(spaces, accumulate(room, initial=0), strict=False))
    return Index(
        firsts=firsts,
        documents={kind: size for space, each in spaces.items() for kind, size in _sum_documents(space, each)},
        lengths={kind: sums for space, each in spaces.items() for kind, sums in _sum_lengths(space, each)},
        ranges=_write_ranges(firsts, spaces, bench),
        blocks=blocks,
    )


def _index_apart(space: str, apart: Apart, bench: Bench) -> _Space:
    made = bench.each(index_apart, space, [(make_leaf(text),) for text in apart.blocks])
    return _Space(apart.sizes, apart.begins, _open_tallies(made, bench), [leaves[1:] for leaves in made])


def _index_articles(
    shown: Shown, articles: Sequence[Packed], words: Words, bench: Bench
) -> tuple[_Space, Sequence[Block]]:
    parts = [(*each, make_leaf(told)) for each, told in zip(articles, shown.told, strict=True)]
    sizes = list(cut_blocks(shown.articles))
    starts = [end - size for end, size in zip(accumulate(sizes), sizes, strict=True)]
    runs = (parts[start : start + size] for start, size in zip(starts, sizes, strict=True))
    made = bench.each(find_block, words, [[leaf for each in run for leaf in each] for run in runs])
    tallies = _open_tallies(made, bench)
    begins = [shown.articles[start] for start in starts]
    blocks = [Block(start, tally, *leaves[1:4]) for start, tally, leaves in zip(starts, tallies, made, strict=True)]
    return _Space(sizes, begins, tallies, [leaves[4:] for leaves in made]), blocks


def _write_ranges(firsts: Mapping[str, int], spaces: Mapping[str, _Space], bench: Bench) -> Sequence[Sequence[Leaf]]:
    numbers: list[int] = []
    items: list[list[Leaf]] = []  # of each range of the first group, then of the second
    for space, first in firsts.items():
        number = first
        for group in _cut_groups(spaces[space]):
            sizes = [spaces[space].sizes[at] for at in group]
            starts = make_leaf(json.dumps(list(accumulate(sizes[:-1], initial=0))))
            sections = zip(*(spaces[space].sections[at] for at in group), strict=True)
            items += ([starts, *each] for each in sections)
            numbers.append(number)
            number += sum(sizes)
    merged = [section for (section,) in bench.each(merge_blocks, None, items)]
    ranges = [[make_leaf(start), *merged[at :: len(SECTIONS)]] for at, start in enumerate(SECTIONS)]
    return bench.each(write_range, tuple(numbers), ranges)


def _cut_groups(space: _Space) -> Iterator[list[int]]:
    """Runs of blocks that begin where the ids they begin with say so."""
    group: list[int] = []
    held = 0
    for at, (begin, size) in enumerate(zip(space.begins, space.sizes, strict=True)):
        if group and (crc32(begin.encode()) % GROUP == 0 or held + size > MOST_IN_GROUP):
            yield group
            group, held = [], 0
        group.append(at)
        held += size
    if group:
        yield group


def _open_tallies(made: Sequence[Sequence[Leaf]], bench: Bench) -> list[Tally]:
    return [unpack(Tally, text) for text in bench.open([leaves[0] for leaves in made])]


def _sum_documents(name: str, space: _Space) -> Iterator[tuple[str, int]]:
    for at, kind in enumerate(SPACES[name]):
        yield kind, sum(tally.documents[at] for tally in space.tallies)


def _sum_lengths(name: str, space: _Space) -> Iterator[tuple[str, Sequence[int]]]:
    at = 0
    for kind in SPACES[name]:
        yield kind, [sum(tally.lengths[field] for tally in space.tallies) for field in range(at, at + WIDTHS[kind])]
        at += WIDTHS[kind]
