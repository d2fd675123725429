"""Markdown becomes blocks, and no word goes without a sound."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings, strategies as st

from generator.core.diagnostics import tell
from generator.core.html_tokens import words_of
from generator.core.markdown import Prose, read_note, read_prose
from generator.core.markdown_parser import count_marks
from generator.core.model import Block, BlockKind, Limits, Link
from generator.core.text import Place, Text

PLACE = Place("a.toml", 1, 1, 1, "")


def nothing_told(words: str) -> Place:
    raise AssertionError(f"{words!r} was told of")


def read(markdown: str, limits: Limits | None = None, prefix: str = "") -> Prose:
    """Prose that has no fault."""
    checked = read_prose(Text("a.md", markdown), 0, limits or Limits(), prefix=prefix, picture_base="../media/a/")
    assert checked.diagnostics == (), tell(checked.diagnostics)
    assert checked.value
    return checked.value


def faults(markdown: str, limits: Limits | None = None) -> list[tuple[str, int, int]]:
    checked = read_prose(Text("a.md", markdown), 0, limits or Limits())
    return [(each.code, each.place.line, each.place.column) for each in checked.diagnostics]


def show(block: Block) -> str:
    return f"{block.opening}{block.pieces[0].html}{block.closing}"


def test_blocks_are_numbered_over_all_kinds_and_know_their_lines() -> None:
    prose = read("one\n\n# two\n\n> three\n\n- four\n- five\n\n```\nsix\n```\n\n| seven |\n|---|\n| eight |\n")
    assert [(block.id, block.kind, block.line, block.words) for block in prose.blocks] == [
        ("p1", BlockKind.PARAGRAPH, 1, "one"),
        ("p2", BlockKind.HEADING, 3, "two"),
        ("p3", BlockKind.QUOTATION, 5, "three"),
        ("p4", BlockKind.ITEM, 7, "four"),
        ("p5", BlockKind.ITEM, 8, "five"),
        ("p6", BlockKind.CODE, 10, "six"),
        ("p7", BlockKind.CELL, 14, "seven"),
        ("p8", BlockKind.CELL, 16, "eight"),
    ]
    assert [block.joined for block in prose.blocks] == [False, False, False, False, True, False, False, True]


def test_lines_count_from_the_top_of_the_file() -> None:
    text = Text("a.md", "+++\ntitle = 1\n+++\n\none\n\n<b>two</b>\n\n{.deck}\nthree")
    prose = read_prose(text, 18, Limits()).value
    assert prose
    assert [block.line for block in prose.blocks] == [5, 7, 10]


def test_an_id_takes_the_place_of_a_number_and_stands_on_the_block_s_own_tag() -> None:
    prose = read("one\n\n{#the-denial}\ntwo\n\n{#list}\n- three\n\n{#code}\n```\nfour\n```\n\n> {#p5}\n> five")
    assert [block.opening for block in prose.blocks] == [
        '<p id="p1">',
        '<p id="the-denial">',
        '<ul><li id="list">',
        '<pre id="code">',
        '<blockquote><p id="p5">',
    ]


def test_an_attribute_line_says_what_kind_a_paragraph_is() -> None:
    prose = read("{.deck}\none\n\n{.caption #photo}\n![Two mills](two%20mills.jpg) two\n\n{.credit}\n\nthree")
    assert [(block.kind, block.id) for block in prose.blocks] == [
        ("deck", "p1"),
        ("caption", "photo"),
        ("credit", "p3"),
    ]
    assert show(prose.blocks[1]) == '<p id="photo"><img src="../media/a/two%20mills.jpg" alt="Two mills"> two</p>'
    assert prose.pictures == ("two mills.jpg",)


@pytest.mark.parametrize("line", ["{a}", "{a=b}", "{.}", "{.deck} x", "{.deck", "{% x %}", "x {.deck}"])
def test_whatever_else_stands_in_braces_is_text(line: str) -> None:
    assert read(f"{line}\n\ny").blocks[0].words == line


def test_text_is_left_as_it_is() -> None:
    words = 'He said "no" -- twice... (c) www.a.example, a_b_c, 1 < 2 & it\'s  so, café'
    assert read(words).blocks[0].words == words


def test_a_line_break_in_the_source_is_a_space_and_a_hard_one_a_line() -> None:
    assert read("one\ntwo  \nthree\\\nfour<br>five").blocks[0].words == "one two\nthree\nfour\nfive"


def test_headings_stand_below_the_title() -> None:
    blocks = read("# a\n\nb\n===\n\n###### c\n\n<h1>d</h1>").blocks
    assert [(block.opening, block.level) for block in blocks] == [
        ('<h2 id="p1">', 2),
        ('<h2 id="p2">', 2),
        ('<h6 id="p3">', 6),
        ('<h2 id="p4">', 2),
    ]


def test_raw_html_is_cleaned_and_what_would_swallow_is_shown() -> None:
    source = '<div class="x" onclick="y">a\n<i id="z">b</i></div>\n\n<script>c</script>\n\n<!-- d --> e <textarea>\n\nf'
    checked = read_prose(Text("a.md", source), 0, Limits())
    assert [(each.message, each.place.line, each.place.column) for each in checked.diagnostics] == [
        ("class of <div> cannot stand in a page, so it is left out", 1, 1),
        ("onclick of <div> cannot stand in a page, so it is left out", 1, 1),
        ("id of <i> cannot stand in a page, so it is left out", 2, 1),
        ("<script> cannot stand in a page, so it is shown as text", 4, 1),
        ("<textarea> cannot stand in a page, so it is shown as text", 6, 14),
    ]
    assert checked.value is not None
    assert [show(block) for block in checked.value.blocks] == [
        '<div><p id="p1">a\n<i>b</i></p></div>',
        '<p id="p2">&lt;script&gt;c&lt;/script&gt;</p>',
        '<p id="p3">e &lt;textarea&gt;</p>',
        '<p id="p4">f</p>',
    ]


def test_of_raw_html_without_end_no_more_is_told_than_a_person_reads() -> None:
    checked = read_prose(Text("a.md", "<font>a</font> " * 1000), 0, Limits())
    assert [each.code for each in checked.diagnostics] == ["html-left-out"] * 50


@pytest.mark.parametrize(
    "html",
    [
        '<a href="https://a.example" title="b">c</a>',
        "<p lang=en DIR='rtl'>a</p>",
        '<img src="a.png" alt="b > c">',
        "<br/>",
        "a < b > c",
        '<td colspan = "2">a</td>',
        "<!-- a remark <font> -->",
    ],
)
def test_of_raw_html_that_stays_nothing_is_told(html: str) -> None:
    assert faults(html) == []


@pytest.mark.parametrize(
    ("html", "what"),
    [
        ("<a href=javascript:b>c</a>", "href of <a>"),
        ("<img src='https://a.example/b.png'>", "src of <img>"),
        ("<td colspan=1000>", "colspan of <td>"),
        ("<FONT size=7>", "<font>"),
        ('<p title="a">', "title of <p>"),
    ],
)
def test_of_raw_html_that_goes_it_is_told_what_goes(html: str, what: str) -> None:
    [fault] = read_prose(Text("a.md", html), 0, Limits()).diagnostics
    assert fault.message.startswith(f"{what} cannot stand in a page")


def test_alignment_is_a_class() -> None:
    blocks = read("| a | b | c |\n|:--|:-:|--:|\n").blocks
    assert [re.findall('class="(.*?)"', block.opening) for block in blocks] == [
        ["align-start"],
        ["align-center"],
        ["align-end"],
    ]


def test_code_is_highlighted_where_its_language_is_listed_and_it_is_not_too_much() -> None:
    code = "```py\nx\n```\n\n```scala\nx\n```\n\n    x\n\n```py\nx = 1\n```"
    assert [block.pieces[0].html for block in read(code).blocks] == [
        '<code class="language-python"><span class="hl-n">x</span></code>',
        "<code>x</code>",
        "<code>x</code>",
        '<code class="language-python"><span class="hl-n">x</span> <span class="hl-o">=</span> '
        '<span class="hl-mi">1</span></code>',
    ]
    assert "hl-" not in read(code, Limits(highlight_kb=0)).blocks[0].pieces[0].html


def test_links_lead_home_and_name_their_targets() -> None:
    prose = read("[a](article:x#p3)\n[b](source:ann) [c](https://a.example) [d](#p1)\n[e](javascript:f)")
    assert prose.blocks[0].pieces[0].html == (
        '<a href="../article/x.html#p3">a</a> <a href="../source/ann.html">b</a> '
        '<a href="https://a.example" rel="nofollow ugc noopener">c</a> <a href="#p1">d</a> [e](javascript:f)'
    )
    assert prose.links == (Link("article/x.html#p3", 1), Link("source/ann.html", 2))


def test_footnotes_are_numbered_as_they_are_referred_to_and_lead_back() -> None:
    prose = read("a[^x] b[^y] c[^x].\n\n[^y]: Second *note*.\n\n[^x]: First.\n\n    More[^y].\n")
    ref = '<sup><a href="#fn-{}" id="fnref-{}" role="doc-noteref" aria-label="Footnote {}">{}</a></sup>'
    html = f"a{ref.format('x', 'x', 1, 1)} b{ref.format('y', 'y', 2, 2)} c{ref.format('x', 'x-2', 1, 1)}."
    assert prose.blocks[0].pieces[0].html == html
    assert prose.blocks[0].words == "a b c."
    assert [(note.id, note.refs) for note in prose.footnotes] == [("fn-x", 2), ("fn-y", 2)]
    back = '<a href="#fnref-{}" role="doc-backlink">Back to place {} in the text</a>'
    assert prose.footnotes[0].html == (
        f"<p>First.</p><p>More{ref.format('y', 'y-2', 2, 2)}.</p> {back.format('x', 1)} {back.format('x-2', 2)}"
    )
    assert prose.footnotes[1].html == f"Second <em>note</em>. {back.format('y', 1)} {back.format('y-2', 2)}"
    single = read("a[^1]\n\n[^1]: b").footnotes[0].html
    assert single == 'b <a href="#fnref-1" role="doc-backlink">Back to the text</a>'


@pytest.mark.parametrize(
    ("markdown", "found"),
    [
        ("{#Bad}\na", [("bad-block-id", 1, 2)]),
        ("{#a}\na\n\n{#a}\nb", [("repeated-block-id", 4, 2)]),
        ("{#c-a}\na\n\n{#main}\nb", [("reserved-block-id", 1, 2), ("reserved-block-id", 4, 2)]),
        ("a\n\n{#p1}\nb", [("reserved-block-id", 3, 2)]),
        ("{.captoin}\na", [("block-kind", 1, 2)]),
        ("{.deck .credit}\na", [("block-kind", 1, 8)]),
        ("{.deck}\n# a", [("block-kind", 1, 2)]),
        ("a\n\n{.deck}\n", [("stray-attributes", 3, 1)]),
        ("> {.deck}\n\na", [("stray-attributes", 1, 1)]),
        ("a [b](c.html)", [("unknown-link", 1, 7)]),
        ("a\n![b](c.svg)", [("bad-picture", 2, 6)]),
        ("![b](https://a.example/c.png)", [("picture-elsewhere", 1, 6)]),
        ("a[^b]", [("unknown-footnote", 1, 2)]),
        ("a\n\n[^b]: c", [("unused-footnote", 3, 1)]),
        ("a[^b]\n\n[^b]: c\n\n[^b]: d", [("repeated-footnote", 5, 1)]),
        ("a\n\n" + ">" * 101 + " b", [("nested-too-deep", 3, 1)]),
        ("a\n\n" + "<div>" * 101, [("nested-too-deep", 3, 1)]),
        ("| a |\n|---|\n| b | c |", [("too-many-cells", 3, 1)]),
        ("a" * 1025, [("body-too-long", 1, 1)]),
        ("a\n" * 50_001, [("body-too-dense", 1, 1)]),
    ],
)
def test_each_fault_stands_at_its_place(markdown: str, found: list[tuple[str, int, int]]) -> None:
    assert faults(markdown, Limits(body_kb=1 if "a" * 1025 in markdown else 2048)) == found


@pytest.mark.parametrize("levels", [1, 9, 20, 49])
@pytest.mark.parametrize("shape", ["quotes", "lists", "both", "emphasis", "brackets", "html"])
def test_however_deep_it_nests_the_words_stay_or_the_depth_is_refused(shape: str, levels: int) -> None:
    match shape:
        case "quotes":
            markdown = "\n".join(f"{'>' * level} word{level}\n{'>' * level}" for level in range(1, levels + 1))
        case "lists":
            markdown = "\n".join(f"{'  ' * level}- word{level}" for level in range(1, levels + 1))
        case "both":
            markdown = "\n".join(f"{'> - ' * level}word{level}\n" for level in range(1, levels // 2 + 1))
        case "emphasis":
            markdown = "".join(f"*word{level} **" for level in range(1, levels + 1))
            markdown += "".join(f"** back{level}*" for level in range(1, levels + 1))
        case "brackets":
            markdown = "[" * levels + "word" + "](x" * levels + "![" * levels + "tail"
        case _:
            markdown = "<div>\n\n" * levels + "word"
    checked = read_prose(Text("a.md", markdown), 0, Limits())
    if [each.code for each in checked.diagnostics] != ["nested-too-deep"]:
        assert checked.value
        words = " ".join(block.words for block in checked.value.blocks)
        wanted = re.findall(r"word\d*|back\d+|tail", markdown)
        assert [each for each in wanted if each not in words] == []
    else:
        assert levels > 20


def test_a_limit_beyond_the_machine_is_refused_and_not_a_crash() -> None:
    assert faults(">" * 5000 + " a", Limits(depth=100_000)) == [("nested-too-deep", 1, 1)]


MARKS = [
    "> ",
    "- ",
    "1. ",
    "*",
    "**",
    "_",
    "`",
    "# ",
    "    ",
    "\n",
    "\n\n",
    " ",
    "<b>",
    "</b>",
    "<div>",
    "</div>",
    "</p>",
]
MARKS += [
    "<script>",
    "<!--",
    "<![",
    "![",
    "]",
    "<td>",
    "<li>",
    "<table>",
    "&amp;",
    "\\",
    "---\n",
    "\n===\n",
    "~~~\n",
    "</a>",
]


@settings(deadline=None)
@given(st.lists(st.sampled_from(MARKS), max_size=14))
def test_no_word_is_lost_whatever_stands_between(marks: list[str]) -> None:
    markdown = "".join(f"word{number} {mark}" for number, mark in enumerate(marks)) + "end"
    checked = read_prose(Text("a.md", markdown), 0, Limits())
    assert checked.value, tell(checked.diagnostics)
    blocks = checked.value.blocks
    shown = " ".join(block.words for block in blocks)
    opened = re.sub(r"<!--.*?-->|^(?:~~~|```).*?$", "", markdown, flags=re.S | re.M)
    assert [each for each in re.findall(r"word\d+|end", opened) if each not in shown] == []
    for block in blocks:
        assert block.words == words_of(block.pieces[0].html)
    assert len({block.id for block in blocks}) == len(blocks)


def test_a_comment_may_do_less() -> None:
    markdown = (
        "# not a heading\n\n<b>raw</b> *em* `code` [out](https://a.example) [in](article:x) ![p](a.jpg) [^1]\n\n"
        "{#main}\n> quoted\n\n[a]: https://b.example\n\n- item\n\n[^1]: note"
    )
    blocks = read(markdown, prefix="k-2.1-").blocks
    assert [(block.id, block.kind) for block in blocks][:2] == [("k-2.1-p1", "paragraph"), ("k-2.1-p2", "paragraph")]
    assert [block.words for block in blocks] == [
        "# not a heading",
        "<b>raw</b> em code out [in](article:x) ![p](a.jpg) [^1]",
        "{#main}",
        "quoted",
        "[a]: https://b.example",
        "item",
        "[^1]: note",
    ]
    assert "<a" in blocks[1].pieces[0].html


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("a *b* [c](source:d)", 'a <em>b</em> <a href="../source/d.html">c</a>'),
        ("a\nb\n\n  \nc\n", "a b<br><br>c"),
        ("- a <b>", "- a &lt;b&gt;"),
        ("[c](javascript:d)", "[c](javascript:d)"),
        ("![a] [^1]", "![a] [^1]"),
        ("", ""),
    ],
)
def test_a_note_fits_into_any_element(markdown: str, html: str) -> None:
    read = read_note(markdown, nothing_told, Limits())
    assert (read.value, read.diagnostics) == (html, ())


def test_a_link_in_a_note_that_leads_nowhere_known_is_told_where_it_stands() -> None:
    told: list[str] = []

    def point(words: str) -> Place:
        told.append(words)
        return PLACE

    [fault] = read_note("a [b](c.html)", point, Limits()).diagnostics
    assert (fault.code, fault.place, told) == ("unknown-link", PLACE, ["c.html"])


@pytest.mark.parametrize(
    ("limits", "code"), [(Limits(body_kb=1), "body-too-long"), (Limits(marks=800), "body-too-dense"), (Limits(), None)]
)
def test_a_note_may_be_too_long_or_too_dense(limits: Limits, code: str | None) -> None:
    read = read_note("*a*" * 500, lambda _: PLACE, limits)
    assert [(each.code, each.place) for each in read.diagnostics] == ([(code, PLACE)] if code else [])


@pytest.mark.parametrize(
    ("markdown", "marks"),
    [("words and words", 0), ("*a* [b](c)", 4), ("a\nb\n", 10), ("|a|b|", 15), ("https://a.example", 1)],
)
def test_marks_are_counted_before_anything_is_parsed(markdown: str, marks: int) -> None:
    assert count_marks(markdown) == marks


@settings(deadline=None)
@given(st.text("ab*_`[]()<>&! \n#-^:\\{}", max_size=60))
def test_any_note_and_any_comment_can_be_read(markdown: str) -> None:
    assert read_note(markdown, nothing_told, Limits()).value is not None
    checked = read_prose(Text("a.md", markdown), 0, Limits(), prefix="k-1-")
    assert checked.value is not None


HOSTILE = [
    "[",
    "![",
    "![[]()",
    "*a",
    "`a",
    "<a ",
    "<!--",
    "- a\n",
    "> a\n",
    "[a]: b\n",
    "[^1]\n\n[^1]: x\n\n",
    "<p><b x=",
    "|a\n",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_no_text_takes_for_ever(piece: str) -> None:
    start = time.process_time()
    read_prose(Text("a.md", piece * (16_384 // len(piece))), 0, Limits())
    assert time.process_time() - start < 10  # a fortieth of that where nothing else runs
