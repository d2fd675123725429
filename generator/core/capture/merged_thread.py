"""In: a thread as imported, as edited since, and as a later capture has it. Out: one thread, and what became of whom.

Must not lose a comment, give its id to another, or change what an archivist wrote about it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from generator.core.capture.same_comments import match_comments
from generator.core.capture.writing import write_string
from generator.core.comments import read_thread
from generator.core.fields import read_toml
from generator.core.model import Comment, Limits
from generator.core.text import Text
from generator.core.toml_edits import Edit, edit_values
from generator.core.toml_places import find_heads, find_places

GONE = "no longer on the page"
_PAGE = ("parent", "author", "author_basis", "date", "gaps", "answers")  # what a page says of a comment, words apart
_MARK = re.compile(rf"(?:; )?{GONE}(?:, as it was saved on [^;]*)?$")


@dataclass(frozen=True, slots=True)
class Matched:
    """One comment of either capture: its id here, or '' in the one that has it not; and which keys differ."""

    id: str
    was: Comment | None
    now: Comment | None
    changed: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()  # that both sides have changed: the archivist's word stands


@dataclass(frozen=True, slots=True)
class MergedThread:
    """thread.toml, and every comment of both captures."""

    text: str
    comments: tuple[Matched, ...]


@dataclass(frozen=True, slots=True)
class _Table:
    """A comment as its file writes it, as TOML reads it, and as a reader sees it; the format its text is in."""

    source: str
    record: Mapping[str, Any]
    comment: Comment
    format: str

    def says(self, other: _Table) -> bool:
        """Whether the text is the same; of two formats, whether a reader sees the same words."""
        if self.format == other.format:
            return bool(self.record.get("text", "") == other.record.get("text", ""))
        return [each.words for each in self.comment.blocks] == [each.words for each in other.comment.blocks]


@dataclass(frozen=True, slots=True)
class _Thread:
    head: str
    record: Mapping[str, Any]
    tables: Mapping[str, _Table]  # by id, in the order of the file

    @property
    def format(self) -> str:
        return str(self.record.get("format", "plain"))


def merge_threads(base: str | None, mine: str, later: str, *, own_ids: bool, captured: str = "") -> MergedThread:
    """Three versions become one: in the later page's order, each comment that is gone from it after the one it stood
    after, and marked. What an archivist wrote stays; of what a page says, the later page's word is taken.

    All three are thread.toml as text, without a fault that `check` would tell.
    """
    edited, page = _read(mine), _read(later)
    start = _read(mine if base is None else base)
    first = match_comments(_comments(edited), _comments(start), own_ids=own_ids)
    bases = {
        first[each]: replace(table, record=_rename(table.record, first))
        for each, table in start.tables.items()
        if each in first
    }
    before = match_comments(_comments(edited), _comments(page), own_ids=own_ids)
    names = _name_new(page.tables, before, edited.tables)
    merged: dict[str, str] = {}
    told: dict[str, Matched] = {}
    for number, table in page.tables.items():
        here = names[number]
        renamed = replace(table, record=_rename(table.record, names) | {"id": here})
        if number not in before:
            told[here] = Matched(here, None, table.comment)
            merged[here] = _write(renamed, renamed, ("id", "parent", "answers", "format"), edited.format)
        else:
            ours = edited.tables[here]
            like = _suppose(ours, renamed) if base is None else bases.get(here)
            changed, kept = _compare(like, ours, renamed)
            told[here] = Matched(here, ours.comment, table.comment, changed, kept)
            merged[here] = _write(ours, renamed, changed, edited.format)
    label = GONE + (f", as it was saved on {captured}" if captured else "")
    after: dict[str, list[str]] = defaultdict(list)
    last = ""
    for number, table in edited.tables.items():
        if number in merged:
            last = number
        else:
            after[last].append(number)
            told[number] = Matched(number, table.comment, None)
    order = [*after[""], *(each for number in merged for each in (number, *after[number]))]
    merged |= {each: _mark_gone(edited.tables[each], label) for each in order if each not in merged}
    head = _merge_head(start, edited, page, len(order))
    text = _join(head, [(each, merged[each]) for each in order], list(edited.tables))
    return MergedThread(text, tuple(told[each] for each in order))


def _join(head: str, tables: Sequence[tuple[str, str]], before: Sequence[str]) -> str:
    """The pieces of the file, what stood between two of them kept where they still follow each other."""
    followed = dict(zip(before, ("", *before), strict=False))
    text, last = head, ""
    for number, table in tables:
        if followed.get(number) != last and text:
            text = text.rstrip("\n") + "\n\n"
        text += table
        last = number
    return text.rstrip("\n") + "\n"


def _read(content: str) -> _Thread:
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
        each["id"]: _Table(source, each, comments[each["id"]], each.get("format") or usual)
        for source, each in zip(sources, records, strict=True)
    }
    return _Thread(head, record, tables)


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


def _comments(thread: _Thread) -> Sequence[Comment]:
    return [table.comment for table in thread.tables.values()]


def _name_new(page: Iterable[str], before: Mapping[str, str], taken: Iterable[str]) -> dict[str, str]:
    """The id that each comment of the later page has here; a number that is another comment's is told apart."""
    used = {*taken}
    names = dict(before)
    for each in page:
        if each not in names:
            number, name = 1, each
            while name in used:
                number += 1
                name = f"{each}-{number}"
            names[each] = name
            used.add(name)
    return names


