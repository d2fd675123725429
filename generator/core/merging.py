"""In: a table of claims as somebody edited it, and the archive. Out: what it changes, and claims.toml with that in it.

Must not touch anything else of a file: a value gives way to a value, every other byte stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from generator.core.capture.writing import write_string
from generator.core.catalogue import Catalogue
from generator.core.diagnostics import Checked, Diagnostic, did_you_mean, error
from generator.core.exports import guard_cell
from generator.core.sheets import Row, lost_letters, read_sheet
from generator.core.tables import list_claims
from generator.core.text import Text
from generator.core.toml_edits import Edit, edit_values

LISTS = frozenset(("ref", "via"))
FIXED = frozenset(("article", "id", "address", "comment", "block"))  # who a claim is and where it stands
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Change:
    """One cell that says something else than the archive; `index` is the claim's place in its file."""

    article: str
    claim: str
    index: int
    column: str
    was: str
    now: str


def compare_claims(text: Text, catalogue: Catalogue) -> Checked[tuple[Change, ...]]:
    """What a claims.csv changes, in its order; what it leaves out, rows and columns alike, stays as it is.

    An apostrophe that guards a formula is undone. Errors: `bad-table`, `no-claims-table`, `unknown-column`,
    `unknown-claim`, `repeated-row`, `fixed-column`, `lost-letters`.
    """
    read = read_sheet(text)
    if read.value is None:
        return Checked(None, read.diagnostics)
    sheet = read.value
    head = text.line_place(sheet.line)
    known = {row["article"] + "#" + row["id"]: row for row in list_claims(catalogue)}
    columns = list(next(iter(known.values()), ()))
    if not {"article", "id"} <= set(sheet.columns):
        hint = "its first row must name the columns, article and id among them, as claims.csv of `export csv` does"
        return Checked(None, (error("no-claims-table", "this is no table of claims", head, hint),))
    found: list[Diagnostic] = []
    for column in sheet.columns:
        if columns and column not in columns:
            hint = did_you_mean(column, columns) or "take it out"
            found.append(error("unknown-column", f"claims have no column {column!r}", head, hint))
    changes: list[Change] = []
    seen: dict[str, Row] = {}
    for row in sheet.rows:
        place = text.line_place(row.line)
        address = f"{row.cells.get('article', '')}#{row.cells.get('id', '')}"
        if address not in known:
            hint = did_you_mean(address, known) or "write new claims in claims.toml"
            found.append(error("unknown-claim", f"there is no claim {address!r}", place, hint))
            continue
        if seen.setdefault(address, row).cells != row.cells:
            message = f"{address} has two rows that differ; the other is in line {seen[address].line}"
            found.append(error("repeated-row", message, place, "keep the one that holds"))
        for column, was, now in _list_changes(row.cells, known[address]):
            if column in FIXED:
                message = f"{column} of {address} follows from the archive, and cannot be changed in a table"
                found.append(error("fixed-column", message, place, f"put {was!r} back"))
            elif lost_letters(was, now):
                message = f"{column} of {address} has lost its letters: {now[:60]!r} for {was[:60]!r}"
                found.append(error("lost-letters", message, place, "open and save the table as UTF-8"))
            else:
                index = catalogue.by_address[address].claim.index
                changes.append(Change(row.cells["article"], row.cells["id"], index, column, was, now))
    return Checked(None if found else tuple(dict.fromkeys(changes)), tuple(found))


def apply_changes(text: Text, changes: Iterable[Change]) -> Text:
    """claims.toml with the changes of its article in it."""
    edits = (
        Edit(("claim", each.index, each.column), _write_value(each) if each.now else "", ("claim", each.index, "id"))
        for each in changes
    )
    return Text(text.path, edit_values(text.content, edits))


def _list_changes(row: Mapping[str, str], known: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    for column, cell in row.items():
        was = known.get(column, "")
        if column in known and cell not in (was, guard_cell(was)):
            now = cell[1:] if cell[:1] == "'" and guard_cell(cell[1:]) == cell else cell
            yield column, was, now


def _write_value(change: Change) -> str:
    if change.column in LISTS:
        parts: Sequence[str] = [part.strip() for part in change.now.split(";") if part.strip()]
        return f"[{', '.join(map(write_string, parts))}]"
    if change.column == "date" and _is_day(change.now):
        return change.now
    return write_string(change.now)


def _is_day(words: str) -> bool:
    """Whether TOML has a date of this form; any other is a text, which the reader of claims judges."""
    try:
        return bool(_DAY.fullmatch(words) and date.fromisoformat(words))
    except ValueError:
        return False
