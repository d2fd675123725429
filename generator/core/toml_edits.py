"""In: a TOML text, and values that some of its keys are to have. Out: the text with them, every other byte as it was.

Must not write a value: whoever asks gives it as TOML has it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from generator.core.toml_places import Path, find_places


@dataclass(frozen=True, slots=True)
class Edit:
    """The value a key is to have, as TOML writes it; '' where key and value are to go.

    A key that is not there yet is written on a line of its own after the value at `after`, or first of all.
    """

    path: Path
    value: str
    after: Path = ()


def edit_values(content: str, edits: Iterable[Edit]) -> str:
    """The text with every edit in it; line ends stay as the text has them."""
    places = find_places(content)
    changes: list[tuple[int, int, str]] = []
    for edit in edits:
        if edit.path in places.values and edit.value:
            changes.append((*places.values[edit.path], edit.value))
        elif edit.path in places.values:
            changes.append((*_whole_line(content, places.keys[edit.path][0], places.values[edit.path][1]), ""))
        elif edit.value:
            changes.append(_add_line(content, places.values.get(edit.after), f"{edit.path[-1]} = {edit.value}"))
    for _, (start, end, written) in sorted(enumerate(changes), key=lambda each: (each[1][0], each[0]), reverse=True):
        content = content[:start] + written + content[end:]
    return content


def _add_line(content: str, after: tuple[int, int] | None, line: str) -> tuple[int, int, str]:
    if after is None:
        return 0, 0, f"{line}\n"
    end = content.find("\n", after[1]) if "\n" in content[after[1] :] else len(content)
    start = end - 1 if content[end - 1 : end] == "\r" else end
    line_break = "\r\n" if start < end else "\n"
    return start, start, f"{line_break}{line}"


def _whole_line(content: str, start: int, end: int) -> tuple[int, int]:
    """A key with its value, and the line break after it where nothing else stands on its lines."""
    first = content.rfind("\n", 0, start) + 1
    after = re.compile(r"[ \t]*(?:\r?\n|\Z)").match(content, end)
    return (first, after.end()) if after and not content[first:start].strip() else (start, end)
