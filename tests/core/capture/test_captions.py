"""A caption ends in a credit, in one of its many costumes; a paragraph that speaks of photographs does not."""

from __future__ import annotations

import pytest

from generator.core.capture.captions import is_byline, is_caption, is_credit, is_name


@pytest.mark.parametrize(
    "words",
    [
        "Boats on the flooded square, 3 May 2031. (Photo: ANNA DE WIT/EPA/Shutterstock)",
        "Boats on the flooded square. (Anna de Wit/Reuters)",
        "Boats on the flooded square. Photograph: Anna de Wit/AFP/Getty Images",
        "Boats on the flooded square. Photo by Anna de Wit/Sipa USA (Sipa via AP Images)",
        "Boats on the flooded square. Anna de Wit/AFP",
        "Boats on the flooded square. Credit: Anna de Wit",
        "Boats on the flooded square (File photo)",
        "Boats on the flooded square. [Image courtesy of The Valley Museum]",
    ],
)
def test_a_description_that_ends_in_a_credit_is_a_caption(words: str) -> None:
    assert is_caption(words)
    assert not is_credit(words)


@pytest.mark.parametrize(
    "words",
    [
        "She showed him one photo: it was of the boat that they had lost in the flood.",
        "The square was under water (and/or mud).",
        "He sold it to a museum (see page 3/4).",
        "The picture was taken by a neighbour, the police said (Reuters)",
        "They asked for credit: none was given.",
        "More is at the address (https://example.org/boats)",
    ],
)
def test_a_paragraph_is_none(words: str) -> None:
    assert not is_caption(words)
    assert not is_credit(words)


@pytest.mark.parametrize(
    "words",
    ["Photo: Anna de Wit", "Anna de Wit/Reuters", "EPA via AP Images", "Getty Images", "(Reuters)", "© Anna de Wit"],
)
def test_a_line_of_nothing_but_names_and_an_agency_is_a_credit(words: str) -> None:
    assert is_credit(words)
    assert not is_caption(words)


def test_a_byline_is_by_and_names() -> None:
    assert is_byline("By Anna de Wit")
    assert is_byline("By Anna de Wit, Valley Correspondent")
    assert not is_byline("By noon the square was under water")


def test_a_name_has_no_small_words_but_its_own() -> None:
    assert is_name("Ali al Masri")
    assert is_name("J. R. Stone")
    assert not is_name("the boat")
    assert not is_name("of the")
    assert not is_name("")
