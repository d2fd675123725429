"""In: folders. Out: the paths of what changes in them, as it changes.

Must not read a file: names, sizes and times tell. Must not miss a change: where the system may not have told, we look.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from stat import S_ISDIR
from threading import Event

Stamp = frozenset[tuple[str, int, int]]
NAP = 0.4  # seconds between two looks at what the system does not tell of
STEP = 0.03  # seconds without a further change, after which those before it are told: editors save in several steps


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


def find_changes(before: Stamp, after: Stamp) -> frozenset[str]:
    """The paths of files that are there anew, or no more, or otherwise."""
    return frozenset(path for path, _, _ in before ^ after)


def watch_changes(list_paths: Callable[[], Sequence[Path]], before: Stamp, stop: Event) -> Iterator[frozenset[str]]:
    """Paths of what has changed since `before` in the listed folders and files, until `stop` is set.

    With watchfiles installed the system tells of changes at once; without it, or where it refuses, we look again and
    again. Files that are listed themselves are looked at in either case: once replaced, they are told of no more.
    """
    since: frozenset[str] = frozenset()  # what was told after the last look at everything: it may have changed again
    while not stop.is_set():
        paths = list_paths()
        folders = _find_folders(paths)
        loose = [path for path in paths if path not in folders]
        names = frozenset(map(os.fspath, loose))
        last: Stamp | None = None  # of the loose files, once the system tells of all others
        for told in _look_out(tuple(folders), stop):
            if told is None or last is None:
                now = stamp_files(paths)
                every = find_changes(before, now) | since | (told or frozenset())
                before, since = now, frozenset()
                last = None if told is None else frozenset(each for each in now if each[0] in names)
            else:
                now = stamp_files(loose)
                every = find_changes(last, now) | told
                last, since = now, since | every
            if every:
                yield every
            if every & names or folders != _find_folders(paths):
                break  # then other folders may be meant


def _find_folders(paths: Iterable[Path]) -> dict[Path, tuple[int, int]]:
    """The folders among them, each with the numbers by which the system knows it."""
    found = {}
    for path in paths:
        with suppress(OSError):
            about = path.stat()
            if S_ISDIR(about.st_mode):
                found[path] = (about.st_dev, about.st_ino)
    return found


def _look_out(folders: Sequence[Path], stop: Event) -> Iterator[frozenset[str] | None]:
    """At every turn, what the system tells has changed in the folders; None where it tells nothing at all."""
    try:
        from watchfiles import watch

        if folders:
            for changes in watch(
                *folders,
                watch_filter=None,
                debounce=int(NAP * 1000),
                step=int(STEP * 1000),
                rust_timeout=int(NAP * 1000),
                yield_on_timeout=True,
                stop_event=stop,
            ):
                yield frozenset(path for _, path in changes)
    except (ImportError, OSError, RuntimeError):  # not installed, or no more files may be watched
        pass
    while not stop.wait(NAP):
        yield None
