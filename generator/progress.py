"""In: which station of a build is at work, and how far. Out: bars on a terminal, plain lines elsewhere.

Must not know what a station does; the only door to rich. It is handed where to write.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

STATIONS: Mapping[str, str] = {
    "read_article": "reading articles",
    "render_page": "rendering pages",
    "search_files": "indexing for search",
    "data_files": "writing data",
    "replace_dist": "writing the site",
}


def say_stations(say: Callable[[str], None]) -> Callable[[str, int, int], None]:
    """A plain line when a station is done."""

    def watch(station: str, done: int, total: int) -> None:
        if station in STATIONS and done == total:
            say(f"{STATIONS[station]}{f': {total}' if total > 1 else ''}")

    return watch


class Bars:
    """Bars on a terminal, gone when the work is done."""

    def __init__(self, stream: TextIO) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

        columns = (TextColumn("{task.description}"), BarColumn(bar_width=30), MofNCompleteColumn())
        self._progress: Progress = Progress(*columns, console=Console(file=stream), transient=True)
        self._tasks: dict[str, TaskID] = {}

    def __enter__(self) -> Bars:
        self._progress.start()
        return self

    def __exit__(self, *failure: object) -> None:
        self._progress.stop()

    def watch(self, station: str, done: int, total: int) -> None:
        """Move the station's bar."""
        if station in STATIONS:
            if station not in self._tasks:
                self._tasks[station] = self._progress.add_task(STATIONS[station], total=total)
            self._progress.update(self._tasks[station], completed=done, total=total)
