"""In: an article's blocks and claims. Out: its rows of text, each with the short notes that stand beside it.

Must not place anything on a page: it weighs how much room there is, and the stylesheet floats the notes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from generator.core.model import Block, BlockKind
from generator.core.pages.blocks import BlockView, show_block
from generator.core.pages.claims import ClaimView

# Estimates in rem at the size the stylesheet gives; they choose how much a note says, never where it stands.
_TEXT_LINE = 1.82
_TEXT_WIDTH = 67  # characters
_TEXT_GAP = 1.0
_NOTE_LINE = 1.13
_NOTE_WIDTH = 43
_NOTE_GAP = 0.7
_SIDE_EDGE = 0.1  # above and below the notes of one row, less the gap after the last
_MAY_DRIFT = 5.0  # how far below its row a note may begin before notes say less
_PICTURED = (BlockKind.CAPTION, BlockKind.CREDIT)


class Form(StrEnum):
    """How much a short note says."""

    FULL = "full"
    SIDED = "sided"  # all but the role, the footing and the way
    BRIEF = "brief"
    LINE = "line"


@dataclass(frozen=True, slots=True)
class SideNote:
    """A short note; `same` when voice, footing, way and day repeat the note above it beside the same row.

    `more` are claims right after it that differ from it in nothing a short note would say.
    """

    claim: ClaimView
    form: Form
    same: bool
    more: tuple[ClaimView, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A run of blocks that share an element, or one photograph's caption and credit."""

    kind: str  # text, deck, photo (recorded, not held), picture (shown)
    blocks: tuple[BlockView, ...]
    side: tuple[SideNote, ...]


@dataclass(frozen=True, slots=True)
class Space:
    """The claims that end in one row, and how tall the row stands, in rem."""

    claims: tuple[ClaimView, ...]
    room: float


def set_notes(column: Sequence[Space]) -> tuple[tuple[SideNote, ...], ...]:
    """The notes of each row of a column: all of them a little fuller before any is fuller still.

    None falls further behind its row than may be, unless the shortest notes do.
    """
    notes = [_group(space.claims) for space in column]
    if not any(notes):
        return ((),) * len(column)
    behind = _fall_behind(column, [_total(row) for row in notes])
    heights = [_total(row) for row in notes]
    for wanted in (Form.BRIEF, Form.SIDED, Form.FULL):
        for at, row in enumerate(notes):
            for place, note in enumerate(row):
                fuller = SideNote(note.claim, wanted, note.same, note.more)
                tried = _total([*row[:place], fuller, *row[place + 1 :]])
                if (moved := _try_height(column, heights, behind, at, tried)) is not None:
                    row[place] = fuller
                    heights[at] = tried
                    behind[at : at + len(moved)] = moved
    return tuple(map(tuple, notes))


def _fall_behind(column: Sequence[Space], heights: Sequence[float]) -> list[float]:
    """How far, after each row, its notes end below it."""
    behind: list[float] = []
    for space, height in zip(column, heights, strict=True):
        behind.append(max(0.0, (behind[-1] if behind else 0.0) + height - space.room))
    return behind


def _try_height(
    column: Sequence[Space], heights: Sequence[float], behind: Sequence[float], at: int, height: float
) -> list[float] | None:
    """What falls behind, from a row on, if its notes are this tall; None if that is more than may be."""
    moved: list[float] = []
    for row in range(at, len(column)):
        above = moved[-1] if moved else behind[row - 1] if row else 0.0
        now = max(0.0, above + (height if row == at else heights[row]) - column[row].room)
        if now > max(_MAY_DRIFT, behind[row]):
            return None
        if moved and now == behind[row]:
            break
        moved.append(now)
    return moved


def _group(claims: Iterable[ClaimView]) -> list[SideNote]:
    notes: list[SideNote] = []
    above: ClaimView | None = None
    for claim in claims:
        same = above is not None and _manner(above) == _manner(claim)
        if notes and same and _answer(notes[-1].claim) == _answer(claim):
            notes[-1] = replace(notes[-1], more=(*notes[-1].more, claim))
        else:
            notes.append(SideNote(claim, Form.LINE, same))
        above = claim
    return notes


