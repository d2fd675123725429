"""The archive as data, read back by ordinary readers."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from io import StringIO

import pytest
from hypothesis import given, strategies as st

from generator.core.catalogue import catalogue
from generator.core.exports import COMMENTS, data_files, export_files, guard_cell, join_comments, write_comments
from generator.core.outlines import outline_article
from generator.core.tables import list_tables
from tests.core.pages.sample import sample_stage
from tests.words import ENGLISH

STAGE = sample_stage()
FILES = {
    **{file.path: file.content for file in data_files(STAGE.catalogue, STAGE.standings, ENGLISH)},
    **{f"data/{file.path}": file.content for file in export_files(STAGE.catalogue, STAGE.standings, "csv", ENGLISH)},
}
TABLES = list_tables(STAGE.catalogue, STAGE.standings, ENGLISH)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_table_read_back_holds_every_row(table) -> None:  # type: ignore[no-untyped-def]
    rows = list(csv.reader(StringIO(FILES[f"data/{table.name}.csv"].decode(), newline="")))
    assert rows[0] == [name for name, _ in table.columns]
    assert [tuple(row) for row in rows[1:]] == [tuple(map(guard_cell, row)) for row in table.rows]
    assert all(len(row) == len(table.columns) for row in rows)
    assert len(rows) - 1 == len(table.rows)


def test_the_package_describes_every_table_and_column() -> None:
    package = json.loads(FILES["data/datapackage.json"])
    described = {
        resource["path"]: [field["name"] for field in resource["schema"]["fields"]] for resource in package["resources"]
    }
    assert described == {f"{table.name}.csv": [name for name, _ in table.columns] for table in TABLES}
    assert all(f"data/{path}" in FILES for path in described)


@given(st.text(min_size=1))
def test_no_cell_can_begin_a_formula(cell: str) -> None:
    guarded = guard_cell(cell)
    assert guarded[0] not in "=+-@\t\r\n"
    assert guarded.removeprefix("'").endswith(cell[1:])


def test_every_claim_of_the_archive_is_in_the_table() -> None:
    claims = next(table for table in TABLES if table.name == "claims")
    assert len(claims.rows) == len(STAGE.catalogue.entries)


def test_outlines_of_articles_are_enough_for_all_of_it_but_the_table_of_comments() -> None:
    outlined = replace(STAGE.catalogue.archive, articles=tuple(map(outline_article, STAGE.catalogue.archive.articles)))
    made = {file.path: file.content for file in data_files(catalogue(outlined), STAGE.standings, ENGLISH)}
    assert made | {COMMENTS: FILES[COMMENTS]} == FILES
    assert COMMENTS not in made
    articles = STAGE.catalogue.archive.articles
    assert join_comments(map(write_comments, articles)) == FILES[COMMENTS]
