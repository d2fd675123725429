"""In: an archive. Out: how much text it holds, and whether one standard search index can hold all of it.

Must not read anything but the articles: what else is searched is small beside them.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.core.model import Archive, Block

SMALL = 2_000_000  # characters


def is_small(archive: Archive) -> bool:
    """Whether data/search-index.json is published."""
    return 0 < sum(len(block.words) for block in _list_blocks(archive)) <= SMALL


def _list_blocks(archive: Archive) -> Iterator[Block]:
    for article in archive.articles:
        yield article.title
        yield from article.blocks
        for comment in article.thread.comments if article.thread else ():
            yield from comment.blocks
