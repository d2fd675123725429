"""In: the stage. Out: an Atom feed for each source of what it said, and for each question of the answers to it.

Must not tell of comments: what they say stands beside the reports, on pages, and is no news.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from generator.core import urls
from generator.core.catalogue import Entry
from generator.core.pages.claims import speaker_name
from generator.core.pages.feeds import EPOCH, FeedEntry, FeedView, date_article, name_permanently, write_timestamp
from generator.core.pages.frame import Page, Stage, make_frame
from generator.core.pages.slices import Due, Slice
from generator.core.pages.weighing import answer_words

MOST_ENTRIES = 30  # of one feed: who follows it has had the older ones


@dataclass(frozen=True, slots=True)
class _Subject:
    """What a feed is about: the feed's address, the page that shows the same, its title."""

    url: str
    about: str
    title: str


def claim_feeds(stage: Stage) -> Iterator[Due[Page]]:
    """A feed for every source and every question that reports hold claims of."""
    catalogue, say = stage.catalogue, stage.words.say
    for source in catalogue.archive.sources:
        if url := find_source_feed(stage, source.id):
            title = say("feed.source-title", name=source.name)
            yield _plan_feed(stage, _Subject(url, urls.source_url(source.id), title), catalogue.said_by[source.id])
    for question in catalogue.archive.questions:
        if url := find_question_feed(stage, question.id):
            subject = _Subject(
                url, urls.question_url(question.id), say("feed.question-title", question=question.question)
            )
            yield _plan_feed(stage, subject, catalogue.by_question[question.id])


def find_source_feed(stage: Stage, source: str) -> str:
    """The address of a source's feed; '' where it has none."""
    return urls.source_feed_url(source) if _has_news(stage.catalogue.said_by.get(source, ())) else ""


def find_question_feed(stage: Stage, question: str) -> str:
    """The address of a question's feed; '' where it has none."""
    return urls.question_feed_url(question) if _has_news(stage.catalogue.by_question.get(question, ())) else ""


def _has_news(entries: Iterable[Entry]) -> bool:
    return any(not entry.claim.comment for entry in entries)


def _plan_feed(stage: Stage, subject: _Subject, entries: Sequence[Entry]) -> Due[Page]:
    articles = tuple(dict.fromkeys(entry.article.id for entry in entries))
    return Due(subject.url, Slice(articles), partial(_make_feed, stage, subject, entries))


def _make_feed(stage: Stage, subject: _Subject, entries: Iterable[Entry]) -> Page:
    settings = stage.catalogue.archive.settings
    url, about = subject.url, subject.about
    told = sorted((entry for entry in entries if not entry.claim.comment), key=_in_time, reverse=True)
    view = FeedView(
        frame=make_frame(stage, url, subject.title, settings.description),
        id=name_permanently(stage, url),
        base=settings.base_url or urls.to_root(url),
        about=about,
        updated=max((date_article(entry.article) for entry in told), default=EPOCH),
        entries=tuple(_tell(stage, entry, about) for entry in told[:MOST_ENTRIES]),
    )
    return Page(url, "pages/feed.xml", view)


def _in_time(entry: Entry) -> tuple[str, str]:
    """By the day its report came into the archive, then by the day it was said: a late find is news, too."""
    return date_article(entry.article), write_timestamp(entry.claim.date or entry.article.published)


def _tell(stage: Stage, entry: Entry, about: str) -> FeedEntry:
    claim, article, say = entry.claim, entry.article, stage.words.say
    question = stage.catalogue.questions.get(claim.question)
    outlet = stage.catalogue.sources.get(article.outlet)
    name = outlet.name if outlet else say("feed.outlet-unknown")
    told = [say("feed.in", title=article.title.words, outlet=name)]
    if question and about != urls.question_url(question.id):
        told.insert(0, question.question)
    if answer := answer_words(question, entry, stage.words):
        told.insert(-1, say("feed.answer", answer=answer))
    return FeedEntry(
        id=name_permanently(stage, entry.address),
        title=claim.says,
        url=stage.catalogue.url_of(entry),
        author=speaker_name(stage.catalogue, entry, stage.words),
        updated=date_article(article),
        published=write_timestamp(article.published) if article.published else "",
        summary=" ".join(told),
    )
