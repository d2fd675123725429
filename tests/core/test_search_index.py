"""What a block of an archive adds to the index: counts, lengths, positions, and forms to suggest."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from unittest.mock import ANY

from hypothesis import given, strategies as st

from generator.core.lunr_index import STOP_WORDS
from generator.core.search_documents import GROUPS, SPACES
from generator.core.search_index import (
    BREAK,
    MOST_FIELDS,
    ROOM,
    SECTIONS,
    STRIDE,
    UNTOLD,
    Holder,
    Part,
    Reader,
    Reading,
    Section,
    find_places,
    index_block,
    split,
)
from generator.core.search_layout import SYMBOLS, unit_order
from generator.core.stemming import cut_chunks, find_words, fold_words
from tests.core.test_search_layout import read_number

READING = Reading(tuple(sorted(STOP_WORDS)), (2, 1))

Posting = tuple[int, int, int, int, int]  # holder, field, document, how often, length


def one(*blocks: str, hidden: bool = False) -> Holder:
    """A holder of one document, with these blocks in its first field."""
    return ((((blocks, ()), hidden),), ())


def find(part: Part, term: str) -> dict[str, str]:
    """Everything a part holds of a term, by the name of the list it stands in."""
    for section in part.sections:
        terms = section.terms.split("\n")
        if term in terms:
            at = terms.index(term)
            lines = {
                name: getattr(section, name).split("\n")[at] for name in ("postings", "positions", "inside", "plain")
            }
            return lines | {name: getattr(section, name)[at] for name in ("firsts", "lasts", "counts")}
    raise KeyError(term)


def read_numbers(text: str) -> list[int]:
    found, at = [], 0
    while at < len(text):
        value, at = read_number(text + " " * 4, at)
        found.append(value)
    return found


def read_postings(text: str, *, first: int | None = None) -> Iterator[Posting]:
    """The postings of a term. `first`: the holder of the first where its gap is left out, as in a part."""
    at, holder = 0, -1
    padded = text + " " * 4
    while at < len(text):
        head, at = SYMBOLS.index(text[at]), at + 1
        if head < 4 * MOST_FIELDS:
            if first is not None:
                holder, first = first, None
            else:
                gap, at = read_number(padded, at)
                holder += gap + 1
        field = head // 4 % MOST_FIELDS
        document = 0
        if field >= READING.widths[0]:
            document, at = read_number(padded, at)
        often = head % 4 + 1
        if often == 4:
            more, at = read_number(padded, at)
            often += more
        length, at = read_number(padded, at)
        yield holder, field, document, often, length


def test_a_posting_says_where_how_often_and_in_how_many_words() -> None:
    many = ((((("mill " * 6 + "river",), ("The mill",)), False),), (((("An old mill",),), False),) * 2)
    part = index_block(READING, [one("river"), many, one("The mill")])
    found = find(part, "mill")
    assert list(read_postings(found["postings"], first=ord(found["firsts"]))) == [
        (1, 0, 0, 6, 7),
        (1, 1, 0, 1, 1),
        (1, 2, 0, 1, 2),
        (1, 2, 1, 1, 2),
        (2, 0, 0, 1, 1),
    ]
    assert (ord(found["lasts"]), ord(found["counts"])) == (2, 2)
    assert read_numbers(found["positions"]) == [0, 1, 2, 3, 4, 5, 1, 1]
    assert read_numbers(found["inside"]) == [2, 2]
    assert part.documents == (3, 2)
    assert part.lengths == (1 + 7 + 1, 1, 2 + 2)


def test_positions_count_all_words_of_a_block_and_no_phrase_runs_into_another() -> None:
    part = index_block(READING, [one("The mill by the river", "An old mill")])
    first, second = read_numbers(find(part, "mill")["positions"])
    assert (first, second % STRIDE) == (1, 2)
    assert second > 5 + BREAK
    assert read_numbers(find(part, "river")["positions"]) == [4]


def place(texts: list[str]) -> list[int]:
    """Where each text begins, as a block of one field."""
    words = " \0 ".join(texts).split(" ")
    places = dict(enumerate(find_places(words))) if len(texts) > 1 else {0: 0}
    starts = [0, *(at + 1 for at, word in enumerate(words) if word == "\0")]
    return [places[start] for start in starts]


def test_a_word_or_a_block_more_moves_no_other_block() -> None:
    opening, body, end = "The convoy left", "On Friday the council said so", "It was denied"
    before = place([opening, body, end])
    assert place([opening, f"{body} again", end]) == before
    assert place([opening, "Buses came at noon", body, end]) == [before[0], ANY, *before[1:]]
    assert place([opening, end]) == [before[0], before[2]]


def test_blocks_that_begin_alike_stand_beside_each_other() -> None:
    _, one_place, other = place(["First", "Read more here", "Read more here"])
    assert (other - one_place) % (ROOM * STRIDE) == STRIDE


@given(st.lists(st.integers(1, 200), min_size=1, max_size=60))
def test_blocks_stand_apart_however_many_and_long_they_are(lengths: list[int]) -> None:
    texts = [" ".join(f"w{number}" for _ in range(length)) for number, length in enumerate(lengths)]
    starts = place(texts)
    runs = sorted(zip(starts, lengths, strict=True))
    assert starts[0] == 0
    assert all(start % STRIDE == 0 for start in starts)
    assert all(start + length + BREAK <= after for (start, length), (after, _) in pairwise(runs))


def test_postings_of_a_long_field_do_not_say_how_long_it_is() -> None:
    before, after = (
        index_block(Reading((), (2, 1), 0), [one("the old mill", more), one("river")])
        for more in ("by a river", "by a wide river")
    )
    assert (before.long, after.long) == ((6, 1), (7, 1))
    assert before.lengths == (7, 0, 0)
    assert find(before, "mill") == find(after, "mill")
    assert find(before, "mill")["postings"] == SYMBOLS[0]


def test_the_shortest_form_of_a_term_is_kept() -> None:
    part = index_block(READING, [one("surrendered Surrenders’s surrendering"), one("mills mill")])
    assert find(part, "surrend")["plain"] == "surrenders"
    assert find(part, "mill")["plain"] == ""


def test_words_under_a_cover_have_no_form_to_suggest() -> None:
    part = index_block(READING, [one("rude bridges", hidden=True), one("bridge")])
    assert find(part, "rude")["plain"] == UNTOLD
    assert find(part, "bridg")["plain"] == "bridge"


def test_a_term_stands_in_the_section_whose_range_it_falls_in() -> None:
    part = index_block(READING, [one("1914 council zeal Özgür москва دمشق")])
    held = {term: start for start, section in zip(SECTIONS, part.sections, strict=True) for term in lines(section)}
    assert held == {"1914": "1", "council": "con", "zeal": "x", "ozgur": "o", "москва": "{", "دمشق": "{"}


def lines(section: Section) -> list[str]:
    return section.terms.split("\n") if section.terms else []


def test_sections_are_in_order_and_every_field_has_its_symbols() -> None:
    assert list(SECTIONS) == sorted(set(SECTIONS), key=unit_order)
    assert SECTIONS[0] == ""
    widths = {group.kind: len(group.fields) for group in GROUPS}
    assert max(sum(widths[kind] for kind in kinds) for kinds in SPACES.values()) <= MOST_FIELDS
    assert len(SYMBOLS) >= 2 * 4 * MOST_FIELDS


_WRITTEN = st.text(st.sampled_from("abyz AÖıİ.,'’-—/:?1 9ب́с\u200b“”\n…"), max_size=60)


@given(_WRITTEN)
def test_text_that_is_split_in_bulk_has_the_words_of_text_that_is_cut_with_care(text: str) -> None:
    careful = [word for chunk in cut_chunks(text) for word in fold_words(chunk)]
    assert [word for chunk in split(text) for word in fold_words(chunk)] == careful


@given(st.lists(_WRITTEN, max_size=4))
def test_a_reader_gives_every_word_its_term_however_much_it_has_read(texts: list[str]) -> None:
    fresh, used = Reader(()), Reader(())
    for text in texts:
        used.read([text])
    for text in texts:
        words = used.read([text])
        assert words == fresh.read([text])
        assert [used.terms[word] for word in words] == [fresh.terms[word] for word in words]
        assert len(words) == sum(len(fold_words(chunk)) for chunk in cut_chunks(text))


@given(_WRITTEN)
def test_a_word_that_was_cut_out_is_one_word(text: str) -> None:
    for chunk in cut_chunks(text):
        for start, end in find_words(chunk):
            word = chunk[start:end]
            assert list(find_words(word)) == [(0, len(word))]
