"""Dates: what is read, what is refused, and the words for it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, strategies as st

from generator.core.date_words import say_short, say_when
from generator.core.dates import iso_form, read_when, sort_key
from generator.core.model import When
from tests.words import ENGLISH


def read(words: str) -> When:
    when = read_when(words)
    assert when is not None
    return when


@pytest.mark.parametrize(
    ("edtf", "long", "short", "iso"),
    [
        ("2017", "2017", "2017", "2017"),
        ("2017-10", "October 2017", "Oct 2017", "2017-10"),
        ("2017-10-15", "15 October 2017", "15 Oct 2017", "2017-10-15"),
        ("2017-10-05", "5 October 2017", "5 Oct 2017", "2017-10-05"),
        ("2017-10-15T10:00:00Z", "15 October 2017", "15 Oct 2017", "2017-10-15T10:00:00Z"),
        ("2017-10-11~", "about 11 October 2017", "about 11 Oct 2017", ""),
        ("2017-10-11?", "11 October 2017?", "11 Oct 2017?", ""),
        ("2017-10-11%", "about 11 October 2017?", "about 11 Oct 2017?", ""),
        ("[2017-10-11,2017-10-12]", "11 or 12 October 2017", "11 or 12 Oct 2017", ""),
        ("[2017-10-12, 2017-10-11]", "11 or 12 October 2017", "11 or 12 Oct 2017", ""),
        ("[2017-10-11,2017-10-12,2017-10-14]", "11, 12 or 14 October 2017", "11, 12 or 14 Oct 2017", ""),
        ("[2017-09,2017-10]", "September or October 2017", "Sep or Oct 2017", ""),
        (
            "[2017-10-11~,2017-10-12]",
            "about 11 October 2017 or 12 October 2017",
            "about 11 Oct 2017 or 12 Oct 2017",
            "",
        ),
        ("[2017-10-01..2017-10-05]", "between 1 and 5 October 2017", "between 1 and 5 Oct 2017", ""),
        ("2017-10-01/2017-10-05", "between 1 and 5 October 2017", "between 1 and 5 Oct 2017", ""),
        ("2017-09-30/2017-10-02", "between 30 September and 2 October 2017", "between 30 Sep and 2 Oct 2017", ""),
        (
            "2016-12-31/2017-01-01",
            "between 31 December 2016 and 1 January 2017",
            "between 31 Dec 2016 and 1 Jan 2017",
            "",
        ),
        ("2017-10/2017-11-05", "between October 2017 and 5 November 2017", "between Oct 2017 and 5 Nov 2017", ""),
        ("2017/2018", "between 2017 and 2018", "between 2017 and 2018", ""),
        ("2017-10-05/2017-10-05", "5 October 2017", "5 Oct 2017", ""),
        ("../2017-10-13", "by 13 October 2017", "by 13 Oct 2017", ""),
        ("[..2017-10-13]", "by 13 October 2017", "by 13 Oct 2017", ""),
        ("2017-10-11/..", "11 October 2017 or later", "11 Oct 2017 or later", ""),
    ],
)
def test_a_date_is_said_in_words(edtf: str, long: str, short: str, iso: str) -> None:
    when = read(edtf)
    assert (say_when(when, ENGLISH), say_short(when, ENGLISH), iso_form(when)) == (long, short, iso)


@pytest.mark.parametrize(
    "words",
    [
        *("", "Saturday", "15 October 2017", "2017-2-3", "17-10-15", "2017-10-15 ", "2017-10-15\n", "-2017", "٢٠١٧"),
        *("2017-02-30", "2017-13", "2017-00", "2017-10-00", "2017-10-32", "0000", "2017-02-29", "20171015"),
        *("2017-10-15T25:00", "2017-02-30T10:00", "2017-10T10:00", "2017-10-15T10:00Q", "2017-10-15T10:00+99:00"),
        *("/", "../..", "2017/", "/2017", "2017/x", "2018/2017", "2017/2018/2019", "2017-10-15~~"),
        *("[]", "[,]", "[2017,]", "[2017", "[..]", "[2018..2017]", "[2017..x]", "[a,b]"),
    ],
)
def test_what_is_not_a_date_of_the_calendar_is_none(words: str) -> None:
    assert read_when(words) is None


def test_a_date_knows_the_days_it_allows() -> None:
    assert (read("2016-02").earliest, read("2016-02").latest) == (date(2016, 2, 1), date(2016, 2, 29))
    assert (read("2017").earliest, read("2017").latest) == (date(2017, 1, 1), date(2017, 12, 31))
    assert (read("../2017-10-13").earliest, read("../2017-10-13").latest) == (None, date(2017, 10, 13))
    assert (read("2017-10/..").earliest, read("2017-10/..").latest) == (date(2017, 10, 1), None)


def test_doubt_at_one_end_is_doubt() -> None:
    assert read("2017-10-01~/2017-10-05?") == When(
        "2017-10-01~/2017-10-05?", date(2017, 10, 1), date(2017, 10, 5), approximate=True, uncertain=True
    )


def test_dates_of_toml_are_read_as_they_are() -> None:
    assert read_when(date(2017, 10, 15)) == read("2017-10-15")
    assert read_when(datetime(2017, 10, 15, 10, 0, tzinfo=UTC)) == read("2017-10-15T10:00:00Z")
    assert read_when(datetime(2017, 10, 15, 10, 30)) == read("2017-10-15T10:30:00")
    east = read_when(datetime(2017, 10, 15, 23, 0, tzinfo=timezone(timedelta(hours=3))))
    assert east is not None
    assert (east.clock, east.earliest) == ("23:00", date(2017, 10, 15))


def test_dates_are_ordered_by_their_first_day_and_the_unknown_comes_last() -> None:
    ordered = ["2016", "../2017-10-01", "2017-10-11", "[2017-10-11,2017-10-12]", "2017-10-11/..", "2017-10-12"]
    keys = [sort_key(read(words)) for words in ordered]
    assert keys == sorted(keys)
    assert sort_key(read("9999")) < sort_key(None)
    assert sort_key(read("2017-10-15T09:00")) < sort_key(read("2017-10-15T10:00"))


@given(st.dates())
def test_every_day_of_the_calendar_is_read_and_said(day: date) -> None:
    when = read(day.isoformat())
    assert when.earliest == when.latest == day
    assert say_when(when, ENGLISH) == f"{day.day} {day:%B} {day.year}"
    assert iso_form(when) == day.isoformat()


@given(st.text(alphabet="0123456789-~?%/[],.TZ:+", max_size=24))
def test_nothing_that_looks_like_a_date_breaks_the_reader(words: str) -> None:
    when = read_when(words)
    if when is not None:
        assert when.edtf == words
        assert say_when(when, ENGLISH)
        assert when.earliest is None or when.latest is None or when.earliest <= when.latest
        assert sort_key(when) <= sort_key(None)
