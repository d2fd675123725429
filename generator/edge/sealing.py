"""In: a value. Out: its bytes, for another process of this build, or for a digest of all it holds.

Must not open a seal: what is pickled can run code, so only what this very build sealed is opened, where it is needed.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from io import BytesIO
from operator import attrgetter
from typing import Any

_PROTOCOL = 5


def seal(noun: object) -> bytes:
    """It, to be opened by `pickle.loads`."""
    return _pickle(noun, plain=False)


def bytes_of(noun: object) -> bytes:
    """Its values as bytes, the same for equal values: without notes of which of them are one object."""
    return _pickle(noun, plain=True)


def _pickle(noun: object, *, plain: bool) -> bytes:
    stream = BytesIO()
    pickler = pickle.Pickler(stream, _PROTOCOL)
    pickler.fast = plain
    pickler.dispatch_table = _TURNS
    pickler.dump(noun)
    return stream.getvalue()


class _Turns(dict[type, Callable[[Any], Any]]):
    """How a value is taken apart: one of a dataclass without asking it for its fields each time."""

    def __missing__(self, kind: type) -> Callable[[Any], Any]:
        if issubclass(kind, type):
            raise KeyError(kind)  # a class goes by its name
        self[kind] = turn = _make_turn(kind)
        return turn


def _make_turn(kind: type) -> Callable[[Any], Any]:
    if not is_dataclass(kind) or len(fields(kind)) < 2:
        return lambda noun: noun.__reduce_ex__(_PROTOCOL)
    values = attrgetter(*(field.name for field in fields(kind)))
    return lambda noun: (kind, values(noun))


_TURNS = _Turns()
