"""Charts as plain values: where a figure stands, with which bounds, and when."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import pairwise

from hypothesis import given, strategies as st

from generator.core.drawing import Stroke, draw_amount, make_scale, say_amount, say_drawn, say_place
from generator.core.drawing_paths import Route, draw_paths
from generator.core.drawing_series import Given, draw_series
from generator.core.drawing_time import claims_a_dot, find_bands, group_by_date, heap
from generator.core.model import Amount, When
from tests.words import ENGLISH


def amount(low: int | None, high: int | None = None, qualifier: str = "") -> Amount:
    return Amount(_decimal(low), _decimal(high), qualifier)


def exactly(number: int, qualifier: str = "") -> Amount:
    return amount(number, number, qualifier)


def _decimal(number: int | None) -> Decimal | None:
    return None if number is None else Decimal(number)


def day(number: int, month: int = 10, year: int = 2017) -> When:
    return When(f"{year}-{month:02}-{number:02}", date(year, month, number), date(year, month, number))


# -- Words


def test_numbers_are_said_with_commas_and_without_idle_noughts() -> None:
    assert [ENGLISH.number(Decimal(each)) for each in ("1000", "2.50", "0", "1E+3", "-1500", "-0.5")] == [
        "1,000", "2.5", "0", "1,000", "-1,500", "-0.5",
    ]  # fmt: skip


def test_a_figure_is_said_with_the_bound_it_was_given() -> None:
    said = [
        (exactly(150), "150", "exact"),
        (amount(300, 400), "300 to 400", "range"),
        (exactly(85, "about"), "about 85", "about"),
        (amount(300, None, "more than"), "more than 300", "more than"),
        (amount(700, None), "at least 700", "at least"),
        (amount(None, 400), "up to 400", "up to"),
        (exactly(90, "nearly"), "nearly 90", "nearly"),
        (exactly(100, "forecast"), "100, a forecast", "forecast"),
        (amount(None, None), "", "not drawn"),
    ]
    assert [(say_amount(each, ENGLISH), say_drawn(each)) for each, _, _ in said] == [
        (words, drawn) for _, words, drawn in said
    ]


def test_a_unit_follows_its_number_and_a_per_cent_sign_stands_close() -> None:
    assert say_amount(exactly(90, "nearly"), ENGLISH, "%") == "nearly 90%"
    assert say_amount(exactly(100, "forecast"), ENGLISH, "per cent") == "100 per cent, a forecast"


# -- A scale and what stands on it


def test_a_scale_begins_at_nought_and_ends_beyond_the_highest_figure() -> None:
    scale = make_scale([amount(300, 400), exactly(150)], ENGLISH)
    assert [(tick.label, tick.at) for tick in scale.ticks] == [
        ("0", "0"), ("100", "20"), ("200", "40"), ("300", "60"), ("400", "80"), ("500", "100"),
    ]  # fmt: skip
    assert not scale.cut


def test_a_scale_that_is_cut_says_so_and_never_leaves_the_possible() -> None:
    scale = make_scale([exactly(80, "about"), exactly(90)], ENGLISH, Decimal(70), Decimal(100))
    assert scale.ticks[0].label == "70"
    assert scale.cut
    assert scale.high <= 100


def test_a_figure_below_where_the_question_begins_its_scale_is_not_cut_off() -> None:
    assert make_scale([exactly(40)], ENGLISH, Decimal(70), Decimal(100)).low <= 40


def test_a_scale_of_nothing_is_still_a_scale() -> None:
    assert make_scale([], ENGLISH).high > make_scale([], ENGLISH).low


def test_each_kind_of_figure_has_its_own_mark() -> None:
    scale = make_scale([exactly(450)], ENGLISH)  # 0 to 500
    drawn = {
        "exact": draw_amount(exactly(150), scale),
        "range": draw_amount(amount(300, 400), scale),
        "about": draw_amount(exactly(100, "about"), scale),
        "at least": draw_amount(amount(300, None, "more than"), scale),
        "up to": draw_amount(exactly(400, "up to"), scale),
        "nearly": draw_amount(exactly(100, "nearly"), scale),
        "forecast": draw_amount(exactly(50, "forecast"), scale),
        "none": draw_amount(amount(None, None), scale),
    }
    assert drawn == {
        "exact": (Stroke("dot", "30"),),
        "range": (Stroke("range", "60", "80", "20"),),
        "about": (Stroke("soft", "18", "22", "4"), Stroke("dot", "20")),
        "at least": (Stroke("onward", "60", "100", "40"),),
        "up to": (Stroke("below", "0", "80", "80"),),
        "nearly": (Stroke("below", "18", "20", "2"),),
        "forecast": (Stroke("forecast", "10"),),
        "none": (),
    }


@given(st.lists(st.tuples(st.integers(-1000, 100000), st.integers(0, 5000)), min_size=1, max_size=6))
def test_every_mark_stands_inside_its_scale(figures: list[tuple[int, int]]) -> None:
    amounts = [amount(low, low + wide) for low, wide in figures]
    scale = make_scale(amounts, ENGLISH)
    places = [
        Decimal(place)
        for each in amounts
        for stroke in draw_amount(each, scale)
        for place in (stroke.start, stroke.end)
        if place
    ]
    assert all(0 <= place <= 100 for place in places)
    assert 3 <= len(scale.ticks) <= 9


@given(st.decimals(-10000, 10000, allow_nan=False, allow_infinity=False))
def test_coordinates_have_at_most_one_place_after_the_point(value: Decimal) -> None:
    assert len(say_place(value).partition(".")[2]) <= 1
    assert "E" not in say_place(value)


# -- Time


def test_dates_as_they_are_known_have_their_own_bands() -> None:
    either = When("[2017-10-11,2017-10-12]", date(2017, 10, 11), date(2017, 10, 12))
    bands, places = find_bands([day(12), either, day(11), day(11), day(18, 2, 2019)], ENGLISH)
    assert [(band.label, band.gap, band.count) for band in bands] == [
        ("11 Oct 2017", False, 2),
        ("11–12", False, 1),
        ("12", False, 1),
        ("18 Feb 2019", True, 1),
    ]
    assert [places[day(11)], places[either], places[day(12)]] == [0, 1, 2]


def test_bands_lie_side_by_side_from_end_to_end() -> None:
    bands, _ = find_bands([day(1), day(2), day(28)], ENGLISH)
    assert [(band.start, band.middle, band.end) for band in bands] == [
        ("0", "14.3", "28.6"), ("28.6", "42.9", "57.1"), ("71.4", "85.7", "100"),
    ]  # fmt: skip


def test_many_days_are_gathered_into_months_and_many_months_into_years() -> None:
    months, _ = find_bands([day(each, month) for month in (3, 4) for each in range(1, 9)], ENGLISH)
    assert [(band.full, band.count) for band in months] == [("Mar 2017", 8), ("Apr 2017", 8)]
    years, places = find_bands([day(1, month, year) for year in (2016, 2017) for month in range(1, 13)], ENGLISH)
    assert [(band.full, band.count) for band in years] == [("2016", 12), ("2017", 12)]
    assert places[day(1, 5, 2016)] == 0


def test_no_dates_make_no_bands() -> None:
    assert find_bands([], ENGLISH) == ((), {})


def test_what_has_no_date_is_listed_last() -> None:
    assert group_by_date([(None, "c"), (day(2), "b"), (day(1), "a"), (day(2), "d")]) == (
        (day(1), ("a",)),
        (day(2), ("b", "d")),
        (None, ("c",)),
    )


def test_dots_are_heaped_four_to_a_row() -> None:
    assert [(dot.x, dot.y) for dot in heap(5).dots] == [
        ("-12.3", "-7"), ("-4.1", "-7"), ("4.1", "-7"), ("12.3", "-7"), ("-12.3", "-15.2"),
    ]  # fmt: skip
    assert len(heap(25, 10).dots) == 3
    assert [claims_a_dot(each) for each in (0, 40, 41, 300, 10**6)] == [1, 1, 2, 10, 10000]


def test_figures_over_time_need_three_figures_and_two_dates() -> None:
    scale = make_scale([exactly(90)], ENGLISH, Decimal(70), Decimal(100))
    listed = [
        Given(exactly(80, "about"), "about 80", "military", "A", day(11)),
        Given(amount(80, 90), "80 to 90", "paper", "B", day(11)),
        Given(exactly(90, "nearly"), "nearly 90", "nobody", "C", day(13)),
    ]
    drawn = draw_series(listed, scale, ENGLISH)
    assert drawn
    assert [(column.x, column.letter) for column in drawn.columns] == [("16.7", "A"), ("50", "B"), ("83.3", "C")]
    assert [(span.label, span.start, span.end) for span in drawn.spans] == [
        ("11 Oct 2017", "0", "66.7"), ("13", "66.7", "100"),
    ]  # fmt: skip
    assert draw_series(listed[:2], scale, ENGLISH) is None
    assert draw_series([*listed[:2], Given(exactly(85), "85", "x", "D", day(11))], scale, ENGLISH) is None
    assert draw_series([*listed[:2], Given(exactly(85), "85", "x", "D", None)], scale, ENGLISH) is None


def test_upright_the_higher_figure_stands_higher() -> None:
    scale = make_scale([exactly(90)], ENGLISH)
    listed = [Given(exactly(each), str(each), "x", "A", day(each)) for each in (10, 20, 30)]
    drawn = draw_series(listed, scale, ENGLISH)
    assert drawn
    heights = [Decimal(column.strokes[0].start) for column in drawn.columns]
    assert heights == sorted(heights, reverse=True)


# -- Roads


def route(origin: str, report: str, *via: str, mark: str = "yes") -> Route:
    return Route(
        origin, origin.title(), mark, via, tuple(each.title() for each in via), report, report.title(), "1 Oct"
    )


def test_lines_of_one_origin_begin_together_and_of_one_report_end_together() -> None:
    drawn = draw_paths(
        [route("ann", "herald"), route("ann", "gazette", "wire"), route("bob", "herald", mark="no")], ENGLISH
    )
    assert drawn
    assert [start.y for start in drawn.starts] == ["22", "32", "64"]
    assert [(label.words, label.more, label.side) for label in drawn.labels] == [
        ("Ann", "", "before"),
        ("Bob", "", "before"),
        ("Wire", "", "upon"),
        ("Herald", "1 Oct, 2 of the 3 claims", "after"),
        ("Gazette", "1 Oct", "after"),
    ]
    assert len(drawn.curves) == 4  # a line by other hands has two parts


def test_two_hands_of_one_name_are_two() -> None:
    drawn = draw_paths(
        [
            Route("ann", "Ann", "yes", ("one",), ("a statement",), "herald", "Herald", ""),
            Route("bob", "Bob", "no", ("two",), ("a statement",), "herald", "Herald", ""),
        ],
        ENGLISH,
    )
    assert drawn
    assert [label.words for label in drawn.labels].count("a statement") == 2


def test_one_road_is_not_worth_a_drawing_and_very_many_are_a_thicket() -> None:
    assert draw_paths([route("ann", "herald")], ENGLISH) is None
    assert draw_paths([route(f"o{each}", "herald") for each in range(50)], ENGLISH) is None


ROADS = st.tuples(st.sampled_from("abcd"), st.sampled_from("xyz"), st.sampled_from(("", "v", "w")))


@given(st.lists(ROADS, min_size=2, max_size=20))
def test_labels_on_one_side_never_lie_on_each_other(roads: list[tuple[str, str, str]]) -> None:
    drawn = draw_paths([route(origin, report, *via) for origin, report, via in roads], ENGLISH)
    assert drawn
    for side, apart in (("before", 16), ("upon", 16), ("after", 34)):
        places = sorted(Decimal(label.y) for label in drawn.labels if label.side == side)
        assert all(other - one >= apart for one, other in pairwise(places))
        assert all(0 < place < drawn.height for place in places)
