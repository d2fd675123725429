"""A real processor (pyld) expands what is published, and what others publish in any shape is read.

Neither the W3C's context nor schema.org's is stored here, and none is fetched: the contexts below say, for each term
that is used, which address those contexts give it.
"""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from pyld import jsonld

from generator.core.json_ld import UnknownContextError, gather_annotations
from tests.archives import SmallArchive

OA, AS = "http://www.w3.org/ns/oa#", "https://www.w3.org/ns/activitystreams#"
LINK = {"@type": "@id"}
ANNOTATION_TERMS: dict[str, Any] = {
    "oa": OA,
    "id": "@id",
    "type": "@type",
    **{kind: f"{OA}{kind}" for kind in ("Annotation", "TextualBody", "SpecificResource", "FragmentSelector")},
    **{kind: f"{OA}{kind}" for kind in ("TextQuoteSelector", "TextPositionSelector", "TimeState")},
    "AnnotationCollection": f"{AS}OrderedCollection",
    "AnnotationPage": f"{AS}OrderedCollectionPage",
    "motivation": {"@id": f"{OA}motivatedBy", "@type": "@vocab"},
    "purpose": {"@id": f"{OA}hasPurpose", "@type": "@vocab"},
    **{
        name: f"{OA}{name}"
        for name in ("describing", "classifying", "identifying", "linking", "exact", "prefix", "suffix")
    },
    "body": {"@id": f"{OA}hasBody", **LINK},
    "target": {"@id": f"{OA}hasTarget", **LINK},
    "source": {"@id": f"{OA}hasSource", **LINK},
    "selector": {"@id": f"{OA}hasSelector", **LINK},
    "state": {"@id": f"{OA}hasState", **LINK},
    "refinedBy": {"@id": f"{OA}refinedBy", **LINK},
    **{
        name: {"@id": f"{OA}{name}", "@type": "http://www.w3.org/2001/XMLSchema#nonNegativeInteger"}
        for name in ("start", "end")
    },
    "sourceDate": {"@id": f"{OA}sourceDate", "@type": "http://www.w3.org/2001/XMLSchema#dateTime"},
    "value": "http://www.w3.org/1999/02/22-rdf-syntax-ns#value",
    "format": "http://purl.org/dc/elements/1.1/format",
    "conformsTo": {"@id": "http://purl.org/dc/terms/conformsTo", **LINK},
    "label": "http://www.w3.org/2000/01/rdf-schema#label",
    "first": {"@id": f"{AS}first", **LINK},
    "items": {"@id": f"{AS}items", "@container": "@list", **LINK},
    "total": {"@id": f"{AS}totalItems", "@type": "http://www.w3.org/2001/XMLSchema#nonNegativeInteger"},
    "startIndex": {"@id": f"{AS}startIndex", "@type": "http://www.w3.org/2001/XMLSchema#nonNegativeInteger"},
}
CONTEXTS = {
    "http://www.w3.org/ns/anno.jsonld": ANNOTATION_TERMS,
    "https://schema.org": {"@vocab": "http://schema.org/", "url": {"@id": "http://schema.org/url", **LINK}},
}
SITE = "https://mills.example/archive/"


def load(address: str, _: object = None) -> dict[str, Any]:
    """A context of those above, and no other: nothing is fetched."""
    return {"contextUrl": None, "documentUrl": address, "document": {"@context": CONTEXTS[address]}}


def expand(data: Any) -> list[Any]:
    found = jsonld.expand(data, {"documentLoader": load, "base": SITE})
    assert isinstance(found, list)
    return found


def keys_in(data: Any) -> set[str]:
    if isinstance(data, list):
        return {key for each in data for key in keys_in(each)}
    return {*data, *(key for each in data.values() for key in keys_in(each))} if isinstance(data, dict) else set()


@pytest.fixture
def annotations(archive: SmallArchive) -> dict[str, Any]:
    archive.edit("site.toml", 'language = "en"\n', f'language = "en"\nbase_url = "{SITE}"\n')
    archive.edit("content/articles/2020-01-02-mill/article.md", "published =", "captured = 2020-01-03\npublished =")
    assert archive.run("--quiet", "export", "annotations", "-o", str(archive.root / "own.jsonld")) == 0
    made = json.loads((archive.root / "own.jsonld").read_text(encoding="utf-8"))
    assert isinstance(made, dict)
    return made


