"""In: an article's blocks and claims. Out: its rows of text, each with the short notes that stand beside it.

Must not place anything on a page: it weighs how much room there is, and the stylesheet floats the notes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from generator.core.model import Block, BlockKind
from generator.core.pages.blocks import BlockView, show_block
from generator.core.pages.claims import ClaimView

# Estimates in rem at the size the stylesheet gives; they choose how much a note says, never where it stands.
_TEXT_LINE = 1.72
_TEXT_WIDTH = 66  # characters
_TEXT_GAP = 0.95
_NOTE_LINE = 1.15
_NOTE_WIDTH = 40
_NOTE_GAP = 0.85
_MAY_DRIFT = 7.0  # how far below its row a note may begin before notes say less
_PICTURED = (BlockKind.CAPTION, BlockKind.CREDIT)


class Form(StrEnum):
    """How much a short note says."""

    FULL = "full"
    BRIEF = "brief"
    LINE = "line"


@dataclass(frozen=True, slots=True)
class SideNote:
    """A short note; `same` when voice, footing, way and day repeat the note above it."""

    claim: ClaimView
    form: Form
    same: bool


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
        """The notes of one row in the richest form that does not fall too far behind."""
        forms = [Form.FULL, Form.BRIEF, Form.LINE]
        made: tuple[SideNote, ...] = ()
        need = 0.0
        for form in forms:
            made = tuple(self._make(claims, form))
            need = sum(_height(note) for note in made)
            if self._behind + need - room <= _MAY_DRIFT:
                break
        self._behind = max(0.0, self._behind + need - room)
        self._above = claims[-1] if claims else self._above
        return made

    def _make(self, claims: Iterable[ClaimView], form: Form) -> Iterable[SideNote]:
        above = self._above
        for claim in claims:
            yield SideNote(claim, form, above is not None and _manner(above) == _manner(claim))
            above = claim


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


def _height(note: SideNote) -> float:
    """About how tall a short note stands, in rem."""
    claim = note.claim
    who = len(claim.who) + len(claim.role)
    how = len(claim.basis) + sum(len(hop.label) + 3 for hop in claim.chain) + len(claim.when)
    answer = len(claim.question) + len(claim.answer) + 3
    others = sum(
        len(each.label) + sum(len(name) + 2 for name in each.names) for each in claim.others if each.mark != "unk"
    )
    if note.form is Form.LINE:
        lines = 1
    elif note.form is Form.BRIEF:
        lines = _lines(len(claim.who) + 8, _NOTE_WIDTH) + (_lines(answer, _NOTE_WIDTH) if claim.question else 0)
    else:
        lines = _lines(who, _NOTE_WIDTH) + (0 if note.same else _lines(how, _NOTE_WIDTH))
        lines += (
            _lines(len(claim.question), _NOTE_WIDTH) + _lines(len(claim.answer) + others, _NOTE_WIDTH)
            if claim.question
            else 0
        )
    return lines * _NOTE_LINE + (_NOTE_GAP / 3 if note.form is Form.LINE else _NOTE_GAP)


def _lines(length: int, width: int) -> int:
    return max(1, -(-length // width))
