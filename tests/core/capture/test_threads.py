"""Comments numbered by level: the indentation and the running count decide together."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hypothesis import given, settings, strategies as st

from generator.core.capture.lines import LineKind, number_lines
from generator.core.capture.threads import CapturedThread, read_captured_thread


def thread_of(words: str) -> CapturedThread:
    return read_captured_thread(number_lines(words.strip("\n")))


def texts_of(thread: CapturedThread) -> dict[str, str]:
    return {comment.id: comment.text for comment in thread.comments}


def test_a_reply_begins_where_its_parents_text_stands() -> None:
    thread = thread_of("""
  1. Rain again.

    And wind.

    1. Where I live it is dry.

      1. Then come here.

  2. It will pass.
""")
    assert texts_of(thread) == {
        "1": "Rain again.\n\nAnd wind.",
        "1.1": "Where I live it is dry.",
        "1.1.1": "Then come here.",
        "2": "It will pass.",
    }
    assert [comment.parent for comment in thread.comments] == ["", "1", "1.1", ""]
    assert [comment.depth for comment in thread.comments] == [1, 2, 3, 1]


def test_the_count_can_go_on_two_levels_further_out() -> None:
    thread = thread_of("""
  1. a

    1. b

      1. c

        1. d

    2. e
""")
    assert [comment.id for comment in thread.comments] == ["1", "1.1", "1.1.1", "1.1.1.1", "1.2"]


def test_a_numbered_line_whose_count_does_not_fit_is_text() -> None:
    thread = thread_of("""
  1. Three things:

    2. comes before one here.

    7. too.
""")
    assert texts_of(thread) == {"1": "Three things:\n\n2. comes before one here.\n\n7. too."}
    assert thread.uncounted == (3, 5)


def test_a_list_in_a_text_is_text() -> None:
    thread = thread_of("""
  1. My list:

    1. boots
    2. a coat
    3. a hat

    1. You forgot the umbrella.
""")
    assert texts_of(thread) == {
        "1": "My list:\n\n1. boots\n2. a coat\n3. a hat",
        "1.1": "You forgot the umbrella.",
    }


def test_a_list_spread_out_is_unmasked_when_the_count_starts_anew() -> None:
    thread = thread_of("""
  1. My list:

    1. boots

    2. a coat

    1. Ann Avatar

      You forgot the umbrella.

  2. Fine.
""")
    assert texts_of(thread) == {
        "1": "My list:\n\n1. boots\n\n2. a coat",
        "1.1": "You forgot the umbrella.",
        "2": "Fine.",
    }
    assert thread.uncounted == (3, 5)


def test_text_keeps_characters_line_breaks_and_what_is_set_in() -> None:
    thread = thread_of("""
  1. Ann Avatar
    Ann

    A\u00a0line \u201cwith\u201d  two spaces,
    and its second half.

      set in by two

    the end \\o/
""")
    assert texts_of(thread)["1"] == (
        "A\u00a0line \u201cwith\u201d  two spaces,\nand its second half.\n\n  set in by two\n\nthe end \\o/"
    )


def test_surplus_empty_lines_are_a_lost_link() -> None:
    thread = thread_of("""
  1. See here:



    and there.

  2. Or here:


  3. Nothing lost.

    Not here.
