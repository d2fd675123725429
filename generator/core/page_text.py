"""In: the HTML of a saved page. Out: its text, as far as a browser that looks for words on the page may see it.

Must not build a tree, nor show what it makes to anybody: it is for counting and comparing words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.core.html_tokens import VOID, Token, decode_text, list_attributes, split_html
from generator.core.model import Span

WALL = "\x00"  # between two blocks, or two lines
SEAM = "\x01"  # where an element begins or ends that may or may not be laid out as a block
LARGEST = 64 * 1024 * 1024  # characters; pages that hold their pictures are large
MOST_TAGS = 300_000

_INLINE = frozenset(
    (
        *("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "dfn", "em", "font", "i", "ins"),
        *("kbd", "mark", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var"),
    )
)
_BLOCKS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd", "details", "dialog"),
        *("dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5"),
        *("h6", "head", "header", "hgroup", "hr", "html", "legend", "li", "listing", "main", "menu", "nav", "ol", "p"),
        *("pre", "search", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
    )
)
_NO_TEXT = frozenset(("script", "style", "title"))
_RAW = _NO_TEXT | {"iframe", "noembed", "noframes", "noscript", "textarea", "xmp"}
_ASIDE = frozenset(  # what a browser shows by another way than as text, not always, or not in this order
    (
        *("audio", "button", "canvas", "datalist", "map", "math", "meter", "object", "progress", "ruby", "select"),
        *("svg", "template", "video"),
    )
)
_FOLDED = frozenset(("details", "dialog"))  # shown only with the attribute `open`
_ROWS = frozenset(("table", "thead", "tbody", "tfoot", "tr", "colgroup"))
_CELLS = frozenset(("td", "th", "tr", "thead", "tbody", "tfoot", "caption", "colgroup"))
_KEEPS_BLANKS = frozenset(("pre", "listing"))
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|content-visibility", re.I)
_LAID_OUT = re.compile(r"display|position|float|white-space", re.I)
_BOGUS = re.compile(r"<(?:[!?]|/(?![A-Za-z]))[^>]*>")  # to browsers a comment (HTML standard, 13.2.5.41)
_UNSURE = re.compile(r"<[!?/]")
_KEPT_BLANKS = re.compile(r"[\t\n\f\r ]{2,}|[\t\n\f\r]")
_OURS = {ord(WALL): None, ord(SEAM): None}
_TAG = re.compile(r"<[^<>]*>")


@dataclass(frozen=True, slots=True)
class PageText:
    """The text of a page in its order, with WALL and SEAM where it may not go on in the same block.

    `hidden`: the parts that the markup itself hides, in order. An element that is not closed may hide too much. Style
    sheets are not asked.
    """

    words: str
    hidden: tuple[Span, ...] = ()

    @property
    def shown(self) -> str:
        """What is left of the words without what is hidden."""
        edges = [0, *(edge for each in self.hidden for edge in (each.start, each.end)), len(self.words)]
        return "".join(self.words[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True))


def read_page_text(html: str) -> PageText | None:
    """The text of a page; None where the page is too large, or where only a parser's tree could tell.

    Scripts, style sheets and titles have no text (HTML standard, 15.3.1); whatever else may be hidden is counted.
    """
    if len(html) > LARGEST or html.count("<") > MOST_TAGS:
        return None
    reader = _Reader()
    if not all(reader.take(token) for token in split_html(html, _RAW)):
        return None
    return PageText("".join(reader.words), tuple(reader.hidden))


class _Reader:
    """What has been read of a page, and within what the next token stands."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self.hidden: list[Span] = []
        self._length = 0  # of the words
        self._hidden_by = ""  # the name of the element that hides what stands in it
        self._depth = 0  # of elements of that name
        self._raw = ""  # the name of the element whose content comes next
        self._kept = 0  # how many elements around keep their blanks
        self._blocks: set[str] = set()  # names of inline elements that somewhere were laid out as blocks
        self._between_cells = False  # text here is moved before the table (HTML standard, 13.2.6.1)

    def take(self, token: Token) -> bool:
        """Add a token; False where it is not certain what a browser makes of it."""
        if self._raw:
            name, self._raw = self._raw, ""
            return self._take_raw(name, token.raw)
        if token.is_text:
            return self._take_text(token.raw)
        if token.name:
            self._take_tag(token)
        return token.name != "plaintext"

    def _take_raw(self, name: str, content: str) -> bool:
        if name not in _NO_TEXT:
            self._add(_TAG.sub("", content).translate(_OURS), hidden=True)
        # in such a script the end tag may not end it: script data double escaped state (HTML standard, 13.2.5.27)
        return name != "script" or "<script" not in content.partition("<!--")[2].lower()

    def _take_text(self, raw: str) -> bool:
        if "<" in raw:
            if "<![CDATA[" in raw:
                return False
            end = raw.rfind(">") + 1  # beyond it, each would be sought to the end
            raw = _BOGUS.sub("", raw[:end]) + raw[end:]
            if _UNSURE.search(raw):
                return False
        words = decode_text(raw).translate(_OURS)
        if self._between_cells and words.strip():
            return False
        self._add(_KEPT_BLANKS.sub(WALL, words) if self._kept else words, hidden=bool(self._hidden_by))
        return True

    def _add(self, words: str, *, hidden: bool = False) -> None:
        if hidden and words:
            self.hidden.append(Span(self._length, self._length + len(words)))
        self.words.append(words)
        self._length += len(words)

    def _take_tag(self, token: Token) -> None:
        name = token.name
        self._between_cells = name in (_CELLS if token.closing else _ROWS)
        if name in _RAW and not token.closing:
            self._raw = name
        if name in _KEEPS_BLANKS:
            self._kept = max(0, self._kept + (-1 if token.closing else 1))
        if name in _INLINE and "style" in token.raw.lower() and _LAID_OUT.search(_read_given(token).get("style", "")):
            self._blocks.add(name)
        was_hidden = bool(self._hidden_by)
        self._hide(token)
        if was_hidden or self._hidden_by or name not in _INLINE or name in self._blocks:
            self._add(WALL if name in _BLOCKS and not was_hidden and not self._hidden_by else SEAM)

    def _hide(self, token: Token) -> None:
        if self._hidden_by:
            if token.name == self._hidden_by:
                self._depth += -1 if token.closing else 1
                self._hidden_by = self._hidden_by if self._depth else ""
        elif not token.closing and token.name not in VOID and _hides(token):
            self._hidden_by, self._depth = token.name, 1


def _hides(token: Token) -> bool:
    """Whether the words in an element may not be seen, or not as text that can be searched."""
    if token.name in _ASIDE:
        return True
    if token.name not in _FOLDED and "hidden" not in (raw := token.raw.lower()) and "style" not in raw:
        return False
    given = _read_given(token)
    return (
        (token.name in _FOLDED and "open" not in given)
        or "hidden" in given
        or bool(_HIDDEN.search(given.get("style", "")))
    )


def _read_given(token: Token) -> dict[str, str]:
    """The attributes of a tag; of two that share a name, the first."""
    return dict(reversed(list(list_attributes(token.raw))))
