"""Claims cut a block's HTML, and alter nothing else in it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings, strategies as st

from generator.core.blocks import cut_blocks, finish_block
from generator.core.html_tokens import words_of
from generator.core.marks import mark_block
from generator.core.model import Block, BlockKind, Piece, Span
from generator.core.safe_html import Html, clean, plain_text, trusted


def make_block(html: str) -> Block:
    (cut,) = cut_blocks(clean(html))
    return finish_block(cut, "p1")


def show(block: Block) -> list[str]:
    """Each piece: its HTML, its claims, > what starts and < what ends there."""
    return [
        " ".join(
            (piece.html, *piece.claims, *(f">{each}" for each in piece.starts), *(f"<{each}" for each in piece.ends))
        )
        for piece in block.pieces
    ]


def span(block: Block, words: str) -> tuple[Span, ...]:
    parts = words.split("|")
    starts = [block.words.index(part) for part in parts]
    return tuple(Span(start, start + len(part)) for start, part in zip(starts, parts, strict=True))


def test_a_claim_covers_whole_pieces_of_bare_text() -> None:
    block = make_block("<p>the mill closed on Monday</p>")
    assert show(mark_block(block, [("a", span(block, "mill closed"))])) == ["the ", "mill closed a >a <a", " on Monday"]


def test_a_claim_runs_through_emphasis_links_and_entities() -> None:
    block = make_block('<p>a &amp; <em>b <a href="https://x.example">c</a></em> d</p>')
    marked = mark_block(block, [("a", span(block, "& b c d"))])
    assert show(marked) == [
        "a ",
        "&amp;  a >a",
        "<em>",
        "b  a",
        '<a href="https://x.example" rel="nofollow ugc noopener">',
        "c a",
        "</a></em>",
        " d a <a",
    ]


def test_claims_may_overlap_and_start_and_end_together() -> None:
    block = make_block("<p>one two three four</p>")
    marks = [("a", span(block, "one two three")), ("b", span(block, "two three four")), ("c", span(block, "two"))]
    assert show(mark_block(block, marks)) == [
        "one  a >a",
        "two a b c >b >c <c",
        " three a b <a",
        " four b <b",
    ]


def test_a_cut_quotation_starts_at_its_first_part_and_ends_at_its_last() -> None:
    block = make_block("<p>one two three four</p>")
    assert show(mark_block(block, [("a", span(block, "one|three"))])) == ["one a >a", " two ", "three a <a", " four"]


def test_a_picture_a_line_break_and_a_footnote_s_number_are_not_marked() -> None:
    block = Block(
        "p1",
        BlockKind.PARAGRAPH,
        "a b\nc",
        (Piece(trusted('a <img src="x.jpg">b<sup><a role="doc-noteref" href="#fn-1">1</a></sup><br>c')),),
    )
    assert show(mark_block(block, [("x", (Span(0, 5),))])) == [
        "a  x >x",
        '<img src="x.jpg">',
        "b x",
        '<sup><a role="doc-noteref" href="#fn-1">1</a></sup><br>',
        "c x <x",
    ]


def test_offsets_count_code_points() -> None:
    block = make_block("<p>😀 عربي e&#x301; one</p>")
    assert show(mark_block(block, [("a", span(block, "one"))]))[-1] == "one a >a <a"


def test_a_block_without_claims_is_as_it_was() -> None:
    block = make_block("<p>one <b>two</b></p>")
    assert mark_block(block, []) == block


PARTS = st.sampled_from(["<em>", "</em>", "<a href='https://x.example'>", "</a>", "<br>", "<code>", "</code>", "&amp;"])
TEXTS = st.text("ab c\u00a0é😀<&\"'", min_size=1, max_size=5).map(lambda text: text.replace("<", "&lt;"))


@settings(deadline=None)
@given(
    st.lists(PARTS | TEXTS, min_size=1, max_size=12).map(lambda parts: f"<p>x{''.join(parts)}y</p>"),
    st.lists(st.lists(st.integers(0, 40), min_size=2, max_size=4), max_size=4),
)
def test_the_pieces_are_the_html_and_their_words_the_quoted_words(html: str, drawn: list[list[int]]) -> None:
    block = make_block(html)
    check(block, drawn)


@settings(deadline=None)
@given(
    st.text("ab c\n<&'\u00a0😀", min_size=1, max_size=30),
    st.lists(st.lists(st.integers(0, 40), min_size=2), max_size=4),
)
def test_so_they_are_in_plain_comments(text: str, drawn: list[list[int]]) -> None:
    check(Block("k-1-p1", BlockKind.COMMENT, text, (Piece(plain_text(text)),)), drawn)


def check(block: Block, drawn: list[list[int]]) -> None:
    marks = []
    for number, edges in enumerate(drawn):
        cuts = sorted({min(each, len(block.words)) for each in edges})
        spans = tuple(Span(*pair) for pair in zip(cuts[::2], cuts[1::2], strict=False))
        if spans:
            marks.append((f"c{number}", spans))
    marked = mark_block(block, marks)
    assert Html("").join(piece.html for piece in marked.pieces) == Html("").join(piece.html for piece in block.pieces)
    for claim, spans in marks:
        carrying = [piece for piece in marked.pieces if claim in piece.claims]
        quoted = "".join(block.words[each.start : each.end] for each in spans).replace("\n", "")
        assert "".join(words_of(piece.html) for piece in carrying).replace("\n", "") == quoted
        if quoted:
            assert [claim in piece.starts for piece in carrying] == [True] + [False] * (len(carrying) - 1)
            assert [claim in piece.ends for piece in carrying] == [False] * (len(carrying) - 1) + [True]
    assert not any("<" in piece.html for piece in marked.pieces if piece.claims)


@pytest.mark.parametrize("marks", [[("a", ())], []])
def test_a_claim_without_a_place_cuts_nothing(marks: list[tuple[str, tuple[Span, ...]]]) -> None:
    block = make_block("<p>one</p>")
    assert mark_block(block, marks).pieces == block.pieces