""")
    assert [comment.gaps for comment in thread.comments] == [("link",), ("link",), ()]
    assert [comment.surplus for comment in thread.comments] == [(5,), (0,), ()]
    assert texts_of(thread)["1"] == "See here:\n\n\n\nand there."


def test_where_a_page_sets_every_paragraph_two_lines_apart_none_is_lost() -> None:
    thread = thread_of("  1. a\n\n\n    b\n\n\n    c\n\n\n  2. d\n\n\n    e")
    assert [comment.gaps for comment in thread.comments] == [(), ()]


def test_a_comment_without_text_keeps_its_number_and_says_so() -> None:
    thread = thread_of("  1. Ann Avatar\n\n\n  2. Bob Avatar\n\n    Yes.")
    assert [(comment.id, comment.byline.name, comment.gaps) for comment in thread.comments] == [
        ("1", "Ann", ("text",)),
        ("2", "Bob", ()),
    ]


def test_a_run_of_siblings_at_the_deepest_level_suggests_a_cap() -> None:
    head = "  1. a\n\n    1. b\n\n"
    assert thread_of(f"{head}      1. c\n\n      2. d\n\n      3. e").max_depth == 3
    assert thread_of(f"{head}      1. c\n\n      2. d").max_depth is None
    assert thread_of("  1. a\n\n  2. b\n\n  3. c").max_depth is None


def test_a_second_page_of_comments_may_begin_at_any_number() -> None:
    assert [comment.id for comment in thread_of("  51. a\n\n    1. b\n\n  52. c").comments] == ["51", "51.1", "52"]


def test_levels_may_be_set_in_by_another_step() -> None:
    thread = thread_of("1. Ann Avatar\n    Ann\n\n    Yes.\n\n    1. Bob Avatar\n        Bob\n\n        No.\n\n2. Oh.")
    assert texts_of(thread) == {"1": "Yes.", "1.1": "No.", "2": "Oh."}


def test_what_follows_the_comments_is_left_out() -> None:
    thread = thread_of("  1. a\n\n  2. b\n\nLeave a Reply\n\nName\n\nSend")
    assert texts_of(thread) == {"1": "a", "2": "b"}
    assert [line.why for line in thread.lines if line.kind is LineKind.FURNITURE] == [
        "part of the reply form",
        "stands below the comments",
        "stands below the comments",
    ]


def test_a_line_that_loses_its_indentation_ends_nothing_where_comments_go_on() -> None:
    thread = thread_of("  1. a\n\nshifted to the edge\n\n  2. b")
    assert texts_of(thread) == {"1": "a\n\nshifted to the edge", "2": "b"}


def test_reply_buttons_are_left_out_where_several_comments_end_in_one() -> None:
    thread = thread_of("  1. a\n\n    Reply\n\n  2. b\n\n    Reply")
    assert texts_of(thread) == {"1": "a", "2": "b"}
    assert texts_of(thread_of("  1. Say one word.\n\n    Reply\n\n  2. b")) == {"1": "Say one word.\n\nReply", "2": "b"}


def test_ids_stay_short_however_deep_a_thread_goes() -> None:
    deep = "\n\n".join(f"{'  ' * depth}1. x" for depth in range(200))
    thread = thread_of(deep)
    assert len({comment.id for comment in thread.comments}) == 200
    assert max(len(comment.id) for comment in thread.comments) <= 80


Shape = list["Shape"]
SHAPES: st.SearchStrategy[Shape] = st.recursive(st.just([]), lambda below: st.lists(below, max_size=4), max_leaves=30)
WORDS = st.text(alphabet="abc “”'\\ü\u00a0", min_size=1, max_size=20).filter(lambda words: words.strip())


def write_thread(shape: Shape, text: str, depth: int = 1) -> Iterator[str]:
    for number, replies in enumerate(shape, 1):
        yield f"{'  ' * depth}{number}. {text}\n\n{'  ' * depth}  {text}."
        yield from write_thread(replies, text, depth + 1)


def path_ids(shape: Shape, above: str = "") -> Iterator[str]:
    for number, replies in enumerate(shape, 1):
        yield f"{above}{number}"
        yield from path_ids(replies, f"{above}{number}.")


@settings(deadline=None)
@given(SHAPES.filter(bool), WORDS)
def test_any_tree_written_so_is_read_back(shape: Shape, words: str) -> None:
    text = f"x{words}x"
    thread = thread_of("\n\n".join(write_thread(shape, text)))
    assert [comment.id for comment in thread.comments] == list(path_ids(shape))
    assert {comment.text for comment in thread.comments} == {f"{text}\n\n{text}."}


LINES = st.lists(
    st.builds(
        lambda blank, indent, words: "\n" * blank + " " * indent + words,
        st.integers(0, 2),
        st.integers(0, 8),
        st.sampled_from(
            ["1. a", "2. b", "3.", "1. Ann Avatar", "Ann", "text", "1. x says:", "Leave a Reply", "Reply", "  "]
        ),
    ),
    max_size=25,
)


@settings(deadline=None)
@given(LINES)
def test_of_any_lines_each_has_one_class_and_every_parent_is_there(lines: list[str]) -> None:
    numbered = number_lines("\n".join(["  1. first", *lines]))
    thread = read_captured_thread(numbered)
    assert [line.number for line in thread.lines] == [line.number for line in numbered]
    seen: set[str] = set()
    for comment in thread.comments:
        assert comment.id not in seen
        assert not comment.parent or comment.parent in seen
        assert re.fullmatch(r"[A-Za-z0-9._-]{1,80}", comment.id)
        assert comment.text.strip() or comment.gaps == ("text",)
        seen.add(comment.id)
