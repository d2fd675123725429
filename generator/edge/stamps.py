"""In: paths on disk. Out: a stamp for each, that tells whether it may have changed since it was last read.

Must not take two states for one: what changed too lately for the clock to tell has no stamp (Git's rule of racy times).
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from stat import S_ISDIR, S_ISREG

TICK = 20_000_000  # nanoseconds; no clock of a file system with parts of a second is coarser
SECONDS = 2_000_000_000  # of one without
ALWAYS = 2**63  # a time later than any: for a stamp that is only compared with one that was trusted
ABSENT = "absent"
Place = tuple[str, tuple[str, ...]]  # a file; or a folder, and the names of what lies in it


def tell_time(folder: Path | None) -> int:
    """The time up to which stamps can be trusted, by the clock of the file system that holds the folder.

    0, so that nothing has a stamp, where there is no folder to ask.
    """
    if folder is None:
        return 0
    try:
        folder.mkdir(exist_ok=True)
        clock = folder / "clock"
        clock.write_bytes(b"")
        now = clock.stat().st_mtime_ns
        clock.unlink()
    except OSError:
        return 0
    return now - (TICK if now % 1_000_000_000 else SECONDS)


def stamp_file(path: str, trusted: int) -> str:
    """Size, times and number of a regular file; '' where it is none, or changed after the time that is trusted."""
    try:
        about = os.lstat(path)
    except OSError:
        return ""
    return _say_stamp(about, trusted) if S_ISREG(about.st_mode) else ""


def _say_stamp(about: os.stat_result, trusted: int) -> str:
    """A folder's is of its names alone: its own time changes with every name that is added, taken away or changed."""
    changed = about.st_mtime_ns
    if changed >= trusted:
        return ""
    if S_ISREG(about.st_mode):  # first: nearly all are
        altered = about.st_ctime_ns
        return f"{about.st_size} {changed} {altered} {about.st_ino}" if altered < trusted else ""
    return f"{changed} {about.st_ino}" if S_ISDIR(about.st_mode) else ""


def stamp_folder(path: str, names: Iterable[str], trusted: int) -> str:
    """The stamps of a folder and of what was found in it: names of files, of folders, of files in these.

    '' where one of them has none.
    """
    stamps = []
    try:
        for each in (path, *(f"{path}/{name}" for name in names)):
            stamp = _say_stamp(os.lstat(each), trusted)
            if not stamp:
                return ""
            stamps.append(stamp)
    except OSError:
        return ""
    return "/".join(stamps)


def stamp_place(place: Place, trusted: int) -> str:
    """The stamp of a folder with its files, or of a file; ABSENT where nothing stands there."""
    path, names = place
    if not names and not os.path.lexists(path):
        return ABSENT
    return stamp_folder(path, names, trusted) or ("" if names else stamp_file(path, trusted))


def list_place(path: str) -> Place:
    """A folder with the names of all in it that is no folder; with none where there is no folder."""
    try:
        with os.scandir(path) as entries:
            return path, tuple(sorted(each.name for each in entries if not each.is_dir(follow_symlinks=False)))
    except (FileNotFoundError, NotADirectoryError):
        return path, ()


def list_places(top: str) -> Iterator[Place]:
    """A folder and those below it, each with the names of all in it that is no folder."""
    waiting = [top]
    while waiting:
        here = waiting.pop()
        yield list_place(here)
        with os.scandir(here) as entries:
            waiting += sorted(f"{here}/{each.name}" for each in entries if each.is_dir(follow_symlinks=False))
