"""Reading with a keyboard, a screen reader, other colours or without motion: every kind of page, light and dark."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.hard_archive import ARABIC
from tests.browser.kinds import KINDS

ARTICLE = "article/2017-10-15-fighters-set-to-quit-raqqa.html"
SHORT = "article/2017-10-12-us-refuses-to-negotiate.html"
CLAIM = "silo-foreigners-stay"
WIDTHS = (1440, 768, 360)
THEMES = ("light", "dark")
STOP = """() => {
  const at = document.activeElement;
  if (!at || at === document.body) return null;
  const box = at.getBoundingClientRect();
  const style = getComputedStyle(at);
  const bare = (each) => getComputedStyle(each).backgroundColor === 'rgba(0, 0, 0, 0)';
  let under = at;
  while (under.parentElement && bare(under)) under = under.parentElement;
  return {
    what: at.outerHTML.slice(0, 90), main: Boolean(at.closest('main')),
    fold: at.matches('.replies > summary'), // stands in the head of the comment whose replies follow it
    top: box.top + scrollY, bottom: box.bottom + scrollY, left: box.left,
    ring: style.outlineStyle === 'none' ? 0 : parseFloat(style.outlineWidth), colour: style.outlineColor,
    ground: getComputedStyle(under).backgroundColor,
  };
}"""
MOVING = """() => [...document.querySelectorAll('*')].filter((each) => {
  const style = getComputedStyle(each);
  return style.scrollBehavior === 'smooth' || style.animationName !== 'none'
    || style.transitionDuration.split(', ').some((time) => parseFloat(time) > 0);
}).map((each) => each.outerHTML.slice(0, 90))"""


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("archive", "path"), KINDS)
def test_no_kind_of_page_has_an_accessibility_fault(
    page: Page, address_of: Callable[[str, str], str], archive: str, path: str, theme: str
) -> None:
    page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    page.goto(address_of(archive, path))
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        expect_no_fault(page)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_an_opened_note_has_no_accessibility_fault(page: Page, served: str, theme: str, width: int) -> None:
    page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{served}{ARTICLE}")
    page.locator(f"#r-{CLAIM}").click()
    expect(page.locator(".pop")).to_be_visible()
    expect_no_fault(page, ".pop")


def expect_no_fault(page: Page, within: str | None = None) -> None:
    found = Axe().run(page, context=within)
    assert found.response["violations"] == [], found.generate_report()


def test_a_page_skips_to_its_text_its_notes_and_its_comments(page: Page, site: str) -> None:
    page.goto(f"{site}{ARTICLE}")
    for number, (words, target) in enumerate(
        (("Skip to the text", "main"), ("Skip to the notes", "notes"), ("Skip to the comments", "comments")), 1
    ):
        page.goto(f"{site}{ARTICLE}")
        for _ in range(number):
            page.keyboard.press("Tab")
        skip = page.locator(".skip:focus")
        expect(skip).to_have_text(words)
        expect(skip).to_be_in_viewport()
        page.keyboard.press("Enter")
        expect(page.locator(f"#{target}")).to_be_in_viewport()
        page.keyboard.press("Tab")
        assert page.evaluate("() => document.activeElement.matches('main *')")


@pytest.mark.parametrize(("width", "theme"), [(1440, "light"), (360, "dark")])
@pytest.mark.parametrize("path", ["index.html", SHORT, "question/share-cleared.html", "search.html"])
def test_the_keyboard_goes_the_way_the_eye_does_and_can_be_followed(
    page: Page, served: str, path: str, width: int, theme: str
) -> None:
    page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{served}{path}")
    stops = walk(page)
    inside = [each for each in stops if each["main"] and not each["fold"]]
    jumps = [
        (one["what"], other["what"])
        for one, other in pairwise(inside)
        if other["bottom"] <= one["top"] and other["left"] <= one["left"]  # up, and not into a further column
    ]
    faint = [each["what"] for each in stops if each["ring"] < 2 or contrast(each["colour"], each["ground"]) < 3]
    assert len(inside) >= 3
    assert jumps == []
    assert faint == []


def walk(page: Page) -> list[dict[str, Any]]:
    """Every place the Tab key stops at, in its order. What opens on the way is closed by going on."""
    stops = []
    for _ in range(600):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop is None:
            break
        stops.append(stop)
    return stops


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours 'rgb(r, g, b)' (WCAG 2.2)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(each) / 255 for each in re.findall(r"\d+", colour)[:3]]
    red, green, blue = (each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_a_screen_reader_hears_a_mark_its_note_and_a_reply(page: Page, served: str) -> None:
    page.goto(f"{served}{ARTICLE}")
    assert hear(page.locator(f"p:has(#r-{CLAIM})")).startswith(
        '- paragraph: - text: The foreigners would be left behind - link "Note 8, disputed"'
    )
    assert hear(page.locator(f"#n-{CLAIM}")).startswith(
        '- listitem: - link "Back to passage 8, Talal Silo" - paragraph: - link "Talal Silo"'
        ' - text: ", spokesman of the Syrian Democratic Forces"'
        ' - paragraph: "asserts: Foreign fighters will be left behind."'
    )
    assert hear(page.locator("[id='k-1.1.1']")) == (
        '- listitem: - article "Rainbow Sponge": - link "Comment 3, permanent link" '
        '- text: Rainbow Sponge in reply to - link "2, name not shown" '
        '- group: "Content note: a coarse jibe at another commenter’s origins. Show"'
    )
    assert hear(page.locator(".side").first) == ""  # what the margin repeats is not heard twice


def hear(place: Locator) -> str:
    """What a screen reader is given, in one line, without addresses and without the text a name already says."""
    lines = [line.strip() for line in place.aria_snapshot().splitlines()]
    kept = [line for line in lines if not re.match(r'- /url:|- text: "?\d+"?$', line)]
    return " ".join(re.sub(r'^(- link ".*"):$', r"\1", line) for line in kept)


def test_a_note_says_that_it_is_open_and_takes_the_focus(page: Page, served: str) -> None:
    page.goto(f"{served}{ARTICLE}")
    page.locator(f"#r-{CLAIM}").press("Enter")
    expect(page.get_by_role("dialog", name="Note 8, disputed")).to_be_focused()


def test_text_of_another_direction_runs_its_own_way(page: Page, hard_served: str) -> None:
    page.goto(f"{hard_served}article/{ARABIC}.html")
    assert page.evaluate("() => getComputedStyle(document.querySelector('.prose')).direction") == "rtl"
    assert page.evaluate("() => getComputedStyle(document.querySelector('h1')).direction") == "rtl"
    assert page.evaluate("() => getComputedStyle(document.documentElement).direction") == "ltr"
    paragraph, words, number = (
        page.locator(each).first.bounding_box() for each in (".prose > p", ".prose .claim", ".prose .ref")
    )
    assert paragraph and words and number
    assert words["x"] + words["width"] == pytest.approx(paragraph["x"] + paragraph["width"], abs=2)
    assert number["x"] < words["x"] + 2  # the number follows its words, to their left


def test_forced_colours_leave_marks_states_and_notes_apart(context: BrowserContext, served: str) -> None:
    page = context.new_page()
    page.emulate_media(forced_colors="active")
    page.goto(f"{served}question/foreign-fighters-leave.html")
    looks = page.evaluate(
        """() => ['yes', 'no', 'unk'].map((kind) => {
          const style = getComputedStyle(document.querySelector(`.mark.${kind}`));
          return [style.backgroundColor === style.borderTopColor, style.borderTopLeftRadius, style.rotate];
        })"""
    )
    assert looks == [[True, "50%", "none"], [True, "0px", "45deg"], [False, "50%", "none"]]
    page.goto(f"{served}{ARTICLE}")
    page.locator(f"#r-{CLAIM}").click()
    box = page.locator(".pop")
    expect(box).to_be_visible()
    assert box.evaluate("(each) => parseFloat(getComputedStyle(each).borderTopWidth)") >= 1
    rule = page.locator(f"[data-claims~={CLAIM}]").first
    assert "underline" in rule.evaluate("(each) => getComputedStyle(each).textDecorationLine")


@pytest.mark.parametrize("path", ["index.html", ARTICLE, "search.html"])
def test_nothing_moves_for_those_who_ask_for_less_motion(page: Page, served: str, path: str) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.goto(f"{served}{path}")
    assert page.evaluate(MOVING) == []
