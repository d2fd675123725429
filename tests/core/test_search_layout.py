"""How the index is written: numbers, words and cuts that a script reads back as they were."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from generator.core.search_layout import (
    LARGEST,
    SYMBOLS,
    count_units,
    find_separator,
    unit_order,
    write_call,
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


def read_words(text: str) -> list[tuple[str, int, str]]:
    """The terms of a file of the vocabulary: how many hold each, and its plain form."""
    words, at, term = [], 0, ""

    def after(word: str, at: int) -> tuple[str, int]:
        shared, at = read_number(text + " " * 4, at)
        more, at = read_number(text + " " * 4, at)
        return word[:shared] + text[at : at + more], at + more

    while at < len(text):
        term, at = after(term, at)
        count, at = read_number(text + " " * 4, at)
        plain, at = after(term, at)
        words.append((term, count, plain))
    return words


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


@pytest.mark.parametrize(
    ("last", "first", "separator"),
    [
        ("bridges", "bring", "brin"),
        ("council", "counter", "count"),
        ("a", "ab", "ab"),
        ("z", "\U00010400", "\U00010400"),
    ],
)
def test_terms_are_told_apart_by_the_shortest_beginning(last: str, first: str, separator: str) -> None:
    assert find_separator(last, first) == separator


def test_a_payload_cannot_close_its_script() -> None:
    assert write_json(["</script><!--"]) == '["\\u003c/script>\\u003c!--"]'
    assert write_call("t/1", "0123abcd < b", "[]") == 'WhenceSearch.put("t/1","0123abcd \\u003c b",[]);\n'
