"""A table is read as spreadsheets save it; one that cannot be read is told with its line, and never half read."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, strategies

from generator.core.sheets import Row, Sheet, lost_letters, read_sheet
from generator.core.text import Text

ROWS = (Row(2, {"id": "a", "says": "It shut; at noon."}), Row(3, {"id": "b", "says": "No."}))


@pytest.mark.parametrize(
    "content",
    [
        "id,says\na,It shut; at noon.\nb,No.\n",
        "\ufeffid,says\r\na,It shut; at noon.\r\nb,No.\r\n,\r\n\r\n",
        'id;says\na;"It shut; at noon."\nb;No.',
        "id\tsays\na\tIt shut; at noon.\nb\tNo.\n",
    ],
)
def test_commas_semicolons_and_tabs_part_cells(content: str) -> None:
    assert read_sheet(Text("a.csv", content)).value == Sheet(("id", "says"), 1, ROWS)


def test_the_line_that_names_the_separator_is_passed_over() -> None:
    sheet = read_sheet(Text("a.csv", "sep=|\nid|says\na|one, two; three\n")).value
    assert sheet == Sheet(("id", "says"), 2, (Row(3, {"id": "a", "says": "one, two; three"}),))


def test_a_cell_may_hold_lines_and_a_row_is_placed_where_it_begins() -> None:
    sheet = read_sheet(Text("a.csv", 'id,says\na,"one\n\ntwo"\nb,"so ""called"""\n')).value
    assert sheet
    assert sheet.rows == (Row(2, {"id": "a", "says": "one\n\ntwo"}), Row(5, {"id": "b", "says": 'so "called"'}))


def test_an_empty_file_is_a_table_of_nothing() -> None:
    assert read_sheet(Text("a.csv", "")).value == Sheet((), 1, ())


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        ('id,says\na,One.\nb,"open\nc,No.\n', 3, "a quotation mark is not closed, or stands amid a cell"),
        ('id,says\na,"so" he said\n', 2, "a quotation mark is not closed, or stands amid a cell"),
        ('id,says\na,"' + "x" * 140_000, 2, "a quotation mark is not closed, or stands amid a cell"),
        ("id,says\na,One.\nb,one, two\n", 3, "this row has 3 cells, and the first row names 2 columns"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_line(content: str, line: int, words: str) -> None:
    (told,) = read_sheet(Text("a.csv", content)).diagnostics
    assert (told.code, told.place.line) == ("bad-table", line)
    assert words in told.message


@given(strategies.lists(strategies.text(strategies.characters(exclude_characters="\r\0", codec="utf-8")), max_size=4))
def test_what_is_written_is_read_again(cells: list[str]) -> None:
    written = io.StringIO()
    rows = csv.writer(written, lineterminator="\n")
    rows.writerow(["id", *(f"c{number}" for number in range(len(cells)))])
    rows.writerow(["a", *cells])
    sheet = read_sheet(Text("a.csv", written.getvalue())).value
    assert sheet
    assert list(sheet.rows[0].cells.values()) == ["a", *cells]


@pytest.mark.parametrize(
    ("was", "now", "lost"),
    [
        ("Плотина стоит.", "??????? ?????.", True),
        ("It fell “down” 🦊", "It fell “down” ??", True),
        ("It fell — down", "It fell ? down", True),
        ("Müller", "MÃ¼ller", True),
        ("Müller", "Mueller", False),
        ("Müller", "M?ller, he says", False),
        ("Why?", "Who?", False),
    ],
)
def test_letters_that_a_program_could_not_write_are_found(was: str, now: str, *, lost: bool) -> None:
    assert lost_letters(was, now) is lost
