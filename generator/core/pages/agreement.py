"""In: the figures given to one question, and who gives them. Out: for any figure, who gives its like, and the others.

Must not compare every figure with every other: rows are sorted once, and a set of voices is the bits of a number.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from heapq import nsmallest

from generator.core.amounts import Interval

MOST = 4  # listed of what others say
_ASIDE = 12  # kept beyond those: what equals a figure is passed over, and is never so much
_STEP = 64  # sorted figures between two sums that are kept

Bound = tuple[Decimal, bool]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure in words, of what it counts, and the numbers it allows; None where it says nothing of its own day."""

    label: str
    predicate: str
    interval: Interval | None


@dataclass(frozen=True, slots=True)
class Voices:
    """Who gives which figure: a bit a voice, those of one name side by side. `tops`: the highest bit of each name."""

    names: Mapping[int, str]  # by the place of the highest bit
    tops: int
    rest: int
    by_origin: Mapping[str, int]

    def name(self, bits: int) -> tuple[tuple[str, ...], int]:
        """The first names among these voices, and how many more there are."""
        tops = ((bits & self.rest) + self.rest | bits) & self.tops  # a sum that carries into the top, if any is set
        first: list[str] = []
        while tops and len(first) < MOST:
            lowest = tops & -tops
            first.append(self.names[lowest.bit_length() - 1])
            tops ^= lowest
        return tuple(first), tops.bit_count()


