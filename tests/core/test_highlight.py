"""Code keeps its characters, whatever colours it gets."""

from __future__ import annotations

import pytest
from hypothesis import given, settings, strategies as st

from generator.core.highlight import ALSO, LANGUAGES, find_language, highlight
from generator.core.html_tokens import words_of
from generator.core.safe_html import clean


def test_a_listed_language_gets_classes_of_its_own() -> None:
    assert highlight('a = "x"  # <b>\n', "toml", 1) == (
        '<span class="hl-n">a</span><span class="hl-w"> </span><span class="hl-o">=</span><span class="hl-w"> </span>'
        '<span class="hl-s2">"x"</span><span class="hl-w">  </span><span class="hl-c1"># &lt;b&gt;</span>'
    )


@pytest.mark.parametrize("language", ["", "scala", "text", "csv", "nonsense"])
def test_any_other_is_only_escaped(language: str) -> None:
    assert highlight("a = '<b>'\n", language, 1) == "a = &#39;&lt;b&gt;&#39;"


def test_short_names_are_known() -> None:
    assert find_language("PY") == "python"
    assert set(ALSO.values()) <= LANGUAGES


@pytest.mark.parametrize("code", ["a" * 2000, "a\n" * 1000, "\n" * 60, " " * 1001])
def test_what_would_take_long_is_only_escaped(code: str) -> None:
    assert "<span" not in highlight(code, "python", 1)


def test_code_in_markdown_is_not_handed_to_another_language() -> None:
    assert "hl-" not in highlight("```scala\n" + '"' + "\\" * 40 + "\n```", "markdown", 1).replace("hl-s", "")


@settings(deadline=None)
@given(st.sampled_from(sorted(LANGUAGES)), st.text("ab=1\"'<>&\n\t #{}[]()\\-:/*`$é\u2028", max_size=40))
def test_the_characters_stay_and_the_gate_lets_all_of_it_through(language: str, code: str) -> None:
    shown = highlight(code, language, 1)
    assert words_of(shown) == code.removesuffix("\n")
    assert words_of(clean(f"<pre><code>{shown}</code></pre>")) == code.removesuffix("\n")
    assert clean(shown).count("hl-") == str(shown).count("hl-")
