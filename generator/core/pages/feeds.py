"""In: the stage. Out: feed.xml (Atom), sitemap.xml, robots.txt as pages.

Must not carry a comment's words, covered or not, and must not read a clock: dates come from content alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import NAMESPACE_URL, uuid5

from generator.core import urls
from generator.core.model import Article, When
from generator.core.pages import gone
from generator.core.pages.frame import Frame, Page, Stage, make_frame

_UNLISTED = ("pages/missing.html", "pages/cite.html", gone.TEMPLATE)
EPOCH = "1970-01-01T00:00:00Z"  # Atom requires a date; this one says that none is known


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One report or one claim in a feed; its address is site-relative."""

    id: str
    title: str
    url: str
    author: str
    updated: str
    published: str
    summary: str


@dataclass(frozen=True, slots=True)
class FeedView:
    """A feed: newest first. Addresses follow `base`, which is absolute where the site's address is known."""

    frame: Frame
    id: str
    base: str
    about: str  # the page that shows the same
    updated: str
    entries: tuple[FeedEntry, ...]


@dataclass(frozen=True, slots=True)
class SitemapView:
    """Absolute addresses of all pages."""

    frame: Frame
    addresses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RobotsView:
    """What robots may read, and where the sitemap is, if there is one."""

    frame: Frame
    sitemap: str


def feed_pages(stage: Stage) -> Iterator[Page]:
    """The feed, which every site has, and robots.txt."""
    settings = stage.catalogue.archive.settings
    entries = tuple(_entry(stage, article) for article in reversed(stage.catalogue.archive.articles))
    view = FeedView(
        frame=make_frame(stage, "feed.xml", settings.title, settings.description),
        id=name_permanently(stage),
        base=settings.base_url,
        about="index.html",
        updated=max((entry.updated for entry in entries), default=EPOCH),
        entries=entries,
    )
    yield Page("feed.xml", "pages/feed.xml", view)
    robots = make_frame(stage, "robots.txt", settings.title, settings.description)
    sitemap = f"{settings.base_url}sitemap.xml" if settings.base_url else ""
    yield Page("robots.txt", "pages/robots.txt", RobotsView(robots, sitemap))


def sitemap_page(stage: Stage, pages: Iterable[Page], others: Iterable[str]) -> Iterator[Page]:
    """The sitemap, where the site's address is known: the protocol has no relative addresses (sitemaps.org).

    `others`: the addresses of files that are not among the pages.
    """
    settings = stage.catalogue.archive.settings
    if settings.base_url:
        listed = (page.url for page in pages if page.url.endswith(".html") and page.template not in _UNLISTED)
        frame = make_frame(stage, "sitemap.xml", settings.title, settings.description)
        addresses = tuple(
            f"{settings.base_url}{'' if url == 'index.html' else url}"
            for url in sorted((*listed, *(url for url in others if url.endswith(".html"))))
        )
        yield Page("sitemap.xml", "pages/sitemap.xml", SitemapView(frame, addresses))


def _entry(stage: Stage, article: Article) -> FeedEntry:
    outlet = stage.catalogue.sources.get(article.outlet)
    say = stage.words.say
    claims = say("count.claims", count=len(article.claims))
    number = len(article.thread.comments) if article.thread else 0
    comments = say("count.comments", count=number)
    held = say("feed.counts-comments" if number else "feed.counts", claims=claims, comments=comments)
    summary = f"{article.summary.words} " if article.summary else ""
    return FeedEntry(
        id=name_permanently(stage, article.id),
        title=article.title.words,
        url=urls.article_url(article.id),
        author=outlet.name if outlet else say("feed.outlet-unknown"),
        updated=date_article(article),
        published=write_timestamp(article.published) if article.published else "",
        summary=summary + held,
    )


def date_article(article: Article) -> str:
    """When a report came into the archive, as far as content tells: the day it was captured, else published."""
    return write_timestamp(article.captured or article.published)


def write_timestamp(when: When | None) -> str:
    """A date as Atom wants it (RFC 3339); `EPOCH` where none is known."""
    return f"{when.earliest}T00:00:00Z" if when and when.earliest else EPOCH


def name_permanently(stage: Stage, *names: str) -> str:
    """A permanent name that needs no address: a UUID of version 5 (RFC 9562) over the archive's and the thing's."""
    settings = stage.catalogue.archive.settings
    return f"urn:uuid:{uuid5(NAMESPACE_URL, '/'.join(('whence', settings.base_url, settings.title, *names)))}"
