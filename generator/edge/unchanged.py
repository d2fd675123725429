"""In: everything that the last build looked at and left. Out: its report once more, if all of that is as it was.

Must import nothing that works on content, and must open no file of it: stamps decide.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice, zip_longest
from pathlib import Path
from time import perf_counter

from generator.core.diagnostics import Diagnostic
from generator.core.packing import pack, unpack
from generator.edge.memo import Memo, digest
from generator.edge.report import Counts, Options, Report, Station, Written
from generator.edge.stamps import ALWAYS, Place, list_place, stamp_place

OUTCOME = "outcome"  # shelf: a digest of what was asked → the places looked at, digests of their stamps, an Outcome
AT_ONCE = 100  # places that one digest stands for: after the first that differs no other is looked at
Stamps = dict[Place, str]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is told of a build that left everything in order."""

    diagnostics: tuple[Diagnostic, ...]
    counts: Counts
    files: int
    bytes: int
    unaccepted: int


def recall_report(root: Path, options: Options, memo: Memo) -> Report | None:
    """What a build would report, where it would find nothing changed, neither in the archive nor in the site.

    Nothing is cleared away or put right here: where anything is amiss, there is no report, and a build sees to it.
    """
    began = perf_counter()
    told = memo.shelf(OUTCOME).get(_say_wish(root, options)) if options.write else None
    if not told or any(os.path.lexists(path) for path in _leftovers(options.output)):
        return None
    places, stamps, packed = told
    now = (stamp_place((path, tuple(names)), ALWAYS) for path, *names in places)
    if any(made != known for made, known in zip_longest(_sum_up(now), stamps)):
        return None
    outcome: Outcome = unpack(Outcome, packed)
    return Report(
        outcome.diagnostics,
        outcome.counts,
        Written(outcome.files, 0, outcome.bytes),
        (Station("find_changes", len(places), perf_counter() - began, len(places)),),
        outcome.unaccepted,
    )


def keep_report(root: Path, options: Options, report: Report, seen: Mapping[Place, str], memo: Memo) -> None:
    """Remember the report of a build, with the stamps of all places it read, taken before, and of those it wrote.

    Where one of them has no stamp, or is a link, or where strangers' files lie in the site, nothing is remembered.
    """
    memo.fill(OUTCOME, {})
    if report.counts and report.written and report.written.alone and all(seen.values()):
        places = [[path, *names] for path, names in seen]
        written = report.written
        outcome = Outcome(report.diagnostics, report.counts, written.files, written.bytes, report.unaccepted)
        told = [places, list(_sum_up(seen.values())), pack(Outcome, outcome)]
        memo.fill(OUTCOME, {_say_wish(root, options): told})


def stamp_all(places: Iterable[Place], trusted: int) -> Stamps:
    """The stamp of each place; '' where it cannot be told."""
    return {place: stamp_place(place, trusted) for place in places}


def list_sources(root: Path) -> Iterator[Place]:
    """What is read of an archive beside its articles and its theme."""
    yield from ((f"{root}/{name}", ()) for name in ("site.toml", "ids.lock"))
    yield from (list_place(f"{root}/{name}") for name in ("content", "content/pages", "content/articles"))


def _sum_up(stamps: Iterable[str]) -> Iterator[str]:
    """A digest of every AT_ONCE stamps."""
    waiting = iter(stamps)
    while some := tuple(islice(waiting, AT_ONCE)):
        yield digest("\n".join(some))


def _say_wish(root: Path, options: Options) -> str:
    """A digest of all that was asked for."""
    wishes = (os.fspath(root.resolve()), os.fspath(options.output.resolve()), repr(options.base_url))
    return digest(*wishes, repr(options.lenient))


def _leftovers(target: Path) -> Iterator[str]:
    """What a build that was killed leaves lying, which the next one has to clear away."""
    target = target.resolve()
    workshop = target.parent if target.parent.name == ".cache" else target.parent / ".cache"
    return (f"{workshop}/{target.name}.{kind}" for kind in ("stage", "old", "draft"))
