"""In: the stage. Out: a page for every article, with its notes and its thread, and further pages of long threads.

Must not judge claims, and must not let covered words reach what machines preview.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from markupsafe import Markup as Html  # only carried

from generator.core import urls
from generator.core.catalogue import Entry
from generator.core.date_words import say_when
from generator.core.dates import iso_form, read_when
from generator.core.model import Article, BlockKind, Footnote, When
from generator.core.pages.blocks import BlockView, show_block
from generator.core.pages.cite import CiteLink, cite_page, link_citations
from generator.core.pages.claims import ClaimView, show_claim
from generator.core.pages.frame import Card, Frame, NavLink, Page, Stage, direction_of, make_card, make_frame
from generator.core.pages.gone import GoneView, find_gone
from generator.core.pages.linked_data import describe_article
from generator.core.pages.lists import find_tag
from generator.core.pages.notes import Row, SideNote, lay_rows
from generator.core.pages.tallies import Commenters, Sources, list_commenters, list_sources
from generator.core.pages.thread import ThreadPart, show_thread
from generator.core.words import Words

_COMMON = (BlockKind.PARAGRAPH, BlockKind.HEADING)
_FEW = 6  # lines
_ALSO = 5  # other reports named at the end


@dataclass(frozen=True, slots=True)
class VoiceView:
    """Someone heard in the report, with the claims that are theirs."""

    name: str
    url: str
    claims: tuple[ClaimView, ...]


@dataclass(frozen=True, slots=True)
class AlsoView:
    """Another report, and which of this one's questions it answers."""

    card: Card
    questions: tuple[tuple[str, str], ...]  # question, address


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
    articles = stage.catalogue.archive.articles
    entries: dict[str, list[Entry]] = {}
    for entry in stage.catalogue.entries:
        entries.setdefault(entry.article.id, []).append(entry)
    for at, article in enumerate(articles):
        claims = {entry.claim.id: show_claim(stage, entry) for entry in entries.get(article.id, ())}
        parts = show_thread(article, article.thread, claims, stage.words) if article.thread else ()
        earlier = make_card(stage, articles[at - 1]) if at else None
        later = make_card(stage, articles[at + 1]) if at + 1 < len(articles) else None
        view = _show_article(stage, article, claims, parts[0] if parts else None, (earlier, later))
        yield Page(view.frame.url, "pages/article.html", view)
        first = parts[0] if parts else None
        yield cite_page(stage, article, (*view.notes, *(first.notes if first else ())), first)
        for part in parts[1:]:
            yield _thread_page(stage, article, part)
            yield cite_page(stage, article, part.notes, part)


def _show_article(
    stage: Stage,
    article: Article,
    claims: Mapping[str, ClaimView],
    thread: ThreadPart | None,
    beside: tuple[Card | None, Card | None],
) -> ArticleView:
    opening = (article.title, article.summary) if article.summary else (article.title,)
    head, rows = lay_rows(opening, article.blocks, claims)
    frame = make_frame(stage, urls.article_url(article.id), article.title.words, _describe(stage, article))
    return ArticleView(
        frame=frame,
        id=article.id,
        lang=article.lang,
        direction=direction_of(article.lang),
        title=show_block(article.title, claims),
        summary=show_block(article.summary, claims) if article.summary else None,
        facts=_gather_facts(stage, article, claims),
        note=article.note,
        head=head,
        rows=rows,
        footnotes=article.footnotes,
        notes=tuple(claim for claim in claims.values() if not claim.comment and not claim.lost),
        lost=tuple(claim for claim in claims.values() if claim.lost),
        thread=thread,
        sources=list_sources(stage, article),
        commenters=list_commenters(article, stage.words),
        cite=link_citations(stage, article),
        earlier=beside[0],
        later=beside[1],
        also=_find_also(stage, claims),
        gone=find_gone(stage, frame.url),
        linked_data=describe_article(stage, article, claims, thread),
        has_more=any(block.kind not in _COMMON for block in article.blocks)
        or any(claim.lost for claim in claims.values()),
        has_table=any(block.kind is BlockKind.CELL for block in article.blocks),
    )


