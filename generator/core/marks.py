"""In: a block and the spans of claims in its words. Out: the block cut into pieces at the edges of those spans.

Must not alter a character: the pieces' HTML, joined, is the HTML that was cut.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from generator.core.html_tokens import read_words, split_characters, split_html
from generator.core.model import Block, Piece, Span
from generator.core.safe_html import trusted

Marks = Sequence[tuple[str, tuple[Span, ...]]]


def mark_block(block: Block, marks: Marks) -> Block:
    """Cut the one piece of a block so that every claim covers whole pieces of bare text; claims may overlap.

    A tag, a line break or a footnote's number inside a span is a piece without claims. A claim starts at the first
    piece that carries it and ends at the last, however many parts it has.
    """
    if not marks:
        return block
    runs = tuple(_cut("".join(piece.html for piece in block.pieces), marks))
    last = {claim: at for at, (_, covering) in enumerate(runs) for claim in covering}
    first = {claim: at for at, (_, covering) in reversed(tuple(enumerate(runs))) for claim in covering}
    pieces = (
        Piece(
            trusted(html),
            covering,
            starts=tuple(claim for claim in covering if first[claim] == at),
            ends=tuple(claim for claim in covering if last[claim] == at),
        )
        for at, (html, covering) in enumerate(runs)
    )
    return replace(block, pieces=tuple(pieces))


def _cut(html: str, marks: Marks) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The HTML in runs, each with the claims that cover it."""
    edges = sorted({edge for _, spans in marks for span in spans for edge in (span.start, span.end)})
    plain: list[str] = []
    at = 0
    for token, words in read_words(split_html(html)):
        if not token.is_text or not words:
            plain.append(token.raw)
            at += len(words)
            continue
        letters = split_characters(token.raw)
        within = edges[bisect_right(edges, at) : bisect_left(edges, at + len(letters))]
        for start, end in pairwise((at, *within, at + len(letters))):
            run = "".join(letters[start - at : end - at])
            covering = tuple(claim for claim, spans in marks if any(each.start <= start < each.end for each in spans))
            if not covering:
                plain.append(run)
                continue
            if plain:
                yield "".join(plain), ()
                plain = []
            yield run, covering
        at += len(letters)
    if plain:
        yield "".join(plain), ()
