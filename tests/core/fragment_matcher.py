"""Test support: finds what a text directive points at, by the steps of the specification, in the tree of a page.

After "Find a range from a text directive" and "Find a string in range" (wicg.github.io/scroll-to-text-fragment, 3.5).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import unquote

from justhtml import JustHTML

BLOCKS = {"html", "body", "div", "p", "li", "ul", "nav", "h1", "table", "tbody", "tr", "td", "br", "section", "pre"}
UNSEEN = {"head", "script", "style", "title", "template", "select", "svg", "noscript", "textarea", "button"}
WORD = re.compile(r"[\w\u0300-\u036f]+(?:['’.:-][\w\u0300-\u036f]+)*")


@dataclass(frozen=True, slots=True)
class Directive:
    prefix: str
    start: str
    end: str
    suffix: str


def parse_directive(written: str) -> Directive:
    """ "Parse a text directive" (3.3)."""
    assert written.startswith("text=")
    tokens = written.removeprefix("text=").split(",")
    prefix = tokens.pop(0).removesuffix("-") if tokens[0].endswith("-") else ""
    suffix = tokens.pop().removeprefix("-") if tokens[-1].startswith("-") else ""
    assert len(tokens) in (1, 2)
    assert not any(sign in token for token in (prefix, *tokens, suffix) for sign in "-&,#")
    return Directive(*(unquote(each, errors="strict") for each in (prefix, tokens[0], "".join(tokens[1:]), suffix)))


class Document:
    """The seen text of a page: one string, its blocks apart by form feeds, which no term can hold."""

    def __init__(self, html: str) -> None:
        pieces: list[str] = []
        self._read(JustHTML(html, sanitize=False).root, pieces)
        blocks = (re.sub(r"[ \t\n\f\r]+", " ", block).strip(" ") for block in "".join(pieces).split("\0"))
        self.text = "\f".join(each for each in blocks if each)
        folded = [(at, each) for at, character in enumerate(self.text) for each in _fold(character)]
        self._folded = "".join(each for _, each in folded)
        self._places = [at for at, _ in folded] + [len(self.text)]

    def _read(self, node: object, pieces: list[str]) -> None:
        name = getattr(node, "name", "")
        if name == "#text":
            pieces.append(node.data.replace("\0", ""))  # type: ignore[attr-defined]
            return
        if name in UNSEEN or "hidden" in (getattr(node, "attrs", None) or {}):
            return
        edge = "\0" if name in BLOCKS else ""
        pieces.append(edge)
        for child in getattr(node, "children", None) or ():
            self._read(child, pieces)
        pieces.append(edge)

    def find(self, wanted: Directive) -> tuple[int, int] | None:
        """The range that the directive finds."""
        at = 0
        while at < len(self.text):
            if wanted.prefix:
                before = self._search(wanted.prefix, at, begins=True, ends=False)
                if before is None:
                    return None
                at, here = before[0] + 1, self._skip(before[1])
                found = self._search(wanted.start, here, begins=False, ends=bool(wanted.end or not wanted.suffix))
                if found is None:
                    return None
                if found[0] != here:
                    continue
            else:
                found = self._search(wanted.start, at, begins=True, ends=bool(wanted.end or not wanted.suffix))
                if found is None:
                    return None
                at = found[0] + 1
            beyond = found[1]
            while beyond < len(self.text) or not (wanted.end or wanted.suffix):
                if wanted.end:
                    end = self._search(wanted.end, beyond, begins=True, ends=not wanted.suffix)
                    if end is None:
                        return None
                    found = (found[0], end[1])
                if not wanted.suffix:
                    return found
                after = self._search(wanted.suffix, self._skip(found[1]), begins=False, ends=True)
                if after is None:
                    return None
                if after[0] == self._skip(found[1]):
                    return found
                if not wanted.end:
                    break
                beyond = found[1]
        return None

    def _search(self, term: str, at: int, *, begins: bool, ends: bool) -> tuple[int, int] | None:
        folded = "".join(_fold(term))
        place = next(index for index, start in enumerate(self._places) if start >= at)
        while (place := self._folded.find(folded, place)) >= 0:
            start, end = self._places[place], self._places[place + len(folded) - 1] + 1
            while end < len(self.text) and unicodedata.combining(self.text[end]):
                end += 1
            if not (begins and self._is_inside(start)) and not (ends and self._is_inside(end)):
                return start, end
            place += 1
        return None

    def _is_inside(self, place: int) -> bool:
        """Whether a place lies within a word."""
        return any(word.start() < place < word.end() for word in WORD.finditer(self.text))

    def _skip(self, place: int) -> int:
        while place < len(self.text) and self.text[place] in " \f":
            place += 1
        return place


def _fold(words: str) -> str:
    return "".join(each for each in unicodedata.normalize("NFD", words.casefold()) if not unicodedata.combining(each))
