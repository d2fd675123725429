"""The built archive as a reader meets it, over HTTP under a sub-path and from disk."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

ARTICLE = "article/2017-10-15-fighters-set-to-quit-raqqa.html"
CLAIM = "silo-foreigners-stay"


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
    page.goto(f"{site}search.html?q=centenary")
    hit = page.locator("a.hit[data-kind=comment]").first
    expect(hit).to_contain_text("centenary")
    hit.click()
    assert "#k-2.1.2.1.1" in page.url
    expect(page.locator("[id='k-2.1.2.1.1']")).to_be_in_viewport()


def test_search_opens_over_any_page_and_finds_there(page: Page, site: str) -> None:
    page.goto(f"{site}question/buses.html")
    page.keyboard.press("/")
    page.keyboard.type("assadiyah")
    expect(page.locator("dialog.seek a.hit").first).to_be_visible()


class _Links(HTMLParser):
    """The ids of a page and the addresses it links to."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.addresses: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if name := given.get("id"):
            self.ids.add(name)
        self.addresses += [address for key in ("href", "src") if (address := given.get(key))]


def test_every_link_and_fragment_inside_the_site_leads_somewhere(built: Path) -> None:
    root = built.resolve()
    pages = {path: _Links(path.read_text(encoding="utf-8")) for path in root.rglob("*.html")}
    broken = []
    for path, page in pages.items():
        for address in page.addresses:
            if "://" in address or address.startswith(("mailto:", "data:")):
                continue
            there, _, fragment = address.partition("#")
            target = (path.parent / there.partition("?")[0]).resolve() if there else path
            known = pages[target].ids if target in pages else set()
            if not target.is_file() or (fragment and fragment not in known):
                broken.append((path.name, address))
    assert broken == []
