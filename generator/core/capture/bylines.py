"""In: a comment's marker and the lines below it. Out: who the page shows as its author, and which lines say so.

Must not take a first line of text for a name: a name is printed with an avatar, before 'says:', or above a date.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from generator.core.capture.captions import is_name
from generator.core.capture.lines import MARKER, Line
from generator.core.capture.stamps import SAYS, SENTENCE, is_short_name, is_stamp, read_stamp

_AVATAR = re.compile(r"(\S(?:.{0,58}\S)?) Avatar")


@dataclass(frozen=True, slots=True)
class Byline:
    """A name, how it is known, the lines that gave it, and the words that stand on the marker's own line."""

    name: str = ""
    basis: str = ""  # "avatar" where nothing but the avatar shows the name
    avatars: tuple[int, ...] = ()
    names: tuple[int, ...] = ()
    words: str = ""
    date: datetime.date | None = None  # as printed below the name, with its time or without; its time zone is not known
    undated: int = 0  # the line below the name that is a date and cannot be read for certain: it stays text


def read_byline(marker: Line, body: Sequence[Line]) -> Byline:
    """The three states: avatar and author line; avatar only; neither. 'X Avatar' is never text."""
    words = _after_number(marker)
    if words.strip():
        avatars: tuple[int, ...] = ()
        shown, below = _read_avatar(words, body[:1]), body
        said = SAYS.fullmatch(words.strip())
        names: tuple[int, ...] = ()
    else:
        first = body[0] if body else marker
        shown, below = (_read_avatar(first.words, body[1:2]), body[1:]) if body else ("", body)
        said = SAYS.fullmatch(first.words) if body else None
        avatars, names = ((first.number,), ()) if shown else ((), (first.number,))
    if shown:
        if below and _confirms(below[0], shown):
            return _dated(Byline(shown, "", avatars, (below[0].number,)), below[1:])
        return _dated(Byline(shown, "avatar", avatars), below)
    if said:
        return _dated(Byline(said[1], "", (), names), below)
    name = words.strip() or (body[0].words if body else "")
    if is_short_name(name) and below and not below[0].blanks and is_stamp(below[0].words):
        return _dated(Byline(name, "", (), names), below)
    return Byline(words=words if words.strip() else "")


def _after_number(line: Line) -> str:
    raw = line.raw.lstrip()
    found = MARKER.match(raw)
    return raw[found.end() :] if found else raw


def _read_avatar(words: str, following: Sequence[Line]) -> str:
    """The name in 'Name Avatar', unless the line reads as a sentence, alone or with the line it touches."""
    found = _AVATAR.fullmatch(words.strip())
    if not found or SENTENCE.search(words):
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
    """With the date that stands directly below the name."""
    if not below or below[0].blanks or not is_stamp(below[0].words):
        return byline
    date = read_stamp(below[0].words)
    if date is None:
        return replace(byline, undated=below[0].number)
    return replace(byline, names=(*byline.names, below[0].number), date=date)
