"""In: an article with its claims and comments as shown. Out: how to cite each of them, on a page of its own.

Must not show a word of a comment: it is cited by its author, its number and its day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup as Html  # only carried

from generator.core import urls
from generator.core.citation_forms import Forms, Place, Written, cut_excerpt, end_sentence, make_forms
from generator.core.citations import Citation, bibtex_entry, say_citation, write_csl
from generator.core.cited import Cited, Pen
from generator.core.model import Article, BlockKind
from generator.core.pages.claims import ClaimView
from generator.core.pages.frame import Card, Frame, Page, direction_of, move_frame
from generator.core.pages.linked_data import write_data
from generator.core.pages.surroundings import Surroundings
from generator.core.pages.thread import CommentView, ThreadPart
from generator.core.words import Words

_PASSAGES = frozenset(BlockKind) - {BlockKind.CELL, BlockKind.CREDIT}


@dataclass(frozen=True, slots=True)
class CiteItem:
    """One place and how to cite it; `url` is the place itself, `original` where its words stand at the original."""

    fragment: str
    label: str
    url: str
    written: Cited
    original: str = ""
    original_host: str = ""


@dataclass(frozen=True, slots=True)
class CiteView:
    """How to cite a report, and every claim, comment and passage that stands on one of its pages."""

    frame: Frame
    lang: str
    direction: str
    card: Card
    report: Written
    claims: tuple[CiteItem, ...]
    comments: tuple[CiteItem, ...]
    passages: tuple[CiteItem, ...]


@dataclass(frozen=True, slots=True)
class CiteLink:
    """What an article's page holds for citing: the words of the whole, where the rest is, and the forms for scripts."""

    words: str
    url: str
    forms: Html


@dataclass(frozen=True, slots=True)
class Citing:
    """What every page of an article cites with: the report's citation, and the forms for what stands in it."""

    citation: Citation
    report: Written
    forms: Mapping[str, Forms]
    words: Words


def prepare_citing(citation: Citation, words: Words) -> Citing:
    """The citation of a report and its forms, written once for all its pages."""
    report = Written(say_citation(citation, words), bibtex_entry(citation), write_csl([citation]).decode())
    return Citing(citation, report, make_forms(citation, words), words)


def link_citations(citing: Citing, number: int = 1) -> CiteLink:
    """For the page that holds the comment of this number."""
    report = citing.report
    forms: dict[str, Mapping[str, object]] = {
        kind: {"words": form.words, "bibtex": form.bibtex, "csl": form.csl} for kind, form in citing.forms.items()
    }
    forms["report"] = {"words": [report.words], "bibtex": [report.bibtex], "csl": [report.csl]}
    return CiteLink(report.words, urls.cite_url(citing.citation.key, number), write_data(forms))


def cite_page(
    article: Article, surroundings: Surroundings, citing: Citing, notes: Sequence[ClaimView], part: ThreadPart | None
) -> Page:
    """The page for the first part of an article, or for a further part of its thread."""
    first = part.first if part else 1
    further = urls.comment_page_url(article.id, first) != urls.article_url(article.id)
    words, forms, base = citing.words, citing.forms, citing.citation.base_url
    card = surroundings.card
    title = card.title
    if part and further:
        title = words.say("thread.part-title", first=f"{part.first}", last=f"{part.last}", title=card.title)
    url = urls.cite_url(article.id, first)
    comments = [event.comment for event in part.events if event.comment] if part else []
    places = ("claim", _place_claims(words, notes)), ("comment", _place_comments(words, article, comments))
    claims, listed = (tuple(_write(forms[kind], base, found)) for kind, found in places)
    claims = tuple(
        replace(item, original=claim.original, original_host=claim.original_host)
        for item, claim in zip(claims, notes, strict=True)
    )
    view = CiteView(
        frame=move_frame(
            surroundings.frames[0],
            url,
            words.say("cite.page-title", title=title),
            words.say("cite.page-about", title=card.title),
        ),
        lang=article.lang,
        direction=direction_of(article.lang),
        card=card,
        report=citing.report,
        claims=claims,
        comments=listed,
        passages=() if further else tuple(_write(forms["passage"], base, _place_passages(words, article))),
    )
    return Page(url, "pages/cite.html", view)


def _place_claims(words: Words, notes: Iterable[ClaimView]) -> Iterator[tuple[str, Place]]:
    for claim in notes:
        yield (
            words.say("cite.claim", number=f"{claim.number}"),
            Place(
                fragment=urls.claim_fragment(claim.id),
                address=claim.url,
                number=str(claim.number),
                comment=str(claim.comment_number or ""),
                who=claim.who,
                author=claim.who if claim.named else "",
                says=end_sentence(claim.says),
                day=claim.when,
            ),
        )


def _place_comments(words: Words, article: Article, comments: Iterable[CommentView]) -> Iterator[tuple[str, Place]]:
    for comment in comments:
        yield (
            words.say("cite.comment", number=f"{comment.number}"),
            Place(
                fragment=comment.fragment,
                address=urls.comment_url(article.id, comment.id, comment.number),
                number=str(comment.number),
                who=comment.who,
                author=comment.who if comment.named else "",
                day=comment.when,
                date=comment.when_iso.partition("T")[0],
            ),
        )


def _place_passages(words: Words, article: Article) -> Iterator[tuple[str, Place]]:
    for block in article.blocks:
        if block.kind in _PASSAGES and block.words:
            address = urls.block_url(article.id, block.id)
            yield (
                words.say("cite.passage", number=block.id),
                Place(block.id, address, block.id, says=cut_excerpt(block.words)),
            )


def _write(forms: Forms, base: str, places: Iterable[tuple[str, Place]]) -> Iterator[CiteItem]:
    pen = Pen(forms, base)
    for label, place in places:
        yield CiteItem(place.fragment, label, place.address, pen.cite(place))
