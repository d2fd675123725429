"""The kinds of value: what each takes and what it refuses."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, strategies as st
from pydantic import ConfigDict, TypeAdapter, ValidationError

from generator.core import values


def codes(kind: Any, value: object) -> list[str]:
    try:
        TypeAdapter(kind, config=ConfigDict(strict=True)).validate_python(value)
    except ValidationError as refused:
        return [detail["type"] for detail in refused.errors()]
    return []


@pytest.mark.parametrize("word", ["a", "0", "2017-10-15-fighters-set", "a" * 80, "a-", "a--b"])
def test_an_id_is_small_letters_digits_and_hyphens(word: str) -> None:
    assert codes(values.Id, word) == []


@pytest.mark.parametrize("word", ["A", "-a", "a b", "a_b", "é", "a" * 81, "a\n", "a/b", "..", "a.b", "ａ", "١"])
def test_nothing_else_is_an_id(word: str) -> None:
    assert codes(values.Id, word) == ["bad-id"]


@pytest.mark.parametrize("word", ["1", "2.1.1", "comment-12", "A_b", "x" * 80, "."])
def test_a_comments_id_may_have_dots_and_capitals(word: str) -> None:
    assert codes(values.CommentId, word) == []


@pytest.mark.parametrize("word", ["a b", "#1", "x" * 81, "1\n", "a/b", '"', "é"])
def test_nothing_else_is_a_comments_id(word: str) -> None:
    assert codes(values.CommentId, word) == ["bad-id"]


@pytest.mark.parametrize("word", ["a", "#b", "a#", "a#b#c", "a#B", "a #b", "../a#b"])
def test_a_claims_address_is_two_ids(word: str) -> None:
    assert codes(values.Address, word) == ["bad-claim-address"]
    assert codes(values.Address, "2020-01-02-mill#closed") == []


@pytest.mark.parametrize(
    "word", ["javascript:alert(1)", "//example.org", "https:", "https:///x", "http://a b", "data:,x", "http://[x", "x"]
)
def test_an_address_is_http_and_whole(word: str) -> None:
    assert codes(values.Url, word) == ["bad-url"]
    assert codes(values.Url, "https://example.org/a?b=c#d") == []


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (True, "wrong-type"),
        ("85", "wrong-type"),
        ([1], "wrong-type"),
        (1.5, "wrong-type"),
        (10**15, "out-of-range"),
        pytest.param(10**100_000, "out-of-range", id="a hundred thousand digits"),
        (Decimal("1e15"), "out-of-range"),
        (Decimal("1e-15"), "out-of-range"),
        (Decimal("NaN"), "out-of-range"),
        (Decimal("-Infinity"), "out-of-range"),
    ],
)
def test_a_figure_is_a_number_that_can_be_shown(value: object, code: str) -> None:
    assert codes(values.Figure, value) == [code]


@given(st.integers(-(10**15) + 1, 10**15 - 1) | st.decimals("-999", "999", places=6))
def test_a_figure_keeps_its_digits(value: int | Decimal) -> None:
    figure = TypeAdapter(values.Figure).validate_python(value)
    assert isinstance(figure, Decimal)
    assert str(figure) == str(value)


def test_one_reference_is_a_list_of_one() -> None:
    assert TypeAdapter(values.References).validate_python("C004-09") == ("C004-09",)
    assert TypeAdapter(values.References).validate_python(["a", "b"]) == ("a", "b")


@given(st.text(max_size=30))
def test_an_id_is_safe_in_an_address_and_in_html(word: str) -> None:
    if codes(values.Id, word) == []:
        assert word.isascii()
        assert not set(word) & set("\"'<>&/#?%. \n\\")
