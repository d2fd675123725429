"""`serve`, as an author sees it: the page follows the files, and shows what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from threading import Event, Thread

import pytest
from playwright.sync_api import Browser, expect

from generator.edge.builder import Build, Outcome, Task, build_here
from generator.edge.memo import open_memo
from generator.edge.serve import open_server, serve_site
from generator.edge.serve_http import Server
from generator.edge.workers import Workers
from tests.archives import SmallArchive

ARTICLE = "content/articles/2020-01-02-mill/article.md"
BUSY = 60_000  # milliseconds that a process may take to begin where many run
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
    expect(page.locator("h1")).to_contain_text(
        "Two mills", timeout=BUSY
    )  # until the first build is done a report stands there
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


@pytest.fixture
def held(archive: SmallArchive) -> Iterator[tuple[Server, Event]]:
    """A long version of the small archive, served; each build waits until the event is set."""
    archive.edit(ARTICLE, "would remain so.", "would remain so.\n\n" + "\n\n".join(["And so on, and on."] * 200))
    made, stop, may_build = open_server(archive.root, 0), Event(), Event()
    may_build.set()

    def build(task: Task) -> Outcome:
        may_build.wait(60)
        return build_here(task, Workers(), open_memo(task.root, task.site))

    def hire(task: Task) -> AbstractContextManager[Build]:
        return nullcontext(lambda stop: build(task))

    thread = Thread(target=serve_site, args=(archive.root, made, stop, lambda said: None, hire), daemon=True)
    thread.start()
    yield made, may_build
    may_build.set()
    stop.set()
    thread.join(10)


def test_a_saved_page_comes_at_once_in_its_place_and_says_that_the_rest_is_being_built(
    browser: Browser, held: tuple[Server, Event], archive: SmallArchive
) -> None:
    server, may_build = held
    page = browser.new_page()
    page.goto(server.address)
    expect(page.locator("h1")).to_contain_text("Two mills", timeout=BUSY)
    page.goto(server.address + PAGE)
    status = page.get_by_role("status").and_(page.locator("#whence-status"))
    expect(status).to_have_text("")
    page.evaluate("scrollTo(0, 3000)")

    may_build.clear()
    archive.edit(ARTICLE, "or does not", "or not")
    expect(page.locator("h1")).to_contain_text("Mill closes, or not")
    page.wait_for_function("scrollY === 3000")
    expect(status).to_have_text("The rest of the site is being built.")
    page.evaluate("window.before = true")
    may_build.set()
    expect(status).to_have_text("")
    assert page.evaluate("[window.before, scrollY]") == [True, 3000], "it was not loaded again"
    page.goto(server.address)
    expect(page.locator("body")).to_contain_text("Mill closes, or not")
    page.close()


def test_a_fault_is_shown_and_taken_away_before_anything_is_built(
    browser: Browser, held: tuple[Server, Event], archive: SmallArchive
) -> None:
    server, may_build = held
    page = browser.new_page()
    page.goto(server.address)
    expect(page.locator("h1")).to_contain_text("Two mills", timeout=BUSY)
    page.goto(server.address + PAGE)
    expect(page.locator("h1")).to_contain_text("Mill closes")
    may_build.clear()
    archive.edit(ARTICLE, "closed on Monday", "closed on Tuesday")
    expect(page.locator("#whence-report")).to_contain_text("error[quote-not-found]")
    archive.edit(ARTICLE, "closed on Tuesday", "closed on Monday")
    expect(page.locator("#whence-report")).to_have_count(0)
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
    expect(page.locator("#whence-report")).to_contain_text("error[toml-syntax]", timeout=BUSY)
    archive.put("site.toml", 'title = "Mended"\n')
    expect(page.locator("h1")).to_contain_text("Mended", timeout=BUSY)
    page.close()
    stop.set()
    thread.join(10)
