"""Nothing comes through the gate that runs, loads, restyles or poses."""

from __future__ import annotations

import markupsafe
import nh3
import pytest
from hypothesis import given, settings, strategies as st

from generator.core.html_tokens import read_attributes, split_html, words_of
from generator.core.safe_html import ATTRIBUTES, DEEPEST, TAGS, Html, clean, escape, plain_text, trusted, write

REL = 'rel="nofollow ugc noopener"'


@pytest.mark.parametrize(
    ("html", "cleaned"),
    [
        ("<p onclick=a id=x class=y style=z data-k=1>a</p>", "<p>a</p>"),
        ("a<script>b</script><style>c</style>d", "ad"),
        ("<svg><script>b</script></svg>a", "a"),
        ("<form action=x><button>a</button><input></form>", "a"),
        ("<iframe src=x>a</iframe><object data=x>b</object>", "ab"),
        ("<mark>a</mark><main>b</main>", "ab"),
        ('<a href="javascript:alert(1)">a</a>', "a"),
        ('<a href=" java\tscript:alert(1)">a</a>', "a"),
        ('<a href="//other.example">a</a><a href="\\\\other">b</a><a href="/x">c</a>', "abc"),
        ('<a href="data:text/html,x">a</a><a href="tel:1">b</a>', "ab"),
        (
            '<a href="https://a.example/?b=1&c=2" target=_top>a</a>',
            f'<a href="https://a.example/?b=1&amp;c=2" {REL}>a</a>',
        ),
        ('<a href="mailto:a@b.example" rel=me>a</a>', f'<a href="mailto:a@b.example" {REL}>a</a>'),
        ('<a href="../article/x.html#p3">a</a>', '<a href="../article/x.html#p3">a</a>'),
        ('<a id="x" name="y">a</a>', "a"),
        ('<img src="https://a.example/b.png" alt="a <b>">', "a &lt;b&gt;"),
        ('<img src="../b.png" alt=a><img src="b.svg" alt=b><img src="//x/b.png" alt=c>', "abc"),
        ('<img src="my%20b.JPG" srcset="https://x 2x" onerror=x>', '<img src="../media/x/my%20b.JPG">'),
        ('<span class="hl-k claim">a</span><span class="hl-k">b</span>', '<span>a</span><span class="hl-k">b</span>'),
        ('<code class="language-toml">a</code>', '<code class="language-toml">a</code>'),
        ("<td>a</td>", "a"),
        ('<i lang="ar" dir="rtl">a</i><i lang="x y" dir="up">b</i>', '<i lang="ar" dir="rtl">a</i><i>b</i>'),
        ("a<!-- b -->c", "ac"),
        ("<b>a", "<b>a</b>"),
        ('<p data-seal="abc 1 - -">a</p>', "<p>a</p>"),
    ],
)
def test_only_what_is_listed_comes_through(html: str, cleaned: str) -> None:
    assert clean(html, picture_base="../media/x/") == cleaned


def test_text_is_checked_again_behind_the_parser() -> None:
    assert clean("a&#28;b&#0;c\x1bd\ud800&#xFFFF;") == "a\ufffdb\ufffdc\ufffdd\ufffd\ufffd"


def test_what_nests_too_deep_for_the_parser_is_shown_as_text() -> None:
    assert clean("<div>" * DEEPEST + "a") == "<div>" * DEEPEST + "a" + "</div>" * DEEPEST
    assert clean("<div>" * 50_000).startswith("&lt;div&gt;")


def test_a_seal_comes_through_where_it_is_ours() -> None:
    html = '<p data-seal="abc 1 - -">a</p><p data-seal="abd 1 - -">b</p>'
    assert clean(html, seal="abc") == '<p data-seal="abc 1 - -">a</p><p>b</p>'


HOSTILE = st.lists(
    st.sampled_from(
        [
            *(
                "<script>",
                "</script>",
                "<svg>",
                "<math>",
                "<style>",
                "</style>",
                "<a href=",
                "javascript:",
                "x",
                '"',
                "'",
            ),
            *(
                "<img src=",
                "https://e.example/a.png",
                " onerror=alert(1)",
                ">",
                "<",
                "</p>",
                "<p ",
                "id=main ",
                "&#60;",
            ),
            *(
                "<noscript>",
                "<template>",
                "<!--",
                "-->",
                "<table>",
                "<td>",
                "<b ",
                "style=",
                "\x00",
                "</title>",
                "<title>",
            ),
            *(
                "<mtext>",
                "<mglyph>",
                "<textarea>",
                "</textarea>",
                "<form ",
                "action=",
                "class=claim ",
                "<iframe srcdoc=",
                "`",
            ),
        ]
    ),
    max_size=14,
)


