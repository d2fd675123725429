"""From a saved page to the files of an article: nothing lost, nothing invented."""

from __future__ import annotations

import re
import tomllib

import pytest
from hypothesis import given, settings, strategies as st

from generator.core.capture.draft import Draft, draft_page, is_html, make_id, tell_account
from generator.core.capture.lines import LineKind, number_lines
from generator.core.diagnostics import tell
from generator.core.fields import read_record
from generator.core.records import ThreadRecord
from generator.core.text import Text
from generator.core.values import is_device
from tests.rendering import read_paragraphs

PAGE = """\
Water in the harbour

The quay at noon. (Ann Roe/Reuters)
It came at noon, and by evening it stood in every house of the quay, as it had in the year before.

1. This is no list, *nor* emphasis, <b>nor</b> HTML.

2 responses to “Water in the harbour”

  1. Ann Avatar
    Ann

    It's what we 'expected'
    all along.

    1. Not me.

Leave a Reply
"""


COUNTS = (
    "1 title, 2 paragraph, 1 caption, 1 furniture, 1 thread-heading, 2 comment-marker, 1 author-line, 2 comment-text"
)
ACCOUNT = f"""\
   1  title           the headline                              Water in the harbour
   3  caption         article.md: block p1                      The quay at noon. (Ann Roe/Reuters)
   4  paragraph       article.md: block p2                      It came at noon, and by evening it stood in every ho…
   6  paragraph       article.md: block p3                      1. This is no list, *nor* emphasis, <b>nor</b> HTML.
   8  thread-heading  heads the comments; the page counts 2     2 responses to “Water in the harbour”
  10  comment-marker  begins comment 1, with its author         1. Ann Avatar
  11  author-line     author of comment 1                       Ann
  13  comment-text    text of comment 1                         It's what we 'expected'
  14  comment-text    text of comment 1                         all along.
  16  comment-marker  begins comment 1.1, with its first words  1. Not me.
  18  furniture       left out: part of the reply form          Leave a Reply
  11 lines: {COUNTS}
  unknown: outlet: no page says for certain who published it; --outlet ID gives it
  unknown: url: the address of the original; --url gives it
  unknown: published: the page's own clock and the dates of photographs do not count; --published gives it
  unknown: author: add it to article.md if the original names one
"""


def draft_of(content: str, **given: str) -> Draft:
    checked = draft_page(Text("saved.txt", content), given)
    assert checked.value is not None, tell(checked.diagnostics)
    return checked.value


def report_of(content: str, **given: str) -> str:
    checked = draft_page(Text("saved.txt", content), given)
    assert checked.value is None
    return tell(checked.diagnostics)


def test_a_page_becomes_an_article_and_a_thread() -> None:
    draft = draft_of(PAGE)
    assert draft.id == "water-in-the-harbour"
    assert (
        dict(draft.files)["article.md"]
        == """\
+++
title = "Water in the harbour"
rendition = "full"
+++

{.caption}
The quay at noon. (Ann Roe/Reuters)

It came at noon, and by evening it stood in every house of the quay, as it had in the year before.

1\\. This is no list, \\*nor\\* emphasis, \\<b>nor\\</b> HTML.
"""
    )
    assert (
        dict(draft.files)["thread.toml"]
        == """\
stated = 2

[[comment]]
id = "1"
author = "Ann"
text = '''
It's what we 'expected'
all along.'''

[[comment]]
id = "1.1"
parent = "1"
text = '''
Not me.'''
"""
    )


def test_what_is_given_stands_in_the_front_matter_and_in_the_id() -> None:
    draft = draft_of(PAGE, outlet="post", url="https://example.org/water", published="2031-03-04")
    assert dict(draft.files)["article.md"].startswith("""\
+++
title = "Water in the harbour"
outlet = "post"
url = "https://example.org/water"
published = 2031-03-04
rendition = "full"
+++
""")
    assert draft.id == "2031-03-04-water-in-the-harbour"
    assert [each.partition(":")[0] for each in draft.unknown] == ["author"]


