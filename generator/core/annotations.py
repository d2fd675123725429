"""In: a catalogue. Out: its claims as W3C Web Annotations (JSON-LD).

Must not shorten or mend a quotation; positions count Unicode code points in the block they stand in.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from json.encoder import encode_basestring as _quote

from generator.core import urls
from generator.core.catalogue import Catalogue, Entry, speaker_of
from generator.core.model import Article, Span

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
            "items": [],
        },
    }
    before, _, after = write_json(collection).decode().rpartition("[]")
    return f"{before}{_list(items, 2)}{after}".encode()


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


def _annotation(catalogue: Catalogue, entry: Entry, words: str) -> str:
    claim, article = entry.claim, entry.article
    source = catalogue.sources.get(speaker_of(entry))
    body = [
        _SAYS % _quote(claim.says),
        _IS % _quote(f"basis: {claim.basis}"),
        _IS % _quote(f"stance: {claim.stance}"),
    ]
    if source or claim.unnamed:
        body.append(_SPEAKER % _quote(f"speaker: {source.name if source else claim.unnamed}"))
    if claim.question:
        body.append(_QUESTION % _quote(_address(catalogue, urls.question_url(claim.question))))
    places = (catalogue.url_of(entry), urls.article_url(article.id))
    here, report = (_quote(_address(catalogue, url)) for url in places)
    told = (here, _list(body, 4), report, _list([_select(claim.block, words, span) for span in claim.spans], 5))
    captured = article.captured.earliest if article.captured else None
    return _DATED % (*told, _quote(f"{captured}T00:00:00Z")) if captured else _UNDATED % told


def _select(block: str, words: str, span: Span) -> str:
    start, end = span.start, span.end
    parts = (words[start:end], words[max(0, start - CONTEXT) : start], words[end : end + CONTEXT])
    return _SELECTOR % (_quote(block), *map(_quote, parts), start, end)


def _list(items: Sequence[str], depth: int) -> str:
    """Items written one depth further in, as a list at this one."""
    inner = "\n" + " " * (depth + 1)
    return f"[{inner}{f',{inner}'.join(items)}{inner[:-1]}]" if items else "[]"


def _prepare(value: object, depth: int) -> str:
    """JSON written once for many: in the place of each `_SLOT` stands '%s'."""
    return _indent(value, "\n" + " " * depth).replace(_quote(_SLOT), "%s")


_SLOT = "slot"
_SAYS = _prepare({"type": "TextualBody", "purpose": "describing", "format": "text/plain", "value": _SLOT}, 5)
_IS = _prepare({"type": "TextualBody", "purpose": "classifying", "value": _SLOT}, 5)
_SPEAKER = _prepare({"type": "TextualBody", "purpose": "identifying", "value": _SLOT}, 5)
_QUESTION = _prepare({"type": "SpecificResource", "purpose": "linking", "source": _SLOT}, 5)
_SELECTOR = _prepare(
    {
        "type": "FragmentSelector",
        "conformsTo": "http://tools.ietf.org/rfc/rfc3236",
        "value": _SLOT,
        "refinedBy": [
            {"type": "TextQuoteSelector", "exact": _SLOT, "prefix": _SLOT, "suffix": _SLOT},
            {"type": "TextPositionSelector", "start": _SLOT, "end": _SLOT},
        ],
    },
    6,
)
_TARGET = {"source": _SLOT, "selector": _SLOT}
_STATE = {"state": {"type": "TimeState", "sourceDate": _SLOT}}
_UNDATED, _DATED = (
    _prepare({"id": _SLOT, "type": "Annotation", "motivation": "describing", "body": _SLOT, "target": target}, 3)
    for target in (_TARGET, _TARGET | _STATE)
)


def _address(catalogue: Catalogue, url: str) -> str:
    """Absolute where the site's address is known, else relative to data/annotations.jsonld."""
    base = catalogue.archive.settings.base_url
    return f"{base}{url}" if base else f"../{url}"
