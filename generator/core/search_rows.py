"""In: what can be found, by what holds it. Out: the files of what a result shows, few enough and small enough.

Must not know how anything is found.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.core.search_documents import Document, Held, Row
from generator.core.search_layout import write_json

ROWS = 9_000  # characters of rows in one file
RUN = 32  # comments of one thread in one file
RUNS = 2**13  # files of further comments that the thread of one article has room for
SAMPLE = 500  # rows by which the size of all is judged

Parts = dict[str, str]  # payloads by the name of their file


@dataclass(frozen=True, slots=True)
class Packed:
    """The files of some rows, and how many holders each file has."""

    parts: Parts
    per: dict[str, int]


def pack_rows(holders: Mapping[str, Sequence[Held]], heads: Sequence[Row]) -> Packed:
    """Rows in files, by the number of their holder.

    d/<n>: [head, row of the report, rows of its claims, rows of its first comments]; x/<n>: the next comments of one
    thread; w/<n>, u/<n>: rows of sources and of questions.
    """
    packed = Packed({}, {})
    articles = list(zip(heads, holders["article"], strict=True))
    _pack("d", [_open_article(head, held) for head, held in articles], packed)
    for folder, name in (("w", "source"), ("u", "question")):
        _pack(folder, [held[0][0].row for held in holders[name]], packed)
    for number, (_, (_, comments, _)) in enumerate(articles):
        packed.parts.update(_continue_thread(number, comments))
    return packed


def _open_article(head: Row, held: Held) -> Row:
    (report,), comments, claims = held
    return (head, report.row, [claim.row for claim in claims], [comment.row for comment in comments[:RUN]])


def _continue_thread(article: int, comments: Sequence[Document]) -> Iterator[tuple[str, str]]:
    """The files of what d has no room for: their names follow from the place of a comment in its thread."""
    for run, start in enumerate(range(RUN, len(comments), RUN)):
        yield f"x/{article * RUNS + run}", write_json([comment.row for comment in comments[start : start + RUN]])


def _pack(folder: str, rows: Sequence[Row], packed: Packed) -> None:
    written = [write_json(row) for row in rows]
    average = sum(map(len, written[:SAMPLE])) // len(written[:SAMPLE]) if written else 1
    per = packed.per[folder] = max(1, round(ROWS / max(1, average)))
    for number, start in enumerate(range(0, len(written), per)):
        packed.parts[f"{folder}/{number}"] = f"[{','.join(written[start : start + per])}]"
