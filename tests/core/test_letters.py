from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, strategies as st

from generator.core.letters import fold_letters, read_letters
from generator.core.model import Span


@pytest.mark.parametrize(
    ("words", "letters"),
    [
        ("It fell, “he said”.", "itfellhesaid"),
        ("CAFÉ cafe\u0301", "cafecafe"),
        ("Straße STRASSE", "strassestrasse"),
        ("ﬁsh ℡ ½", "fishtel12"),
        ("Łódź Ærø", "lodzaero"),
        ("٣ ３ ³ 3", "3333"),
        ("over\u00adboard, don’t / donʼt", "overboarddontdont"),
        ("カタカナ かたかな ｶﾀｶﾅ", "かたかな" * 3),
        ("x_y", "xy"),
        ("", ""),
    ],
)
def test_letters_without_what_a_search_may_not_see(words: str, letters: str) -> None:
    assert fold_letters(words) == letters


@given(st.text(), st.text())
def test_letters_of_two_texts_are_those_of_the_one_and_of_the_other(first: str, second: str) -> None:
    assert fold_letters(first + second) == fold_letters(first) + fold_letters(second)


@given(st.text())
def test_case_and_accents_and_forms_make_no_difference(words: str) -> None:
    for form in ("NFC", "NFD", "NFKC", "NFKD"):
        assert fold_letters(unicodedata.normalize(form, words)) == fold_letters(words)  # type: ignore[arg-type]
    assert fold_letters(words.upper()) == fold_letters(words.lower().upper())
    assert fold_letters(fold_letters(words)) == fold_letters(words)


def test_letters_know_where_they_come_from() -> None:
    words = "“Cafe\u0301s,” " * 100
    text = read_letters(words)
    assert text.span(5 * 60, 5 * 60 + 5) == Span(60 * 10 + 1, 60 * 10 + 7)
    assert text.span(5 * 60, 5 * 60 + 4) == Span(60 * 10 + 1, 60 * 10 + 6), "with its accent"


def test_a_part_of_a_character_has_no_place() -> None:
    text = read_letters("a ﬁsh")
    assert text.letters == "afish"
    assert text.span(1, 5) == Span(2, 5)
    assert (text.span(2, 5), text.span(0, 2)) == (None, None)


@given(st.text(st.sampled_from("aéﬁ½ß ,\u0301橋"), min_size=1, max_size=900), st.data())
def test_every_place_leads_to_its_letters(words: str, data: st.DataObject) -> None:
    text = read_letters(words)
    first = data.draw(st.integers(0, len(text.letters)))
    last = data.draw(st.integers(0, len(text.letters)))
    span = text.span(first, last) if first < last else None
    if span:
        assert fold_letters(words[span.start : span.end]) == text.letters[first:last]
        assert text.count(span.start) == first
