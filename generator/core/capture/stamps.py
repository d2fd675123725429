"""In: the words of one line of a saved page. Out: whether they are a date, a short name, or 'NAME says:'; which date.

Must not guess: a day and month in figures that can be read two ways are a date, and not known which.
"""

from __future__ import annotations

import re
from datetime import date, datetime

_LONGEST = 100  # characters of a line that is looked at
_LONGEST_NAME = 40
_MOST_NAMES = 5
SAYS = re.compile(r"(\S(?:.{0,58}\S)?) (?:says|said|writes|wrote) ?:")
SENTENCE = re.compile(r"\w{3}\. |[!?…;:“”\"]")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMED = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WEEKDAY = r"(?:(?:mon|tue(?:s)?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,? )?"
_ORDINAL = r"(?:st|nd|rd|th)?"
_CLOCK = (
    r"(?:(?:,? at|,| @| -|T)? ?(?P<hour>[0-9]{1,2})[:.](?P<minute>[0-9]{2})(?::[0-9]{2})?"
    r"(?: ?(?P<half>[ap])\.?m\.?)?(?P<zone> ?(?:[A-Z]{2,5}|Z|[+-][0-9]{2}:?[0-9]{2}))?)?"
)
_BUTTONS = r"(?: ?[|·•-]? ?(?:reply|permalink|link|\(edit\)|edit|#))*"
_INITIAL = re.compile(r"(?:\w\.)*(?:\w|jr|sr)\.", re.I)
_STAMP = re.compile(
    rf"(?:on )?{_WEEKDAY}(?:"
    rf"(?P<month>{_NAMED}) (?P<day>[0-9]{{1,2}}){_ORDINAL},? (?P<year>[0-9]{{4}})"
    rf"|(?P<day2>[0-9]{{1,2}}){_ORDINAL} (?P<month2>{_NAMED}),? (?P<year2>[0-9]{{4}})"
    r"|(?P<year3>[0-9]{4})-(?P<month3>[0-9]{2})-(?P<day3>[0-9]{2})"
    r"|(?P<one>[0-9]{1,2})[/.](?P<other>[0-9]{1,2})[/.](?P<year4>[0-9]{4})"
    rf"){_CLOCK}{_BUTTONS}",
    re.I,
)
_AGO = re.compile(
    rf"(?:(?:about |over |almost )?(?:an?|[0-9]{{1,3}}) (?:second|minute|hour|day|week|month|year)s? ago"
    rf"|(?:yesterday|today){_CLOCK}){_BUTTONS}",
    re.I,
)


def is_stamp(words: str) -> bool:
    """Whether the whole line is the time at which something was written: 'March 4, 2021 at 10:02 am', '2 days ago'."""
    return len(words) <= _LONGEST and bool(_STAMP.fullmatch(words) or _AGO.fullmatch(words))


def read_stamp(words: str) -> date | None:
    """The day, or the day and its time as printed, where it can be read in one way only; a printed zone is not one."""
    found = _STAMP.fullmatch(words) if len(words) <= _LONGEST else None
    if not found or found["zone"]:
        return None
    if found["one"]:
        one, other = int(found["one"]), int(found["other"])
        if one <= 12 and other <= 12 and one != other:
            return None
        day, month, year = max(one, other), min(one, other), int(found["year4"])
    elif found["year3"]:
        day, month, year = int(found["day3"]), int(found["month3"]), int(found["year3"])
    else:
        name = (found["month"] or found["month2"])[:3].lower()
        day, month = int(found["day"] or found["day2"]), _MONTHS.index(name) + 1
        year = int(found["year"] or found["year2"])
    try:
        if found["hour"] is None:
            return date(year, month, day)
        hour, half = int(found["hour"]), (found["half"] or "").lower()
        hour = hour % 12 + (12 if half == "p" else 0) if half else hour
        return datetime(year, month, day, hour, int(found["minute"]))
    except ValueError:
        return None


def is_short_name(words: str) -> bool:
    """Whether the line could be the name above a comment: a few words without an end of a sentence, and no date."""
    parts = words.split()
    if not 0 < len(parts) <= _MOST_NAMES or len(words) > _LONGEST_NAME or SENTENCE.search(words) or is_stamp(words):
        return False
    ends = words[-1] in ",;:!?" or (words[-1] == "." and not _INITIAL.fullmatch(parts[-1]))
    return not ends and any(each.isalnum() for each in words)


def read_said(words: str) -> str:
    """The name in 'NAME says:', else nothing."""
    found = SAYS.fullmatch(words) if len(words) <= _LONGEST else None
    return found[1] if found and is_short_name(found[1]) else ""
