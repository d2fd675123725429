"""In: documents of words. Out: an inverted index with Lunr's weights (BM25, rounded to three decimals) and positions.

Must give, term for term, what lunr.Builder gives for the same documents; it is only faster and smaller in memory.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from generator.core.search_layout import unit_order, write_number
from generator.core.stemming import SEPARATORS, find_words, fold, stem

K1 = 1.2  # of BM25, as Lunr sets it
B = 0.75
BREAK = 10  # words between two blocks, so that no phrase runs from one into the other

Fields = tuple[tuple[str, ...], ...]  # the blocks of each field


@dataclass(frozen=True, slots=True)
class Words:
    """A chunk as read: how many words it has, and the offset, term and plain form of those that are no stop words."""

    count: int
    terms: tuple[tuple[int, str, str], ...]


@dataclass(frozen=True, slots=True)
class Index:
    """Of every term: in how many fields of documents it stands; then of each, in order: document, field, how many, where."""

    boosts: tuple[float, ...]
    documents: int
    lengths: tuple[array[int], ...]  # of each field, in terms, by document
    terms: dict[str, array[int]]


class Reader:
    """Reads chunks, and remembers them: an archive repeats itself."""

    def __init__(self, stop_words: frozenset[str]) -> None:
        self._stop_words = stop_words
        self._known: dict[str, Words] = {}

    def read(self, chunk: str) -> Words:
        words = self._known.get(chunk)
        if words is None:
            words = self._known[chunk] = _read_chunk(chunk, self._stop_words)
        return words

    def plain_forms(self) -> dict[str, str]:
        """The shortest form in which each term was read so far."""
        forms: dict[str, str] = {}
        for words in self._known.values():
            for _, term, plain in words.terms:
                known = forms.get(term)
                if known is None or (len(plain), plain) < (len(known), known):
                    forms[term] = plain
        return forms


def _read_chunk(chunk: str, stop_words: frozenset[str]) -> Words:
    count, terms = 0, []
    for start, end in find_words(chunk):
        word = fold(chunk[start:end])
        if word and word not in stop_words:
            plain = chunk[start:end].removesuffix("'s").removesuffix("’s")
            terms.append((count, stem(word), plain))
        count += bool(word)
    return Words(count, tuple(terms))


def index_documents(documents: Sequence[tuple[Fields, Reader]], boosts: tuple[float, ...]) -> Index:
    """Index documents in their order, each with its reader; its fields stand in the order of the boosts."""
    lengths = tuple(array("I", bytes(4 * len(documents))) for _ in boosts)
    terms: dict[str, array[int]] = {}
    for number, (fields, reader) in enumerate(documents):
        for field, blocks in enumerate(fields):
            found: dict[str, list[int]] = {}
            total = at = 0
            for block in blocks:
                for chunk in SEPARATORS.findall(block.lower()):
                    words = reader.read(chunk)
                    for offset, term, _ in words.terms:
                        found.setdefault(term, []).append(at + offset)
                    total += len(words.terms)
                    at += words.count
                at += BREAK
            lengths[field][number] = total
            for term, positions in found.items():
                known = terms.get(term)
                if known is None:
                    known = terms[term] = array("I", (0,))
                known[0] += 1
                known.extend((number, field, len(positions), *positions))
    return Index(boosts, len(documents), lengths, terms)


def list_terms(index: Index) -> Iterator[tuple[str, str, str, int]]:
    """Every term in unit order, its postings and positions as text, and the number of documents that have it.

    Postings: for each field a count, then for each document the gap to the one before and the weight in thousandths.
    Positions: for each posting in the same order a count, then gaps.
    """
    weigh = _weigher(index)
    fields = range(len(index.boosts))
    for term in sorted(index.terms, key=unit_order):
        stream = index.terms[term]
        idf = _rate(index.documents, stream[0])
        postings: list[list[str]] = [[] for _ in fields]
        beside: list[list[str]] = [[] for _ in fields]
        before = [-1 for _ in fields]
        documents, last, at = 0, -1, 1
        while at < len(stream):
            document, field, count = stream[at : at + 3]
            gap, weight = document - before[field] - 1, weigh(idf, field, document, count)
            postings[field].append(f"{write_number(gap)}{write_number(weight)}")
            beside[field].append(_write_places(stream[at + 3 : at + 3 + count]))
            documents += document != last
            before[field] = last = document
            at += 3 + count
        written = (f"{write_number(len(entries))}{''.join(entries)}" for entries in postings)
        yield term, "".join(written), "".join(map("".join, beside)), documents


def _write_places(positions: array[int]) -> str:
    if len(positions) == 1:
        return f"{write_number(1)}{write_number(positions[0])}"
    gaps = (write_number(after - before) for before, after in pairwise((0, *positions)))
    return f"{write_number(len(positions))}{''.join(gaps)}"


def _rate(documents: int, holding: int) -> float:
    """Lunr's inverse document frequency; a document counts once for every field that has the term."""
    return math.log(1 + abs((documents - holding + 0.5) / (holding + 0.5)))


def _weigher(index: Index) -> Callable[[float, int, int, int], int]:
    """Lunr's weight of a term in one field of one document, in thousandths: the same operations in the same order."""
    averages = [sum(lengths) / index.documents if index.documents else 0.0 for lengths in index.lengths]
    norms: list[dict[int, float]] = [
        {length: K1 * (1 - B + B * (length / average)) for length in set(lengths) if average}
        for lengths, average in zip(index.lengths, averages, strict=True)
    ]
    lengths, boosts = index.lengths, index.boosts

    def weigh(idf: float, field: int, document: int, count: int) -> int:
        score: float = idf * ((K1 + 1) * count) / (norms[field][lengths[field][document]] + count)
        return round(round(score * boosts[field], 3) * 1000)

    return weigh
