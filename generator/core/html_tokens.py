"""In: HTML. Out: its tags and its text, in order; the words in it; how deep it may nest.

Must not judge what may stand in a page: safe_html does. Nothing here makes HTML.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from html import unescape
from typing import NamedTuple

NOTE_REFERENCE = ' role="doc-noteref"'  # in the tag of a link that is a footnote's number; safe_html lets none through
VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr")
)


class Token(NamedTuple):
    """A tag, a comment or a run of text, as written. `name` is the tag's, in lower case; '' for text and comments."""

    raw: str
    name: str = ""
    closing: bool = False
    is_text: bool = False

    @property
    def words(self) -> str:
        """What a reader sees of it: text decoded, <br> as a line break, of other tags nothing."""
        if self.is_text:
            return decode_text(self.raw)
        return "\n" if self.name == "br" else ""


def decode_text(words: str) -> str:
    """Character references decoded (HTML standard, 13.2.5.72); one that names no character is U+FFFD, however long."""
    try:
        return unescape(words)
    except ValueError:  # a number of thousands of digits
        return unescape(_LONG_NUMBER.sub("\ufffd", words))


def split_html(html: str, raw: Collection[str] = ()) -> Iterator[Token]:
    """Every tag, comment and run of text; joined again they are the HTML. A `<` that begins no whole tag is text.

    Tags are read as the HTML standard's tokenizer reads them (13.2.5), so that a browser sees the same ones. What
    stands in an element of one of the names in `raw` is one token, neither tag nor text.
    """
    html = str(html)  # a plain str: slices of Html are slow
    start = at = 0
    patience = max(8, _PATIENCE // (len(html) + 1))
    while (at := html.find("<", at)) >= 0:
        found = _MARKUP.match(html, at) if patience else None
        if found is None:
            patience -= bool(patience and _COSTLY.match(html, at + 1))
            at += 1
            continue
        if at > start:
            yield Token(html[start:at], "", False, True)
        name, closing = (found["name"] or "").lower(), bool(found["close"])
        yield Token(found[0], name, closing)
        start = at = found.end()
        if name in raw and not closing:
            ended = re.compile(rf"</{name}(?=[\t\n\f\r />])", re.I).search(html, at)
            at = ended.start() if ended else len(html)
            yield Token(html[start:at])
            start = at
    if start < len(html):
        yield Token(html[start:], "", False, True)


def read_attributes(tag: str) -> dict[str, str]:
    """The attributes of a start tag as safe_html writes it: lower case, each value in double quotes."""
    return {found[1]: decode_text(found[2]) for found in _ATTRIBUTE.finditer(tag)}


def list_attributes(tag: str) -> Iterator[tuple[str, str]]:
    """The attributes of a start tag as anybody may write it: names in lower case, values decoded."""
    for found in _ANY_ATTRIBUTE.finditer(tag):
        yield found["name"].lower(), decode_text((found["value"] or "").strip("\"'"))


def split_characters(text: str) -> list[str]:
    """The text of a token, cut so that each piece stands for one character of its words."""
    return _CHARACTER.findall(text) if "&" in text else list(text)


def read_words(tokens: Iterable[Token]) -> Iterator[tuple[Token, str]]:
    """Each token with what a reader sees of it. The number of a footnote is no part of the sentence it stands in."""
    in_reference = False
    for token in tokens:
        if token.name == "a":
            in_reference = not token.closing and NOTE_REFERENCE in token.raw
        yield token, "" if in_reference else token.words


def words_of(html: str) -> str:
    """What a reader sees: the text content, entities decoded, <br> as a line break, footnotes' numbers left out."""
    return "".join(words for _, words in read_words(split_html(html)))


def tame_html(html: str) -> str:
    """Raw HTML from the midst of a text, so that a parser finds its end where the author sees it.

    What would swallow the text after it is shown as text: a tag or comment without an end, and elements whose content
    is not parsed as text is (13.1.2, script to plaintext; foreign content). Comments go.
    """
    pieces = []
    for token in split_html(html):
        if token.is_text or token.name in _SWALLOWING:
            pieces.append(token.raw.replace("<", "&lt;"))
        elif token.name:
            pieces.append(token.raw)
    return "".join(pieces)


def find_depth(html: str, limit: int) -> int | None:
    """Where elements may begin to nest deeper than the limit, as an offset; None where they cannot.

    An upper bound: an end tag counts only where it closes the element opened last, and what a parser would take for
    an end by itself counts only between neighbours. Ill-nested HTML therefore seems deeper than it is, never flatter.
    """
    if html.count("<") <= limit or len(_BEGINS.findall(html)) <= limit:
        return None
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
_LONG_NUMBER = re.compile(r"&#[0-9]{1000,};?")
_BEGINS = re.compile(r"<[A-Za-z]")  # no element begins otherwise
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
_ANY_ATTRIBUTE = re.compile(
    r"""[\t\n\f\r /](?P<name>[^\t\n\f\r />"'=<][^\t\n\f\r />=]*)
    (?:[\t\n\f\r ]*=[\t\n\f\r ]*(?P<value>"[^"]*"|'[^']*'|[^\t\n\f\r >]+))?""",
    re.X,
)
_CHARACTER = re.compile(r"&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);|.", re.S)

# These end by themselves, and cannot nest without an element that is counted.
_BY_ITSELF = frozenset(
    ("p", "tr", "td", "th", "thead", "tbody", "tfoot", "colgroup", "caption", "html", "head", "body"),
)
_SIBLINGS = {"li": ("li",), "dt": ("dt", "dd"), "dd": ("dt", "dd")}
_SWALLOWING = frozenset(
    (
        *("script", "style", "template", "noscript", "textarea", "title", "xmp", "iframe", "noembed", "noframes"),
        *("plaintext", "select", "svg", "math", "frameset"),
    )
)
