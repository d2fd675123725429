"""Phrases with their values, numbers and lists, in the words of a language."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, strategies as st

from generator.core.words import UnsaidError, cut_phrase, placeholders
from tests.words import ENGLISH, shipped_words

GERMAN, FRENCH, ARABIC = (shipped_words(language) for language in ("de", "fr", "ar"))


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ["0 claims", "1 claim", "2 claims", "3 claims", "11 claims", "1,234 claims"]),
        ("de", ["0 Aussagen", "1 Aussage", "2 Aussagen", "3 Aussagen", "11 Aussagen", "1.234 Aussagen"]),
        ("fr", ["0 affirmation", "1 affirmation", "2 affirmations", "3 affirmations", "11 affirmations",
                "1\u202f234 affirmations"]),
        ("ar", ["لا أقوال", "قول واحد", "قولان", "3 أقوال", "11 قولًا", "1,234 قولًا"]),
    ],
)  # fmt: skip
def test_a_phrase_takes_the_form_of_its_number(language: str, said: list[str]) -> None:
    words = shipped_words(language)
    assert [words.say("count.claims", count=number) for number in (0, 1, 2, 3, 11, 1234)] == said


def test_what_is_put_into_a_phrase_is_kept_as_it_is() -> None:
    assert ENGLISH.say("note.said", said="{count} <b>") == "“{count} <b>”"


def test_a_key_that_is_not_there_and_a_value_that_is_not_given_are_told() -> None:
    with pytest.raises(UnsaidError, match=r"there are no words 'note\.sayd'"):
        ENGLISH.say("note.sayd")
    with pytest.raises(UnsaidError, match=r"the words 'note\.said' want a value for 'said'"):
        ENGLISH.say("note.said")


def test_numbers_are_written_as_the_language_does() -> None:
    number = Decimal("-1234567.50")
    assert [words.number(number) for words in (ENGLISH, GERMAN, FRENCH)] == [
        "-1,234,567.5",
        "-1.234.567,5",
        "-1\u202f234\u202f567,5",
    ]


def test_names_are_joined_as_the_language_does() -> None:
    names = ["A", "B", "C"]
    assert [words.join(names) for words in (ENGLISH, GERMAN, ARABIC)] == ["A, B and C", "A, B und C", "A، B وC"]
    assert (ENGLISH.join([]), ENGLISH.join(["A"])) == ("", "A")


def test_arabic_runs_from_right_to_left() -> None:
    assert [shipped_words(language).direction for language in ("en", "de", "fr", "ar")] == ["ltr", "ltr", "ltr", "rtl"]


@given(st.text())
def test_a_cut_phrase_is_the_phrase(words: str) -> None:
    pieces = cut_phrase(words)
    assert "".join(f"{{{piece}}}" if at % 2 else piece for at, piece in enumerate(pieces)) == words
    assert all(f"{{{name}}}" in words for name in placeholders(pieces))


@given(st.integers(), st.sampled_from(["en", "de", "fr", "ar"]))
def test_every_number_can_be_said_and_keeps_its_digits(number: int, language: str) -> None:
    said = shipped_words(language).number(number)
    assert "".join(each for each in said if each in "-0123456789") == str(number)
