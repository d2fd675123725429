"""In: a noun and its type. Out: the noun as plain lists that JSON can hold, and back again.

Must not run what it reads: it makes only the types it was asked for, so what it reads may come from anywhere.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from markupsafe import Markup as Html  # made anew from what a build of ours wrote

Turn = Callable[[Any], Any]
_write = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_PLAIN = (str, int, bool, NoneType, float)


def pack(kind: Any, noun: object) -> str:
    """The noun as one line of JSON: equal nouns give equal lines. Its fields by position, without their names."""
    turn = _turns(kind)[0]
    return _write(turn(noun) if turn else noun)


def unpack(kind: Any, line: str) -> Any:
    """The noun again. Errors: ValueError, TypeError or another of those that wrong data raises."""
    turn = _turns(kind)[1]
    value = json.loads(line)
    return turn(value) if turn else value


def restore_html(words: str) -> Html:
    """What a build of ours wrote; `Html(words)` would first ask whether this is HTML."""
    return str.__new__(Html, words)


@cache
def _turns(kind: Any) -> tuple[Turn | None, Turn | None]:
    """How to turn values of a type into plain ones, and back; None where they are plain already."""
    if kind in _PLAIN:
        return None, None
    if kind is Html:
        return str.__str__, restore_html
    if kind is Decimal:
        return str, Decimal
    if kind is date:
        return date.isoformat, date.fromisoformat
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return str, kind
    if is_dataclass(kind):
        return _turn_dataclass(kind)
    inner, origin = get_args(kind), get_origin(kind)
    if origin in (Union, UnionType):
        (other,) = (each for each in inner if each is not NoneType)
        return _or_none(_turns(other)[0]), _or_none(_turns(other)[1])
    if origin is tuple and len(inner) == 2 and inner[1] is Ellipsis:
        to, back = _turns(inner[0])
        return _for_each(to, list), _for_each(back, tuple)
    if origin is tuple:
        turns = [_turns(each) for each in inner]
        return _by_place([to for to, _ in turns], list), _by_place([back for _, back in turns], tuple)
    raise TypeError(f"no noun has a field of type {kind}")


def _turn_dataclass(kind: Any) -> tuple[Turn, Turn]:
    hints = get_type_hints(kind)
    names = [field.name for field in fields(kind)]
    turns = [_turns(hints[name]) for name in names]
    there = [(name, to) for name, (to, _) in zip(names, turns, strict=True)]
    back = [(at, turn) for at, (_, turn) in enumerate(turns) if turn]
    size = len(names)

    def pack_one(noun: Any) -> list[Any]:
        return [to(getattr(noun, name)) if to else getattr(noun, name) for name, to in there]

    def unpack_one(row: list[Any]) -> Any:
        if len(row) != size:
            raise ValueError(f"{len(row)} values for {kind.__name__}")
        for at, turn in back:
            row[at] = turn(row[at])
        return kind(*row)

    return pack_one, unpack_one


def _or_none(turn: Turn | None) -> Turn | None:
    return turn and (lambda value: None if value is None else turn(value))


def _for_each(turn: Turn | None, made: Callable[[Any], Any]) -> Turn:
    return (lambda values: made(map(turn, values))) if turn else made


def _by_place(turns: list[Turn | None], made: Callable[[Any], Any]) -> Turn:
    return lambda values: made(turn(value) if turn else value for turn, value in zip(turns, values, strict=True))
