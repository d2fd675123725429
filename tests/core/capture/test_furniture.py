"""What a site puts into a saved page is known by its wording; a sentence is not."""

from __future__ import annotations

import pytest

from generator.core.capture.furniture import is_reply_form, is_section, say_furniture, shows_clock


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("Home | News | Sport | Weather", "navigation"),
        ("Home » World » Rivers", "navigation"),
        ("Home Login Tuesday, March 4, 2031, 07:15 PM | Oslo | -3.5°C | Subscribe", "navigation, with the page's own"),
        ("Tuesday, March 4, 2031 07:15 PM", "the page's own clock or weather"),
        ("Skip to content", "a label or button of the site"),
        ("Share this:", "a label or button of the site"),
        ("Advertisement", "a label or button of the site"),
        ("Leave a Reply", "part of the reply form"),
        ("Your email address will not be published. Required fields are marked *", "part of the reply form"),
        ("Comments are closed.", "part of the reply form"),
        ("Please tell us if you are having trouble with commenting.", "a notice about comments"),
        ("View all 12 comments", "a notice about comments"),
        ("© 2031 The Valley Post. All rights reserved.", "part of the page's footer"),
        ("Filed under: floods, bridges", "part of the page's footer"),
        ("Published: 4 March 2031, 19:15", "a date line"),
    ],
)
def test_a_line_of_the_site_is_known_and_named(words: str, said: str) -> None:
    assert say_furniture(words).startswith(said)


@pytest.mark.parametrize(
    "words",
    [
        "The ferry left at 07:15 AM on March 4, 2031, when it was -3.5°C and dark.",
        "He would not leave a reply unanswered, she said, and sat down to write.",
        "Home is where the river is, they say in the valley.",
        "Share this sorrow with us, the priest asked them.",
        "The gauge read 3 | 4 | 5 on the three days before the flood, in metres above the bed of the river.",
        "Comments by the mayor were not to be had.",
        "x" * 1000 + " | | |",
    ],
)
def test_a_sentence_is_none(words: str) -> None:
    assert say_furniture(words) == ""


def test_a_section_is_a_word_by_itself() -> None:
    assert is_section("World")
    assert is_section("Middle East")
    assert not is_section("World leaders")


def test_the_reply_form_is_told_from_other_furniture() -> None:
    assert is_reply_form("Leave a comment")
    assert not is_reply_form("Share this")


def test_a_clock_shows_a_day_and_a_time() -> None:
    assert shows_clock("Oslo, 4 March 2031, 07:15 | 3°C")
    assert not shows_clock("Published 4 March 2031")
