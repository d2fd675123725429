"""A phrase in quotes that many reports seem to hold: none is shown whose words were not read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from generator.core.model import Article, Block, BlockKind, Rendition
from tests.browser.hosting import serve_folder
from tests.browser.search_site import open_silent, wait_for_answer, write_site
from tests.core.pages.sample import sample_archive

SIZE = 60  # more than are read before any is shown


def report(number: int) -> Article:
    """Every second one has the phrase; the others have its words in other endings."""
    text = "Leaves in the cities." if number % 2 else "Leaving in a city."
    return Article(
        id=f"r{number:02}",
        title=Block("title", BlockKind.TITLE, f"Report {number}", ()),
        outlet="",
        rendition=Rendition.FULL,
        lang="en",
        blocks=(Block("p1", BlockKind.PARAGRAPH, text, ()),),
    )


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder: Path = tmp_path_factory.mktemp("phrase")
    empty = replace(sample_archive(), sources=(), questions=(), relations=())
    write_site(folder, 0, replace(empty, articles=tuple(report(number) for number in range(SIZE))))
    with serve_folder(folder) as address:
        yield address


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with open_silent(browser) as opened:
        yield opened


def test_pages_are_filled_with_reports_that_have_the_phrase_and_the_count_follows(page: Page, site: str) -> None:
    page.goto(f'{site}search.html?q="leaves in the cities"')
    told = wait_for_answer(page)
    expect(page.locator(".notes-on-query")).to_contain_text("read word for word before it is shown")
    groups = page.locator(".hit-group")
    for shown in (10, 20):
        expect(groups).to_have_count(shown)
        page.locator(".more button").click()
    expect(groups).to_have_count(SIZE // 2)
    expect(page.locator(".more")).to_have_count(0)
    expect(told).to_have_text("30 results in 30 reports")
    assert {int(title.split()[-1]) % 2 for title in groups.locator("h3").all_inner_texts()} == {1}
