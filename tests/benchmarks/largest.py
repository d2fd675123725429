"""How a whole build grows with one thing of an archive: python -m tests.benchmarks.largest [name size …].

Without words every shape at a size, its double and its double again; with them, one shape at the sizes named. Prints
the processor seconds and the peak memory of each cold build in one process, and the exponent of growth between sizes,
which is 1 where time grows in proportion. It makes archives of up to some hundred MB in the folder for temporary files.
"""

from __future__ import annotations

import math
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.build_speed import measure

ARTICLE = "content/articles/2020-01-02-a"
HEAD = '+++\ntitle = "A"\noutlet = "s0"\npublished = 2020-01-02\n+++\n'
ANSWERED = 'basis = "named"\nstance = "asserts"\n'
Files = Iterator[tuple[str, str]]


@dataclass(frozen=True)
class Shape:
    """What there is much of, how much of it to begin with, and the files of an archive with so much."""

    what: str
    size: int
    write: Callable[[int], Files]


def write_sources(number: int) -> str:
    return "".join(f'[s{each}]\nname = "Source {each}"\nkind = "person"\n' for each in range(number))


def write_thread(size: int, parent: Callable[[int], int]) -> str:
    return "".join(
        f'[[comment]]\nid = "{each}"\n'
        + (f'parent = "{parent(each)}"\n' if parent(each) else "")
        + f'author = "Name {each % 97}"\ntext = "Comment {each} says a thing or two."\n'
        for each in range(1, size + 1)
    )


def write_paragraphs(number: int) -> str:
    return "".join(f"Word number {each} stands here.\n\n" for each in range(number))


def write_claims(numbers: Iterable[int], ask: Callable[[int], str], speakers: int) -> str:
    return "".join(
        f'[[claim]]\nid = "c{at}"\nin = "p{at + 1}"\nquote = "number {at} stands"\nsays = "It stands {each}."\n'
        f'{ANSWERED}speaker = "s{each % speakers}"\n{ask(each)}\n'
        for at, each in enumerate(numbers)
    )


def comments(size: int) -> Files:
    yield from begin()
    yield f"{ARTICLE}/thread.toml", write_thread(size, lambda each: each - each % 10 if each % 10 else 0)


def deep(size: int) -> Files:
    yield from begin()
    yield f"{ARTICLE}/thread.toml", write_thread(size, lambda each: each - 1)


def body(size: int) -> Files:
    """`size` in MB."""
    line = "Word number {} stands here and goes on for a while, until it ends with [a link](https://a.example/{}).\n\n"
    yield "site.toml", f'title = "A"\n[limits]\nbody_kb = {size * 1100}\nmarks = {size * 1_000_000}\n'
    yield "content/sources.toml", write_sources(1)
    yield f"{ARTICLE}/article.md", HEAD + "".join(line.format(each, each) for each in range(size * 10_000))


def claims(size: int) -> Files:
    """On one article, twenty to a question."""
    yield from begin(50, f"body_kb = {size}\nmarks = {size * 10}")
    questions = (f'[q{each}]\nquestion = "Q {each}?"\nanswers = {{ yes = "Yes" }}\n' for each in range(size // 20 + 1))
    yield "content/questions.toml", "".join(questions)
    yield f"{ARTICLE}/article.md", HEAD + write_paragraphs(size)
    asked = write_claims(range(size), lambda each: f'question = "q{each // 20}"\nanswer = "yes"', 50)
    yield f"{ARTICLE}/claims.toml", asked


def sources(size: int) -> Files:
    yield from begin(size)


def figures(size: int) -> Files:
    """All different, on one question, from 500 sources in articles of 100."""
    yield from begin(500)
    yield "content/questions.toml", '[q]\nquestion = "How many?"\nunit = "people"\n'
    for start in range(0, size, 100):
        folder = f"{ARTICLE}-{start}"
        yield f"{folder}/article.md", HEAD + write_paragraphs(100)
        numbers = range(start, start + 100)
        asked = write_claims(numbers, lambda each: f'question = "q"\nvalue = {each * 7919 % 1_000_003}', 500)
        yield f"{folder}/claims.toml", asked


def begin(number: int = 1, limits: str = "") -> Files:
    """An archive of one article and some sources."""
    yield "site.toml", f'title = "A"\n[limits]\n{limits}\n'
    yield "content/sources.toml", write_sources(number)
    yield f"{ARTICLE}/article.md", f"{HEAD}Word stands here.\n"


SHAPES: Mapping[str, Shape] = {
    "comments": Shape("comments under one article", 50_000, comments),
    "deep": Shape("comments, each an answer to the one before", 2_500, deep),
    "body": Shape("MB of one body", 4, body),
    "claims": Shape("claims on one article", 12_500, claims),
    "sources": Shape("sources", 25_000, sources),
    "figures": Shape("different figures on one question", 5_000, figures),
}


def build(shape: Shape, size: int) -> tuple[float, int]:
    """Processor seconds and bytes of memory of a build in one process."""
    with tempfile.TemporaryDirectory() as folder:
        for path, content in shape.write(size):
            place = Path(folder) / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(content, encoding="utf-8", newline="\n")
        found = measure(
            shape.what, size, (sys.executable, "-m", "generator", "--root", folder, "-q", "build", "--jobs", "1")
        )
    return found.work, found.memory


def main() -> None:
    wanted = sys.argv[1:]
    print("| what | how many | processor | exponent | memory |\n|---|---:|---:|---:|---:|")
    for name, shape in SHAPES.items():
        if wanted and wanted[0] != name:
            continue
        before: tuple[int, float] | None = None
        for size in map(int, wanted[1:]) if wanted[1:] else (shape.size, 2 * shape.size, 4 * shape.size):
            work, memory = build(shape, size)
            growth = f"{math.log(work / before[1]) / math.log(size / before[0]):.2f}" if before else ""
            print(f"| {shape.what} | {size:,} | {work:.1f} s | {growth} | {memory // 1_000_000:,} MB |", flush=True)
            before = size, work


if __name__ == "__main__":
    main()
