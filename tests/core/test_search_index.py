"""Our index and lunr's own, of the same documents under the same pipeline: equal, term for term, weight for weight."""

from __future__ import annotations

import pytest

from generator.core.catalogue import catalogue
from generator.core.search import STOP_WORDS, lunr_index
from generator.core.search_documents import GROUPS, Document, Group, list_documents
from generator.core.search_index import BREAK, Reader, index_documents, list_terms
from generator.core.standing import assess_all
from tests.core.search_support import make_archive
from tests.core.test_search_layout import read_number
from tests.words import ENGLISH

Weights = dict[tuple[str, str, int], int]  # by term, field and document


def our_weights(group: Group, documents: tuple[Document, ...]) -> Weights:
    """What our postings say."""
    reader = Reader(STOP_WORDS)
    index = index_documents([(each.fields, reader) for each in documents], tuple(boost for _, boost in group.fields))
    found: Weights = {}
    for term, postings, _, _ in list_terms(index):
        at = 0
        for name, _ in group.fields:
            count, at = read_number(postings + "    ", at)
            document = -1
            for _ in range(count):
                gap, at = read_number(postings + "    ", at)
                weight, at = read_number(postings + "    ", at)
                document += gap + 1
                found[term, name, document] = weight
        assert at == len(postings)
    return found


def lunr_weights(group: Group, documents: tuple[Document, ...]) -> Weights:
    """What lunr's field vectors say."""
    index = lunr_index(group, documents)
    terms = {posting["_index"]: term for term, posting in index.inverted_index.items()}
    found: Weights = {}
    for reference, vector in index.field_vectors.items():
        name, _, document = reference.partition("/")
        elements = vector.elements
        for at in range(0, len(elements), 2):
            found[terms[elements[at]], name, int(document)] = round(elements[at + 1] * 1000)
    return found


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group.kind)
def test_every_weight_is_lunrs(group: Group) -> None:
    found = catalogue(make_archive(80))
    documents = list_documents(found, assess_all(found), ENGLISH)[group.kind]
    ours = our_weights(group, documents)
    assert ours
    assert ours == lunr_weights(group, documents)


def test_positions_count_words_and_break_between_blocks() -> None:
    reader = Reader(STOP_WORDS)
    index = index_documents([((("The mill by the river", "An old mill"),), reader)], (1,))
    places = {term: list(stream) for term, stream in index.terms.items()}
    assert places["mill"] == [1, 0, 0, 2, 1, 5 + BREAK + 2]
    assert places["river"] == [1, 0, 0, 1, 4]
    assert index.lengths == ([4],)


def test_the_shortest_form_of_a_term_is_kept() -> None:
    reader = Reader(STOP_WORDS)
    index_documents([((("destroyed Destroy’s destroys",),), reader)], (1,))
    assert reader.plain == {"destroy": "destroy"}
