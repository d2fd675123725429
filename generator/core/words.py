"""In: the phrases of one language, cut at their placeholders. Out: what is said: phrases with their values, numbers.

Must not read a file, and must not escape: what is put into a phrase is kept as it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from generator.core.plurals import category

Pieces = tuple[str, ...]  # text and names of placeholders in turn, text first
Phrase = Mapping[str, Pieces]  # by plural category; 'other' is always there
_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")


class UnsaidError(LookupError):
    """There is no phrase of this key, or a value that it wants was not given."""


@dataclass(frozen=True, slots=True)
class Months:
    """The names of the months: beside a day, the same cut short, and beside a year alone."""

    long: tuple[str, ...]
    short: tuple[str, ...]
    alone: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """The words of the interface in one language (BCP 47), as words/<language>.toml has them; keys are 'group.key'."""

    language: str
    phrases: Mapping[str, Phrase]
    months: Months

    @property
    def direction(self) -> str:
        """'ltr' or 'rtl'."""
        return self.say("language.direction")

    def say(self, key: str, /, **values: object) -> str:
        """The phrase with its values. `count` chooses the plural form. Errors: UnsaidError."""
        return "".join(self.parts(key, values))

    def parts(self, key: str, values: Mapping[str, object]) -> Sequence[str]:
        """The phrase in pieces: its own text, and each value as given, whole numbers as the language writes them."""
        phrase = self.phrases.get(key)
        if phrase is None:
            raise UnsaidError(f"there are no words '{key}'")
        pieces = phrase["other"]
        if len(phrase) > 1 and isinstance(count := values.get("count"), int):
            pieces = phrase.get(category(self.language, count), pieces)
        if len(pieces) == 1:
            return pieces
        said = list(pieces)
        for at in range(1, len(said), 2):
            try:
                value = values[said[at]]
            except KeyError:
                raise UnsaidError(f"the words '{key}' want a value for '{said[at]}'") from None
            said[at] = value if isinstance(value, str) else self.number(value) if isinstance(value, int) else str(value)
        return said

    def number(self, value: int | Decimal) -> str:
        """A number with its thousands apart and without idle noughts: '1,000', '2.5'."""
        if isinstance(value, int):
            if -1000 < value < 1000:
                return str(value)
            return f"{value:,}".replace(",", self.say("numbers.group"))
        whole, dot, rest = format(value.normalize(), "f").partition(".")
        grouped = f"{abs(int(whole)):,}".replace(",", self.say("numbers.group"))
        return f"{'-' if whole.startswith('-') else ''}{grouped}{dot and self.say('numbers.decimal')}{rest}"

    def join(self, names: Sequence[str]) -> str:
        """'A, B and C'."""
        if len(names) < 2:
            return "".join(names)
        return self.say("join.and", first=self.listed(names[:-1]), last=names[-1])

    def listed(self, names: Sequence[str]) -> str:
        """'A, B, C'."""
        return self.say("join.comma").join(names)

    def times(self, number: int) -> str:
        """'once', 'twice', 'three times', '4 times'."""
        known = {1: "count.once", 2: "count.twice", 3: "count.thrice"}
        return self.say(known.get(number, "count.times"), count=number)


def cut_phrase(words: str) -> Pieces:
    """'{count} claims' as ('', 'count', ' claims')."""
    return tuple(_PLACEHOLDER.split(words))


def placeholders(pieces: Pieces) -> frozenset[str]:
    """The names that a form wants values for."""
    return frozenset(pieces[1::2])
