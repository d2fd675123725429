"""In: what a check found. Out: a report as a good compiler would write it.

Must not print, and must not know any particular fault: its words live with the check that finds it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from typing import Generic, TypeVar

from generator.core.text import Place

T = TypeVar("T")


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One fault: a stable kebab-case code, one sentence in lower case without a full stop, and where."""

    code: str
    message: str
    place: Place
    hint: str = ""
    related: tuple[tuple[str, Place], ...] = ()
    severity: Severity = Severity.ERROR


@dataclass(frozen=True)  # no slots: a slotted Generic cannot be made as Checked[T](…) in Python 3.11
class Checked(Generic[T]):
    """A result with everything that was found wrong on the way; value is None where there is none."""

    value: T | None
    diagnostics: tuple[Diagnostic, ...] = ()


def error(
    code: str, message: str, place: Place, hint: str = "", related: Iterable[tuple[str, Place]] = ()
) -> Diagnostic:
    """A fault that stops the build."""
    return Diagnostic(code, message, place, hint, tuple(related))


def warning(
    code: str, message: str, place: Place, hint: str = "", related: Iterable[tuple[str, Place]] = ()
) -> Diagnostic:
    """A fault that is told and stops nothing."""
    return Diagnostic(code, message, place, hint, tuple(related), Severity.WARNING)


def gather(results: Iterable[Checked[T]]) -> Checked[tuple[T, ...]]:
    """All values there are, and all diagnostics, in order."""
    values: list[T] = []
    found: list[Diagnostic] = []
    for result in results:
        found.extend(result.diagnostics)
        if result.value is not None:
            values.append(result.value)
    return Checked(tuple(values), tuple(found))


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Whether any of them stops the build."""
    return any(found.severity is Severity.ERROR for found in diagnostics)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint that names the nearest known words, or nothing when none is near."""
    near = get_close_matches(word, sorted(set(known)), n=3, cutoff=0.6)
    return f"did you mean {' or '.join(repr(each) for each in near)}?" if near else ""


def sort_diagnostics(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Without exact repeats, by file, line, column, then code."""
    return tuple(sorted(dict.fromkeys(diagnostics), key=lambda found: (found.place.order, found.code, found.message)))


def tell(diagnostics: Iterable[Diagnostic], *, colour: bool = False) -> str:
    """The report of all of them, in order of place, each with its excerpt and caret."""
    return "\n".join(_tell_one(found, _INKS if colour else _PLAIN) for found in sort_diagnostics(diagnostics))


def count(diagnostics: Iterable[Diagnostic]) -> str:
    """'2 errors, 1 warning'."""
    listed = tuple(diagnostics)
    errors = sum(found.severity is Severity.ERROR for found in listed)
    warnings = len(listed) - errors
    return f"{errors} error{'s' * (errors != 1)}, {warnings} warning{'s' * (warnings != 1)}"


def visible(text: str) -> str:
    """The text with control and direction-changing characters spelled out, safe for a terminal."""
    return "".join(
        f"\\u{ord(each):04x}" if unicodedata.category(each) in ("Cc", "Cf", "Cs", "Zl", "Zp") else each for each in text
    )


_PLAIN: Mapping[str, str] = {"error": "", "warning": "", "frame": "", "off": ""}
_INKS: Mapping[str, str] = {"error": "\x1b[1;31m", "warning": "\x1b[1;33m", "frame": "\x1b[34m", "off": "\x1b[0m"}
_WIDEST = 100  # cells of a line that are shown
_LEAD = 20  # of them before the fault, where the line is longer


def _tell_one(found: Diagnostic, ink: Mapping[str, str]) -> str:
    frame, off = ink["frame"], ink["off"]
    gutter = " " * len(str(max([found.place.line, *(place.line for _, place in found.related)])))
    head = f"{ink[found.severity]}{found.severity}[{found.code}]{off}: {visible(found.message)}"
    lines = [head, *_tell_place("-->", found.place, gutter, ink, ink[found.severity])]
    for words, place in found.related:
        lines += [f"{gutter} {frame}={off} {visible(words)}:", *_tell_place(":::", place, gutter, ink, frame)]
    for line in found.hint.splitlines():
        lines.append(f"{gutter} {frame}={off} hint: {visible(line)}")
    return "\n".join(lines) + "\n"


def _tell_place(arrow: str, place: Place, gutter: str, ink: Mapping[str, str], caret: str) -> list[str]:
    frame, off = ink["frame"], ink["off"]
    lines = [f"{gutter}{frame}{arrow}{off} {visible(place.path)}:{place.line}:{place.column}"]
    if not place.excerpt.strip():
        return lines
    first = max(0, place.column - 1 - _LEAD) if len(place.excerpt) > _WIDEST else 0
    shown = place.excerpt[first : first + _WIDEST]
    left, right = ("… " if first else ""), (" …" if first + _WIDEST < len(place.excerpt) else "")
    before = visible(shown[: place.column - 1 - first]).replace("\\u0009", " ")
    marked = visible(shown[place.column - 1 - first : place.column - 1 - first + place.width]).replace("\\u0009", " ")
    after = visible(shown[place.column - 1 - first + place.width :]).replace("\\u0009", " ")
    number = str(place.line).rjust(len(gutter))
    return [
        *lines,
        f"{gutter} {frame}|{off}",
        f"{frame}{number} |{off} {left}{before}{marked}{after}{right}",
        f"{gutter} {frame}|{off} {' ' * _columns(left + before)}{caret}{'^' * max(1, _columns(marked))}{off}",
    ]


def _columns(text: str) -> int:
    """How many terminal cells the text takes: wide letters two, combining marks none."""
    return sum(
        0 if unicodedata.combining(each) else 2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in text
    )
