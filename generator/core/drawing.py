"""In: quantities, and the ways claims came. Out: charts as plain values: where on a scale, with which bounds.

Must not write SVG: templates/parts/figure.html draws these values.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

from generator.core.amounts import interval_of
from generator.core.model import Amount
from generator.core.words import Words

_HUNDRED = Decimal(100)
_STEPS = tuple(map(Decimal, ("1", "2", "2.5", "5", "10")))


@dataclass(frozen=True, slots=True)
class Tick:
    """A number on the axis; `at` in per cent of the length."""

    at: str
    label: str


@dataclass(frozen=True, slots=True)
class Scale:
    """A straight axis from low to high, with its ticks."""

    low: Decimal
    high: Decimal
    ticks: tuple[Tick, ...]
    cut: bool = False  # it does not begin at nought, and must say so

    def at(self, value: Decimal) -> Decimal:
        """Where a value stands, in per cent, kept inside the axis."""
        share = (value - self.low) / (self.high - self.low) * _HUNDRED
        return max(Decimal(0), min(_HUNDRED, share))


@dataclass(frozen=True, slots=True)
class Stroke:
    """One part of a mark, from start to end in per cent of the axis; a dot or an open ring stands at its start.

    Kinds: dot, range, soft (about), onward (firm at its start, fading on), below (fading up to a firm end), forecast.
    """

    kind: str
    start: str
    end: str = ""
    width: str = ""


def say_amount(amount: Amount, words: Words, unit: str = "") -> str:
    """A quantity in words: 'about 85', '300 to 400', 'more than 300', 'between … and …' being 'from to'."""
    low, high = amount.low, amount.high
    if low is None and high is None:
        return ""
    if low is not None and high is not None and low != high:
        said = words.say("numbers.range", low=words.number(low), high=words.number(high))
    else:
        said = words.number(low if low is not None else high if high is not None else Decimal(0))
    if unit:
        said = words.say("numbers.percent" if unit == "%" else "numbers.unit", number=said, unit=unit)
    qualifier = amount.qualifier
    if not qualifier and (low is None or high is None):
        qualifier = "up to" if low is None else "at least"
    return words.say(f"amount.{qualifier.replace(' ', '-')}", amount=said) if qualifier else said


def say_drawn(amount: Amount | None) -> str:
    """How a figure is drawn: a key of [drawn] in the words, with its spaces."""
    if not amount or (amount.low is None and amount.high is None):
        return "not drawn"
    if amount.qualifier:
        return amount.qualifier
    if amount.low is None or amount.high is None:
        return "up to" if amount.low is None else "at least"
    return "exact" if amount.low == amount.high else "range"


def make_scale(
    amounts: Iterable[Amount], words: Words, axis_from: Decimal | None = None, top: Decimal | None = None
) -> Scale:
    """A scale that holds every number given: from nought, or from where the question says, unless a figure is lower.

    `top` is the most there can be, such as 100 per cent.
    """
    numbers = [number for amount in amounts for number in _bounds(amount)]
    low = min([*numbers, axis_from if axis_from is not None else Decimal(0)])
    high = max([*numbers, low + 1])
    step = _nice_step(high - low)
    first = (low / step).to_integral_value(ROUND_FLOOR) * step
    last = (high / step).to_integral_value(ROUND_CEILING) * step
    if top is not None and high <= top:
        last = min(last, top)
    elif last == high and high in numbers:
        last += step  # what stands at the very end could not be told from what runs on
    bare = Scale(first, last, (), first != 0)
    ticks = []
    value = first
    while value <= last:
        ticks.append(Tick(say_place(bare.at(value)), words.number(value)))
        value += step
    return Scale(first, last, tuple(ticks), first != 0)


def draw_amount(amount: Amount, scale: Scale) -> tuple[Stroke, ...]:
    """The parts of one figure's mark, softest first; none where there is no number."""
    low, high = amount.low, amount.high
    floor, top = low if low is not None else high, high if high is not None else low
    if floor is None or top is None:
        return ()
    drawn = say_drawn(amount)
    firm = _stroke("dot", scale, floor) if floor == top else _stroke("range", scale, floor, top)
    if drawn == "forecast":
        return (_stroke("forecast", scale, floor, top),)
    if drawn in ("at least", "more than"):
        return (_stroke("onward", scale, floor, scale.high),)
    if drawn in ("up to", "under"):
        return (_stroke("below", scale, low if low is not None and low != top else scale.low, top),)
    interval = interval_of(amount)
    if interval and interval.low is not None and interval.high is not None:
        if drawn == "nearly":
            return (_stroke("below", scale, interval.low, top),)
        if drawn == "about":
            return (_stroke("soft", scale, interval.low, interval.high), firm)
    return (firm,)


def say_place(value: Decimal) -> str:
    """A coordinate, rounded to a tenth, as short as it goes."""
    rounded = value.quantize(Decimal("0.1"), ROUND_HALF_UP)
    return format(rounded.normalize() if rounded else Decimal(0), "f")


def _stroke(kind: str, scale: Scale, start: Decimal, end: Decimal | None = None) -> Stroke:
    begin = scale.at(start)
    if end is None or end == start:
        return Stroke(kind, say_place(begin))
    stop = scale.at(end)
    return Stroke(kind, say_place(begin), say_place(stop), say_place(stop - begin))


def _bounds(amount: Amount) -> list[Decimal]:
    return [number for number in (amount.low, amount.high) if number is not None]


def _nice_step(length: Decimal) -> Decimal:
    """A step that cuts the length into four to eight round parts."""
    rough = length / 5
    power = Decimal(10) ** rough.adjusted()
    return next(step * power for step in _STEPS if step * power >= rough)
