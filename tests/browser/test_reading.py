"""The built archive as a reader meets it, over HTTP under a sub-path and from disk."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

ARTICLE = "article/2017-10-15-fighters-set-to-quit-raqqa.html"
CLAIM = "silo-foreigners-stay"
KINDS = (
    "index.html",
    ARTICLE,
    "question/foreign-fighters-leave.html",
    "question/share-cleared.html",
    "source/dillon.html",
    "source/reuters.html",
    "questions.html",
    "sources.html",
    "search.html",
    "status.html",
    "data.html",
    "pages/method.html",
    "404.html",
)


def test_a_note_opens_from_its_number_and_leads_back(page: Page, site: str) -> None:
    page.set_viewport_size({"width": 600, "height": 900})
    page.goto(f"{site}{ARTICLE}")
    number = page.locator(f"#r-{CLAIM}")
    number.focus()
    page.keyboard.press("Enter")
    box = page.locator(".pop:popover-open")
    expect(box).to_contain_text("Talal Silo")
    page.keyboard.press("Escape")
    expect(box).to_have_count(0)
    expect(number).to_be_focused()


def test_without_script_a_number_leads_to_its_note_and_the_note_back(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}{ARTICLE}")
    page.locator(f"#r-{CLAIM}").click()
    assert page.url.endswith(f"#n-{CLAIM}")
    note = page.locator(f"#n-{CLAIM}")
    expect(note).to_contain_text("Talal Silo")
    note.locator("[role=doc-backlink]").first.click()
    assert page.url.endswith(f"#r-{CLAIM}")
    context.close()


def test_a_comments_number_is_its_permanent_address(page: Page, site: str) -> None:
    page.goto(f"{site}{ARTICLE}")
    comment = page.locator("[id='k-2.1.1']")
    comment.locator(".c-no").first.click()
    assert page.url.endswith("#k-2.1.1")
    page.reload()
    expect(comment).to_be_in_viewport()


def test_a_commenters_rare_word_finds_that_comment(page: Page, site: str) -> None:
    page.goto(f"{site}search.html?q=Balfour")
    hit = page.locator("a.hit[data-kind=comment]").first
    expect(hit).to_contain_text("Balfour")
    hit.click()
    assert "#k-2.1.2.1.1" in page.url
    expect(page.locator("[id='k-2.1.2.1.1']")).to_be_in_viewport()


def test_search_opens_over_any_page_and_finds_there(page: Page, site: str) -> None:
    page.goto(f"{site}question/buses.html")
    page.keyboard.press("/")
    page.keyboard.type("assadiyah")
    expect(page.locator("dialog.seek a.hit").first).to_be_visible()


@pytest.mark.parametrize("path", KINDS)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_kind_of_page_has_an_accessibility_fault_or_scrolls_sideways(
    page: Page, served: str, path: str, theme: str
) -> None:
    page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    page.goto(f"{served}{path}")
    for width in (320, 768, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("() => document.documentElement.scrollWidth <= document.documentElement.clientWidth"), (
            width
        )
    found = Axe().run(page)
    assert found.response["violations"] == [], found.generate_report()


def test_every_link_and_fragment_inside_the_site_leads_somewhere(built: Path) -> None:
    from justhtml import JustHTML

    pages = {path.relative_to(built).as_posix(): path for path in built.rglob("*.html")}
    ids: dict[str, set[str]] = {}
    links: list[tuple[str, str]] = []
    for name, path in pages.items():
        document = JustHTML(path.read_text(encoding="utf-8"))
        ids[name] = {each.attrs["id"] for each in document.query("[id]")}
        links += [(name, each.attrs["href"]) for each in document.query("a[href]")]
    broken = []
    for name, href in links:
        if "://" in href or href.startswith("mailto:"):
            continue
        there, _, fragment = href.partition("#")
        there = there.partition("?")[0]
        target = (path_of(built, name) / there).resolve() if there else built / name
        if not target.is_file():
            broken.append((name, href))
        elif (
            fragment
            and target.suffix == ".html"
            and fragment not in ids[target.relative_to(built.resolve()).as_posix()]
        ):
            broken.append((name, href))
    assert broken == []


def path_of(built: Path, name: str) -> Path:
    return (built.resolve() / name).parent