def test_a_date_that_is_not_one_day_is_kept_as_it_was_given() -> None:
    draft = draft_of(PAGE, published="[2031-03-04,2031-03-05]")
    assert 'published = "[2031-03-04,2031-03-05]"\n' in dict(draft.files)["article.md"]
    assert draft.id == "2031-03-04-water-in-the-harbour"
    assert draft_of(PAGE, published="2031-03~").id == "2031-03-water-in-the-harbour"


def test_what_is_not_given_is_said_to_be_unknown() -> None:
    assert [each.partition(":")[0] for each in draft_of(PAGE).unknown] == ["outlet", "url", "published", "author"]
    assert draft_of("Water\n\nIt came.").unknown[-1].startswith("comments: the copy shows none")


def test_a_wrong_value_is_told_as_the_format_tells_it_at_the_option_that_gave_it() -> None:
    assert (
        report_of(PAGE, published="2021-13-01")
        == """\
error[bad-date]: --published is not a date that can be read: '2021-13-01'
 --> command line:1:13
  |
1 | --published 2021-13-01
  |             ^^^^^^^^^^
  = hint: write 2017-10-15, '2017-10', '2017-10-11~', '../2017-10-13' or '[2017-10-11,2017-10-12]'
"""
    )
    assert report_of(PAGE, outlet="The Post").startswith("error[bad-id]: --outlet must be small letters")
    assert report_of(PAGE, url="example.org").startswith("error[bad-url]: --url must be a whole address")


def test_an_empty_page_is_refused_and_html_is_known() -> None:
    assert report_of("\n\n").startswith("error[empty-page]: there is no text in this page\n --> saved.txt:1:1\n")
    assert is_html("<!DOCTYPE html>\n<html><p>Water</p>")
    assert not is_html("1 < 2\n")


def test_the_account_gives_every_line_its_fate() -> None:
    assert tell_account(draft_of(PAGE)) == ACCOUNT


def test_a_page_that_says_it_has_no_comments_gets_an_empty_thread_and_a_silent_one_none() -> None:
    assert dict(draft_of("Water\n\nIt came.\n\nNo comments yet").files)["thread.toml"] == "stated = 0\n"
    assert "thread.toml" not in dict(draft_of("Water\n\nIt came.").files)


def test_comments_that_cannot_be_told_apart_stay_in_the_capture_and_it_is_said() -> None:
    prose = "Water came over the wall at noon, and by evening it stood in every house of the quay."
    draft = draft_of(f"Water\n\n{prose}\n\n2 responses to “Water”\n\nAnn\nIt was wet.\n\nLeave a Reply")
    assert dict(draft.files)["thread.toml"] == "stated = 2\n"
    assert [(line.kind.value, line.became.partition(":")[0]) for line in draft.account[3:]] == [
        ("comment-text", "not numbered, so it cannot be told whose it is"),
        ("comment-text", "not numbered, so it cannot be told whose it is"),
        ("furniture", "left out"),
    ]


SHORT = "Water\n\nIt came, said Ann.\n\n"


def comments_of(draft: Draft) -> list[tuple[str, str, str, str]]:
    read = tomllib.loads(dict(draft.files).get("thread.toml", ""))
    return [
        (each["id"], each.get("author", ""), str(each.get("date", "")), each.get("text", ""))
        for each in read.get("comment", [])
    ]


def test_a_numbered_thread_of_names_and_dates_keeps_every_voice_apart() -> None:
    thread = "2 Comments\n\n1. ann r\nMarch 4, 2031 at 10:02 am\nI saw it.\n\n"
    reply = "    1. bob\n    March 4, 2031 at 11:40 am\n    No.\n"
    draft = draft_of(f"{SHORT}{thread}{reply}")
    assert comments_of(draft) == [
        ("1", "ann r", "2031-03-04 10:02:00", "I saw it."),
        ("1.1", "bob", "2031-03-04 11:40:00", "No."),
    ]
    assert draft.doubts == ()


