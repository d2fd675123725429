"""In: a body as imported, as edited, and as a later capture has it. Out: one body, and the edits it has no room for.

Must not mix words of two hands in one paragraph: where both have changed it, the later page's stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

_FENCE = re.compile(r"[ \t]*(`{3,}|~{3,})([^\n]*)")
_ATTRIBUTES = re.compile(r"\{[^{}\n]*\}\n")
_ALIKE = 0.5  # of two paragraphs of which one may be the other rewritten


@dataclass(frozen=True, slots=True)
class Chunk:
    """What stands between empty lines: its attribute line with the newline, or '', and its text."""

    attributes: str
    words: str


@dataclass(frozen=True, slots=True)
class MergedBody:
    """The body, and each edited piece that gave way to what the later page says in its place."""

    text: str
    given_way: tuple[str, ...] = ()


def merge_bodies(base: str | None, mine: str, later: str) -> MergedBody:
    """Three versions become one, paragraph by paragraph (as diff3 does: Khanna, Kunal and Pierce, 2007).

    What only one side has changed is taken from it, and attribute lines stay with their paragraph. Where both have,
    or where no base is known, it is the later page's.
    """
    edited, page = _cut(mine), _cut(later)
    start = _cut(mine if base is None else base)
    merged: list[Chunk] = []
    given_way: list[str] = []
    for old, ours, theirs in _find_regions(start, edited, page):
        if [each.words for each in ours] == [each.words for each in theirs]:
            merged += (
                Chunk(each.attributes or far.attributes, each.words) for each, far in zip(ours, theirs, strict=True)
            )
        elif [each.words for each in theirs] == [each.words for each in old]:
            merged += ours
        else:
            merged += keep_attributes(ours, theirs)
            if [each.words for each in ours] != [each.words for each in old]:
                was = {each.words for each in old}
                given_way += (each.words for each in ours if each.words not in was)
    text = "\n\n".join(each.attributes + each.words for each in merged)
    return MergedBody(f"{text}\n" if text else "", tuple(given_way))


def keep_attributes(ours: Sequence[Chunk], theirs: Sequence[Chunk]) -> list[Chunk]:
    """The later paragraphs, each with the attribute line of the one that it is a rewriting of."""
    given: dict[int, str] = {}
    for mine, later in pair_alike([each.words for each in ours], [each.words for each in theirs]):
        given[later] = ours[mine].attributes
    return [Chunk(given.get(number) or each.attributes, each.words) for number, each in enumerate(theirs)]


def pair_alike(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Which of the new pieces are old ones as they were or rewritten, in the order of both; each at most once."""
    for kind, start, end, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield from zip(range(start, end), range(first, last), strict=True)
        elif kind == "replace":
            at = first
            for number in range(start, end):
                alike = ((_measure_likeness(old[number], new[there]), -there) for there in range(at, last))
                likeness, there = max(alike, default=(0.0, 0))
                if likeness >= _ALIKE:
                    yield number, -there
                    at = 1 - there


def _measure_likeness(one: str, other: str) -> float:
    ones, others = one.split(), other.split()
    return SequenceMatcher(None, ones, others, autojunk=False).ratio() if ones and others else 0.0


def _cut(body: str) -> list[Chunk]:
    """Its paragraphs; a fenced block is one, whatever stands in it (CommonMark 0.31, 4.5)."""
    chunks: list[list[str]] = [[]]
    fence = ""
    for line in body.split("\n"):
        mark = _FENCE.match(line)
        if mark and (not fence or (mark[1].startswith(fence) and not mark[2].strip())):
            fence = "" if fence else mark[1]
        if line.strip() or fence:
            chunks[-1].append(line)
        elif chunks[-1]:
            chunks.append([])
    found = []
    for written in ("\n".join(lines) for lines in chunks if lines):
        above = _ATTRIBUTES.match(written)
        found.append(Chunk(above[0], written[above.end() :]) if above else Chunk("", written))
    return found


Region = tuple[Sequence[Chunk], Sequence[Chunk], Sequence[Chunk]]


def _find_regions(base: Sequence[Chunk], mine: Sequence[Chunk], later: Sequence[Chunk]) -> Iterator[Region]:
    """All three, cut where a paragraph stands in each of them, as it was or rewritten, in order."""
    words = [each.words for each in base]
    to_mine, to_later = (dict(pair_alike(words, [each.words for each in side])) for side in (mine, later))
    at, in_mine, in_later = 0, 0, 0
    for number in range(len(base)):
        if number in to_mine and number in to_later:
            here, there = to_mine[number], to_later[number]
            if number > at or here > in_mine or there > in_later:
                yield base[at:number], mine[in_mine:here], later[in_later:there]
            yield base[number : number + 1], mine[here : here + 1], later[there : there + 1]
            at, in_mine, in_later = number + 1, here + 1, there + 1
    if at < len(base) or in_mine < len(mine) or in_later < len(later):
        yield base[at:], mine[in_mine:], later[in_later:]
