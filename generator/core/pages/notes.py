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
_TEXT_LINE = 1.72
_TEXT_WIDTH = 67  # characters
_TEXT_GAP = 0.95
_NOTE_LINE = 1.13
_NOTE_WIDTH = 43
_NOTE_GAP = 0.7
_SIDE_EDGE = 0.75  # above and below the notes of one row, less the gap after the last
_MAY_DRIFT = 7.0  # how far below its row a note may begin before notes say less
_PICTURED = (BlockKind.CAPTION, BlockKind.CREDIT)


class Form(StrEnum):
    """How much a short note says."""

    FULL = "full"
    BRIEF = "brief"
    LINE = "line"


@dataclass(frozen=True, slots=True)
class SideNote:
    """A short note; `same` when voice, footing, way and day repeat the note above it.

    `more` are claims right after it that answer no question and differ from it in nothing a short note would say.
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


class Margin:
    """Keeps account, down one text, of how far the notes have fallen behind it."""

    def __init__(self) -> None:
        self._behind = 0.0
        self._above: ClaimView | None = None

    def set_notes(self, claims: Sequence[ClaimView], room: float) -> tuple[SideNote, ...]:
        """The notes of one row, each as full as it may be without the row's notes falling too far behind."""
        notes = list(self._group(claims))
        for wanted in (Form.BRIEF, Form.FULL):
            for at, note in enumerate(notes):
                tried = [*notes[:at], replace(note, form=wanted), *notes[at + 1 :]]
                if self._behind + _total(tried) - room <= _MAY_DRIFT:
                    notes = tried
        self._behind = max(0.0, self._behind + _total(notes) - room)
        return tuple(notes)

    def _group(self, claims: Iterable[ClaimView]) -> list[SideNote]:
        notes: list[SideNote] = []
        for claim in claims:
            same = self._above is not None and _manner(self._above) == _manner(claim)
            if notes and same and not claim.question and not notes[-1].claim.question:
                notes[-1] = replace(notes[-1], more=(*notes[-1].more, claim))
            else:
                notes.append(SideNote(claim, Form.LINE, same))
            self._above = claim
        return notes


def lay_rows(blocks: Iterable[Block], claims: Mapping[str, ClaimView], margin: Margin) -> tuple[Row, ...]:
    """Rows in reading order; a claim's note stands beside the row in which its words end."""
    rows: list[list[Block]] = []
    for block in blocks:
        if rows and (block.joined or _same_picture(rows[-1][-1], block)):
            rows[-1].append(block)
        else:
            rows.append([block])
    return tuple(_make_row(row, claims, margin) for row in rows)


def claims_in(blocks: Iterable[Block], claims: Mapping[str, ClaimView]) -> list[ClaimView]:
    """The claims whose words end in these blocks, by number."""
    ended = {claim for block in blocks for piece in block.pieces for claim in piece.ends}
    return sorted((claims[claim] for claim in ended if claim in claims), key=lambda claim: claim.number)


def text_height(words: str) -> float:
    """About how tall a paragraph stands, in rem."""
    return _lines(len(words), _TEXT_WIDTH) * _TEXT_LINE + _TEXT_GAP


def _make_row(blocks: Sequence[Block], claims: Mapping[str, ClaimView], margin: Margin) -> Row:
    room = sum(text_height(block.words) for block in blocks)
    return Row(
        kind=_kind(blocks),
        blocks=tuple(show_block(block, claims) for block in blocks),
        side=margin.set_notes(claims_in(blocks, claims), room),
    )


def _same_picture(above: Block, block: Block) -> bool:
    return above.kind in _PICTURED and block.kind is BlockKind.CREDIT


def _kind(blocks: Sequence[Block]) -> str:
    if blocks[0].kind in _PICTURED:
        shown = any("<img" in piece.html for block in blocks for piece in block.pieces)
        return "picture" if shown else "photo" if blocks[0].kind is BlockKind.CAPTION else "text"
    return "deck" if blocks[0].kind is BlockKind.DECK else "text"


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
        asked = len(claim.question) + len(claim.quiet or claim.answer) + 3
        lines = _lines(len(claim.who) + via + more) + (_lines(asked) if claim.question else 0)
        return lines * _NOTE_LINE + _NOTE_GAP
    lines = _lines(len(claim.who) + more + (0 if note.same else len(claim.role)))
    if not note.same:
        lines += _lines(len(claim.basis) + sum(len(hop.label) + 3 for hop in claim.chain) + len(claim.when))
    if claim.question:
        others = [each for each in claim.others if each.mark != "unk"][:4]
        told = sum(len(each.label) + 4 + sum(len(name) + 2 for name in each.names[:3]) for each in others)
        told += sum(len(name) + 2 for name in claim.agrees[:3]) + len(claim.quiet or claim.answer) + 18
        lines += _lines(len(claim.question)) + _lines(told)
    return lines * _NOTE_LINE + _NOTE_GAP


def _lines(length: int, width: int = _NOTE_WIDTH) -> int:
    return max(1, -(-length // width))
