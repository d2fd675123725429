"""Paragraphs that are only words are read without the parser, which would make the same of them."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings, strategies as st

from generator.core import markdown
from generator.core.markdown import Prose, read_prose
from generator.core.model import Limits
from generator.core.plain_prose import take_plain
from generator.core.text import Text

RUNS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"), min_size=1, max_size=8),
    st.text(st.sampled_from("ab. ,-+=:;()'\"1é\u200b\u00a0\u3000\u0301%$@^/"), min_size=1, max_size=12),
    st.sampled_from(
        (
            *(
                "Plain words.",
                "Words and *more*.",
                "Words[^a].",
                "[^a]: Note.",
                "[a]: https://x.org",
                "See [a].",
                "- item",
            ),
            *("  more", "    code", "1. one", "> said", "# Head", "---", "===", "{#id}", "{.caption}", "a | b\n- | -"),
            *(
                "```\n\nx\n\n```",
                "<div>\n\nWords\n\n</div>",
                "<!--\n\nx",
                "&amp; so",
                "a\\\nb",
                "Two  \nlines",
                "\t- a",
            ),
        )
    ),
)
TEXTS = st.lists(
    st.tuples(RUNS, st.sampled_from(("\n\n", "\n\n", "\n", "\n\n\n", "\n \n", "\n\n\n\n"))), max_size=8
).map(lambda runs: "".join(run + gap for run, gap in runs))


def read(source: str, prefix: str) -> tuple[Prose | None, tuple[object, ...]]:
    found = read_prose(Text("a.md", f"+++\n+++\n{source}"), 8, Limits(), prefix=prefix, picture_base="../media/a/")
    return found.value, found.diagnostics


@settings(max_examples=400)
@given(TEXTS, st.sampled_from(("", "k-1-")))
@example("Plain one.\n\nPlain two.\n\n- item\n\nPlain three.\n\nPlain four.\n", "")
@example("{#id}\n\nPlain one.\n\nPlain two.\n\n---\n\nPlain.\n\nMore.\n\n{#p9}\n\nNine.\n\nTen.", "")
def test_the_blocks_are_those_of_the_parser(source: str, prefix: str) -> None:
    made = read(source, prefix)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(markdown, "take_plain", lambda source: (source, ()))
        assert read(source, prefix) == made


def test_only_words_after_a_paragraph_are_taken_out() -> None:
    source = "First.\n\nSecond one.\n\nThird *one*.\n\nFourth.\n\n- item\n\nFifth.\n\nSixth\nand more.\n\n2 is a digit."
    rest, plain = take_plain(source)
    assert plain == [(2, "Second one."), (6, "Fourth.")]
    assert rest == "First.\n\n\n\nThird *one*.\n\n\n\n- item\n\nFifth.\n\nSixth\nand more.\n\n2 is a digit."


@pytest.mark.parametrize("reaching", ["```\n\nx\n\n```", "~~~", "<pre>", "\t"])
def test_beside_what_reaches_across_blank_lines_nothing_is_taken_out(reaching: str) -> None:
    source = f"First.\n\nSecond.\n\n{reaching}"
    assert take_plain(source) == (source, ())
