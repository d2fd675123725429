"""In: a value. Out: its bytes, for another process of this build, kept till then, or for a digest of all it holds.

Must not open a seal: what is pickled can run code, so only what this very build sealed is opened, where it is needed.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, fields, is_dataclass
from io import BytesIO
from operator import attrgetter
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

from markupsafe import Markup as Html  # only carried

from generator.core.packing import restore_html
from generator.edge.memo import digest

Turn = Callable[[Any], Any]
_PROTOCOL = 5


def seal(noun: object) -> bytes:
    """It, to be opened by `pickle.loads`."""
    return _pickle(noun, _TURNS, plain=False)


class Locker:
    """Where sealed values lie until they are wanted: a file without a name, which nobody else can open.

    What the disk will not have is not kept: whoever wants it makes it anew.
    """

    def __init__(self, folder: Path | None) -> None:
        """On the disk of this folder, or on one for such things."""
        self._file: IO[bytes] | None = None
        self._size = 0
        with suppress(OSError):
            self._file = TemporaryFile(buffering=0, dir=folder)  # noqa: SIM115 (it lives as long as what lies in it)

    def __del__(self) -> None:
        if self._file:
            self._file.close()

    def put(self, sealed: bytes) -> Locked | None:
        """Keep it; where it lies."""
        if not self._file or not sealed:
            return None
        start = self._size
        self._size += len(sealed)
        try:
            self._file.seek(start)
            written = self._file.write(sealed)
        except OSError:
            self._file.close()  # what there is of the disk is wanted for the site
            self._file = None
            return None
        return Locked(self, start, len(sealed)) if written == len(sealed) else None

    def get(self, start: int, size: int) -> bytes:
        """What lies there; less than the size, where the disk fails."""
        with suppress(OSError):
            if self._file:
                self._file.seek(start)
                return self._file.read(size)
        return b""


@dataclass(frozen=True, slots=True)
class Locked:
    """A sealed value in a locker."""

    locker: Locker
    start: int
    size: int

    def open(self) -> bytes:
        """Its seal; nothing, where it is lost."""
        sealed = self.locker.get(self.start, self.size)
        return sealed if len(sealed) == self.size else b""


class Sums:
    """Digests of values, the same for equal ones. What many others hold, of the kinds given, is summed up once."""

    def __init__(self, *kinds: type) -> None:
        self._turns = _Turns(dict.fromkeys(kinds, self._stand_in))
        self._known: dict[int, tuple[object, str]] = {}  # by identity: a value, kept for its identity; its sum

    def sum(self, noun: object) -> str:
        """The digest of all that a value holds, whichever of it are one object."""
        return digest(_pickle(noun, self._turns, plain=True))

    def _stand_in(self, noun: object) -> tuple[type, tuple[str]]:
        if (known := self._known.get(id(noun))) is None:
            known = self._known[id(noun)] = noun, digest(_pickle(noun, _TURNS, plain=True))
        return str, (known[1],)


def _pickle(noun: object, turns: Mapping[type, Turn], *, plain: bool) -> bytes:
    """`plain`: without notes of which values are one object."""
    stream = BytesIO()
    pickler = pickle.Pickler(stream, _PROTOCOL)
    pickler.fast = plain
    pickler.dispatch_table = turns
    pickler.dump(noun)
    return stream.getvalue()


class _Turns(dict[type, Turn]):
    """How a value is taken apart: one of a dataclass without asking it for its fields each time."""

    def __missing__(self, kind: type) -> Turn:
        if issubclass(kind, type):
            raise KeyError(kind)  # a class goes by its name
        self[kind] = turn = _make_turn(kind)
        return turn


def _make_turn(kind: type) -> Turn:
    if kind is Html:
        return lambda noun: (restore_html, (str.__str__(noun),))
    if not is_dataclass(kind) or len(fields(kind)) < 2:
        return lambda noun: noun.__reduce_ex__(_PROTOCOL)
    values = attrgetter(*(field.name for field in fields(kind)))
    return lambda noun: (kind, values(noun))


_TURNS = _Turns()
