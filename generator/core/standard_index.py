"""In: documents of words. Out: one standard Lunr index of everything, as any Lunr loads it, for a small archive.

Must not differ from what lunr itself would write (`lunr_index.plain_index`): it is only made with less work.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from generator.core import urls
from generator.core.catalogue import Catalogue
from generator.core.extent import is_small
from generator.core.lunr_index import STEMMER, VERSION, find_both, idf
from generator.core.model import Output
from generator.core.search_documents import Document
from generator.core.stemming import find_words

FIELDS = (("name", 2), ("text", 1), ("by", 2))
_B, _K1 = 0.75, 1.2  # Lunr's parameters of BM25
_DIGITS = 3  # of a weight, after the point


def standard_index(catalogue: Catalogue, documents: Mapping[str, Sequence[Document]]) -> Iterator[Output]:
    """data/search-index.json, as lunr.Index.load reads it in JavaScript and in Python; references are addresses.

    Fields: name (title, statement or question), text, by (outlet, author or speaker). Its pipeline is `stemmer`.
    """
    if is_small(catalogue.archive):
        index = serialize_index(FIELDS, list_texts(catalogue, documents))
        made = json.dumps(index, ensure_ascii=False, separators=(",", ":"))
        yield Output("data/search-index.json", f"{made}\n".encode())


def serialize_index(fields: Sequence[tuple[str, int]], documents: Iterable[Mapping[str, str]]) -> Mapping[str, object]:
    """An index of documents of named fields, each with an `id`, in the form of lunr-schema."""
    known: dict[str, list[str]] = {}  # the terms of a word: most stand in many places
    postings: dict[str, dict[str, dict[str, object]]] = {}
    counts: dict[tuple[str, str], Counter[str]] = {}  # by field and document
    size = 0
    for document in documents:
        size += 1
        for field, _ in fields:
            terms = Counter(_find_terms(document[field].lower(), known))
            counts[field, document["id"]] = terms
            for term in terms:
                if term not in postings:
                    postings[term] = {name: {} for name, _ in fields}
                postings[term][field][document["id"]] = {}
    numbers = {term: number for number, term in enumerate(postings)}
    rarity = {term: idf(posting, size) for term, posting in postings.items()}
    return {
        "version": VERSION,
        "fields": [field for field, _ in fields],
        "fieldVectors": list(_weigh(fields, counts, numbers, rarity)),
        "invertedIndex": [[term, {**postings[term], "_index": numbers[term]}] for term in sorted(postings)],
        "pipeline": [STEMMER],
    }


def _find_terms(text: str, known: dict[str, list[str]]) -> Iterator[str]:
    for start, end in find_words(text):
        word = text[start:end]
        if word not in known:
            known[word] = find_both(word)
        yield from known[word]


def _weigh(
    fields: Sequence[tuple[str, int]],
    counts: Mapping[tuple[str, str], Counter[str]],
    numbers: Mapping[str, int],
    rarity: Mapping[str, float],
) -> Iterator[list[object]]:
    """For every field of every document, by the numbers of its terms, what each weighs there: Okapi BM25."""
    boosts, lengths = dict(fields), {key: terms.total() for key, terms in counts.items()}
    spread: dict[str, list[int]] = defaultdict(list)
    for (field, _), length in lengths.items():
        spread[field].append(length)
    means = {field: sum(each) / len(each) for field, each in spread.items()}
    for (field, id), terms in counts.items():
        relative = lengths[field, id] / means[field] if means[field] else 0.0
        vector: list[float] = []
        for term, number in sorted(((term, numbers[term]) for term in terms), key=lambda each: each[1]):
            count = terms[term]
            weight = rarity[term] * ((_K1 + 1) * count) / (_K1 * (1 - _B + _B * relative) + count)
            vector += (number, round(weight * boosts[field], _DIGITS))
        yield [f"{field}/{id}", vector]


def list_texts(catalogue: Catalogue, documents: Mapping[str, Sequence[Document]]) -> Iterator[Mapping[str, str]]:
    """The fields of every document, under its address."""
    archive = catalogue.archive
    addresses = {
        "report": [urls.article_url(article.id) for article in archive.articles],
        "comment": [
            urls.comment_url(article.id, comment.id, comment.number)
            for article in archive.articles
            for comment in (article.thread.comments if article.thread else ())
        ],
        "claim": [
            urls.claim_url(entry.article.id, entry.claim.id, comment.number if comment else 1)
            for entry in catalogue.entries
            for comment in (catalogue.comment_of(entry),)
        ],
        "source": [urls.source_url(source.id) for source in archive.sources],
        "question": [urls.question_url(question) for question in catalogue.questions],
    }
    shape = {  # which fields make name, text, by
        "report": ((0,), (3, 4), (1, 2)),
        "comment": ((), (0,), (1,)),
        "claim": ((0,), (1,), (2,)),
        "source": ((0,), (1, 2), ()),
        "question": ((0,), (1, 2), ()),
    }
    for kind, listed in addresses.items():
        for address, document in zip(listed, documents[kind], strict=True):
            name, text, by = ("\n".join(" ".join(document.fields[at]) for at in fields) for fields in shape[kind])
            yield {"id": address, "name": name, "text": text, "by": by}
