"""In: an article's blocks and its thread. Out: the ground its claims may stand on, looked up and folded once for all.

Must not look for a quotation, nor judge one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from generator.core.folding import see
from generator.core.model import Block, Thread
from generator.core.text import Text


@dataclass(frozen=True, slots=True)
class Scene:
    """What claims may stand in: an article's file, its blocks with the title and the summary first, and its thread."""

    article: Text
    blocks: Sequence[Block]
    thread: Thread | None = None
    thread_text: Text | None = None  # its file, to show places in


@dataclass(frozen=True, slots=True)
class Spot:
    """A block in which a quotation may stand, and the comment it belongs to: '' in the article."""

    block: Block
    order: int  # of reading, over the article and its thread
    comment: str = ""

    @property
    def name(self) -> str:
        """What `in` calls it."""
        return f"comment {self.comment}" if self.comment else self.block.id


@dataclass(frozen=True, slots=True)
class Ground:
    """Everything an article's claims may stand on, and the files to show places in."""

    claims: Text
    spots: tuple[Spot, ...]
    comments: frozenset[str]
    article: Text
    thread: Text | None
    strict: bool
    body: tuple[Spot, ...]  # the title, the summary and the blocks of the article itself
    named: Mapping[str, tuple[Spot, ...]]  # what `in` may name, looked up once for all claims
    by_word: Mapping[str, tuple[Spot, ...]]  # of the body, so that a claim is not sought in every block
    folded: dict[tuple[int, int], str] = field(default_factory=dict)  # by rung and order: words as they are seen there

    def see(self, spot: Spot, rung: int) -> str:
        """The words of a block on a rung, worked out once for all claims."""
        key = (rung, spot.order)
        if key not in self.folded:
            self.folded[key] = see(spot.block.words, rung).text
        return self.folded[key]


def lay_ground(claims: Text, scene: Scene, *, strict: bool, many: bool = False) -> Ground:
    """Put an article's blocks and its comments in order of reading; `many` claims are worth an index of its words."""
    comments = scene.thread.comments if scene.thread else ()
    places = [(block, "") for block in scene.blocks]
    places += [(block, comment.id) for comment in comments for block in comment.blocks]
    spots = tuple(Spot(block, order, comment) for order, (block, comment) in enumerate(places))
    body = spots[: len(scene.blocks)]
    named: dict[str, list[Spot]] = {}
    for spot in spots:
        named.setdefault(spot.name, []).append(spot)
    by_word: dict[str, list[Spot]] = {}
    for spot in body if many else ():
        for word in set(spot.block.words.split()):
            by_word.setdefault(word, []).append(spot)
    return Ground(
        claims=claims,
        spots=spots,
        body=body,
        named={name: tuple(each) for name, each in named.items()},
        by_word={word: tuple(each) for word, each in by_word.items()},
        comments=frozenset(comment.id for comment in comments),
        article=scene.article,
        thread=scene.thread_text,
        strict=strict,
    )
