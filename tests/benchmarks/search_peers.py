"""In: a size, and a folder of npm packages. Out: a table of Whence's search beside Pagefind's and MiniSearch's.

Run as `python -m tests.benchmarks.search_peers 1000 FOLDER --peers node_modules`, where pagefind and minisearch stand.
FOLDER takes the archive, the site and the other indexes; what stands there already is used again.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles

from playwright.sync_api import sync_playwright

from tests.benchmarks.corpus import Corpus, write_corpus
from tests.benchmarks.search_items import Question, make_questions, read_pages
from tests.benchmarks.search_visits import MINISEARCH, PAGEFIND, WHENCE, Visits, rank_pagefind, serve, visit
from tests.browser.conftest import FLAGS, find_browser
from tests.words import words_script

HERE = Path(__file__).parent
SCRIPTS = HERE.parents[1] / "templates/assets/js"
Answers = list[tuple[list[str], float]]  # for each question the ids that were found, and milliseconds

_MEASURED = """
import json, resource, subprocess, sys, time
began = time.perf_counter()
done = subprocess.run(sys.argv[1:], input=sys.stdin.buffer.read(), stdout=subprocess.DEVNULL)
took = time.perf_counter() - began
print(json.dumps([done.returncode, took, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024]))
"""
_BUILD = """
import functools, json, resource, sys, time
from pathlib import Path
from generator.edge import build as line
from generator.edge.workers import Workers
indexed = line.search_files
took = []

@functools.wraps(indexed)
def measured(*given, **named):
    began = time.perf_counter()
    files = indexed(*given, **named)
    took.append(time.perf_counter() - began)
    return files

line.search_files = measured
assert not line.build(Path(sys.argv[1]), Workers(), line.Options(Path(sys.argv[2]))).failed
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
Path(sys.argv[3]).write_text(json.dumps([*took, peak]))
"""


@dataclass(frozen=True)
class Index:
    """What it took to make one, and what it weighs. `peak`: megabytes of memory."""

    seconds: float
    peak: float
    files: int
    megabytes: float

    def row(self) -> tuple[str, str, str, str]:
        return f"{self.seconds:.1f} s", f"{self.peak:,.0f} MB", f"{self.files:,}", f"{self.megabytes:,.1f} MB"


def _measure(command: Sequence[str], given: object = None) -> tuple[float, float]:
    """Seconds and megabytes of a command; what it is given goes in as JSON."""
    run = [sys.executable, "-c", _MEASURED, *command]
    done = subprocess.run(run, input=json.dumps(given).encode(), stdout=subprocess.PIPE, check=True)
    code, seconds, peak = json.loads(done.stdout.splitlines()[-1])
    if code:
        raise SystemExit(f"{command[0]} ended with {code}")
    return seconds, peak


def _weigh(path: Path) -> tuple[int, float]:
    files = [each for each in path.rglob("*") if each.is_file()] if path.is_dir() else [path]
    return len(files), sum(each.stat().st_size for each in files) / 1e6


def _read_pair(noted: Path) -> tuple[float, float]:
    seconds, peak = json.loads(noted.read_text())
    return seconds, peak


def _ask_node(name: str, **given: object) -> Answers:
    asked = json.dumps({"name": name, **given}).encode()
    done = subprocess.run(["node", str(HERE / "search_peers.js")], input=asked, stdout=subprocess.PIPE, check=True)
    answers: Answers = json.loads(done.stdout)
    return answers


def build_whence(size: int, seed: int, folder: Path) -> Index:
    """The site with its index, in one process. The seconds are the index's, the memory the whole build's."""
    root, site, noted = folder / "archive", folder / "top/site", folder / "whence.json"
    if not noted.exists():
        write_corpus(Corpus(size, seed), root)
        site.parent.mkdir(exist_ok=True)
        subprocess.run([sys.executable, "-c", _BUILD, str(root), str(site), str(noted)], check=True)
    return Index(*_read_pair(noted), *_weigh(site / "search"))


def build_pagefind(peers: Path, folder: Path) -> Index:
    """Pagefind's index of what stands in <main> on the article pages."""
    output, noted = folder / "top/pagefind", folder / "pagefind.json"
    if not noted.exists():
        command = ["node", str(peers / "pagefind/lib/runner/bin.cjs"), "--site", str(folder / "top/site")]
        command += ["--output-path", str(output), "--glob", "article/*.html", "--root-selector", "main"]
        noted.write_text(json.dumps(_measure(command)))
    return Index(*_read_pair(noted), *_weigh(output))


