"""In: a block and the spans of claims in its words. Out: the block cut into pieces at the edges of those spans.

Must not alter a character: the pieces' HTML, joined, is the HTML that was cut.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator.core.html_tokens import read_words, split_characters, split_html
from generator.core.model import Block, Piece, Span
from generator.core.safe_html import trusted

Marks = Sequence[tuple[str, tuple[Span, ...]]]


def mark_block(block: Block, marks: Marks) -> Block:
    """Cut the one piece of a block so that every claim covers whole pieces of bare text; claims may overlap."""
    if not marks:
        return block
    html = "".join(piece.html for piece in block.pieces)
    return replace(block, pieces=tuple(_cut(html, marks)))


def _cut(html: str, marks: Marks) -> Iterator[Piece]:
    edges = sorted({edge for _, spans in marks for span in spans for edge in (span.start, span.end)})
    plain: list[str] = []
    at = 0
    for token, words in read_words(split_html(html)):
        if not token.is_text or not words:
            plain.append(token.raw)
            at += len(words)
            continue
        letters = split_characters(token.raw)
        first = 0
        while first < len(letters):
            last = min((edge - at for edge in edges if at + first < edge < at + len(letters)), default=len(letters))
            covering = _covering(marks, at + first)
            if covering:
                if plain:
                    yield Piece(trusted("".join(plain)))
                    plain = []
                yield _piece("".join(letters[first:last]), covering, marks, Span(at + first, at + last))
            else:
                plain += letters[first:last]
            first = last
        at += len(letters)
    if plain:
        yield Piece(trusted("".join(plain)))


def _covering(marks: Marks, at: int) -> tuple[str, ...]:
    return tuple(claim for claim, spans in marks if any(span.start <= at < span.end for span in spans))


def _piece(html: str, covering: tuple[str, ...], marks: Marks, here: Span) -> Piece:
    spans = dict(marks)
    starts = tuple(claim for claim in covering if spans[claim][0].start == here.start)
    ends = tuple(claim for claim in covering if spans[claim][-1].end == here.end)
    return Piece(trusted(html), covering, starts, ends)
