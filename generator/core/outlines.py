"""In: an article. Out: as much of it as pages other than its own show, and as much of it as the search reads.

Must not know a page: whatever an outline lacks, no other page may show.
"""

from __future__ import annotations

from dataclasses import replace

from generator.core.extent import measure
from generator.core.model import Article, Block, BlockKind, Comment
from generator.core.packing import unpack

Said = tuple[tuple[str, BlockKind, str], ...]  # the blocks of a body: id, kind, words
Spoken = tuple[tuple[str, tuple[tuple[str, BlockKind, str], ...]], ...]  # comments: verbatim, and their blocks


def outline_article(article: Article) -> Article:
    """The article without the words that no other page shows, and without its HTML.

    Every block keeps its id, for links; blocks with claims and captions keep their words, and captions their pictures.
    """
    thread = article.thread
    marked = {claim.block for claim in article.claims}
    return replace(
        article,
        blocks=tuple(_outline_block(block, marked) for block in article.blocks),
        thread=replace(thread, comments=tuple(_outline_comment(each, marked) for each in thread.comments))
        if thread
        else None,
        footnotes=(),
        extent=measure(article),
    )


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


def _outline_block(block: Block, marked: set[str]) -> Block:
    caption = block.kind is BlockKind.CAPTION
    words = block.words if caption or block.id in marked else ""
    return Block(block.id, block.kind, words, block.pieces if caption else ())


def _outline_comment(comment: Comment, marked: set[str]) -> Comment:
    return replace(comment, text="", blocks=tuple(_outline_block(block, marked) for block in comment.blocks))
