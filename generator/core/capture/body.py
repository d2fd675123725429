"""In: a saved page without its comments, and its blocks of text. Out: which of them are the article.

Must not take words from anywhere but the page: trafilatura chooses, the page's blocks are kept. Its only door.
"""

from __future__ import annotations

from collections.abc import Sequence

import trafilatura

from generator.core.capture.facts import fold_words
from generator.core.capture.markup import TextBlock

_SHORT = 25  # letters and digits: a block with fewer may stand in the text by chance
_NEAR = 60  # letters and digits that may lie between a short block and the one before it


def find_body(html: str, blocks: Sequence[TextBlock]) -> set[int]:
    """The positions of the blocks that stand in the page's main text, as trafilatura 2 extracts it."""
    text = trafilatura.extract(html, include_comments=False, include_tables=True, deduplicate=False)
    return choose_blocks(text or "", [block.words for block in blocks])


def choose_blocks(text: str, blocks: Sequence[str]) -> set[int]:
    """The positions of the blocks whose words the text has, in the order of the text."""
    folded = fold_words(text)
    chosen: set[int] = set()
    at = 0
    for position, words in enumerate(blocks):
        sought = fold_words(words)
        end = len(folded) if len(sought) >= _SHORT else at + len(sought) + _NEAR
        found = folded.find(sought, at, end) if sought else -1
        if found >= 0:
            chosen.add(position)
            at = found + len(sought)
    return chosen
