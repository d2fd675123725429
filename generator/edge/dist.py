"""In: the files of a whole site. Out: a folder that holds exactly them, or, whatever happens, the folder as it was.

Must not lose a file that it did not write, and must not show a reader half of a site.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from generator.core.diagnostics import Diagnostic, error, warning
from generator.core.model import Output
from generator.core.text import Place
from generator.edge.drafts import clear_drafts
from generator.edge.files import DUST, at_file, find_way_out, unreadable
from generator.edge.locking import drop_lock, take_lock
from generator.edge.report import Written as Written
from generator.edge.staging import (
    MANIFEST as MANIFEST,
    Copied as Copied,
    Drafted,
    Piece,
    Present,
    Stage,
    find_workshop,
    list_files,
    list_sums,
    sum_up,
)

MARK = ".nojekyll"  # every site of ours has it, and nobody else's list of checksums
PATIENCE = 20.0  # seconds to wait for another build to finish writing


class RefusedError(Exception):
    """The folder was left as it is, for the reason that `diagnostic` gives."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


def replace_dist(target: Path, outputs: Iterable[Piece], known: Mapping[str, Present] | None = None) -> Written:
    """Make `target` hold exactly the outputs and their checksums, in one step: staged beside it, then renamed.

    Files equal to the present ones keep their times. Files there that no build wrote are kept, with a warning.

    `known` tells what is in files that are there. With it only what changed is touched: the site before this one is
    kept as a spare on which the next is staged, and shares its files.

    Errors: RefusedError, with `output-not-ours`, `output-busy` or `cannot-write`; the target is then as it was.
    """
    named = _by_path(outputs)
    target = target.resolve()
    try:
        with _locked(target):
            _recover(target)
            held = list_files(target)
            strangers = _strangers(target, named, held)
            if known is not None and _is_done(named, held, known):
                return Written(len(held), 0, sum(each.size for each in known.values()), (), tuple(known.values()))
            stage = Stage(find_workshop(target) / f"{target.name}.stage", target, held, known or {})
            spare = find_workshop(target) / f"{target.name}.spare" if known is not None else None
            try:
                stage.begin(spare)
                present = stage.fill(named, strangers)
                _swap(stage.path, target, spare)
            except BaseException:
                _recover(target)
                raise
            with suppress(OSError):  # the new site stands; the next build clears away what this one cannot
                _recover(target)
            told = tuple(_kept(target / path) for path in strangers if _is_told(path))
            size, touched = sum(each.size for each in present), frozenset(stage.touched)
            return Written(len(present), stage.changed, size, told, present, touched, not strangers)
    except OSError as failure:
        raise RefusedError(_say_failure(target, named, failure)) from failure


def _say_failure(target: Path, named: Mapping[str, Piece], failure: OSError) -> Diagnostic:
    """A picture that cannot be read is another matter than a site that cannot be written."""
    origins = {str(each.origin) for each in named.values() if isinstance(each, Copied)}
    if failure.filename is not None and str(failure.filename) in origins:
        return unreadable(_at(Path(failure.filename)).path, failure)
    reason = (failure.strerror or str(failure)).lower()
    way_out = find_way_out(failure, "where the folder is a mount of its own, name a folder inside it")
    hint = f"the old site is untouched; {way_out}"
    return error("cannot-write", f"the site could not be written: {reason}", _at(target), hint)


def recover_dist(target: Path) -> None:
    """Put back what a killed build left half-renamed, and clear away what it left lying. Harmless at any other time."""
    with suppress(OSError, RefusedError):
        target = target.resolve()
        if find_workshop(target).is_dir():
            with _locked(target):
                _recover(target)


def _by_path(outputs: Iterable[Piece]) -> Mapping[str, Piece]:
    named: dict[str, Piece] = {}
    folded: dict[str, str] = {MANIFEST: MANIFEST}
    for output in outputs:
        path = output.path
        if any(wrong in f"/{path}/" for wrong in _NO_NAMES):
            raise ValueError(f"not a path below the site: {path!r}")
        folds = path.casefold()
        if folds in folded:
            raise ValueError(f"two files for one path: {folded[folds]!r} and {path!r}")
        folded[folds] = path
        named[path] = output
    return named


