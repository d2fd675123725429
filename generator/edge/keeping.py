"""In: an archive that builds without a fault. Out: its ids.lock, with every address it has published so far.

Must not write anything else, nor lose a line that is there: a build has seen to that.
"""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from generator.core.diagnostics import Checked, Diagnostic, error
from generator.core.ledger import LOCK, Ledger, write_ledger
from generator.edge.build import Options, build
from generator.edge.files import at_file
from generator.edge.workers import Workers


@dataclass(frozen=True, slots=True)
class Accepted:
    """What became of ids.lock: addresses in it, those added, those of which it says something else now."""

    addresses: int
    added: int
    moved: int


def accept_archive(root: Path, workers: Workers) -> Checked[Accepted]:
    """Record every address of the archive as it is now, and where its claims stand. Errors: those of a build, and
    `cannot-write`; ids.lock is then as it was."""
    report = build(root, workers, Options(root / "dist", write=False))
    if report.failed or report.kept is None:
        return Checked(None, report.diagnostics)
    fault = replace_text(root, LOCK, write_ledger(report.kept.ledger))
    if fault:
        return Checked(None, (*report.diagnostics, fault))
    return Checked(_count(report.kept.old, report.kept.ledger), report.diagnostics)


def _count(before: Ledger, after: Ledger) -> Accepted:
    moved = sum(stands != after[address] for address, stands in before.items())
    return Accepted(len(after), len(after.keys() - before.keys()), moved)


def replace_text(root: Path, path: str, content: str) -> Diagnostic | None:
    """The old file or the new one, whatever happens: written aside, then renamed."""
    try:
        place = (root / path).resolve()
        aside = place.with_name(f".{place.name}-{os.getpid()}")
        try:
            with aside.open("x", encoding="utf-8", newline="\n") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            aside.replace(place)
        except BaseException:
            with suppress(OSError):
                aside.unlink()
            raise
    except OSError as failure:
        reason = (failure.strerror or "no reason given").lower()
        hint = "see who may write there, and that there is room; the old file is as it was"
        return error("cannot-write", f"{path} could not be written: {reason}", at_file(path), hint)
    return None
