"""In: a saved page as plain text. Out: its non-blank lines, each of the article's with one class; its comments' lines.

Must not alter a line, nor pass one over: what the site put there is classed as furniture, with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from generator.core.capture.captions import is_byline, is_caption, is_credit
from generator.core.capture.furniture import OWN_CLOCK, is_reply_form, is_section, say_furniture
from generator.core.capture.stamps import is_stamp, read_said
from generator.core.text import Text

BYLINE = "perhaps a byline"
BYLINE_DATE = "a date beside the byline"
HEAD_DATE = "a date below the headline"
WRAPPED = 100  # characters: a longer line was not wrapped by hand, so it is a paragraph of its own
_LABEL = 60  # characters of a line that may stand between a page's title and its headline
_DECK = 160
_TITLE = 400  # characters of a line that can still be a title
_LEAD = 40  # folded characters from which a repetition cannot be chance
_SENTENCE = 80  # characters from which a line that ends in a full stop is surely prose
_HEAD = 14  # lines among which a headline is sought a second time


class LineKind(StrEnum):
    TITLE = "title"
    SUMMARY = "summary"
    DECK = "deck"
    PARAGRAPH = "paragraph"
    CAPTION = "caption"
    CREDIT = "credit"
    FURNITURE = "furniture"
    THREAD_HEADING = "thread-heading"
    COMMENT_MARKER = "comment-marker"  # also where it carries the first words of the text
    AVATAR_LINE = "avatar-line"
    AUTHOR_LINE = "author-line"
    COMMENT_TEXT = "comment-text"


@dataclass(frozen=True, slots=True)
class Line:
    """A non-blank line: its number from 1, its characters, and how many blank lines stand just above it."""

    number: int
    raw: str
    blanks: int = 0
    kind: LineKind = LineKind.FURNITURE
    why: str = ""  # what it is, or became, in a few words

    @property
    def indent(self) -> int:
        """How many spaces or tabs it begins with."""
        return len(self.raw) - len(self.raw.lstrip(" \t"))

    @property
    def words(self) -> str:
        return self.raw.strip()


@dataclass(frozen=True, slots=True)
class Page:
    """A page in three: the article's lines (furniture among them), the heading of its comments, and their lines."""

    article: tuple[Line, ...]
    heading: Line | None = None
    stated: int | None = None
    comments: tuple[Line, ...] = ()  # not yet classed; whatever follows them is still among them
    numbered: bool = False  # whether markers tell the comments apart


MARKER = re.compile(r"([0-9]{1,6})[.)](?:[ \t]+|$)")
_AVATAR = re.compile(r"[0-9]{1,6}[.)] .{1,60} Avatar")
_COUNTED = re.compile(
    r"(?:(?P<count>[0-9][0-9.,]{0,9}|no|one) (?:responses?|comments?|replies|reply|thoughts?|reactions?)"
    r"|(?:comments?|responses?|replies) ?\((?P<inner>[0-9]{1,7})\))"
    r"(?: (?:to|on|for)\b ?(?P<rest>.*)| so far| yet|[:.])?",
    re.I,
)
_NONE_YET = re.compile(r"be the first (?:person )?to (?:comment|reply|respond)\b.*", re.I)
_QUOTED = re.compile(r"[“”\"„«‘'].*[“”\"»’'][.:]?|this\b.{0,30}", re.I)
_UNSAID = re.compile(r"(?:comments?|discussion|responses|replies|reader comments)[:.]?", re.I)
_SUFFIX = re.compile(r"\s(?:[-–—|»›·]|::)\s")
_CLOSERS = "”’\"')]»"


def read_page(saved: Text) -> Page:
    """Split a page at its comments and class every line that is the article's or the site's."""
    lines = number_lines(saved.content)
    at, stated = _find_heading(lines)
    if at < 0:
        return Page(_class_article(lines))
    if MARKER.match(lines[at].words):
        return Page(_class_article(lines[:at]), None, None, lines[at:], numbered=True)
    said = "" if stated is None else f"; the page counts {stated}"
    heading = replace(lines[at], kind=LineKind.THREAD_HEADING, why=f"heads the comments{said}")
    numbered = stated != 0 and _is_marker(lines, at + 1)
    if (
        numbered
        or (stated != 0 and _is_said(lines, at + 1))
        or (stated and any(_is_prose(line.words) for line in lines[:at]))
    ):
        return Page(_class_article(lines[:at]), heading, stated, lines[at + 1 :], numbered)
    return Page(_class_article((*lines[:at], *lines[at + 1 :])), heading, stated)


