"""In: an article. Out: as much of it as pages other than its own show, and as much of it as the search reads.

Must not know a page: whatever an outline lacks, no other page may show.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from generator.core.model import Article, Block, BlockKind
from generator.core.packing import unpack

Places = tuple[str, ...]  # the ids of all blocks, those of comments too: where links may lead
Said = tuple[tuple[str, BlockKind, str], ...]  # the blocks of a body: id, kind, words
Spoken = tuple[tuple[str, tuple[tuple[str, BlockKind, str], ...]], ...]  # comments: verbatim, and their blocks


def outline_article(article: Article) -> Article:
    """The article without the blocks that no other page shows, and without its HTML.

    Blocks with claims and captions stay, and of captions their pictures. What of the rest matters elsewhere is told
    beside it: its places, for links, and its extent.
    """
    thread = article.thread
    marked = {claim.block for claim in article.claims}
    comments = (
        replace(each, text="", blocks=tuple(_outline_blocks(each.blocks, marked)))
        for each in (thread.comments if thread else ())
    )
    return replace(
        article,
        blocks=tuple(_outline_blocks(article.blocks, marked)),
        thread=replace(thread, comments=tuple(comments)) if thread else None,
        footnotes=(),
    )


def find_places(article: Article) -> Places:
    """The ids of its blocks."""
    comments = article.thread.comments if article.thread else ()
    bodies = (article.blocks, *(each.blocks for each in comments))
    return tuple(block.id for blocks in bodies for block in blocks)


def find_said(article: Article) -> Said:
    """The words of its body."""
    return tuple((block.id, block.kind, block.words) for block in article.blocks)


def find_spoken(article: Article) -> Spoken:
    """The words of its comments."""
    comments = article.thread.comments if article.thread else ()
    return tuple((each.text, tuple((block.id, block.kind, block.words) for block in each.blocks)) for each in comments)


def with_said(outline: Article, said: Said) -> Article:
    """An outline with the words of its body put back."""
    return replace(outline, blocks=tuple(Block(*block, ()) for block in said))


def with_spoken(outline: Article, spoken: Spoken) -> Article:
    """An outline with the words of its comments put back."""
    if not outline.thread:
        return outline
    pairs = zip(outline.thread.comments, spoken, strict=True)
    comments = tuple(
        replace(each, text=text, blocks=tuple(Block(*block, ()) for block in blocks)) for each, (text, blocks) in pairs
    )
    return replace(outline, thread=replace(outline.thread, comments=comments))


def restore_article(outline: str, said: str, spoken: str) -> Article:
    """An article with all its words, but without its HTML, of what was packed of it."""
    return with_spoken(with_said(unpack(Article, outline), unpack(Said, said)), unpack(Spoken, spoken))


def _outline_blocks(blocks: Iterable[Block], marked: Collection[str]) -> Iterator[Block]:
    for block in blocks:
        caption = block.kind is BlockKind.CAPTION
        if caption or block.id in marked:
            yield Block(block.id, block.kind, block.words, block.pieces if caption else ())
