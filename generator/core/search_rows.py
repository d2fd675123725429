"""In: what can be found, by what holds it. Out: the files of what a result shows, few enough and small enough.

Must not know how anything is found.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.core.search_documents import Document, Held, Row
from generator.core.search_layout import write_json

ROWS = 16_000  # characters of rows in one file
RUN = 64  # comments of one thread in one file
SAMPLE = 500  # rows by which the size of all is judged

Parts = dict[str, str]  # payloads by the name of their file


@dataclass(frozen=True, slots=True)
class Packed:
    """The files of some rows, and how many holders each file has."""

    parts: Parts
    per: dict[str, int]


def pack_rows(holders: Mapping[str, Sequence[Held]], heads: Sequence[Row]) -> Packed:
    """Rows in files, by the number of their holder.

    d/<n>: [head, row of the report, rows of its claims]; k/<n>: [head, rows of its first comments, number of the file
    with more or 0]; x/<n>: the next comments of one long thread; w/<n>, u/<n>: rows of sources and of questions.
    """
    rest: Parts = {}
    articles = list(zip(heads, holders["article"], strict=True))
    threads = [_begin_thread(head, comments, rest) for head, (_, comments, _) in articles]
    reports: list[Row] = [
        (head, report.row, [claim.row for claim in claims]) for head, ((report,), _, claims) in articles
    ]
    packed = Packed({}, {})
    _pack("d", reports, packed)
    _pack("k", threads, packed)
    for folder, name in (("w", "source"), ("u", "question")):
        _pack(folder, [held[0][0].row for held in holders[name]], packed)
    packed.parts.update(rest)
    return packed


def _begin_thread(head: Row, comments: Sequence[Document], rest: Parts) -> Row:
    """What stands in k of one thread; what does not fit goes into files of its own."""
    rows = [comment.row for comment in comments]
    begins = len(rest) + 1 if len(rows) > RUN else 0
    for start in range(RUN, len(rows), RUN):
        rest[f"x/{len(rest) + 1}"] = write_json(rows[start : start + RUN])
    return (head, rows[:RUN], begins)


def _pack(folder: str, rows: Sequence[Row], packed: Packed) -> None:
    written = [write_json(row) for row in rows]
    average = sum(map(len, written[:SAMPLE])) // len(written[:SAMPLE]) if written else 1
    per = packed.per[folder] = max(1, round(ROWS / max(1, average)))
    for number, start in enumerate(range(0, len(written), per)):
        packed.parts[f"{folder}/{number}"] = f"[{','.join(written[start : start + per])}]"
