"""In: an article, or a claim or comment in it. Out: how to cite it: plain words, CSL-JSON, BibTeX.

Must not invent what is not recorded: no name, no date, then none is written.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from generator.core import urls
from generator.core.catalogue import Catalogue
from generator.core.date_words import say_when
from generator.core.model import Article, When
from generator.core.words import Words


@dataclass(frozen=True, slots=True)
class Citation:
    """One thing to cite: a report in this archive, or a place in one."""

    key: str
    title: str
    container: str  # the outlet
    author: str
    published: When | None
    original: str  # address of the original; "" where unknown
    archive: str  # the archive's title
    address: str  # on this site: absolute where base_url is known
    place: str = ""  # "claim 8", "comment 2.1"; "" for the whole report
    retold: bool = False


def cite_article(catalogue: Catalogue, article: Article) -> Citation:
    """How to cite a whole report."""
    settings = catalogue.archive.settings
    outlet = catalogue.sources.get(article.outlet)
    return Citation(
        key=article.id,
        title=article.title.words,
        container=outlet.name if outlet else "",
        author=article.author,
        published=article.published,
        original=article.url,
        archive=settings.title,
        address=f"{settings.base_url}{urls.article_url(article.id)}",
        retold=article.rendition == "precis",
    )


def say_citation(citation: Citation, words: Words) -> str:
    """The citation in plain words, for a footnote."""
    archive, place = citation.archive, citation.place
    return words.say(
        f"cite.{'retold' if citation.retold else 'words'}{'-by' if citation.author else ''}",
        author=citation.author,
        title=citation.title.replace("“", "‘").replace("”", "’"),  # a quotation inside quotation marks
        outlet=citation.container or words.say("cite.outlet-unknown"),
        date=say_when(citation.published, words) if citation.published else words.say("cite.date-unknown"),
        archive=words.say("cite.place", archive=archive, place=place) if place else archive,
        address=citation.address,
    )


def write_csl(citations: Iterable[Citation]) -> bytes:
    """CSL-JSON (citeproc data, schema 1.0), one item a citation."""
    return (json.dumps([csl_item(citation) for citation in citations], ensure_ascii=False, indent=1) + "\n").encode()


def csl_item(citation: Citation) -> dict[str, object]:
    """One item; keys that would be empty are left out."""
    parts = {
        "id": citation.key,
        "type": "article-newspaper",
        "title": citation.title,
        "container-title": citation.container,
        "author": [{"literal": citation.author}] if citation.author else None,
        "issued": _csl_date(citation.published),
        "URL": citation.original,
        "archive": citation.archive,
        "archive_location": citation.address,
        "locator": citation.place,
    }
    return {key: value for key, value in parts.items() if value}


def write_bibtex(citations: Iterable[Citation]) -> bytes:
    """BibTeX, one entry a citation."""
    return "\n".join(bibtex_entry(citation) for citation in citations).encode()


def bibtex_entry(citation: Citation) -> str:
    """One `@misc` entry; fields that would be empty are left out."""
    day = citation.published.earliest if citation.published else None
    exact = citation.published is not None and citation.published.earliest == citation.published.latest
    fields = {
        "title": f"{{{_tex(citation.title)}}}",
        "author": f"{{{_tex(citation.author)}}}" if citation.author else "",
        "howpublished": _tex(citation.container),
        "date": citation.published.edtf if citation.published else "",
        "year": str(day.year) if day else "",
        "month": str(day.month) if day and exact else "",
        "day": str(day.day) if day and exact else "",
        "url": _tex_url(citation.original),
        "note": _tex(", ".join(part for part in (f"In {citation.archive}", citation.place, citation.address) if part)),
    }
    lines = (f"  {name} = {{{value}}}," for name, value in fields.items() if value)
    return "\n".join((f"@misc{{{citation.key},", *lines, "}", ""))


def _csl_date(when: When | None) -> dict[str, object] | None:
    if when is None or when.earliest is None:
        return None
    first, last = when.earliest, when.latest
    parts = [[first.year, first.month, first.day]]
    if last and last != first:
        parts.append([last.year, last.month, last.day])
    return {"date-parts": parts, **({"circa": True} if when.approximate else {})}


_TEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        "$": r"\$",
        "&": r"\&",
        "#": r"\#",
        "%": r"\%",
        "_": r"\_",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        "\n": " ",
    }
)


def _tex(words: str) -> str:
    return words.translate(_TEX)


def _tex_url(url: str) -> str:
    return url.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")
