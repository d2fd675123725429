from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given, strategies as st
from jinja2 import Template
from jinja2.compiler import CodeGenerator

from generator.core.diagnostics import tell
from generator.core.pages.article import article_pages
from generator.core.pages.frame import Frame, Page
from generator.core.render import render_page
from generator.core.safe_html import Html
from generator.core.template_code import _Environment, _make_environment
from generator.core.templates import Theme
from tests.core.pages.rendering import lay_out_all, shipped_theme
from tests.core.pages.sample import sample_stage
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


class Plain(_Environment):
    """Templates as jinja2 itself runs them."""

    code_generator_class = CodeGenerator
    template_class = Template


def plainly(made: Theme, there: Page) -> str:
    return _make_environment(made, Plain).get_template(there.template).render(page=there.view)


def test_every_page_is_what_jinja2_itself_would_write() -> None:
    stage = sample_stage()
    pages = (*lay_out_all(stage), *article_pages(stage))
    assert len({each.template for each in pages}) >= 15
    for each in pages:
        assert render_page(shipped_theme(), each).value == plainly(shipped_theme(), each), each.url


@dataclass(frozen=True, slots=True)
class Odd:
    """A view of values of every kind."""

    frame: Frame
    words: str
    html: Html
    number: int
    nothing: None
    named: dict[str, str]


CALLS = st.tuples(
    st.lists(st.sampled_from(("page.words", "page.html", "page.named.x", "1")), max_size=3),
    st.dictionaries(st.sampled_from(("a", "b", "c")), st.sampled_from(("page.number", "page.nothing", "'<'"))),
).map(lambda call: ", ".join((*call[0], *(f"{name}={value}" for name, value in call[1].items()))))


@given(st.lists(CALLS, min_size=1, max_size=3), st.text("a<&'\u202eé", max_size=5))
def test_any_call_of_a_macro_is_what_jinja2_itself_would_make_of_it(calls: list[str], words: str) -> None:
    macro = "{% macro m(a, b='-', c=none) %}<b>{{ a }}{{ b }}{{ c.x is defined }}{{ c|default('?') }}</b>{% endmacro %}"
    made = theme(a=macro + "".join(f"{{{{ m({call}) }}}}" for call in calls))
    there = Page("a.html", "pages/a.html", Odd(page().view.frame, words, Html("<i>&amp;</i>"), 5, None, {"x": words}))
    try:
        expected = plainly(made, there)
    except Exception:
        assert render_page(made, there).value is None
    else:
        assert render_page(made, there).value == expected


def test_a_template_may_ask_whether_something_is_there_and_look_it_up_by_name() -> None:
    assert shown("{{ page.nothing is defined }} {{ {'x': page.words}.x }}") == "False hello"