def number_lines(content: str) -> tuple[Line, ...]:
    """The lines with anything on them but white space."""
    lines: list[Line] = []
    above = 0
    for number, raw in enumerate(content.split("\n"), 1):
        if raw.strip():
            lines.append(Line(number, raw.rstrip("\r"), number - above - 1))
            above = number
    return tuple(lines)


def fold(words: str) -> str:
    """Words as they are compared: without white space, quotation marks and case."""
    return re.sub(r"[\s“”„«»\"‘’']+", "", words).casefold()


def ends_sentence(words: str) -> bool:
    """Whether the words end as a sentence does."""
    return words.rstrip(_CLOSERS + " ")[-1:] in (".", "!", "?", "…", "。", "؟")


def group_lines(lines: Sequence[Line]) -> tuple[tuple[Line, ...], ...]:
    """Lines that make one paragraph: they touch, are short enough to be wrapped, and no credit ends the upper one."""
    groups: list[list[Line]] = []
    for line in lines:
        above = groups[-1][-1] if groups else None
        joined = above is not None and not line.blanks and max(len(above.words), len(line.words)) <= WRAPPED
        joined = joined and above is not None and above.number + 1 == line.number and above.kind is line.kind
        if joined and above and not any(_stands_alone(each.words) for each in (above, line)):
            groups[-1].append(line)
        else:
            groups.append([line])
    return tuple(tuple(group) for group in groups)


def _stands_alone(words: str) -> bool:
    return is_caption(words) or is_credit(words) or bool(say_furniture(words))


def _find_heading(lines: Sequence[Line]) -> tuple[int, int | None]:
    """Where the comments begin, at their heading or first marker, and the page's own count; -1 where none do."""
    titles = frozenset(part for line in lines[:_HEAD] for part in _without_site(line.words))
    counted = [(at, _read_heading(line.words, titles)) for at, line in enumerate(lines) if at]
    counted = [(at, stated) for at, stated in counted if stated is not None]
    unsaid = ((at, None) for at, line in enumerate(lines) if at and _UNSAID.fullmatch(line.words))
    begun = ((at, stated) for at, stated in (*counted, *unsaid) if stated != 0)
    followed = [each for each in begun if _is_marker(lines, each[0] + 1) or _is_said(lines, each[0] + 1)]
    if followed:
        return followed[0]
    avatars = (at for at, line in enumerate(lines) if at and _AVATAR.fullmatch(line.words))
    first = next(avatars, -1)
    return (first, None) if first > 0 or not counted else counted[-1]


def _is_marker(lines: Sequence[Line], at: int) -> bool:
    return at < len(lines) and bool(MARKER.match(lines[at].words))


def _is_said(lines: Sequence[Line], at: int) -> bool:
    """Whether a comment without a number begins there: 'NAME says:'."""
    return at < len(lines) and bool(read_said(lines[at].words))


def _is_prose(words: str) -> bool:
    return len(words) > _SENTENCE and ends_sentence(words) and not say_furniture(words)


def _read_heading(words: str, titles: frozenset[str]) -> int | None:
    """The count in a heading: 'N responses to “the headline”', 'Comments (N)', 'Be the first to comment'."""
    if len(words) > 600:
        return None
    if _NONE_YET.fullmatch(words):
        return 0
    found = _COUNTED.fullmatch(words)
    if not found:
        return None
    rest = found["rest"] or ""
    if rest and not _QUOTED.fullmatch(rest) and fold(rest) not in titles:
        return None
    count = (found["count"] or found["inner"]).casefold()
    return {"no": 0, "one": 1}.get(count) if count.isalpha() else int(re.sub(r"[.,]", "", count))


def _class_article(lines: Sequence[Line]) -> tuple[Line, ...]:
    if not lines:
        return ()
    at, repeats = _find_title(lines)
    made = [_furnish(line, _say_head(line, repeats, lines[at])) for line in lines[:at]]
    made.append(replace(lines[at], kind=LineKind.TITLE, why="the headline"))
    again = [line for line in lines[at + 1 :] if line.number in repeats]
    groups = group_lines([line for line in lines[at + 1 :] if line.number not in repeats])
    made += [_furnish(line, "the headline once more, with the site's name") for line in again]
    made += _class_groups(groups)
    return _tell_dates(sorted(made, key=lambda line: line.number))


