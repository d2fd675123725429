"""In: the sides of a question. Out: who answers it beside a source: those counted as one with it, and the others.

Must not go through all who answer for each of them: a question may have as many as an archive has sources.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from generator.core.catalogue import speaker_of
from generator.core.model import Source
from generator.core.origins import counted_as
from generator.core.pages.evidence import voice_name
from generator.core.pages.frame import Stage
from generator.core.pages.sides import Side
from generator.core.pages.weighing import answer_words, short_name

_MOST = 12


@dataclass(frozen=True, slots=True)
class Other:
    """Somebody else on the same question; an echo where he counts as one with this source."""

    mark: str
    echo: bool
    words: str


@dataclass(frozen=True, slots=True)
class Answerer:
    """One claim's speaker and origin, as it is shown to those of its origin, and to others; None: not again."""

    speaker: str
    origin: str
    within: Other
    outside: Other | None


@dataclass(frozen=True, slots=True)
class Answerers:
    """All who answer a question, their places by origin and by speaker; and how often each is shown to others."""

    listed: Sequence[Answerer]
    by_origin: Mapping[str, Sequence[int]]
    by_speaker: Mapping[str, Sequence[int]]
    shown: Mapping[Other, int]  # in order


def list_answerers(stage: Stage, sides: Iterable[Side]) -> Answerers:
    """Look up once what every source's page asks for."""
    listed = tuple(_list_all(stage, sides))
    by_origin: dict[str, list[int]] = {}
    by_speaker: dict[str, list[int]] = {}
    for place, each in enumerate(listed):
        by_origin.setdefault(each.origin, []).append(place)
        by_speaker.setdefault(each.speaker, []).append(place)
    return Answerers(listed, by_origin, by_speaker, Counter(each.outside for each in listed if each.outside))


def _list_all(stage: Stage, sides: Iterable[Side]) -> Iterator[Answerer]:
    for side in sides:
        for voice in side.voices:
            who = stage.catalogue.sources.get(voice.group.source)
            for at, entry in enumerate(voice.entries):
                name, figure = voice_name(stage, entry), ""
                if entry.claim.amount:
                    question = stage.catalogue.questions[entry.claim.question]
                    figure = answer_words(question, entry, stage.words) + stage.words.say("join.colon")
                outside = Other(side.mark, voice.echo or at > 0, figure + (short_name(who) if who else name))
                yield Answerer(
                    speaker_of(entry),
                    voice.group.key,
                    Other(side.mark, True, figure + name),
                    outside if figure or not at else None,
                )


def find_others(stage: Stage, source: Source, answerers: Answerers) -> tuple[tuple[Other, ...], tuple[Other, ...], int]:
    """Others of its own origin; the first of all others, and how many more they are."""
    own = answerers.by_origin.get(counted_as(stage.catalogue.sources, source.id), ())
    within = (answerers.listed[place] for place in own)
    same = dict.fromkeys(each.within for each in within if each.speaker != source.id)
    mine = (answerers.listed[place].outside for place in {*own, *answerers.by_speaker.get(source.id, ())})
    left_out = Counter(each for each in mine if each)
    gone = {each for each, number in left_out.items() if number == answerers.shown[each]}
    first = tuple(islice((each for each in answerers.shown if each not in gone), _MOST))
    return tuple(same), first, len(answerers.shown) - len(gone) - len(first)
