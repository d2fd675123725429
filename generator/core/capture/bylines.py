"""In: a comment's marker and the lines below it. Out: who the page shows as its author, and which lines say so.

Must not take a first line of text for a name: a name is printed with an avatar, or before 'says:'.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from generator.core.capture.captions import is_name
from generator.core.capture.lines import MARKER, Line

_AVATAR = re.compile(r"(\S(?:.{0,58}\S)?) Avatar")
_SAYS = re.compile(r"(\S(?:.{0,58}\S)?) (?:says|said|writes|wrote) ?:")
_SENTENCE = re.compile(r"\w{3}\. |[!?…;:“”\"]")
_STAMP = re.compile(
    r"(?:(?P<month>[A-Za-z]{3,9}) (?P<day>[0-9]{1,2}),? |(?P<day2>[0-9]{1,2}) (?P<month2>[A-Za-z]{3,9}),? )"
    r"(?P<year>[0-9]{4})(?:,? at|,)? (?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?: ?(?P<half>[ap])\.?m\.?)?",
    re.I,
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@dataclass(frozen=True, slots=True)
class Byline:
    """A name, how it is known, the lines that gave it, and the words that stand on the marker's own line."""

    name: str = ""
    basis: str = ""  # "avatar" where nothing but the avatar shows the name
    avatars: tuple[int, ...] = ()
    names: tuple[int, ...] = ()
    words: str = ""
    date: datetime | None = None  # as printed below the name; its time zone is not known


def read_byline(marker: Line, body: Sequence[Line]) -> Byline:
    """The three states: avatar and author line; avatar only; neither. 'X Avatar' is never text."""
    words = _after_number(marker)
    if words.strip():
        avatars: tuple[int, ...] = ()
        shown, below = _read_avatar(words, body[:1]), body
        said = _SAYS.fullmatch(words.strip())
        names: tuple[int, ...] = ()
    else:
        first = body[0] if body else marker
        shown, below = (_read_avatar(first.words, body[1:2]), body[1:]) if body else ("", body)
        said = _SAYS.fullmatch(first.words) if body else None
        avatars, names = ((first.number,), ()) if shown else ((), (first.number,))
    if shown:
        if below and _confirms(below[0], shown):
            return _dated(Byline(shown, "", avatars, (below[0].number,)), below[1:])
        return _dated(Byline(shown, "avatar", avatars), below)
    return _dated(Byline(said[1], "", (), names), below) if said else Byline(words=words if words.strip() else "")


def _after_number(line: Line) -> str:
    raw = line.raw.lstrip()
    found = MARKER.match(raw)
    return raw[found.end() :] if found else raw


def _read_avatar(words: str, following: Sequence[Line]) -> str:
    """The name in 'Name Avatar', unless the line reads as a sentence, alone or with the line it touches."""
    found = _AVATAR.fullmatch(words.strip())
    if not found or _SENTENCE.search(words):
        return ""
    name, length = found[1], len(found[1].split())
    if following and _confirms(following[0], name):
        return name
    touching = bool(following) and not following[0].blanks
    return name if length <= (1 if touching else 3) or is_name(name) else ""


def _confirms(line: Line, name: str) -> bool:
    """Whether an author line stands directly below the avatar."""
    return not line.blanks and line.words in (name, f"{name}:", f"{name} says:", f"{name} says")


def _dated(byline: Byline, below: Sequence[Line]) -> Byline:
    found = _STAMP.fullmatch(below[0].words) if below and not below[0].blanks else None
    month = ((found["month"] or found["month2"])[:3].lower()) if found else ""
    if not found or month not in _MONTHS:
        return byline
    hour, half = int(found["hour"]), (found["half"] or "").lower()
    hour = hour % 12 + (12 if half == "p" else 0) if half else hour
    try:
        day = int(found["day"] or found["day2"])
        date = datetime(int(found["year"]), _MONTHS.index(month) + 1, day, hour, int(found["minute"]))
    except ValueError:
        return byline
    names = (*byline.names, below[0].number)
    return Byline(byline.name, byline.basis, byline.avatars, names, byline.words, date)
