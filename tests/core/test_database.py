"""The archive as one SQLite file, asked with ordinary SQL."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import pytest

from generator.core.database import make_database
from generator.core.tables import list_tables
from tests.core.pages.sample import sample_stage
from tests.words import ENGLISH

STAGE = sample_stage()
TABLES = list_tables(STAGE.catalogue, STAGE.standings, ENGLISH)


@pytest.fixture
def database() -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:")
    connection.deserialize(make_database(STAGE.catalogue, TABLES))
    yield connection
    connection.close()


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_it_holds_every_row_of_every_table(database: sqlite3.Connection, table) -> None:  # type: ignore[no-untyped-def]
    assert database.execute(f"SELECT count(*) FROM {table.name}").fetchone() == (len(table.rows),)


def test_every_reference_leads_to_a_row(database: sqlite3.Connection) -> None:
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_relation_joins_two_claims(database: sqlite3.Connection) -> None:
    joined = database.execute(
        'SELECT a.says, b.says FROM relations JOIN claims a ON a.key = "from" JOIN claims b ON b.key = "to"'
    ).fetchall()
    assert len(joined) == len(STAGE.catalogue.archive.relations) > 0
    assert all(all(words for words in row) for row in joined)


def test_what_is_empty_is_null_and_counts_are_numbers(database: sqlite3.Connection) -> None:
    assert database.execute("SELECT count(*) FROM claims WHERE speaker = ''").fetchone() == (0,)
    kinds = {row[0] for row in database.execute("SELECT typeof(claims) FROM questions")}
    assert kinds == {"integer"}
    assert {row[0] for row in database.execute("SELECT DISTINCT typeof(said) FROM claims")} <= {"text", "null"}


def test_a_claim_is_found_by_a_word_in_it(database: sqlite3.Connection) -> None:
    says = STAGE.catalogue.entries[0].claim.says
    word = max(says.rstrip(".").split(), key=len)
    found = database.execute(
        "SELECT claims.says FROM claims_fts JOIN claims ON claims.rowid = claims_fts.rowid WHERE claims_fts MATCH ?",
        (f'"{word}"',),
    ).fetchall()
    assert (says,) in found


def test_those_who_carried_a_claim_stand_in_their_order(database: sqlite3.Connection) -> None:
    for entry in STAGE.catalogue.entries:
        rows = database.execute("SELECT source FROM carriers WHERE claim = ? ORDER BY place", (entry.address,))
        assert tuple(row[0] for row in rows) == entry.claim.via


def test_each_column_is_explained(database: sqlite3.Connection) -> None:
    explained = set(database.execute("SELECT table_name, column_name FROM columns"))
    assert {(table.name, name) for table in TABLES for name, _ in table.columns} <= explained


def test_the_same_archive_gives_the_same_bytes() -> None:
    assert make_database(STAGE.catalogue, TABLES) == make_database(STAGE.catalogue, TABLES)
