"""In: the files of a site, one by one, as they are made. Out: each written aside, to be moved into the site at the end.

Must not stand in anybody's way: where a file cannot be written aside, it stays in memory, and nothing is said.
"""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from generator.core.model import Output
from generator.edge.locking import drop_lock, take_lock
from generator.edge.staging import Drafted, Present, find_workshop


class Drafts:
    """A folder beside a site that one build has for itself, from its first file until this is closed."""

    def __init__(self, target: Path) -> None:
        self._folder, self._lock_path = _find_places(target.resolve())
        self._missing = [each for each in self._lock_path.parents if not each.exists()]
        self._lock: BinaryIO | None = None
        self._count = 0
        self._refused = False

    def __enter__(self) -> Drafts:
        return self

    def __exit__(self, *raised: object) -> None:
        if self._lock:
            _remove(self._folder)
            drop_lock(self._lock, self._lock_path)
            for folder in self._missing:
                with suppress(OSError):
                    folder.rmdir()

    def put(self, output: Output, known: Present) -> Drafted | Output:
        """The file as it lies there, under a number; as it was given, where there is no place for it."""
        if self._refused:
            return output
        try:
            if not self._lock:
                self._begin()
            path = f"{self._folder}/{self._count}"
            self._count += 1
            with open(path, "xb", buffering=0) as file:  # noqa: PTH123 (half of the time)
                if file.write(output.content) < known.size:
                    return output
        except OSError:
            self._refused = True
            return output
        return Drafted(known, path)

    def _begin(self) -> None:
        """Errors: OSError, where another build has it, or the system will not have it."""
        self._lock = take_lock(self._lock_path)
        if not self._lock:
            raise BlockingIOError
        _remove(self._folder)
        self._folder.mkdir()


def clear_drafts(target: Path) -> None:
    """Take away what a build that was killed wrote aside; nothing of one that is at work."""
    folder, lock_path = _find_places(target)
    if any(map(os.path.lexists, (folder, lock_path))) and (lock := take_lock(lock_path)):
        _remove(folder)
        drop_lock(lock, lock_path)


def _find_places(target: Path) -> tuple[Path, Path]:
    workshop = find_workshop(target)
    return workshop / f"{target.name}.draft", workshop / f"{target.name}.draft.lock"


def _remove(folder: Path) -> None:
    with suppress(OSError):
        shutil.rmtree(folder)
