"""In: what `build` and `check` were asked for. Out: the site, or the report."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from generator.desk import DONE, FAULTS, Wishes, knows_wishes, run_build, say, show
from generator.telling import as_json, say_counts, show_path, sum_up, tell_timings


def note_address(context: click.Context, option: click.Parameter, value: str | None) -> str | None:
    """A site's address, ending in a slash. Errors: click.BadParameter."""
    from urllib.parse import urlsplit

    if value is None:
        return None
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise click.BadParameter("this must be a whole address, such as https://you.github.io/archive/")
    return value if value.endswith("/") else f"{value}/"


@knows_wishes
@click.command()
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="DIR", help="[default: dist, beside site.toml]"
)
@click.option("-b", "--base-url", metavar="URL", callback=note_address, help="Where the site will be published.")
@click.option("-j", "--jobs", type=click.IntRange(1, 64), metavar="N", help="Processes.  [default: one a processor]")
@click.option("--cluster", metavar="ADDRESS", default="", help="Work on the workers of this Dask scheduler.")
@click.option("--lenient", is_flag=True, help="Publish claims that have lost their place, and list them as lost.")
@click.option("--timings", is_flag=True, help="Say how long every step took.")
@click.pass_obj
def build(
    wishes: Wishes, /, output: Path | None, base_url: str | None, lenient: bool, timings: bool, **crew: Any
) -> int:
    """Build the site, or say everything that stands in the way.

    \b
    Examples:
      python -m generator build
      python -m generator build --base-url https://you.github.io/archive/
      python -m generator build --output /srv/www/archive --lenient
      python -m generator build --cluster tcp://10.0.0.5:8786
    """
    from generator.edge.report import Options

    target = output or wishes.root / "dist"
    if target.resolve().is_relative_to((wishes.root / "content").resolve()):
        raise click.UsageError(f"{show_path(target)} lies in content/, which a build only reads")
    report = run_build(wishes, Options(target, base_url, lenient), **crew)
    show(report.diagnostics, after=f"; {show_path(target)} is as it was" if report.failed else "")
    if timings:
        say(tell_timings(report.stations), aside=True)
    if report.failed:
        return FAULTS
    if not wishes.quiet:
        say(sum_up(report, target))
    return DONE


@knows_wishes
@click.command()
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
    from generator.edge.report import Options

    report = run_build(wishes, Options(wishes.root / "dist", lenient=lenient, write=False))
    if form == "json":
        say(as_json(report.diagnostics))
    else:
        show(report.diagnostics, aside=False)
        if not report.diagnostics and not wishes.quiet:
            say(f"no faults: {say_counts(report.counts)}")
    return FAULTS if report.failed else DONE
