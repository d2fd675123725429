"""In: a file's path and characters. Out: places in it, with the line they stand on.

Must not read the file: the edge does.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: line and column from 1, width and column in code points."""

    path: str
    line: int
    column: int
    width: int
    excerpt: str

    @property
    def order(self) -> tuple[str, int, int]:
        """The key by which places are listed."""
        return (self.path, self.line, self.column)


@dataclass(frozen=True, slots=True)
class Text:
    """A whole file: its path relative to the root, with forward slashes, and its characters."""

    path: str
    content: str

    def place(self, start: int, end: int | None = None) -> Place:
        """The place of content[start:end]; a span over several lines is shown on its first."""
        start = max(0, min(start, len(self.content)))
        starts = _line_starts(self.content)
        line = bisect_right(starts, start)
        first = starts[line - 1]
        last = starts[line] - 1 if line < len(starts) else len(self.content)
        excerpt = self.content[first:last].rstrip("\r")
        stop = min(end if end is not None else start + 1, first + len(excerpt))
        return Place(self.path, line, start - first + 1, max(1, stop - start), excerpt)

    def start_of(self, line: int) -> int:
        """The offset at which a line begins, counted from 1; past the end, that of the last one."""
        starts = _line_starts(self.content)
        return starts[max(1, min(line, len(starts))) - 1]

    def line_place(self, line: int) -> Place:
        """The place of a whole line, counted from 1; past the end, the last one."""
        starts = _line_starts(self.content)
        line = max(1, min(line, len(starts)))
        first = starts[line - 1]
        last = starts[line] - 1 if line < len(starts) else len(self.content)
        words = self.content[first:last]
        indent = len(words) - len(words.lstrip())
        return self.place(first + indent, first + len(words.rstrip()))


@lru_cache(maxsize=64)
def _line_starts(content: str) -> tuple[int, ...]:
    starts = [0]
    at = content.find("\n")
    while at >= 0:
        starts.append(at + 1)
        at = content.find("\n", at + 1)
    return tuple(starts)
