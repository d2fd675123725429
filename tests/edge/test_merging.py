"""`merge-claims`: an edited table says what it changes, and with --write nothing else of claims.toml changes."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from pathlib import Path

import pytest

from generator.core.merging import Change, apply_changes
from generator.core.text import Text
from tests.archives import FILES, SmallArchive

CLAIMS = "content/articles/2020-01-02-mill/claims.toml"
MILL = "2020-01-02-mill"


def edit_table(archive: SmallArchive, edits: Mapping[str, Mapping[str, str]], delimiter: str = ",") -> Path:
    """The exported table with some cells changed, by claim and column."""
    assert archive.run("--quiet", "export", "csv", "-o", str(archive.root / "tables")) == 0
    path = archive.root / "tables/claims.csv"
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), delimiter=delimiter)
        writer.writeheader()
        writer.writerows({**row, **edits.get(row["id"], {})} for row in rows)
    return path


def claims_of(archive: SmallArchive) -> str:
    return (archive.root / CLAIMS).read_text(encoding="utf-8")


def test_a_table_as_it_was_exported_changes_nothing(archive: SmallArchive, capsys: pytest.CaptureFixture[str]) -> None:
    archive.edit(CLAIMS, 'says = "The mill closed."', 'says = "=1+1"')
    table = edit_table(archive, {})
    assert "'=1+1" in table.read_text(encoding="utf-8")
    capsys.readouterr()
    assert archive.run("merge-claims", str(table)) == 0
    assert capsys.readouterr().out == "no changes\n"


def test_what_changes_is_told_and_nothing_is_written(archive: SmallArchive, capsys: pytest.CaptureFixture[str]) -> None:
    table = edit_table(archive, {"closed": {"says": "It shut.", "hedge": "perhaps"}})
    capsys.readouterr()
    assert archive.run("merge-claims", str(table)) == 0
    assert capsys.readouterr().out == (
        f"{MILL}#closed says: The mill closed. -> It shut.\n"
        f"{MILL}#closed hedge: - -> perhaps\n"
        "2 changes; nothing is written without --write\n"
    )
    assert claims_of(archive) == FILES[CLAIMS]


@pytest.mark.parametrize("delimiter", [",", ";"])
def test_a_value_takes_its_place_and_every_other_byte_stays(archive: SmallArchive, delimiter: str) -> None:
    table = edit_table(
        archive,
        {
            "closed": {"says": 'He said "shut".', "via": "herald; council", "date": "2020-01-01"},
            "open": {"answer": "", "says": "'=2"},
        },
        delimiter,
    )
    assert archive.run("--quiet", "merge-claims", str(table), "--write") == 0
    first, rest = FILES[CLAIMS].split('id = "open"')
    first = first.replace('says = "The mill closed."', 'says = "He said \\"shut\\"."')
    first = first.replace('id = "closed"\n', 'id = "closed"\nvia = ["herald", "council"]\ndate = 2020-01-01\n')
    rest = rest.replace('answer = "no"\n', "", 1).replace('says = "The mill is open."', 'says = "=2"')
    assert claims_of(archive) == f'{first}id = "open"{rest}'
    assert archive.run("--quiet", "check") == 0
    assert archive.run("--quiet", "merge-claims", str(table), "--write") == 0
    assert claims_of(archive) == f'{first}id = "open"{rest}'


def test_lines_that_end_as_on_windows_and_remarks_stay(archive: SmallArchive) -> None:
    text = FILES[CLAIMS].replace('says = "The mill closed."', 'says = "The mill closed."  # as told')
    (archive.root / CLAIMS).write_bytes(text.replace("\n", "\r\n").encode())
    table = edit_table(archive, {"closed": {"says": "It shut.", "hedge": "perhaps"}})
    assert archive.run("--quiet", "merge-claims", str(table), "--write") == 0
    wanted = text.replace('"The mill closed."', '"It shut."').replace(
        'id = "closed"\n', 'id = "closed"\nhedge = "perhaps"\n'
    )
    assert (archive.root / CLAIMS).read_bytes() == wanted.replace("\n", "\r\n").encode()


def test_a_value_that_cannot_stand_is_told_and_nothing_is_written(
    archive: SmallArchive, capsys: pytest.CaptureFixture[str]
) -> None:
    table = edit_table(archive, {"closed": {"basis": "rumour"}, "gate": {"says": "Shut."}})
    assert archive.run("--quiet", "merge-claims", str(table), "--write") == 1
    assert f"{CLAIMS}:6:9" in capsys.readouterr().err
    assert claims_of(archive) == FILES[CLAIMS]


def test_rows_and_columns_left_out_stay(archive: SmallArchive) -> None:
    archive.put("some.csv", f"id,article,says\nopen,{MILL},It is open.\n")
    assert archive.run("--quiet", "merge-claims", str(archive.root / "some.csv"), "--write") == 0
    assert claims_of(archive) == FILES[CLAIMS].replace("The mill is open.", "It is open.")


def test_a_table_that_is_not_utf8_is_told(archive: SmallArchive, capsys: pytest.CaptureFixture[str]) -> None:
    (archive.root / "old.csv").write_bytes("article,id,says\nx,y,Mühle\n".encode("latin-1"))
    assert archive.run("--quiet", "merge-claims", str(archive.root / "old.csv")) == 1
    assert "error[not-utf-8]" in capsys.readouterr().err


def test_what_looks_like_a_day_and_is_none_is_written_as_text() -> None:
    text = Text("claims.toml", '[[claim]]\nid = "a"\n')
    for day, written in (("2020-02-29", "2020-02-29"), ("4110-85-02", '"4110-85-02"')):
        changed = apply_changes(text, [Change("x", "a", 0, "date", "", day)])
        assert changed.content == f'[[claim]]\nid = "a"\ndate = {written}\n'
