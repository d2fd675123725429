"""In: the stage. Out: source/<id>.html: what a source said, what it carried, by which roads, and who differs.

Must not make a page for a commenter or for somebody unnamed: neither is a source.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup as Html  # only carried

from generator.core import urls
from generator.core.catalogue import Entry, speaker_of
from generator.core.dates import sort_key
from generator.core.model import RelationType, Source
from generator.core.origins import counted_as
from generator.core.pages.claim_feeds import find_source_feed
from generator.core.pages.claims import ClaimView, show_claim
from generator.core.pages.evidence import Pair, Turn, hands_of, voice_name
from generator.core.pages.frame import Frame, Page, Stage, make_frame, short_date
from generator.core.pages.reports import ReportItem, show_report
from generator.core.pages.roads import RoadTable, lay_out_roads
from generator.core.pages.sides import Side, StateView, find_sides, show_state
from generator.core.pages.source_facts import Fact, list_facts, make_lede
from generator.core.pages.weighing import answer_mark, answer_words, short_name

_AGAINST = (RelationType.CONTRADICTS, RelationType.CORRECTS)
_MOST_OTHERS = 12
_MOST_CLAIMS = 200  # on one question; an outlet's own voice can be longer than a page should be


@dataclass(frozen=True, slots=True)
class AnswerSum:
    """An answer it gave, and how often: 'no, twice'."""

    mark: str
    label: str
    times: str


@dataclass(frozen=True, slots=True)
class Other:
    """Somebody else on the same question; an echo where he counts as one with this source."""

    mark: str
    echo: bool
    words: str


@dataclass(frozen=True, slots=True)
class Topic:
    """Its claims on one question, or on none."""

    state: StateView
    title: str
    url: str
    sums: tuple[AnswerSum, ...]
    claims: tuple[ClaimView, ...]
    more_claims: int
    same: tuple[Other, ...]  # others of the same origin
    others: tuple[Other, ...]
    more: int  # others not listed


@dataclass(frozen=True, slots=True)
class DatedClaim:
    """One line of everything in order of date; `who` is '' where the source itself speaks."""

    when: str  # "" = no date
    when_iso: str
    printed: bool  # the date is that of the report
    who: str
    says: str
    url: str
    outlet: str


@dataclass(frozen=True, slots=True)
class SourceView:
    frame: Frame
    name: str
    kind: str
    lede: str
    facts: tuple[Fact, ...]
    forms: tuple[str, ...]
    note: Html
    said: tuple[Topic, ...]
    carried: tuple[Topic, ...]
    reports: tuple[ReportItem, ...]
    against: tuple[Pair, ...]
    roads: RoadTable | None
    dated: tuple[DatedClaim, ...]
    more_dated: int
    before: Turn
    after: Turn
    feed: str  # the address of its feed; "" where it has none


def source_pages(stage: Stage) -> Iterator[Page]:
    """A page for every source of the register."""
    sides = {question: find_sides(stage, standing) for question, standing in stage.standings.items()}
    for source in stage.catalogue.archive.sources:
        url = urls.source_url(source.id)
        yield Page(url, "pages/source.html", _show_source(stage, source, url, sides))


def _show_source(stage: Stage, source: Source, url: str, sides: Mapping[str, tuple[Side, ...]]) -> SourceView:
    said = stage.catalogue.said_by.get(source.id, ())
    carried = [entry for entry in stage.catalogue.carried_by.get(source.id, ()) if source.id in entry.claim.via]
    printed = [article for article in stage.catalogue.archive.articles if article.outlet == source.id]
    voices = [each for each in stage.catalogue.archive.sources if each.speaks_for == source.id]
    lede = make_lede(stage.words, source, (said, carried), len(printed), voices)
    before, after = _find_turns(stage, source, said)
    return SourceView(
        frame=make_frame(stage, url, source.name, stage.words.say("source.description", name=source.name, lede=lede)),
        name=source.name,
        kind=stage.words.say(f"kind.{source.kind}"),
        lede=lede,
        facts=tuple(list_facts(stage, source, said, carried)),
        forms=source.also,
        note=source.note,
        said=tuple(_list_topics(stage, source, said, sides)),
        carried=tuple(_list_topics(stage, source, carried, {})),
        reports=tuple(show_report(stage, article) for article in printed),
        against=tuple(_find_against(stage, said)),
        roads=lay_out_roads(
            ((entry.claim.date, stage.words.listed(hands_of(stage, entry))) for entry in said), stage.words
        ),
        dated=tuple(_list_dated(stage, said, carried)),
        more_dated=max(0, len(said) + len(carried) - _MOST_CLAIMS),
        before=before,
        after=after,
        feed=find_source_feed(stage, source.id),
    )


def _list_dated(stage: Stage, said: Sequence[Entry], carried: Sequence[Entry]) -> Iterator[DatedClaim]:
    """What it said and what it carried, by date; where one is too little to put in order, nothing."""
    if len(said) + len(carried) < 2:
        return
    spoken = {entry.address for entry in said}
    for entry in _in_time([*said, *carried])[:_MOST_CLAIMS]:
        when, when_iso = short_date(entry.claim.date or entry.article.published, stage.words)
        outlet = stage.catalogue.sources.get(entry.article.outlet)
        yield DatedClaim(
            when=when,
            when_iso=when_iso,
            printed=entry.claim.date is None,
            who="" if entry.address in spoken else voice_name(stage, entry),
            says=entry.claim.says,
            url=stage.catalogue.url_of(entry),
            outlet=short_name(outlet) if outlet else entry.article.title.words,
        )


def _list_topics(
    stage: Stage, source: Source, entries: Iterable[Entry], sides: Mapping[str, tuple[Side, ...]]
) -> Iterator[Topic]:
    """By question, in the register's order; what answers no question comes last."""
    by_question: dict[str, list[Entry]] = {}
    for entry in entries:
        by_question.setdefault(entry.claim.question, []).append(entry)
    for question in stage.catalogue.archive.questions:
        if listed := by_question.get(question.id):
            same, others = _find_others(stage, source, sides.get(question.id, ()))
            yield Topic(
                state=show_state(stage.standings[question.id], stage.words),
                title=question.question,
                url=urls.question_url(question.id),
                sums=tuple(_sum_answers(stage, listed)),
                claims=tuple(show_claim(stage, entry) for entry in _in_time(listed)[:_MOST_CLAIMS]),
                more_claims=max(0, len(listed) - _MOST_CLAIMS),
                same=tuple(same),
                others=tuple(others[:_MOST_OTHERS]),
                more=max(0, len(others) - _MOST_OTHERS),
            )
    if listed := by_question.get(""):
        yield Topic(
            state=StateView("none", stage.words.say("source.no-question"), ""),
            title=stage.words.say("source.besides"),
            url="",
            sums=(),
            claims=tuple(show_claim(stage, entry) for entry in _in_time(listed)[:_MOST_CLAIMS]),
            more_claims=max(0, len(listed) - _MOST_CLAIMS),
            same=(),
            others=(),
            more=0,
        )


