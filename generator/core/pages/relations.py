"""In: the catalogue and one claim. Out: how it stands to other claims, by reason: those shown at once, and the rest.

Must not judge: the relations and their reasons are the curator's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.core.catalogue import Catalogue, Entry
from generator.core.words import Words

MOST = 3  # relations of one claim that stand open


@dataclass(frozen=True, slots=True)
class Related:
    """Another claim and how this one stands to it: '<words> <who>: <says>'."""

    words: str
    who: str
    says: str
    url: str


@dataclass(frozen=True, slots=True)
class Reason:
    """Relations that share one reason, and the reason; `again` where it was told before the fold."""

    related: tuple[Related, ...]
    why: str
    again: bool = False


def group_reasons(found: Iterable[tuple[Related, str]]) -> tuple[Reason, ...]:
    """Relations of one reason together, at the place of the first of them; those without a reason each for itself."""
    grouped: dict[object, tuple[str, list[Related]]] = {}
    for at, (related, why) in enumerate(found):
        grouped.setdefault(why or at, (why, []))[1].append(related)
    return tuple(Reason(tuple(listed), why) for why, listed in grouped.values())


def fold_reasons(reasons: Iterable[Reason]) -> tuple[tuple[Reason, ...], tuple[Reason, ...]]:
    """Those with the first `MOST` relations, and the rest. A reason that the fold cuts through is told before it."""
    shown: list[Reason] = []
    rest: list[Reason] = []
    room = MOST
    for reason in reasons:
        head, tail = reason.related[:room], reason.related[room:]
        room -= len(head)
        if head:
            shown.append(Reason(head, reason.why))
        if tail:
            rest.append(Reason(tail, reason.why, again=bool(head and reason.why)))
    return tuple(shown), tuple(rest)


def other_ends(catalogue: Catalogue, entry: Entry, words: Words) -> Iterator[tuple[str, Entry, str]]:
    """The relations of a claim: how it stands, to which other claim, and why."""
    for relation in catalogue.relations.get(entry.address, ()):
        outward = f"{relation.source.article}#{relation.source.claim}" == entry.address
        end = relation.target if outward else relation.source
        if other := catalogue.by_address.get(f"{end.article}#{end.claim}"):
            yield words.say(f"relation{'' if outward else '-back'}.{relation.type}"), other, relation.why
