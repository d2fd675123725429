"""In: what tomllib says of a text it cannot read. Out: the same in our words, where the mistake was made.

Must not parse: where tomllib gives up is known from its message, and where a key began from the places found so far.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from generator.core.toml_places import Places, Reach

_WHERE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
_DIGITS = re.compile(r"[0-9_]{4000,}")
_UNQUOTED = re.compile(r"[^\s#,\]}]+")


@dataclass(frozen=True, slots=True)
class SyntaxFault:
    """One sentence, a hint, and where in the TOML it is meant."""

    message: str
    hint: str
    reach: Reach
    related: tuple[tuple[str, Reach], ...] = ()


_SEVERAL = ", or put text of several lines in '''"
# what tomllib's sentence begins with, ours, and the hint
_SAID = (
    ("Unterminated string", "the text in quotes that begins here does not end", 'close it with "'),
    ("Expected \"'", "the text in quotes that begins here does not end", "close it with the quotes it began with"),
    ("Unclosed array", "the list that begins here does not end", "close it with ]"),
    ("Unclosed inline table", "the table that begins here does not end", "close it with }"),
    (
        "Expected '=' after",
        "a key must be followed by =",
        'write key = "value"; a key with other letters than a-z in quotes',
    ),
    ("Expected newline or end", "there is something after the end of the value", "put each key on a line of its own"),
    ("Expected ']]'", "the head of this list of tables does not end", "close it with ]]"),
    ("Expected ']'", "the head of this table does not end", "close it with ]"),
    ("Invalid value", "this is not a value", 'put words in quotes: "…"'),
    ("Invalid statement", "this is neither a key nor the head of a table", 'write key = "value", or [table]'),
    ("Invalid initial character for a key", "a key was expected here", "an inline table stands on one line"),
    ("Invalid date or datetime", "there is no such day or time", "write a date as 2017-10-15"),
    ("Illegal character '\\n'", "the text in quotes does not end on its line", f'close it with "{_SEVERAL}'),
    ("Found invalid character '\\n'", "the text in quotes does not end on its line", f"close it with '{_SEVERAL}"),
    ("Illegal character", "this character cannot stand in a TOML file", "take it out"),
    ("Found invalid character", "this character cannot stand in a TOML file", "take it out"),
    ("Unescaped '\\'", "a backslash in double quotes must be written twice", "write \\\\, or use single quotes: '…'"),
    ("Invalid hex value", "a \\u must be followed by four hexadecimal digits", "write \\\\ for a backslash"),
    ("Escaped character is not", "this \\u is not the number of a character", "write the character itself"),
    (
        "Nested too deeply",
        "lists and tables lie too deep in each other here",
        "nothing in an archive is nested so deep",
    ),
    ("Exceeds the limit", "this number has too many digits", "if it is not a number, put it in quotes"),
)
_UNCLOSED = ("Unterminated string", "Expected \"'", "Unclosed array", "Unclosed inline table", "Nested too deeply")
_CURLED = tuple("“”„‟‘’‚«»")
_SPACED_HEAD = re.compile(r"""[ \t]*(\[{1,2})([^\[\]"'=\n]+)\]""")
_HEAD = re.compile(r"[ \t]*\[{1,2}[ \t]*([A-Za-z]+)[ \t]*\]{1,2}")
LISTS = ("claim", "comment", "relation")  # of what a file holds any number, each below a head in two brackets
_ESCAPES = ("Unescaped", "Invalid hex", "Escaped character")
_TWICE = ("Cannot overwrite", "Cannot declare", "Cannot mutate", "Cannot redefine", "Duplicate inline table key")


def say_syntax(complaint: str, toml: str, places: Places) -> SyntaxFault:
    """Put a complaint of tomllib into our words; `places` are those of the same text, as far as it can be followed."""
    where = _WHERE.search(complaint)
    at = _offset(where, toml)
    said = complaint[: where.start()] if where else complaint
    if said.startswith(_TWICE):
        return _say_twice(at, toml, places)
    if fault := _say_quotes(said, at, toml) or _say_head(said, at, toml):
        return fault
    message, hint = next(
        ((ours, hint) for theirs, ours, hint in _SAID if said.startswith(theirs)), (said[:1].lower() + said[1:], "")
    )
    start = places.unfinished
    if said.startswith("Unclosed") and (start is None or start > at):  # another value, further on, has no end either
        return SyntaxFault("a comma or an end is missing before this", "put a comma between the two", (at, at + 1))
    if said.startswith(_UNCLOSED) and start is not None:
        long = toml[start : start + 3] in ('"""', "'''")
        quotes = toml[start : start + 3] if long else toml[start] if toml[start : start + 1] in ('"', "'") else ""
        return SyntaxFault(message, f"close it with {quotes}" if quotes else hint, (start, start + (3 if long else 1)))
    if said.startswith("Exceeds") and (digits := _DIGITS.search(toml)):
        return SyntaxFault(message, hint, (digits.start(), digits.start() + 20))
    return SyntaxFault(message, hint, _reach(said, at, toml))


def _say_quotes(said: str, at: int, toml: str) -> SyntaxFault | None:
    """Typographic quotation marks where straight ones are meant, on both sides of a text or at its end alone."""
    if said.startswith(("Invalid value", "Invalid statement")) and toml[at : at + 1] in _CURLED:
        hint = "write straight quotes around it: \"…\" or '…'"
        return SyntaxFault("typographic quotes cannot stand around a text", hint, _reach("Invalid value", at, toml))
    line = toml[toml.rfind("\n", 0, at) + 1 : at].rstrip(" \t\r,]")
    if said.startswith(("Illegal character '\\n'", "Unterminated string")) and line[-1:] in _CURLED:
        end = toml.rfind(line[-1], 0, at)
        hint = f'close it with the straight ", not with {line[-1]}'
        return SyntaxFault("the text in quotes does not end on its line", hint, (end, end + 1))
    return None


def _say_head(said: str, at: int, toml: str) -> SyntaxFault | None:
    """A head with a space, or another character that wants quotes, between its brackets."""
    if not said.startswith(("Expected ']'", "Expected ']]'", "Invalid initial character")):
        return None
    start = toml.rfind("\n", 0, at) + 1
    found = _SPACED_HEAD.match(toml, start)
    if not found or not found.start(2) <= at < found.end(2):
        return None
    brackets, name = found[1], found[2].strip()
    first = name.split()[0]
    plain = unicodedata.normalize("NFKD", re.sub(r"['’.]", "", name)).encode("ascii", "ignore").decode().lower()
    id_ = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if first in LISTS:
        hint = f"write [[{first}]], and its id on a line below"
    else:
        hint = f"write {brackets}{id_}{']' * len(brackets)}" if id_ else "name it with letters a-z, digits and hyphens"
    what = "a space" if re.search(r"\s", name) else f"{toml[at]!r}"
    return SyntaxFault(f"the head of a table may not hold {what}", hint, found.span(2))


def _reach(said: str, at: int, toml: str) -> Reach:
    """As much as the complaint is about: the backslash and what it escapes, the value as far as it was meant."""
    if said.startswith(_ESCAPES) and (start := toml.rfind("\\", 0, at + 1)) >= 0:
        return (start, start + 2)
    if said.startswith(("Invalid value", "Invalid date")) and (word := _UNQUOTED.match(toml, at)):
        rest = toml[at:].partition("\n")[0].partition("#")[0].rstrip()
        return (at, at + len(rest)) if word[0][0].isalpha() or word[0][0] in _CURLED else word.span()
    return (at, at + 1)


def _say_twice(at: int, toml: str, places: Places) -> SyntaxFault:
    hint = "keep one of them"
    first, later = next(((first, later) for first, later in places.again if later[1] <= at), ((0, 0), (at, at + 1)))
    if later == (at, at + 1):
        start = toml.rfind("\n", 0, at) + 1
        head = _HEAD.match(toml, start)
        if head and head[1] in LISTS:
            return SyntaxFault(f"{head[1]} is given twice", _hint_brackets(head[1]), head.span(1))
        return SyntaxFault("what stands here was given before", hint, (start, at))
    name = toml[later[0] : later[1]]
    head = _HEAD.match(toml, toml.rfind("\n", 0, later[0]) + 1)
    if head and head.span(1) == later and name in LISTS:
        hint = _hint_brackets(name)
    return SyntaxFault(f"{name} is given twice", hint, later, (("it was first given here", first),))


def _hint_brackets(name: str) -> str:
    return f"write [[{name}]] with two brackets for each"


def _offset(where: re.Match[str] | None, toml: str) -> int:
    """tomllib counts lines and columns from 1 in the text it was given."""
    if where is None or where[1] is None:
        return len(toml.rstrip())
    start = 0
    for _ in range(int(where[1]) - 1):
        start = toml.find("\n", start) + 1
    return start + int(where[2]) - 1
