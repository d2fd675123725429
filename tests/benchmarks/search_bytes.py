"""In: the folder of a built site. Out: what questions of each sort cost its reader: requests, and bytes under gzip.

Run as `python -m tests.benchmarks.search_bytes dist`; needs node. Every question is the first of a visit.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import subprocess
from collections.abc import Iterator, Mapping, Sequence
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


def report(site: Path, sorts: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """A line for each sort of question and each moment."""

    @cache
    def weigh(path: str) -> int:
        return len(gzip.compress((site / path).read_bytes(), LEVEL, mtime=0))

    scripts = sum(len(gzip.compress(path.read_bytes(), LEVEL)) for path in sorted(SCRIPTS.glob("search*.js")))
    yield f"scripts, once: {scripts / 1000:.1f} kB; manifest: {weigh('search/m.js') / 1000:.1f} kB"
    yield f"{'question':16} {'until':14} {'requests':>9} {'kB median':>10} {'kB p95':>8}   by folder, mean kB"
    for sort, questions in sorts.items():
        answers = measure(site, questions)
        for moment, end in (("first result", "first"), ("first page", None)):
            loaded = [answer["loaded"][: answer[end] if end else None] for answer in answers]
            sums = [sum(map(weigh, paths)) / 1000 for paths in loaded]
            folders: dict[str, float] = {}
            for path in (path for paths in loaded for path in paths):
                folder = path.split("/")[1].removesuffix(".js")
                folders[folder] = folders.get(folder, 0) + weigh(path) / 1000 / len(answers)
            parts = ", ".join(f"{folder} {size:.1f}" for folder, size in sorted(folders.items()))
            high = quantiles(sums, n=20)[-1] if len(sums) > 1 else sums[0]
            requests = median(map(len, loaded))
            yield f"{sort:16} {moment:14} {requests:9.0f} {median(sums):10.1f} {high:8.1f}   {parts}"


if __name__ == "__main__":
    words = argparse.ArgumentParser(description="Measure what a question costs the reader of a built site.")
    words.add_argument("site", type=Path)
    words.add_argument("--count", type=int, default=60, help="questions of each sort")
    words.add_argument("--seed", type=int, default=1)
    given = words.parse_args()
    for line in report(given.site, make_questions(given.site, given.count, given.seed)):
        print(line)
