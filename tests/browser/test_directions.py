"""A site whose interface runs from right to left, over an archive whose texts run from left to right."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.archives import SmallArchive


@pytest.fixture
def arabic(archive: SmallArchive, capsys: pytest.CaptureFixture[str]) -> str:
    """The address of the small archive with an Arabic interface, on disk; ends in '/'."""
    archive.put("site.toml", 'title = "Two mills"\nlanguage = "en"\ninterface = "ar"\n')
    assert archive.run("--quiet", "build") == 0
    assert capsys.readouterr().err == ""
    return f"{(archive.root / 'dist').as_uri()}/"


def test_short_notes_stand_left_of_the_text_and_no_page_is_too_wide(page: Page, arabic: str) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"{arabic}article/2020-01-02-mill.html")
    note, words = page.locator(".slip").first.bounding_box(), page.locator("#p1").bounding_box()
    assert note is not None
    assert words is not None
    assert note["x"] >= 0
    assert note["x"] + note["width"] <= words["x"]
    for width in (1440, 360):
        page.set_viewport_size({"width": width, "height": 900})
        for url in ("index.html", "article/2020-01-02-mill.html", "question/workers-left.html", "sources.html"):
            page.goto(f"{arabic}{url}")
            assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"), (width, url)


def test_replies_step_in_from_the_right_and_texts_keep_their_own_direction(page: Page, arabic: str) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"{arabic}article/2020-01-02-mill.html")
    above, reply = (page.locator(f'[id="k-{each}"] > .c-body').bounding_box() for each in ("1", "1.1"))
    assert above is not None
    assert reply is not None
    assert reply["x"] + reply["width"] < above["x"] + above["width"]
    assert page.locator("#p1").evaluate("(block) => getComputedStyle(block.parentElement).direction") == "ltr"
    assert page.locator("h2").first.evaluate("(heading) => getComputedStyle(heading).direction") == "rtl"


def test_scripts_speak_the_language_of_the_page(page: Page, arabic: str) -> None:
    page.goto(f"{arabic}search.html?q=mill")
    expect(page.locator(".found-count")).to_contain_text("في تقرير واحد")
    page.locator("button.theme").click()
    expect(page.locator("button.theme")).to_have_text("المظهر: فاتح")