def build_minisearch(peers: Path, folder: Path) -> Index:
    """MiniSearch's index of the same words."""
    index, noted = folder / "top/minisearch-index.json", folder / "minisearch.json"
    if not noted.exists():
        given = {
            "name": "indexMiniSearch",
            "peers": str(peers),
            "pages": str(folder / "pages.json"),
            "index": str(index),
        }
        noted.write_text(json.dumps(_measure(["node", str(HERE / "search_peers.js")], given)))
        script = (peers / "minisearch/dist/umd/index.js").read_bytes()
        (folder / "top/minisearch.js").write_bytes(script)
    return Index(*_read_pair(noted), *_weigh(index))


def score(questions: Sequence[Question], answers: Answers) -> dict[str, tuple[float, float]]:
    """For each kind of question: how often the page is among the first ten, and the mean reciprocal of its rank."""
    ranks: dict[str, list[float]] = {}
    for question, (found, _) in zip(questions, answers, strict=True):
        ranks.setdefault(question.kind, []).append(
            1 / (found.index(question.answer) + 1) if question.answer in found else 0
        )
    return {kind: (sum(map(bool, each)) / len(each), sum(each) / len(each)) for kind, each in ranks.items()}


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table in Markdown."""
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, ["---"] * len(head), *rows))


def _say_times(answers: Answers) -> tuple[str, str]:
    times = [took for _, took in answers]
    return f"{median(times):.1f} ms", f"{quantiles(times, n=20)[-1]:.0f} ms"


def compare(size: int, folder: Path, peers: Path, wishes: argparse.Namespace) -> str:
    """Everything, in one run; the tables."""
    indexes = {"Whence": build_whence(size, wishes.seed, folder)}
    top = folder / "top"
    pages = read_pages(top / "site")
    texts = [{"id": page.id, "title": page.title, "text": page.text} for page in pages]
    (folder / "pages.json").write_text(json.dumps(texts))
    indexes |= {"Pagefind": build_pagefind(peers, folder), "MiniSearch": build_minisearch(peers, folder)}
    (top / "blank.html").write_text('<!doctype html><link rel="icon" href="data:,">')

    questions = make_questions(pages, wishes.questions, wishes.seed)
    words = [question.words for question in questions]
    visited = words[:: max(1, len(words) // wishes.visits)][: wishes.visits]
    said = words_script()
    answers = {
        "Whence": _ask_node("askWhence", scripts=str(SCRIPTS), site=str(top / "site"), questions=words, said=said),
        "MiniSearch": _ask_node(
            "askMiniSearch", peers=str(peers), index=str(top / "minisearch-index.json"), questions=words
        ),
    }
    flags = [*FLAGS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    visits: dict[str, Visits] = {}
    with serve(top) as (address, answered), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=flags)
        answers["Pagefind"] = rank_pagefind(browser, address, words)
        start = f"{address}site/article/{pages[0].id}.html"
        blank = f"{address}blank.html"
        visits["Whence"] = visit(browser, start, WHENCE, visited, answered)
        visits["Pagefind"] = visit(browser, blank, PAGEFIND, visited, answered)
        visits["MiniSearch"] = visit(browser, blank, MINISEARCH, visited[:1], answered)
        browser.close()
    scores = {name: score(questions, answers[name]) for name in indexes}
    return "\n\n".join((
        table(
            (f"{size:,} articles", "indexing", "memory", "files", "size", "requests to a first result",
             "bytes, median", "bytes, worst", "time", "a question, median", "a question, 95th of 100"),
            [(name, *indexes[name].row(), *visits[name].row(), *_say_times(answers[name])) for name in indexes],
        ),
        table(
            ("found among the first ten / mean reciprocal rank", *indexes),
            [(kind, *(f"{scores[name][kind][0]:.2f} / {scores[name][kind][1]:.2f}" for name in indexes))
             for kind in scores["Whence"]],
        ),
    ))  # fmt: skip


if __name__ == "__main__":
    wishes = argparse.ArgumentParser(description="Compare the search with Pagefind's and MiniSearch's.")
    wishes.add_argument("size", type=int)
    wishes.add_argument("folder", type=Path)
    wishes.add_argument("--peers", type=Path, required=True, help="node_modules with pagefind and minisearch")
    wishes.add_argument("--seed", type=int, default=1)
    wishes.add_argument("--questions", type=int, default=100, help="of each kind")
    wishes.add_argument("--visits", type=int, default=15)
    given = wishes.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    sys.stdout.write(compare(given.size, given.folder, given.peers, given) + "\n")
