"""In: what can be found of an article, or of something else. Out: the texts of what a result shows of it.

Must not know how anything is found, nor the number that it is found by.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.core.search_documents import Held, Row
from generator.core.search_layout import write_json

ROWS = 9_000  # characters of rows in one file
RUN = 32  # comments of one thread in one file
RUNS = 2**13  # files of further comments that the thread of one article has room for
SAMPLE = 500  # rows by which the size of all is judged


def write_article(head: Row, held: Held) -> str:
    """[head, row of the report, rows of its claims, rows of its first comments]."""
    (report,), comments, claims = held
    return write_json((head, report.row, [claim.row for claim in claims], [comment.row for comment in comments[:RUN]]))


def continue_thread(held: Held) -> Iterator[str]:
    """The further comments of a thread, in runs: their place follows from the place of a comment in its thread."""
    _, comments, _ = held
    for start in range(RUN, len(comments), RUN):
        yield write_json([comment.row for comment in comments[start : start + RUN]])


def count_in_file(sizes: Sequence[int]) -> int:
    """How many rows of these sizes one file holds."""
    average = sum(sizes[:SAMPLE]) // len(sizes[:SAMPLE]) if sizes else 1
    return max(1, round(ROWS / max(1, average)))
