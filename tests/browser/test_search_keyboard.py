"""The search by keyboard and for a screen reader: the combobox pattern of the WAI-ARIA Authoring Practices."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.search_site import Site, ask, open_silent, serve_sites
from tests.core.pages.sample import HIGH_FORD, LOW_FORD

ACTIVE = """() => {
  const found = document.getElementById(document.activeElement.getAttribute('aria-activedescendant'));
  return found && [found.closest('[role=row]').innerText.split('\\n')[0], found.getAttribute('aria-selected')];
}"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with serve_sites(tmp_path_factory.mktemp("search")) as served:
        yield served["one"]


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with open_silent(browser) as opened:
        yield opened


def press(page: Page, *keys: str) -> str:
    """Press keys; the first line of the row that is active then, '' for none. The caret never leaves the field."""
    for key in keys:
        page.keyboard.press(key)
    assert page.evaluate("() => document.activeElement.name") == "q"
    found = page.evaluate(ACTIVE)
    assert found is None or found[1] == "true"
    assert page.locator("[aria-selected]").count() == (1 if found else 0)
    return found[0] if found else ""


def open_box(page: Page, words: str) -> None:
    page.keyboard.press("Control+k")
    page.keyboard.insert_text(words)  # at once: a pause between two keys would ask for half a word
    expect(page.locator(".seek a.hit").first).to_be_visible()
    expect(page.locator("#seek-hits")).to_have_attribute("aria-busy", "false")


@pytest.mark.parametrize("where", ["the box", "the page"])
def test_arrows_move_through_the_rows_while_the_caret_stays(page: Page, site: Site, where: str) -> None:
    if where == "the box":
        page.goto(f"{site.http}article/{LOW_FORD}.html")
        open_box(page, "cracked")
    else:
        page.goto(f"{site.http}search.html")
        ask(page, "cracked")
    assert press(page) == ""
    rows = [press(page, "ArrowDown")]
    while row := press(page, "ArrowDown"):
        rows.append(row)
    assert rows[:2] == ["Engineer has the bridge shut", "Report"]
    assert press(page, "ArrowUp") == rows[-1]
    assert press(page, "Home") == rows[0]
    assert press(page, "End") == rows[-1]
    assert press(page, "Home", "ArrowUp") == ""
    assert press(page, "ArrowDown", "x") == ""


def test_home_and_end_move_the_caret_where_no_row_is_active(page: Page, site: Site) -> None:
    page.goto(f"{site.http}search.html")
    ask(page, "cracked")
    assert press(page, "Home") == ""
    assert page.evaluate("() => document.activeElement.selectionStart") == 0
    assert press(page, "End") == ""
    assert page.evaluate("() => document.activeElement.selectionStart") == len("cracked")


def test_enter_follows_the_active_row_and_else_sends_the_question(page: Page, site: Site) -> None:
    page.goto(f"{site.file}article/{LOW_FORD}.html")
    open_box(page, "cracked")
    press(page, "ArrowDown", "ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/article/{HIGH_FORD}.html?lit=crack**")
    open_box(page, "cracked")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=cracked")


def test_enter_on_a_row_that_brings_more_goes_on_from_the_first_of_them(page: Page, site: Site) -> None:
    page.goto(f"{site.http}article/{LOW_FORD}.html")
    open_box(page, "bridge")
    before = page.locator(".seek a.hit").count()
    while not press(page, "ArrowDown").endswith("more here"):
        pass
    shown = page.locator(".seek .hit-group:has([aria-selected]) a.hit").count()
    page.keyboard.press("Enter")
    expect(page.locator(".seek a.hit").nth(before)).to_be_visible()
    group = page.locator(".seek .hit-group:has([aria-selected])")
    expect(group.locator("a.hit").nth(shown).locator("..")).to_have_attribute("aria-selected", "true")
    press(page, "ArrowDown")


