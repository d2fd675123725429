"""A report in a real browser: notes that never overlap, notes in place, reading states, the thread, paper."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from markupsafe import Markup
from playwright.sync_api import Browser, Page, expect

from generator.core.model import Archive
from generator.core.pages.article import article_pages
from generator.core.pages.free import free_pages
from tests.core.pages.rendering import render
from tests.core.pages.sample import HIGH_FORD, LOW_FORD, make_block, sample_archive, sample_stage
from tests.words import copy_assets

WIDTHS = (320, 360, 480, 600, 768, 900, 1024, 1100, 1280, 1440, 1680, 2200)
DENSE = "2020-03-09-everything-at-once"
OVERLAPS = """() => {
  const boxes = (selector) => [...document.querySelectorAll(selector)]
    .map((each) => each.getBoundingClientRect()).filter((box) => box.width && box.height);
  const meet = (one, other) => one.left < other.right - 1 && other.left < one.right - 1
    && one.top < other.bottom - 1 && other.top < one.bottom - 1;
  const slips = boxes('.slip');
  const rest = boxes('.prose > :not(.side), .c-body, .notes, .facts, .reading, .cite');
  return slips.flatMap((box, at) => [...slips.slice(at + 1), ...rest].filter((other) => meet(box, other))
    .map((other) => [box.top, box.left, other.top, other.left]));
}"""

COVERED = """() => {
  const box = document.querySelector('.pop:popover-open').getBoundingClientRect();
  const ref = document.querySelector('.ref.is-open');
  const words = [ref, ...document.querySelectorAll(`[data-claims~="${ref.id.slice(2)}"]`)];
  const seen = box.top >= -1 && box.bottom <= innerHeight + 1;
  return words.flatMap((each) => [...each.getClientRects()]).filter((at) => !seen
    || at.left < box.right - 1 && box.left < at.right - 1 && at.top < box.bottom - 1 && box.top < at.bottom - 1)
    .map((at) => [at.top, at.bottom, box.top, box.bottom]);
}"""


def dense_archive() -> Archive:
    """The sample with one more report, in which every third word is a claim."""
    archive = sample_archive()
    claim = next(each for each in archive.articles[0].claims if each.id == "safe")
    blocks, claims = [], []
    for at in range(1, 13):
        words = " ".join(f"word{at}x{n}" for n in range(40 if at % 3 else 12))
        quotes = [(f"q{at}-{n}", f"word{at}x{n} ") for n in range(0, 40 if at % 3 else 12, 3)]
        blocks.append(make_block(f"p{at}", f"{words} end", quotes))
        claims += [
            replace(claim, id=id, number=len(claims) + n, answer=("yes", "no")[n % 2], note=Markup(""))
            for n, (id, _) in enumerate(quotes, 1)
        ]
    article = replace(archive.articles[1], id=DENSE, blocks=tuple(blocks), claims=tuple(claims))
    return replace(archive, articles=(*archive.articles, article))


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of the sample's articles and free pages on disk; ends in '/'."""
    folder: Path = tmp_path_factory.mktemp("sample")
    stage = sample_stage(dense_archive())
    copy_assets(folder / stage.assets)
    for kind in (article_pages, free_pages):
        for page in kind(stage):
            target = folder / page.url
            target.parent.mkdir(exist_ok=True)
            target.write_text(render(page), encoding="utf-8")
    return f"{folder.as_uri()}/"


@pytest.fixture
def low(page: Page, sample: str) -> Page:
    """The first report on a screen without room for a margin."""
    page.set_viewport_size({"width": 700, "height": 800})
    page.goto(f"{sample}article/{LOW_FORD}.html")
    return page


@pytest.mark.parametrize("article", [LOW_FORD, HIGH_FORD, DENSE])
def test_no_two_short_notes_overlap_and_nothing_scrolls_sideways_at_any_width(
    page: Page, sample: str, article: str
) -> None:
    page.goto(f"{sample}article/{article}.html")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(OVERLAPS) == [], width
        assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"), width
        assert page.locator(".side").first.is_visible() == (width >= 1024)


