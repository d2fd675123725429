"""In: what a command found and made. Out: the words for it, or the data.

Must not print: cli does.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from generator.core.diagnostics import Diagnostic, sort_diagnostics
from generator.core.text import Place

if TYPE_CHECKING:  # a build needs everything; telling of it does not
    from generator.edge.build import Counts, Report
    from generator.edge.publish import Published
    from generator.edge.workers import Station


def as_json(diagnostics: Iterable[Diagnostic]) -> str:
    """A JSON list, in order of place: code, severity, message, path, line, column, width, hint, related."""
    return json.dumps([_as_data(found) for found in sort_diagnostics(diagnostics)], indent=2, ensure_ascii=False)


def sum_up(report: Report, target: Path) -> str:
    """What a good build made, how long it took, and how to look at it."""
    if report.written is None:
        return say_counts(report.counts)
    seconds = sum(station.seconds for station in report.stations)
    files = f"{_count(report.written.files, 'file')} in {show_path(target)}"
    changed = f"{report.written.changed} of them new or changed, in {seconds:.1f} s"
    return f"{say_counts(report.counts)}\n{files}, {changed}\nopen {show_path(target / 'index.html')} in a browser"


def sum_up_publication(published: Published, site: str, target: str, dry_run: bool) -> str:
    """What was sent and removed; where nothing was to be touched, each path of it."""
    if not published.sent and not published.removed:
        return f"nothing to send: {target} holds {site} as it is"
    if dry_run:
        lines = (*(f"send    {path}" for path in published.sent), *(f"remove  {path}" for path in published.removed))
        return "\n".join((*lines, f"would send {_count(len(published.sent), 'file')}, {published.bytes:,} bytes"))
    removed = f", removed {_count(len(published.removed), 'file')}" if published.removed else ""
    sent = f"sent {len(published.sent):,} of {_count(published.files, 'file')}, {published.bytes:,} bytes"
    return f"{sent}{removed}\n{target} holds {site} as it is"


def tell_timings(stations: Sequence[Station]) -> str:
    """A table: every station of a build in the order walked, its items, how many were remembered, and seconds."""
    rows = [(each.name.replace("_", " "), each.items, each.remembered, each.seconds) for each in stations]
    rows.append(("together", 0, 0, sum(each.seconds for each in stations)))
    wide = max(len(name) for name, *_ in rows)
    lines = [f"{'station':{wide}}  {'items':>9}  {'remembered':>10}  {'seconds':>8}"]
    for name, items, remembered, seconds in rows:
        lines.append(f"{name:{wide}}  {_number(items):>9}  {_number(remembered):>10}  {seconds:8.3f}")
    return "\n".join(lines)


def say_counts(counts: Counts | None) -> str:
    """'5 articles, 32 comments, 238 claims, 70 pages'."""
    if counts is None:
        return ""
    named = {"article": counts.articles, "comment": counts.comments, "claim": counts.claims, "page": counts.pages}
    return ", ".join(_count(number, thing) for thing, number in named.items())


def show_path(path: Path) -> str:
    """The path as one would type it from here; a folder ends in a slash."""
    here, there = Path.cwd(), path.resolve()
    if there == here:
        return "./"
    shown = there.relative_to(here) if there.is_relative_to(here) else there
    return f"{shown.as_posix().rstrip('/')}{'/' * there.is_dir()}"


def wants_colour(terminal: bool, environment: Mapping[str, str]) -> bool:
    """Whether to write in colour, as no-color.org and bixense.com/clicolors say."""
    if environment.get("NO_COLOR"):
        return False
    forced = environment.get("CLICOLOR_FORCE", "0") != "0"
    return forced or (terminal and environment.get("TERM") != "dumb")


def _as_data(found: Diagnostic) -> dict[str, object]:
    return {
        "code": found.code,
        "severity": str(found.severity),
        "message": found.message,
        **_as_place(found.place),
        "hint": found.hint,
        "related": [{"message": words, **_as_place(place)} for words, place in found.related],
    }


def _as_place(place: Place) -> dict[str, object]:
    return {"path": place.path, "line": place.line, "column": place.column, "width": place.width}


def _count(number: int, thing: str) -> str:
    return f"{number:,} {thing}{'s' * (number != 1)}"


def _number(number: int) -> str:
    return f"{number:,}" if number else ""
