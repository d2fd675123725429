"""In: TOML. Out: its tables, where it is as plain as most content files are; None where it is anything else.

Must not guess, nor find fault: what is read here is what tomllib would read, and all else is left to it.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

_INSIDE = r'"\\\x00-\x08\x0a-\x1f\x7f'  # what does not stand by itself in a string of one line
_CONTROL = r"\x00-\x08\x0b-\x1f\x7f"
_STATEMENT = re.compile(
    rf"""
    (?P<key>[A-Za-z0-9_-]++)[ ]=[ ](?:
      "(?P<line>[^{_INSIDE}]*+)"
      | '''\n?(?P<literal>[^'{_CONTROL}]*+(?:'(?!'')[^'{_CONTROL}]*+)*+)'''
      | \"""\n?(?P<basic>[^"\\{_CONTROL}]*+(?:"(?!"")[^"\\{_CONTROL}]*+)*+)\"""
      | \[(?P<list>(?:"[^{_INSIDE}]*+"(?:,[ ]"[^{_INSIDE}]*+")*+)?+)\]
      | (?P<day>[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})
      | (?P<number>-?(?:0|[1-9][0-9]{{0,17}}))
      | (?P<truth>true|false)
    )(?:\n|\Z)
    | \[\[(?P<head>[A-Za-z0-9_-]++)\]\](?:\n|\Z)
    | \n
    """,
    re.X,
)
_STRING = re.compile(r'"([^"]*)"')


def read_plain(toml: str) -> dict[str, Any] | None:
    """Keys with simple values, then [[tables]] of one name each with such keys (toml.io 1.0)."""
    if "\\" in toml or "\r" in toml:
        return None
    tables: dict[str, Any] = {}
    listed: dict[str, list[dict[str, Any]]] = {}
    table, at = tables, 0
    while at < len(toml):
        found = _STATEMENT.match(toml, at)
        if found is None:
            return None
        at = found.end()
        kind = found.lastgroup
        if kind == "head":
            name = found["head"]
            if name not in listed:
                if name in tables:
                    return None
                tables[name] = listed[name] = []
            table = {}
            listed[name].append(table)
        elif kind:
            key = found["key"]
            if key in table:
                return None
            try:
                table[key] = _read_value(kind, found[kind])
            except ValueError:  # no such day
                return None
    return tables


def _read_value(kind: str, written: str) -> object:
    match kind:
        case "list":
            return _STRING.findall(written)
        case "day":
            return date.fromisoformat(written)
        case "number":
            return int(written)
        case "truth":
            return written == "true"
    return written
