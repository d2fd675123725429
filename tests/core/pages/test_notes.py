"""Short notes in the margin: how much each says, by the room there is."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, strategies as st

from generator.core.pages.claims import ClaimView, show_claim
from generator.core.pages.notes import Form, SideNote, Space, set_notes, text_height
from tests.core.pages.sample import HIGH_FORD, LOW_FORD, sample_stage

STAGE = sample_stage()
SAFE = show_claim(STAGE, STAGE.catalogue.by_address[f"{LOW_FORD}#safe"])
CRACKS = show_claim(STAGE, STAGE.catalogue.by_address[f"{HIGH_FORD}#cracks"])
UNASKED = replace(SAFE, id="unasked", question="", answer="")


def forms(*rows: tuple[float, tuple[ClaimView, ...]]) -> list[list[Form]]:
    return [[note.form for note in row] for row in set_notes([Space(claims, room) for room, claims in rows])]


def test_with_room_a_note_says_everything() -> None:
    assert forms((20, (SAFE, CRACKS))) == [[Form.FULL, Form.FULL]]


def test_without_room_it_is_one_line() -> None:
    assert forms((0, (SAFE, CRACKS) * 4)) == [[Form.LINE] * 8]


def test_a_row_leaves_room_for_the_questions_of_the_rows_below_it() -> None:
    above, below = forms((8, (SAFE, CRACKS)), (5, (SAFE, CRACKS)))
    assert Form.LINE not in (*above, *below)
    assert Form.FULL not in (*above, *below)


def test_claims_that_would_say_the_same_share_a_note() -> None:
    (row,) = set_notes([Space((SAFE, replace(SAFE, id="again", number=9), CRACKS), 20)])
    assert [(note.claim.id, [each.id for each in note.more]) for note in row] == [("safe", ["again"]), ("cracks", [])]


def test_a_note_repeats_the_footing_of_the_one_above_only_beside_another_row() -> None:
    beside = set_notes([Space((SAFE, UNASKED), 20)])
    apart = set_notes([Space((SAFE,), 20), Space((UNASKED,), 20)])
    assert [note.same for row in beside for note in row] == [False, True]
    assert [note.same for row in apart for note in row] == [False, False]


def test_a_paragraph_is_as_tall_as_its_lines() -> None:
    assert text_height("word " * 60) > text_height("word " * 20)


@given(st.lists(st.tuples(st.floats(0, 20), st.integers(0, 5)), max_size=12))
def test_every_claim_has_its_note_beside_its_own_row(column: list[tuple[float, int]]) -> None:
    rows = [
        Space(tuple(replace((SAFE, CRACKS)[at % 2], id=f"{row}-{at}") for at in range(number)), room)
        for row, (room, number) in enumerate(column)
    ]
    told = [[each.id for note in notes for each in _all(note)] for notes in set_notes(rows)]
    assert told == [[claim.id for claim in row.claims] for row in rows]


def _all(note: SideNote) -> tuple[ClaimView, ...]:
    return (note.claim, *note.more)
