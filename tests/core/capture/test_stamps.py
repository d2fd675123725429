"""A date by itself, and what day it is; a short name; 'NAME says:'."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given, strategies as st

from generator.core.capture.stamps import is_short_name, is_stamp, read_said, read_stamp


@pytest.mark.parametrize(
    ("words", "read"),
    [
        ("March 4, 2031 at 10:02 am", datetime(2031, 3, 4, 10, 2)),
        ("Tuesday, March 4, 2031 at 12:02 a.m.", datetime(2031, 3, 4, 0, 2)),
        ("on 4th Sept. 2031, 22:02", datetime(2031, 9, 4, 22, 2)),
        ("4 March 2031 at 10:02 pm | Reply", datetime(2031, 3, 4, 22, 2)),
        ("2031-03-04T10:02:59", datetime(2031, 3, 4, 10, 2)),
        ("March 4, 2031", date(2031, 3, 4)),
        ("13/04/2031", date(2031, 4, 13)),
        ("04/04/2031 9:15", datetime(2031, 4, 4, 9, 15)),
        ("03/04/2031", None),
        ("31 February 2031", None),
        ("4 March 2031, 10:02 EST", None),
        ("2 years ago", None),
    ],
)
def test_a_date_is_read_where_there_is_one_way_to_read_it(words: str, read: date | None) -> None:
    assert is_stamp(words)
    assert read_stamp(words) == read


@pytest.mark.parametrize("words", ["It was March 4, 2031.", "March 4", "May I 2031", "4.5", "", "2031"])
def test_other_words_are_no_date(words: str) -> None:
    assert not is_stamp(words)
    assert read_stamp(words) is None


@pytest.mark.parametrize("words", ["ann r", "Old Tom", "J. R. Stone", "tom_1999", "Ann Roe Jr."])
def test_a_few_words_could_be_a_name(words: str) -> None:
    assert is_short_name(words)


@pytest.mark.parametrize(
    "words", ["I saw it.", "No!", "as I said before it rained", "March 4, 2031", "a, b,", "…", "x" * 41, ""]
)
def test_a_sentence_or_a_date_is_no_name(words: str) -> None:
    assert not is_short_name(words)


def test_a_name_before_says_is_read() -> None:
    assert read_said("ann r says:") == "ann r"
    assert read_said("Ann wrote:") == "Ann"
    assert read_said("I know what the old book says:") == ""
    assert read_said("Ann says: no") == ""


@given(st.text(max_size=120))
def test_any_words_are_looked_at_without_failing(words: str) -> None:
    read_said(words)
    is_short_name(words)
    assert read_stamp(words) is None or is_stamp(words)
