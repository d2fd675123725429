"""The shipped archive, a hard one and an empty one, built once, over HTTP and from disk, in Debian's Chromium."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from generator.cli import main
from tests.archives import SmallArchive
from tests.browser.hard_archive import write_hard_archive
from tests.browser.hosting import serve_folder
from tests.peers import skip_peer

ROOT = Path(__file__).parent.parent.parent
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = ("--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-sync")
SUB_PATH = "some/archive"

expect.set_options(timeout=30_000)  # milliseconds; many run at once


def find_browser() -> str | None:
    """The path of a Chromium on this machine."""
    named = os.environ.get("CHROMIUM")
    return named or next((path for name in NAMES if (path := shutil.which(name))), None)


@pytest.fixture(scope="session")
def launch() -> Iterator[Callable[..., Browser]]:
    """Starts a Chromium, with flags besides those that every test wants."""
    path = find_browser()
    if path is None:
        reason = "no Chromium on this machine: apt-get install chromium, or set CHROMIUM"
        skip_peer(reason, "REQUIRE_BROWSER")
    flags = [*FLAGS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with sync_playwright() as playwright:
        yield lambda *more: playwright.chromium.launch(executable_path=path, args=[*flags, *more])


@pytest.fixture(scope="session")
def browser(launch: Callable[..., Browser]) -> Iterator[Browser]:
    started = launch()
    yield started
    started.close()


@pytest.fixture(scope="session")
def large_type(launch: Callable[..., Browser]) -> Iterator[Browser]:
    """A browser whose reader has set type to twice its usual size."""
    started = launch("--blink-settings=defaultFontSize=32")
    yield started
    started.close()


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the built shipped archive, some folders deep in an otherwise empty one."""
    site = tmp_path_factory.mktemp("host") / SUB_PATH
    site.parent.mkdir(parents=True)
    assert main(["--root", str(ROOT), "--quiet", "build", "--output", str(site)]) == 0
    return site


@pytest.fixture(scope="session")
def hard(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the built hard archive."""
    archive = write_hard_archive(tmp_path_factory.mktemp("hard"))
    assert archive.run("--quiet", "build") == 0
    return archive.root / "dist"


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a built archive of nothing."""
    files = {"site.toml": 'title = "Nothing yet"\n', "content/sources.toml": ""}
    archive = SmallArchive.write(tmp_path_factory.mktemp("empty"), files)
    assert archive.run("--quiet", "build") == 0
    return archive.root / "dist"


@pytest.fixture(scope="session")
def served(built: Path) -> Iterator[str]:
    """The site's address over HTTP, under a sub-path; ends in '/'."""
    with serve_folder(built.parents[len(Path(SUB_PATH).parts) - 1]) as address:
        yield f"{address}{SUB_PATH}/"


@pytest.fixture(scope="session")
def hard_served(hard: Path) -> Iterator[str]:
    """The hard archive's address over HTTP; ends in '/'."""
    with serve_folder(hard) as address:
        yield address


@pytest.fixture(scope="session")
def empty_served(empty: Path) -> Iterator[str]:
    """The empty archive's address over HTTP; ends in '/'."""
    with serve_folder(empty) as address:
        yield address


@pytest.fixture(scope="session")
def address_of(request: pytest.FixtureRequest) -> Callable[[str, str], str]:
    """The address over HTTP of a page of the archive that is named; see kinds.KINDS."""
    fixtures = {"shipped": "served", "hard": "hard_served", "empty": "empty_served"}
    return lambda archive, path: f"{request.getfixturevalue(fixtures[archive])}{path}"


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
