"""The published index is, to the last weight, what lunr itself would have made of the same documents."""

from __future__ import annotations

from hypothesis import given, strategies as st

from generator.core.lunr_index import plain_index
from generator.core.search_documents import list_documents, list_holders
from generator.core.standard_index import FIELDS, list_texts, serialize_index
from tests.core.pages.sample import ENGLISH, sample_stage

WORDS = (
    "convoy",
    "Convoys",
    "the",
    "us",
    "Sana’a",
    "U.S.",
    "Ὀδυσσεύς",
    "1,000",
    "ring-road",
    "a\u2003b",
    "İzmir",
    "",
    ".",
)


def test_the_sample_archive_is_indexed_as_lunr_does_it() -> None:
    stage = sample_stage()
    documents = list_documents(list_holders(stage.catalogue, stage.standings, ENGLISH))
    texts = list(list_texts(stage.catalogue, documents))
    assert len(texts) > 10
    made = serialize_index(FIELDS, texts)
    assert made == plain_index(FIELDS, texts)
    assert list(made) == ["version", "fields", "fieldVectors", "invertedIndex", "pipeline"]


@given(st.lists(st.lists(st.sampled_from(WORDS) | st.text(max_size=8), max_size=9).map(" ".join), max_size=6))
def test_any_texts_are_indexed_as_lunr_does_it(texts: list[str]) -> None:
    documents = [{"id": f"a/{number}", "name": text[:9], "text": text} for number, text in enumerate(texts)]
    fields = (("name", 2), ("text", 1))
    if documents:  # of none lunr divides by nought
        assert serialize_index(fields, documents) == plain_index(fields, documents)
