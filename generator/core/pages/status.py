"""In: the stage. Out: status.html: what the archive knows it has lost, or never had.

Must not guess at any of it, and must not show a word of a covered comment.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.core import urls
from generator.core.catalogue import Entry, speaker_of
from generator.core.dates import read_when
from generator.core.model import Article, Block, BlockKind, Gap
from generator.core.pages.claims import ClaimView, show_claim
from generator.core.pages.evidence import Sum
from generator.core.pages.frame import Card, Frame, Page, Stage, make_card, make_frame, short_date
from generator.core.pages.gone import GoneView, show_gone
from generator.core.pages.lists import QuestionItem, show_item
from generator.core.pages.source_index import UnnamedItem, find_unnamed
from generator.core.standing import Word

_MOST = 200  # rows of one list


@dataclass(frozen=True, slots=True)
class ThreadState:
    """What is kept of one thread, and what is not."""

    card: Card
    url: str
    stated: int | None
    present: int
    missing: int
    texts: int
    links: int
    names: int
    dates: int


@dataclass(frozen=True, slots=True)
class Unknown:
    """A report about which something is not known."""

    card: Card
    what: tuple[str, ...]
    date_basis: str  # how its date is known, where the page does not say it


@dataclass(frozen=True, slots=True)
class Share:
    """How many of a report's own claims name nobody."""

    card: Card
    nobody: int
    own_voice: int
    claims: int


@dataclass(frozen=True, slots=True)
class Photo:
    """A photograph that was recorded and is not held."""

    card: Card
    url: str
    caption: str


@dataclass(frozen=True, slots=True)
class DeadLink:
    """An address out of the archive where nothing is any more."""

    url: str
    when: str
    when_iso: str


@dataclass(frozen=True, slots=True)
class StatusView:
    frame: Frame
    lede: str
    sums: tuple[Sum, ...]
    lost: tuple[ClaimView, ...]
    threads: tuple[ThreadState, ...]
    no_thread: tuple[Card, ...]
    unknown: tuple[Unknown, ...]
    unnamed: tuple[UnnamedItem, ...]
    shares: tuple[Share, ...]
    nameless: tuple[ClaimView, ...]  # the first of those that name nobody
    all_nameless: int
    unanswered: tuple[QuestionItem, ...]
    photos: tuple[Photo, ...]
    gone: tuple[GoneView, ...]
    dead: tuple[DeadLink, ...]
    undated: int
    unasked: int
    claims: int
    most: int  # rows of a list that are shown; the data files have the rest


def status_pages(stage: Stage) -> Iterator[Page]:
    """The page of losses."""
    catalogue = stage.catalogue
    articles = catalogue.archive.articles
    spoken = [entry for entry in catalogue.entries if not entry.claim.comment]
    threads = tuple(_show_thread(stage, article) for article in articles if article.thread)
    lost = tuple(show_claim(stage, entry) for entry in catalogue.entries if not entry.claim.block)
    unnamed = find_unnamed(stage)
    photos = tuple(photo for article in articles for photo in _find_photos(stage, article))
    nobody = [entry for entry in spoken if _names_nobody(entry)]
    say = stage.words.say
    lede = say("status.lede")
    missing = sum(thread.missing for thread in threads)
    view = StatusView(
        frame=make_frame(stage, "status.html", say("status.title"), lede),
        lede=lede,
        sums=(
            Sum(len(lost), say("status.sum-lost", count=len(lost))),
            Sum(missing, say("status.sum-missing", count=missing)),
            Sum(len(nobody), say("status.sum-nobody", claims=say("count.claims", count=len(spoken)))),
            Sum(len(unnamed), say("status.sum-unnamed", count=len(unnamed))),
            Sum(len(photos), say("status.sum-photos", count=len(photos))),
        ),
        lost=lost,
        threads=threads,
        no_thread=tuple(make_card(stage, article) for article in articles if not article.thread),
        unknown=tuple(
            found for article in articles if (found := _find_unknown(stage, article)).what or found.date_basis
        ),
        unnamed=unnamed,
        shares=tuple(_share(stage, article) for article in articles if article.claims),
        nameless=tuple(show_claim(stage, entry) for entry in nobody[:_MOST]),
        all_nameless=len(nobody),
        unanswered=tuple(
            show_item(stage, question)
            for question in catalogue.archive.questions
            if stage.standings[question.id].word in (Word.OPEN, Word.NOT_ASSESSED)
        ),
        photos=photos,
        gone=tuple(show_gone(stage, each) for each in catalogue.archive.tombstones),
        dead=tuple(
            DeadLink(link.url, *short_date(read_when(link.checked), stage.words)) for link in catalogue.gone.values()
        ),
        undated=sum(entry.claim.date is None for entry in spoken),
        unasked=sum(not entry.claim.question for entry in spoken),
        claims=len(spoken),
        most=_MOST,
    )
    yield Page("status.html", "pages/status.html", view)


def _show_thread(stage: Stage, article: Article) -> ThreadState:
    comments = article.thread.comments if article.thread else ()
    stated = article.thread.stated if article.thread else None
    return ThreadState(
        card=make_card(stage, article),
        url=f"{urls.article_url(article.id)}#comments",
        stated=stated,
        present=len(comments),
        missing=max(0, (stated or 0) - len(comments)),
        texts=sum(Gap.TEXT in comment.gaps or not comment.text for comment in comments),
        links=sum(Gap.LINK in comment.gaps for comment in comments),
        names=sum(not comment.author for comment in comments),
        dates=sum(comment.date is None for comment in comments),
    )


def _find_unknown(stage: Stage, article: Article) -> Unknown:
    found = []
    say = stage.words.say
    if article.published is None:
        found.append(say("status.unknown-published"))
    elif article.published.approximate or article.published.uncertain:
        found.append(say("status.unknown-exact"))
    elif article.published.earliest != article.published.latest:
        found.append(say("status.unknown-day", date=make_card(stage, article).when))
    if not article.outlet:
        found.append(say("status.unknown-outlet"))
    if not article.author:
        found.append(say("status.unknown-author"))
    if not article.url:
        found.append(say("status.unknown-address"))
    return Unknown(make_card(stage, article), tuple(found), article.published_basis)


def _names_nobody(entry: Entry) -> bool:
    return not speaker_of(entry) and not entry.claim.unnamed


def _share(stage: Stage, article: Article) -> Share:
    entries = [Entry(article, claim) for claim in article.claims if not claim.comment]
    return Share(
        card=make_card(stage, article),
        nobody=sum(_names_nobody(entry) for entry in entries),
        own_voice=sum(speaker_of(entry) == article.outlet != "" for entry in entries),
        claims=len(entries),
    )


def _find_photos(stage: Stage, article: Article) -> Iterator[Photo]:
    for block in article.blocks:
        if block.kind is BlockKind.CAPTION and not _holds_picture(block):
            yield Photo(make_card(stage, article), urls.block_url(article.id, block.id), block.words)


def _holds_picture(block: Block) -> bool:
    return any("<img" in piece.html for piece in block.pieces)
