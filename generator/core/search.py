"""In: a catalogue and its standings. Out: the files of the search, as scripts that a browser loads on demand.

The only door to lunr. Its weights, stop words and query language hold; the pipeline is ours (`stemming`).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from lunr.builder import Builder
from lunr.index import Index as LunrIndex
from lunr.pipeline import Pipeline
from lunr.stemmer import PorterStemmer
from lunr.stop_word_filter import WORDS
from lunr.token import Token

from generator.core import urls
from generator.core.catalogue import Catalogue
from generator.core.model import Output
from generator.core.search_documents import GROUPS, Document, Facets, Group, list_documents, list_facets, list_heads
from generator.core.search_index import Reader, index_documents, list_terms
from generator.core.search_layout import (
    cut_shards,
    pack_rows,
    unit_order,
    write_after,
    write_call,
    write_file,
    write_json,
    write_number,
)
from generator.core.standing import Standing
from generator.core.stemming import find_terms, fold_words
from generator.core.words import Words

WHOLE = 600_000  # characters: below this everything stands in the manifest
STANDARD = 2_000_000  # characters of text up to which a standard Lunr index is published
ROWS = 8_000  # characters of rows in one file
COMMENTS = 16  # rows of comments in one file
PIPELINE = "whence"
STOP_WORDS = frozenset(WORDS) - {"us"}  # a country, in most archives

Names = dict[str, str]  # payloads by the name of their file


@dataclass(frozen=True, slots=True)
class Readers:
    """Words under a cover are read apart: they are found, and never suggested."""

    open: Reader
    covered: Reader


def search_files(
    catalogue: Catalogue, standings: Mapping[str, Standing], words: Words, whole: int = WHOLE
) -> tuple[Output, ...]:
    """Everything below search/, and data/search-index.json. The same content gives the same bytes.

    search/m.js           the manifest; a small archive stands in it whole, and needs no other file
    search/a/<i>.js       articles: the postings of a range of terms; search/ap/<i>.js their positions
    search/c, cp          the same of comments; s, sp of claims; o, op of sources; q, qp of questions
    search/d/<i>.js       what a result shows of articles; k of comments; e of claims; w of sources; u of questions
    search/f/0.js         how many comments and claims each article has; f/1.js what results can be narrowed by
    search/v/<i>.js       all terms, with how many documents have them and their plainest form
    data/search-index.json  one standard Lunr index of everything, where the archive is small enough

    Each is a script of one call, so it works from any host, from a disk and under a strict policy. `whole`: the size in
    characters below which the manifest carries everything.
    """
    documents = list_documents(catalogue, standings, words)
    readers = Readers(Reader(STOP_WORDS), Reader(STOP_WORDS))
    parts: Names = {}
    counts: dict[str, int] = {}
    groups = [_write_group(group, documents[group.kind], readers, parts, counts) for group in GROUPS]
    heads = list_heads(catalogue, words)
    for group, described in zip(GROUPS, groups, strict=True):
        described["per"] = _write_rows(group, documents[group.kind], heads, parts)
    bounds = _write_vocabulary(counts, readers.open.plain, parts)
    _write_facets(list_facets(catalogue, standings, words), parts)
    manifest = {"stop": sorted(STOP_WORDS), "groups": groups, "words": bounds}
    return (*_write_files(manifest, parts, whole), *_standard_index(catalogue, documents))


def _write_group(
    group: Group, documents: Sequence[Document], readers: Readers, parts: Names, counts: dict[str, int]
) -> dict[str, object]:
    """Put a group's shards among the parts, and count its terms; what the manifest says of it."""
    found = [(each.fields, readers.covered if each.hidden else readers.open) for each in documents]
    index = index_documents(found, tuple(boost for _, boost in group.fields))

    def entries() -> Iterator[tuple[str, str, str]]:
        for term, postings, positions, count in list_terms(index):
            counts[term] = counts.get(term, 0) + count
            yield term, postings, positions

    shards = cut_shards(entries())
    for number, (postings, positions) in enumerate(zip(shards.files, shards.beside, strict=True)):
        parts[f"{group.key}/{number}"] = write_json(postings)
        parts[f"{group.key}p/{number}"] = write_json(positions)
    return {
        "kind": group.kind,
        "key": group.key,
        "rows": group.rows,
        "size": len(documents),
        "fields": [name for name, _ in group.fields],
        "bounds": shards.bounds,
    }


