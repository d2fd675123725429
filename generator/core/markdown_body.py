"""In: one text while it is read. Out: what was found in it: faults with their places, links, footnotes, ids.

Must not read the text itself: who reads it tells what it finds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from generator.core.diagnostics import Diagnostic, did_you_mean, error, warning
from generator.core.markdown_parser import Token
from generator.core.model import BlockKind, Link
from generator.core.text import Place, Text

KINDS = (BlockKind.CAPTION.value, BlockKind.CREDIT.value, BlockKind.DECK.value)


def is_number(block: str) -> bool:
    """Whether an id is one that counting gives."""
    return bool(_NUMBER.fullmatch(block))


@dataclass(slots=True)
class Note:
    """A footnote that is referred to: what its label is in ids, its number, and from how many places."""

    id: str
    number: int
    count: int = 0

    def reference(self, place: int) -> str:
        """The id of the number at one of the places that refer to it, from 1."""
        return f"fnref-{self.id}" if place == 1 else f"fnref-{self.id}-{place}"


@dataclass(frozen=True, slots=True)
class Definition:
    line: int
    tokens: Sequence[Token]


@dataclass(slots=True)
class Body:
    """One text while it is read, and what was found in it."""

    text: Text
    lines_before: int  # in the file, above the text
    seal: str
    highlight_kb: int = 0
    code: int = 0  # bytes of it that were highlighted
    point: Callable[[str], Place] | None = None  # for a note, which has no lines of its own: where words of it stand
    left_out: int = 0  # tags of raw HTML that were told of
    found: list[Diagnostic] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    notes: dict[str, Note] = field(default_factory=dict)  # by label, in order of their numbers
    given: dict[str, int] = field(default_factory=dict)  # the ids in attribute lines, with their lines

    def line(self, line: int) -> int:
        """A line of the text, from 0, as a line of its file, from 1."""
        return self.lines_before + line + 1

    def place(self, line: int, needle: str = "") -> Place:
        """A line of the text, or the words in it that are meant."""
        if self.point:
            return self.point(needle)
        place = self.text.line_place(self.line(line))
        at = place.excerpt.find(needle) if needle else -1
        return place if at < 0 else Place(place.path, place.line, at + 1, len(needle), place.excerpt)

    def check_number(self, block: str, taken: int, own: int) -> int:
        """The number that an id such as p7 gives a block; its own where that is not above all numbers taken."""
        number = int(block[1:])
        if taken < number <= _MOST_BLOCKS and block == f"p{number}":
            return number
        words = f"{block} is the number of another block; this one is p{own}"
        place = self.place(self.given.get(block, 0), f"#{block}")
        self.found.append(error("reserved-block-id", words, place, "choose a word for it, such as {#the-denial}"))
        return own

    def check_notes(self, definitions: Mapping[str, Definition]) -> None:
        """Tell of every footnote that nothing refers to."""
        for label, definition in definitions.items():
            if label not in self.notes:
                words = f"nothing refers to the footnote {label!r}, so it is not shown"
                hint = f"put [^{label}] where it belongs, or take it out"
                place = self.place(definition.line, f"[^{label}]")
                self.found.append(warning("unused-footnote", words, place, hint))

    def read_id(self, line: int, names: Sequence[str]) -> str:
        if not names:
            return ""
        name = names[-1]
        place, known = self.place(line, f"#{name}"), self.given.get(name)
        hint = "choose another word"
        if not _ID.fullmatch(name):
            hint = "begin it with a small letter; then small letters, digits and hyphens, at most 80"
            self.found.append(error("bad-block-id", f"{name!r} cannot be the id of a block", place, hint))
        elif known is not None:
            first = (("it was first given here", self.place(known, f"#{name}")),)
            self.found.append(error("repeated-block-id", f"the id {name!r} is given twice", place, hint, first))
        elif _RESERVED.fullmatch(name):
            self.found.append(error("reserved-block-id", f"the page needs the id {name!r} for itself", place, hint))
        else:
            self.given[name] = line
            return name
        return ""

    def read_kind(self, line: int, names: Sequence[str], paragraph: bool) -> str:
        if not names:
            return ""
        name, place = names[-1], self.place(line, f".{names[-1]}")
        hint = f"one of {', '.join(f'{{.{kind}}}' for kind in KINDS)}"
        if name not in KINDS:
            hint = "\n".join(filter(None, (did_you_mean(name, KINDS), hint)))
            self.found.append(error("block-kind", f"there is no kind of block called {name!r}", place, hint))
        elif len(names) > 1:
            self.found.append(error("block-kind", "a block is of one kind", place, hint))
        elif not paragraph:
            self.found.append(error("block-kind", f"only a paragraph can be a {name}", place, "take it out"))
        else:
            return name
        return ""


_ID = re.compile(r"[a-z][a-z0-9-]{0,79}")
_NUMBER = re.compile(r"p[0-9]+")
_MOST_BLOCKS = 999_999
_RESERVED = re.compile(r"(?:c|n|r|k|fn|fnref|read|cite|seek)-.*|.*-h|title|summary|main|notes|comments|search|seek|q")
