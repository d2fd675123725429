"""In: folders. Out: a call that returns when something in them has changed.

Must not read a file: names, sizes and times tell.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from stat import S_ISDIR
from threading import Event

Stamp = frozenset[tuple[str, int, int]]
NAP = 0.4  # seconds between two looks at what the system does not tell of


def stamp_files(paths: Iterable[Path]) -> Stamp:
    """Every file in the folders, and the files named themselves: path, size, time of change in nanoseconds."""
    found: set[tuple[str, int, int]] = set()
    waiting: list[str] = []
    for path in map(os.fspath, paths):
        with suppress(OSError):
            about = os.stat(path)  # noqa: PTH116
            if S_ISDIR(about.st_mode):
                waiting.append(path)
            else:
                found.add((path, about.st_size, about.st_mtime_ns))
    while waiting:
        with suppress(OSError), os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(entry.path)
                    continue
                with suppress(OSError):  # it went while we looked, which is a change as well
                    about = entry.stat()
                    found.add((entry.path, about.st_size, about.st_mtime_ns))
    return frozenset(found)


def wait_for_change(paths: Sequence[Path], before: Stamp, stop: Event) -> Stamp:
    """Wait until the files differ from `before`, or `stop` is set; how they are then.

    With watchfiles installed the system tells of changes at once; without it, or where it refuses, we look again and
    again.
    """
    folders = [path for path in paths if path.is_dir()]
    loose = [path for path in paths if not path.is_dir()]
    seen: Stamp | None = None
    for told in _look_out(folders, stop):
        now = stamp_files(loose)
        if told or now != seen:
            seen = now
            if (after := stamp_files(paths)) != before:
                return after
    return before


def _look_out(folders: Sequence[Path], stop: Event) -> Iterator[bool]:
    """At every turn, whether something may have changed in the folders."""
    try:
        from watchfiles import watch

        if folders:
            milliseconds = int(NAP * 1000)
            for changes in watch(
                *folders,
                watch_filter=None,
                debounce=milliseconds,
                rust_timeout=milliseconds,
                yield_on_timeout=True,
                stop_event=stop,
            ):
                yield bool(changes)
    except (ImportError, OSError, RuntimeError):  # not installed, or no more files may be watched
        pass
    while not stop.wait(NAP):
        yield True
