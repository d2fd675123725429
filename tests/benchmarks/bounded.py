"""How work grows with what is read: python -m tests.benchmarks.bounded [part of a name].

For each shape the processor time for an input of size n and of size 2n, and their ratio: 2 is in proportion. Ratios of
times below a tenth of a second say little. Sizes are below the limits, so that it is the readers that are measured.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import PurePosixPath

from generator.core.archive import Parts, join_archive
from generator.core.articles import read_article
from generator.core.catalogue import catalogue
from generator.core.comments import read_thread
from generator.core.exports import data_files
from generator.core.markdown import read_prose
from generator.core.model import Folder, Limits, Settings
from generator.core.registers import read_questions, read_sources
from generator.core.standing import assess_all
from generator.core.text import Text
from tests.words import ENGLISH

UNBOUND = Limits(body_kb=1_000_000, marks=1_000_000_000, comments=10_000_000, depth=100)
SETTINGS = Settings("A", limits=UNBOUND)
ARTICLE = "2020-01-02-a"

BODIES: Mapping[str, str] = {
    "words": "word ",
    "lines": "a b c\n",
    "paragraphs": "a\n\n",
    "links": "[a](https://b) ",
    "brackets that open": "[",
    "pictures that open": "![",
    "pictures in pictures": "![[]()",
    "reference in reference": "[a][",
    "emphasis that opens": "*a ",
    "strong in emphasis": "**a*",
    "both kinds of emphasis": "*a_ ",
    "emphasis that closes": "a*",
    "backquotes": "`a",
    "tags that open": "<a ",
    "comments that open": "<!--",
    "raw elements": "<b>a</b> ",
    "raw elements that go": "<u2>a</u2> ",
    "entities": "&amp;",
    "addresses": "<https://a.b> ",
    "backslashes": "\\",
    "quotations": "> a\n\n",
    "items": "- a\n",
    "headings": "# a\n",
    "code": "```py\na\n```\n",
    "rows": "| a | b |\n",
    "definitions": "[a]: https://b\n",
    "brackets on lines": "[a\n",
    "attribute lines": "{.caption}\na\n\n",
}


def measure(work: Callable[[int], object], size: int) -> float:
    start = time.process_time()
    work(size)
    return time.process_time() - start


def read_body(source: str) -> object:
    return read_prose(Text("article.md", source), 0, UNBOUND)


def read_shape(shape: str, size: int) -> object:
    head = "| a | b |\n|---|---|\n" if shape.startswith("|") else ""
    return read_body(head + shape * (size // len(shape)))


def make_footnotes(number: int) -> str:
    return "".join(f"a[^f{each}]\n\n[^f{each}]: b\n\n" for each in range(number))


def make_thread(number: int, parent: Callable[[int], int]) -> str:
    return "".join(
        f'[[comment]]\nid = "{each}"\n'
        + (f'parent = "{parent(each)}"\n' if each > 1 else "")
        + f'author = "Name {each % 97}"\ntext = "Comment {each} says a thing or two."\n'
        for each in range(1, number + 1)
    )


def read_comments(toml: str) -> object:
    return read_thread(Text("thread.toml", toml), UNBOUND)


def read_claims(number: int) -> object:
    """As many claims as said, each on words of its own, and all of them an answer to one question."""
    here = PurePosixPath("content/articles") / ARTICLE
    body = "".join(f"Word number {each} stands here.\n\n" for each in range(number))
    claims = "".join(
        f'[[claim]]\nid = "c{each}"\nin = "p{each + 1}"\nquote = "number {each} stands"\nsays = "It stands."\n'
        f'basis = "named"\nstance = "asserts"\nspeaker = "s{each % 50}"\nquestion = "q"\nanswer = "yes"\n'
        for each in range(number)
    )
    texts = (
        Text(f"{here}/article.md", f'+++\ntitle = "A"\n+++\n{body}'),
        Text(f"{here}/claims.toml", claims),
    )
    article = read_article(SETTINGS, Folder(ARTICLE, texts)).value
    assert article is not None
    sources = read_sources(Text("content/sources.toml", make_sources(50))).value
    toml = '[q]\nquestion = "Does it stand?"\nanswers = { yes = "Yes", no = "No" }\n'
    questions = read_questions(Text("content/questions.toml", toml)).value
    parts = Parts(
        SETTINGS, (article,), sources, questions, (), (), frozenset((ARTICLE,)), {each.path: each for each in texts}
    )
    archive = join_archive(parts)
    assert archive.value is not None
    assert archive.diagnostics == ()
    listed = catalogue(archive.value)
    return tuple(data_files(listed, assess_all(listed), ENGLISH))


def make_sources(number: int) -> str:
    return "".join(f'[s{each}]\nname = "Source {each}"\nkind = "person"\n' for each in range(number))


def list_shapes() -> Iterator[tuple[str, int, Callable[[int], object]]]:
    """(name, size, what is done with an input of a size)."""
    for name, shape in BODIES.items():
        yield f"body: {name}", 40_000, partial(read_shape, shape)
    yield "body: footnotes", 2000, lambda size: read_body(make_footnotes(size))
    yield "body: nested quotations", 40_000, partial(read_shape, ">" * 90 + " a\n\n")
    yield "thread: flat", 10_000, lambda size: read_comments(make_thread(size, lambda _: 1))
    yield "thread: as deep as long", 10_000, lambda size: read_comments(make_thread(size, lambda each: each - 1))
    yield "thread: with a fault", 10_000, lambda size: read_comments(make_thread(size, lambda _: 1) + "wrong = 1\n")
    yield "claims, and answers to one question", 2000, read_claims
    yield "sources", 10_000, lambda size: read_sources(Text("content/sources.toml", make_sources(size)))


def main() -> None:
    wanted = " ".join(sys.argv[1:])
    for name, size, work in list_shapes():
        if wanted in name:
            first, second = measure(work, size), measure(work, 2 * size)
            print(
                f"{name:40} {size:>7} {first:7.2f} s   twice {second:7.2f} s   ratio {second / max(first, 0.001):4.1f}"
            )


if __name__ == "__main__":
    main()
