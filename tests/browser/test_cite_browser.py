"""Citing in place, and the keys of a page, by mouse, by keyboard and without script."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from justhtml import JustHTML
from playwright.sync_api import Browser, Page, expect

DENSE = "article/2017-10-15-fighters-set-to-quit-raqqa"
CLAIM = "silo-foreigners-stay"

EVERY_CITATION = """async () => {
  const box = document.querySelector('#cite-box');
  const read = async (link) => {
    link.click();
    while (!box.open) await new Promise(requestAnimationFrame);
    const forms = ['words', 'bibtex', 'csl'].map((name) => {
      box.querySelector(`[value="${name}"]`).click();
      return box.querySelector('pre').textContent;
    });
    box.close();
    return [decodeURIComponent(link.hash.slice(1)), forms];
  };
  const found = [];
  for (const link of document.querySelectorAll('.note .to-cite, .comment .to-cite')) found.push(await read(link));
  for (const block of document.querySelectorAll('.prose :is(p, li, h2, h3, h4, h5, h6, pre, dt, dd)[id]')) {
    block.dispatchEvent(new PointerEvent('pointerover', { bubbles: true }));
    while (!document.querySelector('.pilcrow').hash.endsWith(`#${block.id}`)) await new Promise(requestAnimationFrame);
    found.push(await read(document.querySelector('.pilcrow')));
  }
  return found;
}"""


def written_on(page: Path) -> dict[str, list[str]]:
    """Every citation of the static page, by its fragment: words, BibTeX, CSL-JSON."""
    document = JustHTML(page.read_text(encoding="utf-8"), sanitize=False, strict=True)
    return {
        item.attrs["id"]: [node.to_text(separator="", strip=False) for node in item.query("p, pre")]
        for item in document.query(".cites > li")
    }


@pytest.fixture
def dense(page: Page, built: Path) -> Page:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"{built.as_uri()}/{DENSE}.html")
    return page


@pytest.mark.parametrize("article", [DENSE, "article/2017-10-12-us-refuses-to-negotiate"])
def test_the_box_and_the_page_of_citations_say_the_same_of_everything(page: Page, built: Path, article: str) -> None:
    page.goto(f"{built.as_uri()}/{article}.html")
    shown = dict(page.evaluate(EVERY_CITATION))
    written = written_on(built / f"{article}.cite.html")
    assert len(shown) > 30
    assert {fragment: written[fragment] for fragment in shown} == shown
    assert written.keys() - shown.keys() == set()


def test_a_comment_is_cited_in_place_and_copied(page: Page, served: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin="/".join(served.split("/")[:3]))
    page.goto(f"{served}{DENSE}.html")
    page.locator("[id='k-3'] > article .to-cite").click()
    box = page.get_by_role("dialog", name="Cite comment 26")
    expect(box).to_contain_text("Hind Abyad, comment 26, on “Fighters set to quit Raqqa")
    box.get_by_label("BibTeX").check()
    box.get_by_role("button", name="Copy the citation").click()
    expect(box.get_by_text("Copied.")).to_be_visible()
    expect(box.get_by_text("Selected")).to_be_hidden()
    copied = page.evaluate("() => navigator.clipboard.readText()")
    assert copied.startswith("@misc{2017-10-15-fighters-set-to-quit-raqqa:k-3,")


def test_where_copying_is_refused_the_citation_is_selected(dense: Page) -> None:
    dense.evaluate("() => Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    dense.locator(f"#n-{CLAIM} .to-cite").click()
    box = dense.locator("#cite-box")
    box.get_by_role("button", name="Copy the citation").click()
    expect(box.get_by_text("Selected: copy it with the keyboard.")).to_be_visible()
    expect(box.get_by_text("Copied.")).to_be_hidden()
    assert dense.evaluate("() => getSelection().toString()").startswith("Talal Silo (14 Oct 2017): ")


def test_the_form_is_remembered_and_the_link_is_the_whole_address(page: Page, served: str) -> None:
    page.goto(f"{served}{DENSE}.html")
    page.locator(f"#n-{CLAIM} .to-cite").click()
    page.locator("#cite-box").get_by_label("Address").check()
    expect(page.locator("#cite-box pre")).to_have_text(f"{served}{DENSE}.html#c-{CLAIM}")
    page.reload()
    page.locator("section.cite .to-cite").click()
    expect(page.locator("#cite-box pre")).to_have_text(f"{served}{DENSE}.html")


def test_an_opened_note_can_be_cited_and_the_focus_comes_back_to_its_number(dense: Page) -> None:
    number = dense.locator(f"#r-{CLAIM}")
    number.focus()
    dense.keyboard.press("Enter")
    dense.keyboard.press("c")
    expect(dense.get_by_role("dialog", name="Cite claim 8")).to_be_visible()
    dense.keyboard.press("Escape")
    expect(number).to_be_focused()


def test_the_sign_beside_a_passage_stands_in_the_gutter_at_every_width(page: Page, built: Path) -> None:
    page.goto(f"{built.as_uri()}/{DENSE}.html")
    for width in (360, 768, 1440):
        page.set_viewport_size({"width": width, "height": 800})
        page.locator("#p4").hover()
        sign, words = page.locator(".pilcrow").bounding_box(), page.locator("#p4").bounding_box()
        assert sign is not None and words is not None
        assert sign["x"] >= 0 and sign["x"] + sign["width"] <= words["x"] + 1
        page.mouse.move(width - 1, 1)


def test_c_cites_the_passage_at_the_top_of_what_is_seen(dense: Page) -> None:
    dense.locator("#p9").evaluate("(block) => scrollTo(0, block.getBoundingClientRect().top + scrollY - 120)")
    dense.keyboard.press("c")
    expect(dense.get_by_role("dialog", name="Cite passage p9")).to_be_visible()


def test_the_box_never_lies_over_what_it_cites(dense: Page) -> None:
    dense.locator("#p9").hover()
    dense.locator(".pilcrow").click()
    box, words = dense.locator("#cite-box").bounding_box(), dense.locator("#p9").bounding_box()
    assert box is not None and words is not None
    assert box["y"] >= words["y"] + words["height"] or box["y"] + box["height"] <= words["y"]


def test_without_script_each_cite_leads_to_the_same_citation(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}{DENSE}.html")
    page.locator(f"#n-{CLAIM} .to-cite").click()
    assert page.url == f"{site}{DENSE}.cite.html#c-{CLAIM}"
    entry = page.locator(f"#c-{CLAIM}")
    expect(entry).to_contain_text("Talal Silo (14 Oct 2017): Foreign fighters will be left behind. Claim 8, in")
    entry.locator("summary").click()
    expect(entry.locator("pre").first).to_be_visible()
    entry.get_by_role("link", name="Claim 8").click()
    assert page.url == f"{site}{DENSE}.html#c-{CLAIM}"
    context.close()


def test_brackets_step_along_one_level_of_the_thread_and_stay_at_its_ends(dense: Page) -> None:
    dense.goto(f"{dense.url}#k-2")
    dense.locator("[id='k-2'] > article .c-no").focus()
    steps = []
    for key in ("]", "]", "[", "[", "["):
        dense.keyboard.press(key)
        steps.append(dense.evaluate("() => document.activeElement.hash"))
    assert steps == ["#k-3", "#k-3", "#k-2", "#k-1", "#k-1"]
    expect(dense.locator("[id='k-1'] > article .c-no")).to_be_in_viewport()


def test_a_question_mark_lists_the_keys_of_the_page_and_they_can_be_switched_off(dense: Page) -> None:
    dense.keyboard.press("?")
    box = dense.get_by_role("dialog", name="Keys")
    for words in ("Next note, previous note", "at the same level", "Cite the note", "Search"):
        expect(box).to_contain_text(words)
    box.get_by_role("checkbox").uncheck()
    dense.keyboard.press("Escape")
    expect(box).to_be_hidden()
    for key in ("?", "n", "c", "]"):
        dense.keyboard.press(key)
    expect(dense.locator("dialog[open], .pop:popover-open")).to_have_count(0)
    dense.get_by_role("button", name="Keys").click()
    box.get_by_role("checkbox").check()


def test_a_page_without_notes_lists_only_keys_that_work_there(page: Page, site: str) -> None:
    page.goto(f"{site}sources.html")
    page.keyboard.press("?")
    box = page.get_by_role("dialog", name="Keys")
    expect(box).to_be_visible()
    expect(box).not_to_contain_text("note")


def test_a_tag_leads_to_the_other_reports_that_bear_it(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}{DENSE}.html")
    page.get_by_role("link", name="raqqa", exact=True).click()
    assert page.url == f"{site}index.html#tag-raqqa"
    expect(page.locator("#tag-raqqa li")).to_have_count(4)
    context.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
def test_the_boxes_and_the_page_of_citations_have_no_accessibility_fault(
    page: Page, served: str, theme: str, width: int
) -> None:
    page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{served}{DENSE}.html")
    page.locator("section.cite .to-cite").click()
    expect(page.locator("#cite-box")).to_be_visible()
    found = Axe().run(page)
    assert found.response["violations"] == [], found.generate_report()
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    found = Axe().run(page)
    assert found.response["violations"] == [], found.generate_report()
    page.goto(f"{served}{DENSE}.cite.html")
    found = Axe().run(page)
    assert found.response["violations"] == [], found.generate_report()
    assert page.evaluate("() => document.documentElement.scrollWidth <= document.documentElement.clientWidth")
