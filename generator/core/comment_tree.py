"""In: who answers whom. Out: the order of reading, and how deep and how heavy each comment is in it.

Must not read a comment: ids are enough. Must not recurse.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

_RUN = 3  # leaves under one parent, at the greatest depth, that make a run the site stopped nesting


@dataclass(frozen=True, slots=True)
class Knot:
    """A comment in its tree: depth from 1, direct replies, and all that hang from it."""

    id: str
    depth: int
    replies: int
    below: int
    flattened: bool


@dataclass(frozen=True, slots=True)
class Tree:
    """Knots depth first, each before its replies; and circles, each from its first comment in the file's order."""

    knots: tuple[Knot, ...]
    circles: tuple[tuple[str, ...], ...]


def measure_tree(parents: Mapping[str, str], max_depth: int | None = None) -> Tree:
    """Order and measure a thread; `parents` gives each id's parent in the file's order, '' at top level.

    The first comment of a circle stands at top level. At `max_depth` three or more leaves under one parent are
    called flattened: the site stopped nesting there, so whom each of them answers is not recorded.
    """
    circles = _find_circles(parents)
    broken = {circle[0] for circle in circles}
    children: dict[str, list[str]] = {}
    for comment, parent in parents.items():
        children.setdefault("" if comment in broken else parent, []).append(comment)
    order: list[tuple[str, int]] = []
    waiting = [(comment, 1) for comment in reversed(children.get("", ()))]
    while waiting:
        comment, depth = waiting.pop()
        order.append((comment, depth))
        waiting.extend((child, depth + 1) for child in reversed(children.get(comment, ())))
    below = dict.fromkeys(parents, 0)
    for comment, depth in reversed(order):
        if depth > 1:
            below[parents[comment]] += below[comment] + 1
    runs = {owner for owner, replies in children.items() if sum(child not in children for child in replies) >= _RUN}
    knots = tuple(
        Knot(
            comment,
            depth,
            len(children.get(comment, ())),
            below[comment],
            depth == max_depth and comment not in children and (parents[comment] if depth > 1 else "") in runs,
        )
        for comment, depth in order
    )
    return Tree(knots, circles)


def _find_circles(parents: Mapping[str, str]) -> tuple[tuple[str, ...], ...]:
    circles: list[tuple[str, ...]] = []
    position = {comment: at for at, comment in enumerate(parents)}
    done: set[str] = set()
    for start in parents:
        path: dict[str, None] = {}
        comment = start
        while comment and comment not in done and comment not in path:
            path[comment] = None
            comment = parents[comment]
        if comment in path:
            walked = list(path)
            circle = walked[walked.index(comment) :]
            first = circle.index(min(circle, key=position.__getitem__))
            circles.append((*circle[first:], *circle[:first]))
        done.update(path)
    return tuple(circles)
