"""In: the words of some articles, sources or questions. Out: where each term stands, as text to be joined to others'.

Must not look beyond the block it is given: what depends on the whole archive (numbers, weights) is left to the reader.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, chain, compress, count, pairwise
from zlib import crc32

from generator.core.search_layout import SYMBOLS, write_number
from generator.core.stemming import LONGEST, cut_chunks, find_words, fold, stem

BREAK = 10  # words between two blocks, at least, so that no phrase runs from one into the other
STRIDE = 64  # every block begins at a multiple of it
ROOM = 43  # of them, for which numbers of two symbols are enough
_BEGINNING = 3  # words of a block from which it follows where it begins
MOST_FIELDS = 11  # of a holder, so that the head of a posting is one symbol
UNTOLD = " "  # stands for the plain form of a term that is only under covers
_STARTS = """1 2 a am ap b be bo br c ce ch co con cr d de di e en f fo g h ho i in k l li m me mo n o p pe pr q re ro
s se si so st t te to u v w wh x {"""
SECTIONS = (
    "",
    *_STARTS.split(),
)  # where each range of terms begins: fixed, so that one edit moves no term to another range

Fields = tuple[tuple[str, ...], ...]  # the blocks of each field
Document = tuple[Fields, bool]  # and whether its words are under a cover
Holder = tuple[tuple[Document, ...], ...]  # what one number stands for: of each kind, its documents


@dataclass(frozen=True, slots=True)
class Section:
    """The terms of one range: lines, one a term, each list in the same order.

    `firsts`, `lasts` and `counts` are one character a term: its first and last holder in the block, and how many.
    `inside` are the positions in documents after those of the first kind; `positions` those in the first.
    `plain` is the shortest form it was read in; empty where that is the term.
    """

    terms: str
    firsts: str
    lasts: str
    counts: str
    postings: str
    positions: str
    inside: str
    plain: str


@dataclass(frozen=True, slots=True)
class Part:
    """What a block of holders adds to an index: of each kind how many documents, of each field how many terms; `long`:
    of each holder how many its long field has."""

    documents: tuple[int, ...]
    lengths: tuple[int, ...]
    long: tuple[int, ...]
    sections: tuple[Section, ...]


class Reader:
    """Reads text, and remembers every run of characters: an archive repeats itself."""

    def __init__(self, stop_words: Sequence[str]) -> None:
        self._stop_words = frozenset(stop_words)
        self.terms = {_GAP: ""}  # of each word as written; '' where it is only counted
        self.plain: dict[str, str] = {}  # words as they are suggested
        self._cut: dict[str, tuple[str, ...]] = {}  # runs that are not one word

    def read(self, blocks: Sequence[str]) -> list[str]:
        """The words of blocks as written, lower case, with a gap between two blocks. All of them are in `terms`."""
        chunks = split(_BREAK.join(blocks))
        if not self.terms.keys() >= set(chunks):
            for chunk in chunks:
                if chunk not in self.terms:
                    self._learn(chunk)
        if not self._cut.keys().isdisjoint(chunks):
            chunks = [word for chunk in chunks for word in self._cut.get(chunk, (chunk,))]
        return chunks

    def _learn(self, chunk: str) -> None:
        if chunk.isascii() and chunk.isalpha():  # most are, and need neither cutting nor folding
            words = [(chunk, chunk[:LONGEST])]
        else:
            words = [(chunk[start:end], fold(chunk[start:end])) for start, end in find_words(chunk)]
        kept = [(word, folded) for word, folded in words if folded]
        if [word for word, _ in kept] != [chunk]:
            self.terms[chunk] = ""
            self._cut[chunk] = tuple(word for word, _ in kept)
        for word, folded in kept:
            self.terms[word] = "" if folded in self._stop_words else stem(folded)
            self.plain[word] = word.removesuffix("'s").removesuffix("’s")


_GAP = "\0"  # stands in no text: see core.text
_BREAK = f" {_GAP} "
_MARKS = '"“”()?!:;—–…/'


def find_places(words: list[str]) -> Iterable[int]:
    """Where each word of a field stands, as phrases are told from it. A block begins where its first words say, or at
    the next place that has room: so a word more moves none beyond its block, and a block more none, as a rule."""
    if _GAP not in words:
        return count()
    taken: set[int] = set()
    places = []
    start, beyond = 0, ROOM
    for end in (*(at for at, word in enumerate(words) if word == _GAP), len(words)):
        size = -(-(end - start + BREAK) // STRIDE)
        first = crc32(" ".join(words[start : start + _BEGINNING]).encode()) if start else 0
        tried = ((first + step) % ROOM for step in range(ROOM))
        place = next((at for at in tried if taken.isdisjoint(range(at, at + size))), beyond)
        taken.update(range(place, place + size))
        beyond = max(beyond, place + size)
        places.append(range(place * STRIDE, place * STRIDE + end - start + 1))
        start = end + 1
    return chain.from_iterable(places)


def split(text: str) -> list[str]:
    """The chunks of a text, most of them bare words: marks that are no part of a word are taken away in bulk."""
    for mark in _MARKS:
        text = text.replace(mark, " ")
    return cut_chunks(f"{text} ".replace(". ", " ").replace(", ", " "))


@lru_cache(maxsize=2)
def _reader(stop_words: tuple[str, ...]) -> Reader:
    return Reader(stop_words)


class _Heads:
    """The symbols that begin a posting: its field, how often (to four and more), whether it is its holder's first."""

    def __init__(self, field: int) -> None:
        self.first = [SYMBOLS[4 * field + often] for often in range(4)]
        self.next = [SYMBOLS[4 * (field + MOST_FIELDS) + often] for often in range(4)]


_HEADS = [_Heads(field) for field in range(MOST_FIELDS)]


@dataclass(slots=True, init=False)  # filled by hand: half of all terms of a block stand in it once
class _Term:
    """What has been found of one term in a block so far: its first and last holder, how many, and their lines."""

    first: int
    last: int
    count: int
    postings: str
    positions: str
    inside: str


def _add(
    found: dict[str, _Term], place: tuple[int, int, str], terms: list[str], places: Iterable[int], *, long: bool
) -> int:
    """Add one field of one document: the terms of its words, and where each stands; how many they are.

    `place`: the number of the holder, the field, and the document's index as it is written. `long`: see Reading.
    """
    number, field, index = place
    where: dict[str, str] = {}
    often: dict[str, int] = {}
    numbers = map(write_number, places)
    for term, at in compress(zip(terms, numbers, strict=False), terms):  # six million times in a large archive
        if term in where:
            where[term] += at
            often[term] = often.get(term, 1) + 1
        else:
            where[term] = at
    length = len(terms) - terms.count("")
    ending = "" if long else write_number(length)
    heads, tails = _HEADS[field], [index + ending] * 3
    for term, positions in where.items():  # six million times
        more = often.get(term, 1) - 1
        tail = tails[more] if more < 3 else index + write_number(more - 3) + ending
        kind = min(more, 3)
        known = found.get(term)
        if known is None:
            found[term] = known = _Term()
            known.first = known.last = number
            known.count = 1
            known.postings = heads.first[kind] + tail
            known.positions = known.inside = ""
        elif known.last == number:
            known.postings += heads.next[kind] + tail
        else:
            known.postings += heads.first[kind] + write_number(number - known.last - 1) + tail
            known.last = number
            known.count += 1
        if index:
            known.inside += positions
        else:
            known.positions += positions
    return length


@dataclass(frozen=True, slots=True)
class Reading:
    """How a block is read: the words that are no terms, sorted, and how many fields each kind of document has.

    `long` is a field of the first kind, or -1: its postings do not say how long it is, for each of them would change
    with every word that is added to it.
    """

    stop_words: tuple[str, ...]
    widths: tuple[int, ...]
    long: int = -1


def index_block(reading: Reading, holders: Sequence[Holder]) -> Part:
    """Index holders of one sort, numbered from 0.

    A posting is: its head; where it is the holder's first, the gap to the holder before (left out for the first of the
    block); in documents after those of the first kind, the document's index; how often beyond four; the field's length,
    if it is not long.
    Positions are those of its words in the field, see `find_places`.
    """
    reader = _reader(reading.stop_words)
    found: dict[str, _Term] = {}
    shown: set[str] = set()
    bases = list(accumulate(reading.widths, initial=0))
    documents, lengths, long = [0] * len(reading.widths), [0] * bases[-1], []
    for number, holder in enumerate(holders):
        for kind, held in enumerate(holder):
            documents[kind] += len(held)
            for index, (fields, hidden) in enumerate(held):
                named = write_number(index) if kind else ""
                for field, blocks in enumerate(fields, bases[kind]):
                    words = reader.read(blocks)
                    if not hidden:
                        shown.update(words)
                    terms = list(map(reader.terms.__getitem__, words))
                    length = _add(found, (number, field, named), terms, find_places(words), long=field == reading.long)
                    lengths[field] += length
                    if field == reading.long:
                        long.append(length)
    return Part(tuple(documents), tuple(lengths), tuple(long), _cut_sections(found, _choose_plain(reader, shown)))


def _choose_plain(reader: Reader, shown: set[str]) -> dict[str, str]:
    """Of every term that is not only under covers, the shortest form in which it was read."""
    plain: dict[str, str] = {}
    for word in shown:
        if term := reader.terms[word]:
            form = reader.plain[word]
            known = plain.get(term)
            if known is None or len(form) < len(known) or (len(form) == len(known) and form < known):
                plain[term] = form
    return plain


def _cut_sections(found: dict[str, _Term], plain: dict[str, str]) -> tuple[Section, ...]:
    terms = sorted(found)
    starts = [bisect_left(terms, start) for start in SECTIONS] + [len(terms)]
    return tuple(_make_section(terms[start:end], found, plain) for start, end in pairwise(starts))


def _make_section(terms: list[str], found: dict[str, _Term], plain: dict[str, str]) -> Section:
    known = [found[term] for term in terms]
    forms = [plain.get(term, UNTOLD) for term in terms]
    return Section(
        terms="\n".join(terms),
        firsts="".join([chr(each.first) for each in known]),
        lasts="".join([chr(each.last) for each in known]),
        counts="".join([chr(each.count) for each in known]),
        postings="\n".join([each.postings for each in known]),
        positions="\n".join([each.positions for each in known]),
        inside="\n".join([each.inside for each in known]),
        plain="\n".join(["" if form == term else form for term, form in zip(terms, forms, strict=True)]),
    )
