"""In: a TOML date or an EDTF string. Out: the span of days it allows, and words for it.

Must not read a clock, and must not resolve what is not a date ("Saturday" stays words).
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from itertools import pairwise

from generator.core.model import When

_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?([~?%]?)")
_CLOCK = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})T([0-9]{2}:[0-9]{2})(?::[0-9]{2}(?:\.[0-9]+)?)?(?:Z|[+-][0-9]{2}:[0-9]{2})?"
)
_SET = re.compile(r"\[(.+)\]")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def read_when(value: date | datetime | str) -> When | None:
    """The date a TOML date or EDTF string stands for; None where it is not one, or not a day of the calendar.

    Of EDTF (ISO 8601-2:2019, Annex A; loc.gov/standards/datetime) this reads: dates to the year, month or day and
    date-times (level 0); `~` approximate, `?` uncertain, `%` both, intervals `a/b`, `a/..`, `../b` (level 1);
    one of a set `[a,b]`, `[a..b]`, `[..b]`, `[a..]` (level 2).
    """
    if isinstance(value, datetime):
        value = value.isoformat().replace("+00:00", "Z")
    elif isinstance(value, date):
        value = value.isoformat()
    shape = _read_shape(value)
    if shape is None:
        return None
    known = [point for point in shape.points if point]
    first, last = shape.points[0], shape.points[-1]
    return When(
        edtf=value,
        earliest=first.first_day if first else None,
        latest=last.last_day if last else None,
        approximate=any(point.approximate for point in known),
        uncertain=any(point.uncertain for point in known),
        clock=shape.clock,
    )


def say_when(when: When) -> str:
    """In words: '15 October 2017', 'about 11 October 2017', '11 or 12 October 2017', 'by 13 October 2017'."""
    return _say(when, _MONTHS)


def say_short(when: When) -> str:
    """As say_when, with the months cut short: '15 Oct 2017'."""
    return _say(when, tuple(month[:3] for month in _MONTHS))


def sort_key(when: When | None) -> tuple[date, date, str]:
    """By the first day it allows, then the last, then the time of day; what is not known comes last.

    An interval open at its start is ordered by its end, the only day it names.
    """
    if when is None:
        return (date.max, date.max, "")
    first = when.earliest or when.latest or date.max
    return (first, when.latest or date.max, when.clock)


def iso_form(when: When) -> str:
    """The form for `<time datetime>` (HTML, §4.5.14): one date or date-time; '' where HTML has no form for it."""
    shape = _read_shape(when.edtf)
    if shape is None or len(shape.points) != 1 or when.approximate or when.uncertain:
        return ""
    return when.edtf


@dataclass(frozen=True, slots=True)
class _Point:
    """A date to the year, month (day 0) or day (month and day not 0)."""

    year: int
    month: int
    day: int
    approximate: bool = False
    uncertain: bool = False

    @property
    def first_day(self) -> date:
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last_day(self) -> date:
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])


@dataclass(frozen=True, slots=True)
class _Shape:
    """One point; the choices of a set; or, `between`, the two ends of a span, None where it is open."""

    points: tuple[_Point | None, ...]
    between: bool = False
    clock: str = ""


@lru_cache(maxsize=4096)  # an archive names the same days again and again
def _read_shape(words: str) -> _Shape | None:
    if clock := _CLOCK.fullmatch(words):
        return _read_moment(words, clock[1], clock[2])
    if chosen := _SET.fullmatch(words):
        return _read_span(chosen[1].partition("..")) if ".." in chosen[1] else _read_choices(chosen[1].split(","))
    if "/" in words:
        start, slash, end = words.partition("/")
        ends = ["" if each == ".." else each or "unknown" for each in (start, end)]
        return _read_span((ends[0], slash, ends[1]))
    point = _read_point(words)
    return _Shape((point,)) if point else None


def _read_moment(words: str, day: str, clock: str) -> _Shape | None:
    try:
        datetime.fromisoformat(words)
    except ValueError:
        return None
    point = _read_point(day)
    return _Shape((point,), clock=clock) if point else None


def _read_span(ends: tuple[str, str, str]) -> _Shape | None:
    points = tuple(_read_point(each) if each else None for each in ends[::2])
    if any(each and not point for each, point in zip(ends[::2], points, strict=True)) or points == (None, None):
        return None
    start, end = points
    if start and end and start.first_day > end.last_day:
        return None
    return _Shape(points, between=True)


def _read_choices(words: list[str]) -> _Shape | None:
    points = [_read_point(each.strip()) for each in words]
    choices = sorted((point for point in points if point), key=lambda point: (point.first_day, point.last_day))
    return _Shape(tuple(choices)) if len(choices) == len(points) else None


def _read_point(words: str) -> _Point | None:
    found = _DATE.fullmatch(words)
    if not found:
        return None
    year, month, day = (int(each or 0) for each in found.group(1, 2, 3))
    point = _Point(year, month, day, found[4] in ("~", "%"), found[4] in ("?", "%"))
    try:
        date(year, month if found[2] else 1, day if found[3] else 1)
    except ValueError:
        return None
    return point


def _say(when: When, months: tuple[str, ...]) -> str:
    shape = _read_shape(when.edtf)
    if shape is None:
        return when.edtf
    if not shape.between:
        return _say_list([point for point in shape.points if point], "or", months)
    start, end = shape.points
    if start and end:
        if start == end:
            return _say_point(start, months)
        return f"between {_say_list([start, end], 'and', months)}"
    if end:
        return f"by {_say_point(end, months)}"
    return f"{_say_point(start, months)} or later" if start else when.edtf


def _say_list(points: list[_Point], joint: str, months: tuple[str, ...]) -> str:
    """'11 or 12 October 2017': what a date shares with the next is said once, unless one of them is not sure."""
    said = [_say_point(point, months) for point in points]
    if not any(point.approximate or point.uncertain for point in points):
        for index, (point, following) in enumerate(pairwise(points)):
            said[index] = _say_apart(point, following, months)
    return f" {joint} ".join([", ".join(said[:-1]), said[-1]] if len(said) > 1 else said)


def _say_apart(point: _Point, following: _Point, months: tuple[str, ...]) -> str:
    alike = (bool(point.month), bool(point.day)) == (bool(following.month), bool(following.day))
    if not alike or point.year != following.year or not point.month:
        return _say_point(point, months)
    if not point.day:
        return months[point.month - 1]
    return str(point.day) if point.month == following.month else f"{point.day} {months[point.month - 1]}"


def _say_point(point: _Point, months: tuple[str, ...]) -> str:
    parts = [str(point.day) if point.day else "", months[point.month - 1] if point.month else "", str(point.year)]
    about, doubt = "about " if point.approximate else "", "?" if point.uncertain else ""
    return f"{about}{' '.join(part for part in parts if part)}{doubt}"