def _rename(record: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    """What a capture says of a comment, other comments called as they are here."""
    said = dict(record)
    if parent := said.get("parent"):
        said["parent"] = names.get(parent, parent)
    if isinstance(answers := said.get("answers"), dict):
        said["answers"] = answers | {"id": names.get(answers["id"], answers["id"])}
    return said


def _suppose(mine: _Table, later: _Table) -> _Table:
    """What the earlier capture is taken to have said where none is kept: whatever the later one speaks of as well."""
    return replace(mine, record={key: value for key, value in mine.record.items() if key in later.record})


def _compare(base: _Table | None, mine: _Table, later: _Table) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The keys that the later page has changed, and those of which it and the archivist say different things."""
    changed, kept = [], []
    for key in _PAGE:
        was, ours, now = (each.record.get(key) if each else None for each in (base, mine, later))
        if ours != now:
            changed += [key] if ours == was else []
            kept += [key] if was not in (ours, now) else []
    if not mine.says(later):
        as_it_was = base is not None and mine.says(base)
        changed += ["text"] if as_it_was else []
        kept += ["text"] if not as_it_was and not (base is not None and base.says(later)) else []
    return tuple(changed), tuple(kept)


def _write(table: _Table, later: _Table, keys: Sequence[str], usual: str) -> str:
    """A table with the values that another has for these keys; `usual` is the format of the file it is to stand in."""
    values = {key: _copy_value(later, key) for key in keys}
    if "text" in values or "format" in values:
        values["format"] = f'"{later.format}"' if later.format != usual else ""
    label = str(table.record.get("label", ""))
    if _MARK.search(label):
        plain = _MARK.sub("", label)
        values["label"] = write_string(plain) if plain else ""
    edits = (Edit(("comment", 0, key), value, ("comment", 0, "id")) for key, value in values.items())
    return edit_values(table.source, edits)


def _copy_value(table: _Table, key: str) -> str:
    """A value as TOML writes it; '' where there is none."""
    value = table.record.get(key)
    if key == "answers" and value:
        return f"{{ id = {write_string(value['id'])}, why = {write_string(value['why'])} }}"
    if key in ("id", "parent") and value:
        return write_string(value)
    reach = find_places(table.source).values.get(("comment", 0, key))
    return table.source[reach[0] : reach[1]] if reach else ""


def _mark_gone(table: _Table, mark: str) -> str:
    """The comment, said to be gone above its words; a cover over them is left as it is."""
    label = str(table.record.get("label", ""))
    if table.record.get("cover") or _MARK.search(label):
        return table.source
    value = write_string(f"{label}; {mark}" if label else mark)
    return edit_values(table.source, (Edit(("comment", 0, "label"), value, ("comment", 0, "id")),))


def _merge_head(base: _Thread, mine: _Thread, later: _Thread, present: int) -> str:
    """What stands above the comments: the counts a page states are the later page's, where nobody has put others. One
    that those which are gone from the page belie is left out."""
    edits = []
    for key, least in (("stated", present), ("max_depth", 0)):
        was, ours, now = (each.record.get(key) for each in (base, mine, later))
        if ours == was and now is not None:
            edits.append(Edit((key,), str(now) if now >= least else ""))
    return edit_values(mine.head, edits)
