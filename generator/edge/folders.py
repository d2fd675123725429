"""In: the files of a new folder of content. Out: the folder, or why it cannot be made.

Must not change or replace anything that is there: only whole new folders, made aside and moved into place.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

from generator.core.diagnostics import Diagnostic, error
from generator.edge.files import at_file, find_way_out
from generator.edge.tree import ARTICLES, SITE


def check_site(root: Path) -> Iterable[Diagnostic]:
    """What is wrong with a folder in which content is to be made."""
    if not (root / SITE).is_file():
        hint = "--root names the folder that holds it; `new site DIR` makes a new archive"
        yield error("no-site", "there is no site.toml here, so this is not an archive", at_file(SITE), hint)


def check_free(root: Path, article: str, file: Path | None = None) -> Iterable[Diagnostic]:
    """What stands in the way of a new article."""
    path = f"{ARTICLES}/{article}"
    if os.path.lexists(root / path):
        of = f"{file.as_posix()} would become " if file else ""
        hint = "rename or remove that folder if it is to be made anew"
        hint += "; import --update takes a later copy of its page" if file else ""
        yield error("article-exists", f"{of}this article, which exists; nothing was written", at_file(path), hint)


def write_folder(target: Path, files: Mapping[str, bytes]) -> Iterable[Diagnostic]:
    """Write a folder under a hidden name, which no reader sees, then give it its own."""
    aside = target.with_name(f".new-{target.name}-{os.getpid()}")
    try:
        try:
            for name, content in files.items():
                write_file(aside / name, content)
            settle(aside)
            aside.rename(target)
            settle(target.parent)
        finally:
            shutil.rmtree(aside, ignore_errors=True)
    except OSError as failure:
        yield cannot_write(target, failure)


def write_file(path: Path, content: bytes) -> None:
    """Write a new file, and see it on the disk. Errors: OSError, also where one is there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def settle(folder: Path) -> None:
    """Make sure that the names in a folder outlast a loss of power, where the system can."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def cannot_write(path: Path, failure: OSError) -> Diagnostic:
    """What to say of a folder that the system will not have written."""
    reason = (failure.strerror or "no reason given").lower()
    hint = find_way_out(failure, "see who may write there, and that there is room")
    return error("cannot-write", f"this folder could not be written: {reason}", at_file(path.as_posix()), hint)