def test_short_notes_stand_beside_their_row_without_script(browser: Browser, sample: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.goto(f"{sample}article/{LOW_FORD}.html")
    slip, words = page.locator(".slip[data-note~=safe]"), page.locator("#p1")
    at, beside = slip.bounding_box(), words.bounding_box()
    assert at is not None and beside is not None
    assert at["x"] > beside["x"] + beside["width"]
    assert at["y"] - beside["y"] < 200
    context.close()


def test_a_click_opens_the_note_in_place_and_escape_gives_the_focus_back(low: Page) -> None:
    number, box = low.locator("#r-safe"), low.locator(".pop")
    number.click()
    expect(box).to_be_visible()
    expect(box).to_contain_text("Ada Reed")
    expect(box).to_be_focused()
    low.keyboard.press("Escape")
    expect(box).to_be_hidden()
    expect(number).to_be_focused()


def test_a_click_elsewhere_closes_the_note(low: Page) -> None:
    low.locator("#r-safe").click()
    low.locator("h1").click(position={"x": 5, "y": 5})
    expect(low.locator(".pop")).to_be_hidden()


def test_hovering_previews_the_same_box_in_the_same_place_and_leaving_closes_it(low: Page) -> None:
    number, box = low.locator("#r-safe"), low.locator(".pop")
    number.hover()
    expect(box).to_be_visible()
    previewed = box.bounding_box()
    number.click()
    assert box.bounding_box() == previewed
    low.keyboard.press("Escape")
    low.mouse.move(1, 1)
    number.hover()
    expect(box).to_be_visible()
    low.mouse.move(1, 790)
    expect(box).to_be_hidden()


def test_the_pointer_may_go_into_the_preview(low: Page) -> None:
    box = low.locator(".pop")
    low.locator("#r-safe").hover()
    expect(box).to_be_visible()
    box.hover()
    low.wait_for_timeout(500)
    expect(box).to_be_visible()


def test_on_a_phone_the_note_never_covers_the_words_it_belongs_to(page: Page, sample: str) -> None:
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto(f"{sample}article/{LOW_FORD}.html")
    page.locator("#r-forty").click()
    words, box = page.locator("#c-forty").bounding_box(), page.locator(".pop").bounding_box()
    assert words is not None and box is not None
    assert words["y"] + words["height"] <= box["y"]
    assert box["height"] <= 640 * 0.61


def test_n_and_p_step_through_the_notes(low: Page) -> None:
    low.keyboard.press("n")
    expect(low.locator(".pop")).to_contain_text("Note 1")
    low.keyboard.press("n")
    expect(low.locator(".pop")).to_contain_text("Note 2")
    low.keyboard.press("p")
    expect(low.locator(".pop")).to_contain_text("Note 1")


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (700, 800), (360, 640)])
def test_no_note_that_is_stepped_to_covers_its_words(page: Page, sample: str, width: int, height: int) -> None:
    page.set_viewport_size({"width": width, "height": height})
    page.goto(f"{sample}article/{LOW_FORD}.html")
    stepped = 0
    for _ in range(page.locator(".ref:visible").count()):
        page.keyboard.press("n")
        assert page.evaluate(COVERED) == [], stepped
        stepped += 1
    assert stepped > 4


def test_one_key_shortcuts_can_be_switched_off(low: Page) -> None:
    low.evaluate("() => localStorage.setItem('whence-slash', 'off')")
    low.keyboard.press("n")
    expect(low.locator(".pop:popover-open")).to_have_count(0)


def test_three_reading_states_work_without_script(browser: Browser, sample: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.goto(f"{sample}article/{LOW_FORD}.html")
    side, number = page.locator(".side").first, page.locator("#r-safe")
    assert (side.is_visible(), number.is_visible()) == (True, True)
    page.get_by_label("Marks", exact=True).check()
    assert (side.is_visible(), number.is_visible()) == (False, True)
    page.get_by_label("Text", exact=True).check()
    assert (side.is_visible(), number.is_visible()) == (False, False)
    context.close()


@pytest.mark.parametrize("script", [True, False])
def test_on_a_narrow_screen_one_of_the_reading_states_that_are_shown_is_chosen(
    script: bool, browser: Browser, sample: str
) -> None:
    context = browser.new_context(java_script_enabled=script, viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.goto(f"{sample}article/{LOW_FORD}.html")
    shown = page.locator(".reading input:visible")
    assert shown.evaluate_all("all => all.map(each => [each.value, each.checked])") == [
        ["text", False],
        ["notes", True],
    ]
    page.get_by_label("Text", exact=True).check()
    assert page.locator("#r-safe").is_visible() is False
    page.get_by_label("Marks and notes", exact=True).check()
    assert page.locator("#r-safe").is_visible() is True
    context.close()


def test_a_state_chosen_on_a_wide_screen_shows_as_chosen_on_a_narrow_one(browser: Browser, sample: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.goto(f"{sample}article/{LOW_FORD}.html")
    page.get_by_label("Marks", exact=True).check()
    page.set_viewport_size({"width": 360, "height": 800})
    assert page.locator(".reading input:visible:checked").count() == 1
    context.close()


def test_the_reading_state_is_remembered(page: Page, sample: str) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"{sample}article/{LOW_FORD}.html")
    page.get_by_label("Text", exact=True).check()
    page.goto(f"{sample}article/{HIGH_FORD}.html")
    expect(page.get_by_label("Text", exact=True)).to_be_checked()


def test_the_theme_is_remembered(page: Page, sample: str) -> None:
    page.goto(f"{sample}article/{LOW_FORD}.html")
    button = page.get_by_role("button", name="Theme")
    button.click()
    button.click()
    assert page.evaluate("() => document.documentElement.dataset.theme") == "dark"
    page.reload()
    assert page.evaluate("() => document.documentElement.dataset.theme") == "dark"


def test_replies_fold_and_an_address_opens_what_hides_it(low: Page) -> None:
    low.get_by_role("button", name="Fold all replies").click()
    expect(low.locator("[id='k-1.1.1']")).to_be_hidden()
    low.evaluate("() => { location.hash = '#k-1.1.1'; }")
    expect(low.locator("[id='k-1.1.1']")).to_be_in_viewport()


def test_a_cover_opens_by_keyboard(low: Page) -> None:
    veil = low.locator("[id='k-1.1.1'] details.veil")
    expect(veil.locator("p")).to_be_hidden()
    veil.locator("summary").focus()
    low.keyboard.press("Enter")
    expect(veil.locator("p")).to_be_visible()


def test_paper_holds_every_note_and_every_comment_folded_and_covered_ones_too(page: Page, sample: str) -> None:
    page.goto(f"{sample}article/{LOW_FORD}.html")
    page.get_by_role("button", name="Fold all replies").click()
    page.emulate_media(media="print")
    for words in ("A rude word.", "Fine.", "You did not.", "She says it of"):
        expect(page.get_by_text(words).first).to_be_visible()
    expect(page.locator(".side").first).to_be_hidden()
    assert len(page.pdf()) > 1000
