"""In: a block's words and a quotation. Out: where it stands in them: each place, if more than one; never a likeness.

Must not know of claims or blocks. Three rungs, as a person comparing two prints would climb them: the same
characters; the same but for typography; the same but for white space too.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from generator.core.folding import EXACT, RUNGS, SPACES, Folded, blind, see
from generator.core.model import Quote, Span

JOINT = " … "  # between the parts of a cut quotation
SHORTEST = 2  # characters that are not white space
MOST = 20  # places listed of a quotation that fits many times


@dataclass(frozen=True, slots=True)
class Match:
    """One place: a span for each part of the quotation, in order, and the rung on which it was found."""

    spans: tuple[Span, ...]
    rung: int


def find_quote(words: str, quote: Quote) -> tuple[Match, ...]:
    """Every place of a quotation on the first rung that has any, in order of reading; at most MOST.

    A quotation is tried whole, then in the parts that JOINT joins, which must follow each other. `before` and `after`
    must stand directly beside it; for them typography and white space do not count. Too short a one stands nowhere.
    """
    for rung in RUNGS:
        if found := find_on_rung(words, quote, rung):
            return found
    return ()


def find_on_rung(words: str, quote: Quote, rung: int) -> tuple[Match, ...]:
    """Every place of a quotation on one rung alone; its parts count only where it is nowhere in one piece."""
    if is_too_short(quote.exact):
        return ()
    found = _find_parts(words, (quote.exact.strip(),), quote, rung)
    if not found and JOINT in quote.exact and not _stands_whole(words, quote):
        found = _find_parts(words, split_parts(quote.exact), quote, rung)
    return found


def is_too_short(exact: str) -> bool:
    """Whether a quotation, or a part of it, is empty or a single character."""
    if exact[:SHORTEST].isalnum() and len(exact) >= SHORTEST and JOINT not in exact:
        return False  # as nearly all begin; asked for every block
    return any(len(blind(part)) < SHORTEST for part in split_parts(exact))


def split_parts(exact: str) -> tuple[str, ...]:
    """The parts of a cut quotation, without the white space around them."""
    return tuple(part.strip() for part in exact.split(JOINT))


def deciding_context(words: str, quote: Quote, matches: Sequence[Match]) -> tuple[tuple[str, str], ...]:
    """For each of several places in the same words, the shortest `before` and `after` that fit it and no other.

    Whole words, as they are printed; as few as will do, of one side if they will. ('', '') where nothing decides,
    which is where only the middle of a cut quotation differs.
    """
    return tuple(_tell_apart(words, match, [each for each in matches if each != match]) for match in matches)


def _stands_whole(words: str, quote: Quote) -> bool:
    return any(_find_parts(words, (quote.exact.strip(),), quote, rung) for rung in RUNGS)


def _find_parts(words: str, parts: Sequence[str], quote: Quote, rung: int) -> tuple[Match, ...]:
    """Every way to find the parts one after another with the right context, in order of reading; at most MOST."""
    places: list[list[Span]] = []
    for part in parts:
        places.append(_find_all(words, part, rung))
        if not places[-1]:
            return ()
    lasts = frozenset(span for span in places[-1] if _fits_after(words, span.end, quote.after))
    ways: list[tuple[Span, ...]] = [
        (first,) for first in reversed(places[0]) if lasts and _fits_before(words, first.start, quote.before)
    ]
    return tuple(Match(spans, rung) for spans in islice(_follow(ways, places, lasts), MOST))


def _follow(
    ways: list[tuple[Span, ...]], places: Sequence[Sequence[Span]], lasts: frozenset[Span]
) -> Iterator[tuple[Span, ...]]:
    """Carry each way through the places of the parts that are still to come."""
    for _ in range(_PATIENCE):
        if not ways:
            return
        way = ways.pop()
        if len(way) == len(places):
            if way[-1] in lasts:
                yield way
        else:
            ways.extend((*way, span) for span in reversed(places[len(way)]) if span.start >= way[-1].end)


def _find_all(words: str, part: str, rung: int) -> list[Span]:
    if rung == EXACT and part.strip() not in words:
        return []
    seen, wanted = see(words, rung), see(part, rung).text.strip()
    spans: list[Span] = []
    at = seen.text.find(wanted)
    while at >= 0 and len(spans) < _PATIENCE:
        last = at + len(wanted) - 1
        if rung == EXACT or _is_whole(seen, at, last):
            spans.append(seen.span(at, last) if rung > EXACT else Span(at, last + 1))
        at = seen.text.find(wanted, at + 1)
    return spans


def _is_whole(seen: Folded, first: int, last: int) -> bool:
    """Whether folded characters stand for whole characters of the words, marks included."""
    cut_before = first > 0 and seen.starts[first - 1] >= seen.starts[first]
    beyond = seen.text[last + 1 : last + 2]
    cut_after = bool(beyond) and (unicodedata.combining(beyond) > 0 or seen.starts[last + 1] < seen.ends[last])
    return not cut_before and not cut_after and not unicodedata.combining(seen.text[first])


def _fits_before(words: str, start: int, before: str) -> bool:
    wanted = blind(before)
    return not wanted or blind(words[max(0, start - _reach(before)) : start]).endswith(wanted)


def _fits_after(words: str, end: int, after: str) -> bool:
    wanted = blind(after)
    return not wanted or blind(words[end : end + _reach(after)]).startswith(wanted)


def _reach(context: str) -> int:
    """How many characters of the words a context may take up, white space and invisible ones included."""
    return 4 * len(context) + 200


_PATIENCE = 5_000  # places, or steps, after which a quotation fits so often that more would teach nothing


def _tell_apart(words: str, match: Match, others: Sequence[Match]) -> tuple[str, str]:
    befores, afters = _words_before(words, match.spans[0].start), _words_after(words, match.spans[-1].end)
    for count in range(max(len(befores), len(afters))):
        before = befores[min(count, len(befores) - 1)] if befores else ""
        after = afters[min(count, len(afters) - 1)] if afters else ""
        for context in ((before, ""), ("", after), (before, after)):
            if not any(_fits(words, other, context) for other in others):
                return context
    return "", ""


def _fits(words: str, match: Match, context: tuple[str, str]) -> bool:
    return _fits_before(words, match.spans[0].start, context[0]) and _fits_after(words, match.spans[-1].end, context[1])


def _words_before(words: str, end: int) -> list[str]:
    """The last word before a place, the last two, … each as printed."""
    starts: list[str] = []
    at = end
    while at > 0 and len(starts) < _WIDEST:
        while at > 0 and words[at - 1] in SPACES:
            at -= 1
        while at > 0 and words[at - 1] not in SPACES:
            at -= 1
        if words[at:end].strip():
            starts.append(words[at:end].strip())
    return starts


def _words_after(words: str, start: int) -> list[str]:
    ends: list[str] = []
    at = start
    while at < len(words) and len(ends) < _WIDEST:
        while at < len(words) and words[at] in SPACES:
            at += 1
        while at < len(words) and words[at] not in SPACES:
            at += 1
        if words[start:at].strip():
            ends.append(words[start:at].strip())
    return ends


_WIDEST = 40  # words of context: who needs more had better quote more
