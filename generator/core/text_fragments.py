"""In: the text of a page, and words in it. Out: the text directive that finds exactly these words there, or none.

Must not write a directive that another place of the page might answer. The rules of finding are those of "URL Fragment
Text Directives" (WICG, wicg.github.io/scroll-to-text-fragment); whatever it leaves to browsers is taken at its worst.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from generator.core.fragment_terms import Terms, is_whole, list_terms
from generator.core.letters import Lettered, fold_letters, read_letters
from generator.core.page_text import PageText

LONGEST_DIRECTIVE = 1500  # as encoded


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
    if span is None or not is_whole(page.shown.words, span):
        return ""
    for terms in list_terms(page.shown.words, span):
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
