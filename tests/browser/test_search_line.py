"""The search on a slow or broken line: newer questions win, the first result does not wait, and what fails is told."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.search_site import open_silent, serve_sites, wait_for_answer
from tests.core.pages.sample import LOW_FORD

TERMS = r"/search/t/"
ROWS = r"/search/[duwx]/"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serve_sites(tmp_path_factory.mktemp("search")) as served:
        yield served["many"].http


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with open_silent(browser) as opened:
        yield opened


class Gate:
    """Files that arrive only once they are let through, and the addresses of all that were asked for."""

    def __init__(self, page: Page, held: str) -> None:
        self.held = re.compile(held)
        self.waiting: list[Route] = []
        self.asked: list[str] = []
        page.route("**/search/**", self._meet)

    def _meet(self, route: Route) -> None:
        self.asked.append(route.request.url)
        if self.held.search(route.request.url):
            self.waiting.append(route)
        else:
            route.continue_()

    def open(self) -> None:
        """Let everything through, also what comes later."""
        self.held = re.compile("(?!)")
        for route in self.waiting:
            route.continue_()
        self.waiting.clear()


def test_an_older_question_never_takes_the_place_of_a_newer_one(page: Page, site: str) -> None:
    gate = Gate(page, TERMS)
    page.goto(f"{site}search.html")
    page.locator("#q").fill("lorries")
    page.locator("#q").press("Enter")
    expect(page.locator(".found-count")).to_have_text("Searching …")
    page.locator("#q").fill("? …")
    page.locator("#q").press("Enter")
    expect(wait_for_answer(page)).to_have_text("Nothing was looked up")
    gate.open()
    page.wait_for_load_state("networkidle")
    page.wait_for_function("() => new Promise((done) => setTimeout(done, 100, true))")
    expect(page.locator(".found-count")).to_have_text("Nothing was looked up")
    expect(page.locator("#hits")).to_be_hidden()
    assert [each for each in gate.asked if re.search(ROWS, each)] == []


def test_what_is_typed_meanwhile_makes_an_answer_on_its_way_void(page: Page, site: str) -> None:
    gate = Gate(page, ROWS)
    page.goto(f"{site}search.html")
    page.locator("#q").fill("lorries")
    page.locator("#q").press("Enter")
    expect(page.locator(".found-count")).to_contain_text("results in")
    page.locator("#q").fill("brigde")
    gate.open()
    expect(page.locator(".found-count")).to_have_text("Nothing found")
    expect(page.locator("#hits")).to_be_hidden()


def test_a_word_is_asked_for_once_its_typing_pauses(page: Page, site: str) -> None:
    gate = Gate(page, "(?!)")
    page.goto(f"{site}search.html")
    page.evaluate("""() => {
      const field = document.querySelector('#q');
      for (const text of ['l', 'lo', 'lor', 'lorr', 'lorri', 'lorries']) {
        field.value = text;
        field.dispatchEvent(new Event('input'));
      }
    }""")
    expect(wait_for_answer(page)).to_have_text("7 results in 2 reports, 1 question")
    assert len([each for each in gate.asked if re.search(TERMS, each)]) == 1


def test_the_first_results_are_shown_while_others_are_on_their_way(page: Page, site: str) -> None:
    gate = Gate(page, r"/search/d/")
    page.goto(f"{site}search.html?q=lorries", wait_until="domcontentloaded")
    expect(page.locator(".hit-group h3")).to_have_text(["Questions"])
    expect(page.locator("#hits")).to_have_attribute("aria-busy", "true")
    gate.open()
    wait_for_answer(page)
    expect(page.locator(".hit-group")).to_have_count(3)


def test_the_index_is_opened_before_anything_is_typed(page: Page, site: str) -> None:
    page.goto(f"{site}article/{LOW_FORD}.html")
    with page.expect_request("**/search/m.js"):
        page.keyboard.press("/")


def test_a_file_that_does_not_arrive_is_told_and_can_be_asked_for_again(browser: Browser, site: str) -> None:
    page = browser.new_page()
    page.goto(f"{site}search.html")
    page.route(re.compile(TERMS), lambda route: route.abort())
    page.locator("#q").fill("lorries")
    page.locator("#q").press("Enter")
    expect(page.locator(".found-count")).to_have_text("A part of the search could not be loaded.")
    page.unroute(re.compile(TERMS))
    page.get_by_role("button", name="Try again").click()
    expect(page.locator(".found-count")).to_have_text("7 results in 2 reports, 1 question")
    expect(page.locator(".hit-group")).to_have_count(3)
    page.close()