def test_escape_on_the_page_first_leaves_the_row_and_then_empties_the_field(page: Page, site: Site) -> None:
    page.goto(f"{site.http}search.html")
    ask(page, "cracked")
    assert press(page, "ArrowDown")
    assert press(page, "Escape") == ""
    expect(page.locator("#q")).to_have_value("cracked")
    press(page, "Escape")
    expect(page.locator("#q")).to_have_value("")
    expect(page.locator("#hits")).to_be_hidden()
    assert page.url.endswith("search.html")


def test_the_field_says_what_it_is_and_whether_there_are_results(page: Page, site: Site) -> None:
    page.goto(f"{site.http}search.html")
    field = page.get_by_role("combobox", name="Search")
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(field).to_have_attribute("aria-controls", "hits")
    expect(field).to_have_attribute("aria-autocomplete", "list")
    expect(field).to_have_attribute("aria-haspopup", "grid")
    ask(page, "cracked")
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("status")).to_have_text("2 results in 1 report")
    ask(page, "brigde")
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(page.get_by_role("status")).to_contain_text("This archive has no word “brigde”. Did you mean bridge?")


def test_results_are_headings_and_links_for_who_reads_on_from_the_field(page: Page, site: Site) -> None:
    page.goto(f"{site.http}search.html")
    ask(page, "lorry park")
    expect(page.get_by_role("grid", name="Results")).to_match_aria_snapshot("""
      - grid "Results":
        - rowgroup:
          - row:
            - rowheader:
              - heading "Bridge is safe, says town" [level=3]:
                - link "Bridge is safe, says town"
          - row:
            - gridcell:
              - link /Report .*lorr/
    """)


def test_tab_stays_in_the_box_and_closing_it_goes_back(page: Page, site: Site) -> None:
    page.goto(f"{site.http}article/{LOW_FORD}.html")
    opener = page.locator(".seek-open")
    for close in ("Escape", "Close"):
        opener.focus()
        page.keyboard.press("Enter")
        page.keyboard.type("cracked")
        expect(page.locator(".seek .all")).to_have_text("All 2 results, with filters")  # and not of "c"
        stops: list[str] = []
        while not stops or stops[-1] != "seek-q":
            page.keyboard.press("Tab")
            stops.append(page.evaluate("() => document.activeElement.id || document.activeElement.innerText"))
        assert stops == ["Find", "Close", "All 2 results, with filters", "More ways to ask", "seek-q"]
        page.keyboard.press("Shift+Tab")
        expect(page.locator(".seek summary")).to_be_focused()
        if close == "Escape":
            page.keyboard.press("Escape")
        else:
            page.get_by_role("button", name="Close").click()
        expect(page.locator("dialog.seek")).to_be_hidden()
        expect(opener).to_be_focused()


def test_the_box_tells_how_to_ask(page: Page, site: Site) -> None:
    page.goto(f"{site.http}article/{LOW_FORD}.html")
    page.keyboard.press("/")
    page.get_by_text("More ways to ask").click()
    told = page.locator(".seek dl")
    expect(told).to_be_visible()
    for sign in ('"left the city"', "+council -mayor", "negotiat*", "kobane~1", "council^5 mayor", "title:council"):
        expect(told).to_contain_text(sign)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_out_of_order_while_a_row_is_active(page: Page, site: Site, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(f"{site.http}article/{LOW_FORD}.html")
    open_box(page, "bridge council")
    page.get_by_text("More ways to ask").click()
    page.locator("#seek-q").focus()
    press(page, "ArrowDown", "ArrowDown")
    box = Axe().run(page, context=".seek").response["violations"]
    page.goto(f"{site.http}search.html?q=bridge")
    expect(page.locator(".filters fieldset").first).to_be_visible()
    page.locator("#q").focus()
    press(page, "ArrowDown", "ArrowDown")
    found = [*box, *Axe().run(page).response["violations"]]
    assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []
