"""In: the lines below the heading of a page's comments. Out: the comments, nested as the page shows; each line's class.

Must not guess: a numbered line is a marker only where its indentation and the running count agree.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from generator.core.capture.bylines import Byline, read_byline
from generator.core.capture.furniture import is_reply_form, say_furniture
from generator.core.capture.lines import MARKER, Line, LineKind

_LONGEST_ID = 80  # characters, as thread.toml allows
BUTTON = re.compile(r"(?:log in to )?reply(?: to .{1,60})?[ ↓»]*", re.I)
_CAPPED = 3  # the shallowest level at which a site is taken to stop nesting
_PASSES = 8  # how often a list in a text may be unmasked by a count that starts anew


@dataclass(frozen=True, slots=True)
class CapturedComment:
    """A comment as the page gives it; its id is its path of running numbers, such as 2.1.1."""

    id: str
    parent: str
    depth: int
    line: int
    byline: Byline
    text: str
    gaps: tuple[str, ...] = ()
    surplus: tuple[int, ...] = ()  # numbers of the lines below more empty ones than the page's custom; 0 = the end


@dataclass(frozen=True, slots=True)
class CapturedThread:
    comments: tuple[CapturedComment, ...]
    lines: tuple[Line, ...]
    max_depth: int | None = None
    uncounted: tuple[int, ...] = ()  # lines numbered like markers whose count does not fit: kept as text


@dataclass(slots=True)
class OpenComment:
    """A comment being read: its marker, then the lines up to the next one."""

    number: int
    depth: int
    parent: int  # its place in the list; -1 at top level
    marker: Line
    indent: int  # of the marker; on the way down each level's is greater
    body: list[Line] = field(default_factory=list)
    children: int = 0


def read_captured_thread(lines: Sequence[Line]) -> CapturedThread:
    """Read comments numbered by level: '1.' … at a comment's text begins its replies, each level counted on its own."""
    found, tail, uncounted = _nest_unmasked(lines)
    return make_thread(found, tail, _find_step(lines), uncounted)


def make_thread(
    found: Sequence[OpenComment], tail: Sequence[Line], step: int, uncounted: Sequence[int] = ()
) -> CapturedThread:
    """The comments of those found, with the lines below them; `step`: how far in from its marker a text stands."""
    custom = _find_custom(found)
    buttons = _find_buttons(found)
    comments: list[CapturedComment] = []
    classed: list[Line] = []
    for at, each in enumerate(found):
        parent = comments[each.parent] if each.parent >= 0 else None
        following = found[at + 1].marker.blanks if at + 1 < len(found) else 0
        comment, own = _read_comment(each, parent, step, (custom, following), buttons)
        comments.append(_name_apart(comment, at, parent, each.number))
        classed += [_tell_line(line, comments[-1]) for line in own]
    classed += [replace(line, why=say_furniture(line.words) or "stands below the comments") for line in tail]
    numbered = frozenset(comment.line for comment in comments)
    return CapturedThread(
        tuple(comments),
        tuple(classed),
        _find_cap(found),
        tuple(number for number in dict.fromkeys(uncounted) if number not in numbered),
    )


def _nest_unmasked(lines: Sequence[Line]) -> tuple[list[OpenComment], tuple[Line, ...], list[int]]:
    """The comments in the page's order, the lines that follow them, and numbered lines that are no markers."""
    refused: frozenset[int] = frozenset()
    uncounted: list[int] = []
    for left in range(_PASSES, -1, -1):
        found, end, doubtful, unmasked = _nest(lines, refused, left > 0)
        uncounted += [*doubtful, *unmasked]
        refused |= unmasked
        if not unmasked:
            break
    tail = tuple(lines[end:])
    if tail:
        found[-1].body = [line for line in found[-1].body if line.number < tail[0].number]
    return found, tail, uncounted


def _nest(
    lines: Sequence[Line], refused: frozenset[int], may_unmask: bool
) -> tuple[list[OpenComment], int, list[int], frozenset[int]]:
    """The comments, where what follows them begins, numbered lines that do not fit, and a list unmasked on the way."""
    found: list[OpenComment] = []
    stack: list[int] = []  # the open comment of each level, top level first
    uncounted: list[int] = []
    sure: set[int] = set()  # comments whose replies are known to be no list
    step = _find_step(lines)
    end = len(lines)  # moved back again by a marker, which shows that the comments go on
    for at, line in enumerate(lines):
        number = _read_number(lines, at) if line.number not in refused else None
        level = _find_level(found, stack, line.indent, number, step) if number is not None else -1
        if level >= 0 and number is not None:
            del stack[level:]
            parent = stack[-1] if stack else -1
            if parent >= 0:
                found[parent].children += 1
            stack.append(len(found))
            found.append(OpenComment(number, level + 1, parent, line, line.indent))
            end = len(lines)
            continue
        if number is not None:
            uncounted.append(line.number)
            if number == 1 and may_unmask and (run := _unmask(found, stack, line.indent, sure)):
                return found, end, uncounted, run
        top = lines[0].indent
        if end == len(lines) and (line.indent < top or (line.indent == top and is_reply_form(line.words))):
            end = at
        found[-1].body.append(line)
    return found, end, uncounted, frozenset()


def _read_number(lines: Sequence[Line], at: int) -> int | None:
    """The number of a line that could be a marker: a blank line stands above it, and it heads no list."""
    line = lines[at]
    found = MARKER.match(line.words)
    if not found or (at and not line.blanks):
        return None
    below = lines[at + 1] if at + 1 < len(lines) else None
    if below and not below.blanks and below.indent == line.indent and at:
        next_found = MARKER.match(below.words)
        if next_found and int(next_found[1]) == int(found[1]) + 1:
            return None
    return int(found[1])


