"""In: W3C Web Annotations that others made on an archive's pages. Out: claims to be written, each on its words or not.

Must not choose a place: what stands twice, or nowhere, is told and not placed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from generator.core.capture.writing import write_string
from generator.core.catalogue import Catalogue
from generator.core.diagnostics import Checked, error
from generator.core.model import Article, Quote
from generator.core.quotes import find_quote
from generator.core.text import Text

_PAGE = re.compile(r"(?:.*/)?article/([a-z0-9][a-z0-9-]*?)(?:\.comments-[0-9]+)?\.html(?:[?#].*)?")
_MAY_BE_LINKED = re.compile(r'"@(?:context|graph|type|id)"')
_DEEPEST = 20  # collections in collections
_HEAD = (
    "# Drafts of claims, made of other people's annotations. Nothing reads this file: move what holds to claims.toml.\n"
)


@dataclass(frozen=True, slots=True)
class Draft:
    """One annotation; `place` is what `in` calls its block or comment, '' where `fault` says why it has none."""

    article: str
    quote: str
    says: str
    place: str = ""
    fault: str = ""


def read_annotations(text: Text, catalogue: Catalogue) -> Checked[tuple[Draft, ...]]:
    """Every annotation of a JSON-LD file (W3C Web Annotation Data Model, 2017).

    In their order where the file has the compact form; by their addresses where it has another, which pyld reads. A
    target is known by an address that ends in article/<id>.html, wherever the site stands. Errors: `no-annotations`,
    `unknown-context`, `missing-extra`.
    """
    hint = "save the annotations as JSON-LD: an Annotation, a list of them, or an AnnotationCollection"
    try:
        data = json.loads(text.content)
    except (ValueError, RecursionError):
        return Checked(None, (error("no-annotations", "this is not JSON", text.line_place(1), hint),))
    found = list(_find_annotations(data, 0))
    if not found:
        read = _read_other_shapes(text, data)
        if read.value is None:
            return Checked(None, read.diagnostics)
        found = read.value
    drafts = tuple(draft for each in found for draft in _make_drafts(each, catalogue))
    if not drafts:
        return Checked(None, (error("no-annotations", "this holds no annotation", text.line_place(1), hint),))
    return Checked(drafts)


def _read_other_shapes(text: Text, data: Any) -> Checked[list[Mapping[str, Any]]]:
    """Annotations that are expanded, flattened, or have names of their own."""
    if not _MAY_BE_LINKED.search(text.content):
        return Checked([])
    try:
        from generator.core.json_ld import UnknownContextError, gather_annotations
    except ImportError:
        words = "these annotations are not in the compact form, and the library that reads others is not installed"
        hint = "pip install 'whence[json-ld]', or save them in the compact form"
        return Checked(None, (error("missing-extra", words, text.line_place(1), hint),))
    try:
        return Checked(gather_annotations(data))
    except ValueError:
        return Checked([])
    except UnknownContextError as unknown:
        words = f"this names things by a context that is not at hand: {str(unknown)[:200]}"
        hint = "nothing is fetched: save the annotations expanded, or with the context http://www.w3.org/ns/anno.jsonld"
        return Checked(None, (error("unknown-context", words, text.line_place(1), hint),))


def write_drafts(drafts: Iterable[Draft]) -> str:
    """claims-draft.toml of one article: what claims.toml wants, as far as an annotation tells it."""
    placed = (draft for draft in drafts if draft.place)
    return _HEAD + "".join(
        f'\n[[claim]]\nid = "draft-{number}"\nin = {write_string(draft.place)}\nquote = {write_string(draft.quote)}\n'
        f'says = {write_string(draft.says)}\nbasis = "unattributed"\nstance = "unknown"\n'
        for number, draft in enumerate(placed, 1)
    )


def _find_annotations(data: Any, depth: int) -> Iterator[Mapping[str, Any]]:
    if depth > _DEEPEST:
        return
    for each in _listed(data):
        if not isinstance(each, dict):
            continue
        if "Annotation" in _listed(each.get("type")):
            yield each
        else:
            yield from _find_annotations(each.get("first"), depth + 1)
            yield from _find_annotations(each.get("items"), depth + 1)


def _make_drafts(annotation: Mapping[str, Any], catalogue: Catalogue) -> Iterator[Draft]:
    bodies = [
        each.get("value", each.get("chars")) if isinstance(each, dict) else each
        for each in _listed(annotation.get("body"))
    ]
    says = " ".join(" ".join(each.split()) for each in [*bodies, annotation.get("bodyValue")] if isinstance(each, str))
    for target in _listed(annotation.get("target")):
        about = target if isinstance(target, dict) else {"source": target}
        address = next((each for each in (about.get("source"), about.get("id")) if isinstance(each, str)), "")
        found = _PAGE.fullmatch(address)
        article = catalogue.articles.get(found[1]) if found else None
        quote = next(_find_quotes(about.get("selector"), 0), None)
        if article is None:
            yield Draft("", quote.exact if quote else "", says, fault=f"no article of this archive: {address}")
        elif quote is None:
            yield Draft(article.id, "", says, fault="it quotes no words")
        else:
            yield _place(article, quote, says)


def _find_quotes(selector: Any, depth: int) -> Iterator[Quote]:
    for each in _listed(selector) if depth <= _DEEPEST else ():
        if isinstance(each, dict):
            exact, before, after = (each.get(key, "") for key in ("exact", "prefix", "suffix"))
            if each.get("type") == "TextQuoteSelector" and isinstance(exact, str) and exact.strip():
                yield Quote(exact, before if isinstance(before, str) else "", after if isinstance(after, str) else "")
            yield from _find_quotes(each.get("refinedBy"), depth + 1)


def _place(article: Article, quote: Quote, says: str) -> Draft:
    """With what stands beside the words first; without it where that fits nowhere, as at the edge of a paragraph."""
    head = (article.title, *((article.summary,) if article.summary else ()), *article.blocks)
    spots = [(block.id, block.words) for block in head]
    for comment in article.thread.comments if article.thread else ():
        spots += [(f"comment {comment.id}", block.words) for block in comment.blocks]
    for wanted in (quote, Quote(quote.exact)):
        found = [name for name, words in spots for _ in find_quote(words, wanted)]
        if len(found) == 1:
            return Draft(article.id, quote.exact, says, found[0])
        if found:
            return Draft(article.id, quote.exact, says, fault=f"its words stand {len(found)} times")
    return Draft(article.id, quote.exact, says, fault="its words are not found")


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]
