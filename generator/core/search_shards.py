"""In: what the blocks of an archive hold of one range of terms. Out: that range as the texts of files.

Must not weigh anything: a posting is written as it was counted, so that it changes only with its own article.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from generator.core.search_index import UNTOLD, Section
from generator.core.search_layout import count_units, find_separator, unit_order, write_after, write_json, write_number

SHARD = 10_000  # characters of postings in one file
WORDS = 16_000  # characters of the vocabulary in one file


@dataclass(frozen=True, slots=True)
class Shards:
    """A range of terms in runs: before which term each begins, and the payloads of its postings and of their positions.

    Positions are [characters of the postings they belong to, of each term those in the first document of its holders,
    and those in the documents after it]. `words` is the vocabulary of the range, cut by itself: every term, how many
    holders have it, its plainest form.
    """

    bounds: tuple[str, ...]
    postings: tuple[str, ...]
    positions: tuple[str, ...]
    word_bounds: tuple[str, ...]
    words: tuple[str, ...]


@dataclass(slots=True)
class _Joined:
    """Terms as they grow from block to block: their last holder, how many they have, their plainest form."""

    lasts: dict[str, int] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    plain: dict[str, str] = field(default_factory=dict)
    postings: dict[str, str] = field(default_factory=dict)
    positions: dict[str, str] = field(default_factory=dict)
    inside: dict[str, str] = field(default_factory=dict)


def write_shards(numbers: tuple[int, ...], range_: tuple[str, tuple[Section, ...]]) -> Shards:
    """Join one range of terms, with what it begins, from blocks in order; `numbers`: the first holder of each block.

    The postings of a term are those of its holders, as search_index writes them, with the gaps between holders.
    """
    start, sections = range_
    joined = _join(numbers, sections)
    terms = sorted(joined.lasts, key=unit_order)
    postings = [joined.postings[term] for term in terms]
    words = [f"{write_number(joined.counts[term])}{write_after(term, joined.plain.get(term, ''))}" for term in terms]
    runs = list(_cut([len(term) + len(data) for term, data in zip(terms, postings, strict=True)], SHARD))
    lists = list(_cut([3 + len(data) for data in words], WORDS))
    entries = [_write_entries(terms[run], postings[run]) for run in runs]
    return Shards(
        bounds=_find_bounds(start, terms, runs),
        postings=tuple(map(write_json, entries)),
        positions=tuple(
            write_json((count_units(entry), _write_positions(joined, terms[run])))
            for entry, run in zip(entries, runs, strict=True)
        ),
        word_bounds=_find_bounds(start, terms, lists),
        words=tuple(write_json(_write_words(terms[run], words[run])) for run in lists),
    )


def _join(numbers: Sequence[int], sections: Sequence[Section]) -> _Joined:
    joined = _Joined()
    for start, section in zip(numbers, sections, strict=True):
        if section.terms:
            _add_section(joined, start, section)
    return joined


def _add_section(joined: _Joined, start: int, section: Section) -> None:
    lasts, counts, plain = joined.lasts, joined.counts, joined.plain
    texts = (section.terms, section.postings, section.positions, section.inside, section.plain)
    lines = zip(*(text.split("\n") for text in texts), strict=True)
    marks = zip(section.firsts, section.lasts, section.counts, strict=True)
    for (term, postings, positions, inside, form), (first, last, count) in zip(lines, marks, strict=True):
        if term in lasts:
            gap = write_number(start + ord(first) - lasts[term] - 1)
            joined.postings[term] += postings[0] + gap + postings[1:]
            joined.positions[term] += positions
            joined.inside[term] += inside
            counts[term] += ord(count)
        else:
            joined.postings[term] = postings[0] + write_number(start + ord(first)) + postings[1:]
            joined.positions[term] = positions
            joined.inside[term] = inside
            counts[term] = ord(count)
        lasts[term] = start + ord(last)
        if form != UNTOLD:
            form = form or term
            known = plain.get(term, form)
            plain[term] = known if (len(known), known) <= (len(form), form) else form


def _cut(sizes: Iterable[int], most: int) -> Iterator[slice]:
    """Runs of sizes that come to `most` or, for the last of each, begin below it."""
    begun, filled, end = 0, 0, 0
    for end, size in enumerate(sizes, 1):
        filled += size
        if filled >= most:
            yield slice(begun, end)
            begun, filled = end, 0
    if end > begun:
        yield slice(begun, end)


def _find_bounds(start: str, terms: Sequence[str], runs: Sequence[slice]) -> tuple[str, ...]:
    """The shortest beginnings that tell runs apart; the first is that of the range."""
    return tuple(find_separator(terms[run.start - 1], terms[run.start]) if run.start else start for run in runs)


def _write_entries(terms: Sequence[str], data: Sequence[str]) -> str:
    entries, before = [], ""
    for term, each in zip(terms, data, strict=True):
        entries.append(f"{write_after(before, term)}{write_number(len(each))}{each}")
        before = term
    return "".join(entries)


def _write_positions(joined: _Joined, terms: Sequence[str]) -> str:
    listed = (data[term] for term in terms for data in (joined.positions, joined.inside))
    return "".join(f"{write_number(len(each))}{each}" for each in listed)


def _write_words(terms: Sequence[str], data: Sequence[str]) -> str:
    entries, before = [], ""
    for term, each in zip(terms, data, strict=True):
        entries.append(f"{write_after(before, term)}{each}")
        before = term
    return "".join(entries)
