"""Comments of a later copy are found again, keep their ids and what an archivist wrote; those that are gone stay."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
from hypothesis import given, strategies as st

from generator.core.capture.merged_thread import MergedThread, merge_threads


def comment(number: str, words: str = "", author: str = "", more: str = "") -> str:
    name = f'author = "{author}"\n' if author else ""
    return f"[[comment]]\nid = \"{number}\"\n{name}{more}text = '''\n{words or f'Words of comment {number}.'}'''\n"


def thread(*comments: str, head: str = "") -> str:
    return "\n".join(filter(None, (head, *comments)))


def tables(merged: MergedThread) -> list[dict[str, Any]]:
    found = tomllib.loads(merged.text)["comment"]
    assert isinstance(found, list)
    return found


def fates(merged: MergedThread) -> dict[str, str]:
    """By id: new, gone, or which keys have changed."""
    return {
        each.id: "new" if each.was is None else "gone" if each.now is None else " ".join(each.changed)
        for each in merged.comments
    }


ONE, TWO = comment("1", author="Ann"), comment("2", author="Bo", more='parent = "1"\n')


def test_what_is_the_same_stays_to_the_byte() -> None:
    mine = thread("# mine\n" + ONE, TWO, head="stated = 2\n")
    merged = merge_threads(thread(ONE, TWO), mine, thread(ONE, TWO), own_ids=True)
    assert merged.text == mine
    assert fates(merged) == {"1": "", "2": ""}


def test_changed_words_are_taken_and_what_was_written_about_them_stays() -> None:
    mine = thread(ONE, TWO.replace("text =", 'cover = "an insult"\ntext ='))
    merged = merge_threads(thread(ONE, TWO), mine, thread(ONE, TWO.replace("Words", "New words")), own_ids=True)
    assert fates(merged) == {"1": "", "2": "text"}
    assert tables(merged)[1] == {
        "id": "2",
        "parent": "1",
        "author": "Bo",
        "cover": "an insult",
        "text": "New words of comment 2.",
    }


def test_an_archivist_s_own_word_stays_and_a_difference_is_told() -> None:
    mine = thread(ONE.replace('"Ann"', '"Ann (as signed)"'))
    merged = merge_threads(thread(ONE), mine, thread(ONE.replace('"Ann"', '"Anna"')), own_ids=True)
    assert tables(merged)[0]["author"] == "Ann (as signed)"
    assert [each.kept for each in merged.comments] == [("author",)]


def test_a_comment_that_is_gone_stays_where_it_stood_and_says_so() -> None:
    later = thread(TWO.replace('parent = "1"\n', ""), comment("3", author="Cy"))
    merged = merge_threads(thread(ONE, TWO), thread(ONE, TWO), later, own_ids=True, captured="2024-02-01")
    assert fates(merged) == {"1": "gone", "2": "", "3": "new"}
    assert tables(merged)[0] == {
        "id": "1",
        "author": "Ann",
        "label": "no longer on the page, as it was saved on 2024-02-01",
        "text": "Words of comment 1.",
    }
    back = merge_threads(later, merged.text, thread(ONE, TWO), own_ids=True, captured="2025-02-01")
    assert "label" not in tables(back)[0]
    assert fates(back) == {"1": "", "2": "", "3": "gone"}
    assert tables(back)[1]["parent"] == "1"


def test_words_that_a_page_shows_no_more_stay_and_so_does_whatever_it_does_not_speak_of() -> None:
    dated = ONE.replace("text =", "date = 2021-03-04\ntext =")
    silent = '[[comment]]\nid = "1"\ngaps = ["text"]\n'
    merged = merge_threads(thread(dated), thread(dated), thread(silent), own_ids=True, captured="2024-02-01")
    assert [each.silent for each in merged.comments] == [True]
    (table,) = tables(merged)
    assert table["label"] == "its words are no longer on the page, as it was saved on 2024-02-01"
    assert (table["author"], table["text"], str(table["date"])) == ("Ann", "Words of comment 1.", "2021-03-04")
    assert "gaps" not in table
    back = merge_threads(thread(silent), merged.text, thread(dated), own_ids=True)
    assert "label" not in tables(back)[0]


def test_a_reply_stays_below_a_comment_that_is_gone_but_never_in_a_circle() -> None:
    under = 'parent = "{}"\n'
    base = thread(comment("1"), comment("3", more=under.format("1")), comment("2", more=under.format("3")))
    merged = merge_threads(base, base, thread(comment("1"), comment("2")), own_ids=True)
    assert {each["id"]: each.get("parent") for each in tables(merged)} == {"1": None, "3": "1", "2": "3"}
    turned = thread(comment("1", more=under.format("2")), comment("2"))
    merged = merge_threads(base, base, turned, own_ids=True)
    assert {each["id"]: each.get("parent") for each in tables(merged)} == {"1": "2", "3": "1", "2": None}


def test_a_page_that_nests_no_more_leaves_replies_where_they_were() -> None:
    flat = thread(ONE, TWO.replace('parent = "1"\n', ""))
    assert fates(merge_threads(thread(ONE, TWO), thread(ONE, TWO), flat, own_ids=True)) == {"1": "", "2": ""}


def test_a_cover_is_left_alone_and_a_label_is_added_to() -> None:
    mine = thread(ONE.replace("text =", 'cover = "x"\ntext ='), TWO.replace("text =", 'label = "odd"\ntext ='))
    merged = merge_threads(thread(ONE, TWO), mine, thread(comment("9")), own_ids=True)
    labels = {each["id"]: each.get("label") for each in tables(merged)}
    assert labels == {"1": None, "2": "odd; no longer on the page", "9": None}


def test_counted_numbers_that_shift_are_found_by_author_and_words() -> None:
    base = thread(ONE, TWO)
    later = thread(
        comment("1", "A new first one.", "Cy"),
        comment("2", "Words of comment 1.", "Ann"),
        comment("2.1", "Words of comment 2.", "Bo", 'parent = "2"\n'),
    )
    merged = merge_threads(base, base, later, own_ids=False)
    assert [(each["id"], each.get("parent"), each["author"]) for each in tables(merged)] == [
        ("1-2", None, "Cy"),
        ("1", None, "Ann"),
        ("2", "1", "Bo"),
    ]
    assert fates(merged) == {"1-2": "new", "1": "", "2": ""}


def test_two_comments_that_say_the_same_are_not_taken_for_each_other() -> None:
    base = thread(comment("1", "Yes.", "Ann"), comment("2", "Yes.", "Ann"))
    merged = merge_threads(base, base, thread(comment("7", "Yes.", "Ann")), own_ids=True)
    assert fates(merged) == {"1": "gone", "2": "gone", "7": "new"}


def test_an_id_of_another_system_is_no_proof() -> None:
    base = thread(comment("12", "The gates were shut all night long.", "Ann"))
    later = thread(comment("12", "Nothing of the sort, said my uncle.", "Bo"))
    assert fates(merge_threads(base, base, later, own_ids=True)) == {"12": "gone", "12-2": "new"}


def test_without_an_earlier_copy_the_page_has_the_word_on_what_it_speaks_of() -> None:
    mine = thread(ONE.replace("text =", 'gaps = ["date"]\ntext ='))
    later = thread(ONE.replace("Words", "New words"))
    table = tables(merge_threads(None, mine, later, own_ids=True))[0]
    assert table == {"id": "1", "author": "Ann", "gaps": ["date"], "text": "New words of comment 1."}


@pytest.mark.parametrize(
    ("later", "stated"),
    [("stated = 9", 9), ("stated = 1", None), ("", 2)],
    ids=["more", "belied by those that are gone", "not stated"],
)
def test_the_count_is_the_later_page_s(later: str, stated: int | None) -> None:
    base = thread(ONE, TWO, head="stated = 2\n")
    merged = merge_threads(base, base, thread(ONE, head=f"{later}\n"), own_ids=True)
    assert tomllib.loads(merged.text).get("stated") == stated


def test_an_earlier_count_goes_where_the_later_page_has_none_and_more_comments_are_here() -> None:
    base = thread(ONE, head="stated = 1\n")
    merged = merge_threads(base, base, thread(TWO), own_ids=True)
    assert fates(merged) == {"1": "gone", "2": "new"}
    assert "stated" not in tomllib.loads(merged.text)


def test_text_in_another_format_says_which() -> None:
    later = thread(comment("1", "New words, *loud*.", "Ann"), head='format = "markdown"\n')
    merged = merge_threads(thread(ONE), thread(ONE), later, own_ids=True)
    assert tables(merged)[0]["format"] == "markdown"
    same = thread(comment("1", author="Ann"), head='format = "markdown"\n')
    assert fates(merge_threads(thread(ONE), thread(ONE), same, own_ids=True)) == {"1": ""}


def test_a_thread_written_as_one_array_is_read_too() -> None:
    mine = 'note = "mine"\ncomment = [{ id = "1", author = "Ann", text = "Words of comment 1." }]\n'
    merged = merge_threads(thread(ONE), mine, thread(ONE, TWO), own_ids=True)
    assert tomllib.loads(merged.text)["note"] == "mine"
    assert fates(merged) == {"1": "", "2": "new"}


def test_a_thread_without_comments_gets_those_of_the_later_page() -> None:
    merged = merge_threads("stated = 0\n", "stated = 0\n", thread(ONE, head="stated = 1\n"), own_ids=True)
    assert merged.text == f"stated = 1\n\n{ONE}"
    assert fates(merge_threads("", "", thread(ONE), own_ids=True)) == {"1": "new"}


SAID = st.lists(
    st.tuples(
        st.sampled_from("1234"), st.sampled_from(("Yes.", "No, not at all, I say.", "Maybe.")), st.sampled_from("AB")
    ),
    max_size=4,
    unique_by=lambda each: each[0],
)


@given(SAID, SAID, SAID, st.booleans())
def test_no_comment_is_lost_and_no_id_is_given_twice(
    base: list[tuple[str, str, str]], mine: list[tuple[str, str, str]], later: list[tuple[str, str, str]], own_ids: bool
) -> None:
    first, edited, page = (thread(*(comment(*each) for each in side)) for side in (base, mine, later))
    merged = merge_threads(first, edited, page, own_ids=own_ids)
    found = tomllib.loads(merged.text).get("comment", [])
    ids = [each["id"] for each in found]
    assert len(ids) == len(set(ids))
    assert {each[0] for each in mine} <= set(ids)
    assert len(ids) == len(mine) + sum(each.was is None for each in merged.comments)
    assert sum(each.now is not None for each in merged.comments) == len(later)
