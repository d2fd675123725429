"""The registers and free pages, each file alone."""

from __future__ import annotations

from decimal import Decimal
from textwrap import dedent
from typing import TypeVar

import pytest

from generator.core.diagnostics import Checked, tell
from generator.core.model import (
    Answer,
    ClaimAddress,
    Html,
    Limits,
    Mark,
    Question,
    Relation,
    RelationType,
    Source,
    SourceKind,
)
from generator.core.registers import read_page, read_questions, read_relations, read_sources
from generator.core.text import Text

T = TypeVar("T")


def value(checked: Checked[T]) -> T:
    assert tell(checked.diagnostics) == ""
    assert checked.value is not None
    return checked.value


def test_sources_stand_in_the_order_of_their_file() -> None:
    toml = dedent("""\
        [herald]
        name = "The Herald"
        kind = "outlet"
        [bob]
        name = "Bob Clerk"
        kind = "person"
        role = "clerk"
        speaks_for = "council"
        also = ["the clerk"]
        url = "https://example.org/bob"
        short = "Clerk"
        """)
    assert value(read_sources(Text("sources.toml", toml))) == (
        Source("herald", "The Herald", SourceKind.OUTLET, short="The Herald"),
        Source(
            "bob",
            "Bob Clerk",
            SourceKind.PERSON,
            "clerk",
            "council",
            ("the clerk",),
            "https://example.org/bob",
            "Clerk",
        ),
    )


def test_a_note_is_markdown() -> None:
    toml = '[a]\nname = "A"\nkind = "person"\nnote = "Said *once*."\n'
    note = value(read_sources(Text("sources.toml", toml), Limits()))[0].note
    assert isinstance(note, Html)
    assert "Said" in note


def test_an_answer_without_a_mark_has_that_of_its_key() -> None:
    toml = dedent("""\
        [deal]
        question = "Was there a deal?"
        [deal.answers]
        yes = "Yes"
        no = "No"
        unclear = "Unclear"
        later = "Not yet"
        civilians = { label = "In part", mark = "no" }
        """)
    question = value(read_questions(Text("questions.toml", toml)))[0]
    assert question.answers == (
        Answer("yes", "Yes", Mark.YES),
        Answer("no", "No", Mark.NO),
        Answer("unclear", "Unclear", Mark.UNCLEAR),
        Answer("later", "Not yet", Mark.OTHER),
        Answer("civilians", "In part", Mark.NO),
    )


def test_a_quantity_has_a_unit() -> None:
    toml = dedent("""\
        [share]
        question = "How much was cleared?"
        unit = "%"
        unit_label = "per cent"
        axis_from = 70
        about = "Raqqa"
        summary = "They differ."
        """)
    assert value(read_questions(Text("questions.toml", toml))) == (
        Question("share", "How much was cleared?", (), "%", "per cent", Decimal(70), "Raqqa", "They differ."),
    )


def test_a_relation_joins_two_claims() -> None:
    toml = dedent("""\
        [[relation]]
        from = "one#a"
        to = "two#b"
        type = "same-utterance"
        why = "One sentence, printed twice."
        ref = "R01"
        """)
    assert value(read_relations(Text("relations.toml", toml))) == (
        Relation(
            ClaimAddress("one", "a"),
            ClaimAddress("two", "b"),
            RelationType.SAME_UTTERANCE,
            "One sentence, printed twice.",
            ("R01",),
        ),
    )


def test_an_empty_register_is_a_register() -> None:
    empty = Text("x.toml", "# nothing yet\n")
    assert value(read_sources(empty)) == value(read_questions(empty)) == value(read_relations(empty)) == ()


@pytest.mark.parametrize("toml", ["[a", "a = 1", "[a]\nb = 1"])
def test_a_register_with_a_fault_is_none(toml: str) -> None:
    for read in (read_sources, read_questions, read_relations):
        checked = read(Text("x.toml", toml))
        assert checked.value is None
        assert checked.diagnostics


def test_a_page_is_named_after_its_file() -> None:
    text = Text(
        "content/pages/method.md", '+++\ntitle = "Method"\norder = 2\nsummary = "How."\n+++\n\nFirst.\n\nSecond.\n'
    )
    page = value(read_page(text, Limits()))
    assert (page.name, page.title, page.summary, page.order) == ("method", "Method", "How.", 2)
    assert page.body.index("First.") < page.body.index("Second.")
    assert page.body.count("<p") == page.body.count("</p>") == 2


def test_the_faults_of_a_page_stand_in_its_file() -> None:
    text = Text("content/pages/method.md", '+++\ntitle = "Method"\norder = "2"\n+++\nWords.\n')
    assert tell(read_page(text, Limits()).diagnostics) == dedent("""\
        error[wrong-type]: order must be a whole number; this is text
         --> content/pages/method.md:3:9
          |
        3 | order = "2"
          |         ^^^
          = hint: take off the quotes: order = 2
        """)
    assert [found.code for found in read_page(Text("a.md", "Words."), Limits()).diagnostics] == ["no-front-matter"]


def test_the_footnotes_of_a_page_stand_below_it() -> None:
    page = value(read_page(Text("a.md", '+++\ntitle = "A"\n+++\nOne[^n].\n\n[^n]: A note.\n\nTwo.\n'), Limits()))
    assert page.body.index("Two.") < page.body.index('<li id="fn-n">') < page.body.index("A note.")
    assert 'href="#fn-n"' in page.body


def test_a_page_shows_no_pictures() -> None:
    text = Text("content/pages/a.md", '+++\ntitle = "A"\n+++\n![The mill](mill.jpg)\n')
    assert tell(read_page(text, Limits()).diagnostics) == dedent("""\
        error[picture-on-a-page]: a free page has no folder for 'mill.jpg'
         --> content/pages/a.md:4:13
          |
        4 | ![The mill](mill.jpg)
          |             ^^^^^^^^
          = hint: put it into an article, or describe it in words
        """)
