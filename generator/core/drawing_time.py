"""In: dates as far as they are known. Out: bands of time, side by side, and what stands in each.

Must not invent a day: '11 or 12 October' is a band of its own, and what has no date stands outside.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TypeVar

from generator.core.date_words import say_day, say_short
from generator.core.drawing import say_place
from generator.core.model import When
from generator.core.words import Words

T = TypeVar("T")

_MOST_BANDS = 12  # more days than these are gathered into months, more months into years
_NEAR = timedelta(days=7)  # a longer silence is drawn as a gap


@dataclass(frozen=True, slots=True)
class Band:
    """One date on the axis; start, middle and end in per cent of the width."""

    label: str  # short: only what differs from the band before
    full: str
    iso: str
    start: str
    middle: str
    end: str
    gap: bool  # a long time lies between it and the band before
    count: int


@dataclass(frozen=True, slots=True)
class Dot:
    """A dot of a heap, in pixels from the middle of its band and up from the axis."""

    x: str
    y: str


@dataclass(frozen=True, slots=True)
class Heap:
    """What stands in one band, four to a row; a dot may stand for several claims."""

    dots: tuple[Dot, ...]


def find_bands(whens: Iterable[When], words: Words) -> tuple[tuple[Band, ...], dict[When, int]]:
    """Bands in order of time, and for each date the band it falls into.

    Each date as it is known has its band, as long as they are few; otherwise months, and then years.
    """
    counted: dict[When, int] = {}
    for when in whens:
        counted[when] = counted.get(when, 0) + 1
    for gather in (_as_day, _as_month, _as_year):
        keys = {when: gather(when) for when in counted}
        if len(set(keys.values())) <= _MOST_BANDS:
            break
    order = sorted(set(keys.values()), key=_in_time)
    places = {key: at for at, key in enumerate(order)}
    sums = [0] * len(order)
    for when, number in counted.items():
        sums[places[keys[when]]] += number
    return _place_bands(order, sums, words), {when: places[key] for when, key in keys.items()}


def heap(count: int, each: int = 1) -> Heap:
    """Dots for so many claims, four to a row, from the axis upwards."""
    shown = -(-count // each)
    dots = []
    for at in range(shown):
        row, column = divmod(at, 4)
        wide = min(4, shown)
        x = (Decimal(column) - Decimal(wide - 1) / 2) * Decimal("8.2")
        dots.append(Dot(say_place(x), say_place(Decimal(-7) - row * Decimal("8.2"))))
    return Heap(tuple(dots))


def claims_a_dot(largest: int) -> int:
    """How many claims one dot stands for, so that no heap is higher than ten rows."""
    each = 1
    for each in (1, 2, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10000):
        if largest <= 40 * each:
            break
    return each


def group_by_date(items: Iterable[tuple[When | None, T]]) -> tuple[tuple[When | None, tuple[T, ...]], ...]:
    """Things under their dates as they are known, in order of time, the undated last; never gathered."""
    found: dict[When | None, list[T]] = {}
    for when, item in items:
        found.setdefault(_as_day(when) if when else None, []).append(item)
    return tuple((when, tuple(found[when])) for when in sorted(found, key=_in_time))


def is_far(before: When, after: When) -> bool:
    """Whether so long a time lies between two dates that the axis must show a gap."""
    return _begin(after) - _end(before) > _NEAR


def _place_bands(order: Sequence[When], sums: Sequence[int], words: Words) -> tuple[Band, ...]:
    gaps = [at > 0 and is_far(order[at - 1], when) for at, when in enumerate(order)]
    width = Decimal(100) / (len(order) + sum(gaps) * Decimal("0.5") or 1)
    bands = []
    at = Decimal(0)
    for place, when in enumerate(order):
        at += width / 2 if gaps[place] else 0
        label = short_label(when, order[place - 1] if place else None, words)
        bands.append(
            Band(
                label=label,
                full=say_short(when, words),
                iso=when.edtf,
                start=say_place(at),
                middle=say_place(at + width / 2),
                end=say_place(at + width),
                gap=gaps[place],
                count=sums[place],
            )
        )
        at += width
    return tuple(bands)


def short_label(when: When, before: When | None, words: Words) -> str:
    """The date in few letters: only what differs from the one before it on the axis."""
    one, last = when.earliest, when.latest
    if not (one and last and before and before.earliest) or when.approximate or when.uncertain:
        return say_short(when, words)
    same_month = (one.year, one.month) == (before.earliest.year, before.earliest.month) == (last.year, last.month)
    if not same_month or (last - one).days > 9:
        return say_short(when, words)
    first, end = say_day(one.day, words), say_day(last.day, words)
    return first if one == last else words.say("dates.days", first=first, last=end)


def _as_day(when: When) -> When:
    return When(when.edtf, when.earliest, when.latest, when.approximate, when.uncertain)


def _as_month(when: When) -> When:
    return _stretch(when, "%Y-%m")


def _as_year(when: When) -> When:
    return _stretch(when, "%Y")


def _stretch(when: When, form: str) -> When:
    one, last = when.earliest, when.latest
    if not one or not last or one.strftime(form) != last.strftime(form):
        return _as_day(when)
    if form == "%Y":
        return When(f"{one.year:04}", date(one.year, 1, 1), date(one.year, 12, 31))
    following = date(one.year + one.month // 12, one.month % 12 + 1, 1)
    return When(f"{one.year:04}-{one.month:02}", date(one.year, one.month, 1), following - timedelta(days=1))


def _in_time(when: When | None) -> tuple[bool, date, date, str]:
    return (when is None, *((_begin(when), _end(when), when.edtf) if when else (date.max, date.max, "")))


def _begin(when: When) -> date:
    return when.earliest or when.latest or date.min


def _end(when: When) -> date:
    return when.latest or when.earliest or date.max
