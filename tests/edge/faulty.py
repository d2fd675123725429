"""Test support: a file system whose k-th call fails, or at whose k-th call the process dies.

Run as a program it is the harness of kills: every round is a build, an import or a publication in a process of its own
that is killed by SIGKILL.

    python -m tests.edge.faulty 300
"""

from __future__ import annotations

import builtins
import io
import os
import re
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
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
    names = ("dist.stage", "dist.old", "dist.lock", "dist.draft", "dist.draft.lock")
    return [name for name in names if (root / ".cache" / name).exists()]


def kill_builds(rounds: int, root: Path, *, remember: bool = False) -> dict[str, int]:
    """Kill a build at `rounds` of its calls, spread over all of them; how many left the old site, the new, neither.

    A site counts after `recover_dist`, which every start of a build does first; `absent` says how many needed it.
    """
    from generator.edge.build import Options, Report, build as build_site
    from generator.edge.dist import recover_dist
    from generator.edge.memo import open_memo
    from generator.edge.workers import Workers
    from tests.archives import SmallArchive

    archive = SmallArchive.write(root / "archive")
    target = archive.root / "dist"

    def build() -> Report:
        memo = open_memo(archive.root, target) if remember else None
        return build_site(archive.root, Workers(), Options(target), memo)

    page = "content/pages/about.md"
    sites, length = [], 0
    for words in ("old", "new"):
        archive.put(page, f'+++\ntitle = "About"\n+++\n{words}\n')
        with Calls().watch() as calls:
            assert not build().failed
        length = calls.made
        sites.append(read_site(target))
    found = dict.fromkeys(("old", "new", "torn", "absent", "left", "finished"), 0)
    for number in range(rounds):
        here = number % 2  # the site that stands; the build makes the other
        archive.put(page, f'+++\ntitle = "About"\n+++\n{("old", "new")[here]}\n')
        assert not build().failed
        archive.put(page, f'+++\ntitle = "About"\n+++\n{("new", "old")[here]}\n')
        dead = kill_at(1 + number * length // rounds, build)
        found["finished"] += not dead
        found["absent"] += not target.exists()
        recover_dist(target)
        after = read_site(target)
        found["old" if after == sites[here] else "new" if after == sites[1 - here] else "torn"] += 1
        found["left"] += bool(list_leftovers(archive.root))
    return found


def kill_imports(rounds: int, root: Path) -> dict[str, int]:
    """Kill an import at `rounds` of its calls: how many left no article, the whole one, a part; then it is finished."""
    from generator.edge.importing import Given, import_pages
    from tests.archives import SmallArchive

    archive = SmallArchive.write(root / "archive")
    saved = root / "saved.txt"
    saved.write_text("A headline\n\nSome words that somebody wrote.\n", encoding="utf-8")
    folder = archive.root / "content/articles/a-headline"
    before = read_site(archive.root)

    def work() -> None:
        import_pages(archive.root, [saved], Given())

    with Calls().watch() as calls:
        work()
    whole = read_site(folder)
    found = dict.fromkeys(("old", "new", "torn", "finished after", "alive"), 0)
    for number in range(rounds):
        shutil.rmtree(folder, ignore_errors=True)
        found["alive"] += not kill_at(1 + number * calls.made // rounds, work)
        after = read_site(folder)
        found["old" if not after else "new" if after == whole else "torn"] += 1
        rest = {path: told for path, told in read_site(archive.root).items() if "a-headline" not in path}
        assert rest == before
        if not after:
            work()
        found["finished after"] += read_site(folder) == whole
    return found


def kill_updates(rounds: int, root: Path) -> dict[str, int]:
    """Kill an update at `rounds` of its calls: how many left the earlier version, the later one, something between;
    whether a file of the earlier one was lost; then it is done again."""
    from generator.edge.drafting import Given
    from generator.edge.importing import import_pages
    from tests.archives import SmallArchive

    archive = SmallArchive.write(root / "archive")
    saved, later = root / "saved.txt", root / "later.txt"
    saved.write_text("A headline\n\nSome words that somebody wrote.\n", encoding="utf-8")
    later.write_text("A headline\n\nSome other words that somebody wrote.\n\nAnd more.\n", encoding="utf-8")
    import_pages(archive.root, [saved], Given())
    folder, first = archive.root / "content/articles/a-headline", root / "first"
    shutil.copytree(folder, first)

    def work() -> None:
        import_pages(archive.root, [later], Given(update=True))

    def read() -> dict[str, str]:
        return {path: told for path, told in read_site(folder).items() if "/.new-" not in path}

    before = read()
    with Calls().watch() as calls:
        work()
    whole = read()
    found = dict.fromkeys(("old", "new", "between", "lost", "finished after", "alive"), 0)
    for number in range(rounds):
        shutil.rmtree(folder)
        shutil.copytree(first, folder)
        found["alive"] += not kill_at(1 + number * calls.made // rounds, work)
        after = read()
        found["old" if after == before else "new" if after == whole else "between"] += 1
        found["lost"] += not set(before.values()) <= set(after.values())
        work()
        found["finished after"] += read() == whole
    return found


def kill_publications(rounds: int, root: Path) -> dict[str, int]:
    """Kill a publication to a folder at `rounds` of its calls: how often a file was torn, a page without its parts."""
    from generator.edge.publish import publish_site
    from tests.archives import SmallArchive

    archive = SmallArchive.write(root / "archive")
    target = root / "target"
    sites = []
    for words in ("old", "new"):
        archive.put("content/pages/about.md", f'+++\ntitle = "About"\n+++\n{words}\n')
        archive.put("content/sources.toml", archive_sources(words))
        assert archive.run("--quiet", "build", "--jobs", "1", "--output", str(root / words)) == 0
        sites.append(read_site(root / words))

    def work(words: str) -> None:
        publish_site(root / words, str(target), {}, lambda *_: None)

    work("old")
    with Calls().watch() as calls:
        work("new")
    found = dict.fromkeys(("old", "new", "between", "torn", "without parts", "finished after", "alive"), 0)
    for number in range(rounds):
        shutil.rmtree(target)
        work("old")
        found["alive"] += not kill_at(1 + number * calls.made // rounds, partial(work, "new"))
        after = read_site(target)
        kinds = [name for name, site in zip(("old", "new"), sites, strict=True) if after.items() >= site.items()]
        found[kinds[-1] if kinds else "between"] += 1
        known = {(path, told) for site in sites for path, told in site.items()}
        torn = {path for path, told in after.items() if path in sites[0] | sites[1] and (path, told) not in known}
        found["torn"] += bool(torn - {"checksums.txt"})
        found["without parts"] += any(list_missing(target, page) for page in after if page.endswith(".html"))
        work("new")
        found["finished after"] += read_site(target).items() >= sites[1].items()
    return found


def archive_sources(words: str) -> str:
    """The sources of the small archive, one of them under a name of its own."""
    from tests.archives import FILES

    return FILES["content/sources.toml"].replace("Ann Miller", f"Ann Miller {words}")


def list_missing(site: Path, page: str) -> list[str]:
    """The styles, scripts and pictures that a page asks for and that are not there."""
    html = (site / page).read_text(encoding="utf-8")
    asked = re.findall(r'(?:src|href)="([^":?#]+\.(?:css|js|svg|png|woff2))"', html)
    return [each for each in asked if not (site / page).parent.joinpath(each).exists()]


def kill_at(call: int, work: Callable[[], object]) -> bool:
    """Do work in a process that dies at one of its calls of the file system; whether it did."""
    child = os.fork()
    if not child:
        with suppress(BaseException), Calls(call, die).watch():
            work()
        os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


if __name__ == "__main__":
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    for kill in (kill_builds, kill_imports, kill_updates, kill_publications):
        with tempfile.TemporaryDirectory() as folder:
            print(kill.__name__, kill(wanted, Path(folder)), flush=True)
