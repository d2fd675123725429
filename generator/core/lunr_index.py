"""In: documents of words. Out: indexes of lunr's own making, under our pipeline (`stemming`). The only door to lunr.

Slow, so for proof: what is searched on the site is made by `search`, what is published by `standard_index`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from lunr import __TARGET_JS_VERSION__
from lunr.builder import Builder
from lunr.idf import idf as idf
from lunr.index import Index as LunrIndex
from lunr.pipeline import Pipeline
from lunr.stemmer import PorterStemmer
from lunr.stop_word_filter import WORDS
from lunr.token import Token

from generator.core.search_documents import Document, Group
from generator.core.stemming import find_terms, fold_words

PIPELINE = "whence"
STEMMER = "stemmer"  # the name of lunr's own, in both its languages
VERSION = __TARGET_JS_VERSION__  # of lunr.js, which the form of a serialized index goes by
STOP_WORDS = frozenset(WORDS) - {"us"}  # a country, in most archives


def lunr_index(group: Group, documents: Iterable[Document]) -> LunrIndex:
    """The same documents in an index of lunr's own making, under our pipeline. Slow: for proof."""
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


def find_both(chunk: str) -> list[str]:
    """Terms as lunr.js stems and, where it differs, as lunr.py does: each then finds all in the published index."""
    words = [word for word in fold_words(chunk) if word not in STOP_WORDS]
    return [term for word in words for term in dict.fromkeys((*find_terms(word, ()), PorterStemmer().stem(word)))]


def _find_both(token: Token, *_: object) -> list[Token]:
    return [token.clone(lambda _word, _metadata, term=term: term) for term in find_both(str(token))]


if (
    PIPELINE not in Pipeline.registered_functions
):  # lunr keeps one register for the whole process, and warns of a second
    Pipeline.register_function(_find_tokens, PIPELINE)
    Pipeline.register_function(_find_both, f"{PIPELINE}-both")


def plain_index(fields: Sequence[tuple[str, int]], documents: Iterable[Mapping[str, str]]) -> Mapping[str, object]:
    """A standard Lunr index as lunr makes and serializes it: what `standard_index` must equal. Slow: for proof."""
    builder = Builder()
    for name, boost in fields:
        builder.field(name, boost)
    builder.pipeline.add(_find_both)
    builder.search_pipeline.add(Pipeline.registered_functions[STEMMER])
    for document in documents:
        builder.add(dict(document))
    made: Mapping[str, object] = builder.build().serialize()
    return made
