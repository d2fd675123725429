"""A question of figures: a row a claim, with its bounds, and the same as a table."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from generator.core.model import Amount
from generator.core.pages.figure import FigureView, figure_pages
from generator.core.pages.slices import make_all
from tests.core.pages.rendering import open_page, text_of
from tests.core.pages.sample import day, sample_archive, sample_stage


def lorries(*amounts: tuple[str, Amount | None]) -> FigureView:
    """The page of the sample's figures, with amounts changed by claim."""
    archive = sample_archive()
    changed = dict(amounts)
    articles = tuple(
        replace(
            article,
            claims=tuple(
                replace(claim, amount=changed[claim.id]) if claim.id in changed else claim for claim in article.claims
            ),
        )
        for article in archive.articles
    )
    [page] = make_all(figure_pages(sample_stage(replace(archive, articles=articles))))
    assert page.url == "question/lorries.html"
    assert isinstance(page.view, FigureView)
    return page.view


def test_figures_of_one_predicate_share_a_scale_a_row_each() -> None:
    assert [(g.predicate, [(row.figure, row.drawn, row.letter) for row in g.rows]) for g in lorries().groups] == [
        ("cross", [("about 40", "about", "A"), ("30 to 50", "range", "B")])
    ]


def test_figures_of_different_predicates_stand_in_different_rows() -> None:
    view = lorries(("counted", Amount(Decimal(30), Decimal(50), "", "wait")))
    assert [group.predicate for group in view.groups] == ["cross", "wait"]


def test_a_claim_without_a_number_is_listed_and_not_drawn() -> None:
    view = lorries(("counted", None))
    row = next(row for row in view.rows if row.claim.id == "counted")
    assert (row.figure, row.drawn, row.strokes) == ("No figure", "not drawn", ())


def test_a_figure_stands_at_the_day_it_is_about() -> None:
    view = lorries(("counted", Amount(Decimal(30), Decimal(50), "", "cross", day("2020-01-05"))))
    assert [(row.claim.id, row.date_says, row.date) for row in view.rows] == [
        ("counted", "", "5 Jan 2020"),
        ("forty", "printed", "2 Mar 2020"),
    ]


def test_the_key_explains_only_what_is_drawn() -> None:
    assert lorries().kinds == ("about", "range")


def test_two_figures_make_no_chart_over_time() -> None:
    assert lorries().series is None


def test_what_the_table_holds_is_said_outside_the_box_that_scrolls() -> None:
    document = open_page(make_all(figure_pages(sample_stage())), "question/lorries.html")
    (table,) = document.query(".scroll table")
    assert text_of(document, f"#{table.attrs['aria-labelledby']}") == ["Every answer"]
    assert text_of(document, f"#{table.attrs['aria-describedby']}") == [
        "2 answers, in order of date. Answers with the same letter are one origin."
    ]
    assert document.query(f".scroll #{table.attrs['aria-describedby']}") == []


def test_a_question_of_figures_without_a_summary_says_who_gives_figures() -> None:
    assert lorries().evidence.lede == "2 origins give figures."
