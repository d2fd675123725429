"""In: documents of words. Out: indexes of lunr's own making, under our pipeline (`stemming`). The only door to lunr.

Slow, so for small archives and for proof: what is searched on the site is made by `search`, and finds the same.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

from lunr.builder import Builder
from lunr.index import Index as LunrIndex
from lunr.pipeline import Pipeline
from lunr.stemmer import PorterStemmer
from lunr.stop_word_filter import WORDS
from lunr.token import Token

from generator.core import urls
from generator.core.catalogue import Catalogue
from generator.core.extent import is_small
from generator.core.model import Output
from generator.core.search_documents import Document, Group
from generator.core.stemming import find_terms, fold_words

PIPELINE = "whence"
STOP_WORDS = frozenset(WORDS) - {"us"}  # a country, in most archives


def lunr_index(group: Group, documents: Iterable[Document]) -> LunrIndex:
    """The same documents in an index of lunr's own making, under our pipeline. Slow: for proof, and small archives."""
    builder = Builder()
    for name, boost in group.fields:
        builder.field(name, boost)
    for pipeline in (builder.pipeline, builder.search_pipeline):
        pipeline.add(_find_tokens)
    for number, document in enumerate(documents):
        fields = zip(group.fields, document.fields, strict=True)
        builder.add({"id": number, **{name: "\n".join(blocks) for (name, _), blocks in fields}})
    return builder.build()


def _find_tokens(token: Token, *_: object) -> list[Token]:
    return [token.clone(lambda _word, _metadata, term=term: term) for term in find_terms(str(token), STOP_WORDS)]


def _find_both(token: Token, *_: object) -> list[Token]:
    """Terms as lunr.js stems and, where it differs, as lunr.py does: each then finds all in the published index."""
    words = [word for word in fold_words(str(token)) if word not in STOP_WORDS]
    stems = [term for word in words for term in dict.fromkeys((*find_terms(word, ()), PorterStemmer().stem(word)))]
    return [token.clone(lambda _word, _metadata, term=term: term) for term in stems]


if (
    PIPELINE not in Pipeline.registered_functions
):  # lunr keeps one register for the whole process, and warns of a second
    Pipeline.register_function(_find_tokens, PIPELINE)
    Pipeline.register_function(_find_both, f"{PIPELINE}-both")


def standard_index(catalogue: Catalogue, documents: Mapping[str, Sequence[Document]]) -> Iterator[Output]:
    """data/search-index.json, as lunr.Index.load reads it in JavaScript and in Python; references are addresses.

    Fields: name (title, statement or question), text, by (outlet, author or speaker). Its pipeline is `stemmer`.
    """
    if not is_small(catalogue.archive):
        return
    builder = Builder()
    for name, boost in (("name", 2), ("text", 1), ("by", 2)):
        builder.field(name, boost)
    builder.pipeline.add(_find_both)
    builder.search_pipeline.add(Pipeline.registered_functions["stemmer"])
    for address, name, text, by in _flatten(catalogue, documents):
        builder.add({"id": address, "name": name, "text": text, "by": by})
    made = json.dumps(builder.build().serialize(), ensure_ascii=False, separators=(",", ":"))
    yield Output("data/search-index.json", f"{made}\n".encode())


def _flatten(catalogue: Catalogue, documents: Mapping[str, Sequence[Document]]) -> Iterator[tuple[str, str, str, str]]:
    """Address, name, text and by of every document."""
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
            yield address, name, text, by
