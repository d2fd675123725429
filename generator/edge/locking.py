"""In: a file. Out: whether this process now holds the lock on it, until it closes the file or ends.

Must not wait.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

if sys.platform == "win32":
    import msvcrt

    def try_lock(descriptor: int) -> bool:
        """Take the lock, or say that another holds it."""
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
else:
    import fcntl

    def try_lock(descriptor: int) -> bool:
        """Take the lock, or say that another holds it."""
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True


def take_lock(path: Path) -> BinaryIO | None:
    """The locked file; none while another holds it, or where another removed it, or its folder, under our hands."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = path.open("a+b")
        with suppress(FileNotFoundError):
            if try_lock(lock.fileno()) and path.stat().st_ino == os.fstat(lock.fileno()).st_ino:
                return lock
        lock.close()
    except (FileNotFoundError, FileExistsError):
        if path.parent.is_file():
            raise
    return None


def drop_lock(lock: BinaryIO, path: Path) -> None:
    """Take a locked file away, and the folder that holds it if nothing else is in it; then let others have the lock."""
    with suppress(OSError):
        path.unlink()
        path.parent.rmdir()
    lock.close()