def lay_rows(
    opening: Iterable[Block], blocks: Iterable[Block], claims: Mapping[str, ClaimView]
) -> tuple[tuple[SideNote, ...], tuple[Row, ...]]:
    """The notes to what opens the report, and its rows; a claim's note stands beside the row in which its words end."""
    rows: list[list[Block]] = []
    for block in blocks:
        if rows and (block.joined or _same_picture(rows[-1][-1], block)):
            rows[-1].append(block)
        else:
            rows.append([block])
    spaces = [Space(tuple(claims_in(row, claims)), sum(text_height(block.words) for block in row)) for row in rows]
    head, *sides = set_notes([Space(tuple(claims_in(opening, claims)), 0.0), *spaces])
    return head, tuple(
        Row(_kind(row), tuple(show_block(block, claims) for block in row), side)
        for row, side in zip(rows, sides, strict=True)
    )


def claims_in(blocks: Iterable[Block], claims: Mapping[str, ClaimView]) -> list[ClaimView]:
    """The claims whose words end in these blocks, by number."""
    ended = {claim for block in blocks for piece in block.pieces for claim in piece.ends}
    return sorted((claims[claim] for claim in ended if claim in claims), key=lambda claim: claim.number)


def text_height(words: str) -> float:
    """About how tall a paragraph stands, in rem."""
    return _lines(len(words), _TEXT_WIDTH) * _TEXT_LINE + _TEXT_GAP


def _same_picture(above: Block, block: Block) -> bool:
    return above.kind in _PICTURED and block.kind is BlockKind.CREDIT


def _kind(blocks: Sequence[Block]) -> str:
    if blocks[0].kind in _PICTURED:
        shown = any("<img" in piece.html for block in blocks for piece in block.pieces)
        return "picture" if shown else "photo" if blocks[0].kind is BlockKind.CAPTION else "text"
    return "deck" if blocks[0].kind is BlockKind.DECK else "text"


def _answer(claim: ClaimView) -> tuple[str, str, str]:
    return (claim.question, claim.answer, claim.quiet)


def _manner(claim: ClaimView) -> tuple[object, ...]:
    return (claim.who, claim.basis, claim.chain, claim.when)


def _total(notes: Sequence[SideNote]) -> float:
    return sum(map(_height, notes)) + (_SIDE_EDGE if notes else 0.0)


def _height(note: SideNote) -> float:
    """About how tall a short note stands, in rem."""
    claim = note.claim
    if note.form is Form.LINE:
        return _NOTE_LINE + _NOTE_GAP / 4
    more = 7 * len(note.more)
    if note.form is Form.BRIEF:
        via = sum(len(hop.label) + 6 for hop in claim.chain[1:-1])
        asked = len(claim.question) + len(claim.quiet or claim.answer) + 3 + 10 * (claim.state == "disputed")
        lines = _lines(len(claim.who) + via + more) + (_lines(asked) if claim.question else 0)
        return lines * _NOTE_LINE + _NOTE_GAP
    full = note.form is Form.FULL and not note.same
    lines = _lines(len(claim.who) + more + (len(claim.role) if full else 0))
    if full:
        lines += _lines(len(claim.basis) + sum(len(hop.label) + 3 for hop in claim.chain) + len(claim.when))
    if claim.question:
        others = claim.spoken[:4]
        told = sum(len(each.label) + 4 + sum(len(name) + 2 for name in each.names[:3]) for each in others)
        told += sum(len(name) + 2 for name in claim.agrees[:3]) + len(claim.quiet or claim.answer) + 18
        lines += _lines(len(claim.question)) + _lines(told)
    return lines * _NOTE_LINE + _NOTE_GAP


def _lines(length: int, width: int = _NOTE_WIDTH) -> int:
    return max(1, -(-length // width))
