"""In: a claims.toml, and the blocks and comments of its article. Out: its claims, each on its words, numbered.

Must not look at sources or questions: their ids stay ids until the archive is joined.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial

from generator.core.anchoring import Anchor, find_anchor
from generator.core.dates import read_when
from generator.core.diagnostics import Checked, Diagnostic, error
from generator.core.fields import locate, point_at, read_record
from generator.core.ground import Scene, lay_ground
from generator.core.markdown import read_note
from generator.core.marks import Marks, mark_block
from generator.core.model import Amount, Block, Claim, Limits, Quote, Span, Thread
from generator.core.records import ClaimRecord, ClaimsRecord
from generator.core.safe_html import Html
from generator.core.text import Text


def read_claims(text: Text) -> Checked[tuple[ClaimRecord, ...]]:
    """The claims as they are written, in the order of the file."""
    read = read_record(text, ClaimsRecord)
    if read.value is None:
        return Checked(None, read.diagnostics)
    records = read.value.claim
    first: dict[str, int] = {}
    found: list[Diagnostic] = []
    for index, record in enumerate(records):
        known = first.setdefault(record.id, index)
        if known != index:
            related = (("it was first given here", locate(text, ("claim", known, "id"))),)
            words = f"the claim {record.id!r} is given twice"
            place = locate(text, ("claim", index, "id"))
            found.append(error("repeated-claim", words, place, "give one of them another id", related))
    return Checked(records, (*read.diagnostics, *found))


def anchor_claims(
    text: Text, records: Sequence[ClaimRecord], scene: Scene, limits: Limits | None = None, *, strict: bool = True
) -> Checked[tuple[Claim, ...]]:
    """Put every claim on its words, in order of reading: title, summary, body, then the comments.

    Each quotation must have one place; a claim without one has no block and no spans, comes last, and is a fault: where
    not `strict`, one that only lost its place is a warning.
    """
    ground = lay_ground(text, scene, strict=strict, many=len(records) > _MANY)
    found: list[Diagnostic] = []
    placed: list[tuple[tuple[int, ...], Claim]] = []
    for index, record in enumerate(records):
        anchor, faults = find_anchor(ground, index, record)
        found += faults
        note = read_note(record.note, partial(point_at, text, ("claim", index, "note")), limits or Limits())
        found += note.diagnostics
        placed.append((_order(anchor, index), _make_claim(index, record, anchor, note.value or Html())))
    placed.sort(key=lambda each: each[0])
    return Checked(tuple(replace(claim, number=number) for number, (_, claim) in enumerate(placed, 1)), tuple(found))


_MANY = 30  # claims of an article, from which on looking for each in every block costs more than an index


def mark_blocks(blocks: Iterable[Block], claims: Sequence[Claim]) -> tuple[Block, ...]:
    """The blocks, cut where claims begin and end."""
    marks = _marks(claims)
    return tuple(mark_block(block, marks[block.id]) if block.id in marks else block for block in blocks)


def mark_thread(thread: Thread, claims: Sequence[Claim]) -> Thread:
    """The thread, its comments' blocks cut where claims begin and end."""
    marks = _marks([claim for claim in claims if claim.comment])
    if not marks:
        return thread
    comments = (
        replace(comment, blocks=tuple(mark_block(block, marks.get(block.id, ())) for block in comment.blocks))
        if any(block.id in marks for block in comment.blocks)
        else comment
        for comment in thread.comments
    )
    return replace(thread, comments=tuple(comments))


def _marks(claims: Iterable[Claim]) -> dict[str, Marks]:
    marks: dict[str, list[tuple[str, tuple[Span, ...]]]] = {}
    for claim in sorted(claims, key=lambda each: each.number):
        if claim.block:
            marks.setdefault(claim.block, []).append((claim.id, claim.spans))
    return {block: tuple(each) for block, each in marks.items()}


def _order(anchor: Anchor | None, index: int) -> tuple[int, ...]:
    """Where a claim comes in reading: its block, its first word, the longer of two first; lost ones last."""
    if anchor is None:
        return (1, 0, 0, 0, index)
    spans = anchor.match.spans
    return (0, anchor.spot.order, spans[0].start, -spans[-1].end, index)


def _make_claim(index: int, record: ClaimRecord, anchor: Anchor | None, note: Html) -> Claim:
    kind, _, comment = record.in_.partition(" ")
    return Claim(
        id=record.id,
        index=index,
        number=0,
        quote=Quote(record.quote, record.before, record.after),
        block=anchor.spot.block.id if anchor else "",
        spans=anchor.match.spans if anchor else (),
        says=record.says,
        basis=record.basis,
        stance=record.stance,
        comment=comment if kind == "comment" else "",
        refs=record.ref,
        speaker=record.speaker,
        unnamed=record.unnamed,
        because=record.because,
        via=record.via,
        hedge=record.hedge,
        said=record.said,
        date=read_when(record.date) if record.date is not None else None,
        date_basis=record.date_basis,
        question=record.question,
        answer=record.answer,
        amount=_make_amount(record),
        cites=record.cites,
        note=note,
        rung=anchor.match.rung if anchor else 0,
    )


def _make_amount(record: ClaimRecord) -> Amount | None:
    low = record.low if record.value is None else record.value
    high = record.high if record.value is None else record.value
    if low is None and high is None:
        return None
    as_of = record.as_of if record.as_of is not None else record.date
    when = read_when(as_of) if as_of is not None else None
    return Amount(low, high, record.qualifier or "", record.predicate, when)
