from __future__ import annotations

from dataclasses import replace

import pytest

from generator.core.pages.frame import Stage, direction_of, make_card, make_frame
from tests.core.pages.sample import LOW_FORD, YEARBOOK, sample_archive, sample_stage


def test_a_page_knows_its_way_to_the_root_and_the_section_it_belongs_to() -> None:
    frame = make_frame(sample_stage(), f"article/{LOW_FORD}.html", "Title", "")
    assert frame.root == "../"
    assert [link.label for link in frame.nav if link.current] == ["Reports"]
    assert [link.label for link in make_frame(sample_stage(), "questions.html", "", "").nav if link.current] == [
        "Questions"
    ]


def test_the_footer_leads_to_the_ordered_pages_then_to_status_and_data() -> None:
    frame = make_frame(sample_stage(), "index.html", "", "")
    assert [link.label for link in frame.pages] == ["Method", "About", "Status", "Data"]


def test_only_the_page_that_is_served_at_any_depth_has_an_absolute_root() -> None:
    archive = sample_archive()
    settings = replace(archive.settings, base_url="https://example.org/bridge/")
    stage = sample_stage(replace(archive, settings=settings))
    assert make_frame(stage, "404.html", "", "").root == "/bridge/"
    assert make_frame(stage, "index.html", "", "").root == ""
    assert make_frame(sample_stage(), "404.html", "", "").root == ""
    assert make_frame(stage, "index.html", "", "").canonical == "https://example.org/bridge/"
    assert make_frame(stage, "data.html", "", "").canonical == "https://example.org/bridge/data.html"


@pytest.mark.parametrize(
    ("language", "direction"), [("en", "ltr"), ("ar", "rtl"), ("he-IL", "rtl"), ("ku-Arab", "rtl"), ("ar-Latn", "ltr")]
)
def test_the_direction_follows_the_language_or_its_script(language: str, direction: str) -> None:
    assert direction_of(language) == direction


def test_a_card_leaves_blank_what_is_not_known() -> None:
    stage = sample_stage()
    card = make_card(stage, stage.catalogue.articles[YEARBOOK])
    assert (card.outlet, card.when, card.when_iso) == ("", "2021", "2021")


def test_what_follows_from_a_stage_is_worked_out_once_for_each_stage() -> None:
    asked: list[int] = []

    def double(_: Stage, number: int) -> int:
        asked.append(number)
        return 2 * number

    stage = sample_stage()
    assert [stage.once(double, number, number) for number in (1, 2, 1)] == [2, 4, 2]
    assert sample_stage().once(double, 1, 1) == 2
    assert asked == [1, 2, 1]
