"""What a page asks for: little, from its own host, and nothing that keeps a reader waiting."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from justhtml import JustHTML
from playwright.sync_api import Page, Route, expect

from tests.browser.kinds import KINDS

ARTICLE = "article/2017-10-15-fighters-set-to-quit-raqqa.html"
MOST_STYLE, MOST_SCRIPT = 30_000, 30_000  # bytes; what the search adds comes when it is opened


def folder_of(request: pytest.FixtureRequest, archive: str) -> Path:
    folder: Path = request.getfixturevalue("built" if archive == "shipped" else archive)
    return folder


@pytest.mark.parametrize(("archive", "path"), KINDS)
def test_no_script_but_that_of_the_theme_keeps_a_page_from_being_painted(
    request: pytest.FixtureRequest, archive: str, path: str
) -> None:
    page = folder_of(request, archive) / path
    document = JustHTML(page.read_text(encoding="utf-8"), sanitize=False)
    scripts = [node.attrs for node in document.query("script[src]")]
    sheets = [node.attrs for node in document.query("link[rel=stylesheet]") if node.attrs.get("media") != "print"]
    waited_for = [each["src"].rpartition("/")[2] for each in scripts if "defer" not in each]
    assert waited_for == ["theme.js"]
    assert weigh(page, [each["src"] for each in scripts if "defer" not in each]) < 1_200
    assert weigh(page, [each["src"] for each in scripts]) < MOST_SCRIPT
    assert weigh(page, [each["href"] for each in sheets]) < MOST_STYLE
    assert not [node for node in document.query("img") if node.attrs.get("loading") != "lazy"]


def weigh(page: Path, addresses: list[str | None]) -> int:
    return sum((page.parent / str(each)).stat().st_size for each in addresses)


@pytest.mark.parametrize(("archive", "path"), KINDS)
def test_a_page_asks_for_nothing_it_has_not_named_and_nothing_from_elsewhere(
    page: Page, address_of: Callable[[str, str], str], archive: str, path: str
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    address = address_of(archive, path)
    page.goto(address, wait_until="networkidle")
    top = address.removesuffix(path)
    assert [each for each in asked if not each.startswith(top)] == []
    assert {each.rpartition(".")[2] for each in asked} <= {"html", "css", "js", "svg"}


def test_a_report_can_be_read_and_its_marks_followed_before_its_scripts_arrive(page: Page, served: str) -> None:
    waiting: list[Route] = []
    page.route("**/js/*.js", lambda route: route.continue_() if "theme" in route.request.url else waiting.append(route))
    page.goto(f"{served}{ARTICLE}", wait_until="commit")
    number = page.locator("#r-silo-foreigners-stay")
    expect(number).to_be_visible()
    expect(page.locator("#k-1")).to_be_visible()
    number.click()
    assert page.url.endswith("#n-silo-foreigners-stay")
    expect(page.locator("#n-silo-foreigners-stay")).to_be_in_viewport()
    names = [route.request.url.rpartition("/")[2] for route in waiting]
    assert sorted(names) == ["cite.js", "keys.js", "notes.js", "search.js", "thread.js", "words.js"]
    for route in waiting:
        route.continue_()
    page.locator("#r-silo-foreigners-stay").click()
    expect(page.locator(".pop")).to_be_visible()
