"""In: nothing. Out: what the comments of a saved page are, whatever system drew them; and the count a page states.

Must not know any system's markup.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.core.capture.markup import Node, words_of

PARENT = "data-whence-parent"  # of a comment that was drawn from a list: the one it answers


@dataclass(frozen=True, slots=True, eq=False)
class PageComment:
    """A comment where it stands: `content` are the elements of its words, none where the page shows none.

    `names` and `stamps` are the elements that state its author and its date.
    """

    id: str
    node: Node
    content: tuple[Node, ...]
    parent: str = ""
    author: str = ""
    author_basis: str = ""
    date: str = ""
    answers: tuple[str, str] = ("", "")
    names: tuple[Node, ...] = ()
    stamps: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class PageThread:
    """The comments of a page, parents in any place; the elements all of it stands in; the count the page states."""

    system: str
    comments: tuple[PageComment, ...]
    around: tuple[Node, ...]
    stated: int | None = None
    body: Node | None = None


_COUNT = re.compile(r"([0-9][0-9.,]*)\s+(?:\w+\s+){0,2}(?:comments?|responses?|repl(?:y|ies)|thoughts?)\b", re.I)
_ONE = re.compile(r"one (?:comment|response|reply|thought)\b", re.I)


def read_stated(root: Node, selector: str) -> int | None:
    for node in root.css(selector) if selector else ():
        words = words_of(node)
        if found := _COUNT.search(words):
            return int(re.sub(r"[.,]", "", found[1]))
        if _ONE.search(words):
            return 1
    return None
