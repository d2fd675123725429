"""Dates, as far as they are known, in every shipped language."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, strategies as st

from generator.core.date_words import say_short, say_when
from generator.core.dates import read_when
from tests.words import shipped_words

LANGUAGES = ("en", "de", "fr", "ar")
DAYS = st.dates(min_value=date(1, 1, 1))
POINTS = st.builds(
    lambda day, length, mark: day.isoformat()[: (4, 7, 10)[length]] + mark,
    DAYS,
    st.integers(0, 2),
    st.sampled_from(("", "~", "?", "%")),
)


@pytest.mark.parametrize(
    ("edtf", "english", "german", "french", "arabic"),
    [
        ("2017-10-15", "15 October 2017", "15. Oktober 2017", "15 octobre 2017", "15 أكتوبر 2017"),
        ("2017-10-01", "1 October 2017", "1. Oktober 2017", "1er octobre 2017", "1 أكتوبر 2017"),
        ("2017-10", "October 2017", "Oktober 2017", "octobre 2017", "أكتوبر 2017"),
        ("2017~", "about 2017", "etwa 2017", "vers 2017", "نحو 2017"),
        ("2017?", "2017?", "2017?", "2017\u00a0?", "2017؟"),
        ("[2017-10-11,2017-10-12]", "11 or 12 October 2017", "11. oder 12. Oktober 2017",
         "11 ou 12 octobre 2017", "11 أو 12 أكتوبر 2017"),
        ("2017-09-30/2017-10-01", "between 30 September and 1 October 2017",
         "zwischen 30. September und 1. Oktober 2017", "entre 30 septembre et 1er octobre 2017",
         "بين 30 سبتمبر و1 أكتوبر 2017"),
        ("../2017-10-13", "by 13 October 2017", "bis 13. Oktober 2017", "au plus tard 13 octobre 2017",
         "حتى 13 أكتوبر 2017"),
        ("2017-10-13/..", "13 October 2017 or later", "ab 13. Oktober 2017", "13 octobre 2017 ou après",
         "13 أكتوبر 2017 أو بعده"),
    ],
)  # fmt: skip
def test_a_date_is_said_in_every_language(edtf: str, english: str, german: str, french: str, arabic: str) -> None:
    when = read_when(edtf)
    assert when is not None
    assert [say_when(when, shipped_words(each)) for each in LANGUAGES] == [english, german, french, arabic]


@given(st.lists(POINTS, min_size=1, max_size=4), st.sampled_from(LANGUAGES))
def test_any_date_can_be_said_in_any_language_and_names_its_year(points: list[str], language: str) -> None:
    when = read_when(points[0] if len(points) == 1 else f"[{','.join(points)}]")
    assert when is not None
    years = {str(int(point[:4])) for point in points}
    for said in (say_when(when, shipped_words(language)), say_short(when, shipped_words(language))):
        assert all(year in said for year in years)
        assert "{" not in said


@given(DAYS, DAYS, st.sampled_from(LANGUAGES))
def test_so_can_any_span(one: date, other: date, language: str) -> None:
    first, last = sorted((one, other))
    for edtf in (f"{first}/{last}", f"{first}/..", f"../{last}"):
        when = read_when(edtf)
        assert when is not None
        said = say_when(when, shipped_words(language))
        assert all(str(day.year) in said for day in (first, last) if str(day) in edtf)
