"""What one side has changed is taken from it; where both have, the page's words stand, and the edit is told."""

from __future__ import annotations

from hypothesis import given, strategies as st

from generator.core.capture.merged_body import MergedBody, merge_bodies, pair_alike

BASE = "The dam held.\n\nThirty families left their houses.\n\nThe school is closed.\n"
WORDS = st.lists(st.sampled_from(("One.", "Two.", "Three.", "Four.", "```\na\n\n\n    b\n```")), max_size=8)


def test_each_side_s_changes_are_taken_where_the_other_has_none() -> None:
    mine = BASE.replace("The dam held.", "{#the-dam}\nThe dam held.").replace("closed.", "closed.[^1]")
    later = BASE.replace("Thirty", "Forty")
    assert merge_bodies(BASE, mine, later) == MergedBody(mine.replace("Thirty", "Forty"))


def test_an_attribute_line_stays_with_a_paragraph_that_the_page_has_rewritten() -> None:
    mine = BASE.replace("Thirty", "{#families}\nThirty")
    later = BASE.replace("Thirty families left their houses.", "A report came.\n\nForty families left their houses.")
    merged = merge_bodies(BASE, mine, later)
    assert merged.text == later.replace("Forty", "{#families}\nForty")
    assert merged.given_way == ()


def test_an_edit_of_what_the_page_has_changed_too_gives_way_and_is_told() -> None:
    mine = BASE.replace("Thirty families", "Thirty (or so) families")
    later = BASE.replace("Thirty", "Forty")
    assert merge_bodies(BASE, mine, later) == MergedBody(later, ("Thirty (or so) families left their houses.",))


def test_without_an_earlier_copy_the_page_has_the_word() -> None:
    later = BASE.replace("Thirty", "Forty")
    assert merge_bodies(None, BASE.replace("The dam", "{#a}\nThe dam"), later).text == later.replace(
        "The dam", "{#a}\nThe dam"
    )


@given(WORDS, WORDS)
def test_where_one_side_is_as_it_was_the_other_is_taken_whole(base: list[str], changed: list[str]) -> None:
    old, new = ("".join(f"{each}\n\n" for each in side) for side in (base, changed))
    wanted = MergedBody("\n\n".join(changed) + "\n" if changed else "")
    assert merge_bodies(old, old, new) == wanted
    assert merge_bodies(old, new, old) == wanted
    assert merge_bodies(old, new, new) == wanted


@given(WORDS, WORDS, WORDS)
def test_no_word_of_the_page_is_lost_and_no_edit_goes_without_a_word(
    base: list[str], mine: list[str], later: list[str]
) -> None:
    merged = merge_bodies(*("\n\n".join(side) for side in (base, mine, later)))
    for each in later:
        assert each in merged.text or each in base
    for each in mine:
        assert each in merged.text or each in base or each in merged.given_way


def test_pieces_are_paired_in_order_and_only_where_they_are_alike() -> None:
    old = ["a b c d", "e f g h", "same"]
    assert list(pair_alike(old, ["new one", "a b c x", "same"])) == [(0, 1), (2, 2)]
    assert list(pair_alike(["x y"], ["p q"])) == []
