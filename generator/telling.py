"""In: what a command found and made. Out: the words for it, or the data.

Must not print: cli does.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from generator.core.diagnostics import Diagnostic, sort_diagnostics, visible
from generator.core.text import Place

if TYPE_CHECKING:  # a build needs everything; telling of it does not
    from generator.core.foreign_annotations import Draft
    from generator.core.merging import Change
    from generator.edge.fixity import Comparison
    from generator.edge.keeping import Accepted
    from generator.edge.outbound import LinkAccount
    from generator.edge.publish import Published
    from generator.edge.report import Counts, Report, Station


def as_json(diagnostics: Iterable[Diagnostic]) -> str:
    """A JSON list, in order of place: code, severity, message, path, line, column, width, hint, related."""
    written = json.dumps([_as_data(found) for found in sort_diagnostics(diagnostics)], indent=2, ensure_ascii=False)
    return _OBEYED.sub(lambda found: f"\\u{ord(found[0]):04x}", written)


# What a terminal obeys and JSON lets stand: C1 controls, line separators, direction.
_OBEYED = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def sum_up(report: Report, target: Path) -> str:
    """What a good build made, how long it took, and how to look at it."""
    if report.written is None:
        return say_counts(report.counts)
    seconds = sum(station.seconds for station in report.stations)
    files = f"{_count(report.written.files, 'file')} in {show_path(target)}"
    changed = f"{report.written.changed} of them new or changed, in {seconds:.1f} s"
    look = f"open {show_path(target / 'index.html')} in a browser"
    return "\n".join((say_counts(report.counts), f"{files}, {changed}", *_say_unaccepted(report), look))


def say_accepted(accepted: Accepted) -> str:
    """'ids.lock: 373 addresses, 12 of them new; recorded anew what stands at 2'."""
    parts = [f"ids.lock: {_count(accepted.addresses, 'address', 'addresses')}, {accepted.added or 'none'} of them new"]
    parts += [f"recorded anew what stands at {accepted.moved}"] if accepted.moved else []
    return "; ".join(parts)


def say_links(account: LinkAccount) -> str:
    """A line for every address where nothing is any more, or that was not to be asked for; then how many were, and what
    is known of them."""
    lines = [f"gone: {visible(address)}" for address in account.gone]
    lines += [f"not asked, a private host: {visible(address)}" for address in account.private]
    known = ", ".join(f"{number} {state}" for state, number in account.states.items())
    asked = f"{account.asked or 'none'} asked for"
    return "\n".join([*lines, f"{_count(account.addresses, 'address', 'addresses')}, {asked}: {known}"])


def say_changes(changes: Sequence[Change], *, written: bool) -> str:
    """A claim and column a line: what it was, what it is now; then how many, and whether they are written."""
    lines = [
        f"{each.article}#{each.claim} {each.column}: {visible(each.was) or '-'} -> {visible(each.now) or '-'}"
        for each in changes
    ]
    done = "written" if written else "nothing is written without --write"
    return "\n".join([*lines, f"{_count(len(changes), 'change', 'changes')}; {done}" if changes else "no changes"])


def say_drafts(drafts: Sequence[Draft]) -> str:
    """A line an annotation: where its words stand, or why it has no place; then how many have one."""
    lines = [
        f"{each.article or '?'} {each.place or 'not placed'}: {visible(each.fault or each.quote)}" for each in drafts
    ]
    placed = sum(bool(each.place) for each in drafts)
    return "\n".join([*lines, f"{_count(len(drafts), 'annotation', 'annotations')}, {placed} placed"])


def say_comparison(compared: Comparison, folder: str) -> list[str]:
    """A line for every file that is not as it should be, by its name; then how many were looked at."""
    named = (("missing", compared.missing), ("altered", compared.altered), ("added", compared.added))
    lines = [f"{what}: {visible(path)}" for what, paths in named for path in paths]
    lines += [f"checksums.txt, line {number}: cannot be read" for number in compared.unreadable]
    if lines:
        return [*lines, f"{folder}: {_count(len(lines), 'fault')} in {_count(compared.files, 'file')} of checksums.txt"]
    return [f"{folder}: {_count(compared.files, 'file')}, each as checksums.txt has it"]


def say_difference(compared: Comparison, folder: str) -> list[str]:
    """A line for every file that is not what a build makes, by its name; then how to understand it."""
    named = (
        ("only a build has", compared.missing),
        ("a build makes otherwise", compared.altered),
        ("no build makes", compared.added),
    )
    lines = [f"{what}: {visible(path)}" for what, paths in named for path in paths]
    if not lines:
        return [f"{folder}: the same bytes as a build of this archive makes"]
    why = "the content has changed since, or it was built with other options or by another version of Whence"
    return [*lines, f"{folder}: {_count(len(lines), 'difference')} from what a build of this archive makes; {why}"]


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


def _say_unaccepted(report: Report) -> Iterator[str]:
    if number := report.unaccepted:
        not_yet = f"{_count(number, 'address', 'addresses')} not yet in ids.lock"
        yield f"{not_yet}: once they are published, `python -m generator accept` keeps them from being lost"


def _count(number: int, thing: str, things: str = "") -> str:
    return f"{number:,} {thing if number == 1 else things or f'{thing}s'}"


def _number(number: int) -> str:
    return f"{number:,}" if number else ""
