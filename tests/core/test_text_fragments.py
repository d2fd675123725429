from __future__ import annotations

import re
from urllib.parse import unquote

import pytest
from hypothesis import example, given, settings, strategies as st

from generator.core.fragment_terms import Terms
from generator.core.letters import fold_letters
from generator.core.page_text import PageText, read_page_text
from generator.core.text_fragments import add_directive, find_directive, read_searched, write_directive
from tests.core.fragment_matcher import Document, parse_directive

WORDS = (
    "the",
    "The",
    "bridge",
    "fell",
    "café",
    "CAFE",
    "cafe\u0301",
    "don’t",
    "well-known",
    "40",
    "a",
    "ﬁsh",
    "fish",
    "x_y",
)
WORDS += (
    "“it",
    "was,",
    "shut.”",
    "…",
    "—",
    "&",
    "橋",
    "が",
    "1,000",
    "over\u00adboard",
    "7\u202f%",
    "Straße",
    "STRASSE",
)
BETWEEN = (
    " ",
    " ",
    " ",
    "  ",
    "\n",
    "\u00a0",
    "",
    "<b>",
    "</b>",
    "<br>",
    "</p><p>",
    "</p><p>",
    "</p><p hidden>",
    "<!-- - -->",
)
BETWEEN += (
    "</p><ul><li>",
    "</li><li>",
    "</p><table><tr><td>",
    "<i hidden>a</i>",
    "<q>",
    "</q>",
    "<script>the</script>",
    "<pre>",
)


def read(html: str) -> PageText:
    text = read_page_text(html)
    assert text
    return text


def ask(html: str, quoted: str, nth: int = 0) -> str:
    """The directive for the nth place of a quotation, with blanks as they are."""
    page, wanted, at = read_searched(read(html)), fold_letters(quoted), -1
    for _ in range(nth + 1):
        at = page.shown.letters.index(wanted, at + 1)
    return find_directive(page, at, at + len(wanted)).replace("%20", " ")


def test_words_that_stand_once_are_given_as_they_are() -> None:
    assert ask("<p>The bridge fell on Tuesday.</p>", "bridge fell") == "text=bridge fell"


def test_words_are_written_as_the_page_has_them() -> None:
    assert (
        ask("<p>It <b>doesn’t</b>\n matter, “old”\tor new</p>", "Doesn't matter, 'OLD'")
        == "text=doesn%E2%80%99t matter%2C %E2%80%9Cold"
    )


def test_signs_of_the_syntax_are_encoded() -> None:
    page = "<p>So: well-known, R&amp;D #1 (100% = all + more) now</p>"
    assert (
        ask(page, "well-known, R&D #1 (100% = all + more")
        == "text=well%2Dknown%2C R%26D %231 %28100%25 %3D all %2B more"
    )


@pytest.mark.parametrize(
    ("nth", "written"),
    [(0, "text=Monday-,it was shut"), (1, "text=Tuesday-,it was shut"), (2, "text=No%3A-,it was shut")],
)
def test_words_that_stand_twice_are_told_apart_by_as_few_beside_them_as_will_do(nth: int, written: str) -> None:
    page = "<p>On Monday it was shut.</p><p>On Tuesday it was shut.</p><p>No: it was shut</p>"
    assert ask(page, "it was shut", nth) == written


def test_words_of_the_block_before_or_after_tell_paragraphs_apart() -> None:
    page = "<p>A calm day.</p><p>“Shut.”</p><p>Rain came.</p><p>“Shut.”</p><p>The end.</p>"
    assert ask(page, "shut", 0) == "text=day.-,%E2%80%9CShut"
    assert ask(page, "shut", 1) == "text=came.-,%E2%80%9CShut"


def test_words_in_two_blocks_or_lines_are_given_by_their_ends() -> None:
    assert ask("<p>They shut it on Monday.</p><p>Nobody knew.</p>", "shut it on Monday. Nobody knew") == (
        "text=shut it on Monday,Nobody knew"
    )
    assert (
        ask("<p>closed until<br>further notice</p>", "closed until further notice")
        == "text=closed until,further notice"
    )


def test_long_words_are_given_by_their_ends() -> None:
    long = "It began here, " + "and went on, " * 20 + "till it came to an end"
    assert ask(f"<p>{long}.</p>", long) == "text=It began here%2C and,came to an end"


def test_blanks_of_other_kinds_stand_in_no_term() -> None:
    page = "<p>About 40\u00a0people on two old\u00a0boats left.</p>"
    assert ask(page, "40 people on two old boats left") == "text=40,boats left"
    assert ask(page, "people on two old") == "text=people on two old"


