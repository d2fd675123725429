"""Claims as W3C Web Annotations."""

import json
from dataclasses import replace

from hypothesis import given, strategies as st

from generator.core.annotations import CONTEXT, write_annotations, write_json
from generator.core.catalogue import catalogue
from tests.core.pages.sample import sample_stage

CATALOGUE = sample_stage().catalogue
COLLECTION = json.loads(write_annotations(CATALOGUE))
ITEMS = COLLECTION["first"]["items"]


def blocks() -> dict[tuple[str, str], str]:
    found = {}
    for article in CATALOGUE.archive.articles:
        heads = [article.title, *([article.summary] if article.summary else [])]
        comments = article.thread.comments if article.thread else ()
        for block in (*heads, *article.blocks, *(each for comment in comments for each in comment.blocks)):
            found[article.id, block.id] = block.words
    return found


def test_every_anchored_claim_is_an_annotation_and_no_other() -> None:
    anchored = [entry for entry in CATALOGUE.entries if entry.claim.block]
    assert COLLECTION["total"] == len(ITEMS) == len(anchored)


def test_position_and_quotation_select_the_same_words_of_the_block() -> None:
    words = blocks()
    for item, entry in zip(ITEMS, [each for each in CATALOGUE.entries if each.claim.block], strict=True):
        for fragment in item["target"]["selector"]:
            quote, position = fragment["refinedBy"]
            block = words[entry.article.id, fragment["value"]]
            start, end = position["start"], position["end"]
            assert block[start:end] == quote["exact"]
            assert block[max(0, start - CONTEXT) : start] == quote["prefix"]
            assert block[end : end + CONTEXT] == quote["suffix"]


def test_the_collection_is_written_as_any_json() -> None:
    assert write_annotations(CATALOGUE) == write_json(COLLECTION)
    bare = catalogue(replace(CATALOGUE.archive, articles=()))
    assert write_annotations(bare) == write_json(json.loads(write_annotations(bare)))


def test_an_annotation_has_what_the_model_requires() -> None:
    for item in ITEMS:
        assert item["type"] == "Annotation"
        assert item["target"]["source"].startswith("../article/")
        assert "#c-" in item["id"]


LEAVES = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5)


@given(st.recursive(LEAVES, lambda each: st.lists(each, max_size=3) | st.dictionaries(st.text(max_size=3), each)))
def test_json_is_written_as_the_library_indents_it(value: object) -> None:
    assert write_json(value) == (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
