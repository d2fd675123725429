"""Answers as they stand within a sentence."""

from __future__ import annotations

import pytest

from generator.core.pages.weighing import lower_first


@pytest.mark.parametrize(
    ("label", "within"),
    [
        ("Yes", "yes"),
        ("The SDF spokesman’s", "the SDF spokesman’s"),
        ("No, says Ada", "no, says Ada"),
        ("A truce", "a truce"),
        ("SDF and council", "SDF and council"),
        ("NOT said", "NOT said"),
        ("Raqqa", "Raqqa"),
        ("about 40 lorries", "about 40 lorries"),
        ("", ""),
    ],
)
def test_only_a_common_first_word_gives_up_its_capital(label: str, within: str) -> None:
    assert lower_first(label) == within