@pytest.mark.parametrize(
    "other",
    [
        "<nav>IT WAS SHUT</nav>",
        "<p>Ït wàs shüt</p>",
        "<p>It-was: “shut”</p>",
        "<p>b<b>it</b>wasshutter</p>",
        "<p hidden>it was shut</p>",
        "<noscript><p>it was shut</p></noscript>",
        "<textarea>it was shut</textarea>",
        "<p>it</p><p>was shut</p>",
        "<p>ｉｔ ｗａｓ ｓｈｕｔ</p>",
    ],
)
def test_whatever_might_be_taken_for_the_words_stands_in_the_way(other: str) -> None:
    assert ask("<p>it was shut</p>", "it was shut") == "text=it was shut"
    assert ask(f"<p>it was shut</p>{other}<p>it was shut</p>{other}", "it was shut", 0) != "text=it was shut"


@pytest.mark.parametrize(
    "unread",
    [
        "<script>'it was shut'</script>",
        "<style>it was shut</style>",
        "<title>it was shut</title>",
        "<!-- it was shut -->",
        "<img alt='it was shut'>",
        '<script type=\'application/ld+json\'>{"articleBody": "it was shut"}</script>',
    ],
)
def test_what_no_browser_searches_does_not(unread: str) -> None:
    assert ask(f"{unread}<p>it was shut</p>", "it was shut") == "text=it was shut"


@pytest.mark.parametrize(
    ("page", "quoted"),
    [
        ("<p>overboard</p>", "board"),
        ("<p>overboard</p>", "over"),
        ("<p>don’t go</p>", "don"),
        ("<p>example.org is down</p>", "org is down"),
        ("<p>cafe\u0301s shut</p>", "cafe"),
        ("<p>a snake_case word</p>", "snake"),
        ("<p>over\u00adboard</p>", "board"),
        ("<p>橋が落ちた。</p>", "橋が"),
        ("<p>สะพานพัง</p>", "สะพาน"),
        ("<p>7\u202fmen left</p>", "men left"),
        ("<p>over<x-y>board</x-y></p>", "board"),
    ],
)
def test_parts_of_words_are_not_pointed_at(page: str, quoted: str) -> None:
    assert ask(page, quoted) == ""


def test_words_without_blanks_are_pointed_at_between_signs() -> None:
    assert unquote(ask("<p>火曜日。橋が落ちた。誰も</p>", "橋が落ちた")) == "text=橋が落ちた"


def test_what_nothing_tells_apart_gets_no_directive() -> None:
    assert ask("<p>It was shut.</p>" * 30, "it was shut", 15) == ""


def test_hidden_words_cannot_be_pointed_at() -> None:
    page = read_searched(
        read("<p>old <span hidden>x</span>bridge</p><p>It <i style='display: none'>never</i> fell</p>")
    )
    assert page.shown.letters == "oldbridgeitfell"
    assert find_directive(page, 0, len("oldbridge")) == ""


def test_a_directive_is_added_to_the_fragment_that_is_there() -> None:
    assert add_directive("https://example.org/a?b=c", "text=d") == "https://example.org/a?b=c#:~:text=d"
    assert add_directive("https://example.org/a#p2", "text=d&text=e") == "https://example.org/a#p2:~:text=d&text=e"


TERM = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zs", "Zl", "Zp")), min_size=1).filter(str.strip)


@given(TERM, TERM | st.just(""), TERM | st.just(""), TERM | st.just(""))
@example("a-b,c&d", "-", ",", "&text=x")
def test_the_terms_can_be_read_back(start: str, end: str, prefix: str, suffix: str) -> None:
    written = write_directive(Terms(start, end, prefix, suffix))
    assert written.isascii()
    read = parse_directive(written)
    assert (read.start, read.end, read.prefix, read.suffix) == (start, end, prefix, suffix)


PIECES = st.tuples(st.sampled_from(WORDS) | st.integers(50, 70).map(str), st.sampled_from(BETWEEN))


@settings(deadline=None, max_examples=300)
@given(st.lists(PIECES, min_size=1, max_size=20), st.data())
def test_whatever_the_page_a_directive_finds_the_quotation_and_nothing_else(
    pieces: list[tuple[str, str]], data: st.DataObject
) -> None:
    html = "<p>" + "".join(word + gap for word, gap in pieces)
    text = read_page_text(html)
    if text is None:
        return
    page = read_searched(text)
    edges = sorted({len(fold_letters(text.shown[: edge.start()])) for edge in re.finditer(r"\b", text.shown)})
    first, last = sorted(data.draw(st.lists(st.sampled_from(edges or [0]), min_size=2, max_size=2)))
    written = find_directive(page, first, last) if first < last else ""
    if written:
        document = Document(html)
        start, end = document.find(parse_directive(written)) or (0, 0)
        assert fold_letters(document.text[start:end]) == page.shown.letters[first:last], (written, document.text)
        if fold_letters(document.text) == page.shown.letters:  # else an element that ends by itself hides too much
            assert len(fold_letters(document.text[:start])) == first, (written, document.text)
