"""Test support: the sample's search, over HTTP under a path and from disk; and tabs that must stay silent."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, expect

from generator.core.model import Archive
from generator.core.pages.article import article_pages
from generator.core.pages.question import question_pages
from generator.core.pages.search import search_pages
from generator.core.pages.slices import make_all
from generator.core.pages.source import source_pages
from tests.browser.hosting import serve_folder
from tests.core.pages.rendering import render
from tests.core.pages.sample import sample_stage
from tests.core.search_support import covered_archive, search_files
from tests.words import ENGLISH, copy_assets

WAYS = {"one": 600_000, "many": 0}  # the index in one file, or cut into many


@dataclass(frozen=True)
class Site:
    """The sample's search, articles, sources and questions: where it stands on disk, and over HTTP under a path."""

    folder: Path
    http: str

    @property
    def file(self) -> str:
        return f"{self.folder.as_uri()}/"


def write_site(folder: Path, whole: int, archive: Archive | None = None) -> None:
    """The sample, or another archive, with its search; `whole` as search_files takes it."""
    stage = sample_stage(archive or covered_archive())
    copy_assets(folder / stage.assets)
    due = make_all((*question_pages(stage), *source_pages(stage)))
    for page in (*search_pages(stage), *article_pages(stage), *due):
        target = folder / page.url
        target.parent.mkdir(exist_ok=True)
        target.write_text(render(page), encoding="utf-8")
    for output in search_files(stage.catalogue, stage.standings, ENGLISH, whole=whole):
        target = folder / output.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(output.content)


@contextmanager
def serve_sites(top: Path) -> Iterator[dict[str, Site]]:
    """The sample, once for each way of cutting its index, below one folder."""
    for name, whole in WAYS.items():
        (top / name).mkdir()
        write_site(top / name, whole)
    with serve_folder(top) as address:
        yield {name: Site(top / name, f"{address}{name}/") for name in WAYS}


@contextmanager
def open_silent(browser: Browser) -> Iterator[Page]:
    """A tab in which any line on the console and any script error fails the test."""
    context = browser.new_context(viewport={"width": 1100, "height": 900})
    page = context.new_page()
    said: list[str] = []

    def note(message: ConsoleMessage) -> None:
        said.append(message.text)

    page.on("console", note)
    page.on("pageerror", lambda fault: said.append(str(fault)))
    yield page
    context.close()
    assert said == []


def ask(page: Page, words: str) -> None:
    """Type into the search page, and wait for the answer."""
    page.locator("#q").fill(words)
    page.locator("#q").press("Enter")
    wait_for_answer(page)


def wait_for_answer(page: Page) -> Locator:
    """The count of what was found, once all of it is shown."""
    expect(page.locator(".hits")).to_have_attribute("aria-busy", "false")
    told = page.locator(".found-count")
    expect(told).not_to_be_empty()
    return told
