"""In: a run of characters as written. Out: the terms it is found under: folded, without stop words, stemmed.

Must agree with templates/assets/js/search-words.js on every word: what one of them changes, the other changes too.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

LONGEST = 64  # code points of a word that are looked at


# Points, tatweel and invisible characters: written or left out at the writer's pleasure.
_DROPPED = re.compile(
    "[\u00ad\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f"
    "\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u1ab0-\u1aff\u1dc0-\u1dff\u200b-\u200f\u202a-\u202e\u2060-\u2064"
    "\u2066-\u2069\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f\ufeff]"
)
_INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff")
_APOSTROPHES = frozenset("'\u2018\u2019\u201b\u02b9\u02bb\u02bc\u02bd\u02be\u02bf\u2032`\u00b4\uff07")
_LETTERS = {
    "ı": "i",
    "ł": "l",
    "ø": "o",
    "đ": "d",
    "ħ": "h",
    "ð": "d",
    "þ": "th",
    "ß": "ss",
    "æ": "ae",
    "œ": "oe",
    "ς": "σ",
}
_PLAIN = str.maketrans({**_LETTERS, **dict.fromkeys(_APOSTROPHES, "'")})


class _Classes(dict[int, str]):
    """The class of every character that was met so far."""

    def __missing__(self, code: int) -> str:
        self[code] = found = _classify(chr(code))
        return found


def _classify(character: str) -> str:
    if character in _APOSTROPHES:
        return "A"
    if character in ".,":
        return character
    if character in _INVISIBLE:
        return "M"
    major = unicodedata.category(character)[0]
    return major if major in "LMN" else "_"


_CLASSES = _Classes()
_WORD = re.compile(  # over classes: L letter, M mark, N number, A apostrophe; full stop and comma for themselves
    r"LM*(?:\.LM*)+(?![LMN])"  # initials: U.S., U.N.
    r"|N+(?:[.,]N+)+[LMN]*"  # 1,000 and 3.5
    r"|[LMN]+(?:A[LMN]+)*"  # Sana’a
)


def cut_chunks(text: str) -> list[str]:
    """The chunks of a text, lower case: what stands between white space and hyphens, where Lunr cuts too."""
    return text.lower().replace("-", " ").split()


def find_words(chunk: str) -> Iterator[tuple[int, int]]:
    """Start and end of every word in a chunk, in code points."""
    for found in _WORD.finditer(chunk.translate(_CLASSES)):
        yield found.span()


def fold(word: str) -> str:
    """A word as it is compared: lower case, without marks (NFD), apostrophes and a final 's, 1,000 as 1000.

    '' where nothing is left. At most LONGEST code points.
    """
    bare = _DROPPED.sub("", unicodedata.normalize("NFD", word.lower())).translate(_PLAIN)
    bare = bare.removesuffix("'s").replace("'", "").replace(",", "")
    if "." in bare and not any(each.isdecimal() for each in bare):
        bare = bare.replace(".", "")
    return bare[:LONGEST]


def fold_words(chunk: str) -> list[str]:
    """The folded words of a chunk, stop words among them."""
    return [word for word in (fold(chunk[start:end]) for start, end in find_words(chunk)) if word]


def find_terms(chunk: str, stop_words: Iterable[str]) -> list[str]:
    """The terms a chunk is found under: its folded words without stop words, each stemmed."""
    return [stem(word) for word in fold_words(chunk) if word not in stop_words]


# M. F. Porter, An algorithm for suffix stripping, Program 14 (1980), as lunr.js reads it: a run of consonants is one
# letter that is no vowel and all that follow which are neither vowel nor y; a run of vowels begins with a vowel or y.
_C = "[^aeiou][^aeiouy]*"
_V = "[aeiouy][aeiou]*"
_M_ABOVE_0 = re.compile(f"(?:{_C})?{_V}{_C}")
_M_IS_1 = re.compile(f"(?:{_C})?{_V}{_C}(?:{_V})?$")
_M_ABOVE_1 = re.compile(f"(?:{_C})?{_V}{_C}{_V}{_C}")
_VOWEL = re.compile(f"(?:{_C})?[aeiouy]")
_SHORT = re.compile(f"{_C}[aeiouy][^aeiouwxy]$")  # Porter's *o
_DOUBLED = re.compile(r"([^aeiouylsz])\1$")
_FINAL_Y = re.compile(r"(.+?[^aeiou])y$")

_SECOND = {
    "ational": "ate", "tional": "tion", "enci": "ence", "anci": "ance", "izer": "ize", "bli": "ble", "alli": "al",
    "entli": "ent", "eli": "e", "ousli": "ous", "ization": "ize", "ation": "ate", "ator": "ate", "alism": "al",
    "iveness": "ive", "fulness": "ful", "ousness": "ous", "aliti": "al", "iviti": "ive", "biliti": "ble",
    "logi": "log",
}  # fmt: skip
_THIRD = {"icate": "ic", "ative": "", "alize": "al", "iciti": "ic", "ical": "ic", "ful": "", "ness": ""}
_SECOND_ENDING, _THIRD_ENDING = (re.compile(f"(.+?)({'|'.join(endings)})$") for endings in (_SECOND, _THIRD))
_TOUCHED = frozenset("cdegilmnrstuy")  # the last letters that any rule looks for
_FOURTH = re.compile("(.+?)(?:al|ance|ence|er|ic|able|ible|ant|ement|ment|ent|ou|ism|ate|iti|ous|ive|ize)$")
_ION = re.compile("(.+?[st])ion$")


@lru_cache(maxsize=1 << 18)
def stem(word: str) -> str:
    """The stem of a folded word, as lunr.js 2 gives it (which keeps the y of 'convoy'; lunr.py does not)."""
    if len(word) < 3 or word[-1] not in _TOUCHED:
        return word
    first_y = word[0] == "y"
    word = f"Y{word[1:]}" if first_y else word  # at the start it is a consonant
    word = _strip_plural(word)
    word = _strip_past(word)
    if found := _FINAL_Y.match(word):
        word = f"{found[1]}i"
    word = _replace(word, _SECOND_ENDING, _SECOND)
    word = _replace(word, _THIRD_ENDING, _THIRD)
    word = _strip_fourth(word)
    word = _strip_final_e(word)
    return f"y{word[1:]}" if first_y else word


def _strip_plural(word: str) -> str:
    if len(word) > 4 and word.endswith("sses"):
        return word[:-2]
    if len(word) > 3 and word.endswith("ies"):
        return word[:-2]
    if len(word) > 2 and word[-1] == "s" and word[-2] != "s":
        return word[:-1]
    return word


def _strip_past(word: str) -> str:
    if len(word) > 3 and word.endswith("eed"):
        return word[:-1] if _M_ABOVE_0.match(word[:-3]) else word
    ending = 2 if word.endswith("ed") else 3 if word.endswith("ing") else 0
    if not ending or not _VOWEL.match(word[:-ending]):
        return word
    word = word[:-ending]
    if word.endswith(("at", "bl", "iz")):
        return f"{word}e"
    if _DOUBLED.search(word):
        return word[:-1]
    return f"{word}e" if _SHORT.match(word) else word


def _replace(word: str, ending: re.Pattern[str], endings: dict[str, str]) -> str:
    found = ending.match(word)
    return f"{found[1]}{endings[found[2]]}" if found and _M_ABOVE_0.match(found[1]) else word


def _strip_fourth(word: str) -> str:
    found = _FOURTH.match(word) or _ION.match(word)
    return found[1] if found and _M_ABOVE_1.match(found[1]) else word


def _strip_final_e(word: str) -> str:
    if len(word) > 1 and word[-1] == "e":
        kept = word[:-1]
        if _M_ABOVE_1.match(kept) or (_M_IS_1.match(kept) and not _SHORT.match(kept)):
            word = kept
    return word[:-1] if word.endswith("ll") and _M_ABOVE_1.match(word) else word
