"""In: the stage. Out: index.html: what the archive holds, its leading question, the others, its reports in time.

Must not show a word of a comment.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.core import urls
from generator.core.catalogue import Entry
from generator.core.drawing_time import Band, Dot, claims_a_dot, find_bands, heap
from generator.core.model import Question
from generator.core.pages.claims import ClaimView, show_claim
from generator.core.pages.evidence import Sum
from generator.core.pages.frame import Frame, NavLink, Page, Stage, make_frame, short_date
from generator.core.pages.lists import MANY, QuestionItem, group_by_tag, group_by_year, rank_questions, show_item
from generator.core.pages.reports import ReportItem, show_report
from generator.core.pages.sides import Side, StateView, find_sides, show_state
from generator.core.pages.weighing import short_name
from generator.core.pages.wording import name_origin
from generator.core.standing import Word

_MOST_QUESTIONS = 12  # on the cover; the rest stand in their own list
_MOST_VOICES = 3
_LANE = 18  # pixels between the names of reports
_LANES = 6  # names that each have a line of their own
_MOST_FLAGS = 12
_MOST_DATES = 12  # of reports, said one by one


@dataclass(frozen=True, slots=True)
class LeadVoice:
    name: str
    times: str  # "twice"; "" for once
    claim: ClaimView


@dataclass(frozen=True, slots=True)
class LeadSide:
    label: str
    mark: str
    voices: tuple[LeadVoice, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Lead:
    """The question the page opens with."""

    title: str
    url: str
    state: StateView
    sides: tuple[LeadSide, ...]
    summary: str
    claims: int
    figures: bool


@dataclass(frozen=True, slots=True)
class Pile:
    """A heap of dots over one date."""

    x: str
    dots: tuple[Dot, ...]


@dataclass(frozen=True, slots=True)
class Flag:
    """A report on the day it appeared."""

    x: str
    y: int
    name: str
    before: bool  # the name stands before the flag


@dataclass(frozen=True, slots=True)
class Timeline:
    """Claims by the day they were said, reports by the day they appeared."""

    height: int
    axis: int
    bands: tuple[Band, ...]
    piles: tuple[Pile, ...]
    flags: tuple[Flag, ...]
    crowded: bool  # too many names for a narrow screen
    each: int  # claims a dot stands for
    undated: int
    words: str


@dataclass(frozen=True, slots=True)
class HomeView:
    frame: Frame
    title: str
    lede: str
    sums: tuple[Sum, ...]
    lead: Lead | None
    questions: tuple[QuestionItem, ...]
    all_questions: int
    timeline: Timeline | None
    reports: tuple[ReportItem, ...]
    all_reports: int
    years: tuple[NavLink, ...]
    tags: tuple[NavLink, ...]


def home_pages(stage: Stage) -> Iterator[Page]:
    """The cover."""
    archive = stage.catalogue.archive
    settings, articles = archive.settings, archive.articles
    ranked = rank_questions(stage)
    lead = stage.catalogue.questions.get(settings.lead) or next(iter(ranked), None)
    others = [question for question in ranked if question is not lead]
    large = len(articles) > MANY
    view = HomeView(
        frame=make_frame(stage, "index.html", settings.title, settings.description),
        title=settings.title,
        lede=settings.description,
        sums=_count(stage),
        lead=_show_lead(stage, lead) if lead else None,
        questions=tuple(show_item(stage, question) for question in others[:_MOST_QUESTIONS]),
        all_questions=len(ranked),
        timeline=_draw_timeline(stage),
        reports=tuple(show_report(stage, article) for article in (articles[-MANY:] if large else articles)),
        all_reports=len(articles),
        years=tuple(NavLink(str(year), urls.year_url(year)) for year in group_by_year(articles)) if large else (),
        tags=tuple(NavLink(tag, urls.tag_url(tag)) for tag in group_by_tag(articles)) if large else (),
    )
    yield Page("index.html", "pages/home.html", view)


def _count(stage: Stage) -> tuple[Sum, ...]:
    catalogue = stage.catalogue
    archive = catalogue.archive
    outlets = len({article.outlet for article in archive.articles if article.outlet})
    inside = sum(bool(entry.claim.comment) for entry in catalogue.entries)
    nameless = sum(not comment.author for comment in catalogue.comments.values())
    disputed = sum(standing.word is Word.DISPUTED for standing in stage.standings.values())
    claims = "home.sum-claims-too" if inside else "home.sum-claims"
    comments = "home.sum-comments-too" if nameless else "home.sum-comments"

    def count(key: str, number: int, **values: object) -> Sum:
        return Sum(number, stage.words.say(key, count=number, **values))

    return (
        count("home.sum-reports", len(archive.articles), by_outlets=stage.words.say("count.by-outlets", count=outlets)),
        count(claims, len(catalogue.entries), inside=inside),
        count(comments, len(catalogue.comments), nameless=nameless),
        count("home.sum-sources", len(archive.sources)),
        count("home.sum-questions", len(archive.questions), disputed=disputed),
    )


def _show_lead(stage: Stage, question: Question) -> Lead:
    standing = stage.standings[question.id]
    sides = find_sides(stage, standing)
    return Lead(
        title=question.question,
        url=urls.question_url(question.id),
        state=show_state(standing, stage.words),
        sides=tuple(_show_lead_side(stage, side) for side in sides),
        summary=question.summary,
        claims=standing.claims,
        figures=bool(question.unit),
    )


def _show_lead_side(stage: Stage, side: Side) -> LeadSide:
    first = [voice for voice in side.voices if not voice.echo]
    voices = []
    for voice in first[:_MOST_VOICES]:
        source = stage.catalogue.sources.get(voice.group.source)
        number = len(voice.entries)
        times = stage.words.times(number) if number > 1 else ""
        name = short_name(source) if source and len(source.name) > 24 else name_origin(voice.group, stage.words)
        voices.append(
            LeadVoice(f"{name[:1].upper()}{name[1:]}", times, show_claim(stage, _latest(stage, voice.entries)))
        )
    return LeadSide(side.label, side.mark, tuple(voices), len(first) - len(voices))


def _latest(stage: Stage, entries: tuple[Entry, ...]) -> Entry:
    """The first of a voice's claims that no later answer replaces."""
    superseded = stage.standings[entries[0].claim.question].superseded
    return next((entry for entry in entries if entry.address not in superseded), entries[0])


