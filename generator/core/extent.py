"""In: articles, or their outlines. Out: how much text they hold, and whether one standard search index can hold it all.

Must not read anything but the articles: what else is searched is small beside them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.core.model import Archive, Article, Block

UNIT = 1_000  # characters
SMALL = 2_000  # units


def is_small(archive: Archive) -> bool:
    """Whether data/search-index.json is published; the same of outlines that know their `extent`."""
    return fits_one_index(map(measure, archive.articles))


def fits_one_index(extents: Iterable[int]) -> bool:
    """The same, of what its articles measure."""
    return 0 < sum(extents) <= SMALL


def measure(article: Article) -> int:
    """The characters of all its words, in units, rounded up."""
    return article.extent or -(-sum(len(block.words) for block in _list_blocks(article)) // UNIT)


def _list_blocks(article: Article) -> Iterator[Block]:
    yield article.title
    yield from article.blocks
    for comment in article.thread.comments if article.thread else ():
        yield from comment.blocks
