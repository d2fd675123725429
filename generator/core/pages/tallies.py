"""In: an article with its thread. Out: who commented, how often and when; and which sources its claims come from.

Must not take two comments without a name for one person, and must not count a comment's claim for the report.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from generator.core import urls
from generator.core.catalogue import Entry, speaker_of
from generator.core.date_words import say_short
from generator.core.dates import iso_form, sort_key
from generator.core.model import Article, Comment, SourceKind, When
from generator.core.origins import counted_as, first_hop
from generator.core.pages.frame import Stage
from generator.core.pages.weighing import short_name
from generator.core.words import Words

MOST = 40  # rows of a table; the rest are counted
_MOST_LINKS = 12


@dataclass(frozen=True, slots=True)
class CommenterRow:
    """Somebody under one name, or all comments that show none (`name` is '')."""

    name: str
    comments: int
    numbers: tuple[tuple[int, str], ...]  # the first of them: number and address
    first: str
    first_iso: str
    last: str  # "" where it is the same day
    last_iso: str
    claims: int


@dataclass(frozen=True, slots=True)
class Commenters:
    """The table of a thread; `more` are those with fewer comments than any listed."""

    rows: tuple[CommenterRow, ...]
    more: int
    dated: bool


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source in one report: claims it makes there and claims of others that it carries there."""

    name: str
    url: str  # "" for somebody who is not named
    said: int
    carried: int
    counted: str  # with whom it is one origin, where that is another
    elsewhere: int  # its claims in other reports
    reports: int  # how many other reports


@dataclass(frozen=True, slots=True)
class Sources:
    """The table of a report, and what its claims come down to."""

    rows: tuple[SourceRow, ...]
    more: int
    claims: int
    origins: int
    relayed: int
    hands: tuple[str, ...]


def list_commenters(article: Article, words: Words) -> Commenters | None:
    """Those who wrote most first; None where fewer than two comments are held."""
    comments = article.thread.comments if article.thread else ()
    by_name: dict[str, list[Comment]] = {}
    for comment in comments:
        by_name.setdefault(comment.author, []).append(comment)
    if len(comments) < 2:
        return None
    claims: dict[str, int] = {}
    authors = {comment.id: comment.author for comment in comments}
    for claim in article.claims:
        if claim.comment in authors:
            claims[authors[claim.comment]] = claims.get(authors[claim.comment], 0) + 1
    ranked = sorted(by_name.items(), key=lambda item: (not item[0], -len(item[1])))
    named = [item for item in ranked if item[0]]
    shown = [*named[:MOST], *ranked[len(named) :]]
    rows = tuple(_count_comments(article, theirs, claims.get(name, 0), words) for name, theirs in shown)
    return Commenters(rows, max(0, len(named) - MOST), any(row.first for row in rows))


def list_sources(stage: Stage, article: Article) -> Sources | None:
    """Those who say most first, then those who only carry; None where the report holds no claim."""
    spoken = [Entry(article, claim) for claim in article.claims if not claim.comment]
    said: dict[str, int] = {}
    carried: dict[str, int] = {}
    unnamed: dict[str, int] = {}
    for entry in spoken:
        speaker = speaker_of(entry)
        if speaker in stage.catalogue.sources:
            said[speaker] = said.get(speaker, 0) + 1
        else:
            unnamed[entry.claim.unnamed] = unnamed.get(entry.claim.unnamed, 0) + 1
        for via in dict.fromkeys(entry.claim.via):
            if via != speaker and via in stage.catalogue.sources:
                carried[via] = carried.get(via, 0) + 1
    if not spoken:
        return None
    known = sorted(dict.fromkeys((*said, *carried)), key=lambda each: (-said.get(each, 0), -carried.get(each, 0)))
    rows = [_count_source(stage, article, each, said.get(each, 0), carried.get(each, 0)) for each in known]
    rows += [SourceRow(name, "", number, 0, "", 0, 0) for name, number in sorted(unnamed.items(), key=_nobody_last)]
    relayed = [hands for entry in spoken if (hands := _list_hands(stage, entry))]
    return Sources(
        rows=tuple(rows[:MOST]),
        more=max(0, len(rows) - MOST),
        claims=len(spoken),
        origins=len({first_hop(stage.catalogue, entry).key for entry in spoken}),
        relayed=len(relayed),
        hands=tuple(dict.fromkeys(hand for hands in relayed for hand in hands)),
    )


def count_elsewhere(stage: Stage, article: Article) -> Iterator[int]:
    """What the table of sources tells of all other reports, in numbers."""
    named = {name for claim in article.claims for name in (speaker_of(Entry(article, claim)), *claim.via)}
    for name in sorted(named):
        everywhere, total = stage.once(_count_claims, name, name)
        yield from (len(everywhere), total)


def _list_hands(stage: Stage, entry: Entry) -> list[str]:
    """Those between the speaker and the report; a statement that was read out is nobody's hand."""
    found = (stage.catalogue.sources.get(via) for via in entry.claim.via)
    return [source.name for source in found if source and source.kind is not SourceKind.DOCUMENT]


def _count_comments(article: Article, comments: list[Comment], claims: int, words: Words) -> CommenterRow:
    dates = sorted((comment.date for comment in comments if comment.date), key=sort_key)
    first, last = (_say(dates[0], words), _say(dates[-1], words)) if dates else (("", ""), ("", ""))
    return CommenterRow(
        name=comments[0].author,
        comments=len(comments),
        numbers=tuple((each.number, _find(article, each)) for each in comments[:_MOST_LINKS]),
        first=first[0],
        first_iso=first[1],
        last=last[0] if last != first else "",
        last_iso=last[1],
        claims=claims,
    )


def _find(article: Article, comment: Comment) -> str:
    return urls.comment_url(article.id, comment.id, comment.number)


def _say(when: When, words: Words) -> tuple[str, str]:
    day = replace(when, clock="")
    return say_short(day, words), iso_form(day)


def _nobody_last(item: tuple[str, int]) -> tuple[bool, int]:
    return not item[0], -item[1]


def _count_source(stage: Stage, article: Article, id: str, said: int, carried: int) -> SourceRow:
    catalogue = stage.catalogue
    source = catalogue.sources[id]
    everywhere, total = stage.once(_count_claims, id, id)
    here = everywhere.get(article.id, 0)
    counted = catalogue.sources.get(counted_as(catalogue.sources, id), source)
    return SourceRow(
        name=source.name,
        url=urls.source_url(id),
        said=said,
        carried=carried,
        counted=short_name(counted) if counted.id != id else "",
        elsewhere=total - here,
        reports=len(everywhere) - bool(here),
    )


def _count_claims(stage: Stage, source: str) -> tuple[Counter[str], int]:
    """How many claims of a source each report holds, comments aside; and all of them."""
    said = stage.catalogue.said_by.get(source, ())
    counted = Counter(entry.article.id for entry in said if not entry.claim.comment)
    return counted, counted.total()
