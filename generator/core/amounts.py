"""In: a quantity as it was worded. Out: the numbers that would make it true, and whether two of them can agree.

Must not know who said it, nor when.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from generator.core.model import Amount

_TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Interval:
    """The numbers a figure allows; None is no bound at all, an open end does not include its bound."""

    low: Decimal | None
    high: Decimal | None
    low_open: bool = False
    high_open: bool = False

    @property
    def bounded(self) -> bool:
        """Whether it says something in both directions."""
        return self.low is not None and self.high is not None

    def meets(self, other: Interval) -> bool:
        """Whether one number could satisfy both. On a line, intervals that meet in pairs all meet in one point."""
        return _reaches(self, other) and _reaches(other, self)


def interval_of(amount: Amount) -> Interval | None:
    """What the words allow; None for a forecast, which says nothing of its own day, and where there is no number.

    'about' is soft by a tenth at each end, 'nearly' reaches from a tenth below up to its number, not included.
    """
    low, high = amount.low, amount.high
    floor = low if low is not None else high
    top = high if high is not None else low
    if floor is None or top is None or amount.qualifier == "forecast":
        return None
    stated = low if low != high else None  # a lower end given beside an upper one
    match amount.qualifier:
        case "about":
            return Interval(floor - abs(floor) * _TENTH, top + abs(top) * _TENTH)
        case "at least":
            return Interval(floor, None)
        case "more than":
            return Interval(floor, None, low_open=True)
        case "up to":
            return Interval(stated, top)
        case "under":
            return Interval(stated, top, high_open=True)
        case "nearly":
            return Interval(top - abs(top) * _TENTH, top, high_open=True)
        case _:
            return Interval(low, high)


def figures_agree(one: Interval, other: Interval) -> bool:
    """Whether two figures say the same, and not merely leave each other room: '150' does not bear out 'up to 400'."""
    return one == other or (one.bounded and other.bounded and one.meets(other))


def find_extremes(intervals: Iterable[Interval]) -> tuple[Interval, ...]:
    """Of several, those that any other can fail to meet: what begins last, and what ends first."""
    listed = list(intervals)
    begun = [each for each in listed if each.low is not None]
    ended = [each for each in listed if each.high is not None]
    last = max(begun, key=lambda each: (each.low, each.low_open), default=None)
    first = min(ended, key=lambda each: (each.high, not each.high_open), default=None)
    return tuple(each for each in (last, first) if each is not None)


def may_differ(intervals: Iterable[Interval]) -> bool:
    """Whether any two of them have no number in common."""
    extremes = find_extremes(intervals)
    return any(not one.meets(other) for one in extremes for other in extremes)


def _reaches(one: Interval, other: Interval) -> bool:
    if one.high is None or other.low is None:
        return True
    return one.high > other.low or (one.high == other.low and not one.high_open and not other.low_open)
