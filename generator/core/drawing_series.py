"""In: figures with the dates they are about. Out: a chart over time: a column a figure, a band a date, a scale upright.

Must not join two figures: they come from different hands.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from generator.core.drawing import Scale, Stroke, Tick, draw_amount, say_place
from generator.core.drawing_time import group_by_date, is_far, short_label
from generator.core.model import Amount, When
from generator.core.words import Words

_TOP, _TALL = Decimal(24), Decimal(240)
_FEWEST, _MOST = 3, 16  # figures that make such a chart worth its room, and still leave room for their words


@dataclass(frozen=True, slots=True)
class Given:
    """A figure to be drawn: in words, by whom, and about when."""

    amount: Amount
    words: str
    who: str
    letter: str
    when: When | None


@dataclass(frozen=True, slots=True)
class Column:
    """One figure: where its column stands, in per cent; its marks and its words from the top, in pixels."""

    x: str
    strokes: tuple[Stroke, ...]
    words_y: str
    who_y: str
    words: str
    who: str
    letter: str
    before: bool  # the words stand before the mark, where no room is left after it


@dataclass(frozen=True, slots=True)
class Span:
    """The columns of one date, in per cent."""

    label: str
    start: str
    middle: str
    end: str
    gap: bool


@dataclass(frozen=True, slots=True)
class Series:
    """The whole chart; y in pixels of `height`, the axis of time at `axis_y`."""

    height: int
    axis_y: str
    label_y: str
    lines: tuple[Tick, ...]
    columns: tuple[Column, ...]
    spans: tuple[Span, ...]


def draw_series(given: Sequence[Given], scale: Scale, words: Words) -> Series | None:
    """A chart of figures over time, where there are three or more on at least two dates."""
    dated = [each for each in given if each.when and draw_amount(each.amount, scale)]
    groups = group_by_date((each.when, each) for each in dated)
    if not _FEWEST <= len(dated) <= _MOST or len(groups) < 2:
        return None
    gaps = [False] + [is_far(one, other) for (one, _), (other, _) in pairwise(groups) if one and other]
    width = Decimal(100) / (len(dated) + Decimal(sum(gaps)) / 2)
    columns, spans = [], []
    at, before = Decimal(0), None
    for (when, listed), gap in zip(groups, gaps, strict=True):
        start = at = at + (width / 2 if gap else 0)
        for each in listed:
            columns.append(_stand(each, scale, at + width / 2))
            at += width
        label = short_label(when, before, words) if when else ""
        spans.append(Span(label, say_place(start), say_place((start + at) / 2), say_place(at), gap))
        before = when
    axis = _TOP + _TALL + 14
    lines = tuple(Tick(say_place(_height(Decimal(tick.at))), tick.label) for tick in scale.ticks)
    return Series(int(axis) + 34, say_place(axis), say_place(axis + 21), lines, tuple(columns), tuple(spans))


def _stand(each: Given, scale: Scale, x: Decimal) -> Column:
    strokes = tuple(_turn(stroke) for stroke in draw_amount(each.amount, scale))
    places = [Decimal(place) for stroke in strokes for place in (stroke.start, stroke.end) if place]
    middle = (min(places) + max(places)) / 2 if strokes[-1].kind == "range" else Decimal(strokes[-1].start)
    if strokes[-1].kind == "below":
        middle = Decimal(strokes[-1].end)
    y = max(middle, _TOP + 4)
    return Column(
        x=say_place(x),
        strokes=strokes,
        words_y=say_place(y + 4),
        who_y=say_place(y + 19),
        words=each.words,
        who=each.who,
        letter=each.letter,
        before=x > 82,
    )


def _turn(stroke: Stroke) -> Stroke:
    """The stroke upright: from per cent along the scale to pixels from the top; its end lies above its start."""
    start = _height(Decimal(stroke.start))
    if not stroke.end:
        return Stroke(stroke.kind, say_place(start))
    end = _height(Decimal(stroke.end))
    return Stroke(stroke.kind, say_place(start), say_place(end), say_place(start - end))


def _height(share: Decimal) -> Decimal:
    return _TOP + _TALL * (100 - share) / 100
