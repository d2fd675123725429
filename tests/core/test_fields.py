"""The door to TOML: values, places, and exact reports."""

from __future__ import annotations

from decimal import Decimal
from textwrap import dedent

import pytest
from hypothesis import given, strategies as st

from generator.core.diagnostics import tell
from generator.core.fields import locate, read_record, read_toml, split_front_matter
from generator.core.records import ArticleRecord, ClaimsRecord, PageRecord
from generator.core.text import Text


def test_fractions_keep_the_digits_they_were_written_with() -> None:
    read = read_toml(Text("x.toml", "a = 1.10\nb = 85\nc = 1e99999999999999999999\n"))
    assert read.value == {"a": Decimal("1.10"), "b": 85, "c": Decimal("Infinity")}
    assert str(read.value["a"]) == "1.10"


def test_a_syntax_error_in_front_matter_stands_where_the_file_has_it() -> None:
    text = Text("article.md", '+++\ntitle = "x"\noutlet = herald\n+++\n\nbody = no\n')
    start, end, _ = split_front_matter(text).value or (0, 0, 0)
    assert tell(read_toml(text, start, end).diagnostics) == dedent("""\
        error[toml-syntax]: this is not a value
         --> article.md:3:10
          |
        3 | outlet = herald
          |          ^^^^^^
          = hint: put words in quotes: "…"
        """)


def test_a_key_given_twice_shows_both_places() -> None:
    text = Text("sources.toml", '[ann]\nname = "Ann"\n\n[ann]\nname = "Anne"\n')
    assert tell(read_toml(text).diagnostics) == dedent("""\
        error[toml-syntax]: ann is given twice
         --> sources.toml:4:2
          |
        4 | [ann]
          |  ^^^
          = it was first given here:
         ::: sources.toml:1:2
          |
        1 | [ann]
          |  ^^^
          = hint: keep one of them
        """)


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        ("a = " + "[" * 5000 + "]" * 5000, "lists and tables lie too deep in each other here"),
        ("a = " + "{b = " * 5000, "lists and tables lie too deep in each other here"),
        (f"a = {'7' * 5000}", "this number has too many digits"),
        (".".join(["a"] * 50_000) + " = 1", "this key has more than a hundred parts"),
    ],
)
def test_what_goes_beyond_all_measure_is_refused_at_once(toml: str, message: str) -> None:
    read = read_toml(Text("x.toml", toml))
    assert [found.message for found in read.diagnostics] == [message]


def test_an_escape_brings_in_no_character_that_a_file_may_not_hold() -> None:
    text = Text("x.toml", 'a = "\\u00e9\\t\\n"\nb = ["\\\\u0000", "\\u0007"]\n[c]\n"\\r" = 1\n')
    found = read_toml(text).diagnostics
    assert [(each.code, each.place.line, each.place.width) for each in found] == [
        ("control-character", 3, 3),
        ("control-character", 2, 8),
    ]


def test_text_with_many_dots_is_text() -> None:
    assert read_toml(Text("x.toml", f'a = "{"ha." * 500}"')).diagnostics == ()


def test_every_fault_of_a_file_is_found_at_once_and_at_its_place() -> None:
    text = Text(
        "article.md",
        dedent("""\
            +++
            titel     = "Mill closes"
            outlet    = "The Herald"
            published = 2020
            captured  = "2020-02-30"
            rendition = "precise"
            tags      = "mill"
            +++
            """),
    )
    start, end, _ = split_front_matter(text).value or (0, 0, 0)
    assert tell(read_record(text, ArticleRecord, start=start, end=end).diagnostics) == dedent("""\
        error[missing-key]: title is missing here
         --> article.md:1:1
          |
        1 | +++
          | ^^^
          = hint: add title = … (the headline, as published)

        error[unknown-key]: there is no key 'titel' here
         --> article.md:2:1
          |
        2 | titel     = "Mill closes"
          | ^^^^^
          = hint: did you mean 'title'?

        error[bad-id]: outlet must be small letters a-z, digits and hyphens, at most 80, no hyphen first
         --> article.md:3:13
          |
        3 | outlet    = "The Herald"
          |             ^^^^^^^^^^^^
          = hint: write it as 'the-herald'

        error[wrong-type]: published must be a date or an EDTF string; this is a whole number
         --> article.md:4:13
          |
        4 | published = 2020
          |             ^^^^
          = hint: write 2017-10-15, or with its doubts in quotes: '2017-10-11~'

        error[bad-date]: captured is not a date that can be read: '2020-02-30'
         --> article.md:5:13
          |
        5 | captured  = "2020-02-30"
          |             ^^^^^^^^^^^^
          = hint: write 2017-10-15, '2017-10', '2017-10-11~', '../2017-10-13' or '[2017-10-11,2017-10-12]'

        error[not-one-of]: rendition cannot be 'precise'
         --> article.md:6:13
          |
        6 | rendition = "precise"
          |             ^^^^^^^^^
          = hint: did you mean 'precis'?
          = hint: one of full, excerpt, precis

        error[wrong-type]: tags must be a list; this is text
         --> article.md:7:13
          |
        7 | tags      = "mill"
          |             ^^^^^^
          = hint: put it in brackets: tags = ["mill"]
        """)


