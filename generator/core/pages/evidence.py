"""In: a question's standing. Out: what pages of words and of figures share: counts, order of time, roads, relations.

Must not lay out the answers themselves.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup as Html  # only carried

from generator.core import urls
from generator.core.catalogue import Entry, speaker_of
from generator.core.drawing_paths import MOST_ROUTES, Paths, Route, draw_paths
from generator.core.drawing_time import group_by_date
from generator.core.model import Question, Relation
from generator.core.pages.claim_feeds import find_question_feed
from generator.core.pages.claims import ClaimView, show_claim, speaker_name
from generator.core.pages.frame import Card, Stage, make_card, short_date
from generator.core.pages.sides import Side, StateView, show_state
from generator.core.pages.weighing import short_name
from generator.core.pages.wording import name_origin
from generator.core.standing import Standing, Word
from generator.core.words import Words

_MOST = 100  # days, reports, pairs or comments that a page lists; the data files have all


@dataclass(frozen=True, slots=True)
class Turn:
    """A neighbour to turn to."""

    hint: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Sum:
    """A number and what it counts."""

    number: int
    words: str


@dataclass(frozen=True, slots=True)
class Moment:
    """One voice at one date, with the first of its claims there that say one thing."""

    mark: str
    echo: bool
    name: str
    says: str
    url: str
    replaced: bool
    claims: int


@dataclass(frozen=True, slots=True)
class Day:
    """A date as far as it is known, with who spoke; '' is no date at all."""

    when: str
    when_iso: str
    moments: tuple[Moment, ...]


@dataclass(frozen=True, slots=True)
class Road:
    """How many of the claims one report carries, and from whom by whose hands."""

    card: Card
    claims: int
    voices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two claims and how the first bears on the second."""

    words: str
    first: ClaimView
    second: ClaimView
    why: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that stands around the answers to one question."""

    title: str
    about: str
    lede: str
    state: StateView
    sums: tuple[Sum, ...]
    days: tuple[Day, ...]
    paths: Paths | None
    roads: tuple[Road, ...]
    pairs: tuple[Pair, ...]
    more_pairs: int
    comments: tuple[ClaimView, ...]
    more_days: int
    more_roads: int
    more_comments: int
    note: Html
    before: Turn
    after: Turn
    feed: str  # the address of the question's feed; "" where it has none


def show_evidence(stage: Stage, question: Question, sides: tuple[Side, ...]) -> Evidence:
    """Everything around the answers of one question."""
    standing = stage.standings[question.id]
    before, after = _find_turns(stage, question)
    bearing = _find_relations(stage, standing)
    days, roads = _show_days(stage, standing, sides), _find_roads(stage, sides)
    return Evidence(
        title=question.question,
        about=question.about,
        lede=question.summary or _make_lede(standing, sides, bool(question.unit), stage.words),
        state=show_state(standing, stage.words),
        sums=_count(standing, stage.words),
        days=days[:_MOST],
        paths=draw_paths(_find_routes(stage, sides), stage.words),
        roads=roads[:_MOST],
        pairs=tuple(_show_pair(stage, relation) for relation in bearing[:_MOST]),
        more_pairs=max(0, len(bearing) - _MOST),
        comments=tuple(show_claim(stage, entry) for entry in standing.comments[:_MOST]),
        more_days=max(0, len(days) - _MOST),
        more_roads=max(0, len(roads) - _MOST),
        more_comments=max(0, len(standing.comments) - _MOST),
        note=question.note,
        before=before,
        after=after,
        feed=find_question_feed(stage, question.id),
    )


def voice_name(stage: Stage, entry: Entry) -> str:
    """The speaker of one claim, as chains name him; a description where he is not named."""
    source = stage.catalogue.sources.get(speaker_of(entry))
    return short_name(source) if source else speaker_name(stage.catalogue, entry, stage.words)


def hands_of(stage: Stage, entry: Entry) -> tuple[str, ...]:
    """Who stood between the speaker and the report, by their short names."""
    found = (stage.catalogue.sources.get(each) for each in entry.claim.via)
    return tuple(short_name(source) for source in found if source)


def _count(standing: Standing, words: Words) -> tuple[Sum, ...]:
    found = []
    say, claims = words.say, standing.claims
    if claims:
        in_reports = say("count.in-reports", count=standing.reports)
        found.append(Sum(claims, say("question.sum-claims", count=claims, in_reports=in_reports)))
        key = "question.sum-origins-unknown" if standing.unknown else "question.sum-origins"
        found.append(Sum(standing.origins, say(key, count=standing.origins, unknown=standing.unknown)))
        [(_, most)] = Counter(e.article.id for group in standing.groups for e in group.entries).most_common(1)
        if standing.reports > 1 and most * 2 > claims:
            found.append(Sum(1, say("question.sum-report", most=most, claims=claims)))
        if replaced := len(standing.superseded):
            found.append(Sum(replaced, say("question.sum-overtaken", count=replaced)))
    if said := len(standing.comments):
        found.append(Sum(said, say("question.sum-comments", count=said)))
    return tuple(found)


def _make_lede(standing: Standing, sides: tuple[Side, ...], figures: bool, words: Words) -> str:
    if standing.word is Word.NOT_ASSESSED:
        return words.say("question.lede-none")
    told = [
        words.say("question.marks-figures" if figures else "question.lede-for", count=side.origins, answer=side.label)
        for side in sides
        if side.origins and side.telling
    ]
    if silent := sum(side.origins for side in sides if not side.telling):
        told.append(words.say("question.lede-without", count=silent))
    listed = words.say("join.semicolon").join(told)
    return words.say("question.lede", answers=f"{listed[:1].upper()}{listed[1:]}") if listed else ""


def _show_days(stage: Stage, standing: Standing, sides: tuple[Side, ...]) -> tuple[Day, ...]:
    heard: set[str] = set()
    marks = {
        entry.address: (side.mark, voice.group.key)
        for side in sides
        for voice in side.voices
        for entry in voice.entries
    }
    entries = [entry for group in standing.groups for entry in group.entries]
    order = {address: at for at, address in enumerate(marks)}
    entries.sort(key=lambda entry: order[entry.address])
    days = []
    for when, listed in group_by_date((entry.claim.date or entry.article.published, entry) for entry in entries):
        moments: dict[tuple[str, str, str, bool], Moment] = {}
        for entry in listed:
            mark, key = marks[entry.address]
            name, replaced = voice_name(stage, entry), entry.address in standing.superseded
            url = stage.catalogue.url_of(entry)
            first = Moment(mark, key in heard, name, entry.claim.says, url, replaced, 0)
            known = moments.get((key, name, mark, replaced), first)
            moments[key, name, mark, replaced] = replace(known, claims=known.claims + 1)
            heard.add(key)
        days.append(Day(*short_date(when, stage.words), tuple(moments.values())))
    return tuple(days)


def _find_routes(stage: Stage, sides: tuple[Side, ...]) -> list[Route]:
    routes: list[Route] = []
    if sum(side.claims for side in sides) > MOST_ROUTES:
        return routes
    for side in sides:
        for voice in side.voices:
            source = stage.catalogue.sources.get(voice.group.source)
            for entry in voice.entries:
                card = make_card(stage, entry.article)
                routes.append(
                    Route(
                        origin=voice.group.key,
                        origin_name=short_name(source) if source else name_origin(voice.group, stage.words),
                        mark=side.mark,
                        via=tuple(each for each in entry.claim.via if each in stage.catalogue.sources),
                        hands=hands_of(stage, entry),
                        report=entry.article.id,
                        report_name=card.outlet or card.title,
                        report_when=card.when,
                    )
                )
    return routes


def _find_roads(stage: Stage, sides: tuple[Side, ...]) -> tuple[Road, ...]:
    by_report: dict[str, list[Entry]] = {}
    for side in sides:
        for voice in side.voices:
            for entry in voice.entries:
                by_report.setdefault(entry.article.id, []).append(entry)
    order = stage.once(_find_places, stage.catalogue.articles, "articles")
    reports = [by_report[article] for article in sorted(by_report, key=order.__getitem__)]
    return tuple(
        Road(make_card(stage, listed[0].article), len(listed), _say_voices(stage, listed)) for listed in reports
    )


def _say_voices(stage: Stage, entries: Sequence[Entry]) -> tuple[str, ...]:
    counted: dict[tuple[str, str], int] = {}
    for entry in entries:
        way = (voice_name(stage, entry), stage.words.listed(hands_of(stage, entry)))
        counted[way] = counted.get(way, 0) + 1
    return tuple(_say_way(stage.words, name, hands, number) for (name, hands), number in counted.items())


def _say_way(words: Words, name: str, hands: str, number: int) -> str:
    told = words.say("question.times", name=name, times=words.times(number)) if number > 1 else name
    return words.say("question.by-way", name=told, hands=hands) if hands else told


def _find_relations(stage: Stage, standing: Standing) -> list[Relation]:
    """Relations with both ends on this question, comments among them."""
    inside = [entry for group in standing.groups for entry in group.entries] + list(standing.comments)
    addresses = {entry.address for entry in inside}
    found: dict[Relation, None] = {}
    for entry in inside:
        for relation in stage.catalogue.relations.get(entry.address, ()):
            if all(f"{end.article}#{end.claim}" in addresses for end in (relation.source, relation.target)):
                found[relation] = None
    return list(found)


def _show_pair(stage: Stage, relation: Relation) -> Pair:
    first, second = (
        show_claim(stage, stage.catalogue.by_address[f"{end.article}#{end.claim}"])
        for end in (relation.source, relation.target)
    )
    return Pair(stage.words.say(f"relation.{relation.type}"), first, second, relation.why)


def _find_turns(stage: Stage, question: Question) -> tuple[Turn, Turn]:
    listed = stage.catalogue.archive.questions
    at = stage.once(_find_places, stage.catalogue.questions, "questions")[question.id]
    say = stage.words.say
    everything = Turn(say("question.all"), say("question.all-hint", count=len(listed)), "questions.html")
    before = _turn(say("question.previous"), listed[at - 1]) if at else everything
    after = _turn(say("question.next"), listed[at + 1]) if at + 1 < len(listed) else everything
    return before, after


def _find_places(stage: Stage, names: Iterable[str]) -> dict[str, int]:
    return {name: place for place, name in enumerate(names)}


def _turn(hint: str, question: Question) -> Turn:
    return Turn(hint, question.question, urls.question_url(question.id))