@settings(deadline=None)
@given(HOSTILE)
def test_whatever_goes_in_only_the_list_comes_out_and_it_stays_as_it_is(parts: list[str]) -> None:
    cleaned = clean("".join(parts))
    for token in split_html(cleaned):
        assert token.is_text or token.name in TAGS
        if token.name and not token.closing:
            allowed = ATTRIBUTES.get(token.name, frozenset()) | ATTRIBUTES["*"] | {"rel"}
            assert set(read_attributes(token.raw)) <= allowed
            assert "javascript:" not in read_attributes(token.raw).get("href", "")
    assert clean(cleaned) == cleaned


@given(st.one_of(st.text(alphabet="a<>&'\"\x01é"), st.integers(), st.none()))
def test_a_value_is_written_as_markupsafe_escapes_it(value: object) -> None:
    assert write(value) == markupsafe.escape(value)


def test_no_character_that_a_page_may_not_hold_is_let_through() -> None:
    unfit = (*range(0x09), 0x0B, 0x0C, *range(0x0D, 0x20), 0x7F, *range(0xD800, 0xE000), 0xFFFE, 0xFFFF)
    every = [chr(code) for code in range(0x110000)]
    assert [ord(each) for each in every if escape(each) == "\ufffd"] == sorted((*unfit, 0xFFFD))


def test_html_is_written_as_it_is() -> None:
    assert write(trusted("<b>&amp;</b>")) == "<b>&amp;</b>"


@settings(deadline=None)
@given(st.text(max_size=40))
def test_escaped_text_is_text(text: str) -> None:
    assert nh3.clean_text(words_of(escape(text))) is not None
    assert not set("<>\"'") & set(escape(text))
    assert clean(escape(text)).replace("&nbsp;", "\u00a0") is not None


TURNED = '<bdi class="unseen" role="img" aria-label="right-to-left override, U+202E" data-unseen="U+202E">\u202e</bdi>'


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("a <b>\n& 'c'", "a &lt;b&gt;<br>&amp; &#39;c&#39;"),
        ("see https://a.example/b, then", f'see <a href="https://a.example/b" {REL}>https://a.example/b</a>, then'),
        ("(https://a.example/b_(c))", f'(<a href="https://a.example/b_(c)" {REL}>https://a.example/b_(c)</a>)'),
        (
            "“https://a.example?b=1&c=2”",
            f'“<a href="https://a.example?b=1&amp;c=2" {REL}>https://a.example?b=1&amp;c=2</a>”',
        ),
        ("javascript:x ftp://a www.a.example a.example", "javascript:x ftp://a www.a.example a.example"),
        ("http:// https://...", "http:// https://..."),
        ("http://[", "http://["),
        ("https://a.example\u202egpj.exe", f'<a href="https://a.example" {REL}>https://a.example</a>{TURNED}gpj.exe'),
        ("soft\u00adhyphen", "soft\u00adhyphen"),
    ],
)
def test_plain_text_keeps_its_lines_and_links_whole_addresses(text: str, html: str) -> None:
    assert plain_text(text) == html
    assert words_of(html) == text


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff") | st.just("\n")))
def test_the_words_of_plain_text_are_the_text(text: str) -> None:
    assert words_of(plain_text(text)) == text
    assert words_of(plain_text(f"http://{text}")) == f"http://{text}"


def test_our_own_tags_are_taken_as_they_are() -> None:
    assert trusted("<p>") + "<" == Html("<p>&lt;")


def test_the_gate_marks_what_turns_the_direction_of_running_text_and_leaves_the_words() -> None:
    html = clean("<p title='\u202e'>if a&#x202e; b\u00ad</p>")
    assert html == f"<p>if a{TURNED} b\u00ad</p>"
    assert words_of(html) == "if a\u202e b\u00ad"
