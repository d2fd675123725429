"""In: a table as a spreadsheet saves it. Out: its rows by column, each with its line; or where it cannot be read.

Must not know what the columns mean.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass

from generator.core.diagnostics import Checked, Diagnostic, error
from generator.core.text import Text

_SEPARATOR = re.compile(r"sep=(.)\n")  # the first line of a table that Excel has written or is to read
_CODE = "bad-table"


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one row by column, and the line it begins in."""

    line: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The columns that the first row names, its line, and the rows below that have anything in them."""

    columns: tuple[str, ...]
    line: int
    rows: tuple[Row, ...]


def read_sheet(text: Text) -> Checked[Sheet]:
    """Read a table (RFC 4180) whose cells stand between commas, semicolons or tabs. Errors: `bad-table`."""
    content = text.content.removeprefix("\ufeff").replace("\r\n", "\n")
    given = _SEPARATOR.match(content)
    content = content[given.end() :] if given else content
    comma = given[1] if given else _find_comma(content.partition("\n")[0])
    found: list[Diagnostic] = []
    rows: list[tuple[int, list[str]]] = []
    shift = 1 if given else 0
    try:
        for line, cells in _read_rows(content, comma):
            rows.append((line + shift, cells))
    except csv.Error:
        words = "from here on this table cannot be read: a quotation mark is not closed, or stands amid a cell"
        hint = (
            'put a cell that holds a quotation mark between two of them, and write it there twice: "so ""called"" it"'
        )
        line = rows[-1][0] + 1 if rows else 1
        return Checked(None, (error(_CODE, words, text.line_place(line), hint),))
    columns = tuple(rows[0][1]) if rows else ()
    for line, cells in rows[1:]:
        if any(cells[len(columns) :]):
            words = f"this row has {len(cells)} cells, and the first row names {len(columns)} columns"
            hint = f"put a cell that holds {comma!r} between quotation marks"
            found.append(error(_CODE, words, text.line_place(line), hint))
    listed = (Row(line, dict(zip(columns, cells, strict=False))) for line, cells in rows[1:] if any(cells))
    sheet = Sheet(columns, 1 + shift, tuple(listed))
    return Checked(None if found else sheet, tuple(found))


def lost_letters(was: str, now: str) -> bool:
    """Whether a cell differs only by letters that a program could not write (a question mark stands for each), or that
    it took for those of Windows-1252."""
    if was.isascii():
        return False
    kept = "".join(re.escape(each) if each.isascii() else f"(?:{re.escape(each)}|\\?{{1,2}})" for each in was)
    if re.fullmatch(kept, now):
        return True
    with suppress(UnicodeError):
        return now.encode("cp1252") == was.encode()
    return False


def _read_rows(content: str, comma: str) -> Iterator[tuple[int, list[str]]]:
    """Each row with the line it begins in. Errors: csv.Error."""
    reader = csv.reader((f"{line}\n" for line in content.split("\n")), delimiter=comma, strict=True)
    line = 1
    for cells in reader:
        yield line, cells
        line = reader.line_num + 1


def _find_comma(head: str) -> str:
    """What stands between cells: spreadsheets of many countries write a semicolon, some a tab."""
    return max((",", ";", "\t"), key=head.count)