def _write_rows(group: Group, documents: Sequence[Document], heads: Sequence[object], parts: Names) -> int:
    """Put a group's rows among the parts, with the heads of their articles; how many a file has."""
    rows = [each.row for each in documents]
    if group.kind == "report":
        rows = [(head, *row) for head, row in zip(heads, rows, strict=True)]
    average = sum(len(write_json(row)) for row in rows[:1000]) // min(len(rows), 1000) if rows else 1
    per = COMMENTS if group.kind == "comment" else max(1, ROWS // max(1, average))
    for number, packed in enumerate(pack_rows(rows, per)):
        payload = packed
        if group.kind in ("comment", "claim"):
            needed = dict.fromkeys(int(str(row[0])) for row in rows[number * per : (number + 1) * per])
            payload = f"[{write_json([(at, heads[at]) for at in needed])},{packed}]"
        parts[f"{group.rows}/{number}"] = payload
    return per


def _write_vocabulary(counts: Mapping[str, int], forms: Mapping[str, str], parts: Names) -> str:
    def entries() -> Iterator[tuple[str, str, str]]:
        for term in sorted(counts, key=unit_order):
            yield term, write_number(counts[term]) + write_after(term, forms.get(term, "")), ""

    shards = cut_shards(entries())
    for number, words in enumerate(shards.files):
        parts[f"v/{number}"] = write_json(words)
    return shards.bounds


def _write_facets(facets: Facets, parts: Names) -> None:
    counted = "".join(write_number(comments) + write_number(claims) for comments, claims, _, _ in facets.articles)
    parts["f/0"] = write_json(counted)
    parts["f/1"] = write_json(
        {
            "outlet": facets.outlets,
            "source": facets.sources,
            "standing": facets.states,
            "articles": "".join(write_number(outlet) + write_number(year) for _, _, outlet, year in facets.articles),
            "claims": "".join(write_number(source) + write_number(state) for source, state in facets.claims),
            "questions": "".join(map(write_number, facets.questions)),
        }
    )


def _write_files(manifest: Mapping[str, object], parts: Names, whole: int) -> Iterator[Output]:
    """The version is a digest of everything: a file of another build is known for one."""
    described = write_json(manifest)
    digest = sha256(described.encode())
    for name, payload in parts.items():
        digest.update(f"\0{name}\0{payload}".encode())
    version = digest.hexdigest()[:8]
    calls = {name: write_call(name, version, payload) for name, payload in parts.items()}
    head = write_call("m", version, described)
    if sum(map(len, calls.values())) < whole:
        yield write_file("m", "".join((*calls.values(), head)))
        return
    yield write_file("m", head)
    for name, call in calls.items():
        yield write_file(name, call)


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


def _standard_index(catalogue: Catalogue, documents: Mapping[str, Sequence[Document]]) -> Iterator[Output]:
    """data/search-index.json, as lunr.Index.load reads it in JavaScript and in Python; references are addresses.

    Fields: name (title, statement or question), text, by (outlet, author or speaker). Its pipeline is `stemmer`.
    """
    texts = list(_flatten(catalogue, documents))
    if not texts or sum(len(text) for _, *fields in texts for text in fields) > STANDARD:
        return
    builder = Builder()
    for name, boost in (("name", 2), ("text", 1), ("by", 2)):
        builder.field(name, boost)
    builder.pipeline.add(_find_both)
    builder.search_pipeline.add(Pipeline.registered_functions["stemmer"])
    for address, name, text, by in texts:
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
