"""In: which station of a build is at work, and how far. Out: bars on a terminal, plain lines elsewhere.

Must not know what a station does, nor choose where to write; the only door to rich.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from rich.progress import TaskID

Watch = Callable[[str, int, int], None]  # the station, how many are done, of how many

STATIONS: Mapping[str, str] = {
    "read_one": "reading articles",
    "render_page": "rendering pages",
    "show_one": "rendering articles",
    "find_block": "indexing for search",
    "write_range": "writing the index",
    "write_data": "writing data",
    "replace_dist": "writing the site",
    "import_posts": "importing, in MB",
    "ask_hosts": "asking for addresses",
    "publish_site": "sending",
}


@contextmanager
def watch_stations(stream: TextIO | None) -> Iterator[Watch]:
    """What to call as the work goes on: it shows bars that are gone when all is done, or a line for each station done.

    Where there is no stream, nothing is shown.
    """
    if stream is None:
        yield lambda station, done, total: None
    elif stream.isatty():
        yield from _show_bars(stream)
    else:
        yield _say_lines(stream)


def _say_lines(stream: TextIO) -> Watch:
    def watch(station: str, done: int, total: int) -> None:
        if station in STATIONS and done == total:
            stream.write(f"{STATIONS[station]}{f': {total}' if total > 1 else ''}\n")

    return watch


def _show_bars(stream: TextIO) -> Iterator[Watch]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(bar_width=30), MofNCompleteColumn())
    tasks: dict[str, TaskID] = {}
    with Progress(*columns, console=Console(file=stream), transient=True) as progress:

        def watch(station: str, done: int, total: int) -> None:
            if station in STATIONS:
                if station not in tasks:
                    tasks[station] = progress.add_task(STATIONS[station], total=total)
                progress.update(tasks[station], completed=done, total=total)

        yield watch
