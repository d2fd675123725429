"""A saved page's HTML becomes Markdown that shows the same words: whatever else is lost, no word is."""

from __future__ import annotations

import pytest
from hypothesis import given, settings, strategies as st

from generator.core.capture.markdown_of import write_element
from generator.core.capture.markup import list_blocks, parse_fragment
from generator.core.html_tokens import words_of
from generator.core.markdown import read_prose
from generator.core.model import Limits
from generator.core.text import Text


def convert(html: str, *, comment: bool = False) -> str:
    top = parse_fragment(html)
    assert top is not None
    pictures = {"page_files/boat.jpg": "boat.jpg"}
    return write_element(top, base="https://example.org/a/", pictures=pictures, comment=comment).markdown


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>One.<p>Two<br>lines.", "One.\n\nTwo\\\nlines."),
        ("loose <b>words</b> and <em>more</em>", "loose **words** and *more*"),
        ("<b>a</b><b>b</b>", "**a**b"),
        ('<em>"quoted"</em> and <em>"so"</em>on', '*"quoted"* and "so"on'),
        ('<a href="b?x=(1)">there</a>', "[there](<https://example.org/a/b?x=%281%29>)"),
        ('<a href="javascript:alert(1)">there</a>', "there"),
        ("<h1>Top</h1><h3>C# or #</h3>", "## Top\n\n### C# or \\#"),
        ("<blockquote><p>A<p>B</blockquote>", "> A\n>\n> B"),
        ("<ul><li>a<li>b<ol start=4><li>c</ol></ul>", "- a\n\n- b\n\n  4. c"),
        ("<pre>if x:\n  ```y</pre>", "````\nif x:\n  ```y\n````"),
        ("<p>use <code>a`b</code> here", "use ``a`b`` here"),
        ("<table><tr><th>a<th>b<tr><td>1|2<td>3</table>", "| a | b |\n| --- | --- |\n| 1\\|2 | 3 |"),
        ('<p><img src="page_files/boat.jpg" alt="A [red] boat">', "![A \\[red\\] boat](boat.jpg)"),
        ('<p>x<img src="file:///etc/passwd" alt="no">', "x"),
        ("<p>1. not a list<br># no heading<br>&amp;amp; - *", "1\\. not a list\\\n\\# no heading\\\n\\&amp; - \\*"),
        ("<span>first<p>second</span>", "first\n\nsecond"),
        ("<p>a<script>x()</script><i hidden>y</i>b", "ab"),
    ],
)
def test_html_becomes_markdown(html: str, markdown: str) -> None:
    assert convert(html) == markdown


def test_a_comment_has_no_headings_tables_or_pictures() -> None:
    html = '<h2>Loud</h2><table><tr><td>a<td>b</table><img src="page_files/boat.jpg" alt="x">'
    assert convert(html, comment=True) == "Loud\n\na\n\nb"


def test_a_link_without_a_whole_address_is_counted_as_lost() -> None:
    top = parse_fragment('<p><a href="page_files/x.html">there</a>')
    assert top is not None
    assert write_element(top).lost_links == 1


WORDS = st.text(st.sampled_from("ab1.)#>-+*_`[](){}!&;:|~^\\<\"'=\u00a0\n xÉ"), max_size=8)
INLINE = st.sampled_from(["em", "strong", "b", "i", "a href='https://example.org/x'", "code", "span", "cite", "u"])
BLOCK = st.sampled_from(
    ["p", "div", "blockquote", "ul", "ol", "li", "h2", "h4", "pre", "figure", "figcaption", "table", "tr", "td"]
)


def escape(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;")


def wrap(tag: str, inside: str) -> str:
    return f"<{tag}>{inside}</{tag.split()[0]}>"


TREES = st.recursive(
    st.one_of(WORDS.map(escape), st.just("<br>"), st.just("<hr>")),
    lambda inner: st.builds(wrap, st.one_of(INLINE, BLOCK), st.lists(inner, max_size=4).map("".join)),
    max_leaves=20,
)


@settings(max_examples=400, deadline=None)
@given(TREES, st.booleans())
def test_the_words_that_are_shown_are_the_words_of_the_html(html: str, comment: bool) -> None:
    top = parse_fragment(html)
    assert top is not None
    written = write_element(top, comment=comment)
    prose = read_prose(Text("article.md", written.markdown), 0, Limits(), prefix="k-1-" if comment else "")
    assert prose.value is not None
    assert [each.code for each in prose.diagnostics] == []
    shown = "".join("".join(words_of(piece.html) for piece in block.pieces) for block in prose.value.blocks)
    assert "".join(shown.split()) == "".join("".join(block.words for block in list_blocks(top)).split())
