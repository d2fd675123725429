"""What stands where: nothing runs off the side, nothing overlaps, nothing jumps, at every width and size of type."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from time import sleep
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.hosting import serve_folder
from tests.browser.kinds import ARTICLES, HARD_ARTICLES, KINDS

WIDTHS = (320, 360, 480, 600, 768, 900, 1024, 1100, 1280, 1440, 1680, 2200)
REPORTS = tuple([("shipped", path) for path in ARTICLES] + [("hard", path) for path in HARD_ARTICLES])
SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
OVERLAPS = """() => {
  const boxes = (selector) => [...document.querySelectorAll(selector)]
    .map((each) => [each.textContent.trim().slice(0, 30), each.getBoundingClientRect()])
    .filter(([, box]) => box.width && box.height);
  const meet = ([, one], [, other]) => one.left < other.right - 1 && other.left < one.right - 1
    && one.top < other.bottom - 1 && other.top < one.bottom - 1;
  const slips = boxes('.slip');
  const rest = boxes('.prose > :not(.side), .c-body, .notes, .facts, .reading, .cite');
  return slips.flatMap((slip, at) => [...slips.slice(at + 1), ...rest].filter((other) => meet(slip, other))
    .map((other) => [slip[0], other[0]]));
}"""
SHIFTS = """() => new Promise((done) => {
  let sum = 0;
  new PerformanceObserver((list) => { for (const each of list.getEntries()) sum += each.value; })
    .observe({ type: 'layout-shift', buffered: true });
  setTimeout(() => done(sum), 100);
})"""

MOVED = """(selector) => new Promise((done) => {
  const moved = (entry) => entry.sources.map((each) => each.node).filter(Boolean)
    .map((node) => (node.nodeType === Node.TEXT_NODE ? node.parentElement : node))
    .filter((node) => node.matches(selector)).map((node) => node.outerHTML);
  new PerformanceObserver((list) => done(list.getEntries().flatMap(moved)))
    .observe({ type: 'layout-shift', buffered: true });
  setTimeout(() => done([]), 100);
})"""


@pytest.mark.parametrize(("archive", "path"), KINDS)
def test_nothing_runs_off_the_side_of_any_kind_of_page(
    page: Page, address_of: Callable[[str, str], str], archive: str, path: str
) -> None:
    page.goto(address_of(archive, path))
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(SIDEWAYS) == 0, width


@pytest.mark.parametrize(("archive", "path"), REPORTS)
def test_no_two_short_notes_overlap_on_any_report(
    page: Page, address_of: Callable[[str, str], str], archive: str, path: str
) -> None:
    """Zooming by 200 % halves the width that a page is laid out in, so these widths are also those of 640 to 4400."""
    page.goto(address_of(archive, path))
    expect_order(page, WIDTHS)


@pytest.mark.parametrize(("archive", "path"), REPORTS)
def test_no_two_short_notes_overlap_where_type_is_twice_as_large(
    large_type: Browser, address_of: Callable[[str, str], str], archive: str, path: str
) -> None:
    page = large_type.new_page()
    page.goto(address_of(archive, path))
    assert page.evaluate("() => parseFloat(getComputedStyle(document.documentElement).fontSize)") >= 32
    expect_order(page, tuple(2 * width for width in WIDTHS))
    page.close()


def expect_order(page: Page, widths: tuple[int, ...]) -> None:
    """At every width: nothing overlaps or runs off, and short notes are shown where there is a margin for them."""
    for width, usual in zip(widths, WIDTHS, strict=True):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(OVERLAPS) == [], width
        assert page.evaluate(SIDEWAYS) == 0, width
        assert page.locator(".side").first.is_visible() == (usual >= 1024), width


@pytest.mark.parametrize("width", [1440, 360])
@pytest.mark.parametrize(("archive", "path"), KINDS)
def test_nothing_jumps_while_a_page_loads_or_when_its_scripts_come_late(
    page: Page, address_of: Callable[[str, str], str], archive: str, path: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.route("**/js/*.js", come_late)
    expect_still(lambda: page.goto(address_of(archive, path)), page)


@pytest.mark.parametrize("width", [1440, 360])
@pytest.mark.parametrize("path", ["index.html", "search.html", "404.html"])
def test_head_and_foot_stand_still_while_they_come_piece_by_piece(
    page: Page, empty: Path, path: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    with serve_folder(empty, slowly=True) as address:
        page.goto(f"{address}{path}")
        assert page.evaluate(MOVED, "body > header *, body > footer *") == []


@pytest.mark.parametrize("width", [1440, 360])
@pytest.mark.parametrize("words", ["raqqa", '"foreign fighters"', "?"])
def test_nothing_jumps_when_results_arrive(
    page: Page, address_of: Callable[[str, str], str], words: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.route("**/js/*.js", come_late)
    page.route("**/search/*.js", come_late)

    def ask() -> None:
        page.goto(f"{address_of('shipped', 'search.html')}?q={quote(words)}")
        expect(page.locator(".hits")).to_have_attribute("aria-busy", "false")
        assert page.locator("a.hit").count() > 0 or words == "?"

    expect_still(ask, page)


def expect_still(load: Callable[[], object], page: Page) -> None:
    """What a script moves it moves each time; a frame drawn between two halves of a table moves it by chance, once."""
    moved: list[float] = []
    while 0 not in moved and len(moved) < 3:
        load()
        moved.append(page.evaluate(SHIFTS))
    assert 0 in moved, moved


def come_late(route: Route) -> None:
    """Long after the first paint; the theme alone has to be known before it."""
    if not route.request.url.endswith("/theme.js"):
        sleep(0.2)
    route.continue_()
