"""`serve`, as an author sees it: the page follows the files, and shows what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread

import pytest
from playwright.sync_api import Browser, expect

from generator.edge.serve import open_server, serve_site
from generator.edge.serve_http import Server
from tests.archives import SmallArchive

ARTICLE = "content/articles/2020-01-02-mill/article.md"
PAGE = "article/2020-01-02-mill.html"


@pytest.fixture
def server(archive: SmallArchive) -> Iterator[Server]:
    """The small archive, served."""
    made = open_server(archive.root, 0)
    stop = Event()
    thread = Thread(target=serve_site, args=(archive.root, made, stop, lambda said: None), daemon=True)
    thread.start()
    yield made
    stop.set()
    thread.join(10)


def test_the_page_follows_the_files_and_shows_what_is_wrong(
    browser: Browser, server: Server, archive: SmallArchive
) -> None:
    page = browser.new_page()
    page.goto(server.address)
    expect(page.locator("h1")).to_contain_text("Two mills")  # until the first build is done a report stands there
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda failure: complaints.append(str(failure)))
    page.goto(server.address + PAGE)
    expect(page.locator("h1")).to_contain_text("Mill closes, or does not")

    archive.edit(ARTICLE, "Mill closes, or does not", "Mill closes, they say")
    expect(page.locator("h1")).to_contain_text("Mill closes, they say")

    archive.edit(ARTICLE, "closed on Monday", "closed on Tuesday")
    report = page.locator("#whence-report")
    expect(report).to_contain_text("error[quote-not-found]")
    expect(page.locator("h1")).to_contain_text("Mill closes, they say")
    assert report.bounding_box() is not None

    archive.edit(ARTICLE, "closed on Tuesday", "closed on Monday")
    expect(report).to_have_count(0)
    assert complaints == []
    page.close()


def test_where_nothing_was_ever_built_the_report_is_the_page(browser: Browser, tmp_path: Path) -> None:
    archive = SmallArchive.write(tmp_path / "broken", {"site.toml": "title = \n"})
    (archive.root / "content").mkdir()
    made = open_server(archive.root, 0)
    stop = Event()
    thread = Thread(target=serve_site, args=(archive.root, made, stop, lambda said: None), daemon=True)
    thread.start()
    page = browser.new_page()
    page.goto(made.address)
    expect(page.locator("#whence-report")).to_contain_text("error[toml-syntax]")
    archive.put("site.toml", 'title = "Mended"\n')
    expect(page.locator("h1")).to_contain_text("Mended")
    page.close()
    stop.set()
    thread.join(10)
