"""In: the words typed. Out: one of the commands done, what there is to say printed, an exit code.

The only place that prints. Must import nothing heavy before it is needed: `--help` is to answer at once.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from generator import __version__
from generator.core.diagnostics import count, sort_diagnostics, tell
from generator.telling import as_json, say_counts, show_path, sum_up, wants_colour

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from generator.core.diagnostics import Checked, Diagnostic
    from generator.edge.build import Options, Report
    from generator.edge.workers import Workers

DONE, FAULTS, BUG, INTERRUPTED = 0, 1, 70, 130  # wrong usage is 2: click's own
PORT = 8000


@dataclass
class Wishes:
    """What the options say that every command knows."""

    root: Path = field(default_factory=Path)
    quiet: bool = False


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and say how it ended: 0 done, 1 faults in content, 2 wrong usage, 70 our bug, 130 interrupted."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")  # a terminal that lacks a letter is no reason to stop
    wishes = Wishes()
    try:
        code = whence.main(None if argv is None else list(argv), standalone_mode=False, obj=wishes)
        return code if isinstance(code, int) else DONE
    except click.ClickException as wrong:
        wrong.show()
        return wrong.exit_code
    except (click.Abort, KeyboardInterrupt):
        print("stopped", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:  # whoever read our words has gone
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123
        return FAULTS
    except Exception as bug:
        print(_tell_bug(wishes.root, bug), file=sys.stderr)
        return BUG


def _shared_options() -> list[click.Parameter]:
    folder = click.Path(exists=True, file_okay=False, path_type=Path)
    noted: dict[str, Any] = {"expose_value": False, "callback": _note_wish}
    where, quiet = "The folder with site.toml.  [default: here]", "Say nothing but what is wrong."
    return [
        click.Option(["--root"], type=folder, metavar="DIR", help=where, **noted),
        click.Option(["-q", "--quiet"], is_flag=True, help=quiet, **noted),
    ]


def _note_wish(context: click.Context, option: click.Parameter, value: object) -> None:
    if value and option.name:
        setattr(context.obj, option.name, value)


def _note_address(context: click.Context, option: click.Parameter, value: str | None) -> str | None:
    from urllib.parse import urlsplit

    if value is None:
        return None
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise click.BadParameter("this must be a whole address, such as https://you.github.io/archive/")
    return value if value.endswith("/") else f"{value}/"


@click.group(epilog="Each command has its own --help, with examples.")
@click.version_option(__version__, prog_name="whence")
def whence() -> None:
    """Every claim, traced to who said it: makes a web site of an annotated reading archive."""


@whence.command()
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="DIR", help="[default: dist, beside site.toml]"
)
@click.option("-b", "--base-url", metavar="URL", callback=_note_address, help="Where the site will be published.")
@click.option("-j", "--jobs", type=click.IntRange(1, 64), metavar="N", help="Processes.  [default: one a processor]")
@click.option("--lenient", is_flag=True, help="Publish claims that have lost their place, and list them as lost.")
@click.pass_obj
def build(wishes: Wishes, output: Path | None, base_url: str | None, jobs: int | None, lenient: bool) -> int:
    """Build the site, or say everything that stands in the way.

    \b
    Examples:
      python -m generator build
      python -m generator build --base-url https://you.github.io/archive/
      python -m generator build --output /srv/www/archive --lenient
    """
    from generator.edge.build import Options

    target = output or wishes.root / "dist"
    if target.resolve().is_relative_to((wishes.root / "content").resolve()):
        raise click.UsageError(f"{show_path(target)} lies in content/, which a build only reads")
    report = _build(wishes, Options(target, base_url, lenient), jobs)
    _tell(report.diagnostics, sys.stderr, after=f"; {show_path(target)} is as it was" if report.failed else "")
    if report.failed:
        return FAULTS
    if not wishes.quiet:
        print(sum_up(report, target))
    return DONE


@whence.command()
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--lenient", is_flag=True, help="As build --lenient.")
@click.pass_obj
def check(wishes: Wishes, form: str, lenient: bool) -> int:
    """Say all that build would say, and write nothing.

    \b
    Examples:
      python -m generator check
      python -m generator check --format json > faults.json
    """
    from generator.edge.build import Options

    report = _build(wishes, Options(wishes.root / "dist", lenient=lenient, write=False))
    if form == "json":
        print(as_json(report.diagnostics))
    else:
        _tell(report.diagnostics, sys.stdout)
        if not report.diagnostics and not wishes.quiet:
            print(f"no faults: {say_counts(report.counts)}")
    return FAULTS if report.failed else DONE


@whence.command()
@click.option("-p", "--port", type=click.IntRange(0, 65535), metavar="N", help=f"[default: {PORT}, or the next free]")
@click.option("--open", "open_it", is_flag=True, help="Open it in a browser.")
@click.pass_obj
def serve(wishes: Wishes, port: int | None, open_it: bool) -> int:
    """Show the site here, and build it again on every change.

    It is shown to this machine alone. Faults are laid over the page, which goes on with the last good site; dist/ is
    not touched.

    \b
    Examples:
      python -m generator serve --open
      python -m generator serve --port 8080
    """
    from threading import Event

    from generator.edge.serve import open_server, serve_site

    try:
        server = open_server(wishes.root, PORT if port is None else port, tries=20 if port is None else 1)
    except OSError as failure:
        words = f"port {port or PORT} cannot be had: {failure.strerror}; name another with --port"
        raise click.UsageError(words) from None
    say = (lambda words: None) if wishes.quiet else (lambda words: print(words, file=sys.stderr, flush=True))
    print(f"{server.address} shows {show_path(wishes.root)}; Ctrl-C stops it", flush=True)
    if open_it:
        import webbrowser

        webbrowser.open(server.address)
    with _workers(None, quiet=True) as workers:
        serve_site(wishes.root, workers, server, Event(), lambda bug: _tell_bug(wishes.root, bug), say)
    return DONE


@whence.group()
def new() -> None:
    """Begin an archive, or an article."""


@new.command("site")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.pass_obj
def new_site(wishes: Wishes, folder: Path) -> int:
    """Make a small archive that builds, to learn from.

    \b
    Example:
      python -m generator new site my-archive
      python -m generator build --root my-archive
    """
    from generator.edge import author

    made = author.new_site(folder)
    there = show_path(folder)
    return _close(wishes, made, f"made {there}; build it: python -m generator build --root {there}")


@new.command("article")
@click.argument("title")
@click.pass_obj
def new_article(wishes: Wishes, title: str) -> int:
    """Make the folder of a new article.

    \b
    Example:
      python -m generator new article "Bridge falls at Low Ferry"
    """
    from generator.edge import author

    made = author.new_article(wishes.root, title)
    return _close(wishes, made, f"made {show_path(made.value)}" if made.value else "")


@whence.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--outlet", metavar="ID", help="The source that published them, where you know it.")
@click.option("--url", metavar="URL", help="Where the original stands.")
@click.option("--published", metavar="DATE", help="A date, or an EDTF string such as 2017-10-11~.")
@click.option("--dry-run", is_flag=True, help="Say what would become of every line, and write nothing.")
@click.pass_obj
def import_(wishes: Wishes, /, files: tuple[Path, ...], dry_run: bool, **given: str | None) -> int:
    """Make article folders of saved plain-text pages. Nothing is overwritten, lost in silence or invented.

    \b
    Examples:
      python -m generator import saved/*.txt --dry-run
      python -m generator import raqqa.txt --outlet ya-libnan --published 2017-10-15
    """
    from generator.edge import author

    made = author.import_pages(wishes.root, files, dry_run=dry_run, **given)
    return _close(wishes, made, made.value or "")


def _build(wishes: Wishes, options: Options, jobs: int | None = None) -> Report:
    from generator.edge.build import build as build_site

    with _workers(jobs, wishes.quiet) as workers:
        return build_site(wishes.root, workers, options)


def _close(wishes: Wishes, made: Checked[Any], words: str) -> int:
    """Tell what was found, and, where something was made, what it is."""
    _tell(made.diagnostics, sys.stderr)
    if made.value is None:
        return FAULTS
    if not wishes.quiet:
        print(words)
    return DONE


@contextmanager
def _workers(jobs: int | None, quiet: bool) -> Iterator[Workers]:
    """Whoever does the work, watched as far as somebody wants to see it."""
    from generator.edge.workers import Workers, make_pool
    from generator.progress import watch_stations

    processes = jobs or os.cpu_count() or 1
    with ExitStack() as stack:

        def hire() -> Executor:
            pool = make_pool(processes)
            stack.callback(pool.shutdown, cancel_futures=True)
            return pool

        watch = stack.enter_context(watch_stations(None if quiet else sys.stderr))
        yield Workers(hire if processes > 1 else None, watch)


def _tell(diagnostics: Iterable[Diagnostic], stream: TextIO, after: str = "") -> None:
    """Print the report and how many faults there are; nothing where there are none."""
    found = sort_diagnostics(diagnostics)
    if found:
        colour = wants_colour(stream.isatty(), os.environ)
        print(f"{tell(found, colour=colour)}\n{count(found)}{after}", file=stream)


def _tell_bug(root: Path, bug: Exception) -> str:
    from generator.edge.crash import note_crash

    return note_crash(root, bug)


for each in (whence, build, check, serve, new, new_site, new_article, import_):
    each.params += _shared_options()  # they may stand before the command or after it
