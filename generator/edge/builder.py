"""In: an archive. Out: what came of one build of it, made by a process of its own, and what the next saves need of it.

Must not keep anything from build to build but what the memo keeps: the memory that a build takes goes with its process.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from threading import Event

from generator.edge.build import build_whole
from generator.edge.crash import note_crash
from generator.edge.memo import open_memo
from generator.edge.preview import Basis, note_basis
from generator.edge.readings import FOLDERS, Faults
from generator.edge.report import Options
from generator.edge.whole import Whole
from generator.edge.workers import Workers, choose_context, collect_seldom, hire_processes

PATIENCE = 10.0  # seconds for a process that is to end before it is made to


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be built: an archive, into a folder, for an address."""

    root: Path
    site: Path
    address: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build found; `changed` files of the site. `seen`: of each article's folder the digest as it was read.

    `basis` is None where the site is as it was; `apology` says why where that is no fault of the archive.
    """

    faults: Faults = ()
    changed: int = 0
    seen: Mapping[str, str] = field(default_factory=dict)
    basis: Basis | None = None
    apology: str = ""


def build_apart(task: Task, stop: Event) -> Outcome:
    """Build in a process that begins and ends with it, or until `stop` is set: whoever waits is free for other work."""
    context = choose_context()
    context.set_forkserver_preload([__name__])  # where there is one, every process begins with the code it has loaded
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(task, there))
    process.start()
    there.close()
    try:
        while not here.poll(0.2):
            if stop.is_set():
                return Outcome(apology="stopped")
        outcome: Outcome = here.recv()
    except EOFError:
        process.join(PATIENCE)
        return Outcome(apology=f"the build was ended from outside (exit code {process.exitcode}); save again to retry")
    else:
        process.join(PATIENCE)
        return outcome
    finally:
        here.close()
        _end(process)


def build_here(task: Task, workers: Workers) -> Outcome:
    """The same, in this process."""
    try:
        memo = open_memo(task.root, task.site)
        built = build_whole(task.root, workers, Options(task.site, base_url=task.address), memo)
        report = built.report
        seen = {name: noted[2] for name, noted in memo.shelf(FOLDERS).items()}
        if report.failed or built.laid is None or not isinstance(built.content, Whole):
            return Outcome(report.diagnostics, seen=seen)
        changed = report.written.changed if report.written else 0
        return Outcome(report.diagnostics, changed, seen, note_basis(built.content, built.laid))
    except Exception as bug:  # the author goes on writing, and sees it mended or not
        return Outcome(apology=note_crash(task.root, bug))


def _work(task: Task, there: Connection) -> None:
    """What the process does. Ctrl-C goes to the parent, which ends it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that what it began is cleared away
    collect_seldom()
    with hire_processes(os.cpu_count() or 1) as hire:
        outcome = build_here(task, Workers(hire))
        with suppress(OSError):  # nobody waits for it any more
            there.send(outcome)


def _end(process: BaseProcess) -> None:
    if process.is_alive():
        process.terminate()
        process.join(PATIENCE)
    if process.is_alive():
        process.kill()
        process.join()
