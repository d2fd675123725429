"""In: what a build found out, under the digest of all that it follows from. Out: the same, at a later build.

Must not be trusted: what is damaged, foreign or of another version is as if it were not there, and is made anew.
"""

from __future__ import annotations

import json
import os
import sqlite3
import stat
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, suppress
from pathlib import Path
from typing import Any, TypeVar

import generator
from generator.core.leaves import digest as digest

TAG = "CACHEDIR.TAG"  # bford.info/cachedir: backups pass such a folder over
SIGNATURE = "Signature: 8a477f597d28d172789f06886806bc55\n# Made by whence; it may be deleted at any time.\n"
IDLE = 2000  # texts that nothing refers to any more before they are cleared away
HEAVY = 2**23  # characters of new texts that are held before they are written
PATIENCE = 2.0  # seconds to wait for another build to finish writing
Result = TypeVar("Result")
_TABLES = """
create table if not exists shelf (name text primary key, sum blob, content text) without rowid;
create table if not exists text (key text primary key, content text);
"""


def open_memo(root: Path, target: Path) -> Memo:
    """What earlier builds of this archive into this folder remember: it lies in .cache/ beside site.toml."""
    return Memo(root.resolve() / ".cache" / f"{target.name}.memo")


def version_of_code() -> str:
    """A digest of the generator's own files, of Python, and of what is installed beside it, with all versions."""
    package = os.path.dirname(os.path.abspath(generator.__file__))  # noqa: PTH100, PTH120 (a third of the time)
    code = (part for path in sorted(_list_code(package)) for part in (path[len(package) :], _read_bytes(path)))
    return digest(sys.version, *sorted(_list_installed()), *code)


