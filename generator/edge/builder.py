"""In: an archive. Out: builds of it, made by a process of their own: what each found, and what later saves need of it.

Must not hold up whoever asks for more than a message: what a build works with stays in its process.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from threading import Event

from generator.edge.build import build_whole
from generator.edge.crash import note_crash
from generator.edge.memo import Memo, open_memo
from generator.edge.preview import Basis, note_basis
from generator.edge.readings import Faults
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


Build = Callable[[Event], Outcome]  # once more; the event ends it


@contextmanager
def hire_builder(task: Task) -> Iterator[Build]:
    """A process that builds when it is asked to, and ends with the context: whoever waits is free for other work.

    It keeps its memo and its helpers from build to build. Should it be killed, the next build has another.
    """
    hired: list[tuple[BaseProcess, Connection]] = []

    def build(stop: Event) -> Outcome:
        process, pipe = hired[0] if hired else _start(task)
        hired[:] = [(process, pipe)]
        try:
            pipe.send(None)
            while not pipe.poll(0.2):
                if stop.is_set():
                    return Outcome(apology="stopped")
            outcome: Outcome = pipe.recv()
        except (EOFError, OSError):
            hired.clear()
            _end(process, pipe)
            return Outcome(
                apology=f"the build was ended from outside (exit code {process.exitcode}); save again to retry"
            )
        else:
            return outcome

    try:
        yield build
    finally:
        for each in hired:
            _end(*each)


def build_here(task: Task, workers: Workers, memo: Memo) -> Outcome:
    """One build, in this process."""
    try:
        built = build_whole(task.root, workers, Options(task.site, base_url=task.address), memo)
        report = built.report
        seen = {each.id: each.digest for each in built.content.readings} if built.content else {}
        if report.failed or built.laid is None or not isinstance(built.content, Whole):
            return Outcome(report.diagnostics, seen=seen)
        changed = report.written.changed if report.written else 0
        return Outcome(report.diagnostics, changed, seen, note_basis(built.content, built.laid))
    except Exception as bug:  # the author goes on writing, and sees it mended or not
        return Outcome(apology=note_crash(task.root, bug))


def _start(task: Task) -> tuple[BaseProcess, Connection]:
    context = choose_context()
    here, there = context.Pipe()
    process = context.Process(target=_work, args=(task, there))
    process.start()
    there.close()
    return process, here


def _work(task: Task, there: Connection) -> None:
    """What the process does. Ctrl-C goes to the parent, which ends it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that what it began is cleared away
    collect_seldom()
    memo = open_memo(task.root, task.site)
    with hire_processes(os.cpu_count() or 1) as hire, suppress(EOFError, OSError):  # until nobody asks any more
        workers = Workers(hire, processes=os.cpu_count() or 1)
        while True:
            there.recv()
            there.send(build_here(task, workers, memo))


def _end(process: BaseProcess, pipe: Connection) -> None:
    pipe.close()
    if process.is_alive():
        process.terminate()
    process.join(PATIENCE)
    if process.is_alive():
        process.kill()
        process.join()
