"""In: an article and its claims as shown. Out: schema.org JSON-LD for machines, fit to stand in a script element.

Must not hold the words of any comment, covered or open: of the thread only its size is told.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from markupsafe import Markup as Html  # only carried

from generator.core import urls
from generator.core.model import Article, When
from generator.core.pages.claims import ClaimView
from generator.core.pages.frame import Stage
from generator.core.safe_html import trusted

_IN_SCRIPT = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"})


def describe_article(stage: Stage, article: Article, claims: Mapping[str, ClaimView]) -> Html:
    """A NewsArticle with its outlet, its number of comments and the claims in it (schema.org)."""
    base = stage.catalogue.archive.settings.base_url
    outlet = stage.catalogue.sources.get(article.outlet)
    url = urls.article_url(article.id)
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": article.title.words,
        "abstract": article.summary.words if article.summary else "",
        "inLanguage": article.lang,
        "datePublished": _day(article.published),
        "author": {"@type": "Person", "name": article.author} if article.author else None,
        "publisher": {"@type": "Organization", "name": outlet.name} if outlet else None,
        "isBasedOn": article.url,
        "url": f"{base}{url}" if base else "",
        "commentCount": len(article.thread.comments) if article.thread else 0,
        "isPartOf": {"@type": "Collection", "name": stage.catalogue.archive.settings.title},
        "mentions": [_claim(base, claim) for claim in claims.values() if not claim.comment and not claim.lost],
    }
    return write_data({key: value for key, value in data.items() if value})


def write_data(data: object) -> Html:
    """JSON for a script element that holds data and never runs."""
    return trusted(json.dumps(data, ensure_ascii=False).translate(_IN_SCRIPT))


def _claim(base: str, claim: ClaimView) -> dict[str, object]:
    data = {
        "@type": "Claim",
        "@id": f"{base}{claim.url}" if base else f"#{urls.claim_fragment(claim.id)}",
        "text": claim.says,
        "claimInterpreter": {"@type": "Thing", "name": claim.who} if claim.who_kind == "source" else None,
        "hasPart": {"@type": "Quotation", "text": claim.words} if claim.words else None,
    }
    return {key: value for key, value in data.items() if value}


def _day(when: When | None) -> str:
    if when is None or when.earliest is None or when.earliest != when.latest:
        return ""
    return when.earliest.isoformat()
