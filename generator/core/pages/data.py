"""In: the stage. Out: data.html, which lists every file below data/ and what its columns mean.

Must not make the files: exports does.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.core.pages.frame import Frame, Page, Stage, make_frame
from generator.core.tables import list_tables


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    meaning: str


@dataclass(frozen=True, slots=True)
class TableView:
    """One table as the page shows it."""

    name: str
    title: str
    file: str
    rows: int
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class DataView:
    frame: Frame
    tables: tuple[TableView, ...]
    anchored: int
    articles: int
    base_url: str


def data_pages(stage: Stage) -> Iterator[Page]:
    """The page about the archive's data."""
    tables = tuple(
        TableView(
            name=table.name,
            title=table.title,
            file=f"data/{table.name}.csv",
            rows=len(table.rows),
            columns=tuple(Column(name, meaning) for name, meaning in table.columns),
        )
        for table in list_tables(stage.catalogue, stage.standings, stage.words)
    )
    archive = stage.catalogue.archive
    view = DataView(
        frame=make_frame(stage, "data.html", stage.words.say("data.title"), stage.words.say("data.description")),
        tables=tables,
        anchored=sum(bool(entry.claim.block) for entry in stage.catalogue.entries),
        articles=len(archive.articles),
        base_url=archive.settings.base_url,
    )
    yield Page("data.html", "pages/data.html", view)
