"""Threads: what is read, how it is counted, and every fault with its report."""

from __future__ import annotations

import time
from datetime import date
from textwrap import dedent

import pytest
from hypothesis import given, strategies as st

from generator.core.comments import read_thread, split_paragraphs
from generator.core.diagnostics import Checked, tell
from generator.core.model import BlockKind, Gap, Limits, Thread
from generator.core.text import Text

LIMITS = Limits()


def check(toml: str, limits: Limits = LIMITS) -> Checked[Thread]:
    return read_thread(Text("thread.toml", dedent(toml) if toml.startswith(" ") else toml), limits)


def read(toml: str) -> Thread:
    checked = check(toml)
    assert tell(checked.diagnostics) == ""
    assert checked.value is not None
    return checked.value


def codes(toml: str, limits: Limits = LIMITS) -> list[str]:
    return [found.code for found in check(toml, limits).diagnostics]


def comment(name: str, parent: str = "", text: str = "words") -> str:
    return f'[[comment]]\nid = "{name}"\n' + (f'parent = "{parent}"\n' if parent else "") + f'text = "{text}"\n'


def test_a_thread_is_flat_and_each_comment_stands_before_its_replies() -> None:
    thread = read(comment("2.1", "2") + comment("1") + comment("2") + comment("2.1.1", "2.1"))
    assert [(each.id, each.number, each.depth, each.replies, each.below) for each in thread.comments] == [
        ("1", 1, 1, 0, 0),
        ("2", 2, 1, 1, 2),
        ("2.1", 3, 2, 1, 1),
        ("2.1.1", 4, 3, 0, 0),
    ]


def test_everything_recorded_of_a_comment_is_kept() -> None:
    thread = read("""\
        stated = 2
        max_depth = 5
        retold = true
        note = "Saved late."
        [[comment]]
        id = "1"
        author = "Ana"
        author_basis = "avatar"
        date = 2017-10-15T10:00:00Z
        text = "See this"
        gaps = ["link"]
        label = "quotes a slur"
        [[comment]]
        id = "1.1"
        parent = "1"
        gaps = ["text", "author"]
        cover = "insults"
        answers = { id = "1", why = "names Ana" }
        """)
    assert (thread.stated, thread.max_depth, thread.retold) == (2, 5, True)
    assert "Saved late." in thread.note
    first, second = thread.comments
    assert (first.author, first.author_basis, first.label, first.gaps) == (
        *("Ana", "avatar", "quotes a slur"),
        (Gap.LINK,),
    )
    assert first.date is not None
    assert (first.date.earliest, first.date.clock) == (date(2017, 10, 15), "10:00")
    assert (second.author, second.blocks, second.cover, second.parent) == ("", (), "insults", "1")
    assert second.answers is not None
    assert (second.answers.id, second.answers.why) == ("1", "names Ana")


def test_an_empty_thread_is_a_thread() -> None:
    assert read("stated = 6\n") == Thread((), stated=6)
    assert read("") == Thread(())


def test_paragraphs_are_parted_by_blank_lines_and_keep_their_line_breaks() -> None:
    words = "  One & <two>\nthree  \n\n \t\n\nfour"
    thread = read(f"[[comment]]\nid = '2.1'\ntext = '''\n{words}'''\n")
    comment = thread.comments[0]
    assert comment.text == words
    assert [(block.id, block.kind, block.words) for block in comment.blocks] == [
        ("k-2.1-p1", BlockKind.COMMENT, "  One & <two>\nthree  "),
        ("k-2.1-p2", BlockKind.COMMENT, "four"),
    ]
    assert [str(block.opening) + str(block.pieces[0].html) + str(block.closing) for block in comment.blocks] == [
        '<p id="k-2.1-p1">  One &amp; &lt;two&gt;<br>three  </p>',
        '<p id="k-2.1-p2">four</p>',
    ]


@given(st.text(alphabet="ab \t\n", max_size=40))
def test_paragraphs_lose_nothing_but_blank_lines(words: str) -> None:
    kept = [line for run in split_paragraphs(words) for line in run.split("\n")]
    assert kept == [line for line in words.split("\n") if line.strip()]


def test_markdown_is_read_where_the_thread_or_the_comment_says_so() -> None:
    thread = read('format = "markdown"\n' + comment("1", text="a *b*") + comment("2") + 'format = "plain"\n')
    assert [block.id for block in thread.comments[0].blocks] == ["k-1-p1"]
    assert [block.kind for each in thread.comments for block in each.blocks] == [BlockKind.COMMENT] * 2


def test_a_run_the_site_stopped_nesting_is_flattened() -> None:
    toml = "max_depth = 2\n" + comment("1") + comment("a", "1") + comment("b", "1") + comment("c", "1")
    assert [each.flattened for each in read(toml).comments] == [False, True, True, True]


