"""Two tables of a report: who commented, and whom it draws on."""

from __future__ import annotations

from dataclasses import replace

from generator.core.model import Article, Comment, Thread
from generator.core.pages.article import article_pages
from generator.core.pages.tallies import list_commenters, list_sources
from tests.core.pages.rendering import open_page, text_of
from tests.core.pages.sample import HIGH_FORD, LOW_FORD, day, sample_archive, sample_stage
from tests.words import ENGLISH


def article(id: str = LOW_FORD) -> Article:
    return sample_stage().catalogue.articles[id]


def test_commenters_stand_by_how_much_they_wrote_and_those_without_a_name_last() -> None:
    table = list_commenters(article(), ENGLISH)
    assert table is not None
    assert [(row.name, row.comments, row.claims, [number for number, _ in row.numbers]) for row in table.rows] == [
        ("Cat Hill", 3, 1, [1, 3, 5]),
        ("Dov", 1, 0, [4]),
        ("Eve", 1, 0, [6]),
        ("", 1, 0, [2]),
    ]


def test_a_commenters_dates_run_from_the_first_to_the_last() -> None:
    comments = tuple(
        Comment(str(at), at, 1, author="Cat", date=day(when), text="x")
        for at, when in enumerate(("2020-03-05", "2020-03-03", "2020-03-04"), 1)
    )
    table = list_commenters(replace(article(), thread=Thread(comments)), ENGLISH)
    assert table is not None
    assert [(row.first, row.last) for row in table.rows] == [("3 Mar 2020", "5 Mar 2020")]
    assert [(row.first_iso, row.last_iso) for row in table.rows] == [("2020-03-03", "2020-03-05")]


def test_one_day_is_told_once_and_no_date_at_all_needs_no_column() -> None:
    table = list_commenters(article(), ENGLISH)
    assert table is not None
    assert (table.rows[0].first, table.rows[0].last, table.dated) == ("3 Mar 2020", "", True)
    bare = tuple(Comment(str(at), at, 1, author="Cat", text="x") for at in (1, 2))
    undated = list_commenters(replace(article(), thread=Thread(bare)), ENGLISH)
    assert undated is not None and not undated.dated


def test_a_single_comment_needs_no_table() -> None:
    assert (
        list_commenters(replace(article(), thread=Thread((Comment("1", 1, 1, author="Cat", text="x"),))), ENGLISH)
        is None
    )
    assert list_commenters(replace(article(), thread=None), ENGLISH) is None


def test_of_many_commenters_those_who_wrote_least_are_counted() -> None:
    many = tuple(Comment(str(at), at, 1, author=f"reader {at}", text="x") for at in range(1, 51))
    table = list_commenters(replace(article(), thread=Thread(many)), ENGLISH)
    assert table is not None
    assert (len(table.rows), table.more) == (40, 10)


def test_sources_are_counted_for_what_they_say_and_what_they_carry() -> None:
    table = list_sources(sample_stage(), article())
    assert table is not None
    assert [(row.name, row.said, row.carried, row.counted, row.elsewhere, row.reports) for row in table.rows] == [
        ("Ada Reed", 2, 0, "Council", 1, 1),
        ("Valley Post", 1, 0, "", 0, 0),
        ("Tom Stone", 1, 0, "", 2, 1),
        ("Northern Wire", 0, 1, "", 0, 0),
        ("a carpenter", 1, 0, "", 0, 0),
        ("", 1, 0, "", 0, 0),
    ]
    assert (table.claims, table.origins, table.relayed, table.hands) == (6, 5, 1, ("Northern Wire",))


def test_a_report_without_claims_has_no_table_of_sources() -> None:
    assert list_sources(sample_stage(), replace(article(HIGH_FORD), claims=())) is None


def test_the_page_shows_both_and_leads_to_the_sources_and_the_comments() -> None:
    page = open_page(article_pages(sample_stage(sample_archive())), f"article/{LOW_FORD}.html")
    assert text_of(page, "[aria-labelledby=sources-h] .hint") == [
        "6 claims from 5 origins; 1 came by way of Northern Wire."
    ]
    assert page.query("[aria-labelledby=sources-h] th a")[0].attrs["href"] == "../source/reed.html"
    assert text_of(page, "#comments .counts tbody tr")[0] == "Cat Hill313 Mar 20201 3 5"
    assert page.query("#comments .counts a")[0].attrs["href"] == f"../article/{LOW_FORD}.html#k-1"
