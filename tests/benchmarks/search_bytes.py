"""In: the folder of a built site. Out: what questions of each sort cost its reader: requests, and bytes under gzip.

Run as `python -m tests.benchmarks.search_bytes dist`; needs node. Every question is the first of a visit.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from random import Random
from statistics import median, quantiles
from typing import Any

from generator.core.lunr_index import STOP_WORDS
from tests.words import words_script

HERE = Path(__file__).parent
SCRIPTS = HERE.parents[1] / "templates/assets/js"
LEVEL = 6  # of gzip, as hosts set it
CALL = re.compile(r'WhenceSearch\.put\("d/\d+","[^"]*",(.*)\);$', re.M)

Row = list[Any]


def read_rows(site: Path, chance: Random, count: int) -> Iterator[Row]:
    """What the search shows of some articles: [head, report, claims, comments]."""
    files = sorted((site / "search/d").glob("*.js")) or [site / "search/m.js"]
    for path in chance.sample(files, min(count, len(files))):
        for payload in CALL.findall(path.read_text(encoding="utf-8")):
            yield from json.loads(payload)


def make_questions(site: Path, count: int, seed: int) -> dict[str, list[str]]:
    """Questions of each sort, of words as often as they stand in the archive."""
    chance = Random(seed)
    rows = list(read_rows(site, chance, 4 * count))
    chance.shuffle(rows)
    comments = [row for *_, run in rows for row in run if row[4]]
    blocks = [words for _, (_, _, listed), _, _ in rows for _, words in listed if len(pick(words)) > 4]
    spoken = [(row[1].split()[-1], pick(" ".join(row[4]))) for row in comments]
    made: dict[str, list[str]] = {
        "one word": [chance.choice(pick(words)) for words in blocks],
        "two words": [" ".join(chance.sample(pick(words), 2)) for words in blocks],
        "author and word": [f"author:{name} {chance.choice(words)}" for name, words in spoken if words],
        "title": [head[1] for head, *_ in rows],
        "phrase": [f'"{" ".join(words.split()[2:6])}"' for words in blocks],
    }
    return {sort: questions[:count] for sort, questions in made.items()}


def pick(words: str) -> list[str]:
    """The words of a text that somebody may ask for, each once."""
    return list(dict.fromkeys(word for word in re.findall(r"[^\W\d_]{4,}", words.lower()) if word not in STOP_WORDS))


def measure(site: Path, questions: Sequence[str]) -> list[dict[str, Any]]:
    """Of each question the files it loads."""
    words = words_script()
    asked = {"scripts": str(SCRIPTS), "site": str(site), "queries": questions, "words": words}
    done = subprocess.run(
        ["node", str(HERE / "search_visits.js")], input=json.dumps(asked).encode(), capture_output=True, check=True
    )
    answers: list[dict[str, Any]] = json.loads(done.stdout)
    return answers


HEAD = ("question", *("requests to a first result", "median", "95th of 100"), *("requests to a page", "median", "95th"))


def report(site: Path, sorts: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, ...]]:
    """A row for each sort of question, under `HEAD`."""

    @cache
    def weigh(path: str) -> int:
        return len(gzip.compress((site / path).read_bytes(), LEVEL, mtime=0))

    for sort, questions in sorts.items():
        answers = measure(site, questions)
        row = [sort]
        for end in ("first", "loaded"):
            loaded = [answer["loaded"][: answer[end] if end == "first" else None] for answer in answers]
            sums = [sum(map(weigh, paths)) / 1000 for paths in loaded]
            high = quantiles(sums, n=20)[-1] if len(sums) > 1 else sums[0]
            row += [f"{median(map(len, loaded)):.0f}", f"{median(sums):.0f} kB", f"{high:.0f} kB"]
        yield tuple(row)


def weigh_once(site: Path) -> str:
    """What every visit loads."""
    scripts = sorted(site.glob("assets/*/js/search-all.js"))
    sizes = [len(gzip.compress(path.read_bytes(), LEVEL)) / 1000 for path in (*scripts, site / "search/m.js")]
    return " + ".join(f"{size:.1f} kB" for size in sizes)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in Markdown."""
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, ["---"] * len(head), *rows))


if __name__ == "__main__":
    words = argparse.ArgumentParser(description="Measure what a question costs the reader of a built site.")
    words.add_argument("site", type=Path)
    words.add_argument("--count", type=int, default=60, help="questions of each sort")
    words.add_argument("--seed", type=int, default=1)
    given = words.parse_args()
    print(f"scripts and manifest: {weigh_once(given.site)}\n")
    print(table(HEAD, report(given.site, make_questions(given.site, given.count, given.seed))))
