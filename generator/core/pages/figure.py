"""In: the stage. Out: question/<id>.html for questions answered by figures: charts with their bounds, and a table.

Must not join what different hands measured: a row a claim, a group a predicate.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial

from generator.core import urls
from generator.core.catalogue import Entry
from generator.core.dates import sort_key
from generator.core.drawing import Scale, Stroke, draw_amount, make_scale, say_amount, say_drawn
from generator.core.drawing_series import Given, Series, draw_series
from generator.core.model import Question, When
from generator.core.pages.claims import ClaimView, show_claim
from generator.core.pages.evidence import Evidence, show_evidence, voice_name
from generator.core.pages.frame import Frame, Page, Stage, make_frame, short_date
from generator.core.pages.question import describe
from generator.core.pages.sides import find_sides
from generator.core.pages.slices import Due, Slice

_MOST_ROWS = 200


@dataclass(frozen=True, slots=True)
class Row:
    """One answer: its words, its mark on the scale, and what the table says of it."""

    claim: ClaimView
    figure: str  # in words; "" where there is no number
    drawn: str
    strokes: tuple[Stroke, ...]
    echo: bool
    letter: str  # the same for all claims of one origin
    date: str
    date_iso: str
    date_says: str  # what the date is of: said, printed, or "" for what the figure is about
    replaced: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Rows of one predicate, on one scale."""

    id: str
    predicate: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class FigureView:
    frame: Frame
    evidence: Evidence
    unit: str
    scale: Scale
    groups: tuple[Group, ...]
    rows: tuple[Row, ...]  # all of them, in order of date: the table
    series: Series | None
    kinds: tuple[str, ...]  # of marks that are drawn, for the key
    more: int  # answers not listed; the data files have all
    echoes: bool  # whether one voice is drawn more than once


def figure_pages(stage: Stage) -> Iterator[Due[Page]]:
    """A page for every question that is answered by figures."""
    for question in stage.catalogue.archive.questions:
        if question.unit:
            shown = Slice(questions=(question.id,))
            yield Due(urls.question_url(question.id), shown, partial(_make_page, stage, question))


def _make_page(stage: Stage, question: Question) -> Page:
    url = urls.question_url(question.id)
    return Page(url, "pages/figure.html", _show_figure(stage, question, url))


def _show_figure(stage: Stage, question: Question, url: str) -> FigureView:
    standing = stage.standings[question.id]
    everybody = [entry for group in standing.groups for entry in group.entries]
    entries = everybody[:_MOST_ROWS]
    top = Decimal(100) if question.unit == "%" else None
    amounts = [entry.claim.amount for entry in entries if entry.claim.amount]
    scale = make_scale(amounts, stage.words, question.axis_from, top)
    letters = _letter_origins(entries, {e.address: group.key for group in standing.groups for e in group.entries})
    rows = {entry.address: row for entry, row in _show_rows(stage, question, entries, scale, letters)}
    listed = tuple(rows[entry.address] for entry in sorted(entries, key=_in_time))
    return FigureView(
        frame=make_frame(stage, url, question.question, describe(stage, question)),
        evidence=show_evidence(stage, question, find_sides(stage, standing)),
        unit=question.unit_label or question.unit,
        scale=scale,
        groups=_group_rows(tuple(rows.values())),
        rows=listed,
        series=draw_series(
            [_give(stage, entry, rows[entry.address]) for entry in entries if entry.claim.amount], scale, stage.words
        ),
        kinds=tuple(dict.fromkeys(row.drawn for row in rows.values() if row.strokes)),
        more=len(everybody) - len(entries),
        echoes=any(row.echo for row in rows.values()),
    )


def _show_rows(
    stage: Stage, question: Question, entries: list[Entry], scale: Scale, letters: Mapping[str, str]
) -> Iterator[tuple[Entry, Row]]:
    heard: set[str] = set()
    superseded = stage.standings[question.id].superseded
    for entry in entries:
        amount = entry.claim.amount
        when, says = figure_date(entry)
        told, told_iso = short_date(when, stage.words)
        letter = letters[entry.address]
        figure = say_amount(amount, stage.words, "%" if question.unit == "%" else "") if amount else ""
        yield (
            entry,
            Row(
                claim=show_claim(stage, entry),
                figure=figure or stage.words.say("figure.none"),
                drawn=say_drawn(amount),
                strokes=draw_amount(amount, scale) if amount else (),
                echo=letter in heard,
                letter=letter,
                date=told,
                date_iso=told_iso,
                date_says=says,
                replaced=entry.address in superseded,
            ),
        )
        heard.add(letter)


def figure_date(entry: Entry) -> tuple[When | None, str]:
    """The day a figure is about, failing that the day it was given, failing that the day it was printed."""
    claim = entry.claim
    if claim.amount and claim.amount.as_of:
        return claim.amount.as_of, ""
    if claim.date:
        return claim.date, "said"
    return entry.article.published, "printed"


def _letter_origins(entries: list[Entry], keys: Mapping[str, str]) -> dict[str, str]:
    """A, B, … by origin, in the order of the rows; after Z, numbers."""
    order = list(dict.fromkeys(keys[entry.address] for entry in entries))
    letters = {key: chr(ord("A") + at) if at < 26 else str(at + 1) for at, key in enumerate(order)}
    return {entry.address: letters[keys[entry.address]] for entry in entries}


def _group_rows(rows: tuple[Row, ...]) -> tuple[Group, ...]:
    grouped: dict[str, list[Row]] = {}
    for row in rows:
        if row.strokes:
            grouped.setdefault(row.claim.predicate, []).append(row)
    for row in rows:
        if not row.strokes:
            grouped.setdefault(row.claim.predicate if row.claim.predicate in grouped else "", []).append(row)
    return tuple(
        Group(f"g{at + 1}", predicate, tuple(listed)) for at, (predicate, listed) in enumerate(grouped.items())
    )


def _give(stage: Stage, entry: Entry, row: Row) -> Given:
    amount = entry.claim.amount
    assert amount  # noqa: S101
    return Given(amount, row.figure, voice_name(stage, entry), row.letter, figure_date(entry)[0])


def _in_time(entry: Entry) -> tuple[date, date, str]:
    return sort_key(figure_date(entry)[0])
