"""In: words. Out: the same without what typography changes, each character with the place it comes from.

Must not show what it makes to anybody: folded words are for comparing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from generator.core.model import Span

EXACT, FOLDED, BLIND = RUNGS = (1, 2, 3)

SINGLE_QUOTES = frozenset("'‘’‚‛′‵`´ʹʼʽ‹›＇")
DOUBLE_QUOTES = frozenset('"“”„‟″«»〝〞＂')
DASHES = frozenset("-‐‑‒–—―⁃−﹘﹣－")
INVISIBLE = frozenset("\u00ad\u034f\u061c\u180e\ufeff") | frozenset(  # soft hyphen, joiners, directions, variants
    map(chr, (*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), *range(0xFE00, 0xFE10)))
)
SPACES = frozenset("\t\n\v\f\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000") | frozenset(
    map(chr, (*range(0x1C, 0x20), *range(0x2000, 0x200B)))
)


@dataclass(frozen=True, slots=True)
class Folded:
    """Words, seen with fewer distinctions. Character i stands for words[starts[i]:ends[i]]."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def span(self, first: int, last: int) -> Span:
        """Where its characters from first to last, both included, come from."""
        return Span(self.starts[first], max(self.ends[first : last + 1]))


@lru_cache(maxsize=512)
def see(words: str, rung: int) -> Folded:
    """The words as they are (EXACT); with one sort of quotation mark, dash and space, without invisible characters
    (FOLDED); and without white space as well (BLIND)."""
    if rung == EXACT:
        return Folded(words, range(len(words)), range(1, len(words) + 1))
    kept: list[tuple[str, int, int]] = []
    for character, start, end in _fold_characters(words):
        last = kept[-1] if kept else ("", 0, 0)
        if character == " " and rung == BLIND:
            continue
        if character == last[0] and character in (" ", "-"):
            kept[-1] = (character, last[1], end)
        elif character == "." and "".join(each[0] for each in kept[-2:]) == "..":
            kept[-2:] = [("…", kept[-2][1], end)]
        else:
            kept.append((character, start, end))
    return Folded("".join(each[0] for each in kept), [each[1] for each in kept], [each[2] for each in kept])


@lru_cache(maxsize=512)
def blind(words: str) -> str:
    """The text of `see(words, BLIND)`, where it does not matter what place each character comes from."""
    plain = unicodedata.normalize("NFD", words.translate(_TABLE))
    return _DASHES.sub("-", plain.replace(" ", "")).replace("...", "…")


def _fold_characters(words: str) -> Iterator[tuple[str, int, int]]:
    """Each character in its plain form, decomposed (Unicode NFD, UAX 15), with the place it comes from."""
    marks: list[tuple[int, str, int]] = []  # combining marks, put in canonical order when their run ends
    for at, character in enumerate(words):
        if character in INVISIBLE:
            continue
        for plain in unicodedata.normalize("NFD", _PLAIN.get(character, character)):
            weight = unicodedata.combining(plain)
            if weight:
                marks.append((weight, plain, at))
                continue
            yield from _in_order(marks)
            marks.clear()
            yield plain, at, at + 1
    yield from _in_order(marks)


def _in_order(marks: list[tuple[int, str, int]]) -> Iterator[tuple[str, int, int]]:
    for _, mark, at in sorted(marks, key=lambda each: each[0]):
        yield mark, at, at + 1


_PLAIN: dict[str, str] = {
    **dict.fromkeys(SINGLE_QUOTES, "'"),
    **dict.fromkeys(DOUBLE_QUOTES, '"'),
    **dict.fromkeys(DASHES, "-"),
    **dict.fromkeys(SPACES, " "),
}
_TABLE = str.maketrans({**_PLAIN, **dict.fromkeys(INVISIBLE, "")})
_DASHES = re.compile("-{2,}")
