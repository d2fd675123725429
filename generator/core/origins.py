"""In: claims on one question. Out: for each, the origin it counts for: the first hop of its chain.

Must not weigh answers: whether origins agree is standing's business.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.core.catalogue import Catalogue, Entry, speaker_of
from generator.core.model import Basis, RelationType, Source


@dataclass(frozen=True, slots=True)
class Origin:
    """Who is counted. `key` is a source's id, or 'unnamed@article', 'nobody@article', 'report@article'.

    The unnamed of one report are one, as long as they came by the same hands: whoever spoke to another carrier, and was
    not named by it, is 'unnamed@article/carrier'.
    """

    key: str
    source: str = ""  # "" where no source stands behind it
    named: bool = False  # on this claim somebody is named who is not merely the outlet speaking for itself

    @property
    def unknown(self) -> bool:
        """Whether nobody at all is given as having said it."""
        return self.key.startswith("nobody@")


def find_origins(catalogue: Catalogue, entries: Iterable[Entry]) -> Mapping[str, Origin]:
    """The origin of each claim, by address.

    Claims joined by `same-utterance` are one act of speaking, whatever names each report gives it: they count for the
    named one among them, and two names joined so are one origin. The links are followed over the whole archive, but
    never through a comment.
    """
    clusters = {
        entry.address: tuple(first_hop(catalogue, each) for each in find_same_utterance(catalogue, entry))
        for entry in entries
    }
    same: dict[str, str] = {}
    for cluster in clusters.values():
        names = sorted({_find(same, origin.key) for origin in cluster if origin.named})
        for other in names[1:]:
            same[other] = names[0]
    found: dict[str, Origin] = {}
    for address, cluster in clusters.items():
        first = min(cluster, key=lambda origin: (not origin.named, not origin.source, origin.unknown, origin.key))
        key = _find(same, first.key) if first.named else first.key
        found[address] = Origin(key, key if first.source else "", first.named)
    return found


def counted_as(sources: Mapping[str, Source], speaker: str) -> str:
    """The source a speaker is counted as: whom he speaks for, whom that one speaks for, and so on.

    Where the chain runs in a circle, the first of the circle in alphabetical order stands for all of it.
    """
    seen = [speaker]
    while (source := sources.get(seen[-1])) and source.speaks_for:
        if source.speaks_for in seen:
            return min(seen[seen.index(source.speaks_for) :])
        seen.append(source.speaks_for)
    return seen[-1]


def first_hop(catalogue: Catalogue, entry: Entry) -> Origin:
    """The origin of one claim by its own words alone."""
    claim = entry.claim
    own_voice = claim.basis in (Basis.OWN_VOICE, Basis.HEADLINE, Basis.CAPTION)
    if speaker := speaker_of(entry):
        key = counted_as(catalogue.sources, speaker)
        return Origin(key, key, named=not (own_voice and speaker == entry.article.outlet))
    if claim.unnamed:
        return Origin("/".join((f"unnamed@{entry.article.id}", *claim.via[:1])))
    if own_voice:
        return Origin(f"report@{entry.article.id}")  # its outlet is not known
    return Origin(f"nobody@{entry.article.id}")


def find_same_utterance(catalogue: Catalogue, entry: Entry) -> tuple[Entry, ...]:
    """The claims that are joined to one by `same-utterance`, itself among them, by address."""
    if entry.address not in catalogue.relations:
        return (entry,)
    reached = {entry.address: entry}
    waiting = [entry]
    while waiting:
        address = waiting.pop().address
        for relation in catalogue.relations.get(address, ()):
            if relation.type is not RelationType.SAME_UTTERANCE:
                continue
            for end in (relation.source, relation.target):
                other = catalogue.by_address.get(f"{end.article}#{end.claim}")
                if other and not other.claim.comment and other.address not in reached:
                    reached[other.address] = other
                    waiting.append(other)
    return tuple(reached[address] for address in sorted(reached))


def _find(same: Mapping[str, str], key: str) -> str:
    while key in same:
        key = same[key]
    return key
