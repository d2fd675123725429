"""In: the blocks of a saved page and what each element became. Out: the account: every block once, in the page's order.

Must not pass over a block: what nobody claims is told as left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from generator.core.capture.markup import Node, TextBlock, ancestors
from generator.core.diagnostics import visible

_SHOWN = 52  # characters of a block in the account


class Fate(StrEnum):
    """What became of a block."""

    KEPT = "kept"
    FURNITURE = "furniture"
    DOUBTFUL = "doubtful"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class BlockFate:
    """A block of the page: its number from 1, or 0 without text; its fate, where it went or why not, its words."""

    number: int
    fate: Fate
    became: str
    words: str


Labels = Mapping[int, tuple[Fate, str]]  # by element


def read_label(block: TextBlock, labels: Labels) -> tuple[Fate, str] | None:
    """What the elements around a block's text are: the nearest of each, what is kept first."""
    found: dict[tuple[Fate, str], None] = {}
    for node in block.nodes:
        if node.is_text_node and (node.text_content or "").strip():
            near = next((labels[up.mem_id] for up in (node, *ancestors(node)) if up.mem_id in labels), None)
            if near:
                found[near] = None
    if not found:
        return None
    kept = [label for label in found if label[0] is Fate.KEPT]
    return (Fate.KEPT, ", ".join(words for _, words in kept)) if kept else next(iter(found))


def tell_fates(fates: Sequence[BlockFate], doubts: Sequence[str], unknown: Sequence[str]) -> str:
    """The account as it is printed: a line for every block, counts, doubts, and what is unknown."""
    number = max((len(str(each.number)) for each in fates), default=1)
    became = min(48, max((len(each.became) for each in fates), default=0))
    told = [
        f"  {each.number or '':>{number}}  {each.fate:<9}  {visible(each.became):<{became}}  {_shorten(each.words)}"
        for each in fates
    ]
    counts = Counter(each.fate for each in fates)
    blocks = sum(each.number > 0 for each in fates)
    told.append(f"  {blocks} blocks: " + ", ".join(f"{counts[each]} {each}" for each in Fate if counts[each]))
    told += [f"  doubtful: {visible(each)}" for each in doubts]
    told += [f"  unknown: {each}" for each in unknown]
    return "\n".join(told) + "\n"


def element_labels(pairs: Sequence[tuple[Node, Fate, str]]) -> dict[int, tuple[Fate, str]]:
    """What elements are, by element; a later word on one counts."""
    return {node.mem_id: (fate, words) for node, fate, words in pairs}


def _shorten(words: str) -> str:
    return visible(words if len(words) <= _SHOWN else f"{words[:_SHOWN].rstrip()}…")