def _list_code(folder: str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for each in entries:
            if each.is_dir():
                yield from _list_code(each.path)
            elif each.name.endswith(".py"):
                yield each.path


def _read_bytes(path: str) -> bytes:
    with open(path, "rb") as file:  # noqa: PTH123
        return file.read()


def _list_installed() -> Iterator[str]:
    """The names of the folders in which installers note a package and its version (PyPA, recorded installs)."""
    for place in sys.path:
        with suppress(OSError):
            yield from (name for name in os.listdir(place or ".") if name.endswith((".dist-info", ".egg-info")))  # noqa: PTH208


class Memo:
    """Shelves of small facts, each read whole, and texts under their own digest, read one by one.

    It is kept in one file. Where that cannot be read or written, the memo is empty, and nothing is said.
    """

    def __init__(self, path: Path | None = None) -> None:
        """Kept in this file; without one, for as long as the memo lives."""
        self._path = path
        self._owner = digest(os.fspath(path.resolve()), version_of_code()) if path else ""
        self._shelves: dict[str, dict[str, Any]] = {}
        self._stored: dict[str, Mapping[str, Any]] = {}  # the shelves as they stand in the file
        self._texts: dict[str, str] = {}  # new ones, not yet in the file
        self._weight = 0
        self.writes_early = False  # whether texts may go to the file before all is done; they harm nobody there

    @property
    def folder(self) -> Path | None:
        """Where it is kept."""
        return self._path.parent if self._path else None

    def shelf(self, name: str) -> dict[str, Any]:
        """The facts kept under a name; empty where there are none. What is to change is filled anew."""
        if name not in self._shelves:
            content = self._read_shelf(name)
            self._stored[name] = self._shelves[name] = json.loads(content) if content else {}
        return self._shelves[name]

    def fill(self, name: str, facts: Mapping[str, Any]) -> None:
        """Keep these facts under a name, and no others."""
        self._shelves[name] = dict(facts)

    def keep(self, text: str) -> str:
        """Keep a text; the key that finds it again."""
        key = digest(text)
        self._texts[key] = text
        self._weight += len(text)
        if self.writes_early and self._weight > HEAVY:
            self._weight = 0
            self._write((), None)
        return key

    def find(self, keys: Iterable[str]) -> dict[str, str]:
        """The texts under these keys. Errors: LostError, where one is not here, or not whole."""
        wanted = set(keys)
        found = {key: self._texts[key] for key in wanted if key in self._texts}
        missing = wanted - found.keys()
        if missing:
            found |= self._use(lambda store: _read_texts(store, missing)) or {}
        if len(found) < len(wanted):
            raise LostError
        return found

    def forget(self) -> None:
        """Know nothing any more, and trust the file with nothing before all is done."""
        self.writes_early = False
        self._texts.clear()
        self._shelves.clear()
        self._stored.clear()
        if self._path:
            _discard(self._path)

    def save(self, used: Iterable[str] | None = None) -> None:
        """Write what is new. `used` are the keys that facts refer to: all other texts may go."""
        changed = {name: facts for name, facts in self._shelves.items() if facts != self._stored.get(name, {})}
        if not self._path or not (changed or self._texts):
            return
        written = [(name, json.dumps(facts, separators=(",", ":"))) for name, facts in changed.items()]
        if self._write([(name, self._sum(name, content), content) for name, content in written], used):
            self._stored.update(changed)

    def _write(self, shelves: Iterable[tuple[str, str, str]], used: Iterable[str] | None) -> bool:
        """Write these shelves and all new texts; whether that was possible."""
        if not self._path:
            return False
        _make_room(self._path.parent)
        texts = self._texts.items()
        done = self._use(lambda store: _write(store, shelves, texts, used), make=True)
        if done:
            self._texts.clear()
        return bool(done)

    def _read_shelf(self, name: str) -> str:
        row = self._use(
            lambda store: store.execute("select sum, content from shelf where name = ?", (name,)).fetchone()
        )
        if row and isinstance(row[1], str) and row[0] == self._sum(name, row[1]):
            return row[1]
        return ""

    def _sum(self, name: str, content: str) -> str:
        return digest(self._owner, name, content)

    def _use(self, work: Callable[[sqlite3.Connection], Result], *, make: bool = False) -> Result | None:
        """What the work on the store gives; None where there is no store, or a fault in it, which ends it."""
        path = self._path
        if not path or not (_is_ours(path) or make):
            return None
        try:
            if not _is_ours(path):
                path.unlink(missing_ok=True)
            with closing(sqlite3.connect(path, timeout=PATIENCE)) as store:
                store.executescript("pragma synchronous = off; pragma journal_mode = memory;" + _TABLES * make)
                if make:
                    path.chmod(0o600)
                with store:
                    return work(store)
        except (sqlite3.Error, UnicodeError, OSError) as failure:
            if "locked" not in str(failure):  # then another build is writing it
                _discard(path)
        return None


class LostError(Exception):
    """A text that is referred to is not here."""


def _read_texts(store: sqlite3.Connection, keys: Iterable[str]) -> dict[str, str]:
    found = {}
    for key in keys:
        row = store.execute("select content from text where key = ?", (key,)).fetchone()
        if row and isinstance(row[0], str) and digest(row[0]) == key:
            found[key] = row[0]
    return found


def _write(
    store: sqlite3.Connection,
    shelves: Iterable[tuple[str, str, str]],
    texts: Iterable[tuple[str, str]],
    used: Iterable[str] | None,
) -> bool:
    store.executemany("insert or replace into shelf values (?, ?, ?)", shelves)
    store.executemany(_PUT, texts)
    if used is not None:
        wanted = set(used)
        (count,) = store.execute("select count(*) from text").fetchone()
        if count - len(wanted) > min(IDLE, len(wanted)):
            gone = [(key,) for (key,) in store.execute("select key from text") if key not in wanted]
            store.executemany("delete from text where key = ?", gone)
    return True


_PUT = """
insert into text (key, content) values (?, ?)
on conflict (key) do update set content = excluded.content where content is not excluded.content
"""


def _make_room(folder: Path) -> None:
    with suppress(OSError):
        folder.mkdir(exist_ok=True)
        if not (tag := folder / TAG).exists():
            tag.write_text(SIGNATURE, encoding="utf-8")


def _discard(path: Path) -> None:
    with suppress(OSError):
        path.unlink(missing_ok=True)


def _is_ours(path: Path) -> bool:
    """Whether it is a regular file that this user made, and nobody else can have written."""
    try:
        about = path.lstat()
    except OSError:
        return False
    mine = not hasattr(os, "getuid") or (about.st_uid == os.getuid() and not about.st_mode & 0o077)
    return stat.S_ISREG(about.st_mode) and mine
