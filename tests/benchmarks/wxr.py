"""In: megabytes, and a seed. Out: a WordPress export of about that size, the same for the same numbers; or its import.

Run as `python -m tests.benchmarks.wxr 1000 FILE` to write one, with `--import` to bring it into a new archive as well
and tell seconds, the most memory that was used, and how much came in.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from tests.benchmarks.vocabulary import Vocabulary

FIRST = datetime(2009, 1, 1, 8, 0, 0)
HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>Made to measure by</title><wp:wxr_version>1.2</wp:wxr_version>
"""
TAIL = "</channel></rss>\n"
MEGABYTE = 1_000_000
COMMENTS = 40  # of a post


def write_export(megabytes: int, seed: int = 1) -> Iterator[str]:
    """The pieces of an export: posts of some 9 kB, each with forty comments of some 60 words, replies among them."""
    vocabulary = Vocabulary(seed)
    yield HEAD
    size = number = 0
    while size < megabytes * MEGABYTE:
        number += 1
        item = _write_item(number, vocabulary, Random(f"{seed} post {number}"))
        size += len(item)
        yield item
    yield TAIL


def _write_item(number: int, vocabulary: Vocabulary, chance: Random) -> str:
    when = FIRST + timedelta(hours=7 * number)
    paragraphs = "\n".join(
        f"<!-- wp:paragraph -->\n<p>{_speak(vocabulary, chance, 120)}</p>\n<!-- /wp:paragraph -->" for _ in range(10)
    )
    comments = "".join(_write_comment(number, place, when, vocabulary, chance) for place in range(1, COMMENTS + 1))
    return (
        f"<item><title>Report {number}: {' '.join(vocabulary.draw(chance, 6))}</title>"
        f"<link>https://blog.example/{number}/</link><dc:creator>{vocabulary.draw_name(chance)}</dc:creator>"
        f"<content:encoded><![CDATA[{paragraphs}]]></content:encoded><wp:post_id>{number}</wp:post_id>"
        f"<wp:post_date>{when}</wp:post_date><wp:status>publish</wp:status><wp:post_type>post</wp:post_type>\n"
        f"{comments}</item>\n"
    )


def _write_comment(post: int, place: int, when: datetime, vocabulary: Vocabulary, chance: Random) -> str:
    first = post * 1000
    parent = first + chance.randrange(1, place) if place > 1 and chance.random() < 0.5 else 0
    words = f"{_speak(vocabulary, chance, 40)}\n\n{_speak(vocabulary, chance, 20)}"
    return (
        f"<wp:comment><wp:comment_id>{first + place}</wp:comment_id>"
        f"<wp:comment_author><![CDATA[{vocabulary.draw_name(chance)}]]></wp:comment_author>"
        f"<wp:comment_date_gmt>{when + timedelta(minutes=11 * place)}</wp:comment_date_gmt>"
        f"<wp:comment_content><![CDATA[{words}]]></wp:comment_content><wp:comment_approved>1</wp:comment_approved>"
        f"<wp:comment_type></wp:comment_type><wp:comment_parent>{parent}</wp:comment_parent></wp:comment>\n"
    )


def _speak(vocabulary: Vocabulary, chance: Random, count: int) -> str:
    words = vocabulary.draw(chance, count)
    words[0] = words[0].capitalize()
    words[count // 2] = f"<em>{words[count // 2]}</em>"
    return f"{' '.join(words)}."


def import_export(file: Path) -> str:
    """Bring an export into a new archive, in a process of its own, and tell what that took."""
    with tempfile.TemporaryDirectory(dir=file.parent) as folder:
        Path(folder, "site.toml").write_text('title = "Made to measure by"\n', encoding="utf-8")
        command = [sys.executable, "-m", "generator", "--root", folder, "import", str(file)]
        begun = time.perf_counter()
        told = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
        seconds = time.perf_counter() - begun
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    size = file.stat().st_size / MEGABYTE
    return (
        f"{told}{size:,.0f} MB: {seconds:,.0f} s, {used.ru_utime + used.ru_stime:,.0f} s of a processor, "
        f"{used.ru_maxrss / 1024:,.0f} MiB at most"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("megabytes", type=int)
    parser.add_argument("file", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--import", action="store_true", dest="imports")
    wanted = parser.parse_args()
    with wanted.file.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(write_export(wanted.megabytes, wanted.seed))
    if wanted.imports:
        print(import_export(wanted.file))


if __name__ == "__main__":
    main()
