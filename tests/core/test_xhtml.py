"""HTML of pages as XHTML: well-formed whatever comes in, and the same to a reader."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from hypothesis import given, strategies as st

from generator.core.html_tokens import words_of
from generator.core.safe_html import clean
from generator.core.xhtml import HEAD, find_ids, write_xhtml


def written(html: str, **leads: str) -> str:
    """The XHTML without what stands before every document; links lead where `leads` says, else nowhere."""
    return write_xhtml(html, lambda address: leads.get(address.strip("/#"), "")).removeprefix(HEAD).rstrip("\n")


@pytest.mark.parametrize(
    ("html", "xhtml"),
    [
        ("a<br>b<hr>", "a<br/>b<hr/>"),
        ("one&nbsp;word &hellip; &amp; &lt;b&gt;", "one\u00a0word … &amp; &lt;b&gt;"),
        ("<P CLASS=x dir='ltr'>a</P>", '<p class="x" dir="ltr">a</p>'),
        ("<p>open <b>both", "<p>open <b>both</b></p>"),
        ("no beginning</i></p>", "no beginning"),
        ("<b><i>crossed</b></i>", "<b><i>crossed</i></b>"),
        ('<i id="a"></i><i id="a"></i>', '<i id="a"></i><i></i>'),
        ("<!-- gone -->kept", "kept"),
        ("<ol reversed><li>x</ol>", '<ol reversed=""><li>x</li></ol>'),
        ("half&#xd800; nought&#0;", "half\ufffd nought\ufffd"),
        ('<p a:b="1" onx"y="2" 1="3">x</p>', "<p>x</p>"),
        ('<a role="doc-noteref" id="r">1</a>', '<a role="doc-noteref" epub:type="noteref" id="r">1</a>'),
    ],
)
def test_the_syntax_of_xml(html: str, xhtml: str) -> None:
    assert written(html) == xhtml


def test_a_link_that_leads_nowhere_gives_way_to_its_words() -> None:
    assert written('<p><a href="lost">an <b>old</b> page</a>.</p>') == "<p>an <b>old</b> page.</p>"
    assert written('<a href="there">x</a>', there="../there.xhtml") == '<a href="../there.xhtml">x</a>'


def test_a_place_stays_where_its_link_goes() -> None:
    assert written('<a id="r-1" href="lost">1</a>') == '<a id="r-1">1</a>'


def test_a_picture_that_is_not_in_the_book_gives_way_to_its_alternative_text() -> None:
    assert written('<img src="a.avif" alt="a mill &amp; a weir">') == "a mill &amp; a weir"
    assert written('<img src="a">', a="https://elsewhere.example/a.png") == ""
    assert written('<img src="a">', a="a.png") == '<img src="a.png" alt=""/>'


def test_ids_are_found_in_start_tags_alone() -> None:
    assert find_ids('<p id="a">id="b"</p id="c"><!-- <i id="d"> --><br id=e>') == {"a", "e"}


@given(st.text(alphabet=st.sampled_from("<>/=\"'& ;!-abip:#xhref\x00\x07\u00a0\ufffe") | st.characters()))
def test_whatever_comes_in_is_well_formed(html: str) -> None:
    root = "<html xmlns:epub='http://www.idpf.org/2007/ops' xmlns='http://www.w3.org/1999/xhtml'><body>"
    ElementTree.fromstring(write_xhtml(f"{root}{html}</body></html>", lambda address: address))


@given(st.text(alphabet=st.sampled_from("<>/=\"' abip&;") | st.characters(exclude_categories=["Cc", "Cs"])))
def test_a_reader_sees_the_same_words(text: str) -> None:
    html = str(clean(f"<p>{text}</p>"))
    seen = "".join(ElementTree.fromstring(f"<r xmlns:epub='e'>{written(html)}</r>").itertext())
    assert seen.split() == words_of(html).split()
