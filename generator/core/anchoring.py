"""In: a claim's quotation, and the blocks it may stand in. Out: its one place, or why there is none, and the remedy.

Must not choose: found twice is a fault, and the nearest words are only ever shown.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.core.diagnostics import Diagnostic, did_you_mean, error, warning
from generator.core.fields import locate
from generator.core.folding import EXACT, RUNGS, see
from generator.core.ground import Ground, Spot
from generator.core.model import Quote
from generator.core.nearness import changed_meaning, find_near
from generator.core.quotes import Match, deciding_context, find_on_rung, is_too_short, split_parts
from generator.core.records import ClaimRecord
from generator.core.text import Place


@dataclass(frozen=True, slots=True)
class Anchor:
    """The one place of a quotation."""

    spot: Spot
    match: Match


def find_anchor(ground: Ground, index: int, record: ClaimRecord) -> tuple[Anchor | None, tuple[Diagnostic, ...]]:
    """The place of the claim at a position in claims.toml, and the faults of its quotation."""
    quote = Quote(record.quote, record.before, record.after)
    if is_too_short(quote.exact):
        words = "a quote, and each part of it, needs at least two characters"
        place = _place_quote(ground, index)
        return None, (error("quote-too-short", words, place, "quote the words that the claim stands on"),)
    scope = _find_scope(ground, index, record)
    if isinstance(scope, Diagnostic):
        return None, (scope,)
    found = _find(ground, scope, quote)
    if not found:
        return None, (_say_lost(ground, scope, record, quote, _place_quote(ground, index)),)
    if len(found) > 1:
        return None, (_say_twice(ground, found, quote, _place_quote(ground, index)),)
    return found[0], tuple(_check_edges(ground, found[0], quote, index))


def _place_quote(ground: Ground, index: int) -> Place:
    return locate(ground.claims, ("claim", index, "quote"))


def _find(ground: Ground, scope: Sequence[Spot], quote: Quote) -> list[Anchor]:
    """Every place on the first rung on which there is any, in whatever block."""
    for rung in RUNGS:
        spots = _choose_spots(ground, scope, quote, rung)
        found = [Anchor(spot, match) for spot in spots for match in find_on_rung(spot.block.words, quote, rung)]
        if found:
            return found
    return []


def _choose_spots(ground: Ground, scope: Sequence[Spot], quote: Quote, rung: int) -> Sequence[Spot]:
    """The blocks that hold as much of a quotation as can be told at once: its first part."""
    first = split_parts(quote.exact)[0]
    if rung > EXACT:
        wanted = see(first, rung).text.strip()
        return [spot for spot in scope if wanted in ground.see(spot, rung)]
    if scope is ground.body and ground.by_word:  # a word with white space on both sides stands so in the block as well
        scope = min((ground.by_word.get(word, ()) for word in first.split()[1:-1]), key=len, default=scope)
    return [spot for spot in scope if first in spot.block.words]


def _find_scope(ground: Ground, index: int, record: ClaimRecord) -> tuple[Spot, ...] | Diagnostic:
    where = record.in_
    if not where:
        return ground.body
    kind, _, comment = where.partition(" ")
    if kind == "comment" and comment in ground.comments:
        return ground.named.get(where, ())
    if kind != "comment" and (spots := ground.named.get(where)):
        return spots
    place = locate(ground.claims, ("claim", index, "in"))
    if kind == "comment":
        hint = did_you_mean(where, [f"comment {each}" for each in ground.comments])
        hint = hint or ("" if ground.comments else "this article has no thread.toml with comments")
        return error("unknown-comment", f"there is no comment {comment!r} here", place, hint)
    names = [spot.block.id for spot in ground.body]
    hint = did_you_mean(where, names)
    if where in ground.comments:
        hint = f'in = "comment {where}"'
    elif not hint:
        hint = f"it has {', '.join(names[:_SHOWN])}" + (f" … {names[-1]}" if len(names) > _SHOWN else "")
    return error("unknown-block", f"there is no block {where!r} in this article", place, hint)


def _say_lost(ground: Ground, scope: Sequence[Spot], record: ClaimRecord, quote: Quote, place: Place) -> Diagnostic:
    """Nowhere: say what the nearest words are, or where else the words stand."""
    make = error if ground.strict else warning
    what = f"{_call(record.in_)} does not contain this quote"
    if quote.before or quote.after:
        plain = _find(ground, scope, Quote(quote.exact))
        if plain:
            sides = " and ".join(side for side in ("before", "after") if getattr(quote, side))
            related = [_show(ground, each, "the words stand here") for each in plain[:_SHOWN]]
            return make("quote-not-found", f"{what} beside this {sides}", place, f"mend {sides}", related)
    here = {spot.order for spot in scope}
    elsewhere = [
        Anchor(spot, match)
        for spot in ground.spots
        if spot.order not in here
        for match in find_on_rung(spot.block.words, quote, EXACT)
    ]
    if elsewhere:
        first = elsewhere[0]
        related = [_show(ground, first, "the words stand here")]
        return make("quote-not-found", what, place, f"in = {_write_toml(first.spot.name)}", related)
    nears = [(near.likeness, spot, near) for spot in scope if (near := find_near(spot.block.words, quote.exact))]
    if not nears:
        hint = "nothing in it is like this quote; copy the words from the text as it stands"
        return make("quote-not-found", what, place, hint)
    _, spot, near = max(nears, key=lambda each: (each[0], -each[1].order))
    printed = spot.block.words[near.span.start : near.span.end]
    related = [_show(ground, Anchor(spot, Match((near.span,), 0)), "the nearest words are here")]
    if changed := changed_meaning(printed, quote.exact):
        theirs, ours = (f"“{side}”" if side else "nothing" for side in changed)
        hint = f"text changed in meaning: it has {theirs} where the quote has {ours}; read it again before you mend it"
        return make("quote-not-found", what, place, hint, related)
    return make("quote-not-found", what, place, f"quote = {_write_toml(printed)}", related)


def _say_twice(ground: Ground, found: Sequence[Anchor], quote: Quote, place: Place) -> Diagnostic:
    """In several places: show them, and for each what would decide for it."""
    related = [_show(ground, each, f"place {number}") for number, each in enumerate(found[:_SHOWN], 1)]
    blocks = {each.spot.block.id: [one.match for one in found if one.spot == each.spot] for each in found}
    lines = []
    for number, each in enumerate(found[:_SHOWN], 1):
        here = blocks[each.spot.block.id]
        keys = [("in", each.spot.name)] if len({one.spot.name for one in found}) > 1 else []
        rivals = [one.match for one in found if one.spot.name == each.spot.name]
        if len(rivals) > 1:
            context = deciding_context(each.spot.block.words, quote, here)[here.index(each.match)]
            keys += [(key, words) for key, words in zip(("before", "after"), context, strict=True) if words]
        remedy = ", ".join(f"{key} = {_write_toml(words)}" for key, words in keys)
        lines.append(f"for place {number}: {remedy or 'quote more of it'}")
    count = str(len(found)) if len(found) < _MANY else f"{_MANY} or more"
    return error("quote-found-twice", f"this quote fits {count} places", place, "\n".join(lines), related)


def _check_edges(ground: Ground, anchor: Anchor, quote: Quote, index: int) -> Iterator[Diagnostic]:
    """A quotation that ends inside a number would follow it when the number changes."""
    printed, spans = anchor.spot.block.words, anchor.match.spans
    edges = [(span.start, bool(quote.before) and span is spans[0]) for span in spans]
    edges += [(span.end, bool(quote.after) and span is spans[-1]) for span in spans]
    for edge, is_told in edges:
        token = _token_around(printed, edge)
        if token and not is_told and any(each.isdigit() for each in token):
            sentence = f"this quote cuts the number {token!r} in two"
            related = [_show(ground, anchor, "it stands here")]
            yield error("quote-cuts-number", sentence, _place_quote(ground, index), "quote the whole number", related)
            return
    for edge, is_told in edges:
        token = _token_around(printed, edge)
        if token and not is_told:
            hint = "quote whole words; where the text itself has lost a space, say so with before or after"
            related = [_show(ground, anchor, "it stands here")]
            words = f"this quote cuts the word {token!r} in two"
            yield warning("quote-cuts-word", words, _place_quote(ground, index), hint, related)
            return


def _token_around(words: str, edge: int) -> str:
    """The number or word that goes on across an edge, '' where none does."""
    if not 0 < edge < len(words):
        return ""
    left, right = words[edge - 1], words[edge]
    if left.isdigit() and right in ".," and words[edge + 1 : edge + 2].isdigit():
        right = words[edge + 1]
    elif right.isdigit() and left in ".," and words[edge - 2 : edge - 1].isdigit():
        left = words[edge - 2]
    is_number = left.isdigit() and right.isdigit()
    is_word = _is_cased(left) and _is_cased(right)  # other scripts write words together, and cutting there is no sign
    if not is_number and not is_word:
        return ""
    belongs = (lambda each: each.isdigit() or each in ".,") if is_number else _is_cased
    start, end = edge, edge
    while start > 0 and belongs(words[start - 1]):
        start -= 1
    while end < len(words) and belongs(words[end]):
        end += 1
    return words[start:end].strip(".,")


def _is_cased(character: str) -> bool:
    return character.isalpha() and character.lower() != character.upper()


def _call(where: str) -> str:
    if not where:
        return "the article"
    return (
        where if where.startswith("comment ") else f"the {where}" if where in ("title", "summary") else f"block {where}"
    )


_SHOWN = 4  # places of a quotation that are listed
_MANY = 20


def _show(ground: Ground, anchor: Anchor, label: str) -> tuple[str, Place]:
    """The words in the file they come from; where markup cuts them there, the line of their block or comment."""
    block, span, comment = anchor.spot.block, anchor.match.spans[0], anchor.spot.comment
    printed = block.words[span.start : span.end].partition("\n")[0]
    text = ground.thread if comment else ground.article
    if text is None:
        path = f"{ground.claims.path.rpartition('/')[0]}/thread.toml".lstrip("/")
        return f"{label}, in {anchor.spot.name}: {_write_toml(printed)}", Place(path, 1, 1, 1, "")
    start = max(0, text.content.find(f'"{comment}"')) if comment else text.start_of(block.line)
    at = start - 1
    for _ in range(block.words.count(printed, 0, span.start) + 1):
        at = text.content.find(printed, at + 1)
        if at < 0 or at > start + 2 * len(block.words) + _MARKUP:
            return label, text.place(start, start + len(comment) + 2) if comment else text.line_place(block.line)
    return label, text.place(at, at + len(printed))


_MARKUP = 500  # characters that markup may add to a block in its file


def _write_toml(words: str) -> str:
    """A TOML string, literal where that reads better."""
    if '"' in words and not set(words) & set("'\n\r\t\\"):
        return f"'{words}'"
    return json.dumps(words, ensure_ascii=False)
