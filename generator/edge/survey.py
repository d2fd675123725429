"""In: folders and files on disk. Out: a stamp for each, that tells whether it may have changed since it was last read.

Must not take two states for one: what changed too lately for the clock to tell has no stamp (Git's rule of racy times).
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from generator.edge.memo import Memo
from generator.edge.staging import Present

SITE = "site"  # shelf: path → stamp, SHA-256
TICK = 20_000_000  # nanoseconds; no clock of a file system with parts of a second is coarser
SECONDS = 2_000_000_000  # of one without


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
    if not stat.S_ISREG(about.st_mode) or max(about.st_mtime_ns, about.st_ctime_ns) >= trusted:
        return ""
    return f"{about.st_size} {about.st_mtime_ns} {about.st_ctime_ns} {about.st_ino}"


def stamp_folder(path: str, names: Iterable[str], trusted: int) -> str:
    """The stamps of a folder and of the files in it that were found there; '' where one of them has none.

    A folder's own time changes with every name that is added, taken away or changed.
    """
    try:
        about = os.lstat(path)
    except OSError:
        return ""
    if not stat.S_ISDIR(about.st_mode) or about.st_mtime_ns >= trusted:
        return ""
    stamps = [f"{about.st_mtime_ns} {about.st_ino}"]
    for name in names:
        stamp = stamp_file(f"{path}/{name}", trusted)
        if not stamp:
            return ""
        stamps.append(stamp)
    return "/".join(stamps)


def check_site(target: Path, memo: Memo) -> dict[str, Present]:
    """The files of the site that lies there, with their sums: remembered where the stamp is, else worked out."""
    trusted, top = tell_time(memo.folder), str(target.resolve())
    found = {}
    for path, (stamp, known) in memo.shelf(SITE).items():
        now = stamp_file(f"{top}/{path}", trusted)
        if now and now == stamp:
            found[path] = Present(path, known, int(now.partition(" ")[0]))
        elif (file := Path(top, path)).is_file() and not file.is_symlink():
            content = file.read_bytes()
            found[path] = Present(path, sha256(content).hexdigest(), len(content))
    return found


def remember_site(target: Path, present: Iterable[Present], memo: Memo) -> None:
    """Keep the stamps of the files just written."""
    trusted, top = tell_time(memo.folder), str(target.resolve())
    memo.fill(SITE, {each.path: (stamp_file(f"{top}/{each.path}", trusted), each.sum) for each in present})
