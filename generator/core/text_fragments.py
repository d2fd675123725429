"""In: the text of a page, and words in it. Out: the text directive that finds exactly these words there, or none.

Must not write a directive that another place of the page might answer. The rules of finding are those of "URL Fragment
Text Directives" (WICG, wicg.github.io/scroll-to-text-fragment); whatever it leaves to browsers is taken at its worst.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from urllib.parse import quote

from generator.core.letters import Lettered, fold_letters, read_letters
from generator.core.model import Span
from generator.core.page_text import SEAM, WALL, PageText

LONGEST = 200  # characters written out in full; of longer words, the first and the last
LONGEST_DIRECTIVE = 1500  # as encoded
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


@dataclass(frozen=True, slots=True)
class Searched:
    """The text of a page, as a browser may search it: what is shown, and the letters of that with what is hidden.

    `hidden`: where among all letters those begin and end that are hidden, and how many are hidden before.
    """

    shown: Lettered
    letters: str
    hidden: Sequence[tuple[int, int, int]] = ()

    def place(self, letter: int) -> int:
        """Where one of all letters stands among those that are shown."""
        at = bisect_right(self.hidden, (letter, len(self.letters))) - 1
        if at < 0:
            return letter
        start, end, before = self.hidden[at]
        return letter - before - min(letter, end) + start


def read_searched(page: PageText) -> Searched:
    """The text of a page, made ready to be searched."""
    whole = read_letters(page.words)
    if not page.hidden:
        return Searched(whole, whole.letters)
    hidden: list[tuple[int, int, int]] = []
    before = 0
    for start, end in ((whole.count(each.start), whole.count(each.end)) for each in page.hidden):
        hidden.append((start, end, before))
        before += end - start
    return Searched(read_letters(page.shown), whole.letters, hidden)


def find_directive(page: Searched, first: int, last: int) -> str:
    """`text=…` for page.shown.letters[first:last]; '' where nothing is certain to find these words and no others."""
    span = page.shown.span(first, last)
    if span is None or not _is_whole(page.shown.words, span):
        return ""
    for terms in _list_terms(page.shown.words, span):
        written = write_directive(terms)
        if len(written) <= LONGEST_DIRECTIVE and _finds_only(page, terms, first, last):
            return written
    return ""


def write_directive(terms: Terms) -> str:
    """A text directive in its syntax (3.2), whatever is not unreserved percent-encoded, and the hyphen too."""
    prefix = f"{_encode(terms.prefix)}-," if terms.prefix else ""
    end = f",{_encode(terms.end)}" if terms.end else ""
    suffix = f",-{_encode(terms.suffix)}" if terms.suffix else ""
    return f"text={prefix}{_encode(terms.start)}{end}{suffix}"


def add_directive(url: str, directive: str) -> str:
    """The address with a fragment directive (3.1); several text directives are joined by `&`."""
    return f"{url}{'' if '#' in url else '#'}:~:{directive}"


def _encode(term: str) -> str:
    return quote(" ".join(term.split()), safe="").replace("-", "%2D")


def _finds_only(page: Searched, terms: Terms, first: int, last: int) -> bool:
    """Whether the terms fit these letters and no others of the page, hidden ones included."""
    prefix, start, end, suffix = map(fold_letters, (terms.prefix, terms.start, terms.end, terms.suffix))
    wanted = f"{prefix}{start}{suffix}"
    at = page.letters.find(wanted)
    if at < 0 or page.letters.find(wanted, at + 1) >= 0:
        return False
    begun = at + len(prefix)
    ended = begun + last - first
    if end and page.letters.find(end, begun + len(start)) != ended - len(end):
        return False
    reached = max(ended, at + len(wanted))  # nothing hidden may stand between the terms and what is beside them
    return page.place(begun) == first and page.place(reached) - page.place(at) == reached - at


def _list_terms(words: str, span: Span) -> Iterator[Terms]:
    """Ways to point at the words, the shortest first."""
    whole = words[span.start : span.end]
    lead, befores = _look_back(words, span.start)
    trail, afters = _look_on(words, span.end)
    if len(whole) <= LONGEST and not _BREAKS.search(whole):
        yield Terms(whole)
        for count in range(1, max(len(befores), len(afters)) + 1):
            before, after = _up_to(befores, count), _up_to(afters, count)
            yield from (Terms(lead + whole, prefix=each) for each in (before,) if each)
            yield from (Terms(whole + trail, suffix=each) for each in (after,) if each)
            yield from (Terms(lead + whole + trail, prefix=before, suffix=each) for each in (after,) if before and each)
        return
    ends = tuple(_list_ends(words, span))
    yield from (Terms(start, end) for start, end in ends)
    for start, end in ends[-1:]:
        yield from (Terms(lead + start, end, prefix=before) for before in befores)


def _look_back(words: str, start: int) -> tuple[str, tuple[str, ...]]:
    """What stands before words: its last word, its last two, … within one block; and the punctuation that parts it
    from them, if that begins a block of its own, so that nothing but blanks stands between."""
    pieces = _list_pieces(words, Span(max(0, start - _REACH), start))
    lead = words[pieces[-1].start : start]
    if fold_letters(lead):
        lead = ""
    else:
        pieces = [each for each in pieces[:-1] if words[each.start : each.end].strip(_BLANKS)]
    listed = reversed(_list_words(words, pieces[-1:]))
    befores = _differing(_from_letter(words, first, pieces[-1].end) for first, _ in listed)
    return lead.lstrip(_BLANKS), () if _ODD.search(words, pieces[-1].end if pieces else start, start) else befores


def _look_on(words: str, end: int) -> tuple[str, tuple[str, ...]]:
    """The same of what stands after words."""
    pieces = _list_pieces(words, Span(end, min(len(words), end + _REACH)))
    trail = words[end : pieces[0].end]
    if fold_letters(trail):
        trail = ""
    else:
        pieces = [each for each in pieces[1:] if words[each.start : each.end].strip(_BLANKS)]
    listed = _list_words(words, pieces[:1])
    afters = _differing(_to_letter(words, pieces[0].start, last) for _, last in listed)
    return trail.rstrip(_BLANKS), () if _ODD.search(words, end, pieces[0].start if pieces else end) else afters


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


def _is_whole(words: str, span: Span) -> bool:
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
