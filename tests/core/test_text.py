"""Places in a file."""

from hypothesis import given, strategies as st

from generator.core.text import Place, Text


def test_a_place_names_line_and_column_from_one_and_carries_its_line() -> None:
    text = Text("a.toml", "one\ntwo three\n")
    assert text.place(8, 13) == Place("a.toml", 2, 5, 5, "two three")


def test_a_span_over_several_lines_is_shown_on_its_first() -> None:
    assert Text("a", "ab\ncd").place(1, 5) == Place("a", 1, 2, 1, "ab")


def test_a_place_past_the_end_is_the_end() -> None:
    assert Text("a", "ab").place(99) == Place("a", 1, 3, 1, "ab")


def test_a_line_place_leaves_out_indentation_and_trailing_space() -> None:
    assert Text("a", "x\n  two  \n").line_place(2) == Place("a", 2, 3, 3, "  two  ")


@given(st.text(alphabet="ab\n", max_size=40), st.integers(0, 40))
def test_line_and_column_lead_back_to_the_character(content: str, at: int) -> None:
    at = min(at, len(content))
    place = Text("a", content).place(at)
    lines = content.split("\n")
    assert sum(len(line) + 1 for line in lines[: place.line - 1]) + place.column - 1 == at
    assert place.excerpt == lines[place.line - 1]
