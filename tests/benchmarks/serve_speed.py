"""In: how many articles. Out: how long `serve` takes from a save until the browser is told to load the page again.

Run as `python -m tests.benchmarks.serve_speed 1000 10000`; prints the table of docs/performance.md. The time a watcher
waits for further saves is part of it, and named apart.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from http import HTTPStatus
from pathlib import Path
from statistics import median
from time import perf_counter, sleep
from urllib.request import urlopen

from generator.edge.serve_http import PREFIX
from generator.edge.watch import NAP
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


def measure(size: int, seed: int, port: int) -> Iterator[tuple[str, float]]:
    """The median seconds of each kind of edit."""
    with tempfile.TemporaryDirectory() as place:
        root = Path(place)
        corpus = Corpus(size, seed)
        write_corpus(corpus, root)
        command = (sys.executable, "-m", "generator", "--root", root, "serve", "--port", str(port), "--quiet")
        with subprocess.Popen(command) as server:
            try:
                folder = root / "content/articles" / corpus.article_id(size // 2)
                _await_first_build(port)
                for name, save in EDITS:
                    yield name, median(_times(folder, save, port))
            finally:
                server.terminate()


def _times(folder: Path, save: Edit, port: int) -> Iterator[float]:
    with _listen(port) as states:
        _next_state(states)  # as things are
        for number in range(ROUNDS):
            sleep(1)  # so that the watcher has nothing left to tell of
            began = perf_counter()
            save(folder, number)
            _next_state(states)
            yield perf_counter() - began


def _await_first_build(port: int) -> None:
    while True:
        try:
            with urlopen(f"http://127.0.0.1:{port}/") as page:
                if page.status == HTTPStatus.OK:
                    return
        except OSError:  # it says that it is not yet available
            sleep(0.5)


def _listen(port: int):  # type: ignore[no-untyped-def]
    """The states that the server tells of; it is waited for."""
    while True:
        try:
            return urlopen(f"http://127.0.0.1:{port}{PREFIX}events", timeout=3600)
        except OSError:
            sleep(0.1)


def _next_state(states: Iterator[bytes]) -> str:
    return next(line.decode() for line in states if line.startswith(b"data: "))


def _rewrite(path: Path, change: Callable[[str], str]) -> None:
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", type=int, nargs="+")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--port", type=int, default=8765)
    given = parser.parse_args()
    print("| from save to reload | " + " | ".join(f"{size:,} articles" for size in given.sizes) + " |")
    print("|---" * (len(given.sizes) + 1) + "|")
    columns = [dict(measure(size, given.seed, given.port)) for size in given.sizes]
    for name, _ in EDITS:
        print(f"| {name} | " + " | ".join(f"{column[name]:.2f} s" for column in columns) + " |")
    print(f"\nOf each, the watcher waits {NAP} s for further saves.")


if __name__ == "__main__":
    main()
