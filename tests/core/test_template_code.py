from __future__ import annotations

import pytest

from generator.core.diagnostics import tell
from generator.core.pages.frame import Page
from generator.core.render import render_page
from generator.core.templates import Theme
from tests.core.test_render import page, theme


def shown(source: str, words: str = "hello") -> str:
    """What a template makes of a view that holds these words."""
    done = render_page(theme(a=source), page(words))
    assert done.diagnostics == ()
    assert done.value is not None
    return done.value


def told(made: Theme, there: Page) -> str:
    done = render_page(made, there)
    assert done.value is None
    return tell(done.diagnostics)


def test_a_phrase_without_values_is_written_as_it_is_said() -> None:
    assert shown('<p title="{{ t("thread.more") }}">{{ t("thread.more") }}</p>') == (
        '<p title="More about this copy">More about this copy</p>'
    )


def test_a_phrase_that_nobody_wrote_is_told_where_it_is_said_and_nowhere_else() -> None:
    assert shown('{% if page.words == "other" %}{{ t("thread.mroe") }}{% endif %}') == ""
    said = told(theme(a='\n{{ t("thread.mroe") }}'), page())
    assert said.startswith("error[template-fault]: there are no words 'thread.mroe'\n --> templates/pages/a.html:2:1\n")


def test_a_value_of_a_phrase_is_escaped_once_and_html_in_it_not_at_all() -> None:
    source = '{% macro b(it) %}<b>{{ it }}</b>{% endmacro %}<p>{{ t("note.said", said=page.words) }}'
    assert shown(source, "a < b") == "<p>“a &lt; b”"
    assert shown(source.replace("said=page.words", "said=b(page.words)"), "a < b") == "<p>“<b>a &lt; b</b>”"


def test_what_a_template_says_itself_is_written_as_any_other_value() -> None:
    assert shown('<p>{{ "a < \u202e" }}{{ 5 }}{{ "<"|escape }}</p>') == (
        '<p>a &lt; <bdi class="unseen" role="img" aria-label="right-to-left override, U+202E" '
        'data-unseen="U+202E">\u202e</bdi>5&lt;</p>'
    )


def test_calls_may_spread_what_they_give_and_hand_on_a_body() -> None:
    macro = "{% macro b(it, end='.') %}<b>{{ it }}{{ end }}</b>{% endmacro %}"
    assert shown(macro + "{{ b(*['a'], **{'end': '&'}) }}") == "<b>a&amp;</b>"
    assert shown(
        "{% macro b(it) %}{{ caller(it) }}{% endmacro %}{% call(it) b('&') %}<i>{{ it }}</i>{% endcall %}"
    ) == ("<i>&amp;</i>")
    assert "no words 'no.phrase'" in told(theme(a='{{ t("no.phrase", from=1) }}'), page())


def test_what_a_macro_or_a_block_of_words_holds_is_not_escaped_again() -> None:
    macro = "{% macro b(it) %}<b>{{ it }}</b>{% endmacro %}"
    assert shown(macro + "{% set twice %}{{ b(page.words) }}{% endset %}{{ twice }}", "&") == "<b>&amp;</b>"
    assert shown(macro + '{{ b(page.words) ~ "<" }}', "&") == "<b>&amp;</b>&lt;"


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("t", "{% set t = 1 %}"),
        ("t", "{% macro a(t) %}{% endmacro %}"),
        ("n", "{% for n in page.words %}{% endfor %}"),
    ],
)
def test_the_names_that_say_words_and_numbers_are_taken(name: str, source: str) -> None:
    said = told(theme(a=f"\n{source}"), page())
    assert said.startswith(f"error[template-syntax]: the name {name} is taken\n --> templates/pages/a.html:2:1\n")
