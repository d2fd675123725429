"""HTML as a browser's tokenizer reads it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings, strategies as st

from generator.core.html_tokens import (
    find_depth,
    read_attributes,
    split_characters,
    split_html,
    tame_html,
    words_of,
)
from generator.core.safe_html import escape

NASTY = st.text("<>/!-=\"' \n&;abpAB#x1", max_size=60)


@settings(deadline=None)
@given(NASTY)
def test_tokens_joined_again_are_the_html(html: str) -> None:
    assert "".join(token.raw for token in split_html(html)) == html


@settings(deadline=None)
@given(st.text(max_size=30))
def test_the_words_of_escaped_text_are_the_text(text: str) -> None:
    shown = "".join("\ufffd" if escape(each) == "\ufffd" else each for each in text)
    assert words_of(escape(text)) == shown
    assert len(split_characters(escape(text))) == len(text)


@pytest.mark.parametrize(
    ("html", "names"),
    [
        ('<a title="<b>">x</a>', ["a", "", "/a"]),
        ("<a b='>'>x", ["a", ""]),
        ('<a b=c"d>x">', ["a", ""]),
        ('<a ="x>y">', ["a", ""]),
        ("<!-- <b> -->x<!-->y", ["<!-- <b> -->", "", "<!-->", ""]),
        ('<a href="x', [""]),
        ("a < b <3", [""]),
        ("<BR/><Hr>", ["br", "hr"]),
    ],
)
def test_tags_are_those_a_browser_sees(html: str, names: list[str]) -> None:
    seen = [
        f"{'/' * token.closing}{token.name}" if token.name else "" if token.is_text else token.raw
        for token in split_html(html)
    ]
    assert seen == names


def test_words_leave_out_markup_and_the_numbers_of_footnotes() -> None:
    html = 'a <b>b</b><br>c&nbsp;&amp;<sup><a href="#fn-1" id="fnref-1" role="doc-noteref">1</a></sup> d'
    assert words_of(html) == "a b\nc\u00a0& d"


def test_attributes_are_read_as_they_are_written_here() -> None:
    assert read_attributes('<a href="x?a=1&amp;b=2" title="q">') == {"href": "x?a=1&b=2", "title": "q"}


@pytest.mark.parametrize(
    ("html", "deep"),
    [
        ("<div>" * 6, True),
        ("<div>" * 5, False),
        ("<div></div>" * 50, False),
        ("<p>a" * 50, False),
        ("<ul>" + "<li>a" * 50, False),
        ("<dd><li>" * 4, True),
        ("<rt>" * 6, True),
        ("<optgroup>" * 6, True),
        ("<div><object></div></object>" * 6, True),
        ("<div><!-- </div> -->" * 6, True),
        ('<div><a title="</div>"></a>' * 6, True),
        ("<div><style></div></style>" * 6, True),
        ("<div></span>" * 6, True),
        ("<br><img><hr>" * 6, False),
    ],
)
def test_depth_is_never_underestimated(html: str, deep: bool) -> None:
    assert (find_depth(html, 5) is not None) is deep


@pytest.mark.parametrize(
    ("raw", "tamed"),
    [
        ("<b>x</b>", "<b>x</b>"),
        ("<script>x</script>", "&lt;script>x&lt;/script>"),
        ("<textarea>", "&lt;textarea>"),
        ("<!-- gone --><i>", "<i>"),
        ("<!-- not ended", "&lt;!-- not ended"),
        ('<div title="not ended', '&lt;div title="not ended'),
        ("<?php x ?><![CDATA[x]]>", "&lt;?php x ?>&lt;![CDATA[x]]>"),
        ("1 < 2", "1 &lt; 2"),
    ],
)
def test_raw_html_cannot_swallow_what_follows(raw: str, tamed: str) -> None:
    assert tame_html(raw) == tamed


@settings(deadline=None)
@given(NASTY)
def test_tamed_html_holds_no_tag_without_an_end(raw: str) -> None:
    tail = "<p>tail</p>"
    assert [token.raw for token in split_html(tame_html(raw) + tail)][-3:] == ["<p>", "tail", "</p>"]
