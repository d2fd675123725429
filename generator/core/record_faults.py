"""In: what pydantic found wrong with a table, and a record's own rules. Out: each fault in our words, by its path.

Must not know where things stand in a file: a path is enough here, and fields turns it into a place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache
from types import UnionType
from typing import Annotated, Any, ClassVar, Union, cast, get_args, get_origin

from pydantic import BaseModel, ConfigDict, RootModel, ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError

from generator.core.diagnostics import did_you_mean
from generator.core.toml_places import Path

_WANTED = {
    "string_type": "text in quotes",
    "bool_type": "true or false",
    "int_type": "a whole number",
    "tuple_type": "a list",
    "dict_type": "a table",
    "model_type": "a table",
    "enum": "one word of a list",
    "literal_error": "one word of a list",
}
_KINDS: tuple[tuple[type | tuple[type, ...], str], ...] = (
    (bool, "true or false"),
    (int, "a whole number"),
    ((float, Decimal), "a number"),
    (str, "text"),
    ((date, datetime), "a date"),
    (time, "a time of day"),
    (list, "a list"),
    (dict, "a table"),
)
_CHOSEN = ("enum", "literal_error")
_CHOICE = re.compile(r"'([^']*)'")
_BARE = re.compile(r"[0-9]{1,9}|true|false")
_OF_A_KEY = "[key]"  # how pydantic ends the path of a table's key that was refused


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong at a path: its code, sentence and hint; `rival` is the path of what it quarrels with."""

    code: str
    message: str
    hint: str = ""
    path: Path = ()
    at_key: bool = False
    rival: Path = ()


class Record(BaseModel):
    """A table of a content file: unknown keys refused, nothing converted, nothing changed afterwards."""

    model_config: ClassVar[ConfigDict] = ConfigDict(extra="forbid", frozen=True, strict=True)

    @classmethod
    def rules(cls, table: Mapping[str, object]) -> Iterator[Fault]:
        """What is wrong between several keys of one table, whatever else is wrong with it; paths within the table."""
        return iter(())


def refuse(code: str, predicate: str, hint: str = "") -> PydanticCustomError:
    """What a field's check raises; `predicate` follows the key's name: 'must be …'."""
    return PydanticCustomError(code, "{predicate}", {"predicate": predicate, "hint": hint})


def say_kind(value: object) -> str:
    """What a TOML value is, in words: 'a number'."""
    return next((words for kind, words in _KINDS if isinstance(value, kind)), "something else")