_NO_NAMES = ("//", "/./", "/../")


@contextmanager
def _locked(target: Path) -> Iterator[None]:
    """Hold the lock on a target; the system drops it when the process ends, however it ends."""
    path = find_workshop(target) / f"{target.name}.lock"
    deadline = time.monotonic() + PATIENCE
    while (lock := take_lock(path)) is None:
        if time.monotonic() > deadline:
            raise RefusedError(error("output-busy", "another build is writing this folder", _at(target), "try again"))
        time.sleep(0.05)
    try:
        yield
    finally:
        drop_lock(lock, path)


def _recover(target: Path) -> None:
    old = find_workshop(target) / f"{target.name}.old"
    if old.exists() and not target.exists():
        old.rename(target)
    for leftover in (old, find_workshop(target) / f"{target.name}.stage"):
        shutil.rmtree(leftover, ignore_errors=True)
    clear_drafts(target)


def _strangers(target: Path, named: Mapping[str, Piece], held: Collection[str]) -> tuple[str, ...]:
    """The files in the target that no build wrote. Refuses a folder that is not a site of ours."""
    hint = "name an empty or a new folder with --output"
    if not target.exists():
        return ()
    if not target.is_dir():
        raise RefusedError(error("output-not-ours", "a file stands where the site should go", _at(target), hint))
    ours = _read_manifest(target / MANIFEST)
    if MARK not in ours and any(target.iterdir()):
        message = f"this folder is not empty, and holds no {MANIFEST} of a site that was built here"
        raise RefusedError(error("output-not-ours", message, _at(target), hint))
    strangers = sorted(set(held) - ours)
    for path in strangers:
        if path in named:
            message = "a build would write over this file, which no build made"
            raise RefusedError(error("output-not-ours", message, _at(target / path), "move it elsewhere"))
    return tuple(strangers)


def _read_manifest(path: Path) -> frozenset[str]:
    if not path.is_file():
        return frozenset()
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    return frozenset((MANIFEST, *(line[66:] for line in lines if line[64:66] == "  ")))


def _is_done(named: Mapping[str, Piece], held: Mapping[str, int], known: Mapping[str, Present]) -> bool:
    """Whether the site there is is the one that is wanted, to the last file."""
    if not held.keys() == {*named, MANIFEST} == known.keys():
        return False
    if any(isinstance(piece, Drafted) and piece.known != known[path] for path, piece in named.items()):
        return False
    wanted = [sum_up(named[path]) for path in sorted(named)]
    listed = sum_up(Output(MANIFEST, list_sums(wanted)))
    return known[MANIFEST] == listed and all(known[each.path] == each for each in wanted)


def _swap(stage: Path, target: Path, spare: Path | None) -> None:
    """Two renames; between them, some microseconds, the old site stands in the workshop, where a new start finds it."""
    _flush(stage / MANIFEST)
    old = find_workshop(target) / f"{target.name}.old"
    if target.exists():
        target.rename(old)
    stage.rename(target)
    _flush(target.parent)
    if spare:
        with suppress(OSError):  # then the next site is staged anew
            old.rename(spare)


def _flush(path: Path) -> None:
    """Ask the disk to hold a file, or a folder's names, before going on; some systems cannot open a folder."""
    with suppress(OSError):
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _at(path: Path) -> Place:
    """The path as a person would type it from here."""
    here = Path.cwd()
    return at_file(path.relative_to(here).as_posix() if path.is_relative_to(here) else path.as_posix())


def _is_told(path: str) -> bool:
    return not any(DUST.match(name) for name in path.split("/"))


def _kept(path: Path) -> Diagnostic:
    message = "no build wrote this file, so it was left where it is"
    return warning("kept-file", message, _at(path), "delete it if nobody needs it")