@dataclass(frozen=True, slots=True)
class _Row:
    """Figures in the order of one bound."""

    bounds: Sequence[Bound]
    bits: Sequence[int]  # of the voices of each
    sums: Sequence[int]  # of all before every so many-th
    first: Sequence[tuple[int, ...]]  # before each place, the figures that were told first
    last: Sequence[tuple[int, ...]]  # from each place on

    def before(self, place: int) -> int:
        """The voices of all figures before a place."""
        found = self.sums[place // _STEP]
        for each in self.bits[place - place % _STEP : place]:
            found |= each
        return found


@dataclass(frozen=True, slots=True)
class Given:
    """All figures of a question, in the order in which they were told."""

    figures: Sequence[Figure]
    voices: Voices
    bits: Sequence[int]  # of the voices of each figure
    equal: Mapping[tuple[str, Interval | str], Sequence[int]]
    lows: Mapping[str, _Row]  # of the figures that have both bounds, by predicate
    highs: Mapping[str, _Row]
    aside: Mapping[str, Sequence[int]]  # the first figures that are not in the rows of a predicate

    def find_same(self, figure: Figure) -> int:
        """The voices that give the same: an equal figure, or one with two bounds that meets it (as `figures_agree`)."""
        found = 0
        for at in self._equal_to(figure):
            found |= self.bits[at]
        if reach := self._reach(figure):
            low, high = reach
            found |= self.lows[figure.predicate].before(high) & ~self.highs[figure.predicate].before(low)
        return found

    def find_others(self, figure: Figure) -> tuple[tuple[Figure, ...], int]:
        """The first figures told that are not the same, and how many there are in all."""
        equal = self._equal_to(figure)
        reach = self._reach(figure)
        if not reach:
            aside = [at for at in range(min(len(self.figures), MOST + len(equal))) if at not in equal]
            return tuple(self.figures[at] for at in aside[:MOST]), len(self.figures) - len(equal)
        low, high = reach
        aside = [at for at in self.aside[figure.predicate] if at not in equal]
        below = [at for at in self.highs[figure.predicate].first[low] if at not in equal]
        above = [at for at in self.lows[figure.predicate].last[high] if at not in equal]
        first = nsmallest(MOST, {*aside, *below, *above})
        apart = [at for at in equal if not _meet(figure, self.figures[at])]
        return tuple(self.figures[at] for at in first), len(self.figures) - (high - low) - len(apart)

    def _equal_to(self, figure: Figure) -> Sequence[int]:
        return self.equal.get((figure.predicate, figure.interval or figure.label), ())

    def _reach(self, figure: Figure) -> tuple[int, int] | None:
        """How many of its predicate lie wholly below, and how many do not lie wholly above it."""
        one = figure.interval
        if one is None or one.low is None or one.high is None or figure.predicate not in self.lows:
            return None
        low = (bisect_right if one.low_open else bisect_left)(self.highs[figure.predicate].bounds, (one.low, True))
        high = (bisect_left if one.high_open else bisect_right)(self.lows[figure.predicate].bounds, (one.high, False))
        return low, high


def gather_figures(told: Iterable[tuple[str, str, Figure]]) -> Given:
    """Sort what (an origin, by its name, a figure) tells."""
    figures: dict[Figure, int] = {}
    by_name: dict[str, dict[tuple[str, int], None]] = {}
    for origin, name, figure in told:
        at = figures.setdefault(figure, len(figures))
        by_name.setdefault(name, {})[origin, at] = None
    bits = [0] * len(figures)
    by_origin: dict[str, int] = {}
    names: dict[int, str] = {}
    place = 0
    for name, given in by_name.items():
        for origin, at in given:
            bits[at] |= 1 << place
            by_origin[origin] = by_origin.get(origin, 0) | 1 << place
            place += 1
        names[place - 1] = name
    tops = _sum_bits(names, place)
    equal: dict[tuple[str, Interval | str], list[int]] = {}
    bounded: dict[str, list[int]] = {}
    for figure, at in figures.items():
        equal.setdefault((figure.predicate, figure.interval or figure.label), []).append(at)
        if figure.interval and _has_room(figure.interval):
            bounded.setdefault(figure.predicate, []).append(at)
    listed = tuple(figures)
    return Given(
        figures=listed,
        voices=Voices(names, tops, ((1 << place) - 1) & ~tops, by_origin),
        bits=bits,
        equal=equal,
        lows={key: _sort(row, [_low(listed[at]) for at in row], bits) for key, row in bounded.items()},
        highs={key: _sort(row, [_high(listed[at]) for at in row], bits) for key, row in bounded.items()},
        aside={key: _list_aside(row, len(listed)) for key, row in bounded.items()},
    )


def _sum_bits(places: Iterable[int], size: int) -> int:
    found = bytearray(size // 8 + 1)
    for place in places:
        found[place >> 3] |= 1 << (place & 7)
    return int.from_bytes(found, "little")


def _sort(row: Sequence[int], bounds: Sequence[Bound], bits: Sequence[int]) -> _Row:
    order = sorted(range(len(row)), key=lambda place: (bounds[place], row[place]))
    sorted_bits = [bits[row[place]] for place in order]
    sums, found = [], 0
    for place, each in enumerate((*sorted_bits, 0)):
        if not place % _STEP:
            sums.append(found)
        found |= each
    told = [row[place] for place in order]
    return _Row([bounds[place] for place in order], sorted_bits, sums, _list_first(told), _list_first(told[::-1])[::-1])


def _list_first(told: Iterable[int]) -> list[tuple[int, ...]]:
    """Before each place, the smallest of what stands there, and as many more as may have to be passed over."""
    found: list[tuple[int, ...]] = [()]
    for each in told:
        found.append(tuple(sorted((*found[-1], each))[: MOST + _ASIDE]))
    return found


def _list_aside(row: Sequence[int], size: int) -> list[int]:
    inside = set(row)
    found: list[int] = []
    for at in range(size):
        if at not in inside:
            found.append(at)
            if len(found) == MOST + _ASIDE:
                break
    return found


def _low(figure: Figure) -> Bound:
    assert figure.interval and figure.interval.low is not None  # noqa: S101
    return figure.interval.low, figure.interval.low_open


def _high(figure: Figure) -> Bound:
    assert figure.interval and figure.interval.high is not None  # noqa: S101
    return figure.interval.high, not figure.interval.high_open


def _has_room(interval: Interval) -> bool:
    """Whether it has two bounds and a number between them: 'nearly 0' has none."""
    return interval.low is not None and interval.high is not None and interval.meets(interval)


def _meet(one: Figure, other: Figure) -> bool:
    return bool(one.interval and other.interval and one.interval.meets(other.interval))
