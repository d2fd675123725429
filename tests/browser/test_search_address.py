"""The whole state of the search in its address: sent, gone back to, loaded again, and asked by a plain form."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.search_site import Site, ask, open_silent, serve_sites, wait_for_answer


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Site]]:
    with serve_sites(tmp_path_factory.mktemp("search")) as served:
        yield served


@pytest.fixture(params=["http", "file"])
def address(request: pytest.FixtureRequest, sites: dict[str, Site]) -> str:
    return f"{getattr(sites['many'], request.param)}search.html"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with open_silent(browser) as opened:
        yield opened


def state(page: Page) -> str:
    return page.url.partition("?")[2]


def test_back_and_forward_lead_through_what_was_sent_and_chosen(page: Page, address: str) -> None:
    page.goto(address)
    ask(page, "lorries")
    ask(page, "bridge")
    page.get_by_label("Reports").check()
    wait_for_answer(page)
    page.get_by_label("Newest first").check()
    wait_for_answer(page)
    assert state(page) == "q=bridge&kind=report&sort=date"
    newest = page.locator(".hit-group h3").all_inner_texts()
    page.go_back()
    expect(page.get_by_label("Best first")).to_be_checked()
    assert state(page) == "q=bridge&kind=report"
    page.go_back()
    expect(page.get_by_label("Reports")).not_to_be_checked()
    assert state(page) == "q=bridge"
    page.go_back()
    expect(page.locator("#q")).to_have_value("lorries")
    expect(page.locator(".found-count")).to_have_text("7 results in 2 reports, 1 question")
    for _ in range(3):
        page.go_forward()
    expect(page.get_by_label("Newest first")).to_be_checked()
    expect(page.locator(".hit-group h3")).to_have_text(newest)


def test_what_is_typed_on_the_way_is_not_gone_back_to(page: Page, address: str) -> None:
    page.goto(address)
    ask(page, "lorries")
    for words in ("b", "br", "bri", "bridge"):
        page.locator("#q").fill(words)
        page.wait_for_url(f"**?q={words}")
    page.go_back()
    page.wait_for_url("**?q=lorries")
    expect(page.locator("#q")).to_have_value("lorries")


def test_loading_again_shows_the_same(page: Page, address: str) -> None:
    page.goto(f"{address}?q=bridge&kind=claim&source=reed&sort=date")
    wait_for_answer(page)
    before = page.locator(".hits").inner_text()
    assert before
    page.reload()
    wait_for_answer(page)
    assert page.locator(".hits").inner_text() == before
    assert state(page) == "q=bridge&kind=claim&source=reed&sort=date"


def test_filters_that_leave_nothing_say_so_and_can_be_taken_back(page: Page, address: str) -> None:
    page.goto(f"{address}?q=bridge&year=1066&kind=report")
    expect(wait_for_answer(page)).to_have_text("Nothing found")
    expect(page.locator(".notes-on-query")).to_contain_text("None of the")
    page.get_by_role("button", name="Show them all").click()
    expect(page.locator(".hit-group").first).to_be_visible()
    assert state(page) == "q=bridge"


def test_an_address_that_nobody_made_here_is_read_as_far_as_it_can_be(page: Page, address: str) -> None:
    page.goto(f"{address}?sort=up&kind={'x' * 3000}&year=&show=-1&show=9e99&q=bridge&__proto__=1&outlet=%F0%9F%A6%84")
    wait_for_answer(page)
    expect(page.locator("#q")).to_have_value("bridge")
    page.go_back()
    assert page.url == "about:blank"


def test_a_plain_form_on_any_page_asks(page: Page, address: str, sites: dict[str, Site]) -> None:
    field = '<input name="q" value="“bridge is” +lorries &amp; 100%">'
    form = f'<!doctype html><link rel="icon" href="data:,"><form action="search.html" method="get">{field}</form>'
    (sites["many"].folder / "form.html").write_text(form, encoding="utf-8")
    page.goto(address.replace("search.html", "form.html"))
    page.locator("input").press("Enter")
    page.wait_for_url("**/search.html?q=*")
    wait_for_answer(page)
    expect(page.locator("#q")).to_have_value("“bridge is” +lorries & 100%")
