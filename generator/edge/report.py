"""In: nothing. Out: what a build can be asked for, and what can come of it, as values.

Must import nothing that works on content: a build that finds everything as it was needs no more than this.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from generator.core.diagnostics import Diagnostic, has_errors

if TYPE_CHECKING:
    from generator.core.permanence import Kept
    from generator.edge.staging import Present


@dataclass(frozen=True, slots=True)
class Options:
    """What is asked for beyond site.toml, where `base_url` is None to mean what it says; `write` False only looks."""

    output: Path
    base_url: str | None = None
    lenient: bool = False
    write: bool = True


@dataclass(frozen=True, slots=True)
class Counts:
    """How much an archive holds."""

    articles: int
    comments: int
    claims: int
    pages: int


@dataclass(frozen=True, slots=True)
class Written:
    """What became of the folder: its files, and how many of them are new or changed."""

    files: int
    changed: int
    bytes: int
    diagnostics: tuple[Diagnostic, ...] = ()
    present: tuple[Present, ...] = ()  # what the folder holds now
    touched: frozenset[str] = frozenset()  # the paths of those that were written or linked anew
    alone: bool = True  # whether it holds nothing else


@dataclass(frozen=True, slots=True)
class Station:
    """One step of a build that has been walked: its name, how many items, seconds, and how many were remembered."""

    name: str
    items: int
    seconds: float
    remembered: int = 0  # items that needed no work, because a build before this one had done it


@dataclass(frozen=True, slots=True)
class Report:
    """What a build found, made and walked through. `written` is None where the output is as it was.

    `unaccepted`: how many addresses ids.lock does not have yet; `kept` is None where no ledger was worked out.
    """

    diagnostics: tuple[Diagnostic, ...]
    counts: Counts | None = None
    written: Written | None = None
    stations: tuple[Station, ...] = ()
    unaccepted: int = 0
    kept: Kept | None = None

    @property
    def failed(self) -> bool:
        return has_errors(self.diagnostics)
