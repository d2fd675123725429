"""In: a quotation that fits nowhere, or twice. Out: the fault, with the nearest words and the edit that mends it.

Must not anchor anything: what is near is shown, never taken.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from generator.core.diagnostics import Diagnostic, did_you_mean, error
from generator.core.fields import locate
from generator.core.model import Block, Quote
from generator.core.nearness import Near, changed_meaning, find_near
from generator.core.quotes import Match, deciding_context
from generator.core.records import ClaimRecord
from generator.core.text import Place, Text

_SHOWN = 3  # how many places of a quotation that fits often are shown
_AROUND = 24  # code points on either side of a quotation, to tell its places apart


@dataclass(frozen=True, slots=True)
class Misfit:
    """A claim that is at fault: its file, its position there, its record, and the article's file."""

    text: Text
    index: int
    record: ClaimRecord
    article: Text

    def place(self, key: str) -> Place:
        """Where one of its values stands."""
        return locate(self.text, ("claim", self.index, key))


def say_no_scope(misfit: Misfit, known: Iterable[str]) -> Diagnostic:
    """`in` names a block or a comment that is not there."""
    wanted = misfit.record.in_
    names = [name for name in known if name]
    if wanted.startswith("comment"):
        comments = [name for name in names if name.startswith("comment ")]
        hint = did_you_mean(wanted, comments) or 'write in = "comment 2.1", with the comment\'s id'
        return error("unknown-comment", f"there is no {wanted!r} in this thread", misfit.place("in"), hint)
    blocks = [name for name in names if not name.startswith("comment ")]
    hint = did_you_mean(wanted, blocks) or f"the article has {', '.join(blocks[:2])} to {blocks[-1]}"
    return error("unknown-block", f"there is no block {wanted!r} in this article", misfit.place("in"), hint)


def say_not_found(misfit: Misfit, scope: Sequence[Block], elsewhere: Sequence[str]) -> Diagnostic:
    """The quotation stands nowhere in its scope; shows where it does stand, or the nearest words there are."""
    record = misfit.record
    message = f"these words do not stand in {_name_scope(record.in_)}"
    place = misfit.place("quote")
    if elsewhere:
        hint = " or ".join(f"in = {_write(name)}" for name in elsewhere[:_SHOWN])
        return error("quote-not-found", message, place, f"they stand elsewhere: {hint}")
    nearest = _find_nearest(record.quote, scope)
    if nearest is None:
        return error("quote-not-found", message, place, "copy the words from the text, exactly")
    block, near = nearest
    printed = block.words[near.span.start : near.span.end]
    related = (
        [(f"nearest, in {block.id}: {_write(printed)}", misfit.article.line_place(block.line))] if block.line else []
    )
    if changed := changed_meaning(printed, record.quote):
        there, here = changed
        said = f"the text changed in meaning: it has {_or_nothing(there)} where the quotation has {_or_nothing(here)}"
        hint = f"read the claim again; the text says {_write(printed)}"
        return error("quote-not-found", f"{message}: {said}", place, hint, related)
    return error("quote-not-found", message, place, f"quote = {_write(printed)}", related)


def say_found_twice(misfit: Misfit, fits: Sequence[tuple[Block, Match]]) -> Diagnostic:
    """The quotation fits in several places; shows them, and what tells each from the others."""
    record = misfit.record
    message = f"these words stand {len(fits)} times in {_name_scope(record.in_)}"
    related = [
        (f"here, in {block.id}: {_write(_around(block.words, match))}", misfit.article.line_place(block.line))
        for block, match in fits[:_SHOWN]
        if block.line
    ]
    return error("quote-found-twice", message, misfit.place("quote"), "\n".join(_decide(record, fits)), related)


def _decide(record: ClaimRecord, fits: Sequence[tuple[Block, Match]]) -> list[str]:
    blocks = list(dict.fromkeys(block.id for block, _ in fits))
    if len(blocks) == len(fits) and not record.in_:
        return [f"for the one in {block}, in = {_write(block)}" for block in blocks[:_SHOWN]]
    hints: list[str] = []
    for name in blocks:
        held = [(block, match) for block, match in fits if block.id == name]
        words = held[0][0].words
        quote = Quote(record.quote, record.before, record.after)
        for number, (before, after) in enumerate(deciding_context(words, quote, [match for _, match in held]), 1):
            keys = [f"{key} = {_write(value)}" for key, value in (("before", before), ("after", after)) if value]
            hints.append(f"for number {number} in {name}, {' and '.join(keys)}" if keys else f"in = {_write(name)}")
    return hints[: 2 * _SHOWN]


def _find_nearest(quote: str, scope: Sequence[Block]) -> tuple[Block, Near] | None:
    found = [(block, near) for block in scope if (near := find_near(block.words, quote))]
    return max(found, key=lambda each: each[1].likeness, default=None)


def _name_scope(scope: str) -> str:
    if not scope:
        return "this article"
    return scope if scope.startswith("comment ") else f"block {scope!r}"


def _around(words: str, match: Match) -> str:
    start, end = max(0, match.spans[0].start - _AROUND), match.spans[-1].end + _AROUND
    left, right = "… " if start else "", " …" if end < len(words) else ""
    return f"{left}{words[start:end]}{right}".replace("\n", " ")


def _or_nothing(words: str) -> str:
    return f"“{words}”" if words else "nothing"


def _write(words: str) -> str:
    """The words as a TOML string on one line."""
    return json.dumps(words, ensure_ascii=False)