def say_value(value: object) -> str:
    """A value as TOML has it, cut short; a number of thousands of digits cannot be written out at all."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int) and abs(value) >= 10**40:
        return "a very large number"
    words = str(value)
    return words if len(words) <= 60 else f"{words[:60]}…"


def say_faults(refused: ValidationError, model: type[BaseModel]) -> Iterator[Fault]:
    """Every fault pydantic found, in its order."""
    return (_say_fault(detail, model) for detail in refused.errors(include_url=False))


def check_rules(model: type[BaseModel], table: Mapping[str, object]) -> Iterator[Fault]:
    """Every fault that the rules of the records in a file find."""
    for path, record, inner in _records(model, table, ()):
        for fault in record.rules(inner):
            rival = (*path, *fault.rival) if fault.rival else ()
            yield replace(fault, path=(*path, *fault.path), rival=rival)


def _say_fault(detail: ErrorDetails, model: type[BaseModel]) -> Fault:
    path: Path = detail["loc"]
    about: dict[str, Any] = detail.get("ctx", {})
    kind, value = detail["type"], detail["input"]
    if path[-1:] == (_OF_A_KEY,) and path[-2:-1] == (value,) and "predicate" in about:
        return Fault(kind, f"the id {path[-2]!r} {about['predicate']}", about["hint"], path[:-1], at_key=True)
    if kind == "missing":
        return _say_missing(path, model)
    if kind == "extra_forbidden":
        return _say_unknown(path, model)
    subject = _subject(path)
    if kind in _CHOSEN and isinstance(value, str):
        choices = _CHOICE.findall(about["expected"])
        hint = "\n".join(line for line in (did_you_mean(value, choices), f"one of {', '.join(choices)}") if line)
        return Fault("not-one-of", f"{subject} cannot be {_short(value)}", hint, path)
    if "predicate" in about:
        return Fault(kind, f"{subject} {about['predicate']}", about["hint"], path)
    if kind in ("greater_than_equal", "less_than_equal"):
        bound = f"{about['ge']} or more" if "ge" in about else f"{about['le']} or less"
        return Fault("out-of-range", f"{subject} must be {bound}; this is {say_value(value)}", "", path)
    wanted = _WANTED.get(kind, "something else")
    words = f"{subject} must be {wanted}; this is {say_kind(value)}"
    return Fault("wrong-type", words, _hint_type(kind, path, value, about), path)


def _hint_type(kind: str, path: Path, value: object, about: Mapping[str, Any]) -> str:
    """The edit that mends a value of the wrong type, where it can be told."""
    name = f"{path[-1]} = " if path and isinstance(path[-1], str) else ""
    if kind in _CHOSEN:
        return f"one of {', '.join(_CHOICE.findall(about['expected']))}"
    if kind == "string_type" and not isinstance(value, list | dict):
        return f"put it in quotes: {name}{_quoted(value)}"
    if kind in ("int_type", "bool_type") and isinstance(value, str) and _BARE.fullmatch(value):
        return f"take off the quotes: {name}{value}"
    if kind == "tuple_type" and isinstance(value, str):
        return f"put it in brackets: {name}[{_quoted(value)}]"
    if kind == "tuple_type" and isinstance(value, dict) and path:
        return f"write [[{path[-1]}]] with two brackets for each"
    return ""


def _say_missing(path: Path, model: type[BaseModel]) -> Fault:
    record, key = _model_at(model, path[:-1]), str(path[-1])
    field = _fields(record).get(key) if record else None
    what = field.description if field else None
    return Fault("missing-key", f"{key} is missing here", f"add {key} = …" + (f" ({what})" if what else ""), path[:-1])


def _say_unknown(path: Path, model: type[BaseModel]) -> Fault:
    record, key = _model_at(model, path[:-1]), str(path[-1])
    known = tuple(_fields(record)) if record else ()
    if len(path) == 1 and record and (name := _list_with(record, key)):
        words = f"{key} is a key of a {name}, and it stands before the first [[{name}]]"
        return Fault("unknown-key", words, f"move it below a line [[{name}]]", path, at_key=True)
    hint = did_you_mean(key, known) or f"the keys known here are {', '.join(known)}"
    return Fault("unknown-key", f"there is no key {_short(key)} here", hint, path, at_key=True)


def _list_with(record: type[BaseModel], key: str) -> str:
    """The name of the list of tables in a file whose tables have the key, else nothing."""
    for name, field in _fields(record).items():
        each = _inside(field.annotation, 0) if get_origin(_plain_shape(field.annotation)) is tuple else None
        if _is_model(inner := _plain_shape(each)) and key in _fields(cast("type[BaseModel]", inner)):
            return name
    return ""


def _subject(path: Path) -> str:
    keys = [step for step in path if isinstance(step, str)]
    return f"an entry of {keys[-1]}" if isinstance(path[-1], int) else keys[-1]


def _short(word: str) -> str:
    return repr(say_value(word))


def _quoted(value: object) -> str:
    words = say_value(value)
    return f'"{words}"' if len(words) <= 60 and not set(words) & set('"\\\n') else '"…"'


def _fields(record: type[BaseModel]) -> dict[str, Any]:
    return {field.alias or name: field for name, field in record.model_fields.items()}


def _model_at(model: type[BaseModel], path: Path) -> type[BaseModel] | None:
    """The record that describes the table at a path."""
    shape: object = model
    for step in path:
        shape = _inside(shape, step)
    found = _plain_shape(shape)
    return cast("type[BaseModel]", found) if _is_model(found) else None


def _inside(shape: object, step: str | int) -> object:
    """The annotation of what lies one step inside an annotation."""
    shape = _plain_shape(shape)
    if _is_model(shape):
        field = _fields(cast("type[BaseModel]", shape)).get(str(step))
        return field.annotation if field else None
    arguments = get_args(shape)
    return (arguments[-1] if get_origin(shape) is dict else arguments[0]) if arguments else None


def _plain_shape(shape: object) -> object:
    """An annotation without its remarks, its None, and the record that only wraps a table of tables."""
    while True:
        if get_origin(shape) in (Annotated, Union, UnionType):
            shape = get_args(shape)[0]
        elif _is_model(shape) and issubclass(cast("type[BaseModel]", shape), RootModel):
            shape = cast("type[BaseModel]", shape).model_fields["root"].annotation
        else:
            return shape


def _is_model(shape: object) -> bool:
    return isinstance(shape, type) and issubclass(shape, BaseModel)


def _records(shape: object, value: object, path: Path) -> Iterator[tuple[Path, type[Record], Mapping[str, object]]]:
    """Every table in a value whose record has rules, with its path; as deep as the records go, not the file."""
    shape = _plain_shape(shape)
    if isinstance(value, dict):
        if isinstance(shape, type) and issubclass(shape, Record):
            yield path, shape, value
            inner = _ruled_keys(shape)
        else:
            inner = dict.fromkeys(value, get_args(shape)[-1]) if get_origin(shape) is dict else {}
        for step in (key for key in inner if key in value):
            yield from _records(inner[step], value[step], (*path, step))
    elif isinstance(value, list) and get_origin(shape) is tuple:
        for index, each in enumerate(value):
            yield from _records(get_args(shape)[0], each, (*path, index))


@cache
def _ruled_keys(record: type[BaseModel]) -> dict[str, object]:
    """The annotations of those keys of a record below which some record has rules; most files have none to walk."""
    return {key: field.annotation for key, field in _fields(record).items() if _has_rules(field.annotation)}


def _has_rules(shape: object) -> bool:
    shape = _plain_shape(shape)
    if isinstance(shape, type) and issubclass(shape, Record):
        return "rules" in vars(shape) or bool(_ruled_keys(shape))
    return any(_has_rules(inner) for inner in get_args(shape))
