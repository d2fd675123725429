"""In: a catalogue and its standings. Out: the archive as data: CSV tables with a data package, citations, annotations.

Must not let a cell start a formula in a spreadsheet.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping

from generator.core.annotations import annotation_files, write_json
from generator.core.catalogue import Catalogue
from generator.core.citations import cite_article, write_bibtex, write_csl
from generator.core.model import Output
from generator.core.standing import Standing
from generator.core.tables import Table, list_tables


def data_files(catalogue: Catalogue, standings: Mapping[str, Standing]) -> tuple[Output, ...]:
    """Everything below data/: one CSV a table, `datapackage.json` (Frictionless), CSL-JSON, BibTeX, annotations."""
    tables = list_tables(catalogue, standings)
    citations = [cite_article(catalogue, article) for article in catalogue.archive.articles]
    return (
        *(Output(f"data/{table.name}.csv", _write_csv(table)) for table in tables),
        Output("data/datapackage.json", write_json(_describe(catalogue, tables))),
        Output("data/citations.json", write_csl(citations)),
        Output("data/citations.bib", write_bibtex(citations)),
        *annotation_files(catalogue),
    )


class _Sheet:
    """Where the csv writer writes; it asks for no more than this."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def write(self, line: str) -> None:
        self.lines.append(line)


def _write_csv(table: Table) -> bytes:
    """RFC 4180, UTF-8, with a header row."""
    sheet = _Sheet()
    writer = csv.writer(sheet, lineterminator="\r\n")
    writer.writerow(name for name, _ in table.columns)
    writer.writerows(tuple(map(guard_cell, row)) for row in table.rows)
    return "".join(sheet.lines).encode()


def guard_cell(cell: str) -> str:
    """The cell with an apostrophe before it where a spreadsheet would run it as a formula (OWASP, CSV injection)."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r", "\n") else cell


def _describe(catalogue: Catalogue, tables: Iterable[Table]) -> dict[str, object]:
    """A Frictionless Tabular Data Package descriptor."""
    settings = catalogue.archive.settings
    return {
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
