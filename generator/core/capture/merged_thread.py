"""In: a thread as imported, as edited since, and as a later capture has it. Out: one thread, and what became of whom.

Must not lose a comment, give its id to another, or change what an archivist wrote about it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from generator.core.capture.same_comments import match_comments
from generator.core.capture.thread_tables import (
    Table,
    ThreadTables,
    join_tables,
    read_tables,
    rename_comments,
    write_keys,
)
from generator.core.capture.writing import write_string
from generator.core.comment_tree import measure_tree
from generator.core.model import Comment
from generator.core.toml_edits import Edit, edit_values

GONE = "no longer on the page"
_SILENT = f"its words are {GONE}"
_PAGE = ("parent", "author", "author_basis", "date", "gaps", "answers")  # what a page says of a comment, words apart
_MARK = re.compile(rf"(?:; )?(?:its words are )?{GONE}(?:, as it was saved on [^;]*)?$")


@dataclass(frozen=True, slots=True)
class Matched:
    """One comment of either capture: its id here, or '' in the one that has it not; and which keys differ."""

    id: str
    was: Comment | None
    now: Comment | None
    changed: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()  # that both sides have changed: the archivist's word stands
    silent: bool = False  # the later page shows it without its words


@dataclass(frozen=True, slots=True)
class MergedThread:
    """thread.toml, and every comment of both captures."""

    text: str
    comments: tuple[Matched, ...]


def merge_threads(base: str | None, mine: str, later: str, *, own_ids: bool, captured: str = "") -> MergedThread:
    """Three versions become one: in the later page's order, each comment that is gone from it after the one it stood
    after, and marked. What an archivist wrote stays; of what a page says, the later page's word is taken.

    All three are thread.toml as text, without a fault that `check` would tell; `base` is None where it is not known.
    """
    edited, page = read_tables(mine), read_tables(later)
    start = read_tables(mine if base is None else base)
    first = match_comments(_comments(edited), _comments(start), own_ids=own_ids)
    bases = {first[number]: _call(table, first) for number, table in start.tables.items() if number in first}
    before = match_comments(_comments(edited), _comments(page), own_ids=own_ids)
    names = _name_new(page.tables, before, edited.tables)
    now = {names[number]: _call(table, names) for number, table in page.tables.items()}
    now = _fill_parents(now, edited.tables)
    when = f", as it was saved on {captured}" if captured else ""
    merged: dict[str, str] = {}
    told: dict[str, Matched] = {}
    for number, table in now.items():
        ours = edited.tables.get(number) if number in before.values() else None
        if ours is None:
            told[number] = Matched(number, None, table.comment)
            merged[number] = write_keys(table, table, ("id", "parent", "answers", "format"), edited.format)
        else:
            was = _suppose(ours, table) if base is None else bases.get(number)
            told[number] = _compare(was, ours, table)
            written = replace(ours, source=write_keys(ours, table, told[number].changed, edited.format))
            merged[number] = _mark(written, f"{_SILENT}{when}" if told[number].silent else "")
    after = _place_gone(edited.tables, merged)
    for number in (each for gone in after.values() for each in gone):
        told[number] = Matched(number, edited.tables[number].comment, None)
        merged[number] = _mark(edited.tables[number], f"{GONE}{when}")
    order = [*after[""], *(each for number in now for each in (number, *after[number]))]
    head = _merge_head(start, edited, page, len(order))
    text = join_tables(head, [(each, merged[each]) for each in order], list(edited.tables))
    return MergedThread(text, tuple(told[each] for each in order))


def _call(table: Table, names: Mapping[str, str]) -> Table:
    """The comment, it and those it names called as they are here."""
    return replace(table, record=rename_comments(table.record, names) | {"id": names[table.record["id"]]})


def _fill_parents(now: Mapping[str, Table], edited: Mapping[str, Table]) -> dict[str, Table]:
    """The later comments, those at top level below the parent they had, where that is gone from the page or the page
    nests none any more; not where they would answer each other in a circle."""
    flat = not any("parent" in table.record for table in now.values())
    filled = dict(now)
    for number, table in now.items():
        parent = edited[number].record.get("parent", "") if number in edited else ""
        if parent and "parent" not in table.record and (flat or parent not in now):
            filled[number] = replace(table, record={**table.record, "parent": parent})
    parents = {number: str(table.record.get("parent", "")) for number, table in {**edited, **filled}.items()}
    circles = measure_tree(parents).circles
    return filled | {each: now[each] for circle in circles for each in circle if each in now}


def _place_gone(edited: Iterable[str], here: Mapping[str, str]) -> dict[str, list[str]]:
    """The comments that are not here, each by the last one before it that is; '' where there is none."""
    after: dict[str, list[str]] = defaultdict(list)
    last = ""
    for number in edited:
        if number in here:
            last = number
        else:
            after[last].append(number)
    return after


def _comments(thread: ThreadTables) -> Sequence[Comment]:
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


def _suppose(mine: Table, later: Table) -> Table:
    """What the earlier capture is taken to have said where none is kept: whatever the later one speaks of as well."""
    return replace(mine, record={key: value for key, value in mine.record.items() if key in later.record})


def _compare(base: Table | None, mine: Table, later: Table) -> Matched:
    """The keys that the later page has changed, and those of which it and the archivist say different things. What it
    does not speak of any more it has not changed, but for a parent: a page that nests says so by naming none."""
    changed, kept = [], []
    silent = bool(mine.comment.blocks and not later.comment.blocks)
    for key in _PAGE:
        was, ours, now = (each.record.get(key) if each else None for each in (base, mine, later))
        speaks = not silent if key == "gaps" else now is not None or key == "parent"
        if speaks and ours != now:
            changed += [key] if ours == was else []
            kept += [key] if was not in (ours, now) else []
    if not silent and not mine.says(later):
        as_it_was = base is not None and mine.says(base)
        changed += ["text"] if as_it_was else []
        kept += ["text"] if not as_it_was and not (base is not None and base.says(later)) else []
    return Matched(later.record["id"], mine.comment, later.comment, tuple(changed), tuple(kept), silent)


def _mark(table: Table, mark: str) -> str:
    """The comment with a mark in its label, or without one; a cover over its words is left as it is."""
    label = str(table.record.get("label", ""))
    plain = _MARK.sub("", label)
    if (mark and (table.record.get("cover") or plain != label)) or (not mark and plain == label):
        return table.source
    value = "; ".join(filter(None, (plain, mark)))
    return edit_values(
        table.source, (Edit(("comment", 0, "label"), write_string(value) if value else "", ("comment", 0, "id")),)
    )


def _merge_head(base: ThreadTables, mine: ThreadTables, later: ThreadTables, present: int) -> str:
    """What stands above the comments: the counts a page states are the later page's, where nobody has put others. One
    that the comments here belie is left out."""
    edits = []
    for key, least in (("stated", present), ("max_depth", 0)):
        was, ours, now = (each.record.get(key) for each in (base, mine, later))
        count = ours if now is None else now
        if ours == was and count is not None and count < least:
            edits.append(Edit((key,), ""))
        elif ours == was and now is not None:
            edits.append(Edit((key,), str(now)))
    return edit_values(mine.head, edits)