def test_a_fault_between_two_keys_shows_both() -> None:
    text = Text("claims.toml", '[[claim]]\nid = "x"\nspeaker = "ann"\nunnamed = "a miller"\n')
    told = tell(read_record(text, ClaimsRecord).diagnostics)
    assert (
        dedent("""\
        error[speaker-and-unnamed]: a claim has a speaker or an unnamed one, not both
         --> claims.toml:4:1
          |
        4 | unnamed = "a miller"
          | ^^^^^^^
          = it stands beside this:
         ::: claims.toml:3:1
          |
        3 | speaker = "ann"
          | ^^^^^^^
          = hint: keep speaker where the name is known, unnamed where it is not
        """)
        in told
    )
    assert told.count("error[missing-key]") == 4


def test_a_record_is_given_only_where_nothing_is_wrong() -> None:
    fine = read_record(Text("p.md", 'title = "Method"\norder = 2\n'), PageRecord)
    assert fine.value == PageRecord(title="Method", order=2)
    assert read_record(Text("p.md", "title = 1"), PageRecord).value is None
    assert [found.code for found in read_record(Text("p.md", "title ="), PageRecord).diagnostics] == ["toml-syntax"]


def test_a_place_is_that_of_the_nearest_parent_where_there_is_no_such_thing() -> None:
    text = Text("claims.toml", '# claims\n[[claim]]\nid = "a"\n[[claim]]\nid = "b"\nvia = [\n  "ap",\n  "nbc",\n]\n')
    assert locate(text, ("claim", 1, "via", 1)).line == 8
    assert locate(text, ("claim", 1, "via", 7)).line == 6
    assert locate(text, ("claim", 1, "speaker")).line == 4
    assert locate(text, ("claim", 1, "id"), key=True).width == 2
    assert locate(text, ("claim", 9, "id"), key=True).line == 2
    assert locate(text, ("sources",)).excerpt == "# claims"
    assert locate(Text("x.toml", ""), ("a", 1)).line == 1


def test_a_place_in_front_matter_is_a_place_in_the_file() -> None:
    text = Text("article.md", '+++\r\ntitle = "x"\r\n+++\r\ntitle = "y"\r\n')
    start, end, body = split_front_matter(text).value or (0, 0, 0)
    place = locate(text, ("title",), start=start, end=end)
    assert (place.line, place.column, place.excerpt) == (2, 9, 'title = "x"')
    assert locate(text, ("lang",), start=start, end=end).line == 1
    assert text.content[body:] == 'title = "y"\r\n'


@given(st.text(alphabet="+\n\r ab", max_size=30))
def test_front_matter_and_body_and_fences_are_the_whole_file(content: str) -> None:
    text = Text("a.md", content)
    split = split_front_matter(text)
    if split.value is None:
        assert [found.code for found in split.diagnostics] in (["no-front-matter"], ["open-front-matter"])
        return
    start, end, body = split.value
    assert content[:start].rstrip() == content[end:body].rstrip() == "+++"
    assert 0 < start <= end < body <= len(content)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("", "no-front-matter"),
        ("# Title\n", "no-front-matter"),
        ("\n+++\n+++\n", "no-front-matter"),
        ("---\ntitle: x\n---\n", "no-front-matter"),
        ("+++", "open-front-matter"),
        ("+++\ntitle = 1\n++ +\n", "open-front-matter"),
    ],
)
def test_a_file_without_front_matter_is_told_so(content: str, code: str) -> None:
    assert [found.code for found in split_front_matter(Text("a.md", content)).diagnostics] == [code]


def test_empty_front_matter_is_front_matter() -> None:
    assert split_front_matter(Text("a.md", "+++\n+++")).value == (4, 4, 7)
