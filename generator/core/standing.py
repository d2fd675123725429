"""In: a catalogue and a question. Out: what its claims amount to, and who stands behind each answer (DESIGN §5).

Must not say what is true, and must not let a comment count.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from generator.core.answers import Telling, find_agreement, find_differences, find_superseded, gives_answer
from generator.core.catalogue import Catalogue, Entry
from generator.core.origins import Origin, find_origins


class Word(StrEnum):
    """What the claims on a question amount to: the first, in this order, that holds."""

    DISPUTED = "disputed"
    INCONSISTENT = "inconsistent"
    UPDATED = "updated"
    CORROBORATED = "corroborated"
    REPEATED = "repeated"
    SINGLE_SOURCE = "single-source"
    UNATTRIBUTED = "unattributed"
    OPEN = "open"
    NOT_ASSESSED = "not-assessed"


@dataclass(frozen=True, slots=True)
class OriginGroup:
    """One origin's claims for one answer ('' for a quantity or for no answer), in order of time.

    An origin that stands in several groups speaks in the first of them; all its other claims are echoes.
    """

    key: str
    source: str  # "" where no source stands behind it
    name: str  # "" where nobody is named, and where the report speaks itself
    role: str  # of the origin, or of the one voice that speaks for it
    voices: tuple[str, ...]  # names of those who speak for it
    answer: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """The word, the counts behind it (claims, reports and origins outside comments), and the claims themselves."""

    question: str
    word: Word
    claims: int
    reports: int
    origins: int
    named: int  # of the origins, those that are named wherever they give an answer
    unknown: int  # of the origins, those where nobody at all is named
    groups: tuple[OriginGroup, ...]
    comments: tuple[Entry, ...]
    superseded: tuple[str, ...] = ()  # addresses of claims that a later, different answer replaces


def assess(catalogue: Catalogue, question_id: str) -> Standing:
    """The standing of one question; 'not assessed' where no report, but at most a comment, speaks to it."""
    entries = sorted(catalogue.by_question.get(question_id, ()), key=_in_time) if question_id else []
    spoken = [entry for entry in entries if not entry.claim.comment]
    origins = find_origins(catalogue, spoken)
    telling = [Telling(entry, origins[entry.address]) for entry in spoken if gives_answer(catalogue, entry)]
    superseded = find_superseded(catalogue, telling)
    everyone = {origins[entry.address].key: origins[entry.address] for entry in spoken}
    return Standing(
        question=question_id,
        word=_judge(spoken, telling, superseded),
        claims=len(spoken),
        reports=len({entry.article.id for entry in spoken}),
        origins=len(everyone),
        named=len(_named(telling)),
        unknown=sum(origin.unknown for origin in everyone.values()),
        groups=_group(catalogue, question_id, spoken, origins),
        comments=tuple(entry for entry in entries if entry.claim.comment),
        superseded=tuple(sorted(superseded)),
    )


def assess_all(catalogue: Catalogue) -> dict[str, Standing]:
    """The standing of every question, in the register's order."""
    return {question: assess(catalogue, question) for question in catalogue.questions}


def _judge(spoken: Sequence[Entry], telling: Sequence[Telling], superseded: Collection[str]) -> Word:
    if not telling:
        return Word.OPEN if spoken else Word.NOT_ASSESSED
    live = [each for each in telling if each.entry.address not in superseded]
    differences = find_differences(live)
    if differences.across:
        return Word.DISPUTED
    if differences.within:  # an origin contradicts itself, and nothing says which of its answers came later
        return Word.INCONSISTENT
    if superseded:
        return Word.UPDATED
    names = _named(telling)
    if find_agreement(live, names):
        return Word.CORROBORATED
    origins = {each.origin.key for each in telling}
    if len(origins) == 1 and len({each.entry.article.id for each in telling}) > 1:
        return Word.REPEATED
    nobody = all(each.origin.unknown for each in telling)
    return Word.SINGLE_SOURCE if names or (len(origins) == 1 and not nobody) else Word.UNATTRIBUTED


def _named(telling: Iterable[Telling]) -> set[str]:
    """Origins that are named wherever they answer: an outlet speaking for itself names nobody."""
    listed = list(telling)
    return {each.origin.key for each in listed} - {each.origin.key for each in listed if not each.origin.named}


def _in_time(entry: Entry) -> tuple[date, str, int, str]:
    printed = entry.article.published
    return (
        printed.latest if printed and printed.latest else date.max,
        entry.article.id,
        entry.claim.number,
        entry.claim.id,
    )


def _group(
    catalogue: Catalogue, question_id: str, spoken: Iterable[Entry], origins: Mapping[str, Origin]
) -> tuple[OriginGroup, ...]:
    question = catalogue.questions.get(question_id)
    order = {answer.key: at for at, answer in enumerate(question.answers)} if question else {}
    grouped: dict[tuple[str, str], list[Entry]] = {}
    for entry in spoken:
        grouped.setdefault((entry.claim.answer, origins[entry.address].key), []).append(entry)
    listed = sorted(grouped.items(), key=lambda item: order.get(item[0][0], len(order)))
    return tuple(
        OriginGroup(
            key=key,
            source=origins[entries[0].address].source,
            name=_name(catalogue, key, entries),
            role=_describe(catalogue, key, entries)[0],
            voices=_describe(catalogue, key, entries)[1],
            answer=answer,
            entries=tuple(entries),
        )
        for (answer, key), entries in listed
    )


def _name(catalogue: Catalogue, key: str, entries: Sequence[Entry]) -> str:
    if source := catalogue.sources.get(key):
        return source.name
    return "; ".join(dict.fromkeys(entry.claim.unnamed for entry in entries if entry.claim.unnamed))


def _describe(catalogue: Catalogue, key: str, entries: Sequence[Entry]) -> tuple[str, tuple[str, ...]]:
    """Its role and nobody, or who speaks for it here, with his role where he is the only one."""
    source = catalogue.sources.get(key)
    if not source:
        return "", ()
    voices = [catalogue.sources[each] for each in dict.fromkeys(entry.claim.speaker for entry in entries)
              if each in catalogue.sources and each != key]  # fmt: skip
    if not voices:
        return source.role, ()
    alone = len(voices) == 1 and len({entry.claim.speaker for entry in entries}) == 1
    return voices[0].role if alone else "", tuple(dict.fromkeys(voice.name for voice in voices))
