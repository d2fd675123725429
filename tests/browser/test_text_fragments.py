"""A saved page, opened at the address that a directive makes: Chromium marks the words quoted, and no others."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from generator.core.letters import fold_letters
from generator.core.page_text import PageText, read_page_text
from generator.core.text_fragments import add_directive, find_directive, read_searched
from tests.browser.hosting import serve_folder

FILLER = "".join(f"<p>Paragraph {number} of many that push what follows far down the page.</p>" for number in range(60))
HEAD = """\
<title>It was shut</title><link rel=icon href="data:,">
<style>body { font: 16px/1.5 monospace } ::target-text { background: #f00; color: #f00 }</style>
"""
PAGES = {  # the words from the first <i> to the last </i> are quoted; of a cut quotation, each part by itself
    "once": "<p>The bridge at Low Ferry <i>fell into the river</i> on Tuesday.</p>",
    "commas and hyphens": "<p>It was, she said, <i>well-loved, hard-working &amp; old (100% of it</i>): good.</p>",
    "curly quotes": "<p>“It <i>doesn’t matter,” he said, “what they’d</i> like,” and left.</p>",
    "across two blocks": "<p>The county shut <i>the bridge on Monday.</i></p><p><i>Nobody was told</i> till later.</p>",
    "across a line break": "<p>A notice said <i>closed until</i><br><i>further notice</i> in red.</p>",
    "twice, words before": "<p>On Monday it was shut.</p><p>On Tuesday <i>it was shut</i>.</p>",
    "twice, words after": "<p><i>It was shut</i> on Monday.</p><p>It was shut on Tuesday.</p>",
    "twice, whole paragraphs": "<p>It was shut.</p><p>Nobody came.</p><p><i>It was shut</i>.</p><p>They left.</p>",
    "in a menu too": "<nav><a href='/'>It was shut</a></nav><main><h1><i>It was shut</i></h1><p>By whom?</p></main>",
    "other case, other accents": "<p>CAFE SHUT</p><p>The “<i>Café shut</i>” sign hung there.</p>",
    "blanks that do not break": "<p>About <i>40&nbsp;people and 7&nbsp;boats</i> of them.</p>",
    "soft hyphens": "<p>They cross the <i>foot&shy;bridge every day</i> of the week.</p>",
    "tags amid words": "<p>The <i>b<b>ri</b>dge</i> fell<a href='/'>.</a></p>",
    "hidden words beside": "<p hidden>A bridge fell.</p><p>The <i>old bridge</i> fell.</p>",
    "long": f"<p>Then <i>began {'and went on and on, ' * 20}until it ended</i> at last.</p>",
    "cut": "<p>We <i>left in the night</i>, with nothing, and <i>never came back</i> to it.</p>",
    "a table": "<table><tr><td>Monday<td>It was shut<tr><td>Tuesday<td><i>It was shut</i></table>",
    "a list": "<ul><li>Open<li>Shut<li>Open<li><i>Shut</i></ul>",
    "Greek": "<p>Η <i>γέφυρα έπεσε</i> την Τρίτη.</p>",
    "Japanese": "<p>火曜日。<i>橋が落ちた</i>。誰もいなかった。</p>",
    "Arabic": "<p dir=rtl>قالت إن <i>الجسر سقط</i> يوم الثلاثاء.</p>",
}
MARKED = """async (picture) => {
  const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${picture}`)).blob());
  const canvas = new OffscreenCanvas(image.width, image.height).getContext('2d');
  canvas.drawImage(image, 0, 0);
  const pixels = canvas.getImageData(0, 0, image.width, image.height).data;
  const boxes = [...document.querySelectorAll('i')].flatMap((each) => [...each.getClientRects()]);
  const isIn = (box, x, y, by) =>
    x >= box.left - by && x < box.right + by && y >= box.top - by && y < box.bottom + by;
  const found = { red: 0, beyond: 0, missed: 0 };
  for (let y = 0; y < image.height; y += 1) {
    for (let x = 0; x < image.width; x += 1) {
      const at = 4 * (y * image.width + x);
      const red = pixels[at] > 200 && pixels[at + 1] < 60 && pixels[at + 2] < 60;
      found.red += red;
      found.beyond += red && !boxes.some((box) => isIn(box, x, y, 6));
      found.missed += !red && boxes.some((box) => isIn(box, x, y, -3));
    }
  }
  return { ...found, isSeen: boxes.every((box) => box.top >= 0 && box.bottom <= innerHeight) };
}"""  # pixels that are marked; that are marked beyond the quoted words; that are not marked within them


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    folder = tmp_path_factory.mktemp("pages")
    with serve_folder(folder) as address:
        yield address, folder


def quote_marked(html: str, *, cut: bool) -> str:
    """The directives for what lies between the first <i> and the last </i>; if it is cut, for each by itself."""
    edges = [found.span() for found in re.finditer("</?i>", html)]
    inside = [(start[1], end[0]) for start, end in zip(edges[::2], edges[1::2], strict=True)]
    searched = read_searched(read(html))
    parts = inside if cut else [(inside[0][0], inside[-1][1])]
    written = [find_directive(searched, *(len(fold_letters(read(html[:at]).shown)) for at in part)) for part in parts]
    assert all(written), written
    return "&".join(written)


def read(html: str) -> PageText:
    text = read_page_text(html)
    assert text
    return text


@pytest.mark.parametrize("kind", PAGES)
def test_the_words_quoted_are_marked_and_no_others(kind: str, page: Page, host: tuple[str, Path]) -> None:
    html = f"<!doctype html><meta charset=utf-8>{HEAD}{FILLER}{PAGES[kind]}{FILLER}"
    (host[1] / "page.html").write_text(html, encoding="utf-8")
    page.goto("about:blank")
    page.goto(add_directive(f"{host[0]}page.html", quote_marked(html, cut=kind == "cut")))
    page.wait_for_function("scrollY > 500")
    found = page.evaluate(MARKED, base64.b64encode(page.screenshot()).decode())
    assert found.pop("red") > 100
    assert found == {"beyond": 0, "missed": 0, "isSeen": True}
