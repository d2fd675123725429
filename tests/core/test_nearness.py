"""Hints show what is near, and say when the meaning has changed."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings, strategies as st

from generator.core.nearness import changed_meaning, find_near, nearest

PROSE = "The miller said the mill “will close” on Monday; about 85 per cent of its sacks were gone. It's not known why."


def near(quote: str) -> str:
    span = nearest(PROSE, quote)
    return PROSE[span.start : span.end] if span else ""


@pytest.mark.parametrize(
    ("quote", "printed", "changed"),
    [
        ("the mill will close on Tuesday", "the mill “will close” on Monday", ("Monday", "Tuesday")),
        ("about 58 per cent of its sacks", "about 85 per cent of its sacks", ("85", "58")),
        ("It's known why", "It's not known why", ("not", "")),
        ("its sacks wer gone", "its sacks were gone", None),
        ("teh mill will close", "the mill “will close", None),
        ("sacs", "sacks", None),
        ("a quite different sentence", "", None),
        ("…", "", None),
    ],
)
def test_the_nearest_words_are_found(quote: str, printed: str, changed: tuple[str, str] | None) -> None:
    assert near(quote) == printed
    assert not printed or changed_meaning(printed, quote) == changed


@pytest.mark.parametrize(
    ("printed", "quoted"),
    [
        ("it would include foreign fighters", "it would exclude foreign fighters"),
        ("eighty men", "ninety men"),
        ("said Ann", "said Anna"),
        ("he doesn't know", "he does know"),
        ("nearly 90%", "nearly 90"),
    ],
)
def test_hard_words_change_the_meaning(printed: str, quoted: str) -> None:
    assert changed_meaning(printed, quoted) is not None


@settings(deadline=None)
@given(st.text("ab 1.%'", max_size=60), st.text("ab 1.%'", max_size=30))
def test_what_is_near_lies_in_the_words(words: str, quote: str) -> None:
    found = find_near(words, quote)
    if found:
        assert 0 <= found.span.start < found.span.end <= len(words)
        assert 0.5 <= found.likeness <= 1


def test_looking_takes_little_time_in_a_long_text() -> None:
    start = time.process_time()
    find_near("the old mill by the river closed " * 20_000, "the new mill by a river opened " * 50)
    assert time.process_time() - start < 10
