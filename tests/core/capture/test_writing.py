"""What is written is read back letter by letter, whatever it holds."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import example, given, settings, strategies as st

from generator.core.capture.writing import write_markdown, write_string, write_text
from tests.rendering import read_paragraphs

ANY = st.text(alphabet=st.characters(blacklist_categories=("Cc", "Cs")), max_size=60)
TRICKY = st.text(alphabet="ab1.)#+-=>&<*_[]`\\{}|~!^:;\"' (x/\u00a0\u2003\u2028\t", max_size=12)


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ("1. is no list", "1\\. is no list"),
        ("1984) nor this", "1984\\) nor this"),
        ("# no heading", "\\# no heading"),
        ("- no list, and no - rule", "\\- no list, and no - rule"),
        ("+++", "\\+++"),
        ("> no quotation", "\\> no quotation"),
        (
            "a *b* _c_ [d](e) `f` <g> {h} i|j ~~k~~ l^2",
            "a \\*b\\* \\_c\\_ \\[d\\](e) \\`f\\` \\<g> \\{h} i\\|j \\~\\~k\\~\\~ l\\^2",
        ),
        ("AT&T &amp; &#65; R&D", "AT&T \\&amp; \\&#65; R&D"),
        ("a\\b", "a\\\\b"),
        ("with\u00a0one inside", "with\u00a0one inside"),
        ("\u00a0at the ends\u2003", "&#160;at the ends&#8195;"),
    ],
)
def test_markdown_is_written_with_no_more_escapes_than_it_needs(words: str, written: str) -> None:
    assert write_markdown([words]) == written
    assert read_paragraphs(written) == [("paragraph", words)]


def test_line_breaks_are_kept() -> None:
    assert write_markdown(["  one ", "\t---", "two"]) == "one\\\n\\---\\\ntwo"


@settings(deadline=None)
@given(st.lists(st.one_of(ANY, TRICKY).filter(lambda line: line.strip()), min_size=1, max_size=4))
@example(["a", "==="])
@example(["a|b", "-|-"])
@example(["&#160;"])
@example(["[^1]: a"])
@example(["x\\"])
def test_any_lines_become_one_paragraph_of_exactly_these_words(lines: list[str]) -> None:
    expected = "\n".join(line.strip(" \t") for line in lines)
    for attribute, kind in (("", "paragraph"), ("{.caption}\n", "caption")):
        assert read_paragraphs(attribute + write_markdown(lines)) == [(kind, expected)]


@settings(deadline=None)
@given(st.text())
@example("'''")
@example("a'")
@example('a"""\\')
@example("\x00\x1f\x7f\r\n\ttab")
@example("\n\nfirst lines are empty")
def test_any_words_survive_in_toml(words: str) -> None:
    assert tomllib.loads(f"a = {write_text(words)}\nb = {write_string(words)}") == {"a": words, "b": words}


def test_a_text_is_literal_where_it_can_be() -> None:
    assert write_text('say "\\o/"\ntwice') == "'''\nsay \"\\o/\"\ntwice'''"
    assert write_text("rock 'n'") == '"""\nrock \'n\'"""'
