"""In: a size, and a folder of npm packages. Out: a table of Whence's search beside Pagefind's and MiniSearch's.

Run as `python -m tests.benchmarks.search_peers 1000 FOLDER --peers node_modules`, where pagefind and minisearch stand.
FOLDER takes the archive, the site and the other indexes; what stands there already is used again.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median, quantiles

from playwright.sync_api import sync_playwright

from tests.benchmarks.corpus import Corpus, write_corpus
from tests.benchmarks.search_bytes import HEAD, make_questions as make_sorts, report, table, weigh_once
from tests.benchmarks.search_items import Question, list_pages, make_questions, read_pages
from tests.benchmarks.search_visits import MINISEARCH, PAGEFIND, WHENCE, Visits, rank_pagefind, serve, visit
from tests.browser.conftest import FLAGS, find_browser
from tests.words import words_script

HERE = Path(__file__).parent
ROOMY = ("node", "--max-old-space-size=8192")
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
from generator.edge import build as line, indexing
from generator.edge.workers import Workers, collect_seldom, make_pool
indexed = indexing.make_words_anew
took = []

@functools.wraps(indexed)
def measured(*given, **named):
    began = time.perf_counter()
    files = indexed(*given, **named)
    took.append(time.perf_counter() - began)
    return files

indexing.make_words_anew = measured
collect_seldom()
with make_pool(int(sys.argv[4])) as pool:
    report = line.build(Path(sys.argv[1]), Workers(lambda: pool), line.Options(Path(sys.argv[2])))
assert not report.failed, report.diagnostics[:3]
peak = sum(resource.getrusage(each).ru_maxrss for each in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024
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
    done = subprocess.run([*ROOMY, str(HERE / "search_peers.js")], input=asked, stdout=subprocess.PIPE, check=True)
    answers: Answers = json.loads(done.stdout)
    return answers


def build_whence(size: int, wishes: argparse.Namespace) -> Index:
    """The site with its index. The seconds are the index's, the memory the whole build's: its process and a helper."""
    root, site, noted = (wishes.folder / name for name in ("archive", "top/site", "whence.json"))
    if not noted.exists():
        if wishes.archive:
            shutil.copytree(wishes.archive, root, ignore=shutil.ignore_patterns("dist*", ".cache"), dirs_exist_ok=True)
        else:
            write_corpus(Corpus(size, wishes.seed), root)
        site.parent.mkdir(exist_ok=True)
        command = [sys.executable, "-c", _BUILD, str(root), str(site), str(noted), str(os.cpu_count() or 1)]
        subprocess.run(command, check=True)
    return Index(*_read_pair(noted), *_weigh(site / "search"))


def build_pagefind(peers: Path, folder: Path) -> Index:
    """Pagefind's index of what stands in <main> on the article pages."""
    output, noted = folder / "top/pagefind", folder / "pagefind.json"
    if not noted.exists():
        pages = folder / "pages/article"
        pages.mkdir(parents=True, exist_ok=True)
        for path in list_pages(folder / "top/site"):
            shutil.copyfile(path, pages / path.name)
        command = ["node", str(peers / "pagefind/lib/runner/bin.cjs"), "--site", str(pages.parent)]
        command += ["--output-path", str(output), "--root-selector", "main"]
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
        noted.write_text(json.dumps(_measure([*ROOMY, str(HERE / "search_peers.js")], given)))
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


def _share(visits: Mapping[str, Visits]) -> str:
    """The medians of Whence's visits over those of Pagefind's: seconds, bytes."""
    ours, theirs = visits["Whence"], visits["Pagefind"]
    pairs = ((ours.seconds, theirs.seconds), (ours.kilobytes, theirs.kilobytes))
    return ", ".join(f"{median(one) / median(other):.2f}" for one, other in pairs)


def _say_times(answers: Answers) -> tuple[str, str]:
    times = [took for _, took in answers]
    return f"{median(times):.1f} ms", f"{quantiles(times, n=20)[-1]:.0f} ms"


def _tell(began: float, what: str) -> None:
    print(f"{time.perf_counter() - began:6.0f} s  {what}", file=sys.stderr, flush=True)


def compare(size: int, folder: Path, peers: Path, wishes: argparse.Namespace) -> str:
    """Everything, in one run; the tables."""
    told = partial(_tell, time.perf_counter())
    told("Whence builds")
    indexes = {"Whence": build_whence(size, wishes)}
    top = folder / "top"
    told("the pages are read")
    pages = read_pages(top / "site")
    texts = [{"id": page.id, "title": page.title, "text": page.text} for page in pages]
    (folder / "pages.json").write_text(json.dumps(texts))
    told("Pagefind indexes")
    indexes["Pagefind"] = build_pagefind(peers, folder)
    told("MiniSearch indexes")
    indexes["MiniSearch"] = build_minisearch(peers, folder)
    (top / "blank.html").write_text('<!doctype html><link rel="icon" href="data:,">')

    questions = make_questions(pages, wishes.questions, wishes.seed)
    words = [question.words for question in questions]
    visited = words[:: max(1, len(words) // wishes.visits)][: wishes.visits]
    said = words_script()
    told("Whence and MiniSearch are asked")
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
        told("Pagefind is asked")
        answers["Pagefind"] = rank_pagefind(browser, address, words)
        start = f"{address}site/article/{pages[0].id}.html"
        blank = f"{address}blank.html"
        told("Whence is visited")
        visits["Whence"] = visit(browser, start, WHENCE, visited, answered)
        told("Pagefind is visited")
        visits["Pagefind"] = visit(browser, blank, PAGEFIND, visited, answered)
        told("MiniSearch is visited")
        visits["MiniSearch"] = visit(browser, blank, MINISEARCH, visited[:1], answered)
        browser.close()
    told("bytes are counted")
    spent = list(report(top / "site", make_sorts(top / "site", wishes.questions, wishes.seed)))
    told("done")
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
        f"Whence's time and bytes to a first result over Pagefind's: {_share(visits)}.",
        f"Scripts and manifest of Whence, under gzip: {weigh_once(top / 'site')}.",
        table(HEAD, spent),
    ))  # fmt: skip


if __name__ == "__main__":
    wishes = argparse.ArgumentParser(description="Compare the search with Pagefind's and MiniSearch's.")
    wishes.add_argument("size", type=int)
    wishes.add_argument("folder", type=Path)
    wishes.add_argument("--peers", type=Path, required=True, help="node_modules with pagefind and minisearch")
    wishes.add_argument("--archive", type=Path, help="an archive of that size, instead of a new one; it is copied")
    wishes.add_argument("--seed", type=int, default=1)
    wishes.add_argument("--questions", type=int, default=100, help="of each kind")
    wishes.add_argument("--visits", type=int, default=15)
    given = wishes.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    sys.stdout.write(compare(given.size, given.folder, given.peers, given) + "\n")
