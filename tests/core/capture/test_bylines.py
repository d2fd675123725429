"""Authors in their states: avatar and author line, avatar only, 'says:', none."""

from __future__ import annotations

from datetime import datetime

import pytest

from generator.core.capture.bylines import Byline, read_byline
from generator.core.capture.lines import number_lines


def byline_of(*lines: str) -> Byline:
    marker, *body = number_lines("\n".join(lines))
    return read_byline(marker, body)


def test_avatar_and_author_line() -> None:
    assert byline_of("1. Ann Roe Avatar", "  Ann Roe", "", "  Text.") == Byline("Ann Roe", "", (), (2,))


def test_avatar_only() -> None:
    assert byline_of("1. Ann Roe Avatar", "", "  Text.") == Byline("Ann Roe", "avatar")


def test_an_avatar_alone_with_nothing_below() -> None:
    assert byline_of("1. Ann Roe Avatar") == Byline("Ann Roe", "avatar")


def test_neither() -> None:
    assert byline_of("1. Text begins here.", "  It goes on.") == Byline(words="Text begins here.")


def test_an_avatar_on_a_line_of_its_own() -> None:
    assert byline_of("1.", "  Ann Avatar", "  Ann", "", "  Text.") == Byline("Ann", "", (2,), (3,))


def test_a_first_line_that_only_looks_like_a_name_is_text() -> None:
    assert byline_of("1. Ann Avatar", "", "  Ann") == Byline("Ann", "avatar")
    assert byline_of("1.", "  Ann", "  Text.") == Byline()


def test_a_sentence_that_ends_in_the_word_is_text() -> None:
    for words in ("I went to see the film Avatar", "Boring! Avatar", "I saw Avatar"):
        assert byline_of(f"1. {words}", "  and slept.") == Byline(words=words)


def test_a_name_with_a_point_is_a_name() -> None:
    assert byline_of("1. J. R. Stone Avatar", "", "  Text.").name == "J. R. Stone"


def test_says_names_the_author() -> None:
    assert byline_of("1. Ann Roe says:", "", "  Text.") == Byline("Ann Roe")


@pytest.mark.parametrize(
    ("stamp", "date"),
    [
        ("March 3, 2031 at 4:15 pm", datetime(2031, 3, 3, 16, 15)),
        ("3 March 2031 at 12:05 am", datetime(2031, 3, 3, 0, 5)),
        ("3 Mar 2031, 16:15", datetime(2031, 3, 3, 16, 15)),
    ],
)
def test_a_stamp_below_the_name_is_the_date(stamp: str, date: datetime) -> None:
    assert byline_of("1. Ann says:", f"  {stamp}", "", "  Text.") == Byline("Ann", names=(2,), date=date)


def test_a_day_that_is_none_is_text() -> None:
    assert byline_of("1. Ann says:", "  31 February 2031 at 4:15 pm") == Byline("Ann", undated=2)


def test_a_short_name_above_a_date_is_the_author() -> None:
    stamp = "March 3, 2031 at 4:15 pm"
    written = datetime(2031, 3, 3, 16, 15)
    assert byline_of("1. ann r", stamp, "I saw it.") == Byline("ann r", names=(2,), date=written)
    assert byline_of("1.", "  ann r", f"  {stamp}", "  I saw it.") == Byline("ann r", names=(2, 3), date=written)
    assert byline_of("1. ann r", "", stamp) == Byline(words="ann r")
    assert byline_of("1. It rained again.", stamp) == Byline(words="It rained again.")
    assert byline_of("1. ann r", "I saw it.") == Byline(words="ann r")


def test_a_date_that_can_be_read_two_ways_stays_text() -> None:
    assert byline_of("1. ann r", "03/04/2031 16:15", "I saw it.") == Byline("ann r", undated=2)
    assert byline_of("1. ann r", "2 days ago", "I saw it.") == Byline("ann r", undated=2)
