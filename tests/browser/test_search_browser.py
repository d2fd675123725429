"""The search in a real browser: over HTTP, from disk, under the strict policy, and without script."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.search_site import Site, ask, open_silent, serve_sites
from tests.core.pages.sample import LOW_FORD


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Site]]:
    with serve_sites(tmp_path_factory.mktemp("search")) as served:
        yield served


@pytest.fixture(params=["http one", "http many", "file one", "file many"])
def site(request: pytest.FixtureRequest, sites: dict[str, Site]) -> str:
    way, name = request.param.split()
    return str(getattr(sites[name], way))


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with open_silent(browser) as opened:
        yield opened


def test_results_stand_under_their_reports_and_say_how_many(page: Page, site: str) -> None:
    page.goto(f"{site}search.html")
    ask(page, "lorries")
    expect(page.locator(".found-count")).to_have_text("7 results in 2 reports, 1 question")
    groups = page.locator(".hit-group")
    expect(groups).to_have_count(3)
    expect(page.locator(".hit-group h3")).to_have_text(
        ["Questions", "Engineer has the bridge shut", "Bridge is safe, says town"]
    )
    assert {each.lower() for each in page.locator("mark").all_inner_texts()} == {"lorries", "lorry"}


def test_a_result_leads_to_its_place_and_lights_the_words(page: Page, site: str) -> None:
    page.goto(f"{site}search.html?q=cracked")
    page.locator("a.hit[data-kind=claim]").first.click()
    page.wait_for_url("**/article/**")
    assert page.url.endswith("#c-cracks")
    page.wait_for_function("() => CSS.highlights.get('found')?.size > 0")
    lit = page.evaluate("() => [...CSS.highlights.get('found')].map(String)")
    assert {each.lower() for each in lit} == {"cracked"}


def test_all_results_are_one_step_from_the_box(page: Page, site: str) -> None:
    page.goto(f"{site}source/reed.html")
    page.locator(".seek-open").click()
    page.locator("#seek-q").fill("lorries")
    page.locator(".all").click()
    page.wait_for_url("**/search.html?q=lorries")
    expect(page.locator(".found-count")).to_contain_text("7 results")
    page.go_back()
    page.locator(".seek-open").click()
    page.locator("#seek-q").fill("bridge")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=bridge")


def test_the_address_holds_the_question_and_the_filters(page: Page, site: str) -> None:
    page.goto(f"{site}search.html?q=bridge&kind=claim")
    expect(page.locator("a.hit[data-kind=claim]").first).to_be_visible()
    expect(page.locator("a.hit[data-kind=report]")).to_have_count(0)
    page.get_by_label("Reports").check()
    expect(page.locator("a.hit[data-kind=report]").first).to_be_visible()
    assert "kind=claim&kind=report" in page.url
    expect(page.get_by_label("Reports")).to_be_focused()
    page.get_by_label("Newest first").check()
    expect(page.locator(".hit-group h3").first).to_have_text("The year at the ford")
    assert "sort=date" in page.url


def test_words_under_a_cover_are_not_on_the_page(page: Page, site: str) -> None:
    page.goto(f"{site}search.html?q=leaf")
    expect(page.locator(".hit").first).to_be_visible()
    expect(page.locator(".hits")).to_contain_text("The matching words are behind a content note: mockery.")
    assert "leaf" not in page.locator(".hits").inner_text()


def test_a_misspelling_is_told_with_what_may_be_meant(page: Page, site: str) -> None:
    page.goto(f"{site}search.html?q=brigde")
    page.get_by_role("button", name="bridge").click()
    expect(page.locator("#q")).to_have_value("bridge")
    expect(page.locator(".found-count")).to_contain_text("results in")


def test_without_script_the_lists_are_offered(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}search.html")
    told = page.locator("main noscript p")
    assert "Searching needs JavaScript" in str(
        told.evaluate("(told) => told.getClientRects().length && told.textContent")
    )
    hrefs = page.locator("main noscript a").evaluate_all("links => links.map((each) => each.getAttribute('href'))")
    assert hrefs == ["index.html#reports", "questions.html", "sources.html"]
    assert page.locator("kbd:visible").all_inner_texts() == []
    page.goto(f"{site}article/{LOW_FORD}.html")
    expect(page.locator("dialog.seek")).to_be_hidden()
    page.locator(".seek-open").click()
    page.wait_for_url("**/search.html")
    context.close()


def test_the_shortcut_of_one_key_can_be_switched_off(page: Page, site: str) -> None:
    page.goto(f"{site}search.html")
    page.locator("main .slash input").uncheck()
    page.goto(f"{site}article/{LOW_FORD}.html")
    page.keyboard.press("/")
    expect(page.locator("dialog.seek")).to_be_hidden()
    page.keyboard.press("Control+k")
    expect(page.locator("dialog.seek")).to_be_visible()


def test_nothing_is_loaded_before_it_is_asked_for(page: Page, sites: dict[str, Site]) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(sites["many"].http)))
    page.goto(f"{sites['many'].http}article/{LOW_FORD}.html")
    page.wait_for_load_state("networkidle")
    assert [each for each in asked if "search" in each] == ["assets/0000/js/search.js"]
    page.keyboard.press("Control+k")
    page.keyboard.type("cracked")
    expect(page.locator("a.hit").first).to_be_visible()
    assert not any(each.startswith("http") for each in asked)
    assert "search/ap/0.js" not in " ".join(asked)


def test_the_search_is_in_order_for_those_who_cannot_see_it(page: Page, sites: dict[str, Site]) -> None:
    page.goto(f"{sites['one'].http}search.html?q=bridge")
    expect(page.locator(".hit").first).to_be_visible()
    expect(page.locator(".filters fieldset").first).to_be_visible()
    found = Axe().run(page).response["violations"]
    assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []
    page.goto(f"{sites['one'].http}article/{LOW_FORD}.html")
    page.keyboard.press("Control+k")
    page.keyboard.type("bridge")
    expect(page.locator(".seek .hit").first).to_be_visible()
    found = Axe().run(page, context=".seek").response["violations"]
    assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []


def test_nothing_scrolls_sideways(page: Page, sites: dict[str, Site]) -> None:
    page.goto(f"{sites['one'].http}search.html?q=bridge+council")
    expect(page.locator(".filters fieldset").first).to_be_attached()
    for width in (320, 360, 480, 768, 1024, 1440):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"), width
