"""In: an article. Out: how to cite it: plain words, CSL-JSON, BibTeX; and how words are written in BibTeX.

Must not invent what is not recorded: no name, no date, then none is written.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass

from generator.core import urls
from generator.core.catalogue import Catalogue
from generator.core.date_words import say_when
from generator.core.model import Article, When
from generator.core.words import Words

_BIBLATEX = re.compile(
    r"-?\d{4}(-\d\d){0,2}[?~%]?(/(-?\d{4}(-\d\d){0,2}[?~%]?)?)?"
)  # what its date fields read of EDTF


@dataclass(frozen=True, slots=True)
class Citation:
    """A report in this archive, as something to cite."""

    key: str
    title: str
    container: str  # the outlet
    author: str
    published: When | None
    original: str  # address of the original; "" where unknown
    archive: str  # the archive's title
    address: str  # on this site: absolute where base_url is known
    retold: bool = False

    @property
    def base_url(self) -> str:
        """The address of this site; "" where it is not known."""
        return self.address.removesuffix(urls.article_url(self.key))


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
    """The citation in plain words, for a footnote (after the notes of the Chicago Manual of Style)."""
    return f"{say_report(citation, words)} {citation.address}"


def say_report(citation: Citation, words: Words) -> str:
    """The report and the archive that keeps it, in plain words."""
    said = words.say(
        f"cite.{'retold' if citation.retold else 'words'}{'-by' if citation.author else ''}",
        author=citation.author,
        title=citation.title.replace("“", "‘").replace("”", "’"),  # a quotation inside quotation marks
        outlet=citation.container or words.say("cite.outlet-unknown"),
        date=say_when(citation.published, words) if citation.published else words.say("cite.date-unknown"),
        archive=citation.archive,
        address="",
    )
    return said.strip()


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
        "issued": csl_date(citation.published),
        "URL": citation.original,
        "archive": citation.archive,
        "archive_location": citation.address,
    }
    return {key: value for key, value in parts.items() if value}


def csl_date(when: When | None) -> dict[str, object] | None:
    """A CSL date variable, a span of days as a range; None where no first day is known."""
    if when is None or when.earliest is None:
        return None
    first, last = when.earliest, when.latest
    parts = [[first.year, first.month, first.day]]
    if last and last != first:
        parts.append([last.year, last.month, last.day])
    return {"date-parts": parts, **({"circa": True} if when.approximate else {})}


def write_bibtex(citations: Iterable[Citation]) -> bytes:
    """BibTeX, one entry a citation."""
    return "\n".join(bibtex_entry(citation) for citation in citations).encode()


def bibtex_entry(citation: Citation) -> str:
    """One `@misc` entry; fields that would be empty are left out."""
    fields = {
        "title": f"{{{escape_tex(citation.title)}}}",
        "author": f"{{{escape_tex(citation.author)}}}" if citation.author else "",
        "howpublished": escape_tex(citation.container),
        **bibtex_date(citation.published),
        "url": _tex_url(citation.original),
        "note": escape_tex(f"In {citation.archive}, {citation.address}"),
    }
    lines = (f"  {name} = {{{value}}}," for name, value in fields.items() if value)
    return "\n".join((f"@misc{{{citation.key},", *lines, "}", ""))


def bibtex_date(when: When | None) -> dict[str, str]:
    """The fields of a date: biblatex's `date` where it can read it, and the older ones as far as they are certain."""
    day = when.earliest if when else None
    if when is None or day is None:
        return {}
    exact = day == when.latest
    return {
        "date": when.edtf if _BIBLATEX.fullmatch(when.edtf) else "",
        "year": str(day.year),
        "month": str(day.month) if exact else "",
        "day": str(day.day) if exact else "",
    }


# BibTeX counts braces even after a backslash, so a brace is written by its name.
TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "%": r"\%",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "\n": " ",
}
_TEX_SIGN = re.compile("[" + re.escape("".join(TEX)) + "]")


def escape_tex(words: str) -> str:
    """Words for a field in braces, which no word can leave."""
    return _TEX_SIGN.sub(lambda found: TEX[found[0]], words)


def _tex_url(url: str) -> str:
    return url.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")