def test_a_thread_ten_thousand_deep_is_read() -> None:
    toml = "".join(comment(str(n), str(n - 1) if n else "") for n in range(10_000))
    began = time.perf_counter()
    thread = read(toml)
    assert time.perf_counter() - began < 20
    assert (thread.comments[-1].depth, thread.comments[0].below) == (10_000, 9_999)


def test_two_comments_with_one_id_are_told_with_both_places() -> None:
    toml = comment("1") + comment("1", text="again")
    assert tell(check(toml).diagnostics) == dedent("""\
        error[repeated-comment]: two comments have the id '1'
         --> thread.toml:5:6
          |
        5 | id = "1"
          |      ^^^
          = the first is here:
         ::: thread.toml:2:6
          |
        2 | id = "1"
          |      ^^^
          = hint: give this one an id of its own
        """)


def test_a_parent_that_is_not_there_is_told_with_the_nearest() -> None:
    checked = check(comment("2.1") + comment("2.1.1", "2.l"))
    assert tell(checked.diagnostics) == dedent("""\
        error[unknown-parent]: there is no comment '2.l' in this thread
         --> thread.toml:6:10
          |
        6 | parent = "2.l"
          |          ^^^^^
          = hint: did you mean '2.1'?
        """)
    assert checked.value is not None
    assert [each.depth for each in checked.value.comments] == [1, 1]


def test_comments_that_answer_each_other_in_a_circle_are_told_once() -> None:
    checked = check(comment("a", "b") + comment("b", "c") + comment("c", "a") + comment("d", "a"))
    assert tell(checked.diagnostics) == dedent("""\
        error[parent-cycle]: comments answer each other in a circle: a → b → c → a
         --> thread.toml:3:10
          |
        3 | parent = "b"
          |          ^^^
          = hint: take out the parent that the page does not record
        """)
    assert checked.value is not None
    assert len(checked.value.comments) == 4


def test_a_comment_that_answers_itself_is_a_circle() -> None:
    assert codes(comment("a", "a")) == ["parent-cycle"]


def test_a_comment_that_is_too_long_names_the_limit() -> None:
    toml = comment("1", text="é" * 600)
    assert codes(toml) == []
    assert tell(check(toml, Limits(comment_kb=1)).diagnostics).splitlines()[0::5] == [
        "error[comment-too-long]: comment '1' is 2 kB long, and 1 are allowed",
        "  = hint: raise comment_kb under [limits] in site.toml",
    ]


def test_a_thread_with_too_many_comments_names_the_limit() -> None:
    checked = check("".join(comment(str(n)) for n in range(4)), Limits(comments=3))
    assert [(found.code, found.place.excerpt) for found in checked.diagnostics] == [("too-many-comments", 'id = "3"')]
    assert checked.value is None


def test_an_inferred_reply_must_answer_somebody_else() -> None:
    assert codes(comment("1") + 'answers = { id = "2", why = "x" }\n') == ["answers-nobody"]
    assert codes(comment("1") + 'answers = { id = "1", why = "x" }\n') == ["answers-nobody"]


def test_fewer_stated_than_present_is_a_warning() -> None:
    assert tell(check("stated = 1\n" + comment("1") + comment("2")).diagnostics) == dedent("""\
        warning[stated-fewer]: the page is said to have 1 in all, and 2 comments are here
         --> thread.toml:1:10
          |
        1 | stated = 1
          |          ^
          = hint: correct stated, or take it out
        """)
    assert codes("stated = 9\n" + comment("1")) == []


@pytest.mark.parametrize("text", ["", 'text = ""\n', 'text = " \\n"\n'])
def test_a_comment_has_text_or_says_that_it_was_not_saved(text: str) -> None:
    assert codes(f'[[comment]]\nid = "1"\n{text}') == ["comment-without-text"]
    assert codes(f'[[comment]]\nid = "1"\n{text}gaps = ["text"]\n') == []


def test_a_comment_may_not_take_the_address_of_anothers_paragraph() -> None:
    assert codes(comment("1", text="a\\n\\nb") + comment("1-p2")) == ["repeated-comment"]
    assert codes(comment("1", text="a") + comment("1-p2")) == []


def test_every_fault_of_a_thread_is_told_at_once() -> None:
    toml = comment("1") + comment("1") + comment("2", "7") + comment("3", "3") + '[[comment]]\nid = "4"\n'
    assert sorted(codes(f"stated = 1\n{toml}")) == [
        *("comment-without-text", "parent-cycle", "repeated-comment", "stated-fewer", "unknown-parent"),
    ]