def _tell_dates(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines, those that are nothing but a date below the headline or at the byline named so: no clock of a site."""
    told = list(lines)
    for at, line in enumerate(lines):
        if line.why == OWN_CLOCK and is_stamp(line.words):
            beside = any(each.why == BYLINE for each in lines[max(0, at - 1) : at + 2])
            below = at > 0 and lines[at - 1].kind in (LineKind.TITLE, LineKind.DECK)
            told[at] = replace(line, why=BYLINE_DATE if beside else HEAD_DATE if below else line.why)
    return tuple(told)


def _class_groups(groups: Sequence[tuple[Line, ...]]) -> list[Line]:
    """The lines below the headline, class by class; until the first paragraph they can be summary, deck or byline."""
    texts = [" ".join(line.words for line in group) for group in groups]
    last = max((at for at, words in enumerate(texts) if _is_prose(words)), default=-1)
    end = next((at for at, words in enumerate(texts) if at > last and is_reply_form(words)), len(texts))
    folded = [fold(words) for words in texts]
    finally_at = {each: at for at, each in enumerate(folded)}
    in_head, summarised = True, False
    made: list[Line] = []
    for at, (group, words) in enumerate(zip(groups, texts, strict=True)):
        kind, why = _class_group(words, in_head)
        if kind is LineKind.PARAGRAPH and at > end:
            kind, why = LineKind.FURNITURE, "stands below the reply form"
        elif kind is LineKind.PARAGRAPH and in_head:
            again = len(folded[at]) >= _LEAD and finally_at[folded[at]] > at
            if not summarised and (again or _begins_later(words, folded[at + 1 : at + _HEAD])):
                kind, why, summarised = LineKind.SUMMARY, "printed again as a paragraph", True
            elif at < last and len(words) <= _DECK and not ends_sentence(words):
                kind = LineKind.DECK
            else:
                in_head = False
        made += [replace(line, kind=kind, why=why) for line in group]
    return made


def _class_group(words: str, in_head: bool) -> tuple[LineKind, str]:
    """What the words alone show."""
    if said := say_furniture(words):
        return LineKind.FURNITURE, said
    if is_credit(words):
        return LineKind.CREDIT, ""
    if is_caption(words):
        return LineKind.CAPTION, ""
    if in_head and is_byline(words):
        return LineKind.CREDIT, BYLINE
    if in_head and is_section(words):
        return LineKind.FURNITURE, "the name of a section"
    return LineKind.PARAGRAPH, ""


def _begins_later(words: str, following: Sequence[str]) -> bool:
    """Whether a cut lead, 'The first words …', is the beginning of a paragraph below."""
    if not words.endswith(("…", "...", "[…]", "[...]")):
        return False
    lead = fold(words.rstrip("….[] "))
    return len(lead) >= _LEAD and any(each.startswith(lead) for each in following)


def _find_title(lines: Sequence[Line]) -> tuple[int, frozenset[int]]:
    """Which line is the headline, and the numbers of those that say it again.

    A page often gives its title first, with the site's name, and the headline itself below its navigation.
    """
    first = next(
        (at for at, line in enumerate(lines[:_HEAD]) if not say_furniture(line.words) and not is_section(line.words)), 0
    )
    title = lines[first].words
    for at in range(first + 1, min(first + _HEAD, len(lines))):
        words = lines[at].words
        if fold(words) in _without_site(title):
            return at, frozenset({lines[first].number})
        if fold(title) in _without_site(words):
            return first, frozenset({lines[at].number})
        if not say_furniture(words) and len(words) > _LABEL:
            break
    return first, frozenset()


def _without_site(title: str) -> frozenset[str]:
    """A title as it may read without the name of the site before or after it, folded; also whole."""
    cuts = list(_SUFFIX.finditer(title)) if len(title) <= _TITLE else []
    parts = {title, *(title[: cut.start()] for cut in cuts), *(title[cut.end() :] for cut in cuts)}
    return frozenset(folded for part in parts if len(folded := fold(part)) > 3)


def _say_head(line: Line, repeats: frozenset[int], headline: Line) -> str:
    if line.number in repeats:
        return f"the page's title; its headline stands in line {headline.number}"
    return say_furniture(line.words) or "stands above the headline, as the site's sections do"


def _furnish(line: Line, why: str) -> Line:
    return replace(line, kind=LineKind.FURNITURE, why=why)
