"""In: what the blocks of an archive hold of one range of terms. Out: that range as the texts of files.

Must not weigh anything: a posting is written as it was counted, so that it changes only with its own article.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from generator.core.search_index import UNTOLD, Section
from generator.core.search_layout import count_units, find_separator, unit_order, write_after, write_json, write_number

SHARD = 10_000  # characters of postings in one file
WORDS = 16_000  # characters of the vocabulary in one file


@dataclass(frozen=True, slots=True)
class Shards:
    """A range of terms in runs: before which term each begins, and the payloads of its postings and of their positions.

    Positions are [characters of the postings they belong to, of each term those in the first document of its holders,
    and those in the documents after it]. `words` is the vocabulary of the range, cut by itself: every term, how many
    holders have it, its plainest form.
    """

    bounds: tuple[str, ...]
    postings: tuple[str, ...]
    positions: tuple[str, ...]
    word_bounds: tuple[str, ...]
    words: tuple[str, ...]


@dataclass(slots=True)
class _Term:
    """A term as it grows from block to block: its first and last holder, how many it has, its plainest form ('' for
    none). The first of its postings has no gap yet."""

    first: int
    last: int
    count: int
    plain: str
    postings: list[str]
    positions: list[str]
    inside: list[str]


def merge_sections(numbers: Sequence[int], sections: Sequence[Section]) -> Section:
    """One range of terms of several blocks in order, as if they had been one; `numbers`: the first holder of each."""
    joined = _join(numbers, sections)
    terms = sorted(joined)
    listed = [joined[term] for term in terms]
    return Section(
        terms="\n".join(terms),
        firsts="".join(chr(each.first) for each in listed),
        lasts="".join(chr(each.last) for each in listed),
        counts="".join(chr(each.count) for each in listed),
        postings="\n".join("".join(each.postings) for each in listed),
        positions="\n".join("".join(each.positions) for each in listed),
        inside="\n".join("".join(each.inside) for each in listed),
        plain="\n".join(
            "" if each.plain == term else each.plain or UNTOLD for term, each in zip(terms, listed, strict=True)
        ),
    )


def write_shards(numbers: Sequence[int], start: str, sections: Sequence[Section]) -> Shards:
    """Join one range of terms, that begins with `start`, from blocks in order; `numbers`: the first holder of each.

    The postings of a term are those of its holders, as search_index writes them, with the gaps between holders.
    """
    joined = _join(numbers, sections)
    terms = sorted(joined, key=unit_order)
    listed = [joined[term] for term in terms]
    names = list(map(write_after, ("", *terms), terms))
    postings = ["".join((*_begin(each.postings[0], each.first), *each.postings[1:])) for each in listed]
    words = [
        f"{write_number(each.count)}{write_after(term, each.plain)}" for term, each in zip(terms, listed, strict=True)
    ]
    runs = list(_cut([len(term) + len(data) for term, data in zip(terms, postings, strict=True)], SHARD))
    lists = list(_cut([3 + len(data) for data in words], WORDS))
    sized = [f"{write_number(len(each))}{each}" for each in postings]
    entries = [_write_entries(run, terms, names, sized) for run in runs]
    return Shards(
        bounds=_find_bounds(start, terms, runs),
        postings=tuple(map(write_json, entries)),
        positions=tuple(
            write_json((count_units(entry), _write_positions(listed[run])))
            for entry, run in zip(entries, runs, strict=True)
        ),
        word_bounds=_find_bounds(start, terms, lists),
        words=tuple(write_json(_write_entries(run, terms, names, words)) for run in lists),
    )


def _begin(posting: str, gap: int) -> tuple[str, str, str]:
    """A posting that was written without the gap before its holder, with it."""
    return posting[0], write_number(gap), posting[1:]


def _join(numbers: Sequence[int], sections: Sequence[Section]) -> dict[str, _Term]:
    joined: dict[str, _Term] = {}
    for number, section in zip(numbers, sections, strict=True):
        if section.terms:
            _add_section(joined, number, section)
    return joined


def _add_section(joined: dict[str, _Term], start: int, section: Section) -> None:
    texts = (section.terms, section.postings, section.positions, section.inside, section.plain)
    lines = zip(*(text.split("\n") for text in texts), section.firsts, section.lasts, section.counts, strict=True)
    for term, postings, positions, inside, form, first, last, count in lines:
        plain = "" if form == UNTOLD else form or term
        begun, end = start + ord(first), start + ord(last)
        known = joined.get(term)
        if known is None:
            joined[term] = _Term(begun, end, ord(count), plain, [postings], [positions], [inside])
            continue
        known.postings += _begin(postings, begun - known.last - 1)
        known.positions.append(positions)
        known.inside.append(inside)
        known.last = end
        known.count += ord(count)
        if plain and (not known.plain or (len(plain), plain) < (len(known.plain), known.plain)):
            known.plain = plain


def _cut(sizes: Iterable[int], most: int) -> Iterator[slice]:
    """Runs of sizes that come to `most` or, for the last of each, begin below it."""
    begun, filled, end = 0, 0, 0
    for end, size in enumerate(sizes, 1):
        filled += size
        if filled >= most:
            yield slice(begun, end)
            begun, filled = end, 0
    if end > begun:
        yield slice(begun, end)


def _find_bounds(start: str, terms: Sequence[str], runs: Sequence[slice]) -> tuple[str, ...]:
    """The shortest beginnings that tell runs apart; the first is that of the range."""
    return tuple(find_separator(terms[run.start - 1], terms[run.start]) if run.start else start for run in runs)


def _write_entries(run: slice, terms: Sequence[str], names: Sequence[str], data: Sequence[str]) -> str:
    """A run of terms with their data; `names` are the terms by what each shares with the one before."""
    first = write_after("", terms[run.start])
    return "".join((first, data[run.start], *chain(*zip(names[run][1:], data[run][1:], strict=True))))


def _write_positions(terms: Sequence[_Term]) -> str:
    listed = ("".join(data) for each in terms for data in (each.positions, each.inside))
    return "".join(f"{write_number(len(each))}{each}" for each in listed)
