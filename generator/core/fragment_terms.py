"""In: the text of a page, and a place in it. Out: terms that may point at it, each where words surely begin and end.

Must not judge whether they find other places too: text_fragments does.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from generator.core.letters import fold_letters
from generator.core.model import Span
from generator.core.page_text import SEAM, WALL

LONGEST = 200  # characters written out in full; of longer words, the first and the last
_MOST_CONTEXT = 10  # words on either side
_FEWEST_ENDS = 4  # words at either end of a long quotation
_REACH = 1000  # characters looked at on either side
_BLANKS = "\t\n\f\r "  # collapsed and skipped by every browser (Infra standard, ASCII whitespace)
_ODD = re.compile(rf"[^\S{_BLANKS}]")  # other blanks: to some browsers what they are, to others a space
_BREAKS = re.compile(rf"[{WALL}{SEAM}]|[^\S{_BLANKS}]")
_WORD = re.compile(r"\S+")
_DIVIDERS = frozenset('"!?;/…、。！？，．')
_JOINERS = frozenset("'’‘-‐‑－")
_DIVIDING = frozenset(("Ps", "Pe", "Pi", "Pf", "Pd", "Zs"))
_IN_WORDS = frozenset(("Mn", "Mc", "Me", "Pc", "Cf"))


@dataclass(frozen=True, slots=True)
class Terms:
    """The parts of a text directive, as the page has them: `prefix-,start,end,-suffix`."""

    start: str
    end: str = ""
    prefix: str = ""
    suffix: str = ""


def list_terms(words: str, span: Span) -> Iterator[Terms]:
    """Ways to point at the words, the shortest first."""
    whole = words[span.start : span.end]
    left, right = _look_back(words, span.start), _look_on(words, span.end)
    if len(whole) <= LONGEST and not _BREAKS.search(whole):
        yield Terms(whole)
        for count in range(1, _MOST_CONTEXT + 1):
            before, after = _up_to(left.words, count), _up_to(right.words, count)
            with_before = Terms(left.signs + whole, prefix=before)
            with_after = Terms(whole + right.signs, suffix=after)
            nearer = (with_after, with_before) if left.apart and not right.apart else (with_before, with_after)
            yield from (each for each in nearer if each.prefix or each.suffix)
            if before and after:
                yield Terms(left.signs + whole + right.signs, prefix=before, suffix=after)
        return
    ends = tuple(_list_ends(words, span))
    yield from (Terms(start, end) for start, end in ends)
    for start, end in ends[-1:]:
        yield from (Terms(left.signs + start, end, prefix=before) for before in left.words)


@dataclass(frozen=True, slots=True)
class _Beside:
    """What stands on one side of a quotation, nothing but blanks between: the nearest word, the nearest two, …

    If they stand in another block, the signs that part them from it become a part of the quotation.
    """

    words: tuple[str, ...]
    apart: bool
    signs: str


def _look_back(words: str, start: int) -> _Beside:
    pieces = _list_pieces(words, Span(max(0, start - _REACH), start))
    signs = words[pieces[-1].start : start]
    if apart := not fold_letters(signs):
        pieces = [each for each in pieces[:-1] if words[each.start : each.end].strip(_BLANKS)]
    if not pieces or _ODD.search(words, pieces[-1].end, start):
        return _Beside((), apart, "")
    listed = reversed(_list_words(words, pieces[-1:]))
    found = _differing(_from_letter(words, first, pieces[-1].end) for first, _ in listed)
    return _Beside(found, apart, signs.lstrip(_BLANKS) if apart else "")


def _look_on(words: str, end: int) -> _Beside:
    pieces = _list_pieces(words, Span(end, min(len(words), end + _REACH)))
    signs = words[end : pieces[0].end]
    if apart := not fold_letters(signs):
        pieces = [each for each in pieces[1:] if words[each.start : each.end].strip(_BLANKS)]
    if not pieces or _ODD.search(words, end, pieces[0].start):
        return _Beside((), apart, "")
    found = _differing(_to_letter(words, pieces[0].start, last) for _, last in _list_words(words, pieces[:1]))
    return _Beside(found, apart, signs.rstrip(_BLANKS) if apart else "")


def _list_pieces(words: str, within: Span) -> list[Span]:
    """What lies between the places where another block may begin, or a blank stands that browsers take for various."""
    edges = [within.start]
    for cut in _BREAKS.finditer(words, within.start, within.end):
        edges += [cut.start(), cut.end()]
    edges.append(within.end)
    return [Span(*each) for each in zip(edges[::2], edges[1::2], strict=True)]


def _list_words(words: str, pieces: Iterable[Span]) -> list[tuple[int, int]]:
    """Where each word of these pieces begins and ends."""
    return [each.span() for piece in pieces for each in _WORD.finditer(words, piece.start, piece.end)]


def _differing(grown: Iterator[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.strip(_BLANKS) for each in islice(grown, _MOST_CONTEXT) if each))


def _list_ends(words: str, span: Span) -> Iterator[tuple[str, str]]:
    """The first words and the last, each within one block: four, five, … but never so many that they overlap."""
    pieces = [each for each in _list_pieces(words, span) if fold_letters(words[each.start : each.end])]
    firsts, lasts = _list_words(words, pieces[:1]), _list_words(words, pieces[-1:])
    most = _MOST_CONTEXT if len(pieces) > 1 else min(_MOST_CONTEXT, len(firsts) // 2)
    for count in range(min(_FEWEST_ENDS, most), most + 1) if most else ():
        start = _to_letter(words, span.start, firsts[min(count, len(firsts)) - 1][1])
        end = _from_letter(words, lasts[-min(count, len(lasts))][0], span.end)
        if start and end:
            yield start, end


def _from_letter(words: str, start: int, stop: int) -> str:
    """The words from the first letter on, if it is certain that a word begins there."""
    while start < stop and not words[start].isalnum():
        start += 1
    return words[start:stop] if start < stop and _divides(words[max(0, start - _NEAR) : start][::-1]) else ""


def _to_letter(words: str, start: int, stop: int) -> str:
    """The words up to the last letter, if it is certain that a word ends there."""
    while stop > start and not words[stop - 1].isalnum() and not unicodedata.category(words[stop - 1]).startswith("M"):
        stop -= 1
    return words[start:stop] if stop > start and _divides(words[stop : stop + _NEAR]) else ""


def is_whole(words: str, span: Span) -> bool:
    """Whether words begin and end where every browser is certain to see a word begin and end."""
    before = words[max(0, span.start - _NEAR) : span.start][::-1]
    return _divides(before) and _divides(words[span.end : span.end + _NEAR])


_NEAR = 40


def _divides(beyond: str) -> bool:
    """Whether what stands beyond a letter, nearest first, parts it from every other, in any language.

    Coarser than the word boundaries of UAX 29: where that has exceptions, there is no certainty.
    """
    near = beyond.replace(SEAM, "")[:2]
    if not near:
        return len(beyond) < _NEAR  # the page itself begins or ends here
    if near[0] == WALL or near[0] in _BLANKS:
        return True
    if _is_of_a_word(near[0]):
        return False
    if near[0] in _DIVIDERS or (unicodedata.category(near[0]) in _DIVIDING and near[0] not in _JOINERS):
        return True
    return len(near) == 1 or not _is_of_a_word(near[1])


def _is_of_a_word(character: str) -> bool:
    """Also the narrow no-break space, which is of the class ExtendNumLet."""
    return character.isalnum() or character == "\u202f" or unicodedata.category(character) in _IN_WORDS


def _up_to(listed: Sequence[str], count: int) -> str:
    return listed[min(count, len(listed)) - 1] if listed else ""
