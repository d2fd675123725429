"""Test support: a file system whose k-th call fails, or at whose k-th call the process dies.

Run as a program it is the harness of kills: every round is a build in a process of its own that is killed by SIGKILL.

    python -m tests.edge.faulty 300
"""

from __future__ import annotations

import builtins
import io
import os
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import Any
from unittest.mock import patch

CALLS = (
    *("stat", "lstat", "open", "close", "fsync", "mkdir", "rmdir", "rename", "replace", "unlink", "link", "symlink"),
    *("listdir", "scandir", "readlink", "utime", "read", "write", "ftruncate", "fdatasync", "posix_fadvise"),
)


class Watched:
    """An open file whose reads and writes count as calls."""

    def __init__(self, file: Any, count: Callable[[str], None]) -> None:
        self._file, self._count = file, count

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._file, name)
        if name not in ("read", "readinto", "write", "flush", "truncate"):
            return found

        def watched(*words: Any) -> Any:
            self._count(name)
            return found(*words)

        return watched

    def __enter__(self) -> Watched:
        return self

    def __exit__(self, *raised: object) -> None:
        self._file.close()

    def __iter__(self) -> Iterator[Any]:
        return iter(self._file)


class Calls:
    """Counts the calls of the file system, and does `fault` at the one of this number; 0 for none."""

    def __init__(
        self, at: int = 0, fault: Callable[[str], None] = lambda name: None, *, for_good: bool = False
    ) -> None:
        self.at, self.fault, self.for_good = at, fault, for_good
        self.made = 0

    def count(self, name: str) -> None:
        self.made += 1
        if self.at and (self.made == self.at or (self.for_good and self.made > self.at)):
            self.fault(name)

    @contextmanager
    def watch(self) -> Iterator[Calls]:
        """While this lasts, calls are counted."""
        with patch.multiple(os, **{name: self._counted(getattr(os, name)) for name in CALLS if hasattr(os, name)}):
            real = io.open

            def open_watched(file: Any, mode: str = "r", *words: Any, **more: Any) -> Any:
                self.count("open")
                opened = real(file, mode, *words, **more)
                return opened if isinstance(file, int) else Watched(opened, self.count)

            with patch.object(io, "open", open_watched), patch.object(builtins, "open", open_watched):
                yield self

    def _counted(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*words: Any, **more: Any) -> Any:
            self.count(real.__name__)
            return real(*words, **more)

        return counted


def fail_with(number: int) -> Callable[[str], None]:
    """What raises the OSError of this number."""

    def fail(name: str) -> None:
        raise OSError(number, os.strerror(number), f"<{name}>")

    return fail


def die(name: str) -> None:
    """The end of this process, as by kill -9."""
    os.kill(os.getpid(), signal.SIGKILL)


def read_site(folder: Path) -> dict[str, str]:
    """The digest of every file of a site by its path; nothing where there is no site."""
    files = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return {path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest() for path in files}


def list_leftovers(root: Path) -> list[str]:
    """What only a build at work may have beside the site."""
    return [name for name in ("dist.stage", "dist.old", "dist.lock") if (root / ".cache" / name).exists()]


def kill_builds(rounds: int, root: Path) -> dict[str, int]:
    """Kill a build at `rounds` of its calls, spread over all of them; how many left the old site, the new, neither.

    A site counts after `recover_dist`, which every start of a build does first; `absent` says how many needed it.
    """
    from generator.edge.build import Options, build
    from generator.edge.dist import recover_dist
    from generator.edge.workers import Workers
    from tests.archives import SmallArchive

    archive = SmallArchive.write(root / "archive")
    target = archive.root / "dist"
    page = "content/pages/about.md"
    sites, length = [], 0
    for words in ("old", "new"):
        archive.put(page, f'+++\ntitle = "About"\n+++\n{words}\n')
        with Calls().watch() as calls:
            assert not build(archive.root, Workers(), Options(target)).failed
        length = calls.made
        sites.append(read_site(target))
    found = dict.fromkeys(("old", "new", "torn", "absent", "left", "finished"), 0)
    for number in range(rounds):
        here = number % 2  # the site that stands; the build makes the other
        archive.put(page, f'+++\ntitle = "About"\n+++\n{("old", "new")[here]}\n')
        assert not build(archive.root, Workers(), Options(target)).failed
        archive.put(page, f'+++\ntitle = "About"\n+++\n{("new", "old")[here]}\n')
        child = os.fork()
        if not child:
            with suppress(BaseException), Calls(1 + number * length // rounds, die).watch():
                build(archive.root, Workers(), Options(target))
            os._exit(0)
        _, status = os.waitpid(child, 0)
        found["finished"] += not os.WIFSIGNALED(status)
        found["absent"] += not target.exists()
        recover_dist(target)
        after = read_site(target)
        found["old" if after == sites[here] else "new" if after == sites[1 - here] else "torn"] += 1
        found["left"] += bool(list_leftovers(archive.root))
    return found


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        print(kill_builds(int(sys.argv[1]) if len(sys.argv) > 1 else 100, Path(folder)))
