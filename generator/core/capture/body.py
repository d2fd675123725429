"""In: a saved page without its comments, and its blocks of text. Out: which of them are the article.

Must not take words from anywhere but the page: trafilatura chooses, the page's blocks are kept. Its only door.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

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
    """The positions of the blocks whose words the text has, in the order of the text.

    A block is looked for as whole lines or cells of the text first: a word that stands alone on the page, such as a
    short headline or the name of a button, also stands in the sentences, and would take their place. Then those that
    were not found are looked for between their neighbours.
    """
    folded, bounds = "", {0}
    for line in re.split(r"[\n|]", text):
        folded += fold_words(line)
        bounds.add(len(folded))
    sought = [fold_words(words) for words in blocks]
    reach: dict[int, tuple[int, int]] = {}
    at = 0
    for position, words in enumerate(sought):
        found = _find_whole(folded, words, at, bounds) if words else -1
        if found >= 0:
            at = found + len(words)
            reach[position] = found, at
    ends = [len(folded)] * len(sought)
    for position in range(len(sought) - 2, -1, -1):
        after = position + 1
        ends[position] = reach[after][0] if after in reach else ends[after]
    at = 0
    for position, words in enumerate(sought):
        found = _find_between(folded, words, at, ends[position]) if words and position not in reach else -1
        if found >= 0:
            reach[position] = found, found + len(words)
        at = reach[position][1] if position in reach else at
    return set(reach)


def _find_whole(folded: str, words: str, at: int, bounds: Collection[int]) -> int:
    """Where the words are the whole of one line or several, not far from `at` if they are short; -1 if nowhere."""
    end = len(folded) if len(words) >= _SHORT else at + len(words) + _NEAR
    found = folded.find(words, at, end)
    while found >= 0 and not (found in bounds and found + len(words) in bounds):
        found = folded.find(words, found + 1, end)
    return found


def _find_between(folded: str, words: str, at: int, end: int) -> int:
    """Where the words stand between two blocks that were found, beside one of them if they are short; -1 if not."""
    if len(words) >= _SHORT:
        return folded.find(words, at, end)
    if folded.startswith(words, at, end):
        return at
    return end - len(words) if at + len(words) + _NEAR >= end and folded.endswith(words, at, end) else -1
