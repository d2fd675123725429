"""In: an article and its surroundings. Out: its page, with its notes and its thread, and further pages of long threads.

Must not judge claims, and must not let covered words reach what machines preview.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup as Html  # only carried

from generator.core.date_words import say_when
from generator.core.dates import iso_form
from generator.core.earlier import CopyFiles
from generator.core.links import name_host
from generator.core.model import Article, BlockKind, Footnote, When
from generator.core.pages.blocks import BlockView, show_block
from generator.core.pages.cite import CiteLink, Citing, cite_page, link_citations, prepare_citing
from generator.core.pages.claims import ClaimView
from generator.core.pages.copies import CopyView, number_frames, show_copies
from generator.core.pages.frame import Card, Frame, NavLink, Page, Stage, direction_of
from generator.core.pages.gone import GoneView
from generator.core.pages.linked_data import describe_article
from generator.core.pages.notes import Row, SideNote, lay_rows
from generator.core.pages.slices import make_all
from generator.core.pages.surroundings import AlsoView, Surroundings, surround_articles
from generator.core.pages.tallies import Commenters, Sources, list_commenters
from generator.core.pages.thread import ThreadPart, show_thread
from generator.core.words import Words

_COMMON = (BlockKind.PARAGRAPH, BlockKind.HEADING)
_FEW = 6  # lines


@dataclass(frozen=True, slots=True)
class VoiceView:
    """Someone heard in the report, with the claims that are theirs."""

    name: str
    url: str
    claims: tuple[ClaimView, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of the report itself; empty where it is not known."""

    outlet: str
    outlet_url: str
    author: str
    when: str
    when_iso: str
    when_basis: str
    original: str
    original_host: str
    original_gone: str  # the day on which it was found gone
    captured: str
    captured_iso: str
    capture_url: str  # of the untouched original, where site.toml publishes it
    frames: tuple[tuple[int, str], ...]  # that were saved with it: number, address
    capture_sha256: str  # the digest of it that was recorded
    rendition: str
    claims: int
    comment_claims: int
    voices: tuple[VoiceView, ...]
    few_voices: bool  # they may stand open beside the title
    tags: tuple[NavLink, ...]


@dataclass(frozen=True, slots=True)
class ArticleView:
    """One report. `head` holds the short notes to its title and summary; `lost` the claims without a place."""

    frame: Frame
    id: str
    lang: str
    direction: str
    title: BlockView
    summary: BlockView | None
    facts: Facts
    note: Html
    head: tuple[SideNote, ...]
    rows: tuple[Row, ...]
    footnotes: tuple[Footnote, ...]
    notes: tuple[ClaimView, ...]
    lost: tuple[ClaimView, ...]
    thread: ThreadPart | None
    copies: tuple[CopyView, ...]  # of its page, where there were earlier ones
    sources: Sources | None
    commenters: Commenters | None
    cite: CiteLink
    earlier: Card | None
    later: Card | None
    also: tuple[AlsoView, ...]
    gone: tuple[GoneView, ...]  # places of this page that were withdrawn
    linked_data: Html
    has_more: bool  # anything rarer than paragraphs under headings
    has_table: bool


@dataclass(frozen=True, slots=True)
class ThreadView:
    """A further page of a long thread."""

    frame: Frame
    lang: str
    direction: str
    card: Card
    thread: ThreadPart
    gone: tuple[GoneView, ...]
    cite: CiteLink


def article_pages(stage: Stage) -> Iterator[Page]:
    """Every article in the archive's order, each followed by the further parts of its thread."""
    for article, surroundings in zip(stage.catalogue.archive.articles, make_all(surround_articles(stage)), strict=True):
        yield from show_article(article, surroundings, stage.words)


def show_article(article: Article, surroundings: Surroundings, words: Words) -> Iterator[Page]:
    """The pages of one article: its own, those of the further parts of its thread, and how to cite what is on each."""
    claims = {claim.id: claim for claim in surroundings.claims}
    parts = show_thread(article, article.thread, claims, words) if article.thread else ()
    first = parts[0] if parts else None
    citing = prepare_citing(surroundings.citation, words)
    view = _show_article(article, surroundings, claims, first, citing)
    yield Page(view.frame.url, "pages/article.html", view)
    yield cite_page(article, surroundings, citing, (*view.notes, *(first.notes if first else ())), first)
    for number, part in enumerate(parts[1:], 1):
        yield _thread_page(article, surroundings, citing, number, part)
        yield cite_page(article, surroundings, citing, part.notes, part)


