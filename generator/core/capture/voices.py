"""In: the comments read from a numbered thread. Out: what shows that one of them may hold another person's words.

Must not repair: a thread with such a doubt is kept in the capture only.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from generator.core.capture.bylines import read_byline
from generator.core.capture.doubts import Doubt
from generator.core.capture.lines import MARKER, Line, LineKind
from generator.core.capture.stamps import is_short_name, is_stamp, read_said
from generator.core.capture.threads import CapturedThread


def find_merged(thread: CapturedThread, stated: int | None) -> Doubt | None:
    """The first line at which another's comment may begin inside a comment, with the reason."""
    return next(_find_all(thread, stated), None)


def _find_all(thread: CapturedThread, stated: int | None) -> Iterator[Doubt]:
    lines, present, uncounted = thread.lines, len(thread.comments), thread.uncounted
    places = {line.number: at for at, line in enumerate(lines)}
    for number in uncounted:
        at = places[number]
        if read_byline(lines[at], lines[at + 1 : at + 4]).name:
            words = "is numbered and names its author like a comment, but the count or the indentation does not fit"
            yield Doubt(number, words)
    for line, below in pairwise(lines):
        texts = line.kind is below.kind is LineKind.COMMENT_TEXT and not below.blanks
        if texts and is_stamp(below.words) and _could_name(line):
            yield Doubt(line.number, "may be the author of a comment of its own: a date stands below it")
    if stated is None or present < stated:
        flush = len(lines) > 1 and lines[1].indent <= lines[0].indent
        for number in uncounted:
            line = lines[places[number]]
            if flush and line.indent > lines[0].indent and line.words.startswith("1"):
                yield Doubt(number, "may be the first reply: the copy does not show how far in replies stand")
        said = any(read_said(MARKER.sub("", line.words)) for line in lines if line.kind is LineKind.COMMENT_MARKER)
        for line in lines:
            if said and line.kind is LineKind.COMMENT_TEXT and line.blanks and read_said(line.words):
                yield Doubt(line.number, "may begin a comment of its own, as 'says:' does elsewhere on this page")
    if stated is not None and present < stated <= present + len(uncounted):
        words = "is numbered like a comment, and the page counts more than could be read"
        yield Doubt(uncounted[0], words)


def _could_name(line: Line) -> bool:
    words = MARKER.sub("", line.words)
    return bool(read_said(words)) or is_short_name(words)
