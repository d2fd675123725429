"""What blocks hold, joined: the same whatever the blocks, cut into files that a query finds by their bounds."""

from __future__ import annotations

import json
from itertools import pairwise

from hypothesis import given, strategies as st

from generator.core.search_index import SECTIONS, Holder, index_block
from generator.core.search_layout import unit_order, write_words
from generator.core.search_shards import SHARD, Shards, merge_sections, write_shards
from tests.core.test_search_index import READING, one, read_numbers, read_postings
from tests.core.test_search_layout import read_number, read_words

_WORDS = ["mill", "mills", "river", "convoy", "convoys", "surrendered", "1,000", "Özgür", "москва", "the"]


def join(*blocks: list[Holder]) -> list[Shards]:
    """All sections of an archive that was indexed in these blocks."""
    numbers, number = [], 0
    for block in blocks:
        numbers.append(number)
        number += len(block)
    parts = [index_block(READING, block) for block in blocks]
    ranges = [(start, [part.sections[at] for part in parts]) for at, start in enumerate(SECTIONS)]
    return [write_shards(numbers, start, sections) for start, sections in ranges]


def read_terms(text: str) -> dict[str, str]:
    """The terms of a file with their data, as search-postings.js reads them."""
    terms, at, term = {}, 0, ""
    padded = text + " " * 4
    while at < len(text):
        shared, at = read_number(padded, at)
        more, at = read_number(padded, at)
        term, at = term[:shared] + text[at : at + more], at + more
        size, at = read_number(padded, at)
        terms[term], at = text[at : at + size], at + size
    return terms


_BLOCKS = st.lists(st.lists(st.sampled_from(_WORDS), max_size=6), min_size=1, max_size=12)


@given(_BLOCKS, st.data())
def test_an_index_is_the_same_in_whatever_blocks_it_was_made(texts: list[list[str]], data: st.DataObject) -> None:
    holders = [one(" ".join(words), hidden=len(words) == 3) for words in texts]
    cuts = data.draw(st.lists(st.integers(0, len(holders)), max_size=4)) if len(holders) > 1 else []
    ends = sorted({0, *cuts, len(holders)})
    blocks = [holders[start:end] for start, end in pairwise(ends)]
    assert join(*blocks) == join(holders)


@given(_BLOCKS, st.data())
def test_blocks_can_be_merged_before_they_are_joined(texts: list[list[str]], data: st.DataObject) -> None:
    holders = [one(" ".join(words), hidden=len(words) == 3) for words in texts]
    cut = data.draw(st.integers(0, len(holders)))
    parts = [index_block(READING, block) for block in (holders[:cut], holders[cut:])]
    ranges = zip(*(part.sections for part in parts), strict=True)
    assert [merge_sections((0, cut), each) for each in ranges] == list(index_block(READING, holders).sections)


def test_the_gaps_of_a_term_run_on_from_block_to_block() -> None:
    blocks = [[one("river"), one("mill")], [one("river")], [one("mill"), one("mill mill")]]
    [shards] = [each for each in join(*blocks) if each.bounds == ("me",) or "mill" in "".join(each.postings)]
    terms = read_terms(json.loads(shards.postings[0]))
    assert list(read_postings(terms["mill"])) == [(1, 0, 0, 1, 1), (3, 0, 0, 1, 1), (4, 0, 0, 2, 2)]
    size, positions = json.loads(shards.positions[0])
    assert size == len(json.loads(shards.postings[0]))
    assert read_numbers(positions) == [4, 0, 0, 0, 1, 0]


def test_the_vocabulary_tells_how_many_hold_a_word_and_its_plainest_form() -> None:
    shards = join([one("surrendered"), one("surrenders")], [one("surrendering"), one("rude", hidden=True)])
    found = [json.loads(words) for each in shards for words in each.words]
    assert read_words(found[0]) == [("rude", 1, "")]
    assert read_words(found[1]) == [("surrend", 3, "surrenders")]


def test_a_range_is_cut_where_a_file_is_full_and_bounds_tell_files_apart() -> None:
    words = [f"c{'xyz'[at % 3]}{at:05}" for at in range(2500)]
    [shards] = [each for each in join([one(*words)]) if each.postings]
    assert len(shards.postings) == len(shards.positions) == len(shards.bounds) > 1
    assert all(SHARD / 2 < len(text) < SHARD * 2 for text in shards.postings[:-1])
    terms = [list(read_terms(json.loads(text))) for text in shards.postings]
    assert [term for each in terms for term in each] == sorted(words, key=unit_order)
    assert shards.bounds[0] == "cr"
    for bound, (before, after) in zip(shards.bounds[1:], pairwise(terms), strict=True):
        assert before[-1] < bound <= after[0]


def test_a_range_without_terms_has_no_files() -> None:
    assert write_shards((), "a", ()) == Shards((), (), (), (), ())
    assert write_words(()) == ""
