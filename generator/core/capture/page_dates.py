"""In: an element or words that state when something was written. Out: the date as ISO 8601 has it, or ''.

Must not add what is not stated: no zone, no day of today.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime

from generator.core.capture.markup import Node, attribute, words_of
from generator.core.dates import read_when

_ENGLISH = re.compile(
    r"(?:[A-Z][a-z]+, )?([A-Z][a-z]{2})[a-z]* ([0-9]{1,2}),? ([0-9]{4})"
    r"(?:,? (?:at )?([0-9]{1,2}):([0-9]{2}) ?([AaPp])\.?[Mm])?"
)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_ISO = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})[ T]([0-9]{2}:[0-9]{2}(?::[0-9]{2})?)(?:\.[0-9]+)?\s*(Z|[+-][0-9]{2}:?[0-9]{2})?"
)


def read_date(node: Node) -> str:
    """The date a page states in `datetime`, in a title, or in English words; '' where it is none of these."""
    inner = node if attribute(node, "datetime") else node.css_first("time[datetime]")
    words = attribute(inner, "datetime") or attribute(node, "title") or words_of(node)
    return read_stamp(words)


def read_stamp(words: str) -> str:
    """A date or date-time as ISO 8601 has it, with the zone the words state and no other."""
    if found := _ISO.match(words.strip()):
        zone = found[3] or ""
        zone = f"{zone[:3]}:{zone[-2:]}" if zone and zone != "Z" else zone
        date = f"{found[1]}T{found[2] if len(found[2]) > 5 else found[2] + ':00'}{zone}"
    elif (spoken := _ENGLISH.search(words)) and spoken[1] in _MONTHS:
        date = f"{spoken[3]}-{_MONTHS.index(spoken[1]) + 1:02}-{int(spoken[2]):02}"
        if spoken[4]:
            hour = int(spoken[4]) % 12 + 12 * (spoken[6] in "pP")
            date += f"T{hour:02}:{spoken[5]}:00"
    else:
        date = words.strip()[:10]
    return date if re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", date) and read_when(date) else ""


def read_epoch(title: str) -> str:
    """'2023-10-12T10:00:00 1697104800': the second part is UTC by definition, and so is the first."""
    return add_utc(read_stamp(title))


def add_utc(date: str) -> str:
    """What is known to be in UTC, with that said; a day, or what states its zone, stays as it is."""
    return f"{date}Z" if re.fullmatch(r".{10}T.{8}", date) else date


def read_milliseconds(words: str) -> str:
    if not re.fullmatch(r"[0-9]{12,13}", words):
        return ""
    return datetime.fromtimestamp(int(words) // 1000, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
