"""In: a catalogue and its standings. Out: the files of the search, as scripts that a browser loads on demand.

Must not weigh: files hold what was counted, and templates/assets/js/search-store.js works out Lunr's weights from it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise
from typing import Protocol, TypeVar
from zlib import crc32

from generator.core.catalogue import Catalogue
from generator.core.lunr_index import STOP_WORDS
from generator.core.model import Output
from generator.core.search_documents import (
    GROUPS,
    SPACES,
    Facets,
    Held,
    list_documents,
    list_facets,
    list_heads,
    list_holders,
)
from generator.core.search_index import SECTIONS, Holder, Part, Reading, index_block
from generator.core.search_layout import write_call, write_file, write_json, write_number, write_words
from generator.core.search_rows import RUN, RUNS, pack_rows
from generator.core.search_shards import Shards, write_shards
from generator.core.standard_index import standard_index
from generator.core.standing import Standing
from generator.core.words import Words

WHOLE = 256_000  # bytes: below this everything stands in the manifest, some 90 kB on the wire
FORMAT = 3  # of the files; what reads them is published with them
BLOCK = 32  # holders that are indexed together, as a rule
MOST_IN_BLOCK = 64
ROOM = 1024  # numbers are given out by so many, so that a new source moves no article
FILES = 10_000  # numbers of files that each section may use

Shared = TypeVar("Shared")
Item = TypeVar("Item")
Result = TypeVar("Result")


class Each(Protocol):
    """`[fn(shared, item) for item in items]`, worked out anywhere, or remembered."""

    def __call__(
        self, fn: Callable[[Shared, Item], Result], shared: Shared, items: Sequence[Item], /
    ) -> list[Result]: ...


def run_each(fn: Callable[[Shared, Item], Result], shared: Shared, items: Sequence[Item], /) -> list[Result]:
    return [fn(shared, item) for item in items]


def search_files(
    catalogue: Catalogue, standings: Mapping[str, Standing], words: Words, whole: int = WHOLE, each: Each = run_each
) -> tuple[Output, ...]:
    """Everything below search/, and data/search-index.json. The same content gives the same bytes.

    search/m.js           the manifest; a small archive stands in it whole, and needs no other file
    search/t/<i>.js       the postings of a range of terms, in everything that can be found
    search/p/<i>.js       the positions of the same
    search/v/<i>.js       a range of the vocabulary: how many articles, sources and questions have each term
    search/d/<i>.js       what a result shows of some articles; x of the later comments of one
    search/w/<i>.js       the same of sources; u of questions
    search/f/0.js         what results can be narrowed by
    data/search-index.json  one standard Lunr index of everything, where the archive is small enough

    Each is a script of one call, so it works from any host, from a disk and under a strict policy. `each` runs what can
    be done apart; `whole` is the size in bytes below which the manifest carries everything.
    """
    holders = list_holders(catalogue, standings, words)
    edition = _name_edition(catalogue)
    index = _index_all(catalogue, holders, each)
    rows = pack_rows(holders, list_heads(catalogue, words))
    parts: dict[str, _File] = {}
    listed = _list_shards(index.shards, edition, parts)
    parts.update((name, _File(edition, payload)) for name, payload in rows.parts.items())
    parts["f/0"] = _File(edition, _write_facets(list_facets(catalogue, standings, words)))
    manifest = {
        "edition": edition,
        "stop": sorted(STOP_WORDS),
        "groups": [
            {"kind": group.kind, "fields": group.fields, "size": index.documents[group.kind], "lengths": lengths}
            for group in GROUPS
            for lengths in (index.lengths[group.kind],)
        ],
        "spaces": [{"first": index.firsts[name], "kinds": kinds} for name, kinds in SPACES.items()],
        "per": rows.per,
        "run": RUN,
        "runs": RUNS,
        **listed,
    }
    return (*_write_files(manifest, parts, whole), *standard_index(catalogue, list_documents(holders)))


@dataclass(frozen=True, slots=True)
class _File:
    """What one file holds, and by what it is known to belong to a manifest."""

    stamp: str
    payload: str


@dataclass(frozen=True, slots=True)
class _Index:
    """The counts of all: of each space its first number, of each kind its documents and the lengths of their fields."""

    firsts: Mapping[str, int]
    documents: Mapping[str, int]
    lengths: Mapping[str, Sequence[int]]
    shards: Sequence[Shards]


def _index_all(catalogue: Catalogue, holders: Mapping[str, Sequence[Held]], each: Each) -> _Index:
    ids = {
        "source": [source.id for source in catalogue.archive.sources],
        "question": list(catalogue.questions),
        "article": [article.id for article in catalogue.archive.articles],
    }
    widths = {group.kind: len(group.fields) for group in GROUPS}
    firsts: dict[str, int] = {}
    documents: dict[str, int] = {}
    lengths: dict[str, Sequence[int]] = {}
    numbers: list[int] = []
    parts: list[Part] = []
    number = 0
    for name, kinds in SPACES.items():
        blocks = list(_cut_blocks(ids[name], holders[name]))
        reading = Reading(tuple(sorted(STOP_WORDS)), tuple(widths[kind] for kind in kinds))
        made = each(index_block, reading, blocks)
        firsts[name] = number = -(-number // ROOM) * ROOM
        for block in blocks:
            numbers.append(number)
            number += len(block)
        parts += made
        documents.update((kind, sum(part.documents[at] for part in made)) for at, kind in enumerate(kinds))
        sums = [sum(part.lengths[at] for part in made) for at in range(sum(reading.widths))]
        for kind in kinds:
            lengths[kind], sums = sums[: widths[kind]], sums[widths[kind] :]
    ranges = [(start, tuple(part.sections[at] for part in parts)) for at, start in enumerate(SECTIONS)]
    return _Index(firsts, documents, lengths, each(write_shards, tuple(numbers), ranges))


def _cut_blocks(ids: Sequence[str], holders: Sequence[Held]) -> Iterator[tuple[Holder, ...]]:
    """Runs of holders that begin where their ids say so: a new article changes its own block and no other."""
    block: list[Holder] = []
    for id, held in zip(ids, holders, strict=True):
        if block and (crc32(id.encode()) % BLOCK == 0 or len(block) == MOST_IN_BLOCK):
            yield tuple(block)
            block = []
        block.append(tuple(tuple((each.fields, each.hidden) for each in documents) for documents in held))
    if block:
        yield tuple(block)


def _name_edition(catalogue: Catalogue) -> str:
    """A digest of what gives every document its number: files of one edition may be read together."""
    archive = catalogue.archive
    ids = [[each.id for each in listed] for listed in (archive.sources, archive.articles)]
    return sha256(write_json([FORMAT, SPACES, ids, list(catalogue.questions)]).encode()).hexdigest()[:8]


def _list_shards(shards: Sequence[Shards], edition: str, parts: dict[str, _File]) -> dict[str, object]:
    """Put shards among the parts; what the manifest says of them: how many in each section, and their bounds."""
    listed: dict[str, object] = {}
    for folder, bounds, files in (
        ("t", [each.bounds for each in shards], [each.postings for each in shards]),
        ("v", [each.word_bounds for each in shards], [each.words for each in shards]),
    ):
        flat = [bound for each in bounds for bound in each]
        ends = dict(pairwise(flat))
        for section, (begins, payloads) in enumerate(zip(bounds, files, strict=True)):
            for at, (bound, payload) in enumerate(zip(begins, payloads, strict=True)):
                stamp = f"{edition} {bound} {ends.get(bound, '')}"
                parts[f"{folder}/{section * FILES + at}"] = _File(stamp, payload)
        listed[folder] = ["".join(write_number(len(each)) for each in bounds), write_words(flat)]
    for section, each in enumerate(shards):
        for at, payload in enumerate(each.positions):
            parts[f"p/{section * FILES + at}"] = _File(edition, payload)
    return listed


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


def _write_files(manifest: Mapping[str, object], parts: dict[str, _File], whole: int) -> Iterator[Output]:
    """The manifest is stamped with a digest of everything, by which files are asked for: none comes from a cache.

    Empties the parts as it goes: a large archive should not stand in memory twice.
    """
    described = write_json(manifest)
    digest = sha256(described.encode())
    files: dict[str, bytes] = {}
    for name in list(parts):
        file = parts.pop(name)
        files[name] = write_call(name, file.stamp, file.payload).encode()
        digest.update(files[name])
    head = write_call("m", digest.hexdigest()[:8], described).encode()
    if sum(map(len, files.values())) < whole:
        yield write_file("m", b"".join((*files.values(), head)))
        return
    yield write_file("m", head)
    for name, content in files.items():
        yield write_file(name, content)
