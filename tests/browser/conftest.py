"""The shipped archive, built once, over HTTP under a sub-path and from disk, in Debian's Chromium."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from generator.cli import main

ROOT = Path(__file__).parent.parent.parent
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = ("--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-sync")
SUB_PATH = "some/archive"


def find_browser() -> str | None:
    """The path of a Chromium on this machine."""
    named = os.environ.get("CHROMIUM")
    return named or next((path for name in NAMES if (path := shutil.which(name))), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = find_browser()
    if path is None:
        reason = "no Chromium on this machine: apt-get install chromium, or set CHROMIUM"
        if os.environ.get("REQUIRE_BROWSER"):
            pytest.fail(reason)
        pytest.skip(reason)
    flags = [*FLAGS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=flags)
        yield started
        started.close()


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the built shipped archive, some folders deep in an otherwise empty one."""
    site = tmp_path_factory.mktemp("host") / SUB_PATH
    site.parent.mkdir(parents=True)
    assert main(["--root", str(ROOT), "--quiet", "build", "--output", str(site)]) == 0
    return site


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def served(built: Path) -> Iterator[str]:
    """The site's address over HTTP, under a sub-path; ends in '/'."""
    top = built
    for _ in Path(SUB_PATH).parts:
        top = top.parent
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(top)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/{SUB_PATH}/"
    server.shutdown()
    server.server_close()


@pytest.fixture(params=["http", "file"])
def site(request: pytest.FixtureRequest, built: Path) -> str:
    """The site's address, once over HTTP and once from disk; ends in '/'."""
    if request.param == "file":
        return f"{built.as_uri()}/"
    address: str = request.getfixturevalue("served")
    return address


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(viewport={"width": 1280, "height": 900})
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A tab in which a script error, a line on the console or a request to another host fails the test."""
    made = context.new_page()
    wrong: list[str] = []
    made.on("pageerror", lambda fault: wrong.append(f"script: {fault}"))
    made.on(
        "console", lambda line: wrong.append(f"console: {line.text}") if line.type in ("error", "warning") else None
    )
    made.on("request", lambda asked: wrong.append(f"asked: {asked.url}") if _is_foreign(asked.url) else None)
    yield made
    assert wrong == []


def _is_foreign(url: str) -> bool:
    return not url.startswith(("http://127.0.0.1:", "file:///", "data:", "about:", "blob:"))
