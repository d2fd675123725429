"""In: a date as far as it is known, and the words of a language. Out: the date in that language.

Must not say more than is known: 'about', 'or later' and a question mark stand where the date has them.
"""

from __future__ import annotations

from itertools import pairwise

from generator.core.dates import Point, read_shape
from generator.core.model import When
from generator.core.words import Words


def say_when(when: When, words: Words) -> str:
    """In words: '15 October 2017', 'about 11 October 2017', '11 or 12 October 2017', 'by 13 October 2017'."""
    return _say(when, words, words.months.long)


def say_short(when: When, words: Words) -> str:
    """As say_when, with the months cut short: '15 Oct 2017'."""
    return _say(when, words, words.months.short)


def _say(when: When, words: Words, months: tuple[str, ...]) -> str:
    shape = read_shape(when.edtf)
    if shape is None:
        return when.edtf
    if not shape.between:
        return _say_list([point for point in shape.points if point], "dates.either", words, months)
    start, end = shape.points
    if start and end:
        if start == end:
            return _say_point(start, words, months)
        return _say_list([start, end], "dates.between", words, months)
    if end:
        return words.say("dates.before", date=_say_point(end, words, months))
    return words.say("dates.after", date=_say_point(start, words, months)) if start else when.edtf


def _say_list(points: list[Point], joint: str, words: Words, months: tuple[str, ...]) -> str:
    """'11 or 12 October 2017': what a date shares with the next is said once, unless one of them is not sure."""
    said = [_say_point(point, words, months) for point in points]
    if len(said) == 1:
        return said[0]
    if not any(point.approximate or point.uncertain for point in points):
        for index, (point, following) in enumerate(pairwise(points)):
            said[index] = _say_apart(point, following, words, months)
    return words.say(joint, first=words.listed(said[:-1]), last=said[-1])


def _say_apart(point: Point, following: Point, words: Words, months: tuple[str, ...]) -> str:
    alike = (bool(point.month), bool(point.day)) == (bool(following.month), bool(following.day))
    if not alike or point.year != following.year or not point.month:
        return _say_point(point, words, months)
    if not point.day:
        return words.say("dates.month-only", month=_alone(point, words, months))
    if point.month == following.month:
        return words.say("dates.day-only", day=say_day(point.day, words))
    return words.say("dates.day-month", day=say_day(point.day, words), month=months[point.month - 1])


def say_day(day: int, words: Words) -> str:
    """The number of a day; the first of a month has a form of its own in some languages."""
    return words.say("dates.first") if day == 1 else str(day)


def _alone(point: Point, words: Words, months: tuple[str, ...]) -> str:
    named = words.months.alone if months is words.months.long else months
    return named[point.month - 1]


def _say_point(point: Point, words: Words, months: tuple[str, ...]) -> str:
    year = f"{point.year}"
    if point.day:
        day, month = say_day(point.day, words), months[point.month - 1]
        said = words.say("dates.day", day=day, month=month, year=year)
    elif point.month:
        said = words.say("dates.month", month=_alone(point, words, months), year=year)
    else:
        said = words.say("dates.year", year=year)
    if point.uncertain:
        said = words.say("dates.uncertain", date=said)
    return words.say("dates.about", date=said) if point.approximate else said
