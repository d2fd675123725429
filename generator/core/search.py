"""In: what an archive shows of itself, and the words of its articles. Out: the files of the search, each by itself.

Must not weigh: files hold what was counted, and templates/assets/js/search-store.js works out Lunr's weights from it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from hashlib import sha256
from itertools import pairwise
from typing import NamedTuple, TypeVar

from generator.core.leaves import Bench, Leaf, digest
from generator.core.lunr_index import STOP_WORDS
from generator.core.packing import unpack
from generator.core.search_blocks import Block, Index
from generator.core.search_documents import GROUPS, SPACES
from generator.core.search_layout import write_call, write_json, write_number, write_words
from generator.core.search_rows import RUN, RUNS, count_in_file
from generator.core.search_shown import Shown
from generator.core.search_steps import Bounds

WHOLE = 256_000  # bytes: below this everything stands in the manifest, some 90 kB on the wire
FILES = 10_000  # numbers of files that each section may use

Row = TypeVar("Row")


class Sheet(NamedTuple):
    """A file of the search: a digest of all that stands in it, and its bytes when they are asked for."""

    path: str
    key: str
    write: Callable[[], bytes]


def list_sheets(shown: Shown, index: Index, bench: Bench, whole: int = WHOLE) -> Iterator[Sheet]:
    """Everything below search/. The same content gives the same bytes.

    search/m.js           the manifest; a small archive stands in it whole, and needs no other file
    search/t/<i>.js       the postings of a range of terms, in everything that can be found
    search/p/<i>.js       the positions of the same
    search/v/<i>.js       a range of the vocabulary: how many articles, sources and questions have each term
    search/d/<i>.js       what a result shows of some articles; x of the later comments of one
    search/w/<i>.js       the same of sources; u of questions
    search/l/0.js         how many terms the body of each article has
    search/f/0.js         what results can be narrowed by

    Each is a script of one call, so it works from any host, from a disk and under a strict policy. `whole` is the size
    in bytes below which the manifest carries everything.
    """
    sizes = [size for block in index.blocks for size in block.tally.sizes]
    aside = {folder: list(map(len, each.rows)) for folder, each in zip("wu", shown.apart, strict=True)}
    per = {folder: count_in_file(each) for folder, each in {"d": sizes, **aside}.items()}
    bounds = [unpack(Bounds, text) for text in bench.open([leaves[0] for leaves in index.ranges])]
    files = [
        *_list_ranges(shown, index, bounds, bench),
        *_list_rows(shown, index.blocks, per, bench),
        _hold(shown.edition, "l/0", _write_lengths(index.blocks)),
        _hold(shown.edition, "f/0", shown.facets),
    ]
    manifest = write_json(
        {
            "edition": shown.edition,
            "stop": sorted(STOP_WORDS),
            "groups": [
                {
                    "kind": group.kind,
                    "fields": group.fields,
                    "long": group.long,
                    "size": index.documents[group.kind],
                    "lengths": index.lengths[group.kind],
                }
                for group in GROUPS
            ],
            "spaces": [{"first": index.firsts[name], "kinds": kinds} for name, kinds in SPACES.items()],
            "per": per,
            "run": RUN,
            "runs": RUNS,
            "t": _describe([each.terms for each in bounds]),
            "v": _describe([each.words for each in bounds]),
        }
    )
    stamp = sha256(digest(manifest, *(part for file in files for part in (file.path, file.key))).encode()).hexdigest()
    head = write_call("m", stamp[:8], manifest).encode()
    if sum(sizes) < whole:
        all_files = b"".join(file.write() for file in files)
        if len(all_files) < whole:
            yield Sheet("search/m.js", stamp, lambda: all_files + head)
            return
    yield Sheet("search/m.js", stamp, lambda: head)
    yield from files


def _write_lengths(blocks: Sequence[Block]) -> str:
    return write_json("".join(write_number(length) for block in blocks for length in block.tally.long))


def _hold(stamp: str, name: str, payload: str) -> Sheet:
    """A file whose payload is at hand. `stamp`: what it is known by to belong to a manifest."""
    return _make_sheet(stamp, name, digest(payload), lambda: payload)


def _make_sheet(stamp: str, name: str, key: str, open_payload: Callable[[], str]) -> Sheet:
    path = f"search/{name}.js"
    return Sheet(path, digest(path, stamp, key), lambda: write_call(name, stamp, open_payload()).encode())


def _list_ranges(shown: Shown, index: Index, bounds: Sequence[Bounds], bench: Bench) -> Iterator[Sheet]:
    """The files of every range of terms. Those with terms of their own tell of what to what they reach."""
    lines = _open_lines(bench)
    for folder, begins, at in (("t", [each.terms for each in bounds], 1), ("v", [each.words for each in bounds], 3)):
        ends = dict(pairwise(bound for each in begins for bound in each))
        for section, (each, leaves) in enumerate(zip(begins, index.ranges, strict=True)):
            for line, bound in enumerate(each):
                stamp, name = f"{shown.edition} {bound} {ends.get(bound, '')}", f"{folder}/{section * FILES + line}"
                yield _cut_sheet(stamp, name, leaves[at], line, lines)
    for section, (range_, leaves) in enumerate(zip(bounds, index.ranges, strict=True)):
        for line in range(len(range_.terms)):
            yield _cut_sheet(shown.edition, f"p/{section * FILES + line}", leaves[2], line, lines)


def _list_rows(shown: Shown, blocks: Sequence[Block], per: Mapping[str, int], bench: Bench) -> Iterator[Sheet]:
    """The files of what results show: of articles, d, and x for what d has no room for; of sources, w; of questions, u.

    The name of x follows from the place of a comment in its thread.
    """
    lines = _open_lines(bench)
    for folder, apart in zip("wu", shown.apart, strict=True):
        for at, rows in enumerate(_cut(apart.rows, per[folder])):
            yield _hold(shown.edition, f"{folder}/{at}", f"[{','.join(rows)}]")
    places = [(block.rows, line) for block in blocks for line in range(len(block.tally.sizes))]
    for at, some in enumerate(_cut(places, per["d"])):
        key = digest(*(part for leaf, line in some for part in (leaf.key, str(line))))

        def join(some: Sequence[tuple[Leaf, int]] = some) -> str:
            return f"[{','.join(lines(leaf)[line] for leaf, line in some)}]"

        yield _make_sheet(shown.edition, f"d/{at}", key, join)
    for block in blocks:
        named = [(block.first + at, run) for at, runs in enumerate(block.tally.runs) for run in range(runs)]
        for line, (article, run) in enumerate(named):
            yield _cut_sheet(shown.edition, f"x/{article * RUNS + run}", block.runs, line, lines)


def _cut_sheet(stamp: str, name: str, leaf: Leaf, line: int, lines: Callable[[Leaf], list[str]]) -> Sheet:
    """A file whose payload is one line of a leaf."""
    return _make_sheet(stamp, name, f"{leaf.key} {line}", lambda: lines(leaf)[line])


def _cut(rows: Sequence[Row], size: int) -> Iterator[Sequence[Row]]:
    return (rows[start : start + size] for start in range(0, len(rows), size))


def _open_lines(bench: Bench) -> Callable[[Leaf], list[str]]:
    """The lines of a leaf; the last few are at hand, for files are written in order."""
    return lru_cache(maxsize=4)(lambda leaf: bench.open((leaf,))[0].split("\n"))


def _describe(bounds: Sequence[Sequence[str]]) -> list[str]:
    """What the manifest says of the files of all ranges: how many each has, and their bounds."""
    flat = [bound for each in bounds for bound in each]
    return ["".join(write_number(len(each)) for each in bounds), write_words(flat)]
