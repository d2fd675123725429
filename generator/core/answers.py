"""In: claims that answer one question. Out: which of them differ, which agree, and which a later one replaces.

Must not count, and must not look at comments.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

from generator.core.amounts import Interval, figures_agree, find_extremes, interval_of, may_differ
from generator.core.catalogue import Catalogue, Entry
from generator.core.model import Amount, Mark, RelationType, Stance, When
from generator.core.origins import Origin

_NO_ANSWER = (Stance.DECLINES, Stance.SILENT, Stance.UNKNOWN)
_SUPERSEDES = (RelationType.UPDATES, RelationType.CORRECTS)


@dataclass(frozen=True, slots=True)
class Telling:
    """A claim that commits itself to an answer, with the origin it counts for."""

    entry: Entry
    origin: Origin


@dataclass(frozen=True, slots=True)
class Differences:
    """Whether different origins differ, and whether anybody does."""

    across: bool
    within: bool


@dataclass(frozen=True, slots=True)
class _Figure:
    """A figure of the present, as far as comparing it goes, with the first two of the origins that give it."""

    predicate: str
    interval: Interval
    begin: date
    end: date
    origins: tuple[str, ...] = ()


def gives_answer(catalogue: Catalogue, entry: Entry) -> bool:
    """Whether a claim commits itself: silence, a refusal to say, and 'unclear' are shown but are no answer."""
    claim = entry.claim
    if claim.stance in _NO_ANSWER:
        return False
    if claim.amount:
        return claim.amount.low is not None or claim.amount.high is not None
    question = catalogue.questions.get(claim.question)
    marks = {answer.key: answer.mark for answer in question.answers} if question else {}
    return bool(claim.answer) and marks.get(claim.answer, Mark.OTHER) is not Mark.UNCLEAR


def find_differences(telling: Sequence[Telling]) -> Differences:
    """Whether answers that cannot both stand come from different origins, or from one."""
    worded = [each for each in telling if not each.entry.claim.amount]
    answers = {each.entry.claim.answer for each in worded}
    origins = {each.origin.key for each in worded}
    across, within = len(answers) > 1 and len(origins) > 1, len(answers) > 1
    figures = _gather_figures(telling)
    several = len({origin for each in figures for origin in each.origins}) > 1
    for one, other in _pair_figures(figures) if may_differ(each.interval for each in figures) else ():
        if _exclude(one, other):
            across, within = across or len({*one.origins, *other.origins}) > 1, True
            if across or not several:
                break
    return Differences(across, within)


def find_agreement(telling: Sequence[Telling], names: Collection[str]) -> bool:
    """Whether two of the named origins say the same: the same words; or like figures for one thing on one day."""
    named = [each for each in telling if each.origin.key in names]
    spoken: dict[str, set[str]] = {}
    for each in named:
        if not each.entry.claim.amount:
            spoken.setdefault(each.entry.claim.answer, set()).add(each.origin.key)
    if any(len(origins) > 1 for origins in spoken.values()):
        return True
    figures = _gather_figures(named)
    alike: dict[Interval | None, list[_Figure]] = {}
    for figure in figures:  # without two bounds, one agrees with its equals alone
        alike.setdefault(None if figure.interval.bounded else figure.interval, []).append(figure)
    return any(len(each.origins) > 1 for each in figures) or any(
        one.origins != other.origins and _one_thing(one, other) and figures_agree(one.interval, other.interval)
        for listed in alike.values()
        if len({each.origins for each in listed}) > 1
        for one, other in _pair_figures(listed)
    )


def find_superseded(catalogue: Catalogue, telling: Sequence[Telling]) -> frozenset[str]:
    """The addresses of claims that a later one replaces with something else.

    Later is what a relation says is later (`updates`, `corrects`), or the same origin's answer of a later date. Where
    relations run in a circle they decide nothing.
    """
    by_address = {each.entry.address: each.entry for each in telling}
    older_than = _read_relations(catalogue, by_address)
    found = {
        older
        for newer, replaced in older_than.items()
        for older in replaced
        if _says_otherwise(by_address[newer], by_address[older]) and newer not in _reach(older_than, older)
    }
    by_origin: dict[str, list[Entry]] = {}
    for each in telling:
        by_origin.setdefault(each.origin.key, []).append(each.entry)
    for entries in by_origin.values():
        if len({(entry.claim.answer, entry.claim.amount) for entry in entries}) > 1:
            found.update(_replaced_by_own(entries))
    return frozenset(found)


def _read_relations(catalogue: Catalogue, by_address: Mapping[str, Entry]) -> dict[str, list[str]]:
    older_than: dict[str, list[str]] = {}
    for address in by_address:
        for relation in catalogue.relations.get(address, ()):
            newer = f"{relation.source.article}#{relation.source.claim}"
            older = f"{relation.target.article}#{relation.target.claim}"
            if relation.type in _SUPERSEDES and older == address and newer in by_address:
                older_than.setdefault(newer, []).append(older)
    return older_than


def _reach(older_than: Mapping[str, Iterable[str]], start: str) -> set[str]:
    reached = {start}
    waiting = [start]
    while waiting:
        for older in older_than.get(waiting.pop(), ()):
            if older not in reached:
                reached.add(older)
                waiting.append(older)
    return reached


def _replaced_by_own(entries: Sequence[Entry]) -> Iterator[str]:
    """Claims of one origin that a claim of its own of a later date takes back."""
    saying: dict[tuple[str, Amount | None], list[Entry]] = {}
    for entry in entries:
        figure = replace(entry.claim.amount, as_of=None) if entry.claim.amount else None
        saying.setdefault((entry.claim.answer, figure), []).append(entry)
    for listed in saying.values():
        listed.sort(key=_first_day, reverse=True)
    latest_first = sorted(saying.values(), key=lambda listed: _first_day(listed[0]), reverse=True)
    days = [_first_day(listed[0]) for listed in latest_first]
    reaches = _reach_of_first(latest_first)
    for olds in latest_first:
        for older in olds:
            last = _last_day(older)
            later = bisect_left(days, True, key=lambda day: day <= last)
            if _may_be_taken_back(older, reaches[later]) and any(
                news is not olds and _takes_back(news[0], older) and _any_later(news, older)
                for news in islice(latest_first, later)
            ):
                yield older.address


def _may_be_taken_back(older: Entry, extremes: Iterable[Interval]) -> bool:
    """Whether a figure misses either of the two that any figure would miss which misses one of theirs."""
    mine = interval_of(older.claim.amount) if older.claim.amount else None
    return mine is None or any(not each.meets(mine) for each in extremes)


def _reach_of_first(sayings: Sequence[Sequence[Entry]]) -> list[tuple[Interval, ...]]:
    """Of the first none, one, two and so on: the interval that begins last, and the one that ends first."""
    found: list[tuple[Interval, ...]] = [()]
    for entries in sayings:
        found.append(tuple(find_extremes((*found[-1], *_intervals(entries[:1])))))
    return found


def _intervals(entries: Iterable[Entry]) -> Iterator[Interval]:
    """What they say as numbers; an answer in words is like no other."""
    for entry in entries:
        amount = entry.claim.amount
        if amount and (interval := interval_of(amount)):
            yield interval


def _any_later(news: Sequence[Entry], older: Entry) -> bool:
    """Whether one of the claims, the latest first, was certainly made after the older one."""
    last = _last_day(older)
    for newer in news:
        if _first_day(newer) <= last:
            return False
        if _is_later(newer, older):
            return True
    return False


def _takes_back(newer: Entry, older: Entry) -> bool:
    first, second = newer.claim.amount, older.claim.amount
    if not first or not second:
        return _says_otherwise(newer, older)
    mine, theirs = interval_of(first), interval_of(second)
    alike = first.predicate == second.predicate or not first.predicate or not second.predicate
    return alike and bool(mine and theirs and not mine.meets(theirs))


def _says_otherwise(newer: Entry, older: Entry) -> bool:
    first, second = newer.claim.amount, older.claim.amount
    if first and second:
        return (first.low, first.high, first.qualifier) != (second.low, second.high, second.qualifier)
    return newer.claim.answer != older.claim.answer


def _gather_figures(telling: Iterable[Telling]) -> list[_Figure]:
    """The different figures that are given, by the day from which they may be true."""
    origins: dict[_Figure, dict[str, None]] = {}
    for each in telling:
        amount = each.entry.claim.amount
        if amount and (interval := interval_of(amount)):
            figure = _Figure(amount.predicate, interval, *_figure_days(each.entry))
            origins.setdefault(figure, {})[each.origin.key] = None
    listed = [replace(figure, origins=tuple(islice(theirs, 2))) for figure, theirs in origins.items()]
    return sorted(listed, key=lambda figure: figure.begin)


def _pair_figures(figures: Sequence[_Figure]) -> Iterator[tuple[_Figure, _Figure]]:
    """All pairs of different figures that may be about one day; a sweep, for most never meet."""
    for at, one in enumerate(figures):
        for other in islice(figures, at + 1, None):
            if other.begin > one.end:
                break
            yield one, other


def _exclude(one: _Figure, other: _Figure) -> bool:
    return _one_thing(one, other) and not one.interval.meets(other.interval)


def _one_thing(one: _Figure, other: _Figure) -> bool:
    """Whether both measure what the question asks in the same words; one that words nothing measures just that."""
    return one.predicate == other.predicate or not one.predicate or not other.predicate


def _figure_days(entry: Entry) -> tuple[date, date]:
    """The days a figure may be about: as_of, else the claim's date; else the year of its report up to its printing.

    Undated figures under one question are read as rivals unless the reports prove them apart; a figure whose report
    has no date either may be about any day.
    """
    if stated := _stated(entry):
        return stated.earliest or date.min, stated.latest or date.max
    printed = entry.article.published
    if not printed or not printed.latest:
        return date.min, date.max
    return date((printed.earliest or printed.latest).year, 1, 1), printed.latest


def _is_later(newer: Entry, older: Entry) -> bool:
    """Whether a claim was certainly made after another; within one report only its own dates can tell."""
    one, other = _stated(newer), _stated(older)
    if newer.article.id != older.article.id:
        one, other = one or newer.article.published, other or older.article.published
    return bool(one and other and one.earliest and other.latest and one.earliest > other.latest)


def _first_day(entry: Entry) -> date:
    """The earliest day it can have been made; the first of all where that is not known."""
    when = _stated(entry) or entry.article.published
    return when.earliest or date.min if when else date.min


def _last_day(entry: Entry) -> date:
    """The least last day that any way of dating it allows, so that no later claim is overlooked."""
    days = [when.latest for when in (_stated(entry), entry.article.published) if when and when.latest]
    return min(days, default=date.max)


def _stated(entry: Entry) -> When | None:
    amount = entry.claim.amount
    return (amount.as_of if amount else None) or entry.claim.date
