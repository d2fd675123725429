"""In: numbers, words and plain values. Out: the text of script files that hold them.

Must not know what a term or a row means. Read by templates/assets/js/search-store.js.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from generator.core.model import Output

CALL = "WhenceSearch.put"  # the one function that every file calls

# The printable ASCII characters that stand for themselves in a script's string, in a page and in a diff.
SYMBOLS = "".join(chr(code) for code in range(0x20, 0x7F) if chr(code) not in '"\\<')
_ONE, _TWO, _THREE = 50, 80, 91  # first symbols below these begin numbers of one, two, three symbols; the last, of five
_BASE = len(SYMBOLS)  # 92
_TWOS = _ONE + (_TWO - _ONE) * _BASE  # the first number of three symbols
_THREES = _TWOS + (_THREE - _TWO) * _BASE**2  # the first of five
LARGEST = _THREES + _BASE**4 - 1


class _Codes(dict[int, str]):
    """Numbers as written, tens of millions of times: those of up to three symbols are at hand once they were made."""

    def __missing__(self, value: int) -> str:
        if value >= _THREES:
            return SYMBOLS[-1] + _write_digits(value - _THREES, 4)
        if value < _TWOS:
            code = SYMBOLS[value] if value < _ONE else _write_digits(value - _ONE + _ONE * _BASE, 2)
        else:
            code = _write_digits(value - _TWOS + _TWO * _BASE**2, 3)
        self[value] = code
        return code


def _write_digits(value: int, count: int) -> str:
    digits = ""
    for _ in range(count):
        value, low = divmod(value, _BASE)
        digits = SYMBOLS[low] + digits
    return digits


# A whole number from 0 to LARGEST: below 50 one symbol, below 2,810 two, below 95,914 three, else five.
write_number = _Codes().__getitem__


def write_after(previous: str, word: str) -> str:
    """A word by what it shares with the one before: how many UTF-16 units, how many follow, and those."""
    shared = 0
    if word.startswith(previous):
        shared = len(previous)
    else:
        for one, other in zip(previous, word, strict=False):
            if one != other:
                break
            shared += 1
    rest = word[shared:]
    if word.isascii():
        return f"{write_number(shared)}{write_number(len(rest))}{rest}"
    return f"{write_number(count_units(word[:shared]))}{write_number(count_units(rest))}{rest}"


def count_units(text: str) -> int:
    """The length of a text in UTF-16 units, as scripts count."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def unit_order(word: str) -> bytes:
    """The key that sorts as scripts compare strings: by UTF-16 units."""
    return word.encode("utf-16-be")


def write_words(words: Iterable[str]) -> str:
    """A list of words, each by what it shares with the one before."""
    previous, written = "", []
    for word in words:
        written.append(write_after(previous, word))
        previous = word
    return "".join(written)


def find_separator(last: str, first: str) -> str:
    """The shortest beginning of `first` that sorts after `last`."""
    return next(first[:end] for end in range(1, len(first) + 1) if unit_order(first[:end]) > unit_order(last))


_IN_SCRIPT = (("<", "\\u003c"), ("\u2028", "\\u2028"), ("\u2029", "\\u2029"))


def write_json(value: object) -> str:
    """JSON that may stand in a script: nothing in it closes an element or begins a comment."""
    written = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for character, escape in _IN_SCRIPT:  # much less work than str.translate, which looks up every character
        written = written.replace(character, escape)
    return written


def write_call(name: str, stamp: str, payload: str) -> str:
    """The call that hands over one file's payload, which is a JSON value."""
    return f'{CALL}("{name}",{write_json(stamp)},{payload});\n'


def write_file(name: str, content: bytes) -> Output:
    """A file of the search folder."""
    return Output(f"search/{name}.js", content)
