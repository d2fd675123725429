"""In: a source with what it said and carried. Out: the facts that stand at the head of its page.

Must not weigh: an agency is a road, and says nothing by carrying.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from generator.core import urls
from generator.core.catalogue import Entry
from generator.core.model import Basis, Source, SourceKind
from generator.core.origins import counted_as
from generator.core.pages.evidence import hands_of, voice_name
from generator.core.pages.frame import Stage
from generator.core.pages.roads import say_road
from generator.core.words import Words


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the facts: words and links in turn."""

    label: str
    parts: tuple[tuple[str, str], ...]  # words and an address, '' where they are no link


def make_lede(
    words: Words, source: Source, done: tuple[Iterable[Entry], Iterable[Entry]], printed: int, voices: Sequence[Source]
) -> str:
    """Its role, and in one sentence what it did in this archive: `done` is what it said, and what it carried."""
    say = words.say
    spoken, passed = map(list, done)
    told = _say_told(words, spoken)
    heard = say("source.heard-through", names=words.join([voice.name for voice in voices])) if voices else ""
    parts = [told or heard or say("source.silent")]
    if passed:
        parts.append(say("source.carried-claims", count=len(passed)))
    if printed:
        parts.append(say("source.published-reports", count=printed))
    deeds = say("join.semicolon").join(parts)
    role = f"{source.role[:1].upper()}{source.role[1:]}"
    return say("source.lede-role" if role else "source.lede", role=role, deeds=f"{deeds[:1].upper()}{deeds[1:]}")


def _say_told(words: Words, spoken: list[Entry]) -> str:
    if not spoken:
        return ""
    inside = sum(bool(entry.claim.comment) for entry in spoken)
    if inside == len(spoken):
        return words.say("source.told-by-commenters", count=inside)
    claims = words.say("count.claims", count=len(spoken))
    in_reports = words.say("count.in-reports", count=len({entry.article.id for entry in spoken}))
    key = "source.told-comments" if inside else "source.told"
    return words.say(key, claims=claims, in_reports=in_reports, inside=inside)


def list_facts(stage: Stage, source: Source, said: Iterable[Entry], carried: Iterable[Entry]) -> Iterator[Fact]:
    """Whom it speaks for, what it said and carried, on what footing, by which roads."""
    sources, say = stage.catalogue.sources, stage.words.say
    spoken, passed = list(said), list(carried)
    counted = counted_as(sources, source.id)
    if source.speaks_for in sources:
        yield Fact(say("source.fact-speaks-for"), (_link(sources[source.speaks_for]),))
    if counted != source.id and counted in sources:
        key = "source.fact-counted-it" if counted == source.speaks_for else "source.fact-counted-with"
        yield Fact(say("source.fact-counted"), ((say(key, name=sources[counted].name), ""),))
    if voices := stage.catalogue.voices_of.get(source.id):
        yield Fact(say("source.fact-heard"), _join([_link(each) for each in voices], stage.words))
    if spoken:
        yield from _list_spoken(stage, source, spoken)
    else:
        yield Fact(say("source.fact-said"), ((say("source.fact-nothing"), ""),))
    if passed:
        speakers = Counter(voice_name(stage, entry) for entry in passed).most_common(6)
        claims = say("count.claims", count=len(passed)) + say("join.colon")
        yield Fact(say("source.fact-carried"), ((claims + _tally(stage.words, speakers), ""),))
        outlets = Counter(sources[e.article.outlet].name for e in passed if e.article.outlet in sources)
        yield Fact(say("source.fact-to"), ((_tally(stage.words, outlets.most_common()), ""),))
    if not spoken and source.kind is SourceKind.AGENCY:
        yield Fact(say("source.fact-weight"), ((say("source.fact-weight-none"), ""),))
    if source.url:
        yield Fact(say("source.fact-address"), ((source.url, source.url),))


def _list_spoken(stage: Stage, source: Source, spoken: list[Entry]) -> Iterator[Fact]:
    words, say = stage.words, stage.words.say
    in_reports = say("count.in-reports", count=len({entry.article.id for entry in spoken}))
    claims = say("count.claims", count=len(spoken))
    yield Fact(say("source.fact-said"), ((say("source.fact-said-in", claims=claims, in_reports=in_reports), ""),))
    bases = Counter(_basis(entry, words) for entry in spoken).most_common()
    listed = say("join.semicolon").join(say("join.number", words=basis, count=number) for basis, number in bases)
    yield Fact(say("source.fact-basis"), ((listed, ""),))
    if any(entry.article.outlet != source.id for entry in spoken):
        ways = Counter(words.listed(hands_of(stage, entry)) for entry in spoken).most_common()
        road = _tally(words, [(say_road(hands, words), number) for hands, number in ways])
        yield Fact(say("source.fact-reached"), ((road, ""),))


def _tally(words: Words, counted: Iterable[tuple[str, int]]) -> str:
    """'Reuters 3, AFP 1'."""
    return words.listed([words.say("join.tally", words=name, count=number) for name, number in counted])


def _basis(entry: Entry, words: Words) -> str:
    if entry.claim.basis is Basis.COMMENTER:
        return words.say("basis.as-commenters-give-it")
    return words.say(f"basis.{entry.claim.basis}-within")


def _link(source: Source) -> tuple[str, str]:
    return source.name, urls.source_url(source.id)


def _join(parts: list[tuple[str, str]], words: Words) -> tuple[tuple[str, str], ...]:
    comma = (words.say("join.comma"), "")
    return tuple(each for part in parts for each in (comma, part))[1:]
