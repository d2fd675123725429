"""In: how many articles. Out: how long builds of them take and how much memory, beside Hugo and Pagefind if installed.

Run as `python -m tests.benchmarks.build_speed 1000 10000 --plot speed.svg`; prints the table of docs/performance.md.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10
from pathlib import Path
from time import perf_counter

from tests.benchmarks.corpus import Corpus
from tests.benchmarks.hugo_site import write_hugo_site

END, MIDDLE = 'text-anchor="end"', 'text-anchor="middle"'
WORD = "\n\nOne paragraph more, of no weight.\n"
# Each process would otherwise compile our modules anew, which nobody's does.
_ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


@dataclass(frozen=True)
class Measure:
    """One run: seconds on the clock, seconds of all processors, peak memory of the largest process in bytes."""

    what: str
    articles: int
    seconds: float
    work: float
    memory: int


def measure(what: str, articles: int, command: Sequence[str | Path], timings: Path | None = None) -> Measure:
    """Run a command to its end."""
    with (timings or Path(os.devnull)).open("w", encoding="utf-8") as aside:
        began = perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=aside, env=_ENVIRONMENT)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = perf_counter() - began
    if status:
        raise SystemExit(f"{what}: {' '.join(map(str, command))} ended with {status}")
    return Measure(what, articles, seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024)


def measure_whence(corpus: Corpus, folder: Path, timings: Path) -> list[Measure]:
    """Cold; nothing changed; a word of one article; a claim of one article."""
    root = folder / "whence"
    for path, content in corpus.files():
        place = root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(content, encoding="utf-8")
    command = (sys.executable, "-m", "generator", "--root", root, "build", "--quiet", "--timings")
    first = root / "content/articles" / corpus.article_id(corpus.size // 2)
    found = [measure("cold", corpus.size, command, timings)]
    measure("settling", corpus.size, command)  # files written within the last tick of the clock are looked into once
    found.append(measure("nothing changed", corpus.size, command))
    _append(first / "article.md", WORD)
    found.append(measure("one paragraph added", corpus.size, command))
    _replace(first / "article.md", "of no weight", "without weight")
    found.append(measure("one word edited", corpus.size, command))
    _replace(first / "claims.toml", 'says = "', 'says = "Now ')
    found.append(measure("one claim edited", corpus.size, command))
    return found


def measure_hugo(corpus: Corpus, folder: Path) -> list[Measure]:
    """The same pages by Hugo: cold, and one article edited; then Pagefind over them."""
    hugo = shutil.which("hugo") or shutil.which("hugo", path=str(Path(sys.executable).parent))
    if not hugo:
        return []
    root = folder / "hugo"
    write_hugo_site(corpus.files(), root)
    command = (hugo, "--source", root, "--quiet")
    found = [measure("Hugo, cold, no search", corpus.size, command)]
    _append(root / f"content/article/{corpus.article_id(corpus.size // 2)}.md", WORD)
    found.append(measure("Hugo, one article edited", corpus.size, command))
    if pagefind := shutil.which("pagefind"):
        found.append(measure("Pagefind over them", corpus.size, (pagefind, "--site", root / "public")))
    return found


def as_table(found: Sequence[Measure]) -> str:
    """Markdown: a row a kind of run, three columns a size."""
    sizes = sorted({each.articles for each in found})
    lines = ["| | " + " | ".join(f"{size:,} articles" for size in sizes) + " |", "|---" * (len(sizes) + 1) + "|"]
    for what in dict.fromkeys(each.what for each in found):
        cells = {each.articles: each for each in found if each.what == what}
        lines.append(f"| {what} | " + " | ".join(_cell(cells.get(size)) for size in sizes) + " |")
    return "\n".join(lines)


def _cell(one: Measure | None) -> str:
    return f"{one.seconds:.2f} s ({one.work:.2f} s of work, {one.memory / 2**20:,.0f} MB)" if one else ""


def as_plot(found: Sequence[Measure]) -> str:
    """SVG: seconds over articles, both on logarithmic scales, a line a kind of run; those of others are dashed."""
    sizes, seconds = [each.articles for each in found], [max(each.seconds, 0.01) for each in found]
    left, right = log10(min(sizes)) - 0.1, log10(max(sizes)) + 0.1
    low, high = log10(min(seconds)) - 0.1, log10(max(seconds)) + 0.1

    def across(size: int) -> float:
        return 60 + (log10(size) - left) / (right - left) * 400

    def up(value: float) -> float:
        return 300 - (log10(max(value, 0.01)) - low) / (high - low) * 280

    parts = ['<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 700 330" font-family="sans-serif" font-size="11">']
    parts.append('<rect width="700" height="330" fill="#fff"/><path d="M60 20V300H460" fill="none" stroke="#222"/>')
    for power in range(ceil(low), floor(high) + 1):
        y = up(10**power)
        parts.append(
            f'<path d="M60 {y:.0f}H460" stroke="#ccc"/><text x="54" y="{y + 4:.0f}" {END}>{10**power:g} s</text>'
        )
    parts += [f'<text x="{across(size):.0f}" y="316" {MIDDLE}>{size:,} articles</text>' for size in sorted(set(sizes))]
    lines = [
        sorted((each for each in found if each.what == what), key=lambda each: each.articles)
        for what in dict.fromkeys(each.what for each in found)
    ]
    label = 0.0
    for line in sorted(lines, key=lambda each: -each[-1].seconds):
        points = [(across(each.articles), up(each.seconds)) for each in line]
        dash = ' stroke-dasharray="4 3"' if line[0].what.startswith(("Hugo", "Pagefind")) else ""
        told = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        parts.append(f'<polyline points="{told}" fill="none" stroke="#222"{dash}/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.5"/>' for x, y in points]
        label = max(label + 13, points[-1][1] + 4)  # no label over another
        parts.append(f'<text x="468" y="{label:.0f}">{line[0].what}, {line[-1].seconds:.2f} s</text>')
    return "\n".join((*parts, "</svg>\n"))


def _append(path: Path, words: str) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write(words)


def _replace(path: Path, old: str, new: str) -> None:
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", type=int, nargs="+")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--plot", type=Path)
    given = parser.parse_args()
    found: list[Measure] = []
    for size in given.sizes:
        with tempfile.TemporaryDirectory() as folder:
            timings = Path(folder, "timings")
            corpus = Corpus(size, given.seed)
            found += measure_whence(corpus, Path(folder), timings)
            found += measure_hugo(corpus, Path(folder))
            print(f"cold, {size:,} articles:\n{timings.read_text(encoding='utf-8')}", flush=True)
    print(as_table(found))
    if given.plot:
        given.plot.write_text(as_plot(found), encoding="utf-8")


if __name__ == "__main__":
    main()
