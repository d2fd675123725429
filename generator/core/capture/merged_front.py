"""In: an article.md as imported, as edited since, and as a later capture has it. Out: its front matter.

Must not lose what an archivist added or changed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from generator.core.fields import read_toml, split_front_matter
from generator.core.text import Text
from generator.core.toml_edits import Edit, edit_values
from generator.core.toml_places import find_places

_STATED = ("title", "url", "published", "published_basis", "author", "rendition", "lang", "summary", "outlet")
_OF_THE_COPY = ("captured", "sha256", "frames")  # said of one capture, and never of another


@dataclass(frozen=True, slots=True)
class Front:
    """Front matter as TOML; the keys the later page has changed, and those it and the archivist say differently."""

    toml: str
    changed: tuple[str, ...]
    kept: tuple[str, ...]


def merge_front(base: Text | None, mine: Text, later: Text) -> Front:
    """Each key as the later page states it, but where the archivist has put something else."""
    toml, ours, now = _front_toml(mine), read_front(mine), read_front(later)
    was = read_front(base) if base else {key: value for key, value in ours.items() if key in now}
    source = _front_toml(later)
    reaches = find_places(source).values
    edits, changed, kept = [], [], []
    for key in (*_STATED, *_OF_THE_COPY):
        copied = key in _OF_THE_COPY
        if ours.get(key) == now.get(key) or (key not in now and not copied):
            continue  # what the later page does not speak of it has not changed
        if copied or ours.get(key) == was.get(key):
            value = source[slice(*reaches[key,])] if key in now else ""
            edits.append(Edit((key,), value, ("title",)))
            changed += [] if copied else [key]
        elif was.get(key) != now.get(key):
            kept.append(key)
    return Front(edit_values(toml, edits), tuple(changed), tuple(kept))


def read_front(text: Text) -> dict[str, Any]:
    """The front matter's values; none where it cannot be read."""
    return read_toml(Text(text.path, _front_toml(text))).value or {}


def _front_toml(text: Text) -> str:
    start, end, _ = split_front_matter(text).value or (0, 0, 0)
    return text.content[start:end]


def read_body(text: Text) -> str:
    """What stands below the front matter."""
    _, _, start = split_front_matter(text).value or (0, 0, 0)
    return text.content[start:]
