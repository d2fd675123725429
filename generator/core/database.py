"""In: a catalogue and its tables. Out: the same as one SQLite file, keyed and linked, ready for Datasette or any SQL.

Must not touch a disk: the database is made in memory and handed on as bytes.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing

from generator.core.catalogue import Catalogue
from generator.core.tables import Table

KEYS: Mapping[str, str] = {
    "articles": "PRIMARY KEY (id)",
    "comments": "PRIMARY KEY (article, id)",
    "claims": "PRIMARY KEY (key), UNIQUE (article, id)",
    "figures": "PRIMARY KEY (key)",
    "sources": "PRIMARY KEY (id)",
    "questions": "PRIMARY KEY (id)",
}
LINKS: Mapping[str, Mapping[str, str]] = {
    "articles": {"outlet": "sources (id)"},
    "comments": {"article": "articles (id)"},
    "claims": {"article": "articles (id)", "speaker": "sources (id)", "question": "questions (id)"},
    "figures": {"key": "claims (key)", "article": "articles (id)", "question": "questions (id)"},
    "relations": {"from": "claims (key)", "to": "claims (key)"},
    "sources": {"speaks_for": "sources (id)"},
    "carriers": {"claim": "claims (key)", "source": "sources (id)"},
    "names": {"source": "sources (id)"},
}
NUMBERS: Mapping[str, tuple[str, ...]] = {
    "articles": ("comments_held", "comments_stated"),
    "comments": ("depth",),
    "figures": ("low", "high"),
    "sources": ("said", "carried"),
    "questions": ("claims", "reports", "origins"),
    "carriers": ("place",),
}
SEARCHED: Mapping[str, tuple[str, ...]] = {"claims": ("says", "quote"), "comments": ("author", "text")}


def make_database(catalogue: Catalogue, tables: Sequence[Table]) -> bytes:
    """A SQLite 3 file: the CSV tables, with `key` ('article#claim') in claims and figures; `carriers` and `names` for
    lists that the CSV has in one cell; `columns`, which says what each column means; full-text indexes where this
    SQLite has FTS5. What is empty in the CSV is NULL here; quantities and counts are numbers.
    """
    named = {table.name: table for table in (*map(_keyed, tables), *_unfold(catalogue), _explain(tables))}
    with closing(sqlite3.connect(":memory:")) as database:
        for name, table in named.items():
            database.execute(_create(table))
            holes = ", ".join("?" * len(table.columns))
            database.executemany(f"INSERT INTO {_quoted(name)} VALUES ({holes})", _rows(table))  # noqa: S608
        if database.execute("SELECT 1 FROM pragma_compile_options WHERE compile_options = 'ENABLE_FTS5'").fetchone():
            for name, columns in SEARCHED.items():
                _index_words(database, name, columns)
        database.commit()
        return database.serialize()


def _keyed(table: Table) -> Table:
    """Claims and figures with the key by which relations name them."""
    if table.name not in ("claims", "figures"):
        return table
    meaning = ("key", "its address in the archive: article#claim")
    return Table(
        table.name, table.title, (meaning, *table.columns), tuple((f"{row[0]}#{row[1]}", *row) for row in table.rows)
    )


def _unfold(catalogue: Catalogue) -> Iterator[Table]:
    """Lists that the CSV holds in one cell, a row each."""
    carried = (
        (entry.address, str(place), carrier)
        for entry in catalogue.entries
        for place, carrier in enumerate(entry.claim.via, start=1)
    )
    columns = (("claim", "article#claim"), ("place", "1 is next to the speaker"), ("source", "who passed it on"))
    yield Table("carriers", "Who passed a claim on, in order", columns, tuple(carried))
    called = ((source.id, name) for source in catalogue.archive.sources for name in source.also)
    yield Table("names", "Forms of names as worded", (("source", "id"), ("name", "as worded")), tuple(called))


def _explain(tables: Iterable[Table]) -> Table:
    rows = tuple((table.name, name, meaning) for table in tables for name, meaning in table.columns)
    columns = (("table_name", "its table"), ("column_name", "its name"), ("meaning", "what it holds"))
    return Table("columns", "What each column means", columns, rows)


def _create(table: Table) -> str:
    links, numbers = LINKS.get(table.name, {}), NUMBERS.get(table.name, ())
    lines = [f"{_quoted(name)} {'NUMERIC' if name in numbers else 'TEXT'}" for name, _ in table.columns]
    lines += [KEYS[table.name]] if table.name in KEYS else []
    lines += [f"FOREIGN KEY ({_quoted(name)}) REFERENCES {target}" for name, target in links.items()]
    return f"CREATE TABLE {_quoted(table.name)} ({', '.join(lines)})"


def _rows(table: Table) -> Iterator[tuple[str | None, ...]]:
    return (tuple(cell or None for cell in row) for row in table.rows)


def _index_words(database: sqlite3.Connection, name: str, columns: Iterable[str]) -> None:
    listed = ", ".join(columns)
    database.execute(f"CREATE VIRTUAL TABLE {name}_fts USING fts5 ({listed}, content={name})")
    database.execute(f"INSERT INTO {name}_fts ({name}_fts) VALUES ('rebuild')")  # noqa: S608


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
