"""In: an archive's folder and the name of a format. Out: the archive in that format, in one file or one folder.

Must not replace a file: what stands there already may be somebody's work.
"""

from __future__ import annotations

from pathlib import Path

from generator.core.catalogue import catalogue
from generator.core.diagnostics import Checked, Diagnostic, error
from generator.core.exports import export_files
from generator.core.model import Output
from generator.core.schemas import write_schemas
from generator.core.standing import assess_all
from generator.edge.book import make_book, pack_book
from generator.edge.build import Options, Ready, read_archive
from generator.edge.files import at_file, find_way_out
from generator.edge.workers import Workers

SCHEMAS = "schemas"


def export_archive(root: Path, workers: Workers, form: str, target: Path) -> Checked[tuple[Path, ...]]:
    """Write one of `exports.FORMATS`: a single file to `target` itself, several below it. The value: what was written.

    Errors: those of reading the archive, `file-exists`, `cannot-write`.
    """
    read = read_archive(root, workers, Options(target, write=False))
    if read.value is None:
        return Checked(None, read.diagnostics)
    if form == "epub":
        return _export_book(root, workers, read, target)
    listed = catalogue(read.value.archive)
    files = workers.once(export_files, listed, workers.once(assess_all, listed), form, read.value.theme.theme.words)
    places = [target] if len(files) == 1 else [target / file.path for file in files]
    written = write_new(list(zip(places, files, strict=True)))
    return Checked(written.value, (*read.diagnostics, *written.diagnostics))


def _export_book(root: Path, workers: Workers, read: Checked[Ready], target: Path) -> Checked[tuple[Path, ...]]:
    if read.value is None or (fault := _find_rival(target)):
        return Checked(None, (*read.diagnostics, *([fault] if fault else [])))
    made = make_book(workers, read.value)
    found = (*read.diagnostics, *made.diagnostics)
    if made.value is None:
        return Checked(None, found)
    try:
        pack_book(root, read.value, made.value, target)
    except OSError as failure:
        return Checked(None, (*found, _cannot_write(target, failure)))
    return Checked((target,), found)


def export_schemas(root: Path) -> Checked[tuple[Path, ...]]:
    """Write schemas/ and .taplo.toml into an archive's folder, over what an earlier call wrote there."""
    files = write_schemas(SCHEMAS)
    taplo = root / files[-1].path
    if taplo.exists() and taplo.read_bytes() != files[-1].content:
        files = files[:-1]
    for stale in (root / SCHEMAS).glob("*.schema.json"):
        stale.unlink()
    return write_new([(root / file.path, file) for file in files if not (root / file.path).exists()])


def write_new(files: list[tuple[Path, Output]]) -> Checked[tuple[Path, ...]]:
    """Write files where nothing is. Errors: `file-exists`, before any is written; `cannot-write`."""
    for place, _ in files:
        if fault := _find_rival(place):
            return Checked(None, (fault,))
    try:
        for place, file in files:
            place.parent.mkdir(parents=True, exist_ok=True)
            with place.open("xb") as opened:
                opened.write(file.content)
    except OSError as failure:
        return Checked(None, (_cannot_write(place, failure),))
    return Checked(tuple(place for place, _ in files))


def _find_rival(place: Path) -> Diagnostic | None:
    if place.exists() or place.is_symlink():
        hint = "name another with --output, or move it away"
        return error("file-exists", "there is something here already", at_file(str(place)), hint)
    return None


def _cannot_write(place: Path, failure: OSError) -> Diagnostic:
    message = f"this could not be written: {(failure.strerror or str(failure)).lower()}"
    return error("cannot-write", message, at_file(str(place)), find_way_out(failure, "name another with --output"))