def test_every_member_of_the_annotations_has_a_meaning(annotations: dict[str, Any]) -> None:
    (collection,) = expand(annotations)
    (page,) = collection[f"{AS}first"]
    (items,) = page[f"{AS}items"]
    assert [each["@type"] for each in items["@list"]] == [[f"{OA}Annotation"]] * 4
    first = items["@list"][0]
    assert first["@id"] == f"{SITE}article/2020-01-02-mill.html#c-closed"
    (target,) = first[f"{OA}hasTarget"]
    assert target[f"{OA}hasSource"] == [{"@id": f"{SITE}article/2020-01-02-mill.html"}]
    (quote, _) = target[f"{OA}hasSelector"][0][f"{OA}refinedBy"]
    assert quote[f"{OA}exact"] == [{"@value": "The old mill by the river closed on Monday"}]
    back = jsonld.compact([collection], annotations["@context"], {"documentLoader": load})
    assert keys_in(back) == keys_in(annotations)


def test_the_expansion_of_annotations_is_rdf(annotations: dict[str, Any]) -> None:
    quads = jsonld.to_rdf(annotations, {"documentLoader": load, "format": "application/n-quads"})
    assert quads.count(f"<{OA}hasTarget>") == 4
    assert quads.count(f"<{OA}exact>") == 4


def test_every_member_of_a_page_s_linked_data_has_a_meaning(archive: SmallArchive) -> None:
    archive.edit("site.toml", 'language = "en"\n', f'language = "en"\nbase_url = "{SITE}"\n')
    assert archive.run("--quiet", "build") == 0
    html = archive.site()["article/2020-01-02-mill.html"].decode()
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.S)
    assert found
    data = json.loads(found[1])
    (article,) = expand(data)
    assert article["@type"] == ["http://schema.org/NewsArticle"]
    assert article["@id"] == f"{SITE}article/2020-01-02-mill.html"
    assert {each["@type"][0] for each in article["http://schema.org/mentions"]} == {"http://schema.org/Claim"}
    assert [each["@id"] for each in article["http://schema.org/comment"]] == [
        f"{SITE}article/2020-01-02-mill.html#k-1",
        f"{SITE}article/2020-01-02-mill.html#k-1.1",
    ]
    back = jsonld.compact([article], "https://schema.org", {"documentLoader": load})
    assert keys_in(back) == keys_in(data)


def reshape(annotations: dict[str, Any], shape: str) -> Any:
    """The same annotations, as another program might write them."""
    expanded = expand(annotations)
    if shape == "expanded":
        return expanded
    if shape == "flattened":
        return jsonld.flatten(expanded)
    if shape == "with prefixes":
        return jsonld.compact(expanded, {"oa": OA, "as": AS, "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#"})
    terms = {"Note": f"{OA}Annotation", "about": f"{OA}hasTarget", "page": f"{OA}hasSource", "words": f"{OA}exact"}
    return jsonld.compact(expanded, terms)


@pytest.mark.parametrize("shape", ["expanded", "flattened", "with prefixes", "with names of its own"])
def test_annotations_of_any_shape_come_back_to_their_words(
    shape: str, annotations: dict[str, Any], archive: SmallArchive, capsys: pytest.CaptureFixture[str]
) -> None:
    archive.put("other.json", json.dumps(reshape(annotations, shape)))
    assert archive.run("import-annotations", str(archive.root / "other.json")) == 0
    told = capsys.readouterr().out
    assert told.endswith("4 annotations, 4 placed\n")
    assert "2020-01-02-mill comment 1: The gate was locked" in told
    draft = (archive.root / "content/articles/2020-01-02-mill/claims-draft.toml").read_text(encoding="utf-8")
    assert 'quote = "about 40 workers"\nsays = "About forty workers were there.' in draft


def test_words_in_a_language_and_the_older_name_for_them_are_read() -> None:
    old = {
        "@context": {"oa": OA, "cnt": "http://www.w3.org/2011/content#"},
        "@type": "oa:Annotation",
        "oa:hasBody": {"@type": "cnt:ContentAsText", "cnt:chars": {"@value": "Zu.", "@language": "de"}},
    }
    assert gather_annotations(old) == [
        {"type": "Annotation", "body": {"type": "http://www.w3.org/2011/content#ContentAsText", "chars": "Zu."}}
    ]


@pytest.mark.parametrize("data", [None, {"@type": {}}, {"@context": {"@vocab": 3}}, {"@context": {"a": {"@id": []}}}])
def test_what_is_no_json_ld_is_refused(data: Any) -> None:
    with pytest.raises(ValueError, match="no JSON-LD"):
        gather_annotations(data)


def test_no_context_is_fetched() -> None:
    with pytest.raises(UnknownContextError, match=re.escape("https://elsewhere.example/context")):
        gather_annotations({"@context": "https://elsewhere.example/context", "kind": "Annotation"})