def _find_level(found: Sequence[OpenComment], stack: Sequence[int], indent: int, number: int, step: int) -> int:
    """The level at which a number goes on counting, or begins one below the last comment; -1 where neither fits."""
    if not stack:
        return 0
    level = bisect_left(stack, indent, key=lambda at: found[at].indent)
    if level < len(stack):
        beside = found[stack[level]]
        return level if beside.indent == indent and number == beside.number + 1 else -1
    return level if number == 1 and indent == found[stack[-1]].indent + step else -1


def _unmask(found: Sequence[OpenComment], stack: Sequence[int], indent: int, sure: set[int]) -> frozenset[int]:
    """The run that a '1.' at its own indentation shows to be a list in the text of the comment above it."""
    level = bisect_left(stack, indent, key=lambda at: found[at].indent)
    if not 0 < level < len(stack) or found[stack[level]].indent != indent or stack[level - 1] in sure:
        return frozenset()
    parent = stack[level - 1]
    run = [each for each in found[parent + 1 :] if each.parent == parent]
    if any(each.children or read_byline(each.marker, each.body).name for each in run):
        sure.add(parent)
        return frozenset()
    return frozenset(each.marker.number for each in run)


def _find_step(lines: Sequence[Line]) -> int:
    """How much further in than its marker a reply stands: as the first that names its author does, else as a text."""
    top = lines[0].indent
    for at, line in enumerate(lines[1:], 1):
        if line.indent > top and _read_number(lines, at) == 1:
            if line.indent <= top + 8 and read_byline(line, lines[at + 1 : at + 4]).name:
                return line.indent - top
            break
    step = lines[1].indent - top if len(lines) > 1 else 0
    return step if 0 < step <= 8 else 2


def _find_custom(found: Sequence[OpenComment]) -> int:
    """How many blank lines the page puts between paragraphs: the most frequent number, not nought."""
    seen = Counter(line.blanks for each in found for line in each.body if line.blanks)
    return min(seen, key=lambda blanks: (-seen[blanks], blanks), default=1)


def _find_buttons(found: Sequence[OpenComment]) -> frozenset[int]:
    """The lines 'Reply' with which several comments end, or the only one, where a date stands below its author."""
    last = [each.body[-1] for each in found if each.body]
    buttons = [line.number for line in last if BUTTON.fullmatch(line.words)]
    alone = len(found) == 1 and read_byline(found[0].marker, found[0].body).date
    return frozenset(buttons if len(buttons) > 1 or alone else ())


def _read_comment(
    each: OpenComment, parent: CapturedComment | None, step: int, blanks: tuple[int, int], buttons: frozenset[int]
) -> tuple[CapturedComment, list[Line]]:
    """A comment, still without its id, and its lines, each with its class. `blanks`: the custom, and those below it."""
    byline = read_byline(each.marker, each.body)
    own = [replace(each.marker, kind=LineKind.COMMENT_MARKER)]
    kinds = {
        **dict.fromkeys(buttons, LineKind.FURNITURE),
        **dict.fromkeys(byline.avatars, LineKind.AVATAR_LINE),
        **dict.fromkeys(byline.names, LineKind.AUTHOR_LINE),
    }
    own += [replace(line, kind=kinds.get(line.number, LineKind.COMMENT_TEXT)) for line in each.body]
    texts = [line for line in own if line.kind is LineKind.COMMENT_TEXT]
    custom, following = blanks
    surplus = [line.number for line in texts if line.blanks > custom]
    if following > custom and (texts or byline.words):
        surplus.append(0)
    written = [byline.words] if byline.words else []
    for line in texts:
        above = "\n" * line.blanks if written else ""
        written.append(above + line.raw[min(line.indent, each.indent + step) :])
    text = "\n".join(written)
    made = CapturedComment(
        id="",
        parent=parent.id if parent else "",
        depth=each.depth,
        line=each.marker.number,
        byline=byline,
        text=text,
        gaps=("text",) if not text else ("link",) if surplus else (),
        surplus=tuple(surplus),
    )
    return made, own


def _tell_line(line: Line, comment: CapturedComment) -> Line:
    """The line with what became of it."""
    if line.kind is LineKind.COMMENT_MARKER:
        alone = len(line.words.split()) == 1
        carried = "" if alone else ", with its first words" if comment.byline.words else ", with its author"
        return replace(line, why=f"begins comment {comment.id}{carried}")
    if line.kind is LineKind.FURNITURE:
        return replace(line, why="a button of the site")
    part = "text" if line.kind is LineKind.COMMENT_TEXT else "author"
    return replace(line, why=f"{part} of comment {comment.id}")


def _name_apart(comment: CapturedComment, at: int, parent: CapturedComment | None, number: int) -> CapturedComment:
    """Its path as id; where that grows too long for one, its place on the page."""
    path = f"{parent.id}.{number}" if parent else str(number)
    return replace(comment, id=path if len(path) <= _LONGEST_ID else f"c{at + 1}")


def _find_cap(found: Sequence[OpenComment]) -> int | None:
    """The deepest level, where a run of three or more siblings suggests that the site nests no further."""
    deepest = max((each.depth for each in found), default=0)
    runs = Counter(each.parent for each in found if each.depth == deepest)
    return deepest if deepest >= _CAPPED and max(runs.values(), default=0) >= 3 else None
