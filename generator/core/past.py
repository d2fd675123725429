"""Nouns of time. In: nothing. Out: a date as far as it is known, and what an archive has of a page's past; frozen.

Must not hold functions, like the model, which hands these on.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class When:
    """A date as far as it is known: its EDTF form and the span of days it allows (EDTF, ISO 8601-2)."""

    edtf: str
    earliest: date | None
    latest: date | None
    approximate: bool = False
    uncertain: bool = False
    clock: str = ""  # "10:00", where a time of day is recorded


@dataclass(frozen=True, slots=True)
class EarlierCopy:
    """A copy of an article's page that a later one has replaced, and what became of its claims in the one after it."""

    number: int  # of its folder in versions/
    captured: When | None
    capture: str  # file name of the untouched original; "" where none is kept
    sha256: str  # its digest as recorded
    frames: tuple[str, ...] = ()  # files in frames/ that were saved with it
    same: int = 0  # claims that rest on the same words there
    changed: tuple[str, ...] = ()  # ids of those that rest on other words
    gone: int = 0
    new: int = 0  # claims there that this copy had not
