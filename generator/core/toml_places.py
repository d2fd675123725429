"""In: a TOML text. Out: where every key, value and table head of it stands.

Must not judge: on a text that is not TOML it stops at the first thing it cannot follow and keeps what it has.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, field

Path = tuple[str | int, ...]  # keys of tables and positions in lists, from the top
Reach = tuple[int, int]  # a half-open run of characters

_BLANK = re.compile(r"(?:[ \t\r\n]++|#[^\n]*+)*+")
_KEY = re.compile(r"""[ \t]*+("(?:[^"\\\n]++|\\.)*+"|'[^'\n]*+'|[^\s"'=.\[\]{},#]++)[ \t]*+""")
_STRING = re.compile(
    r'"""(?:[^"\\]++|\\.|"(?!""))*+"{3,5}+'
    r"|'''(?:[^']++|'(?!''))*+'{3,5}+"
    r'|"(?!"")(?:[^"\\\n]++|\\.)*+"'
    r"|'(?!'')[^'\n]*+'",
    re.S,
)
_BARE = re.compile(r"[^,\]}#\n]++")
_MOST_PARTS = 100  # of a dotted key
_DEEPEST = 1000  # arrays and inline tables in each other; tomllib gives up before
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|x([0-9A-Fa-f]{2})|(.))", re.S)
_ESCAPED = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", "e": "\x1b"}


@dataclass(slots=True)
class Places:
    """Where things stand, by their path. A table stands at its head `[a.b]`, and its key is the last word in it."""

    values: dict[Path, Reach] = field(default_factory=dict)
    keys: dict[Path, Reach] = field(default_factory=dict)
    again: list[tuple[Reach, Reach]] = field(default_factory=list)  # keys said twice: the first place and the later
    implied: set[Path] = field(default_factory=set)  # tables that only stand in the names of others
    endless: Reach | None = None  # a key of so many parts that reading it would take time without bound
    unfinished: int | None = None  # where the value begins that has no end

    def define(self, path: Path, key: Reach, value: Reach) -> None:
        """Note a thing that is written out."""
        if path in self.keys and path not in self.implied:
            self.again.append((self.keys[path], key))
            return
        self.implied.discard(path)
        self.keys[path], self.values[path] = key, value

    def imply(self, path: Path, key: Reach) -> None:
        """Note a table that the name of another brings with it."""
        if path not in self.keys:
            self.implied.add(path)
            self.keys[path] = self.values[path] = key


def find_places(toml: str) -> Places:
    """Every place in a TOML 1.0 text (toml.io), in one pass and without recursion."""
    scanner = _Scanner(toml)
    with suppress(_LostTheThreadError):
        scanner.run()
    return scanner.places


def find_heads(toml: str) -> dict[str, list[int]]:
    """Where each table of each list at the top begins, by the list's name: `[[comment]]`, and all up to the next."""
    scanner = _HeadScanner(toml)
    with suppress(_LostTheThreadError):
        scanner.run()
    return scanner.heads


class _LostTheThreadError(Exception):
    """The text is not TOML from here on."""


@dataclass(slots=True)
class _Open:
    """An array or inline table whose end is not reached yet."""

    path: Path
    start: int
    closing: str
    count: int = 0


