from __future__ import annotations

import pytest

from generator.core.page_text import MOST_TAGS, SEAM, WALL, PageText, read_page_text


def read(html: str) -> PageText:
    text = read_page_text(html)
    assert text
    return text


def shown(html: str) -> list[str]:
    """What is shown, block by block; seams as bars."""
    return [each for each in read(html).shown.replace(SEAM, "|").split(WALL) if each.strip("|\n ")]


def test_blocks_stand_apart_and_inline_elements_do_not() -> None:
    page = (
        "<!doctype html><body><h1>A<i>b</i>c</h1><p>One <a href='x'>two</a> &amp; three<br>four<ul><li>five<li>six</ul>"
    )
    assert shown(page) == ["Abc", "One two & three", "four", "five", "six"]


def test_what_may_or_may_not_be_a_block_leaves_a_seam() -> None:
    assert shown("<p>a<x-y>b</x-y>c<img alt=d>e<wbr>f") == ["a|b|c|e|f"]
    assert shown("<p>a<span style='display: block'>b</span>c<span>d</span>") == ["a|b|c|d|"]


def test_scripts_styles_titles_comments_and_attributes_have_no_text() -> None:
    page = "<title>a</title><script>if (b < c) '<p>d</p>'</script><style>e</style><!-- f --><p title=g>h<!-- i -->j</p>"
    assert read(page).words.replace(WALL, "").replace(SEAM, "") == "hj"
    assert shown("<!doctype html><?xml a?><p>b</ c>d<!e>f") == ["bdf"]


@pytest.mark.parametrize(
    "hides",
    [
        "<p hidden>{}</p>",
        "<div style='color: red; display:none'><div>{}</div></div>",
        "<span STYLE=visibility:hidden>{}</span>",
        "<details><summary>more</summary>{}</details>",
        "<template><p>{}</template>",
        "<svg><text>{}</text></svg>",
        "<select><option>{}</select>",
        "<noscript><b>{}</b></noscript>",
        "<textarea>{}</textarea>",
        "<iframe>{}</iframe>",
        "<button>{}</button>",
        "<ruby>{}<rt>x</rt></ruby>",
    ],
)
def test_what_may_not_be_seen_is_read_and_told_apart(hides: str) -> None:
    text = read("<p>before</p>" + hides.format("in between") + "<p>after</p>")
    assert "in between" in text.words
    assert "in between" not in text.shown
    assert "before" in text.shown and "after" in text.shown


def test_what_is_opened_is_seen() -> None:
    assert shown("<details open><p>a</p></details><dialog open>b</dialog>") == ["a", "b"]


def test_of_two_attributes_of_one_name_the_first_counts() -> None:
    assert shown("<p style='display:none' style='color: red'>a</p>b") == ["||b"]


def test_lines_and_runs_of_blanks_that_are_kept_part_words() -> None:
    assert shown("<pre>one two\nthree   four</pre><p>five\nsix</p>") == ["one two", "three", "four", "five\nsix"]


@pytest.mark.parametrize(
    "unsure",
    [
        "<svg><![CDATA[words]]></svg>",
        "<table>moved before the table<tr><td>a</table>",
        "<table><tr><td>a</td>moved too</table>",
        "<script><!-- <script> </script> words",
        "<plaintext>words",
        "<!-- without an end",
        "<br>" * (MOST_TAGS + 1),
    ],
)
def test_where_only_a_tree_could_tell_nothing_is_told(unsure: str) -> None:
    assert read_page_text(unsure) is None


def test_characters_of_ours_in_a_page_are_none_of_ours() -> None:
    assert read(f"a{WALL}b{SEAM}c&#0;&#1;").words.startswith("abc")


@pytest.mark.parametrize("much", ["<!--", "<a ", '<a href="', "<p hidden>", "&#", "<![x", "<span style=style=", "</"])
def test_a_page_made_to_exhaust_its_reader_does_not(much: str) -> None:
    read_page_text("<p>words" + much * 150_000)
    read_page_text("<p>words" + much * 100_000 + ">")
