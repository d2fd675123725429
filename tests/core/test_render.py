from __future__ import annotations

import pickle
from dataclasses import dataclass

from generator.core.diagnostics import tell
from generator.core.pages.frame import Frame, Page, make_frame
from generator.core.render import Theme, render_page
from tests.core.pages.sample import sample_stage
from tests.words import ENGLISH


@dataclass(frozen=True, slots=True)
class Greeting:
    frame: Frame
    words: str


def page(words: str = "hello") -> Page:
    return Page("a.html", "pages/a.html", Greeting(make_frame(sample_stage(), "a.html", "A", ""), words))


def theme(**templates: str) -> Theme:
    return Theme(tuple((f"pages/{name}.html", source) for name, source in templates.items()), ENGLISH)


def report(made: Theme) -> str:
    done = render_page(made, page())
    assert done.value is None
    return tell(done.diagnostics)


def test_a_template_sees_the_view_as_page() -> None:
    assert render_page(theme(a="<p>{{ page.words }}</p>\n"), page()).value == "<p>hello</p>\n"


def test_everything_is_escaped() -> None:
    assert render_page(theme(a="{{ page.words }}"), page("<script>&'\"")).value == "&lt;script&gt;&amp;&#39;&#34;"


def test_a_field_that_does_not_exist_is_told_at_its_line_with_the_one_that_is_meant() -> None:
    assert report(theme(a="<p>\n{{ page.wrods }}</p>\n")) == (
        "error[template-fault]: a Greeting has no field 'wrods'\n"
        " --> templates/pages/a.html:2:1\n"
        "  |\n"
        "2 | {{ page.wrods }}</p>\n"
        "  | ^^^^^^^^^^^^^^^^^^^^\n"
        "  = hint: did you mean 'words'?\n"
    )


def test_a_fault_in_a_macro_of_another_file_is_told_there() -> None:
    said = report(
        theme(
            a='{% from "pages/b.html" import m %}\n\n{{ m(page) }}',
            b="{% macro m(it) %}\n{{ it.nothing }}\n{% endmacro %}",
        )
    )
    assert " --> templates/pages/b.html:2:1\n" in said


def test_a_template_that_cannot_be_read_is_told_at_its_line() -> None:
    said = report(theme(a="<p>\n{% fro x in page %}\n</p>"))
    assert said.startswith("error[template-syntax]: encountered unknown tag 'fro'\n --> templates/pages/a.html:2:1\n")


def test_a_template_that_is_not_there_is_told_with_the_nearest_name() -> None:
    said = report(theme(a='{% extends "pages/bse.html" %}', base="x"))
    assert said.startswith(
        "error[template-missing]: there is no template pages/bse.html\n --> templates/pages/a.html:1:1\n"
    )
    assert "did you mean 'pages/base.html'" in said


def test_any_other_fault_is_told_with_the_page_and_the_line() -> None:
    said = report(theme(a="x\n{{ page.words + 1 }}"))
    assert said.startswith("error[template-fault]: a.html cannot be rendered: can only concatenate str")
    assert "templates/pages/a.html:2:1" in said


def test_an_override_extends_the_original_by_its_theme_name_and_its_faults_are_told_in_its_own_file() -> None:
    original = "<i>{% block words %}{{ page.words }}{% endblock %}</i>"
    own = '{% extends "theme:pages/a.html" %}{% block words %}{{ super() }}!{% endblock %}'
    made = Theme(
        (("pages/a.html", own), ("theme:pages/a.html", original)), ENGLISH, (("pages/a.html", "mine/pages/a.html"),)
    )
    assert render_page(made, page()).value == "<i>hello</i>".replace("hello", "hello!")
    broken = Theme((("pages/a.html", own + "{% oops %}"), ("theme:pages/a.html", original)), ENGLISH, made.paths)
    assert "--> mine/pages/a.html:1" in report(broken)


def test_the_theme_name_means_the_plain_one_where_nothing_overrides_it() -> None:
    made = theme(a='{% extends "theme:pages/b.html" %}', b="plain")
    assert render_page(made, page()).value == "plain"


def test_a_theme_and_a_page_travel_to_another_process() -> None:
    made = theme(a="{{ page.words }}")
    again, there = pickle.loads(pickle.dumps((made, page())))
    assert render_page(again, there).value == "hello"
