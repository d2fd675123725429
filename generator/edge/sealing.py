"""In: a value. Out: its bytes, for another process of this build, or for a digest of all it holds.

Must not open a seal: what is pickled can run code, so only what this very build sealed is opened, where it is needed.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from io import BytesIO
from operator import attrgetter
from typing import Any

from generator.edge.memo import digest

Turn = Callable[[Any], Any]
_PROTOCOL = 5


def seal(noun: object) -> bytes:
    """It, to be opened by `pickle.loads`."""
    return _pickle(noun, _TURNS, plain=False)


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
    if not is_dataclass(kind) or len(fields(kind)) < 2:
        return lambda noun: noun.__reduce_ex__(_PROTOCOL)
    values = attrgetter(*(field.name for field in fields(kind)))
    return lambda noun: (kind, values(noun))


_TURNS = _Turns()
