"""Cleaned HTML is cut into blocks without losing a word or a tag."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given, settings, strategies as st

from generator.core.blocks import cut_blocks, finish_block, join_blocks
from generator.core.html_tokens import words_of
from generator.core.safe_html import clean


def show(html: str) -> list[str]:
    """Each block as 'before|its tag|inside|closing|kind', with + where it shares an element with the one above."""
    return [
        f"{'+' if cut.joined else ''}{cut.before}|{cut.tag}|{cut.html}|{cut.closing}|{cut.kind}"
        for cut in cut_blocks(clean(html, picture_base="x/"))
    ]


@pytest.mark.parametrize(
    ("html", "blocks"),
    [
        ("<p>a</p>\n<p>b</p>", ["|<p>|a|</p>|paragraph", "|<p>|b|</p>|paragraph"]),
        ("<h1>a</h1><h6>b</h6>", ["|<h2>|a|</h2>|heading", "|<h6>|b|</h6>|heading"]),
        ("<blockquote>\n<p>a</p><p>b</p></blockquote>", [
            "<blockquote>|<p>|a|</p>|quotation",
            "+|<p>|b|</p></blockquote>|quotation",
        ]),
        ("<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>", [
            "<ul>|<li>|a||item",
            "+<ul>|<li>|b|</li></ul></li>|item",
            "+|<li>|c|</li></ul>|item",
        ]),
        ("<ol><li><p>a</p><p>b</p></li></ol>", ["<ol><li>|<p>|a|</p>|item", "+|<p>|b|</p></li></ol>|item"]),
        ("<table><tr><th>a</th></tr><tr><td></td></tr></table><p>b</p>", [
            "<table><tbody><tr>|<th>|a|</th></tr><tr><td></td></tr></tbody></table>|cell",
            "|<p>|b|</p>|paragraph",
        ]),
        ("<figure><img src=a.jpg><figcaption>b</figcaption></figure>", [
            '<figure>|<p>|<img src="x/a.jpg">|</p>|paragraph',
            "+|<figcaption>|b|</figcaption></figure>|caption",
        ]),
        ("<dl><dt>a</dt><dd>b</dd></dl>", ["<dl>|<dt>|a|</dt>|item", "+|<dd>|b|</dd></dl>|item"]),
        ("<pre>\n a\n\n b </pre>", ["|<pre>| a\n\n b |</pre>|code"]),
        ("a<div>b</div>c", ["|<p>|a|</p>|paragraph", "<div>|<p>|b|</p></div>|paragraph", "|<p>|c|</p>|paragraph"]),
        ("<p>a</p><hr><p>b</p><hr>", ["|<p>|a|</p>|paragraph", "<hr>|<p>|b|</p><hr>|paragraph"]),
        ("<b>a<p>b</p>c</b>", ["|<p>|a|</p>|paragraph", "|<p>|b|</p>|paragraph", "|<p>|c|</p>|paragraph"]),
        ("<li>a<hr>b", ["|<li>|a||item", "+<hr>|<p>|b|</p></li>|item"]),
        ("<ul>a<li>b</li></ul>", ["<ul>|<li>|a|</li>|item", "+|<li>|b|</li></ul>|item"]),
        ("<p> </p><b> </b>", []),
        ("<p><br></p><p>a<br></p>", ["<p></p>|<p>|a<br>|</p>|paragraph"]),
        ("", []),
    ],
)  # fmt: skip
def test_each_leaf_is_a_block(html: str, blocks: list[str]) -> None:
    assert show(html) == blocks


def test_words_are_those_a_reader_sees() -> None:
    (cut,) = cut_blocks(clean("<p> a <em>b</em><br>c &amp;&nbsp;d </p>"))
    assert cut.words == "a b\nc &\u00a0d"


def test_an_id_is_written_on_the_block_s_own_tag() -> None:
    first, second = cut_blocks(clean('<ol start="3"><li value="4">a</li><li><p dir="rtl">b</p></li></ol>'))
    assert finish_block(first, "p1").opening == '<ol start="3"><li value="4" id="p1">'
    assert finish_block(second, "x").opening == '<li><p dir="rtl" id="x">'


TAGS = (
    "p",
    "div",
    "ul",
    "ol",
    "li",
    "b",
    "a",
    "table",
    "tr",
    "td",
    "h1",
    "h3",
    "blockquote",
    "pre",
    "i",
    "dl",
    "dd",
    "figure",
)
PARTS = st.sampled_from(
    [*(f"<{tag}>" for tag in TAGS), *(f"</{tag}>" for tag in TAGS), "<br>", "<hr>", "a", "b c", " ", "\n", "&amp;", "d"]
)


class Balance(HTMLParser):
    """Whether every tag is closed in its turn."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.stack: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in ("br", "hr", "img", "wbr"):
            self.stack.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.stack.pop() == tag


@settings(deadline=None)
@given(st.lists(PARTS, max_size=25).map("".join))
def test_no_word_is_lost_and_every_tag_is_closed(html: str) -> None:
    cleaned = clean(html)
    blocks = [finish_block(cut, f"p{number}") for number, cut in enumerate(cut_blocks(cleaned), 1)]
    joined = join_blocks(blocks)
    assert "".join(words_of(joined).split()) == "".join(words_of(cleaned).split())
    assert Balance(joined).stack == []
    for block in blocks:
        inside = Balance(block.pieces[0].html)
        assert inside.stack == []
        assert block.words == words_of(block.pieces[0].html)
        assert block.opening.count(f'id="{block.id}"') == 1
        assert block.opening.endswith(">")
