"""In: a source with what it said and carried. Out: the facts that stand at the head of its page.

Must not weigh: an agency is a road, and says nothing by carrying.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.core import urls
from generator.core.catalogue import Entry
from generator.core.model import Basis, Source, SourceKind
from generator.core.origins import counted_as
from generator.core.pages.evidence import hands_of, voice_name
from generator.core.pages.frame import Stage
from generator.core.pages.sides import plural
from generator.core.pages.wording import BASIS


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the facts: words and links in turn."""

    label: str
    parts: tuple[tuple[str, str], ...]  # words and an address, '' where they are no link


def make_lede(
    source: Source, said: Iterable[Entry], carried: Iterable[Entry], printed: int, voices: list[Source]
) -> str:
    """Its role, and in one sentence what it did in this archive."""
    spoken, passed = list(said), list(carried)
    told = f"{plural(len(spoken), 'claim')} in {plural(len({e.article.id for e in spoken}), 'report')}"
    comments = sum(bool(entry.claim.comment) for entry in spoken)
    if spoken and comments == len(spoken):
        told = f"{plural(len(spoken), 'claim')}, heard only as commenters give {'it' if len(spoken) == 1 else 'them'}"
    elif comments:
        told += f", {comments} of them in comments"
    heard = f"heard only through {' and '.join(voice.name for voice in voices)}" if voices else ""
    parts = [told if spoken else heard or "says nothing of its own in this archive"]
    if passed:
        parts.append(f"carried {plural(len(passed), 'claim')} of others")
    if printed:
        parts.append(f"published {plural(printed, 'report')} kept here")
    words = "; ".join(parts)
    role = f"{source.role[:1].upper()}{source.role[1:]}. " if source.role else ""
    return f"{role}{words[:1].upper()}{words[1:]}."


def list_facts(stage: Stage, source: Source, said: Iterable[Entry], carried: Iterable[Entry]) -> Iterator[Fact]:
    """Whom it speaks for, what it said and carried, on what footing, by which roads."""
    sources = stage.catalogue.sources
    spoken, passed = list(said), list(carried)
    counted = counted_as(sources, source.id)
    if source.speaks_for in sources:
        yield Fact("Speaks for", (_link(sources[source.speaks_for]),))
    if counted != source.id and counted in sources:
        name = "it" if counted == source.speaks_for else sources[counted].name
        yield Fact("Counted", ((f"as one origin with {name}", ""),))
    if voices := [each for each in sources.values() if each.speaks_for == source.id]:
        yield Fact("Heard through", _join(_link(each) for each in voices))
    if spoken:
        reports = plural(len({entry.article.id for entry in spoken}), "report")
        yield Fact("Said", ((f"{plural(len(spoken), 'claim')}, in {reports}", ""),))
        bases = Counter(_basis(entry) for entry in spoken).most_common()
        yield Fact("Basis", (("; ".join(f"{words}\u00a0({number})" for words, number in bases), ""),))
        ways = Counter(", ".join(hands_of(stage, entry)) for entry in spoken).most_common()
        road = ", ".join(f"{f'by {hands}' if hands else 'directly'}\u00a0{number}" for hands, number in ways)
        if any(entry.article.outlet != source.id for entry in spoken):
            yield Fact("Reached us", ((road, ""),))
    else:
        yield Fact("Said", (("nothing", ""),))
    if passed:
        speakers = Counter(voice_name(stage, entry) for entry in passed).most_common(6)
        names = ", ".join(f"{name}\u00a0{number}" for name, number in speakers)
        yield Fact("Carried", ((f"{plural(len(passed), 'claim')}: {names}", ""),))
        outlets = Counter(sources[e.article.outlet].name for e in passed if e.article.outlet in sources)
        yield Fact("To", ((", ".join(f"{name}\u00a0{number}" for name, number in outlets.most_common()), ""),))
    if not spoken and source.kind is SourceKind.AGENCY:
        yield Fact("Weight", (("none: an agency is a road, not an origin", ""),))
    if source.url:
        yield Fact("Address", ((source.url, source.url),))


def _basis(entry: Entry) -> str:
    words = "as commenters give it" if entry.claim.basis is Basis.COMMENTER else BASIS[entry.claim.basis]
    return f"{words[:1].lower()}{words[1:]}"


def _link(source: Source) -> tuple[str, str]:
    return source.name, urls.source_url(source.id)


def _join(parts: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    found: list[tuple[str, str]] = []
    for part in parts:
        found += [(", ", ""), part] if found else [part]
    return tuple(found)
