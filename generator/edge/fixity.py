"""In: a published copy of a site, and the archive if it is at hand. Out: which files are not as they should be.

Must not follow a link or a path out of the copy: it may come from anywhere. Writes nothing but to a temporary folder.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import file_digest, sha256
from pathlib import Path

from generator.edge.build import Options, Report, build
from generator.edge.dist import MANIFEST, MARK
from generator.edge.files import DUST
from generator.edge.workers import Workers

_LINE = re.compile(r"([0-9a-f]{64}) [ *]([^/\\\0][^\\\0]*)")


@dataclass(frozen=True, slots=True)
class Comparison:
    """A folder beside the list of what it should hold: paths, sorted; and the lines of the list that say nothing."""

    files: int
    missing: tuple[str, ...] = ()
    altered: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    unreadable: tuple[int, ...] = ()

    @property
    def whole(self) -> bool:
        return not (self.missing or self.altered or self.added or self.unreadable)


def compare_sums(copy: Path) -> Comparison:
    """Every file of a site beside its checksums.txt (as GNU coreutils write it). Errors: OSError where it has none."""
    sums, unreadable = _read_sums(copy / MANIFEST)
    return replace(_compare(sums, copy), unreadable=unreadable)


def digest_sums(copy: Path) -> str:
    """The SHA-256 of checksums.txt itself: it stands for the whole site."""
    return sha256((copy / MANIFEST).read_bytes()).hexdigest()


def compare_content(root: Path, copy: Path, workers: Workers, options: Options) -> tuple[Report, Comparison | None]:
    """Every file of a site beside what a build of the archive makes; no comparison where it does not build."""
    with tempfile.TemporaryDirectory(prefix="whence-") as folder:
        built = Path(folder) / "site"
        report = build(root, workers, replace(options, output=built, write=True))
        if report.failed or report.written is None:
            return report, None
        return report, _compare(_read_sums(built / MANIFEST)[0], copy)


def _read_sums(manifest: Path) -> tuple[dict[str, str], tuple[int, ...]]:
    sums: dict[str, str] = {}
    unreadable: list[int] = []
    for number, line in enumerate(manifest.read_text(encoding="utf-8", errors="replace").split("\n"), 1):
        found = _LINE.fullmatch(line)
        if found and found[2] not in sums and not {"", ".", ".."} & set(found[2].split("/")):
            sums[found[2]] = found[1]
        elif line:
            unreadable.append(number)
    return sums, tuple(unreadable)


def _compare(sums: Mapping[str, str], copy: Path) -> Comparison:
    there = set(_list_files(copy))
    digests = {path: _digest(copy / path) for path in sorted(sums.keys() & there)}
    return Comparison(
        files=len(sums),
        missing=tuple(sorted(sums.keys() - there)),
        altered=tuple(path for path, digest in digests.items() if digest != sums[path]),
        added=tuple(sorted(path for path in there - sums.keys() if path != MANIFEST)),
    )


def _list_files(copy: Path) -> Iterator[str]:
    """Whatever is no folder, by its path; without what systems and version control leave, such as .git."""
    for here, folders, files in os.walk(copy):
        linked = [name for name in folders if Path(here, name).is_symlink()]
        folders[:] = sorted(name for name in folders if not DUST.match(name) and name not in linked)
        for name in (*files, *linked):
            if name == MARK or not DUST.match(name):
                yield Path(here, name).relative_to(copy).as_posix()


def _digest(file: Path) -> str:
    """The SHA-256 of a regular file; '' of anything else, and of what cannot be read."""
    if file.is_symlink() or not file.is_file():
        return ""
    try:
        with file.open("rb") as opened:
            return file_digest(opened, "sha256").hexdigest()
    except OSError:
        return ""