class _Scanner:
    def __init__(self, toml: str) -> None:
        self.toml = toml
        self.places = Places()
        self.lengths: dict[Path, int] = {}  # of lists of tables, so far
        self.at = 0

    def run(self) -> None:
        base: Path = ()
        self.skip_blank()
        while self.at < len(self.toml):
            if self.toml[self.at] == "[":
                base = self.read_head()
            else:
                self.read_value(self.read_key(base))
            self.skip_blank()

    def skip_blank(self) -> None:
        self.at = self.match(_BLANK).end()

    def match(self, pattern: re.Pattern[str]) -> re.Match[str]:
        found = pattern.match(self.toml, self.at)
        if not found:
            raise _LostTheThreadError
        return found

    def peek(self) -> str:
        if self.at >= len(self.toml):
            raise _LostTheThreadError
        return self.toml[self.at]

    def read_names(self) -> list[tuple[str, Reach]]:
        """A dotted key: each of its parts, with where it stands."""
        names = []
        while True:
            found = self.match(_KEY)
            names.append((_plain(found[1]), found.span(1)))
            self.at = found.end()
            if self.peek() != ".":
                return names
            self.at += 1
            if len(names) > _MOST_PARTS:
                self.places.endless = (names[0][1][0], self.at)
                raise _LostTheThreadError

    def read_head(self) -> Path:
        start = self.at
        double = self.toml.startswith("[[", start)
        self.at += 1 + double
        names = self.read_names()
        if not self.toml.startswith("]" * (1 + double), self.at):
            raise _LostTheThreadError
        self.at += 1 + double
        path: Path = ()
        for name, reach in names[:-1]:
            path = self.enter((*path, name))
            self.places.imply(path, reach)
        name, key = names[-1]
        if double:
            path = (*path, name)
            self.places.imply(path, key)
            self.lengths[path] = self.lengths.get(path, 0) + 1
            path = self.enter(path)
        else:
            path = self.enter((*path, name))
        self.places.define(path, key, (start, self.at))
        return path

    def enter(self, path: Path) -> Path:
        """The last table of a list of tables; any other table is its own."""
        length = self.lengths.get(path)
        return path if length is None else (*path, length - 1)

    def read_key(self, base: Path) -> Path:
        """A key up to the value after its `=`."""
        names = self.read_names()
        if self.peek() != "=":
            raise _LostTheThreadError
        self.at += 1
        self.skip_blank()
        for name, reach in names[:-1]:
            base = (*base, name)
            self.places.imply(base, reach)
        path = (*base, names[-1][0])
        self.places.define(path, names[-1][1], (self.at, self.at))
        return path

    def read_value(self, path: Path) -> None:
        """A value and all that lies in it."""
        opened: list[_Open] = []
        self.places.unfinished = self.at
        while True:
            char = self.peek()
            if char in "[{":
                if len(opened) > _DEEPEST:
                    raise _LostTheThreadError
                opened.append(_Open(path, self.at, "]" if char == "[" else "}"))
                self.at += 1
            else:
                self.read_scalar(path)
            while opened:
                self.skip_blank()
                if self.peek() == ",":
                    self.at += 1
                    self.skip_blank()
                if self.peek() != opened[-1].closing:
                    path = self.read_next(opened[-1])
                    break
                self.at += 1
                closed = opened.pop()
                self.finish(closed.path, closed.start)
            else:
                self.places.unfinished = None
                return

    def read_next(self, owner: _Open) -> Path:
        if owner.closing == "}":
            return self.read_key(owner.path)
        owner.count += 1
        return (*owner.path, owner.count - 1)

    def read_scalar(self, path: Path) -> None:
        start = self.at
        if self.peek() in "\"'":
            self.at = self.match(_STRING).end()
        else:
            self.at = start + len(self.match(_BARE)[0].rstrip(" \t\r"))
        self.finish(path, start)

    def finish(self, path: Path, start: int) -> None:
        """The first place of a value said twice stays."""
        if self.places.values.get(path, (start, start)) == (start, start):
            self.places.values[path] = (start, self.at)
            self.places.keys.setdefault(path, (start, self.at))


class _HeadScanner(_Scanner):
    """Keeps nothing but the heads: of a long list, every place in it would take more room than the list."""

    def __init__(self, toml: str) -> None:
        super().__init__(toml)
        self.heads: dict[str, list[int]] = {}

    def read_head(self) -> Path:
        start = self.at
        path = super().read_head()
        if len(path) == 2 and isinstance(path[1], int) and isinstance(path[0], str):
            self.heads.setdefault(path[0], []).append(start)
        self.forget()
        return path

    def read_value(self, path: Path) -> None:
        super().read_value(path)
        self.forget()

    def forget(self) -> None:
        self.places = Places()


def _plain(key: str) -> str:
    if key[0] == "'":
        return key[1:-1]
    return _ESCAPE.sub(_unescape, key[1:-1]) if key[0] == '"' else key


def _unescape(found: re.Match[str]) -> str:
    digits = found[1] or found[2] or found[3]
    if digits:
        number = int(digits, 16)
        return chr(number) if number < 0x110000 else ""
    return _ESCAPED.get(found[4], found[4])
