"""In: blocks and the claims on them. Out: their pieces with what begins, lies and ends on each.

Must not make HTML: it carries what the gate let through, and names what the template puts between.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup as Html  # only carried

from generator.core import urls
from generator.core.model import Block, BlockKind, Piece
from generator.core.pages.claims import ClaimView

_STRONGEST = ("disputed", "agreed", "single", "alone")  # which state a piece shows where claims overlap


@dataclass(frozen=True, slots=True)
class RefView:
    """The number at the end of a claim's words."""

    id: str  # of the claim
    number: int
    note: str  # the address of its note: a fragment, or another page and a fragment
    state: str


@dataclass(frozen=True, slots=True)
class PieceView:
    """A run of words: `claims` lie on it, `anchors` (ids) begin with it, `refs` end with it."""

    html: Html
    claims: tuple[str, ...]
    state: str
    anchors: tuple[str, ...]
    refs: tuple[RefView, ...]


@dataclass(frozen=True, slots=True)
class BlockView:
    id: str
    kind: BlockKind
    opening: Html
    closing: Html
    pieces: tuple[PieceView, ...]


def show_block(block: Block, claims: Mapping[str, ClaimView], notes: str = "") -> BlockView:
    """A block with its claims; `notes` is the page that holds the notes, '' where it is this one."""
    return BlockView(
        id=block.id,
        kind=block.kind,
        opening=block.opening,
        closing=block.closing,
        pieces=tuple([_show_piece(piece, claims, notes) for piece in block.pieces]),
    )


def _show_piece(piece: Piece, claims: Mapping[str, ClaimView], notes: str) -> PieceView:
    if not (piece.claims or piece.starts or piece.ends):
        return PieceView(piece.html, (), _STRONGEST[-1], (), ())
    return PieceView(
        html=piece.html,
        claims=piece.claims,
        state=_state(piece.claims, claims),
        anchors=tuple(urls.claim_fragment(claim) for claim in piece.starts),
        refs=tuple(_ref(claims[claim], notes) for claim in _in_order(piece.ends, claims)),
    )


def _state(lying: tuple[str, ...], claims: Mapping[str, ClaimView]) -> str:
    states = {claims[claim].state for claim in lying if claim in claims}
    return next((state for state in _STRONGEST if state in states), _STRONGEST[-1])


def _in_order(ends: tuple[str, ...], claims: Mapping[str, ClaimView]) -> list[str]:
    return sorted((claim for claim in ends if claim in claims), key=lambda claim: claims[claim].number)


def _ref(claim: ClaimView, notes: str) -> RefView:
    return RefView(claim.id, claim.number, f"{notes}#{urls.note_fragment(claim.id)}", claim.state)
