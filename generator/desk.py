"""In: what a command was asked for and what came of it. Out: its words printed, an exit code, workers for its work.

The only place that prints. Must import nothing heavy before it is needed: `--help` is to answer at once.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from generator.core.diagnostics import count, sort_diagnostics, tell, visible
from generator.telling import wants_colour

if TYPE_CHECKING:
    from generator.core.diagnostics import Checked, Diagnostic
    from generator.edge.report import Options, Report
    from generator.edge.workers import Workers
    from generator.progress import Watch

FAR = 64  # processes that a cluster is taken to have: they come and go
DONE, FAULTS, BUG, INTERRUPTED = 0, 1, 70, 130  # wrong usage is 2: click's own
AnyCommand = TypeVar("AnyCommand", bound=click.Command)


@dataclass
class Wishes:
    """What the options say that every command knows."""

    root: Path = field(default_factory=Path)
    quiet: bool = False


def say(words: str, *, aside: bool = False) -> None:
    """Print, and let it be seen at once; aside, where it is not what was asked for."""
    print(words, file=sys.stderr if aside else sys.stdout, flush=True)


def knows_wishes(command: AnyCommand) -> AnyCommand:
    """The same command, with the options that every command has: they may stand before it or after it."""
    folder = click.Path(exists=True, file_okay=False, path_type=Path)
    noted: dict[str, Any] = {"expose_value": False, "callback": _note_wish}
    where, quiet = "The folder with site.toml.  [default: here]", "Say nothing but what is wrong."
    command.params += [
        click.Option(["--root"], type=folder, metavar="DIR", help=where, **noted),
        click.Option(["-q", "--quiet"], is_flag=True, help=quiet, **noted),
    ]
    return command


def _note_wish(context: click.Context, option: click.Parameter, value: object) -> None:
    if value and option.name:
        setattr(context.obj, option.name, value)


def run_build(wishes: Wishes, options: Options, jobs: int | None = None, cluster: str = "") -> Report:
    from generator.edge.memo import open_memo
    from generator.edge.unchanged import recall_report

    memo = open_memo(wishes.root, options.output)
    if not cluster and (report := recall_report(wishes.root, options, memo)):
        return report

    from generator.edge.build import Report, build as build_site
    from generator.edge.cluster import ClusterError

    try:
        with hire_workers(jobs, wishes.quiet, cluster) as workers:
            return build_site(wishes.root, workers, options, memo)
    except ClusterError as refusal:
        return Report((refusal.diagnostic,))


def close(wishes: Wishes, made: Checked[Any], words: str) -> int:
    """Tell what was found, and, where something was made, what it is."""
    show(made.diagnostics)
    if made.value is None:
        return FAULTS
    if not wishes.quiet:
        say("\n".join(map(visible, words.split("\n"))))  # an account tells what strangers wrote
    return DONE


def watch_work(quiet: bool) -> AbstractContextManager[Watch]:
    """What to call as work goes on, shown aside as far as somebody wants to see it."""
    from generator.progress import watch_stations

    return watch_stations(None if quiet else sys.stderr)


@contextmanager
def hire_workers(jobs: int | None, quiet: bool, cluster: str = "") -> Iterator[Workers]:
    """Whoever does the work, here or at a cluster's address, watched as far as somebody wants to see it.

    Errors: ClusterError.
    """
    from generator.edge.cluster import join_cluster
    from generator.edge.workers import Workers, collect_seldom, hire_processes

    collect_seldom()
    processes = jobs or os.cpu_count() or 1
    with ExitStack() as stack:
        hire = stack.enter_context(hire_processes(processes))
        crew = stack.enter_context(join_cluster(cluster)) if cluster else None
        watch = stack.enter_context(watch_work(quiet))
        if crew:
            yield Workers(lambda: crew, watch, FAR)
        else:
            yield Workers(hire, watch, processes)


def show(diagnostics: Iterable[Diagnostic], *, after: str = "", aside: bool = True) -> None:
    """Print the report and how many faults there are; nothing where there are none."""
    found = sort_diagnostics(diagnostics)
    if found:
        stream = sys.stderr if aside else sys.stdout
        colour = wants_colour(stream.isatty(), os.environ)
        print(f"{tell(found, colour=colour)}\n{count(found)}{after}", file=stream)


def tell_bug(root: Path, bug: Exception) -> str:
    from generator.edge.crash import note_crash

    return note_crash(root, bug)