def _thread_page(stage: Stage, article: Article, part: ThreadPart) -> Page:
    url = urls.comment_page_url(article.id, part.first)
    words, title = stage.words, article.title.words
    heading = words.say("thread.part-title", first=f"{part.first}", last=f"{part.last}", title=title)
    frame = make_frame(stage, url, heading, words.say("thread.part-description", title=title))
    gone, cite = find_gone(stage, url), link_citations(stage, article, part.first)
    view = ThreadView(frame, article.lang, direction_of(article.lang), make_card(stage, article), part, gone, cite)
    return Page(url, "pages/thread.html", view)


def _gather_facts(stage: Stage, article: Article, claims: Mapping[str, ClaimView]) -> Facts:
    outlet = stage.catalogue.sources.get(article.outlet)
    in_comments = sum(bool(claim.comment) for claim in claims.values())
    when, when_iso = _long_date(article.published, stage.words)
    captured, captured_iso = _long_date(article.captured, stage.words)
    voices = tuple(_list_voices([claim for claim in claims.values() if not claim.comment and not claim.lost]))
    return Facts(
        outlet=outlet.name if outlet else "",
        outlet_url=urls.source_url(outlet.id) if outlet else "",
        author=article.author,
        when=when,
        when_iso=when_iso,
        when_basis=article.published_basis,
        original=article.url if article.url.startswith(("https://", "http://")) else "",
        original_host=_host(article.url),
        original_gone=_find_gone_day(stage, article.url),
        captured=captured,
        captured_iso=captured_iso,
        capture_url=_find_capture(stage, article),
        capture_sha256=article.capture_sha256,
        rendition=stage.words.say(f"rendition.{article.rendition}"),
        claims=len(claims) - in_comments,
        comment_claims=in_comments,
        voices=voices,
        few_voices=sum(1 + (len(voice.name) + 3 * len(voice.claims)) // 32 for voice in voices) <= _FEW,
        tags=tuple(NavLink(tag, find_tag(stage, tag)) for tag in article.tags),
    )


def _find_capture(stage: Stage, article: Article) -> str:
    published = stage.catalogue.archive.settings.publish_captures and article.capture
    return urls.media_url(article.id, article.capture) if published else ""


def _list_voices(claims: Sequence[ClaimView]) -> Iterator[VoiceView]:
    """Who is heard, in order of their first claim; where nobody is named, that is the last line."""
    heard: dict[tuple[str, str], list[ClaimView]] = {}
    for claim in sorted(claims, key=lambda claim: (claim.who_kind == "nobody", claim.number)):
        heard.setdefault((claim.who, claim.who_url), []).append(claim)
    for (name, url), theirs in heard.items():
        yield VoiceView(name, url, tuple(theirs))


def _find_also(stage: Stage, claims: Mapping[str, ClaimView]) -> tuple[AlsoView, ...]:
    """Other reports that answer the same questions, those that share most first."""
    shared: dict[str, dict[str, None]] = {}
    mine = next(iter(claims.values())).article if claims else ""
    asked = dict.fromkeys(
        stage.catalogue.by_address[f"{each.article}#{each.id}"].claim.question for each in claims.values()
    )
    for question in asked:
        for entry in stage.catalogue.by_question.get(question, ()):
            if entry.article.id != mine and not entry.claim.comment:
                shared.setdefault(entry.article.id, {})[question] = None
    ranked = sorted(shared.items(), key=lambda item: -len(item[1]))[:_ALSO]
    return tuple(
        AlsoView(
            make_card(stage, stage.catalogue.articles[article]),
            tuple((stage.catalogue.questions[each].question, urls.question_url(each)) for each in questions),
        )
        for article, questions in ranked
    )


def _describe(stage: Stage, article: Article) -> str:
    """One sentence for previews, from what the archive knows and never from a comment."""
    if article.summary:
        return article.summary.words
    outlet = stage.catalogue.sources.get(article.outlet)
    key = f"article.a-report{'-by' * bool(outlet)}{'-of' * bool(article.published)}"
    date, _ = _long_date(article.published, stage.words)
    report = stage.words.say(key, outlet=outlet.name if outlet else "", date=date)
    count = sum(not claim.comment for claim in article.claims)
    return stage.words.say("article.description", report=report, count=count)


def _long_date(when: When | None, words: Words) -> tuple[str, str]:
    return (say_when(when, words), iso_form(when)) if when else ("", "")


def _find_gone_day(stage: Stage, url: str) -> str:
    link = stage.catalogue.gone.get(url.partition("#")[0])
    return _long_date(read_when(link.checked), stage.words)[0] if link else ""


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
