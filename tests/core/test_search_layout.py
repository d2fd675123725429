"""How the index is written: numbers, words and cuts that a script reads back as they were."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from generator.core.search_layout import (
    LARGEST,
    SYMBOLS,
    count_units,
    cut_shards,
    pack_rows,
    unit_order,
    write_json,
    write_number,
    write_words,
)


def read_number(text: str, at: int) -> tuple[int, int]:
    """A number and where the next begins, as search-store.js reads it."""
    value = lambda step: SYMBOLS.index(text[at + step])  # noqa: E731
    first = value(0)
    if first < 50:
        return first, at + 1
    if first < 80:
        return 50 + (first - 50) * 92 + value(1), at + 2
    if first < 91:
        return 2810 + ((first - 80) * 92 + value(1)) * 92 + value(2), at + 3
    return 95914 + ((value(1) * 92 + value(2)) * 92 + value(3)) * 92 + value(4), at + 5


@pytest.mark.parametrize(
    ("value", "symbols"), [(0, 1), (49, 1), (50, 2), (2_809, 2), (2_810, 3), (95_913, 3), (95_914, 5), (LARGEST, 5)]
)
def test_a_number_takes_as_many_symbols_as_it_needs(value: int, symbols: int) -> None:
    assert len(write_number(value)) == symbols
    assert read_number(write_number(value) + " ", 0) == (value, symbols)


@given(st.lists(st.integers(0, LARGEST)))
def test_numbers_are_read_back(numbers: list[int]) -> None:
    text, at, found = "".join(map(write_number, numbers)), 0, []
    while at < len(text):
        value, at = read_number(text, at)
        found.append(value)
    assert found == numbers


def test_symbols_stand_for_themselves_in_a_script() -> None:
    assert len(SYMBOLS) == 92
    assert write_json(SYMBOLS) == f'"{SYMBOLS}"'


@given(st.lists(st.text(st.characters(categories=("L", "N", "M")), min_size=1), unique=True))
def test_words_are_read_back_by_what_they_share(words: list[str]) -> None:
    words.sort(key=unit_order)
    text, at, found, previous = write_words(words).encode("utf-16-le"), 0, [], b""
    plain = text.decode("utf-16-le", "surrogatepass")
    units = [text[at : at + 2] for at in range(0, len(text), 2)]
    assert len(units) == count_units(plain)
    read = lambda at: read_number("".join(chr(int.from_bytes(each, "little")) for each in units[at : at + 5]), 0)  # noqa: E731
    while at < len(units):
        shared, used = read(at)
        more, used_more = read(at + used)
        at += used + used_more
        previous = previous[: 2 * shared] + b"".join(units[at : at + more])
        at += more
        found.append(previous.decode("utf-16-le"))
    assert found == words


def test_files_are_cut_where_they_are_full_and_bounds_tell_them_apart() -> None:
    terms = ["bridge", "bridges", "bring", "council", "counter"]
    shards = cut_shards(((term, "x" * 10, "y") for term in terms), size=20)
    assert len(shards.files) == len(shards.beside) == 3
    assert shards.bounds == write_words(["bri" + "n", "count"])
    assert "".join(shards.beside).count("y") == len(terms)


def test_nothing_to_cut_is_one_empty_file() -> None:
    assert cut_shards(()).files == ("",)
    assert cut_shards(()).bounds == ""


def test_rows_cannot_close_their_script() -> None:
    assert pack_rows([["</script><!--"]], 1) == ('[["\\u003c/script>\\u003c!--"]]',)
