"""In: packed articles, and what is told of them. Out: the steps of an index, from texts to texts, each by itself.

Must not know what was made before, nor hold more than one block, or one range of terms: all of them may be much.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from generator.core.exports import write_comments
from generator.core.lunr_index import STOP_WORDS
from generator.core.outlines import restore_article
from generator.core.packing import pack, unpack
from generator.core.search_documents import GROUPS, SPACES, Document, Held, Told, find_article, head_of
from generator.core.search_index import Document as Indexed, Holder, Part, Reading, Section, index_block
from generator.core.search_rows import continue_thread, write_article
from generator.core.search_shards import Shards, merge_sections, write_shards
from generator.core.words import Words

PARTS = 4  # texts of an article: its outline, what it says, what its comments say, what is told of it
WIDTHS = {group.kind: len(group.fields) for group in GROUPS}
LONG = {group.kind: at for group in GROUPS for at, (name, _) in enumerate(group.fields) if name == group.long}
Apart = tuple[Indexed, ...]  # the documents of some sources, or of some questions
Numbers = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """What is counted in a block: documents by kind, terms by field and of each holder in its long field; of each row
    its size, of each thread its runs."""

    documents: Numbers
    lengths: Numbers
    long: Numbers
    sizes: Numbers = ()
    runs: Numbers = ()


@dataclass(frozen=True, slots=True)
class Bounds:
    """Before which terms the files of a range begin: those of postings, those of its vocabulary."""

    terms: tuple[str, ...]
    words: tuple[str, ...]


def find_block(words: Words, texts: Sequence[str]) -> tuple[str, ...]:
    """What articles add, `PARTS` texts each: a Tally; rows, one a line; runs of comments, one a line; lines of the
    table of comments; and a Section for each range of terms."""
    listed, rows, runs, table = [], [], [], []
    for at in range(0, len(texts), PARTS):
        article, told = restore_article(*texts[at : at + 3]), unpack(Told, texts[at + 3])
        held = find_article(article, told, words)
        listed.append(held)
        rows.append(write_article(head_of(article, told, words), held))
        runs.append(tuple(continue_thread(held)))
        table.append(write_comments(article))
    part = index_block(_read_as("article"), tuple(map(_hold, listed)))
    tally = Tally(part.documents, part.lengths, part.long, tuple(map(len, rows)), tuple(map(len, runs)))
    further = "\n".join(run for each in runs for run in each)
    return pack(Tally, tally), "\n".join(rows), further, "".join(table), *_pack_sections(part)


def index_apart(space: str, texts: Sequence[str]) -> tuple[str, ...]:
    """What sources or questions add, one text: a Tally, and a Section for each range of terms."""
    [documents] = [unpack(Apart, text) for text in texts]
    part = index_block(_read_as(space), tuple(((document,),) for document in documents))
    return pack(Tally, Tally(part.documents, part.lengths, part.long)), *_pack_sections(part)


def merge_blocks(shared: None, texts: Sequence[str]) -> tuple[str]:
    """One range of terms of several blocks, from the first holder of each and their Sections: a Section."""
    numbers, *sections = texts
    merged = merge_sections(json.loads(numbers), [unpack(Section, each) for each in sections])
    return (pack(Section, merged),)


def write_range(numbers: Numbers, texts: Sequence[str]) -> tuple[str, str, str, str]:
    """A range of terms, from what it begins with and its Sections: Bounds; lines of postings, positions, vocabulary."""
    start, *sections = texts
    made: Shards = write_shards(numbers, start, [unpack(Section, each) for each in sections])
    bounds = Bounds(made.bounds, made.word_bounds)
    return pack(Bounds, bounds), "\n".join(made.postings), "\n".join(made.positions), "\n".join(made.words)


def hold_apart(held: Sequence[Held]) -> str:
    """What `index_apart` takes of some sources or questions."""
    return pack(Apart, tuple(_strip(document) for each in held for (document,) in each))


def _pack_sections(part: Part) -> tuple[str, ...]:
    return tuple(pack(Section, section) for section in part.sections)


def _read_as(space: str) -> Reading:
    kinds = SPACES[space]
    return Reading(tuple(sorted(STOP_WORDS)), tuple(WIDTHS[kind] for kind in kinds), LONG.get(kinds[0], -1))


def _hold(held: Held) -> Holder:
    return tuple(tuple(map(_strip, documents)) for documents in held)


def _strip(document: Document) -> Indexed:
    return document.fields, document.hidden
