"""In: an article and its claims as shown. Out: schema.org JSON-LD for machines, fit to stand in a script element.

Must not hold the words of any comment, nor a claim of a covered one: machines show such words out of their place.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup as Html  # only carried

from generator.core import urls
from generator.core.citations import Citation
from generator.core.model import Article, When
from generator.core.pages.claims import ClaimView
from generator.core.pages.thread import CommentView, ThreadPart
from generator.core.safe_html import trusted

_IN_SCRIPT = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def describe_article(
    article: Article, citation: Citation, claims: Mapping[str, ClaimView], part: ThreadPart | None
) -> Html:
    """A NewsArticle with its outlet, the claims in it with the words they rest on, and its comments (schema.org).

    Of the thread, the comments of the same page are told: who wrote each, when, where it stands, what it claims.
    """
    here = _Here(citation.base_url, urls.article_url(article.id))
    shown = [event.comment for event in part.events if event.comment] if part else []
    open_comments = {comment.id for comment in shown if not comment.cover}
    told = [
        claim for claim in claims.values() if not claim.lost and (not claim.comment or claim.comment in open_comments)
    ]
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": here.find(""),
        "headline": article.title.words,
        "abstract": article.summary.words if article.summary else "",
        "inLanguage": article.lang,
        "datePublished": _day(article.published),
        "author": {"@type": "Person", "name": article.author} if article.author else None,
        "publisher": {"@type": "Organization", "name": citation.container} if citation.container else None,
        "isBasedOn": article.url,
        "keywords": list(article.tags),
        "url": here.find(""),
        "commentCount": len(article.thread.comments) if article.thread else 0,
        "comment": [_comment(here, comment) for comment in shown],
        "isPartOf": {"@type": "Collection", "name": citation.archive},
        "mentions": [_claim(here, claim) for claim in told],
    }
    return write_data(_keep(data))


@dataclass(frozen=True, slots=True)
class _Here:
    """The page, as addresses in it are written: absolute where the site's is known, else fragments."""

    base: str
    url: str

    def find(self, fragment: str) -> str:
        whole = f"{self.url}#{fragment}" if fragment else self.url
        return f"{self.base}{whole}" if self.base else f"#{fragment}" if fragment else ""


def write_data(data: object) -> Html:
    """JSON for a script element that holds data and never runs."""
    written = json.dumps(data, ensure_ascii=False)
    for sign, escaped in _IN_SCRIPT.items():
        written = written.replace(sign, escaped)
    return trusted(written)


def _claim(here: _Here, claim: ClaimView) -> dict[str, object]:
    speaker = {"@type": "Thing", "name": claim.who} if claim.who_kind == "source" else None
    quotation = {"@type": "Quotation", "text": claim.words, "spokenByCharacter": speaker}
    comment = {"@id": here.find(urls.comment_fragment(claim.comment))} if claim.comment else None
    return _keep(
        {
            "@type": "Claim",
            "@id": here.find(urls.claim_fragment(claim.id)),
            "text": claim.says,
            "claimInterpreter": speaker,
            "appearance": comment,
            "hasPart": _keep(quotation) if claim.words and not claim.comment else None,
        }
    )


def _comment(here: _Here, comment: CommentView) -> dict[str, object]:
    parent = comment.parent
    return _keep(
        {
            "@type": "Comment",
            "@id": here.find(comment.fragment),
            "author": {"@type": "Person", "name": comment.who} if comment.named else None,
            "dateCreated": comment.when_iso,
            "parentItem": {"@id": here.find(parent.url.partition("#")[2])} if parent else None,
        }
    )


def _keep(data: Mapping[str, object]) -> dict[str, object]:
    """The members that have a value."""
    return {key: value for key, value in data.items() if value}


def _day(when: When | None) -> str:
    if when is None or when.earliest is None or when.earliest != when.latest:
        return ""
    return when.earliest.isoformat()
