"""In: claims that answer one question. Out: which of them differ, which agree, and which a later one replaces.

Must not count, and must not look at comments.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from generator.core.amounts import figures_agree, interval_of
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


def answers_differ(one: Entry, other: Entry) -> bool:
    """Whether two answers cannot both stand: other words, or figures for one thing with no room for both on one day."""
    first, second = one.claim.amount, other.claim.amount
    if first and second:
        return _figures_exclude(first, second) and _may_be_one_day(one, other)
    return not first and not second and one.claim.answer != other.claim.answer


def same_answer(one: Entry, other: Entry) -> bool:
    """Whether two answers say the same: the same words; or like figures for one thing, on what may be one day."""
    first, second = one.claim.amount, other.claim.amount
    if first and second:
        mine, theirs = interval_of(first), interval_of(second)
        alike = _one_thing(first, second) and bool(mine and theirs and figures_agree(mine, theirs))
        return alike and _may_be_one_day(one, other)
    return not first and not second and one.claim.answer == other.claim.answer


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
            found |= _replaced_by_own(entries)
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


def _replaced_by_own(entries: Sequence[Entry]) -> set[str]:
    return {
        older.address
        for older in entries
        for newer in entries
        if _is_later(newer, older) and _takes_back(newer.claim.amount, older.claim.amount, newer, older)
    }


def _takes_back(first: Amount | None, second: Amount | None, newer: Entry, older: Entry) -> bool:
    return _figures_exclude(first, second) if first and second else _says_otherwise(newer, older)


def _says_otherwise(newer: Entry, older: Entry) -> bool:
    first, second = newer.claim.amount, older.claim.amount
    if first and second:
        return (first.low, first.high, first.qualifier) != (second.low, second.high, second.qualifier)
    return newer.claim.answer != older.claim.answer


def _figures_exclude(first: Amount, second: Amount) -> bool:
    mine, theirs = interval_of(first), interval_of(second)
    return _one_thing(first, second) and bool(mine and theirs and not mine.meets(theirs))


def _one_thing(first: Amount, second: Amount) -> bool:
    """Whether both measure what the question asks in the same words; one that words nothing measures just that."""
    return first.predicate == second.predicate or not first.predicate or not second.predicate


def _may_be_one_day(one: Entry, other: Entry) -> bool:
    (first, last), (begin, end) = _figure_days(one), _figure_days(other)
    return first <= end and begin <= last


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


def _stated(entry: Entry) -> When | None:
    amount = entry.claim.amount
    return (amount.as_of if amount else None) or entry.claim.date
