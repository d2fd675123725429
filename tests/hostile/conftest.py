"""The poured archive, its harmless twin, and both in a browser; built once."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.archives import SmallArchive
from tests.browser.conftest import browser as browser, launch as launch
from tests.hostile.cases import every_case
from tests.hostile.pouring import pour

WORDS = tuple(words for _, words in every_case())
POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>\n')


@dataclass(frozen=True)
class Poured:
    """A built site, with its policy and without, and the words that were poured into it."""

    site: Path
    bare: Path
    words: tuple[str, ...]

    def pages(self) -> list[str]:
        return sorted(path.relative_to(self.site).as_posix() for path in self.site.rglob("*.html"))

    def read(self, page: str) -> str:
        return (self.site / page).read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def poured(tmp_path_factory: pytest.TempPathFactory) -> Poured:
    return _build(tmp_path_factory.mktemp("poured"), WORDS)


@pytest.fixture(scope="session")
def twin(tmp_path_factory: pytest.TempPathFactory) -> Poured:
    """An archive of the same shape with harmless words; enough of them that there are lists by year and by tag."""
    return _build(tmp_path_factory.mktemp("twin"), tuple("plain words" + " and more" * number for number in range(32)))


@pytest.fixture(scope="session")
def host(poured: Poured) -> Iterator[str]:
    """The address above both copies of the site: `dist/` with the policy, `bare/` without it."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(poured.site.parent)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    server.server_close()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def _build(root: Path, words: tuple[str, ...]) -> Poured:
    archive = SmallArchive.write(root, pour(words))
    assert archive.run("--quiet", "build", "--jobs", "1") == 0
    site, bare = root / "dist", root / "bare"
    for path, content in archive.site().items():
        copy = bare / path
        copy.parent.mkdir(parents=True, exist_ok=True)
        if path.endswith(".html"):
            stripped, policies = POLICY.subn("", content.decode())
            assert policies == 1, path
            copy.write_text(stripped, encoding="utf-8")
        else:
            copy.write_bytes(content)
    return Poured(site, bare, words)
