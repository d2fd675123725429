"""In: how many articles. Out: how long after a save `serve` tells the browser that its page is new, and has all built.

Run as `python -m tests.benchmarks.serve_speed 1000 10000`; prints the table of docs/performance.md. The time a watcher
waits for further saves is part of it, and named apart.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from http import HTTPStatus
from http.client import HTTPResponse
from pathlib import Path
from statistics import median
from time import perf_counter, sleep
from typing import Any
from urllib.request import urlopen

from generator.edge.serve_http import PREFIX
from generator.edge.watch import STEP
from tests.benchmarks.corpus import Corpus, write_corpus

ROUNDS = 5
_FOOTNOTE = re.compile(r"(?m)^(\[\^1\]: .*)$")
Edit = Callable[[Path, int], None]


def save_footnote(folder: Path, number: int) -> None:
    """A word more in a footnote, which neither the search nor another page shows."""
    _rewrite(folder / "article.md", lambda content: _FOOTNOTE.sub(rf"\1 Word{number}.", content, count=1))


def save_paragraph(folder: Path, number: int) -> None:
    """A paragraph more, which the search holds."""
    _rewrite(folder / "article.md", lambda content: f"{content}\n\nOne paragraph more, number {number}.\n")


def save_claim(folder: Path, number: int) -> None:
    """Another sentence for a claim, which the pages of its source and its question show."""
    _rewrite(
        folder / "claims.toml", lambda content: re.sub(r'says = "(?:\d+ )?', f'says = "{number} ', content, count=1)
    )


EDITS: tuple[tuple[str, Edit], ...] = (
    ("a word of a footnote", save_footnote),
    ("a paragraph", save_paragraph),
    ("a claim", save_claim),
)


def measure(size: int, seed: int, port: int, ready: Path | None = None) -> Iterator[tuple[str, float]]:
    """The median seconds of each kind of edit, until the page is told to be new and until all is built."""
    with tempfile.TemporaryDirectory() as place:
        root, corpus = ready or Path(place), Corpus(size, seed)
        if not ready:
            write_corpus(corpus, root)
        article = corpus.article_id(size // 2)
        command = (sys.executable, "-m", "generator", "--root", root, "serve", "--port", str(port), "--quiet")
        with subprocess.Popen(command) as server:
            try:
                _await_first_page(port)
                for name, save in EDITS:
                    with _listen(port, f"/article/{article}.html") as states:
                        times = list(_time_saves(root / "content/articles" / article, save, states))
                    yield f"{name}: its page", median(page for page, _ in times)
                    yield f"{name}: all built", median(built for _, built in times)
            finally:
                server.terminate()


def _time_saves(folder: Path, save: Edit, states: Iterator[bytes]) -> Iterator[tuple[float, float]]:
    version = _await(states, lambda state: not state["busy"])["version"]
    for number in range(ROUNDS):
        sleep(1)  # so that the watcher has nothing left to tell of
        began = perf_counter()
        save(folder, number)
        version = _await_other(states, version)
        page = perf_counter() - began
        _await(states, lambda state: not state["busy"])
        yield page, perf_counter() - began


def _await_first_page(port: int) -> None:
    while True:
        try:
            with urlopen(f"http://127.0.0.1:{port}/") as page:
                if page.status == HTTPStatus.OK:
                    return
        except OSError:  # it says that it is not yet available
            sleep(0.5)


def _listen(port: int, page: str) -> HTTPResponse:
    """The states that the server tells of a page; it is waited for."""
    while True:
        try:
            answer: HTTPResponse = urlopen(f"http://127.0.0.1:{port}{PREFIX}events?{page}", timeout=3600)
        except OSError:
            sleep(0.1)
        else:
            return answer


def _await_other(states: Iterator[bytes], version: str) -> str:
    """The next version of the page."""
    named: str = _await(states, lambda state: state["version"] != version)["version"]
    return named


def _await(states: Iterator[bytes], holds: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    """The first state for which this holds."""
    told = (json.loads(line.removeprefix(b"data: ")) for line in states if line.startswith(b"data: "))
    return next(state for state in told if holds(state))


def _rewrite(path: Path, change: Callable[[str], str]) -> None:
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", type=int, nargs="+")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--ready", type=Path, help="an archive of that size and seed that lies there already")
    parser.add_argument("--port", type=int, default=8765)
    given = parser.parse_args()
    print("| from save to reload | " + " | ".join(f"{size:,} articles" for size in given.sizes) + " |")
    print("|---" * (len(given.sizes) + 1) + "|")
    columns = [dict(measure(size, given.seed, given.port, given.ready)) for size in given.sizes]
    for name in columns[0]:
        print(f"| {name} | " + " | ".join(f"{column[name]:.2f} s" for column in columns) + " |")
    print(f"\nOf each, the watcher waits {STEP} s for further saves, or twice that.")


if __name__ == "__main__":
    main()