@pytest.mark.parametrize(
    ("thread", "line", "doubt"),
    [
        (
            "2 Comments\n\n1. ann r\nMarch 4, 2031\nI saw it.\n\n3. bob\nMarch 4, 2031\nNo.",
            11,
            "is numbered and names its author like a comment, but the count or the indentation does not fit",
        ),
        (
            "2 Comments\n\n1. ann r\nI saw it.\n\n    1. bob\n    No.",
            10,
            "may be the first reply: the copy does not show how far in replies stand",
        ),
        (
            "2 Comments\n\n1. I saw it.\n\n  And so did you.\n\n5. No.",
            11,
            "is numbered like a comment, and the page counts more than could be read",
        ),
        (
            "2 Comments\n\n1. ann r\nMarch 4, 2031\nI saw it.\n\nbob\nMarch 4, 2031\nNo.",
            11,
            "may be the author of a comment of its own: a date stands below it",
        ),
        (
            "2 Comments\n\n1. ann r says:\nI saw it.\n\nbob says:\nNo.",
            10,
            "may begin a comment of its own, as 'says:' does elsewhere on this page",
        ),
    ],
)
def test_where_voices_could_be_merged_the_whole_thread_stays_in_the_capture(thread: str, line: int, doubt: str) -> None:
    draft = draft_of(f"{SHORT}{thread}\n")
    assert dict(draft.files)["thread.toml"] == "stated = 2\n"
    assert [(each.line, each.words) for each in draft.doubts] == [
        (line, doubt),
        (0, "the page counts 2 comments; none could be told apart, they stand in the capture only"),
    ]
    assert {each.became for each in draft.account if each.number > 6} == {
        "it is not certain whose it is: kept in the capture only"
    }


SAID = "ann r says:\nMarch 4, 2031 at 10:02 am\nI saw it.\nReply\n\n"
ANSWERED = "    bob says:\n    March 4, 2031 at 11:40 am\n    No.\n    Reply\n\n"


def test_unnumbered_comments_are_told_apart_by_says_and_a_date_and_nested_by_indentation() -> None:
    draft = draft_of(f"{SHORT}3 Comments\n\n{SAID}{ANSWERED}{SAID}Leave a Reply\nName\n")
    assert comments_of(draft) == [
        ("1", "ann r", "2031-03-04 10:02:00", "I saw it."),
        ("1.1", "bob", "2031-03-04 11:40:00", "No."),
        ("2", "ann r", "2031-03-04 10:02:00", "I saw it."),
    ]
    assert draft.doubts == ()
    assert all("clock" not in line.became for line in draft.account)


def test_unnumbered_comments_at_one_depth_are_kept_and_their_replies_are_doubted() -> None:
    draft = draft_of(f"{SHORT}Comments\n\n{SAID}{SAID}")
    assert [each[0] for each in comments_of(draft)] == ["1", "2"]
    assert [each.words for each in draft.doubts] == [
        "the copy sets no comment further in than another: which of them are replies is not known"
    ]


@pytest.mark.parametrize(
    "thread",
    [
        f"{SAID}{ANSWERED}",
        f"{SAID}{ANSWERED}bob says:\nNo.\n",
        f"{SAID}{ANSWERED}bob\nMarch 4, 2031\nNo.\n",
        f"{SAID}{ANSWERED}  bob says:\n  March 4, 2031\n  No.\n",
        f"{SAID}Leave a Reply\n\n{SAID}{SAID}",
    ],
)
def test_unnumbered_comments_that_do_not_agree_stay_in_the_capture(thread: str) -> None:
    draft = draft_of(f"{SHORT}3 Comments\n\n{thread}")
    assert comments_of(draft) == []
    assert [each.words for each in draft.doubts] == [
        "the page counts 3 comments; none could be told apart, they stand in the capture only"
    ]
    assert all("clock" not in line.became for line in draft.account)


@pytest.mark.parametrize("heading", ["2 Comments", "Comments"])
def test_comments_without_dates_are_no_paragraphs_of_the_article(heading: str) -> None:
    draft = draft_of(f"{SHORT}{heading}\n\nann r says:\n\nI saw it.\n\nbob says:\n\nNo.\n")
    assert dict(draft.files)["article.md"].endswith("\n\nIt came, said Ann.\n")
    assert comments_of(draft) == []
    assert draft.doubts[-1].words.endswith("; none could be told apart, they stand in the capture only")