def _show_article(
    article: Article,
    surroundings: Surroundings,
    claims: Mapping[str, ClaimView],
    thread: ThreadPart | None,
    citing: Citing,
) -> ArticleView:
    opening = (article.title, article.summary) if article.summary else (article.title,)
    head, rows = lay_rows(opening, article.blocks, claims)
    return ArticleView(
        frame=surroundings.frames[0],
        id=article.id,
        lang=article.lang,
        direction=direction_of(article.lang),
        title=show_block(article.title, claims),
        summary=show_block(article.summary, claims) if article.summary else None,
        facts=_gather_facts(article, surroundings, claims, citing.words),
        note=article.note,
        head=head,
        rows=rows,
        footnotes=article.footnotes,
        notes=tuple(claim for claim in claims.values() if not claim.comment and not claim.lost),
        lost=tuple(claim for claim in claims.values() if claim.lost),
        thread=thread,
        copies=show_copies(article, surroundings.copies, claims, citing.words),
        sources=surroundings.sources,
        commenters=list_commenters(article, citing.words),
        cite=link_citations(citing),
        earlier=surroundings.earlier,
        later=surroundings.later,
        also=surroundings.also,
        gone=surroundings.gone[0],
        linked_data=describe_article(article, surroundings.citation, claims, thread),
        has_more=any(block.kind not in _COMMON for block in article.blocks)
        or any(claim.lost for claim in claims.values()),
        has_table=any(block.kind is BlockKind.CELL for block in article.blocks),
    )


def _thread_page(article: Article, surroundings: Surroundings, citing: Citing, number: int, part: ThreadPart) -> Page:
    frame = surroundings.frames[number]
    view = ThreadView(
        frame=frame,
        lang=article.lang,
        direction=direction_of(article.lang),
        card=surroundings.card,
        thread=part,
        gone=surroundings.gone[number],
        cite=link_citations(citing, part.first),
    )
    return Page(frame.url, "pages/thread.html", view)


def _gather_facts(article: Article, surroundings: Surroundings, claims: Mapping[str, ClaimView], words: Words) -> Facts:
    in_comments = sum(bool(claim.comment) for claim in claims.values())
    when, when_iso = _long_date(article.published, words)
    captured, captured_iso = _long_date(article.captured, words)
    published = surroundings.copies[-1] if surroundings.copies else CopyFiles("", ())
    voices = tuple(_list_voices([claim for claim in claims.values() if not claim.comment and not claim.lost]))
    return Facts(
        outlet=surroundings.card.outlet,
        outlet_url=surroundings.card.outlet_url,
        author=article.author,
        when=when,
        when_iso=when_iso,
        when_basis=article.published_basis,
        original=article.url if article.url.startswith(("https://", "http://")) else "",
        original_host=name_host(article.url),
        original_gone=surroundings.original_gone,
        captured=captured,
        captured_iso=captured_iso,
        capture_url=published.capture,
        frames=number_frames(published),
        capture_sha256=article.capture_sha256,
        rendition=words.say(f"rendition.{article.rendition}"),
        claims=len(claims) - in_comments,
        comment_claims=in_comments,
        voices=voices,
        few_voices=sum(1 + (len(voice.name) + 3 * len(voice.claims)) // 32 for voice in voices) <= _FEW,
        tags=surroundings.tags,
    )


def _list_voices(claims: Sequence[ClaimView]) -> Iterator[VoiceView]:
    """Who is heard, in order of their first claim; where nobody is named, that is the last line."""
    heard: dict[tuple[str, str], list[ClaimView]] = {}
    for claim in sorted(claims, key=lambda claim: (claim.who_kind == "nobody", claim.number)):
        heard.setdefault((claim.who, claim.who_url), []).append(claim)
    for (name, url), theirs in heard.items():
        yield VoiceView(name, url, tuple(theirs))


def _long_date(when: When | None, words: Words) -> tuple[str, str]:
    return (say_when(when, words), iso_form(when)) if when else ("", "")
