"""Whatever is typed gives an answer or a plain message, over HTTP and from disk, and the console stays empty."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.search_site import Site, open_silent, serve_sites
from tests.core.hostile_queries import hostile_queries
from tests.core.pages.sample import LOW_FORD

AT_ONCE = 100  # questions of one page: a browser lets no page change its address more than some 200 times a moment
ASK_ALL = """async ([field, queries]) => {
  const input = document.querySelector(field);
  const place = input.form.parentElement;
  const list = place.querySelector('.hits');
  const frame = () => new Promise((done) => setTimeout(done, 5));
  const told = [];
  for (const query of queries) {
    input.value = query;
    if (field === '#q') input.form.requestSubmit(); else input.dispatchEvent(new Event('input'));
    if (field !== '#q') await new Promise((done) => setTimeout(done, 140));
    do await frame(); while (list.ariaBusy === 'true');
    told.push([query, place.querySelector('.told').innerText.trim(), list.childElementCount]);
  }
  return told;
}"""


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Site]]:
    with serve_sites(tmp_path_factory.mktemp("search")) as served:
        yield served


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with open_silent(browser) as opened:
        yield opened


def check(page: Page, field: str, queries: list[str]) -> None:
    page.wait_for_function("(field) => document.querySelector(field).role === 'combobox'", arg=field)
    for query, told, shown in page.evaluate(ASK_ALL, [field, queries]):
        assert told or not query.strip(), query
        assert shown or "Nothing" in told or not query.strip(), (query, told)
    assert page.locator(".hits :is(img, script, iframe)").count() == 0
    assert page.evaluate("() => ({}).polluted === undefined && Object.keys(Object.prototype).length === 0")


@pytest.mark.parametrize(("way", "seed"), [("http", 11), ("http", 12), ("http", 13), ("file", 14)])
def test_the_page_answers_whatever_is_typed(page: Page, sites: dict[str, Site], way: str, seed: int) -> None:
    queries = hostile_queries(2 * AT_ONCE, seed)
    for at in (0, AT_ONCE):
        page.goto(f"{getattr(sites['many'], way)}search.html")
        check(page, "#q", queries[at : at + AT_ONCE])


@pytest.mark.parametrize("way", ["http", "file"])
def test_the_box_answers_whatever_is_typed(page: Page, sites: dict[str, Site], way: str) -> None:
    page.goto(f"{getattr(sites['one'], way)}article/{LOW_FORD}.html")
    page.keyboard.press("Control+k")
    check(page, "#seek-q", hostile_queries(120, 15)[-60:])


def test_the_address_may_hold_anything(page: Page, sites: dict[str, Site]) -> None:
    for query in ("%00", "%ed%a0%80", "%ff%fe", "%", "%3Cscript%3E&lit=%E2%80%AE", "a" * 4000, "%F0%9F%9A%9B" * 400):
        page.goto(f"{sites['many'].http}search.html?q={query}")
        page.wait_for_function("() => document.querySelector('.hits').ariaBusy === 'false'")
        assert page.locator(".found-count").inner_text()
        page.goto(f"{sites['many'].http}article/{LOW_FORD}.html?lit={query}")
