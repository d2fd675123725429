"""On paper: every note and every comment is there, whatever was folded, covered or hidden on the screen."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from unicodedata import normalize

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.hard_archive import CROWDED
from tests.browser.kinds import ARTICLES
from tests.peers import skip_peer

TOLD = """() => [...document.querySelectorAll('.prose > :not(.side), .note, .c-body, .veil > :not(summary), .cite > p')]
  .map((each) => {
    const copy = each.cloneNode(true);
    for (const hidden of copy.querySelectorAll('button, .vh, .ref, .to-cite')) hidden.remove();
    return copy.textContent;
  })"""

EDGE = "(name) => document.documentElement.dataset[name] ?? ''"  # what stands at the edge of every sheet


@pytest.fixture
def read_paper(tmp_path: Path) -> Callable[[Page], str]:
    """The words of a page as printed on A4, without what every sheet repeats at its edges."""
    reader = shutil.which("pdftotext")
    if reader is None:
        reason = "no pdftotext on this machine: apt-get install poppler-utils"
        skip_peer(reason, "REQUIRE_BROWSER")

    def read(page: Page) -> str:
        page.pdf(path=tmp_path / "paper.pdf", format="A4")
        done = subprocess.run([reader, "-raw", tmp_path / "paper.pdf", "-"], capture_output=True, check=True)
        edges = [page.evaluate(EDGE, name) for name in ("title", "address")]
        return "\n".join(without_edges(sheet, edges) for sheet in done.stdout.decode("utf-8").split("\f"))

    return read


def without_edges(sheet: str, edges: Sequence[str]) -> str:
    """The words of a sheet; what stands at its edges is read first, each on a line of its own."""
    lines = sheet.split("\n")
    at_edge = [line in edges or bool(re.fullmatch(r"\d+ / \d+", line)) for line in lines[: len(edges) + 1]]
    return "\n".join(line for at, line in enumerate(lines) if at >= len(at_edge) or not at_edge[at])


def letters(words: str) -> str:
    """Letters alone, and no Arabic: a reader of paper has an order of its own for it, and for raised numbers."""
    return re.sub(r"[\W\d_\u0600-\u06ff]+", "", normalize("NFKC", words))


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
@pytest.mark.parametrize(
    ("archive", "path"), [*(("shipped", each) for each in ARTICLES), ("hard", f"article/{CROWDED}.html")]
)
def test_paper_holds_every_note_and_every_comment(
    browser: Browser,
    address_of: Callable[[str, str], str],
    read_paper: Callable[[Page], str],
    archive: str,
    path: str,
    script: bool,
) -> None:
    context = browser.new_context(java_script_enabled=script)
    page = context.new_page()
    page.goto(address_of(archive, path))
    printed = letters(read_paper(page))
    told = page.evaluate(TOLD)
    context.close()
    assert len(told) > 10
    assert [words.strip() for words in told if not kept(words, printed)] == []


def kept(words: str, printed: str) -> bool:
    """Whether all of it stands on the paper; every run of a line's words, since a page may end between two lines."""
    return all(letters(line) in printed for line in re.split(r"\n|(?<=[.;:,]) ", words))
