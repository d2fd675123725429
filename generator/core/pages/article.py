"""In: an article and its surroundings. Out: its page, with its notes and its thread, and further pages of long threads.

Must not judge claims, and must not let covered words reach what machines preview.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from markupsafe import Markup as Html  # only carried

from generator.core.citations import bibtex_entry, say_citation, write_csl
from generator.core.date_words import say_when
from generator.core.dates import iso_form
from generator.core.model import Article, BlockKind, Footnote, When
from generator.core.pages.blocks import BlockView, show_block
from generator.core.pages.claims import ClaimView
from generator.core.pages.frame import Card, Frame, Page, Stage, direction_of
from generator.core.pages.notes import Margin, Row, SideNote, claims_in, lay_rows, text_height
from generator.core.pages.surroundings import AlsoView, Surroundings, surround_articles
from generator.core.pages.thread import ThreadPart, show_thread
from generator.core.words import Words

_RARER = (BlockKind.ITEM, BlockKind.QUOTATION, BlockKind.CODE, BlockKind.CELL)
_FEW = 6  # lines


@dataclass(frozen=True, slots=True)
class VoiceView:
    """Someone heard in the report, with the claims that are theirs."""

    name: str
    url: str
    claims: tuple[ClaimView, ...]


@dataclass(frozen=True, slots=True)
class CiteView:
    words: str
    bibtex: str
    csl: str


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
    captured: str
    captured_iso: str
    capture_url: str  # of the untouched original, where site.toml publishes it
    rendition: str
    claims: int
    comment_claims: int
    voices: tuple[VoiceView, ...]
    few_voices: bool  # they may stand open beside the title
    tags: tuple[str, ...]


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
    cite: CiteView
    earlier: Card | None
    later: Card | None
    also: tuple[AlsoView, ...]
    linked_data: Html
    has_more: bool  # lists, quotations, pictures, code
    has_table: bool


@dataclass(frozen=True, slots=True)
class ThreadView:
    """A further page of a long thread."""

    frame: Frame
    lang: str
    direction: str
    card: Card
    thread: ThreadPart


def article_pages(stage: Stage) -> Iterator[Page]:
    """Every article in the archive's order, each followed by the further parts of its thread."""
    for article, surroundings in zip(stage.catalogue.archive.articles, surround_articles(stage), strict=True):
        yield from show_article(article, surroundings, stage.words)


def show_article(article: Article, surroundings: Surroundings, words: Words) -> tuple[Page, ...]:
    """The pages of one article: its own, and those of the further parts of its thread."""
    claims = {claim.id: claim for claim in surroundings.claims}
    parts = show_thread(article, article.thread, claims, words) if article.thread else ()
    direction = direction_of(article.lang)
    view = _show_article(article, surroundings, claims, parts[0] if parts else None, words)
    further = (
        ThreadView(frame, article.lang, direction, surroundings.card, part)
        for frame, part in zip(surroundings.frames[1:], parts[1:], strict=True)
    )
    return (
        Page(view.frame.url, "pages/article.html", view),
        *(Page(each.frame.url, "pages/thread.html", each) for each in further),
    )


def _show_article(
    article: Article,
    surroundings: Surroundings,
    claims: Mapping[str, ClaimView],
    thread: ThreadPart | None,
    words: Words,
) -> ArticleView:
    margin = Margin()
    opening = (article.title, article.summary) if article.summary else (article.title,)
    head = margin.set_notes(claims_in(opening, claims), text_height("") / 2)
    citation = surroundings.citation
    return ArticleView(
        frame=surroundings.frames[0],
        id=article.id,
        lang=article.lang,
        direction=direction_of(article.lang),
        title=show_block(article.title, claims),
        summary=show_block(article.summary, claims) if article.summary else None,
        facts=_gather_facts(article, surroundings, claims, words),
        note=article.note,
        head=head,
        rows=lay_rows(article.blocks, claims, margin),
        footnotes=article.footnotes,
        notes=tuple(claim for claim in claims.values() if not claim.comment and not claim.lost),
        lost=tuple(claim for claim in claims.values() if claim.lost),
        thread=thread,
        cite=CiteView(say_citation(citation, words), bibtex_entry(citation), write_csl([citation]).decode()),
        earlier=surroundings.earlier,
        later=surroundings.later,
        also=surroundings.also,
        linked_data=surroundings.linked_data,
        has_more=bool(article.pictures) or any(block.kind in _RARER for block in article.blocks),
        has_table=any(block.kind is BlockKind.CELL for block in article.blocks),
    )


def _gather_facts(article: Article, surroundings: Surroundings, claims: Mapping[str, ClaimView], words: Words) -> Facts:
    in_comments = sum(bool(claim.comment) for claim in claims.values())
    when, when_iso = _long_date(article.published, words)
    captured, captured_iso = _long_date(article.captured, words)
    voices = tuple(_list_voices([claim for claim in claims.values() if not claim.comment and not claim.lost]))
    return Facts(
        outlet=surroundings.card.outlet,
        outlet_url=surroundings.card.outlet_url,
        author=article.author,
        when=when,
        when_iso=when_iso,
        when_basis=article.published_basis,
        original=article.url if article.url.startswith(("https://", "http://")) else "",
        original_host=_host(article.url),
        captured=captured,
        captured_iso=captured_iso,
        capture_url=surroundings.capture_url,
        rendition=words.say(f"rendition.{article.rendition}"),
        claims=len(claims) - in_comments,
        comment_claims=in_comments,
        voices=voices,
        few_voices=sum(1 + (len(voice.name) + 3 * len(voice.claims)) // 32 for voice in voices) <= _FEW,
        tags=article.tags,
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


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