def _draw_timeline(stage: Stage) -> Timeline | None:
    """None where no date is known."""
    spoken = [entry for entry in stage.catalogue.entries if not entry.claim.comment]
    printed = [article for article in stage.catalogue.archive.articles if article.published]
    dates = [entry.claim.date for entry in spoken if entry.claim.date]
    published = [article.published for article in printed if article.published]
    bands, places = find_bands([*dates, *published], stage.words)
    if not bands:
        return None
    claims = [0] * len(bands)
    for when in dates:
        claims[places[when]] += 1
    each = claims_a_dot(max(claims))
    heaps = [heap(number, each).dots for number in claims]
    rows = max(-(-len(dots) // 4) for dots in heaps)
    named = printed if len(printed) <= _MOST_FLAGS else []
    lanes = len(named) if len(named) <= _LANES else 4
    axis = lanes * _LANE + max(3, rows) * 9 + 10
    flags = []
    for at, article in enumerate(named):
        if article.published:
            place = places[article.published]
            outlet = stage.catalogue.sources.get(article.outlet)
            name = short_name(outlet) if outlet else article.title.words[:18]
            flags.append(Flag(bands[place].middle, (at % lanes) * _LANE, name, place * 2 > len(bands)))
    return Timeline(
        height=axis + 30,
        axis=axis,
        bands=bands,
        piles=tuple(Pile(band.middle, dots) for band, dots in zip(bands, heaps, strict=True) if dots),
        flags=tuple(flags),
        crowded=len(named) > _LANES,
        each=each,
        undated=len(spoken) - len(dates),
        words=_say_timeline(stage, bands, claims, len(spoken) - len(dates)),
    )


def _say_timeline(stage: Stage, bands: tuple[Band, ...], claims: list[int], undated: int) -> str:
    words = stage.words
    told = [
        words.say("home.timeline-band", date=band.full, claims=words.say("count.claims", count=number))
        for band, number in zip(bands, claims, strict=True)
        if number
    ]
    dates = [each.published for each in stage.catalogue.archive.articles if each.published]
    said = told or [words.say("home.timeline-none")]
    if told and undated:
        said.append(words.say("home.timeline-undated", count=undated))
    if 0 < len(dates) <= _MOST_DATES:
        listed = words.listed(tuple(dict.fromkeys(short_date(when, words)[0] for when in dates)))
        said.append(words.say("home.timeline-reports", dates=listed))
    return " ".join(said)
