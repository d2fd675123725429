"""In: the stage. Out: for every article, all that its own pages show of the rest of the archive.

Must not hold a word that only its own pages show: an article whose surroundings are as they were need not be looked at.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from generator.core import urls
from generator.core.catalogue import Entry
from generator.core.citations import Citation, cite_article
from generator.core.date_words import say_when
from generator.core.dates import read_when
from generator.core.earlier import CopyFiles, list_files
from generator.core.model import Article
from generator.core.pages.claims import ClaimView, show_claim
from generator.core.pages.frame import Card, Frame, NavLink, Stage, make_card, make_frame
from generator.core.pages.gone import GoneView, find_gone, find_successors
from generator.core.pages.lists import MANY, find_tag
from generator.core.pages.slices import Due, Slice
from generator.core.pages.tallies import Sources, count_elsewhere, list_sources

_ALSO = 5  # other reports named at the end


@dataclass(frozen=True, slots=True)
class AlsoView:
    """Another report, and which of this one's questions it answers."""

    card: Card
    questions: tuple[tuple[str, str], ...]  # question, address


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What an article's pages show of the archive.

    `frames`: of its page, and of each further part of its thread; `gone`: what was withdrawn from each of these.
    """

    frames: tuple[Frame, ...]
    gone: tuple[tuple[GoneView, ...], ...]
    card: Card
    claims: tuple[ClaimView, ...]
    citation: Citation
    earlier: Card | None
    later: Card | None
    also: tuple[AlsoView, ...]
    sources: Sources | None
    tags: tuple[NavLink, ...]
    copies: tuple[CopyFiles, ...]  # where those of every copy stand, the present one last; none where none is published
    original_gone: str  # the day on which nothing was found at the address of the original


def surround_articles(stage: Stage) -> Iterator[Due[Surroundings]]:
    """The surroundings of every article in the archive's order; an outline of each is enough."""
    articles = stage.catalogue.archive.articles
    entries: dict[str, list[Entry]] = {}
    for entry in stage.catalogue.entries:
        entries.setdefault(entry.article.id, []).append(entry)
    successors = tuple(find_successors(stage))
    reports = {
        question: dict.fromkeys(entry.article.id for entry in listed if not entry.claim.comment)
        for question, listed in stage.catalogue.by_question.items()
    }
    for at, article in enumerate(articles):
        before = articles[at - 1] if at else None
        after = articles[at + 1] if at + 1 < len(articles) else None
        here = _Here(article, before, after, entries.get(article.id, ()))
        beside = (each.id for each in (article, before, after) if each)
        numbers = (len(articles) > MANY, *count_elsewhere(stage, article))
        shown = Slice((*beside, *successors), claims=here.entries, numbers=numbers)
        yield Due(article.id, shown, partial(_surround, stage, here, reports))


@dataclass(frozen=True, slots=True)
class _Here:
    """An article between its neighbours, with its claims."""

    article: Article
    before: Article | None
    after: Article | None
    entries: Sequence[Entry]


def _surround(stage: Stage, here: _Here, reports: Mapping[str, Mapping[str, None]]) -> Surroundings:
    article = here.article
    claims = {entry.claim.id: show_claim(stage, entry) for entry in here.entries}
    frames = tuple(_make_frames(stage, article))
    return Surroundings(
        frames=frames,
        gone=tuple(find_gone(stage, frame.url) for frame in frames),
        card=make_card(stage, article),
        claims=tuple(claims.values()),
        citation=cite_article(stage.catalogue, article),
        earlier=make_card(stage, here.before) if here.before else None,
        later=make_card(stage, here.after) if here.after else None,
        also=_find_also(stage, article, claims, reports),
        sources=list_sources(stage, article),
        tags=tuple(NavLink(tag, find_tag(stage, tag)) for tag in article.tags),
        copies=tuple(_find_copies(stage, article)),
        original_gone=_find_gone_day(stage, article.url),
    )


def list_addresses(article: Article) -> list[str]:
    """Where its page stands, and each further part of its thread."""
    comments = article.thread.comments if article.thread else ()
    further = comments[urls.COMMENTS_A_PAGE :: urls.COMMENTS_A_PAGE]
    return [urls.article_url(article.id), *(urls.comment_page_url(article.id, each.number) for each in further)]


def _make_frames(stage: Stage, article: Article) -> Iterator[Frame]:
    title = article.title.words
    first_url, *further = list_addresses(article)
    yield make_frame(stage, first_url, title, _describe(stage, article))
    comments = article.thread.comments if article.thread else ()
    size = urls.COMMENTS_A_PAGE
    for url, start in zip(further, range(size, len(comments), size), strict=True):
        part = comments[start : start + size]
        first, last = f"{part[0].number}", f"{part[-1].number}"
        heading = stage.words.say("thread.part-title", first=first, last=last, title=title)
        yield make_frame(stage, url, heading, stage.words.say("thread.part-description", title=title))


def _find_copies(stage: Stage, article: Article) -> Iterator[CopyFiles]:
    published = stage.catalogue.archive.settings.publish_captures
    for copy in list_files(article) if published else ():
        capture = urls.media_url(article.id, copy.capture) if copy.capture else ""
        yield CopyFiles(capture, tuple(urls.media_url(article.id, name) for name in copy.frames))


def _find_gone_day(stage: Stage, url: str) -> str:
    link = stage.catalogue.gone.get(url.partition("#")[0])
    when = read_when(link.checked) if link else None
    return say_when(when, stage.words) if when else ""


def _find_also(
    stage: Stage, article: Article, claims: Iterable[str], reports: Mapping[str, Mapping[str, None]]
) -> tuple[AlsoView, ...]:
    """Other reports that answer the same questions, those that share most first; `reports` of each question."""
    asked = dict.fromkeys(stage.catalogue.by_address[f"{article.id}#{each}"].claim.question for each in claims)
    shared = Counter(other for question in asked for other in reports.get(question, ()))
    shared.pop(article.id, None)
    first = (other for other, _ in shared.most_common(_ALSO))
    return tuple(
        AlsoView(
            make_card(stage, stage.catalogue.articles[other]),
            tuple(
                (stage.catalogue.questions[each].question, urls.question_url(each))
                for each in asked
                if other in reports.get(each, {})
            ),
        )
        for other in first
    )


def _describe(stage: Stage, article: Article) -> str:
    """One sentence for previews, from what the archive knows and never from a comment."""
    if article.summary:
        return article.summary.words
    outlet = stage.catalogue.sources.get(article.outlet)
    key = f"article.a-report{'-by' * bool(outlet)}{'-of' * bool(article.published)}"
    date = say_when(article.published, stage.words) if article.published else ""
    report = stage.words.say(key, outlet=outlet.name if outlet else "", date=date)
    count = sum(not claim.comment for claim in article.claims)
    return stage.words.say("article.description", report=report, count=count)
