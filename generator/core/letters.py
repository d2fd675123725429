"""In: words. Out: their letters and digits alone, seen with so few distinctions that no search can see fewer.

Must not decide where a quotation stands: quotes.py does, with more care.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from generator.core.folding import SINGLE_QUOTES
from generator.core.model import Span

_STEP = 200  # characters folded at a time
_MARKS = 20  # accents on one letter
_NO_LETTERS = re.compile(r"[\W_]+")
_FOREIGN_DIGITS = re.compile(r"(?![0-9])\d")
_ALIKE = str.maketrans(
    {
        **dict(zip("øłđðħıŧĸŋ", "olddhitqn", strict=True)),  # the same primary weight as without the stroke, or nearly
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        **dict(zip("ךםןףץ", "כמנפצ", strict=True)),
        **{chr(kana): chr(kana - 0x60) for kana in range(0x30A1, 0x30F7)},
        **dict.fromkeys("ーـ\u115f\u1160\u3164" + "".join(sorted(SINGLE_QUOTES)), ""),
    }
)


@dataclass(frozen=True, slots=True)
class Lettered:
    """Words with their letters. `offsets[i]`: how many letters the first i steps of 200 characters have."""

    words: str
    letters: str
    offsets: Sequence[int]

    def span(self, first: int, last: int) -> Span | None:
        """Where letters[first:last] come from, accents included; None where they are a part of some character's."""
        start, _ = self._find(first)
        at, end = self._find(last - 1)
        for mark in self.words[end : end + _MARKS]:
            if not unicodedata.category(mark).startswith("M"):
                break
            end += 1
        whole = self.count(start) == first and self.count(at + 1) == last
        return Span(start, end) if whole else None

    def _find(self, letter: int) -> tuple[int, int]:
        """The place of the character that a letter comes from, and of the next."""
        step = bisect_right(self.offsets, letter) - 1
        at, seen = step * _STEP, self.offsets[step]
        while True:
            seen += len(fold_letters(self.words[at]))
            at += 1
            if seen > letter:
                return at - 1, at

    def count(self, place: int) -> int:
        """How many letters the words have before a place."""
        step = place // _STEP
        return self.offsets[step] + len(fold_letters(self.words[step * _STEP : place]))


def read_letters(words: str) -> Lettered:
    """The words with their letters."""
    folded = [fold_letters(words[at : at + _STEP]) for at in range(0, len(words), _STEP)]
    offsets = [0]
    for each in folded:
        offsets.append(offsets[-1] + len(each))
    return Lettered(words, "".join(folded), offsets)


def fold_letters(words: str) -> str:
    """Letters and digits without case, accents, compatibility forms, strokes; digits as 0-9, katakana as hiragana.

    At least as coarse as a comparison by primary weights (Unicode collation, UTS 10) that leaves out all but letters
    and digits. Two texts one after the other have the letters of the one, then those of the other.
    """
    if words.isascii():
        return _NO_LETTERS.sub("", words.lower())
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", words).casefold())
    digits = _FOREIGN_DIGITS.sub(lambda digit: str(unicodedata.digit(digit[0])), plain)
    return _NO_LETTERS.sub("", digits.translate(_ALIKE))
