"""In: a TOML date or an EDTF string. Out: the span of days it allows, and the points it names.

Must not read a clock, and must not resolve what is not a date ("Saturday" stays words).
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from generator.core.model import When

_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?([~?%]?)")
_CLOCK = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})T([0-9]{2}:[0-9]{2})(?::[0-9]{2}(?:\.[0-9]+)?)?(?:Z|[+-][0-9]{2}:[0-9]{2})?"
)
_SET = re.compile(r"\[(.+)\]")


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
    shape = read_shape(value)
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
    shape = read_shape(when.edtf)
    if shape is None or len(shape.points) != 1 or when.approximate or when.uncertain:
        return ""
    return when.edtf


@dataclass(frozen=True, slots=True)
class Point:
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
class Shape:
    """One point; the choices of a set; or, `between`, the two ends of a span, None where it is open."""

    points: tuple[Point | None, ...]
    between: bool = False
    clock: str = ""


@lru_cache(maxsize=4096)  # an archive names the same days again and again
def read_shape(words: str) -> Shape | None:
    """What an EDTF string names; None where it is none that `read_when` reads."""
    if clock := _CLOCK.fullmatch(words):
        return _read_moment(words, clock[1], clock[2])
    if chosen := _SET.fullmatch(words):
        return _read_span(chosen[1].partition("..")) if ".." in chosen[1] else _read_choices(chosen[1].split(","))
    if "/" in words:
        start, slash, end = words.partition("/")
        ends = ["" if each == ".." else each or "unknown" for each in (start, end)]
        return _read_span((ends[0], slash, ends[1]))
    point = _read_point(words)
    return Shape((point,)) if point else None


def _read_moment(words: str, day: str, clock: str) -> Shape | None:
    try:
        datetime.fromisoformat(words)
    except ValueError:
        return None
    point = _read_point(day)
    return Shape((point,), clock=clock) if point else None


def _read_span(ends: tuple[str, str, str]) -> Shape | None:
    points = tuple(_read_point(each) if each else None for each in ends[::2])
    if any(each and not point for each, point in zip(ends[::2], points, strict=True)) or points == (None, None):
        return None
    start, end = points
    if start and end and start.first_day > end.last_day:
        return None
    return Shape(points, between=True)


def _read_choices(words: list[str]) -> Shape | None:
    points = [_read_point(each.strip()) for each in words]
    choices = sorted((point for point in points if point), key=lambda point: (point.first_day, point.last_day))
    return Shape(tuple(choices)) if len(choices) == len(points) else None


def _read_point(words: str) -> Point | None:
    found = _DATE.fullmatch(words)
    if not found:
        return None
    year, month, day = (int(each or 0) for each in found.group(1, 2, 3))
    point = Point(year, month, day, found[4] in ("~", "%"), found[4] in ("?", "%"))
    try:
        date(year, month if found[2] else 1, day if found[3] else 1)
    except ValueError:
        return None
    return point
