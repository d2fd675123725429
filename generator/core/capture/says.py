"""In: the lines below a heading of comments that are not numbered. Out: the comments, where 'NAME says:' parts them.

Must not guess: a date below each name, a blank line above it and levels that agree, or nothing is read at all.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from generator.core.capture.furniture import is_reply_form, say_furniture
from generator.core.capture.lines import Line
from generator.core.capture.stamps import is_stamp, read_said
from generator.core.capture.threads import BUTTON, CapturedThread, OpenComment, make_thread


def read_said_thread(lines: Sequence[Line], stated: int | None) -> CapturedThread | None:
    """The comments, or none where one person's words could be taken for another's.

    As many as the page counts; where it counts fewer, as pages do, each must end in the site's button 'Reply'.
    """
    heads = [at for at, line in enumerate(lines) if read_said(line.words)]
    if not heads or heads[0] != 0 or not all(_is_head(lines, at) for at in heads):
        return None
    end = _find_end(lines, heads[-1])
    if any(is_reply_form(line.words) for line in lines[: heads[-1]] if line.indent <= lines[0].indent):
        return None
    found = _nest(lines[:end], heads)
    if found is None or len(found) < (stated or 0):
        return None
    if len(found) != stated and not all(each.body and BUTTON.fullmatch(each.body[-1].words) for each in found):
        return None
    if any(_reads_as_head(each.body) for each in found):
        return None
    return make_thread(found, lines[end:], max(0, lines[1].indent - lines[0].indent))


def _is_head(lines: Sequence[Line], at: int) -> bool:
    dated = at + 1 < len(lines) and not lines[at + 1].blanks and is_stamp(lines[at + 1].words)
    return dated and (at == 0 or lines[at].blanks > 0)


def _reads_as_head(body: Sequence[Line]) -> bool:
    """Whether a second date stands by itself in a comment, as if another began there."""
    return any(is_stamp(line.words) for line in body[1:])


def _find_end(lines: Sequence[Line], last: int) -> int:
    """Where the page goes on below its last comment: at the site's words, or below 'Reply' where others end in it."""
    top = lines[0].indent
    buttons = any(BUTTON.fullmatch(line.words) for line in lines[:last])
    for at in range(last + 2, len(lines)):
        line = lines[at]
        site = line.indent == top and (is_reply_form(line.words) or (line.blanks and say_furniture(line.words)))
        if line.indent < top or site or (buttons and BUTTON.fullmatch(lines[at - 1].words)):
            return at
    return len(lines)


def _nest(lines: Sequence[Line], heads: Sequence[int]) -> list[OpenComment] | None:
    """The comments by the indentation of their names; none where a level or a line does not agree with it."""
    found: list[OpenComment] = []
    stack: list[int] = []  # the open comment of each level, top level first
    counts: list[int] = [0]
    for head, following in zip(heads, (*heads[1:], len(lines)), strict=True):
        indent = lines[head].indent
        level = bisect_left(stack, indent, key=lambda at: found[at].indent)
        if level < len(stack) and found[stack[level]].indent != indent:
            return None
        if any(line.indent < indent for line in lines[head:following]) or (level == 0 and indent != lines[0].indent):
            return None
        del stack[level:]
        del counts[level + 1 :]
        counts[level] += 1
        counts.append(0)
        parent = stack[-1] if stack else -1
        stack.append(len(found))
        body = list(lines[head + 1 : following])
        found.append(OpenComment(counts[level], level + 1, parent, lines[head], indent, body))
    return found