@pytest.mark.parametrize("below", ["Posted in: dams\n\nThe Post\n", "Leave a Reply\nName\n", "The Post\n"])
def test_what_the_site_prints_below_the_last_comment_is_not_put_into_a_mouth(below: str) -> None:
    draft = draft_of(f"{SHORT}2 Comments\n\n{SAID}{SAID}{below}")
    assert [each[3] for each in comments_of(draft)] == ["I saw it.", "I saw it."]


def test_a_count_without_comments_below_it_is_doubted() -> None:
    words = "the page counts 2 comments, and none was found below the article: see that none stands in its text"
    doubts = draft_of(f"{SHORT}2 Comments\n\nann r\nI saw it.").doubts
    assert [(each.line, each.words) for each in doubts] == [(5, words)]


@pytest.mark.parametrize(
    ("title", "made"),
    [
        ("Water in the harbour", "water-in-the-harbour"),
        ("Ann's “Ünïted” café: 50% off!", "anns-united-cafe-50-off"),
        ("U.S. says no", "us-says-no"),
        ("Вода в порту", "voda-v-portu"),
        ("…", "untitled"),
        ("word " * 30, "word-word-word-word-word-word-word-word-word-word-word-word"),
        ("x" * 100, "x" * 60),
    ],
)
def test_an_id_is_short_plain_and_cut_between_words(title: str, made: str) -> None:
    assert make_id(title) == made


@pytest.mark.parametrize(
    ("title", "published", "made"),
    [
        *(("CON", "", "con-1"), ("Aux.", "", "aux-1"), ("“Nul”", "", "nul-1"), ("Prn", "soon", "prn-1")),
        *(("COM1", "", "com1-1"), ("Lpt 9", "", "lpt-9"), ("lpt9", "", "lpt9-1"), ("Con man", "", "con-man")),
        ("Con", "2021-03-04", "2021-03-04-con"),
    ],
)
def test_an_id_is_never_a_device_of_windows_and_others_stay_as_they_are(title: str, published: str, made: str) -> None:
    assert make_id(title, published) == made


@given(st.text(max_size=500), st.sampled_from(("", "2021", "2021-03", "2021-03-04", "2017-10-11~")))
def test_an_id_made_of_any_title_can_name_a_folder(title: str, published: str) -> None:
    made = make_id(title, published)
    assert re.fullmatch(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?", made)
    assert len(made) <= 71
    assert not is_device(made)


PIECES = st.sampled_from(
    (
        *("2 responses to “Water”", "Water", "  1. Ann Avatar", "    1. a", "  2. b", "    ", "Leave a Reply"),
        *("(Ann/Reuters)", "By Ann Roe", "{.caption}", "+++", "'''", '"""', "\\", "Home | News | Sport", "World"),
        *("<html>", "\u2028", "x" * 120),
    )
)
PAGES = st.one_of(st.text(max_size=300), st.lists(st.one_of(PIECES, st.text(max_size=30)), max_size=20).map("\n".join))


@given(PAGES)
@settings(deadline=None)
def test_any_text_gives_a_whole_draft_or_a_diagnostic(content: str) -> None:
    checked = draft_page(Text("saved.txt", content))
    if checked.value is None:
        assert checked.diagnostics
        return
    draft = checked.value
    assert [line.number for line in draft.account] == [line.number for line in number_lines(content)]
    assert len(draft.id) <= 80
    tell_account(draft).encode()
    files = dict(draft.files)
    tomllib.loads(files["article.md"].split("\n+++\n")[0].removeprefix("+++\n"))
    if "thread.toml" in files and content.isprintable():
        assert read_record(Text("thread.toml", files["thread.toml"]), ThreadRecord).diagnostics == ()


BODY = (LineKind.PARAGRAPH, LineKind.CAPTION, LineKind.CREDIT, LineKind.DECK)


@given(PAGES.filter(lambda content: all(line.isprintable() for line in content.split("\n"))))
@settings(deadline=None)
def test_the_body_of_any_draft_reads_as_the_lines_it_was_made_of(content: str) -> None:
    draft = draft_page(Text("saved.txt", content)).value
    if draft is not None:
        words = "\n".join(words for _, words in read_paragraphs(dict(draft.files)["article.md"]))
        assert words == "\n".join(line.words for line in draft.account if line.kind in BODY)