def _in_time(entries: list[Entry]) -> list[Entry]:
    """By the day a claim was made, failing that by the day it was printed."""
    return sorted(entries, key=lambda entry: sort_key(entry.claim.date or entry.article.published))


def _sum_answers(stage: Stage, entries: Iterable[Entry]) -> Iterator[AnswerSum]:
    counted = Counter(
        (answer_mark(question, entry), answer_words(question, entry, stage.words))
        for entry in entries
        if (question := stage.catalogue.questions.get(entry.claim.question))
    )
    for (mark, label), number in counted.items():
        if label:
            yield AnswerSum(mark, label, stage.words.times(number) if number > 1 or len(counted) > 1 else "")


def _find_others(stage: Stage, source: Source, sides: tuple[Side, ...]) -> tuple[list[Other], list[Other]]:
    own = counted_as(stage.catalogue.sources, source.id)
    same: dict[Other, None] = {}
    others: dict[Other, None] = {}
    for side in sides:
        for voice in side.voices:
            for at, entry in enumerate(voice.entries):
                if speaker_of(entry) == source.id:
                    continue
                question = stage.catalogue.questions[entry.claim.question]
                name = voice_name(stage, entry)
                figure = ""
                if entry.claim.amount:
                    figure = answer_words(question, entry, stage.words) + stage.words.say("join.colon")
                if voice.group.key == own:
                    same[Other(side.mark, True, figure + name)] = None
                elif figure or not at:
                    who = stage.catalogue.sources.get(voice.group.source)
                    others[Other(side.mark, voice.echo or at > 0, figure + (short_name(who) if who else name))] = None
    return list(same), list(others)


def _find_against(stage: Stage, entries: Iterable[Entry]) -> Iterator[Pair]:
    """Claims of others that a relation sets against one of its own."""
    for entry in entries:
        for relation in stage.catalogue.relations.get(entry.address, ()):
            ends = [f"{end.article}#{end.claim}" for end in (relation.source, relation.target)]
            outward = ends[0] == entry.address
            other = stage.catalogue.by_address.get(ends[1] if outward else ends[0])
            if other and relation.type in _AGAINST:
                how = stage.words.say(f"relation{'' if outward else '-back'}.{relation.type}")
                yield Pair(how, show_claim(stage, entry), show_claim(stage, other), relation.why)


def _find_turns(stage: Stage, source: Source, said: Iterable[Entry]) -> tuple[Turn, Turn]:
    listed = stage.catalogue.archive.sources
    say = stage.words.say
    everything = Turn(say("source.all"), say("source.all-hint", count=len(listed)), "sources.html")
    roads = Counter(via for entry in said for via in entry.claim.via if via in stage.catalogue.sources)
    if roads:
        most = stage.catalogue.sources[roads.most_common(1)[0][0]]
        return everything, Turn(say("source.by-way"), most.name, urls.source_url(most.id))
    at = next(place for place, each in enumerate(listed) if each.id == source.id)
    following = listed[(at + 1) % len(listed)]
    return everything, Turn(say("source.next"), following.name, urls.source_url(following.id))
