"""In: documents of words. Out: an inverted index with Lunr's weights (BM25, rounded to three decimals) and positions.

Must give, term for term, what lunr.Builder gives for the same documents; it is only faster and smaller in memory.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from generator.core.search_layout import unit_order, write_number
from generator.core.stemming import cut_chunks, find_words, fold, stem

K1 = 1.2  # of BM25, as Lunr sets it
B = 0.75
BREAK = 10  # words between two blocks, so that no phrase runs from one into the other

Fields = tuple[tuple[str, ...], ...]  # the blocks of each field


@dataclass(frozen=True, slots=True)
class Index:
    """Of every term: in how many fields of documents it stands; then of each: document, field, how many, where."""

    boosts: tuple[float, ...]
    documents: int
    lengths: tuple[list[int], ...]  # of each field, in terms, by document
    terms: dict[str, array[int]]


Words = tuple[int, tuple[tuple[int, str], ...]]  # of a chunk: how many words, and offset and term of those that count


class Reader:
    """Reads chunks, and remembers them: an archive repeats itself."""

    def __init__(self, stop_words: frozenset[str]) -> None:
        self._stop_words = stop_words
        self.known: dict[str, Words] = {}
        self.plain: dict[str, str] = {}  # the shortest form in which each term was read

    def read(self, chunk: str) -> Words:
        """Read a chunk for the first time."""
        count, terms = 0, []
        for start, end in find_words(chunk):
            word = fold(chunk[start:end])
            if word and word not in self._stop_words:
                term = stem(word)
                terms.append((count, term))
                self._keep_plain(term, chunk[start:end].removesuffix("'s").removesuffix("’s"))
            count += bool(word)
        words = self.known[chunk] = (count, tuple(terms))
        return words

    def _keep_plain(self, term: str, form: str) -> None:
        known = self.plain.get(term)
        if known is None or (len(form), form) < (len(known), known):
            self.plain[term] = form


def index_documents(documents: Sequence[tuple[Fields, Reader]], boosts: tuple[float, ...]) -> Index:
    """Index documents in their order, each with its reader; its fields stand in the order of the boosts."""
    lengths = tuple([0] * len(documents) for _ in boosts)
    terms: dict[str, array[int]] = {}
    for number, (fields, reader) in enumerate(documents):
        for field, blocks in enumerate(fields):
            found = _place_terms(blocks, reader)
            lengths[field][number] = sum(map(len, found.values()))
            for term, positions in found.items():
                stream = terms.get(term)
                if stream is None:
                    stream = terms[term] = array("I", (0,))
                stream[0] += 1
                stream.extend((number, field, len(positions), *positions))
    return Index(boosts, len(documents), lengths, terms)


def _place_terms(blocks: tuple[str, ...], reader: Reader) -> dict[str, list[int]]:
    """Every term of a field with the numbers of its words."""
    found: dict[str, list[int]] = {}
    known = reader.known
    at = 0
    for block in blocks:
        for chunk in cut_chunks(block):
            count, terms = known.get(chunk) or reader.read(chunk)
            for offset, term in terms:
                if term in found:
                    found[term].append(at + offset)
                else:
                    found[term] = [at + offset]
            at += count
        at += BREAK
    return found


def list_terms(index: Index) -> Iterator[tuple[str, str, str, int]]:
    """Every term in unit order, its postings and positions as text, and the number of documents that have it.

    Postings: for each field a count, then for each document the gap to the one before and the weight in thousandths.
    Positions: for each posting in the same order a count, then gaps.
    """
    averages = [sum(held) / index.documents if index.documents else 0.0 for held in index.lengths]
    norms = [
        {length: K1 * (1 - B + B * (length / average)) for length in set(held) if average}
        for held, average in zip(index.lengths, averages, strict=True)
    ]
    lengths, boosts = index.lengths, index.boosts
    fields = range(len(boosts))
    for term in sorted(index.terms, key=unit_order):
        stream = index.terms[term].tolist()
        idf = _rate(index.documents, stream[0])
        postings: list[list[str]] = [[] for _ in fields]
        beside: list[list[str]] = [[] for _ in fields]
        before = [-1 for _ in fields]
        documents, last, at = 0, -1, 1
        while at < len(stream):  # some ten million times in a large archive
            document, field, count = stream[at], stream[at + 1], stream[at + 2]
            # Lunr's weight: the same operations in the same order
            score = idf * ((K1 + 1) * count) / (norms[field][lengths[field][document]] + count)
            weight = int(round(score * boosts[field], 3) * 1000 + 0.5)
            postings[field].append(write_number(document - before[field] - 1) + write_number(weight))
            if count == 1:
                beside[field].append(_ONCE + write_number(stream[at + 3]))
            else:
                beside[field].append(_write_places(stream[at + 3 : at + 3 + count]))
            if document != last:
                documents += 1
            before[field] = last = document
            at += 3 + count
        written = [write_number(len(entries)) + "".join(entries) for entries in postings]
        yield term, "".join(written), "".join(map("".join, beside)), documents


_ONCE = write_number(1)


def _write_places(positions: list[int]) -> str:
    gaps = (write_number(after - before) for before, after in pairwise((0, *positions)))
    return f"{write_number(len(positions))}{''.join(gaps)}"


def _rate(documents: int, holding: int) -> float:
    """Lunr's inverse document frequency; a document counts once for every field that has the term."""
    return math.log(1 + abs((documents - holding + 0.5) / (holding + 0.5)))
