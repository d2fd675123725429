"""In: JSON-LD of any shape. Out: the Web Annotations in it, each whole, under the names that the W3C gives their parts.

Must not fetch a context. The only door to pyld.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NoReturn

from pyld import jsonld

CONTEXTS = frozenset(
    f"{scheme}://www.w3.org/ns/{name}" for scheme in ("http", "https") for name in ("anno.jsonld", "anno")
)
_LINKS = {
    "body": "oa:hasBody",
    "target": "oa:hasTarget",
    "source": "oa:hasSource",
    "selector": "oa:hasSelector",
    "refinedBy": "oa:refinedBy",
    "items": "as:items",
    "first": "as:first",
}
_WORDS = {
    "bodyValue": "oa:bodyValue",
    "exact": "oa:exact",
    "prefix": "oa:prefix",
    "suffix": "oa:suffix",
    "value": "rdf:value",
    "chars": "http://www.w3.org/2011/content#chars",  # of the Open Annotation drafts, before 2017
}
_KINDS = ("Annotation", "TextQuoteSelector", "TextualBody", "SpecificResource")
TERMS: Mapping[str, Any] = {
    "oa": "http://www.w3.org/ns/oa#",
    "as": "https://www.w3.org/ns/activitystreams#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "id": "@id",
    "type": "@type",
    **{name: {"@id": address, "@type": "@id"} for name, address in _LINKS.items()},
    **_WORDS,
    **{kind: f"oa:{kind}" for kind in _KINDS},
    "AnnotationCollection": "as:OrderedCollection",
    "AnnotationPage": "as:OrderedCollectionPage",
}


class UnknownContextError(Exception):
    """The data names a context that is not at hand; its address."""


def gather_annotations(data: Any) -> list[Any]:
    """Expanded, flattened, with prefixes or names of its own (JSON-LD 1.1): every annotation with its parts inside it.

    Errors: UnknownContextError; ValueError, for what is no JSON-LD.
    """
    missing: list[str] = []

    def load(address: str, _: object = None) -> dict[str, Any]:
        if address not in CONTEXTS:
            missing.append(address)
            raise jsonld.JsonLdError("not at hand", "jsonld.LoadDocumentError")
        return {"contextUrl": None, "documentUrl": address, "document": {"@context": TERMS}}

    options = {"documentLoader": load, "omitGraph": False}
    try:
        framed = _unwrap(jsonld.frame(data, {"@context": TERMS, "type": "Annotation", "@embed": "@always"}, options))
    except (jsonld.JsonLdError, RecursionError, TypeError, KeyError, AttributeError, ValueError) as failure:
        _refuse(missing, failure)
    found = framed.get("@graph", [])
    return found if isinstance(found, list) else [found]


def _unwrap(value: Any) -> Any:
    """Words without the language or the type that is said of them."""
    if isinstance(value, list):
        return [_unwrap(each) for each in value]
    if not isinstance(value, dict):
        return value
    return value["@value"] if "@value" in value else {key: _unwrap(each) for key, each in value.items()}


def _refuse(missing: list[str], failure: Exception) -> NoReturn:
    if missing:
        raise UnknownContextError(missing[0]) from failure
    raise ValueError("no JSON-LD") from failure
