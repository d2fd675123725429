"""In: HTML. Out: its tags and its text, in order; the words in it; how deep it may nest.

Must not judge what may stand in a page: safe_html does. Nothing here makes HTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr")
)


@dataclass(frozen=True, slots=True)
class Token:
    """A tag, a comment or a run of text, as written. `name` is the tag's, in lower case; '' for text and comments."""

    raw: str
    name: str = ""
    closing: bool = False
    is_text: bool = False

    @property
    def words(self) -> str:
        """What a reader sees of it: text decoded, <br> as a line break, of other tags nothing."""
        if self.is_text:
            return unescape(self.raw)
        return "\n" if self.name == "br" else ""


def split_html(html: str) -> Iterator[Token]:
    """Every tag, comment and run of text; joined again they are the HTML. A `<` that begins no whole tag is text.

    Tags are read as the HTML standard's tokenizer reads them (13.2.5), so that a browser sees the same ones.
    """
    start = at = 0
    patience = max(8, _PATIENCE // (len(html) + 1))
    while (at := html.find("<", at)) >= 0:
        found = _MARKUP.match(html, at) if patience else None
        if found is None:
            patience -= bool(patience and _COSTLY.match(html, at + 1))
            at += 1
            continue
        if at > start:
            yield Token(html[start:at], is_text=True)
        yield Token(found[0], (found["name"] or "").lower(), bool(found["close"]))
        start = at = found.end()
    if start < len(html):
        yield Token(html[start:], is_text=True)


def read_attributes(tag: str) -> dict[str, str]:
    """The attributes of a start tag as safe_html writes it: lower case, each value in double quotes."""
    return {found[1]: unescape(found[2]) for found in _ATTRIBUTE.finditer(tag)}


def split_characters(text: str) -> list[str]:
    """The text of a token, cut so that each piece stands for one character of its words."""
    return _CHARACTER.findall(text)


def words_of(html: str) -> str:
    """What a reader sees: the text content, entities decoded, <br> as a line break."""
    return "".join(token.words for token in split_html(html))


def find_depth(html: str, limit: int) -> int | None:
    """Where elements may begin to nest deeper than the limit, as an offset; None where they cannot.

    An upper bound: an end tag counts only where it closes the element opened last, and what a parser would take for
    an end by itself counts only between neighbours. Ill-nested HTML therefore seems deeper than it is, never flatter.
    """
    opened: list[str] = []
    at = 0
    for token in split_html(html):
        if token.closing:
            if opened and opened[-1] == token.name:
                opened.pop()
        elif token.name and token.name not in VOID and token.name not in _BY_ITSELF:
            siblings = _SIBLINGS.get(token.name, ())
            if opened and opened[-1] in siblings:
                opened.pop()
            opened.append(token.name)
            if len(opened) > limit:
                return at
        at += len(token.raw)
    return None


_PATIENCE = 8_000_000  # characters: a tag that does not end costs a look at all the rest, and may not do so for ever
_COSTLY = re.compile(r"[A-Za-z/!]")

_MARKUP = re.compile(
    r"""<(?:
      (?P<close>/?)(?P<name>[A-Za-z][^\t\n\f\r />]*+)
      (?:[\t\n\f\r /]*+[^\t\n\f\r />][^\t\n\f\r />=]*+
         (?:[\t\n\f\r ]*+=[\t\n\f\r ]*+(?:"[^"]*+"|'[^']*+'|(?=>)|[^\t\n\f\r >"'][^\t\n\f\r >]*+)
           |(?![\t\n\f\r ]*+=)))*+
      [\t\n\f\r /]*+
      | !--(?:(?=>)|-(?=>)|(?s:.*?)--!?)
    )>""",
    re.X,
)
_ATTRIBUTE = re.compile(r'([a-z][a-z0-9-]*)="([^"]*)"')
_CHARACTER = re.compile(r"&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);|.", re.S)

# These end by themselves, and cannot nest without an element that is counted.
_BY_ITSELF = frozenset(
    ("p", "tr", "td", "th", "thead", "tbody", "tfoot", "colgroup", "caption", "html", "head", "body"),
)
_SIBLINGS = {"li": ("li",), "dt": ("dt", "dd"), "dd": ("dt", "dd")}
