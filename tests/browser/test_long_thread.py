"""A thread of five thousand comments: pages of their own, addresses that stay, replies that fold."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from justhtml import JustHTML
from playwright.sync_api import Page, expect

from tests.browser.hard_archive import LONG_THREAD, write_hard_archive
from tests.browser.hosting import serve_folder

COMMENTS = 5_000


@pytest.fixture(scope="module")
def long_thread(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the articles of the hard archive, one of them with five thousand comments."""
    archive = write_hard_archive(tmp_path_factory.mktemp("long"), COMMENTS)
    assert archive.run("--quiet", "build") == 0
    return archive.root / "dist/article"


@pytest.fixture(scope="module")
def address(long_thread: Path) -> Iterator[str]:
    """The address of the thread's pages, to be followed by '.html' or '.comments-2.html'."""
    with serve_folder(long_thread.parent) as top:
        yield f"{top}article/{LONG_THREAD}"


def test_every_comment_stands_once_under_its_own_id(long_thread: Path) -> None:
    parts = ["", *(f".comments-{number}" for number in range(2, 6))]
    found = [
        [node.attrs["id"] for node in JustHTML(page.read_text(encoding="utf-8"), sanitize=False).query("li.comment")]
        for page in (long_thread / f"{LONG_THREAD}{part}.html" for part in parts)
    ]
    assert [len(ids) for ids in found] == [1000] * 5
    assert [each for ids in found for each in ids] == [f"k-n{number}" for number in range(1, COMMENTS + 1)]


def test_a_page_of_it_folds_and_opens_and_is_no_heavier_than_a_thousand_comments(page: Page, address: str) -> None:
    page.goto(f"{address}.comments-3.html#k-n2345")
    expect(page.locator("#k-n2345")).to_be_in_viewport()
    page.get_by_role("button", name="Fold all replies").click()
    expect(page.locator("#k-n2345")).to_be_hidden()
    expect(page.locator("#k-n2341")).to_be_visible()
    page.get_by_role("button", name="Open all").click()
    expect(page.locator("#k-n2345")).to_be_visible()
    assert page.evaluate("() => document.querySelectorAll('*').length") < 25_000


def test_its_pages_lead_to_one_another_and_to_the_report(page: Page, address: str) -> None:
    page.goto(f"{address}.html")
    parts = page.get_by_role("navigation", name="Parts of the thread").first
    parts.get_by_role("link", name="4001 to 5000").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Comments 4001 to 5000")
    page.locator("#r-late").click()
    expect(page.locator(".pop")).to_contain_text("A comment says so, late.")
    page.locator(".kicker a").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Long thread")
