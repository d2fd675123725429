"""In: HTML of a page, and where its links lead. Out: the same as XHTML, well-formed whatever came in.

Must not let through what was not there: tags and text are written anew, and what has no place in XML goes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import escape

from generator.core.html_tokens import VOID, Token, list_attributes, split_html

Lead = Callable[[str], str]  # an address as written, to where it leads in the book; "" = nowhere
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'

_NAME = re.compile(r"[a-z][a-z0-9-]*(?::[a-z][a-z-]*)?")
_PREFIXES = ("xmlns", "epub", "xml")
_TYPES = {"doc-noteref": "noteref"}  # how reading systems know what the role tells a browser
_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def write_xhtml(html: str, lead: Lead) -> str:
    """A document in the XML syntax of HTML (HTML standard, 14), made of `html`, which has no doctype.

    A link that leads nowhere gives way to its words, a picture to its alternative text. Of two equal ids the first
    stays. Named characters are written as themselves: XML knows none of the names.
    """
    return HEAD + "".join(_Writer(lead).write(html)).strip() + "\n"


def find_ids(html: str) -> frozenset[str]:
    """Every id in a piece of HTML: the places that a link may lead to."""
    starts = (token for token in split_html(html) if token.name and not token.closing)
    return frozenset(value for token in starts for name, value in list_attributes(token.raw) if name == "id")


class _Writer:
    def __init__(self, lead: Lead) -> None:
        self.lead = lead
        self.opened: list[tuple[str, bool]] = []  # the elements that are open, and whether their tags are written
        self.ids: set[str] = set()

    def write(self, html: str) -> Iterator[str]:
        for token in split_html(html):
            if token.is_text:
                yield _quote(token.words)
            elif token.closing:
                yield from self.close(token.name)
            elif token.name:
                yield self.open(token)
        while self.opened:
            yield from self.close(self.opened[-1][0])

    def open(self, token: Token) -> str:
        if not _NAME.fullmatch(token.name) or ":" in token.name:
            return ""
        attributes = dict(self.keep_attributes(token))
        written = token.name != "a" or "href" in attributes or "id" in attributes
        if token.name == "img" and "src" not in attributes:
            return _quote(attributes.get("alt", ""))
        if token.name == "img":
            attributes.setdefault("alt", "")
        tag = token.name + "".join(f' {name}="{_quote(value)}"' for name, value in attributes.items())
        if token.name in VOID:
            return f"<{tag}/>"
        self.opened.append((token.name, written))
        return f"<{tag}>" if written else ""

    def keep_attributes(self, token: Token) -> Iterator[tuple[str, str]]:
        seen: set[str] = set()
        for name, value in list_attributes(token.raw):
            if name in seen or not _NAME.fullmatch(name) or (":" in name and name.split(":")[0] not in _PREFIXES):
                continue
            seen.add(name)
            if name == "id" and (not value or value in self.ids):
                continue
            if name in ("href", "src") and token.name in ("a", "img"):
                value = self.lead(value)
                if not value or (name == "src" and ":" in value):
                    continue
            if name == "id":
                self.ids.add(value)
            yield name, value
            if name == "role" and value in _TYPES:
                yield "epub:type", _TYPES[value]

    def close(self, name: str) -> Iterator[str]:
        """Close an element and all that is open in it; an end without a beginning is none."""
        if all(opened != name for opened, _ in self.opened):
            return
        while True:
            opened, written = self.opened.pop()
            if written:
                yield f"</{opened}>"
            if opened == name:
                return


def _quote(text: str) -> str:
    return escape(_UNFIT.sub("\ufffd", text))
