"""In: a folder to serve, and questions. Out: what a first visit to each search costs in Chromium on a slow line.

The server compresses as static hosts do. Bytes and requests are those it answered from the moment the search is opened
to the moment the first result can be read; what the page itself needed is not counted.
"""

from __future__ import annotations

import gzip
import statistics
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Browser, Page, TimeoutError as TooLong

FAST_3G = {"offline": False, "latency": 562.5, "downloadThroughput": 180_000, "uploadThroughput": 84_375}  # DevTools'
COMPRESSED = (".html", ".css", ".js", ".json", ".svg")
PATIENCE = 240_000  # milliseconds until a visit is given up

WHENCE = """(words) => new Promise((done, fail) => {
  const began = performance.now();
  document.querySelector('.seek-open').click();
  const input = document.querySelector('#seek-q');
  input.value = words;
  input.dispatchEvent(new Event('input'));
  const list = document.querySelector('#seek-hits');
  const look = () => (list.querySelector('a.hit') ? done(performance.now() - began) : setTimeout(look, 10));
  look();
})"""
PAGEFIND = """async (words) => {
  const began = performance.now();
  const pagefind = await import('/pagefind/pagefind.js');
  const { results } = await pagefind.search(words);
  await results[0]?.data();
  return performance.now() - began;
}"""
MINISEARCH = """async (words) => {
  const began = performance.now();
  const script = document.createElement('script');
  script.src = '/minisearch.js';
  const loaded = new Promise((done) => { script.onload = done; });
  document.head.append(script);
  const [index] = await Promise.all([fetch('/minisearch-index.json').then((answer) => answer.text()), loaded]);
  MiniSearch.loadJSON(index, { fields: ['title', 'text'] }).search(words);
  return performance.now() - began;
}"""
RANK = """async (questions) => {
  const pagefind = await import('/pagefind/pagefind.js');
  const answers = [];
  for (const words of questions) {
    await pagefind.search(words);
    const began = performance.now();
    const { results } = await pagefind.search(words);
    const took = performance.now() - began;
    const found = await Promise.all(results.slice(0, 10).map((each) => each.data()));
    answers.push([found.map(({ raw_url: url }) => url.split('/').at(-1).replace(/\\.html$/, '')), took]);
  }
  return answers;
}"""


@dataclass
class Answered:
    """What the server has sent since it was last set to nothing."""

    requests: int = 0
    bytes: int = 0


@dataclass(frozen=True)
class Visits:
    """First visits, each with one question: medians, and the worst of the bytes."""

    requests: list[int] = field(default_factory=list)
    kilobytes: list[float] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)

    def row(self) -> tuple[str, str, str, str]:
        if not self.seconds:
            return ("given up", "", "", "")
        middle = statistics.median
        return (
            f"{middle(self.requests):.0f}",
            f"{middle(self.kilobytes):,.0f} kB",
            f"{max(self.kilobytes):,.0f} kB",
            f"{middle(self.seconds):.1f} s",
        )


class _Host(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    answered: Answered

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        content = path.read_bytes() if path.is_file() else b""
        self.send_response(200 if path.is_file() else 404)
        if path.suffix in COMPRESSED:
            content = gzip.compress(content, 6)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)
        self.answered.requests += 1
        self.answered.bytes += len(content) + 200  # the head, about

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def serve(folder: Path) -> Iterator[tuple[str, Answered]]:
    """The folder's address, and the count of what is sent from it."""
    answered = Answered()
    handler = type("Host", (_Host,), {"answered": answered})
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/", answered
    server.shutdown()
    server.server_close()


def rank_pagefind(browser: Browser, address: str, questions: Sequence[str]) -> list[tuple[list[str], float]]:
    """For each question the ids of Pagefind's first ten pages, and milliseconds with all its files at hand."""
    page = browser.new_page()
    page.goto(f"{address}blank.html")
    page.set_default_timeout(0)
    answers: list[tuple[list[str], float]] = page.evaluate(RANK, list(questions))
    page.close()
    return answers


def visit(browser: Browser, start: str, script: str, questions: Sequence[str], answered: Answered) -> Visits:
    """For each question a new reader on the page `start`, who opens the search and asks."""
    visits = Visits()
    for words in questions:
        context = browser.new_context()
        page = context.new_page()
        page.goto(start)
        page.wait_for_load_state("networkidle")
        _slow_down(page)
        answered.requests = answered.bytes = 0
        seconds = _run(page, script, words)
        if seconds is not None:
            visits.requests.append(answered.requests)
            visits.kilobytes.append(answered.bytes / 1000)
            visits.seconds.append(seconds)
        context.close()
    return visits


def _slow_down(page: Page) -> None:
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", FAST_3G)


def _run(page: Page, script: str, words: str) -> float | None:
    """Seconds to the first result; None where it took too long."""
    page.evaluate(f"(words) => {{ ({script})(words).then((took) => {{ globalThis.took = took; }}); }}", words)
    try:
        page.wait_for_function("() => globalThis.took !== undefined", timeout=PATIENCE)
    except TooLong:
        return None
    return float(page.evaluate("() => globalThis.took")) / 1000
