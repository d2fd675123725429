"""In: an article. Out: its line in a list of reports: title, outlet, by whose hands, and what it holds.

Must not show a word of a comment.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from generator.core.model import Article, Basis, SourceKind
from generator.core.pages.frame import Card, Stage, make_card
from generator.core.pages.weighing import short_name
from generator.core.words import Words


@dataclass(frozen=True, slots=True)
class ReportItem:
    """One report in a list."""

    card: Card
    summary: str
    by_way_of: tuple[str, ...]  # who carried what it prints, the most frequent first
    claims: str
    comments: str


_CARRIERS = (SourceKind.AGENCY, SourceKind.OUTLET, SourceKind.MONITOR, SourceKind.ORGANISATION)


def show_report(stage: Stage, article: Article) -> ReportItem:
    """The line of one report."""
    return stage.once(_show_report, article, article.id)


def _show_report(stage: Stage, article: Article) -> ReportItem:
    known = stage.catalogue.sources
    told = (claim for claim in article.claims if not claim.comment and claim.basis is not Basis.CAPTION)
    hands = Counter(via for claim in told for via in claim.via if via in known and known[via].kind in _CARRIERS)
    sources = [known[each] for each, _ in hands.most_common(3)]
    inside = sum(bool(claim.comment) for claim in article.claims)
    return ReportItem(
        card=make_card(stage, article),
        summary=article.summary.words if article.summary else "",
        by_way_of=tuple(short_name(source) for source in sources),
        claims=stage.words.say("count.claims", count=len(article.claims) - inside),
        comments=_say_comments(article, inside, stage.words),
    )


def _say_comments(article: Article, claims: int, words: Words) -> str:
    if not article.thread:
        return words.say("lists.no-comments")
    present, stated = len(article.thread.comments), article.thread.stated
    if stated and stated > present:
        told = words.say("lists.comments-of", held=present, count=stated)
    else:
        told = words.say("count.comments", count=present)
    return words.listed([told, words.say("count.claims", count=claims)]) if claims else told
