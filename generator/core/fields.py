"""In: the TOML of a content file, whole or between two offsets. Out: its values, or each fault at its place.

Must not know what any key means: the records say that. The only door to tomllib.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from generator.core.diagnostics import Checked, Diagnostic, error
from generator.core.plain_toml import read_plain
from generator.core.record_faults import Fault, check_rules, say_faults
from generator.core.text import Place, Text
from generator.core.toml_faults import say_syntax
from generator.core.toml_places import Path, Places, Reach, find_heads, find_places

R = TypeVar("R", bound=BaseModel)

_FENCE = re.compile(r"^\+\+\+[ \t]*\r?$", re.M)
# tomllib takes time in the square of a dotted key's parts; only a text that may hold one is looked at twice
_MANY_PARTS = re.compile(r"""(?<![\w"'-])(?:(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+){100}""")
_MANY_DOTS = 99  # a key of more than a hundred parts has more
# what the door of the archive refuses in files can come in as an escape
_MAY_HIDE = re.compile(r"\\[bfreuUx]")
_HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]")


def read_toml(text: Text, start: int = 0, end: int | None = None) -> Checked[dict[str, Any]]:
    """The tables of a TOML text (toml.io 1.0), fractions as Decimal; a syntax error as `toml-syntax` at its place."""
    toml = text.content[start:end]
    if (plain := read_plain(toml)) is not None:
        return Checked(plain)
    if toml.count(".") > _MANY_DOTS and _MANY_PARTS.search(toml) and (reach := _places(toml).endless):
        words, hint = "this key has more than a hundred parts", "a dot divides the parts of a key; put text in quotes"
        return Checked(None, (error("toml-syntax", words, _place(text, reach, start), hint),))
    try:
        tables = tomllib.loads(toml, parse_float=_read_fraction)
        hidden = tuple(_find_hidden(tables)) if "\\" in toml and _MAY_HIDE.search(toml) else ()
        return Checked(None if hidden else tables, tuple(_say_hidden(text, path, start, end) for path in hidden))
    except RecursionError:
        fault = say_syntax("Nested too deeply", toml, _places(toml))
    except ValueError as refused:
        fault = say_syntax(str(refused), toml, _places(toml))
    related = [(words, _place(text, reach, start)) for words, reach in fault.related]
    return Checked(None, (error("toml-syntax", fault.message, _place(text, fault.reach, start), fault.hint, related),))


def read_record(text: Text, model: type[R], *, start: int = 0, end: int | None = None) -> Checked[R]:
    """The TOML as a record, or every fault in it at once, each at its place in the file."""
    read = read_toml(text, start, end)
    if read.value is None:
        return Checked(None, read.diagnostics)
    record, faults = None, list(check_rules(model, read.value))
    try:
        record = model.model_validate(read.value)
    except ValidationError as refused:
        faults += say_faults(refused, model)
    found = tuple(_report(fault, text, start, end) for fault in faults)
    return Checked(None if found else record, found)


def locate(text: Text, path: Path, *, key: bool = False, start: int = 0, end: int | None = None) -> Place:
    """Where a value stands, or its key, by its path such as ("comment", 3, "author"); else its nearest parent.

    A table stands at its head; the top of the file, at its first line, and that of front matter, at its fence.
    """
    toml, path, offset = _narrow(text.content[start:end], path)
    places, start = _places(toml), start + offset
    while path:
        if path in places.keys and key:
            return _place(text, places.keys[path], start)
        if path in places.values:
            return _place(text, places.values[path], start)
        path, key = path[:-1], False
    return text.line_place(text.place(max(0, start - 1)).line)


def point_at(text: Text, path: Path, words: str, *, start: int = 0, end: int | None = None) -> Place:
    """Where words stand in the value at a path; where they are written otherwise there, the value."""
    toml, inner, offset = _narrow(text.content[start:end], path)
    reach = _places(toml).values.get(inner)
    at = text.content.find(words, reach[0] + start + offset, reach[1] + start + offset) if reach else -1
    return locate(text, path, start=start, end=end) if at < 0 else text.place(at, at + len(words))


def split_front_matter(text: Text) -> Checked[tuple[int, int, int]]:
    """Where the TOML between a file's two `+++` lines starts and ends, and where the body after it starts."""
    opening = _FENCE.match(text.content)
    if not opening:
        words = "the file does not begin with a line +++"
        hint = 'begin it with its front matter:\n+++\ntitle = "…"\n+++'
        return Checked(None, (error("no-front-matter", words, text.line_place(1), hint),))
    start = min(opening.end() + 1, len(text.content))
    closing = _FENCE.search(text.content, start)
    if not closing:
        words = "the front matter that begins here does not end"
        hint = "put a line +++ between the front matter and the text"
        return Checked(None, (error("open-front-matter", words, text.line_place(1), hint),))
    return Checked((start, closing.start(), min(closing.end() + 1, len(text.content))))


def _read_fraction(words: str) -> Decimal:
    try:
        return Decimal(words)
    except InvalidOperation:  # an exponent beyond all measure
        return Decimal("Infinity")


def _find_hidden(tables: dict[str, Any]) -> Iterator[Path]:
    """Where an escape such as \\u0000 brings in a character that no file may hold."""
    waiting: list[tuple[Path, object]] = [((), tables)]
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, dict):
            waiting += [((*path, key), each) for key, each in value.items()]
            value = "".join(value)
        elif isinstance(value, list):
            waiting += [((*path, index), each) for index, each in enumerate(value)]
        if isinstance(value, str) and _HIDDEN.search(value):
            yield path


def _say_hidden(text: Text, path: Path, start: int, end: int | None) -> Diagnostic:
    words, hint = "an escape stands here for a character that cannot be shown", "take the escape out"
    return error("control-character", words, locate(text, path, start=start, end=end), hint)


@lru_cache(maxsize=4)
def _places(toml: str) -> Places:
    return find_places(toml)


@lru_cache(maxsize=4)
def _heads(toml: str) -> dict[str, list[int]]:
    return find_heads(toml)


_LONG = 100_000  # characters: of a longer file only the table that is asked for is looked into


def _narrow(toml: str, path: Path) -> tuple[str, Path, int]:
    """The one table of a list that a path leads into: its TOML, the path in it, and where it begins."""
    if len(toml) < _LONG or len(path) < 2 or not isinstance(path[0], str) or not isinstance(path[1], int):
        return toml, path, 0
    heads = _heads(toml).get(path[0], [])
    if path[1] >= len(heads):
        return toml, path, 0
    first = heads[path[1]]
    after = heads[path[1] + 1] if path[1] + 1 < len(heads) else None
    return toml[first:after], (path[0], 0, *path[2:]), first


def _place(text: Text, reach: Reach, start: int) -> Place:
    return text.place(reach[0] + start, reach[1] + start)


def _report(fault: Fault, text: Text, start: int, end: int | None) -> Diagnostic:
    place = locate(text, fault.path, key=fault.at_key, start=start, end=end)
    rival = locate(text, fault.rival, key=True, start=start, end=end) if fault.rival else None
    return error(fault.code, fault.message, place, fault.hint, (("it stands beside this", rival),) if rival else ())
