"""In: a thread.toml. Out: its comments, each as its file writes it and as it is read; and a file of such pieces again.

Must not change a byte that nobody asked to have changed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from generator.core.capture.writing import write_string
from generator.core.comments import read_thread
from generator.core.fields import read_toml
from generator.core.model import Comment, Limits
from generator.core.text import Text
from generator.core.toml_edits import Edit, edit_values
from generator.core.toml_places import find_heads, find_places


@dataclass(frozen=True, slots=True)
class Table:
    """A comment as its file writes it, as TOML reads it, and as a reader sees it; the format its text is in."""

    source: str
    record: Mapping[str, Any]
    comment: Comment
    format: str

    def says(self, other: Table) -> bool:
        """Whether the text is the same; of two formats, whether a reader sees the same words."""
        if self.format == other.format:
            return bool(self.record.get("text", "") == other.record.get("text", ""))
        return [each.words for each in self.comment.blocks] == [each.words for each in other.comment.blocks]


@dataclass(frozen=True, slots=True)
class ThreadTables:
    """A thread.toml: what stands above its comments, as written; all of it, as read; its comments."""

    head: str
    record: Mapping[str, Any]
    tables: Mapping[str, Table]  # by id, in the order of the file

    @property
    def format(self) -> str:
        """The format of every comment that does not say."""
        return str(self.record.get("format", "plain"))


def read_tables(content: str) -> ThreadTables:
    """A thread.toml without a fault that `check` would tell."""
    text = Text("thread.toml", content)
    record = read_toml(text).value or {}
    thread = read_thread(text, Limits(comments=len(record.get("comment", ())) + 1)).value
    comments = {each.id: each for each in thread.comments} if thread else {}
    records = record.get("comment", [])
    heads = find_heads(content).get("comment", [])
    sources = [content[start:end] for start, end in zip(heads, [*heads[1:], len(content)], strict=False)]
    head = content[: heads[0] if heads else len(content)]
    if len(sources) != len(records):  # one array in brackets: its comments get tables of their own
        sources = [_write_table(each) for each in records]
        head = "".join(f"{key} = {_write_value(value)}\n" for key, value in record.items() if key != "comment") + "\n"
    usual = record.get("format", "plain")
    tables = {
        each["id"]: Table(source, each, comments[each["id"]], each.get("format") or usual)
        for source, each in zip(sources, records, strict=True)
    }
    return ThreadTables(head, record, tables)


def _write_table(record: Mapping[str, Any]) -> str:
    return "[[comment]]\n" + "".join(f"{key} = {_write_value(value)}\n" for key, value in record.items()) + "\n"


def _write_value(value: Any) -> str:
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{key} = {_write_value(each)}' for key, each in value.items())} }}"
    if isinstance(value, list):
        return f"[{', '.join(map(_write_value, value))}]"
    if isinstance(value, bool):
        return str(value).lower()
    return write_string(value) if isinstance(value, str) else str(value).replace(" ", "T")


def join_tables(head: str, tables: Sequence[tuple[str, str]], before: Sequence[str]) -> str:
    """The pieces of the file, what stood between two of them kept where they still follow each other."""
    followed = dict(zip(before, ("", *before), strict=False))
    text, last = head, ""
    for number, table in tables:
        if followed.get(number) != last and text:
            text = text.rstrip("\n") + "\n\n"
        text += table
        last = number
    return text.rstrip("\n") + "\n"


def rename_comments(record: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    """What a capture says of a comment, other comments called as they are here."""
    said = dict(record)
    if parent := said.get("parent"):
        said["parent"] = names.get(parent, parent)
    if isinstance(answers := said.get("answers"), dict):
        said["answers"] = answers | {"id": names.get(answers["id"], answers["id"])}
    return said


def write_keys(table: Table, later: Table, keys: Sequence[str], usual: str) -> str:
    """A table with the values that another has for these keys; `usual` is the format of the file it is to stand in."""
    values = {key: _copy_value(later, key) for key in keys}
    if "text" in values or "format" in values:
        values["format"] = f'"{later.format}"' if later.format != usual else ""
    edits = (Edit(("comment", 0, key), value, ("comment", 0, "id")) for key, value in values.items())
    return edit_values(table.source, edits)


def _copy_value(table: Table, key: str) -> str:
    """A value as TOML writes it; '' where there is none."""
    value = table.record.get(key)
    if key == "answers" and value:
        return f"{{ id = {write_string(value['id'])}, why = {write_string(value['why'])} }}"
    if key in ("id", "parent") and value:
        return write_string(value)
    reach = find_places(table.source).values.get(("comment", 0, key))
    return table.source[reach[0] : reach[1]] if reach else ""
