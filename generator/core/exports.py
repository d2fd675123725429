"""In: a catalogue and its standings. Out: the archive as data, in the forms that other tools read.

Must not let a cell start a formula in a spreadsheet.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from generator.core.annotations import write_annotations, write_json
from generator.core.argdown import write_argdown
from generator.core.catalogue import Catalogue
from generator.core.citations import cite_article, write_bibtex, write_csl
from generator.core.database import make_database
from generator.core.model import Article, Output
from generator.core.standing import Standing
from generator.core.tables import COMMENT_COLUMNS, Table, list_comments, list_tables
from generator.core.words import Words

FORMATS: Mapping[str, str] = {
    "epub": "everything to be read, as one EPUB 3 book",
    "csv": "tables with a Frictionless data package",
    "annotations": "claims as W3C Web Annotations (JSON-LD)",
    "csl": "citations as CSL-JSON",
    "bibtex": "citations as BibTeX",
    "argdown": "questions as an Argdown argument map",
    "sqlite": "everything as one SQLite database, ready for Datasette",
}
COMMENTS = "data/comments.csv"
_APART = ("sqlite", "epub")  # not below data/: each version of SQLite writes differently, and a book is the site again


def data_files(catalogue: Catalogue, standings: Mapping[str, Standing], words: Words) -> Iterator[Output]:
    """Everything below data/ of a site but `COMMENTS`, which alone shows all words of comments; outlines are enough.

    The database and the book are not below data/. Each file is made as it is asked for: all of them may be much.
    """
    formats = (form for form in FORMATS if form not in (*_APART, "csv"))
    files = (file for form in formats for file in export_files(catalogue, standings, form, words))
    tables = list_tables(catalogue, standings, words)
    sheets = (_write_csv(table) for table in tables if f"data/{table.name}.csv" != COMMENTS)
    made = chain(files, sheets, (_describe(catalogue, tables),))
    return (Output(f"data/{file.path}", file.content) for file in made)


def export_files(
    catalogue: Catalogue, standings: Mapping[str, Standing], form: str, words: Words
) -> tuple[Output, ...]:
    """The files of one of `FORMATS`: one CSV a table and `datapackage.json` for csv, a single file for the others.

    The book is not among them: it is rendered like a site (core.book).
    """
    if form == "annotations":
        return (Output("annotations.jsonld", write_annotations(catalogue)),)
    if form == "argdown":
        return (Output("questions.argdown", write_argdown(catalogue)),)
    if form in ("csl", "bibtex"):
        citations = [cite_article(catalogue, article) for article in catalogue.archive.articles]
        written = write_csl(citations) if form == "csl" else write_bibtex(citations)
        return (Output("citations.json" if form == "csl" else "citations.bib", written),)
    tables = list_tables(catalogue, standings, words)
    if form == "sqlite":
        return (Output("archive.db", make_database(catalogue, tables)),)
    return (*map(_write_csv, tables), _describe(catalogue, tables))


class _Sheet:
    """Where the csv writer writes; it asks for no more than this."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def write(self, line: str) -> None:
        self.lines.append(line)


def write_comments(article: Article) -> str:
    """An article's lines of the table of comments."""
    return _write_lines(list_comments(article))


def join_comments(lines: Iterable[str]) -> bytes:
    """The table of comments, of the lines of all articles in the archive's order."""
    return b"".join(map(str.encode, chain((_write_lines((COMMENT_COLUMNS,)),), lines)))


def _write_csv(table: Table) -> Output:
    header = tuple(name for name, _ in table.columns)
    return Output(f"{table.name}.csv", _write_lines((header, *table.rows)).encode())


def _write_lines(rows: Iterable[tuple[str, ...]]) -> str:
    """RFC 4180; the first row of a table is its header."""
    sheet = _Sheet()
    csv.writer(sheet, lineterminator="\r\n").writerows(tuple(map(guard_cell, row)) for row in rows)
    return "".join(sheet.lines)


_FORMULA = frozenset("=+-@\t\r\n＝＋－＠")  # the wide ones, too: East Asian spreadsheets take them for the others


def guard_cell(cell: str) -> str:
    """The cell with an apostrophe before it where a spreadsheet would run it as a formula (OWASP, CSV injection)."""
    return f"'{cell}" if cell[:1] in _FORMULA else cell


def _describe(catalogue: Catalogue, tables: Iterable[Table]) -> Output:
    """A Frictionless Tabular Data Package descriptor."""
    settings = catalogue.archive.settings
    package = {
        "profile": "tabular-data-package",
        "name": "whence-archive",
        "title": settings.title,
        "description": settings.description,
        "resources": [
            {
                "profile": "tabular-data-resource",
                "name": table.name,
                "title": table.title,
                "path": f"{table.name}.csv",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "schema": {
                    "fields": [
                        {"name": name, "type": "string", "description": meaning} for name, meaning in table.columns
                    ]
                },
            }
            for table in tables
        ],
    }
    return Output("datapackage.json", write_json(package))
