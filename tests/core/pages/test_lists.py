"""The cover and the lists: disputed first, named and unnamed apart."""

from __future__ import annotations

from dataclasses import replace

from generator.core.pages.home import HomeView, home_pages
from generator.core.pages.lists import QuestionsView, ReportsView, list_pages
from generator.core.pages.source_index import SourcesView
from tests.core.pages.sample import day, sample_archive, sample_stage


def home() -> HomeView:
    [page] = home_pages(sample_stage())
    assert isinstance(page.view, HomeView)
    return page.view


def test_the_cover_counts_what_the_archive_holds() -> None:
    assert [(each.number, each.words) for each in home().sums] == [
        (3, "reports, by 2 outlets"),
        (13, "claims, 1 of them in comments"),
        (6, "comments, 1 without a name"),
        (7, "sources"),
        (3, "questions, 1 of them disputed"),
    ]


def test_the_cover_opens_with_the_first_disputed_question_unless_told_otherwise() -> None:
    lead = home().lead
    assert lead
    assert (lead.title, [side.label for side in lead.sides]) == ("Was the bridge safe to cross?", ["Yes", "No"])
    archive = sample_archive()
    told = replace(archive, settings=replace(archive.settings, lead="who-closed"))
    [page] = home_pages(sample_stage(told))
    assert isinstance(page.view, HomeView)
    assert page.view.lead
    assert page.view.lead.title == "Who had the bridge closed?"


def test_the_timeline_says_in_words_what_it_draws() -> None:
    line = home().timeline
    assert line
    assert line.words == (
        "1 Mar 2020: 1 claim. Another 11 carry no date. Reports appeared on 2 Mar 2020, 4 Mar 2020, 2021."
    )
    assert [(flag.name, flag.y) for flag in line.flags] == [
        ("Valley Post", 0), ("Herald", 18), ("The year at the fo", 36),
    ]  # fmt: skip


def test_an_empty_archive_has_a_cover_too() -> None:
    archive = sample_archive()
    bare = replace(archive, articles=(), sources=(), questions=(), relations=(), pages=())
    [page] = home_pages(sample_stage(bare))
    assert isinstance(page.view, HomeView)
    assert (page.view.lead, page.view.timeline, page.view.reports) == (None, None, ())


def test_questions_are_listed_by_their_word_disputed_first() -> None:
    view = next(page.view for page in list_pages(sample_stage()) if page.url == "questions.html")
    assert isinstance(view, QuestionsView)
    assert [(group.label, [item.state.label for item in group.items]) for group in view.groups] == [
        ("Disputed", ["Disputed"]),
        ("Single source", ["One named source", "Single source"]),
    ]


def test_a_row_of_marks_says_in_words_what_it_shows() -> None:
    view = next(page.view for page in list_pages(sample_stage()) if page.url == "questions.html")
    assert isinstance(view, QuestionsView)
    row = view.groups[0].items[0].row
    assert row.words == "2 origins give the answer Yes, in 3 claims; 1 origin gives the answer No"
    assert [(mark.mark, mark.echo) for mark in row.marks] == [
        ("yes", False), ("yes", False), ("yes", True), ("", False), ("no", False),
    ]  # fmt: skip


def test_what_a_source_said_and_what_it_carried_are_counted_apart() -> None:
    view = next(page.view for page in list_pages(sample_stage()) if page.url == "sources.html")
    assert isinstance(view, SourcesView)
    counted = {item.name: (item.said, item.carried) for group in view.groups for item in group.items}
    assert (counted["Northern Wire"], counted["Ada Reed"], counted["Valley Post"]) == ((0, 1), (3, 0), (1, 6))


def test_the_unnamed_are_listed_with_the_reason_and_have_no_page() -> None:
    view = next(page.view for page in list_pages(sample_stage()) if page.url == "sources.html")
    assert isinstance(view, SourcesView)
    assert [(item.description, item.because, item.url) for item in view.unnamed] == [
        ("a carpenter", "he works for the town", "article/2020-03-02-bridge-is-safe.html#c-deck"),
        ("the county", "", "article/2020-03-04-bridge-shut.html#c-silent"),
    ]


def test_a_large_archive_has_pages_of_years_and_of_tags() -> None:
    archive = sample_archive()
    first = replace(archive.articles[0], claims=(), thread=None)
    tags = (("fords", "bridges"), ("bridges",))
    many = tuple(
        replace(first, id=f"a{at:02}", tags=tags[at % 2], published=day(f"{2000 + at % 2}")) for at in range(31)
    )
    large = sample_stage(replace(archive, articles=many, relations=()))
    pages = {page.url: page.view for page in list_pages(large)}
    assert list(pages)[2:] == ["years/2000.html", "years/2001.html", "tags/bridges.html", "tags/fords.html"]
    year, tag = pages["years/2000.html"], pages["tags/bridges.html"]
    assert isinstance(year, ReportsView)
    assert isinstance(tag, ReportsView)
    assert (len(year.reports), len(tag.reports)) == (16, 31)
    assert [page.url for page in list_pages(sample_stage())] == ["questions.html", "sources.html"]
