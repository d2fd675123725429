"""A source's page: what it said apart from what it carried."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.core.pages.roads import RoadRow, RoadTable
from generator.core.pages.slices import make_all
from generator.core.pages.source import SourceView, source_pages
from tests.core.pages.rendering import open_page
from tests.core.pages.sample import sample_stage


def source(name: str) -> SourceView:
    view = {page.url: page.view for page in make_all(source_pages(sample_stage()))}[f"source/{name}.html"]
    assert isinstance(view, SourceView)
    return view


def facts(view: SourceView) -> dict[str, str]:
    return {fact.label: "".join(words for words, _ in fact.parts).replace("\u00a0", " ") for fact in view.facts}


def test_a_spokeswoman_is_counted_as_whom_she_speaks_for() -> None:
    assert facts(source("reed")) == {
        "Speaks for": "Low Ford Town Council",
        "Counted": "as one origin with it",
        "Said": "3 claims, in 2 reports",
        "Basis": "spokesperson, on record (2); on record (1)",
        "Reached us": "directly 2, by Wire 1",
    }


def test_a_body_that_never_speaks_itself_names_its_voices() -> None:
    view = source("council")
    assert view.lede == "Heard only through Ada Reed."
    assert facts(view) == {"Heard through": "Ada Reed", "Said": "nothing"}


def test_an_agency_is_a_road_and_not_an_origin() -> None:
    view = source("wire")
    assert facts(view)["Carried"] == "1 claim: Reed 1"
    assert facts(view)["Weight"] == "none: an agency is a road, not an origin"
    assert (view.said, [claim.id for topic in view.carried for claim in topic.claims]) == ((), ["safe"])


def test_what_was_said_stands_by_question_and_the_rest_comes_last() -> None:
    view = source("stone")
    assert [(topic.title, [claim.id for claim in topic.claims]) for topic in view.said] == [
        ("Was the bridge safe to cross?", ["cracks"]),
        ("How many lorries crossed in a day?", ["counted"]),
        ("And besides", ["lost"]),
    ]


def test_beside_each_question_stand_the_others_counted_as_origins() -> None:
    topic = source("reed").said[0]
    assert [(other.mark, other.words) for other in topic.others] == [("yes", "Valley Post"), ("no", "Stone")]
    assert [(total.label, total.times) for total in topic.sums] == [("Yes", "twice")]


def test_who_contradicts_a_source_is_shown_from_its_side() -> None:
    assert [(p.words, p.first.who, p.second.who) for p in source("reed").against] == [
        ("Contradicted by", "Ada Reed", "Tom Stone")
    ]
    assert [p.words for p in source("stone").against] == ["Contradicts"]


def test_an_outlet_lists_its_reports_and_not_every_claim_it_printed() -> None:
    view = source("valley-post")
    assert [report.card.title for report in view.reports] == ["Bridge is safe, says town"]
    assert view.carried == ()


@pytest.mark.parametrize(("claims", "dots", "words"), [(0, 0, ""), (7, 7, ""), (12, 12, ""), (13, 0, "13")])
def test_claims_by_road_are_dots_as_far_as_they_can_be_counted_and_then_a_number(
    claims: int, dots: int, words: str
) -> None:
    page = next(page for page in make_all(source_pages(sample_stage())) if page.url == "source/reed.html")
    assert isinstance(page.view, SourceView)
    table = RoadTable((), (RoadRow("by Wire", (claims,), claims),), undated=True)
    document = open_page([replace(page, view=replace(page.view, roads=table))], page.url)
    for cell in document.query(".road tbody td"):
        assert (len(cell.query(".mark")), cell.to_text()) == (dots, words)


def test_everything_it_said_and_carried_stands_by_date_with_whose_words_it_carried() -> None:
    reed = source("reed")
    assert [(each.when, each.printed, each.who, each.url.partition("#")[2]) for each in reed.dated] == [
        ("1 Mar 2020", False, "", "c-safe"),
        ("2 Mar 2020", True, "", "c-any-lorry"),
        ("4 Mar 2020", True, "", "c-reed-again"),
    ]
    assert [each.who for each in source("wire").dated] == []
