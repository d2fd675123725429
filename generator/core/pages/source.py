"""In: the stage. Out: source/<id>.html: what a source said, what it carried, by which roads, and who differs.

Must not make a page for a commenter or for somebody unnamed: neither is a source.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup as Html  # only carried

from generator.core import urls
from generator.core.catalogue import Entry
from generator.core.dates import sort_key
from generator.core.model import Article, RelationType, Source
from generator.core.pages.answerers import Answerers, Other, find_others, list_answerers
from generator.core.pages.claim_feeds import find_source_feed
from generator.core.pages.claims import ClaimView, show_claim
from generator.core.pages.evidence import Pair, Turn, hands_of, voice_name
from generator.core.pages.frame import Frame, Page, Stage, make_frame, short_date
from generator.core.pages.reports import ReportItem, show_report
from generator.core.pages.roads import RoadTable, lay_out_roads
from generator.core.pages.sides import StateView, find_sides, show_state
from generator.core.pages.slices import Due, Slice
from generator.core.pages.source_facts import Fact, list_facts, make_lede
from generator.core.pages.weighing import answer_mark, answer_words, short_name
from generator.core.standing import Standing

_AGAINST = (RelationType.CONTRADICTS, RelationType.CORRECTS)
_MOST_CLAIMS = 200  # on one question; an outlet's own voice can be longer than a page should be


@dataclass(frozen=True, slots=True)
class AnswerSum:
    """An answer it gave, and how often: 'no, twice'."""

    mark: str
    label: str
    times: str


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


def source_pages(stage: Stage) -> Iterator[Due[Page]]:
    """A page for every source of the register."""
    catalogue = stage.catalogue
    order = {question: place for place, question in enumerate(catalogue.questions)}
    printed: dict[str, list[Article]] = {}
    for article in catalogue.archive.articles:
        printed.setdefault(article.outlet, []).append(article)
    sources = catalogue.archive.sources
    for place, source in enumerate(sources):
        context = _Context(stage, source, sources[(place + 1) % len(sources)], order, printed.get(source.id, ()))
        yield Due(urls.source_url(source.id), _find_slice(context), partial(_make_page, context))


@dataclass(frozen=True, slots=True)
class _Context:
    """A source, the one after it, the order of questions, and what the source printed."""

    stage: Stage
    source: Source
    following: Source
    order: Mapping[str, int]
    printed: Sequence[Article]

    @property
    def said(self) -> Sequence[Entry]:
        """The claims that it makes."""
        return self.stage.catalogue.said_by.get(self.source.id, ())

    @property
    def carried(self) -> list[Entry]:
        """The claims of others that it passed on to those who printed them."""
        known = self.stage.catalogue.carried_by.get(self.source.id, ())
        return [entry for entry in known if self.source.id in entry.claim.via]


def _find_slice(context: _Context) -> Slice:
    said, catalogue = context.said, context.stage.catalogue
    against = (other for entry in said for other in catalogue.related_to(entry))
    return Slice([each.id for each in context.printed], claims=(*said, *context.carried, *against))


def _make_page(context: _Context) -> Page:
    return Page(urls.source_url(context.source.id), "pages/source.html", _show_source(context))


def _show_source(context: _Context) -> SourceView:
    stage, source, printed = context.stage, context.source, context.printed
    said, carried = context.said, context.carried
    voices = stage.catalogue.voices_of.get(source.id, ())
    lede = make_lede(stage.words, source, (said, carried), len(printed), voices)
    before, after = _find_turns(context, said)
    return SourceView(
        frame=make_frame(
            stage,
            urls.source_url(source.id),
            source.name,
            stage.words.say("source.description", name=source.name, lede=lede),
        ),
        name=source.name,
        kind=stage.words.say(f"kind.{source.kind}"),
        lede=lede,
        facts=tuple(list_facts(stage, source, said, carried)),
        forms=source.also,
        note=source.note,
        said=tuple(_list_topics(context, said, beside=True)),
        carried=tuple(_list_topics(context, carried, beside=False)),
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


def _list_topics(context: _Context, entries: Iterable[Entry], *, beside: bool) -> Iterator[Topic]:
    """By question, in the register's order; what answers no question comes last. `beside`: with what others say."""
    stage = context.stage
    by_question: dict[str, list[Entry]] = {}
    for entry in entries:
        by_question.setdefault(entry.claim.question, []).append(entry)
    for asked in sorted(by_question.keys() & context.order.keys(), key=context.order.__getitem__):
        question, listed = stage.catalogue.questions[asked], by_question[asked]
        same, others, more = _find_others(context, asked) if beside else ((), (), 0)
        yield Topic(
            state=show_state(stage.standings[asked], stage.words),
            title=question.question,
            url=urls.question_url(asked),
            sums=tuple(_sum_answers(stage, listed)),
            claims=tuple(show_claim(stage, entry) for entry in _in_time(listed)[:_MOST_CLAIMS]),
            more_claims=max(0, len(listed) - _MOST_CLAIMS),
            same=same,
            others=others,
            more=more,
        )
    if unasked := by_question.get(""):
        yield Topic(
            state=StateView("none", stage.words.say("source.no-question"), ""),
            title=stage.words.say("source.besides"),
            url="",
            sums=(),
            claims=tuple(show_claim(stage, entry) for entry in _in_time(unasked)[:_MOST_CLAIMS]),
            more_claims=max(0, len(unasked) - _MOST_CLAIMS),
            same=(),
            others=(),
            more=0,
        )


def _find_others(context: _Context, question: str) -> tuple[tuple[Other, ...], tuple[Other, ...], int]:
    stage = context.stage
    answerers = stage.once(_list_answerers, stage.standings[question], question)
    return find_others(stage, context.source, answerers)


def _list_answerers(stage: Stage, standing: Standing) -> Answerers:
    return list_answerers(stage, find_sides(stage, standing))


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


def _find_turns(context: _Context, said: Iterable[Entry]) -> tuple[Turn, Turn]:
    stage, following = context.stage, context.following
    listed = stage.catalogue.archive.sources
    say = stage.words.say
    everything = Turn(say("source.all"), say("source.all-hint", count=len(listed)), "sources.html")
    roads = Counter(via for entry in said for via in entry.claim.via if via in stage.catalogue.sources)
    if roads:
        most = stage.catalogue.sources[roads.most_common(1)[0][0]]
        return everything, Turn(say("source.by-way"), most.name, urls.source_url(most.id))
    return everything, Turn(say("source.next"), following.name, urls.source_url(following.id))
