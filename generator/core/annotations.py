"""In: a catalogue. Out: its claims as W3C Web Annotations (JSON-LD).

Must not shorten or mend a quotation; positions count Unicode code points in the block they stand in.
"""

from __future__ import annotations

import json
from json.encoder import encode_basestring as _quote

from generator.core import urls
from generator.core.catalogue import Catalogue, Entry, speaker_of
from generator.core.model import Article, When

CONTEXT = 32  # code points of prefix and suffix, as annotation clients use


def write_annotations(catalogue: Catalogue) -> bytes:
    """One AnnotationCollection with one page that holds every anchored claim.

    Follows the W3C Web Annotation Data Model (2017): each target is a block (FragmentSelector) refined by the quoted
    words (TextQuoteSelector) and their place in the block (TextPositionSelector).
    """
    items = [
        _annotation(catalogue, Entry(article, claim), words[claim.block])
        for article in catalogue.archive.articles
        for words in (_words(article),)
        for claim in article.claims
        if claim.block
    ]
    collection = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": _address(catalogue, "data/annotations.jsonld"),
        "type": "AnnotationCollection",
        "label": f"Claims in {catalogue.archive.settings.title}",
        "total": len(items),
        "first": {
            "id": _address(catalogue, "data/annotations.jsonld#page"),
            "type": "AnnotationPage",
            "startIndex": 0,
            "items": items,
        },
    }
    return write_json(collection)


def write_json(value: object) -> bytes:
    """JSON as this site writes it everywhere: UTF-8, indented by one space, in the order given."""
    return (_indent(value, "\n") + "\n").encode()


_encode = json.JSONEncoder(ensure_ascii=False).encode


def _indent(value: object, line: str) -> str:
    """As `json.dumps` does it with `indent=1`, in half the time; `line` begins a line at this depth."""
    if isinstance(value, str):
        return _quote(value)
    inner = f"{line} "
    if isinstance(value, dict) and value:
        members = [f"{_quote(key)}: {_indent(each, inner)}" for key, each in value.items()]
        return f"{{{inner}{f',{inner}'.join(members)}{line}}}"
    if isinstance(value, (list, tuple)) and value:
        return f"[{inner}{f',{inner}'.join([_indent(each, inner) for each in value])}{line}]"
    return _encode(value)


def _words(article: Article) -> dict[str, str]:
    """The words of every block of an article, by its id: its head, its body, its comments."""
    heads = (article.title, *((article.summary,) if article.summary else ()))
    comments = article.thread.comments if article.thread else ()
    blocks = (*heads, *article.blocks, *(block for comment in comments for block in comment.blocks))
    return {block.id: block.words for block in blocks}


def _annotation(catalogue: Catalogue, entry: Entry, words: str) -> dict[str, object]:
    claim, article = entry.claim, entry.article
    source = catalogue.sources.get(speaker_of(entry))
    body: list[dict[str, object]] = [
        {"type": "TextualBody", "purpose": "describing", "format": "text/plain", "value": claim.says},
        {"type": "TextualBody", "purpose": "classifying", "value": f"basis: {claim.basis}"},
        {"type": "TextualBody", "purpose": "classifying", "value": f"stance: {claim.stance}"},
    ]
    if source or claim.unnamed:
        who = source.name if source else claim.unnamed
        body.append({"type": "TextualBody", "purpose": "identifying", "value": f"speaker: {who}"})
    if claim.question:
        question = _address(catalogue, urls.question_url(claim.question))
        body.append({"type": "SpecificResource", "purpose": "linking", "source": question})
    return {
        "id": _address(catalogue, catalogue.url_of(entry)),
        "type": "Annotation",
        "motivation": "describing",
        "body": body,
        "target": {
            "source": _address(catalogue, urls.article_url(article.id)),
            "selector": [
                {
                    "type": "FragmentSelector",
                    "conformsTo": "http://tools.ietf.org/rfc/rfc3236",
                    "value": claim.block,
                    "refinedBy": _selectors(words, span.start, span.end),
                }
                for span in claim.spans
            ],
            **({"state": _state(article.captured)} if article.captured and article.captured.earliest else {}),
        },
    }


def _selectors(words: str, start: int, end: int) -> list[dict[str, object]]:
    return [
        {
            "type": "TextQuoteSelector",
            "exact": words[start:end],
            "prefix": words[max(0, start - CONTEXT) : start],
            "suffix": words[end : end + CONTEXT],
        },
        {"type": "TextPositionSelector", "start": start, "end": end},
    ]


def _state(captured: When) -> dict[str, object]:
    return {"type": "TimeState", "sourceDate": f"{captured.earliest}T00:00:00Z"}


def _address(catalogue: Catalogue, url: str) -> str:
    """Absolute where the site's address is known, else relative to data/annotations.jsonld."""
    base = catalogue.archive.settings.base_url
    return f"{base}{url}" if base else f"../{url}"
