"""In: a catalogue and its standings. Out: what the search shows and finds beside the words of articles.

Must not need those words: the outlines of articles are enough.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import accumulate
from zlib import crc32

from generator.core.catalogue import Catalogue
from generator.core.extent import is_small
from generator.core.packing import pack
from generator.core.search_documents import SPACES, Facets, Held, Told, list_apart, list_facets, tell_of
from generator.core.search_layout import write_json, write_number
from generator.core.search_steps import hold_apart
from generator.core.standing import Standing
from generator.core.words import Words

FORMAT = 4  # of the files; what reads them is published with them
BLOCK = 16  # holders that are indexed together, as a rule
MOST_IN_BLOCK = 32


@dataclass(frozen=True, slots=True)
class Apart:
    """Sources, or questions: of each of their blocks its size and first id; the blocks; what a result shows of each."""

    sizes: tuple[int, ...]
    begins: tuple[str, ...]
    blocks: tuple[str, ...]
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """`edition` is a digest of what gives every document its number: files of one edition may be read together."""

    edition: str
    articles: tuple[str, ...]  # their ids, in the archive's order
    told: tuple[str, ...]  # of each, a packed Told
    apart: tuple[Apart, ...]  # in the order of `SPACES`, articles left out
    facets: str
    small: bool  # whether one standard index can hold everything


def show_archive(catalogue: Catalogue, standings: Mapping[str, Standing], words: Words) -> Shown:
    """What the search shows of an archive; of its articles, outlines are enough."""
    articles = catalogue.archive.articles
    held = list_apart(catalogue, standings, words)
    ids = {"source": [source.id for source in catalogue.archive.sources], "question": list(catalogue.questions)}
    return Shown(
        edition=_name_edition(catalogue),
        articles=tuple(article.id for article in articles),
        told=tuple(pack(Told, tell_of(catalogue, standings, article, words)) for article in articles),
        apart=tuple(_set_apart(ids[space], held[space]) for space in SPACES if space in held),
        facets=_write_facets(list_facets(catalogue, standings, words)),
        small=is_small(catalogue.archive),
    )


def cut_blocks(ids: Sequence[str]) -> Iterator[int]:
    """The sizes of runs of holders that begin where their ids say so: a new one changes its own block and no other."""
    size = 0
    for id in ids:
        if size and (crc32(id.encode()) % BLOCK == 0 or size == MOST_IN_BLOCK):
            yield size
            size = 0
        size += 1
    if size:
        yield size


def _set_apart(ids: Sequence[str], held: Sequence[Held]) -> Apart:
    sizes = tuple(cut_blocks(ids))
    starts = tuple(accumulate(sizes[:-1], initial=0)) if sizes else ()
    blocks = tuple(hold_apart(held[start : start + size]) for start, size in zip(starts, sizes, strict=True))
    rows = tuple(write_json(document.row) for ((document,),) in held)
    return Apart(sizes, tuple(ids[start] for start in starts), blocks, rows)


def _name_edition(catalogue: Catalogue) -> str:
    archive = catalogue.archive
    ids = [[each.id for each in listed] for listed in (archive.sources, archive.articles)]
    return sha256(write_json([FORMAT, SPACES, ids, list(catalogue.questions)]).encode()).hexdigest()[:8]


def _write_facets(facets: Facets) -> str:
    return write_json(
        {
            "outlet": facets.outlets,
            "source": facets.sources,
            "standing": facets.states,
            "articles": "".join(write_number(value) for each in facets.articles for value in each),
            "claims": "".join(write_number(value) for each in facets.claims for value in each),
            "questions": "".join(map(write_number, facets.questions)),
        }
    )
