"""In: a page's classed lines and its comments. Out: what a person should look at before trusting the draft.

Must not change anything, nor propose a repair as if it were known.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.core.capture.furniture import DATE, is_reply_form, shows_clock
from generator.core.capture.lines import BYLINE_DATE, HEAD_DATE, Line, LineKind, Page, ends_sentence, fold
from generator.core.capture.threads import CapturedThread

_OWN = (LineKind.TITLE, LineKind.SUMMARY, LineKind.DECK, LineKind.PARAGRAPH, LineKind.CAPTION)
_WORD = re.compile(r"[^\W\d_]+")
_CASES = re.compile(r"[a-z]{2,}[A-Z]{2,}[a-z]?|[A-Z]{2,}[a-z]{3,}")  # saidNATO, NATOtroops; not DeirEzzor nor NGOs
_PAIR = re.compile(r"[a-z]{4,}(?:and|for|of|that|to)(?:he|is|it|the|they|was|were)")  # seekingandit
_LITTLE = ("and", "are", "at", "be", "by", "for", "from", "in", "is", "it", "not", "of", "on", "that", "the", "to")
_LITTLE_END = re.compile(rf"(.{{4,}}?)({'|'.join((*_LITTLE, 'was', 'were', 'with'))})")
_MOST = 50  # doubts of one kind that are told


@dataclass(frozen=True, slots=True)
class Doubt:
    """A line, from 1, or 0 for the page as a whole, and what is doubtful about it, in one sentence."""

    line: int
    words: str


def find_doubts(page: Page, thread: CapturedThread | None) -> tuple[Doubt, ...]:
    """Everything doubtful, in the order of the page; what concerns the whole comes last."""
    found = (
        *_find_repeats(page.article),
        *_find_dates(page.article),
        *_cap(_find_glued(page.article)),
        *_cap(_find_surplus(page.article)),
        *_cap(_find_broken(page.article)),
        *(_cap(_find_thread_doubts(page, thread)) if thread else _find_untold(page)),
    )
    return tuple(sorted(found, key=lambda doubt: doubt.line or 10**9))


def _find_repeats(lines: Sequence[Line]) -> Iterator[Doubt]:
    headline = next((line for line in lines if line.kind is LineKind.TITLE), None)
    for line in lines:
        if headline and line.kind is LineKind.FURNITURE and fold(headline.words)[:1000] in (fold(line.words) or "-"):
            yield Doubt(line.number, f"repeats the headline, line {headline.number}; the shorter of the two is kept")
        if line.kind is LineKind.SUMMARY:
            again = [each for each in lines if each.number > line.number and each.kind is LineKind.PARAGRAPH]
            lead = next((each for each in again if fold(each.words)[:40] == fold(line.words)[:40]), None)
            if lead:
                same = "" if lead.words == line.words else ", and not letter by letter: compare them"
                yield Doubt(line.number, f"repeats the paragraph of line {lead.number}{same}")
        if line.kind is LineKind.CREDIT and line.why:
            yield Doubt(line.number, "may name the writer: if so, put it into author and take the line out")
    if headline and (cut := re.search(r"\s(?:[-–—|»]|::)\s\S+(?:\s\S+){0,3}$", headline.words)):
        yield Doubt(headline.number, f"the headline may end in the site's name, {cut[0].strip()!r}")


def _find_dates(lines: Sequence[Line]) -> Iterator[Doubt]:
    for line in lines:
        date = DATE.search(line.words[:1000])
        if date and line.kind is LineKind.CAPTION:
            yield Doubt(line.number, f"{date[0].strip()!r} dates the photograph, not the article")
        elif date and line.why == BYLINE_DATE:
            words = "is a date the page shows beside the byline; nobody has confirmed it as the date of publication"
            yield Doubt(line.number, f"{line.words!r} {words}")
        elif date and line.why == HEAD_DATE:
            words = (
                "stands below the headline: the date of publication, or the page's clock; nobody has confirmed either"
            )
            yield Doubt(line.number, f"{line.words!r} {words}")
        elif date and line.kind is LineKind.FURNITURE and shows_clock(line.words) and line.why != "a date line":
            yield Doubt(line.number, f"{date[0].strip()!r} is the page's clock: when the copy was saved, not published")
        elif date and line.kind is LineKind.FURNITURE:
            yield Doubt(line.number, f"{date[0].strip()!r} may be the date of publication; it was not taken as such")


def _find_glued(lines: Sequence[Line]) -> Iterator[Doubt]:
    own = [line for line in lines if line.kind in _OWN]
    seen = Counter(word for line in own for word in _WORD.findall(line.words))
    for line in own:
        for word in dict.fromkeys(_WORD.findall(line.words)):
            if len(word) <= 60 and _looks_glued(word, seen):
                yield Doubt(line.number, f"{word!r} may be words run together; kept as it is")


def _looks_glued(word: str, seen: Counter[str]) -> bool:
    """Whether its capitals, two small words at its end, or a name printed alone elsewhere suggest a lost space."""
    if _CASES.fullmatch(word) or _PAIR.fullmatch(word):
        return True
    ending = _LITTLE_END.fullmatch(word)
    return ending is not None and seen[word] == 1 and ending[1] in seen and ending[1][:1].isupper()


def _find_surplus(lines: Sequence[Line]) -> Iterator[Doubt]:
    body = [line for line in lines if line.kind in (LineKind.PARAGRAPH, LineKind.CAPTION, LineKind.CREDIT)]
    usual = Counter(line.blanks for line in body[1:] if line.blanks)
    custom = min(usual, key=lambda blanks: (-usual[blanks], blanks), default=1)
    for line in body[1:]:
        if line.blanks > custom:
            yield Doubt(line.number, f"{line.blanks} empty lines stand above: a link or a picture may have stood there")


def _find_broken(lines: Sequence[Line]) -> Iterator[Doubt]:
    paragraphs = [line for line in lines if line.kind is LineKind.PARAGRAPH]
    if not paragraphs:
        yield Doubt(0, "no paragraph was found; is this the text of an article?")
    for line in paragraphs:
        if line.words.endswith(":") and line is not paragraphs[-1]:
            continue
        if not ends_sentence(line.words) and len(line.words) > 100:
            yield Doubt(line.number, "breaks off without the end of a sentence")
        elif line is paragraphs[-1] and not ends_sentence(line.words):
            yield Doubt(line.number, "the article breaks off without the end of a sentence")


def _find_thread_doubts(page: Page, thread: CapturedThread) -> Iterator[Doubt]:
    for comment in thread.comments:
        for number in comment.surplus:
            where = f"more empty lines than usual stand {'above' if number else 'below'}: a link may have stood there"
            yield Doubt(number or comment.line, f"comment {comment.id}: {where}")
        if comment.byline.undated:
            words = "reads as a date, and not for certain which; kept as text"
            yield Doubt(comment.byline.undated, f"comment {comment.id}: {words}")
        if not comment.text:
            yield Doubt(comment.line, f"comment {comment.id} has no text in this copy")
    for number in thread.uncounted:
        yield Doubt(number, "is numbered like a comment, but the count does not fit; kept as text")
    for line in thread.lines:
        if line.kind is LineKind.FURNITURE and len(line.words) > 80 and line.why == "stands below the comments":
            yield Doubt(line.number, "is long for what stands below the comments")
    present = len(thread.comments)
    if present > 1 and not page.numbered and not any(comment.parent for comment in thread.comments):
        yield Doubt(0, "the copy sets no comment further in than another: which of them are replies is not known")
    if page.stated is not None and page.stated != present:
        form = any(is_reply_form(line.words) for line in (*thread.lines, *page.article))
        cut = "" if form or present > page.stated else "; no reply form follows, so the copy may break off"
        yield Doubt(0, f"the page counts {page.stated} comments, and {present} are in this copy{cut}")


def _find_untold(page: Page) -> Iterator[Doubt]:
    """Comments of which none could be read, so that nobody believes there were none."""
    counted = f"the page counts {page.stated} comment{'s' * (page.stated != 1)}" if page.stated else ""
    if page.comments:
        begin = counted or "comments stand below the article"
        yield Doubt(0, f"{begin}; none could be told apart, they stand in the capture only")
    elif counted and page.heading:
        words = "and none was found below the article: see that none stands in its text"
        yield Doubt(page.heading.number, f"{counted}, {words}")


def _cap(doubts: Iterator[Doubt]) -> list[Doubt]:
    listed = list(doubts)
    more = len(listed) - _MOST
    return [*listed[:_MOST], *([Doubt(0, f"{more} more of the same kind")] if more > 0 else [])]
