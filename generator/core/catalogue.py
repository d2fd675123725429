"""In: a joined archive. Out: look-ups over it: by id, by question, by source, by claim.

Must not judge: what claims amount to is standing's business.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.core.model import (
    Archive,
    Article,
    Block,
    CheckedLink,
    Claim,
    Comment,
    LinkState,
    Question,
    Relation,
    Source,
)
from generator.core.urls import claim_url


@dataclass(frozen=True, slots=True)
class Entry:
    """A claim together with the article it stands in."""

    article: Article
    claim: Claim

    @property
    def address(self) -> str:
        """'article#claim', unique in the archive."""
        return f"{self.article.id}#{self.claim.id}"


@dataclass(frozen=True, slots=True)
class Catalogue:
    """An archive with its look-ups. Lists keep the archive's order: date of the article, then number of the claim."""

    archive: Archive
    articles: Mapping[str, Article]
    sources: Mapping[str, Source]
    questions: Mapping[str, Question]
    entries: tuple[Entry, ...]
    by_address: Mapping[str, Entry]
    by_question: Mapping[str, tuple[Entry, ...]]
    said_by: Mapping[str, tuple[Entry, ...]]
    carried_by: Mapping[str, tuple[Entry, ...]]
    relations: Mapping[str, tuple[Relation, ...]]  # by address, of either end
    comments: Mapping[tuple[str, str], Comment]  # by article id and comment id
    voices_of: Mapping[str, tuple[Source, ...]]  # who speaks for a source
    claimed: Mapping[tuple[str, str], Block]  # by article id and block id, where a claim stands outside of comments
    gone: Mapping[str, CheckedLink]  # addresses out of the archive where nothing is any more

    def comment_of(self, entry: Entry) -> Comment | None:
        """The comment a claim stands in, if it stands in one."""
        return self.comments.get((entry.article.id, entry.claim.comment)) if entry.claim.comment else None

    def related_to(self, entry: Entry) -> Iterator[Entry]:
        """The claims at the other ends of a claim's relations."""
        for relation in self.relations.get(entry.address, ()):
            for end in (relation.source, relation.target):
                other = self.by_address.get(f"{end.article}#{end.claim}")
                if other and other is not entry:
                    yield other

    def url_of(self, entry: Entry) -> str:
        """The site-relative address of a claim's mark, on whichever part of a long thread it stands."""
        comment = self.comment_of(entry)
        return claim_url(entry.article.id, entry.claim.id, comment.number if comment else 1)


def catalogue(archive: Archive) -> Catalogue:
    """Index an archive once, for every page."""
    entries = tuple(Entry(article, claim) for article in archive.articles for claim in article.claims)
    by_question: dict[str, list[Entry]] = {}
    said_by: dict[str, list[Entry]] = {}
    carried_by: dict[str, list[Entry]] = {}
    for entry in entries:
        claim = entry.claim
        if claim.question:
            by_question.setdefault(claim.question, []).append(entry)
        if speaker := speaker_of(entry):
            said_by.setdefault(speaker, []).append(entry)
        for carrier in dict.fromkeys((*claim.via, entry.article.outlet)):
            if carrier != speaker:
                carried_by.setdefault(carrier, []).append(entry)
    relations: dict[str, list[Relation]] = {}
    for relation in archive.relations:
        for end in (relation.source, relation.target):
            relations.setdefault(f"{end.article}#{end.claim}", []).append(relation)
    voices_of: dict[str, list[Source]] = {}
    for source in archive.sources:
        if source.speaks_for:
            voices_of.setdefault(source.speaks_for, []).append(source)
    return Catalogue(
        archive=archive,
        articles={article.id: article for article in archive.articles},
        sources={source.id: source for source in archive.sources},
        questions={question.id: question for question in archive.questions},
        entries=entries,
        by_address={entry.address: entry for entry in entries},
        by_question=_frozen(by_question),
        said_by=_frozen(said_by),
        carried_by=_frozen(carried_by),
        relations={address: tuple(found) for address, found in relations.items()},
        voices_of={source: tuple(found) for source, found in voices_of.items()},
        comments={
            (article.id, comment.id): comment
            for article in archive.articles
            if article.thread
            for comment in article.thread.comments
        },
        claimed={key: block for article in archive.articles for key, block in _list_claimed(article)},
        gone={link.url: link for link in archive.checked if link.state is LinkState.GONE},
    )


def _list_claimed(article: Article) -> Iterator[tuple[tuple[str, str], Block]]:
    named = {claim.block for claim in article.claims if not claim.comment}
    summary = (article.summary,) if article.summary else ()
    for block in (*article.blocks, article.title, *summary) if named else ():
        if block.id in named:
            yield (article.id, block.id), block


def speaker_of(entry: Entry) -> str:
    """The source that speaks: the one named, or the outlet where the article speaks for itself; '' for all others."""
    claim = entry.claim
    if claim.speaker:
        return claim.speaker
    if claim.comment or claim.unnamed:
        return ""
    return entry.article.outlet if claim.basis in ("own-voice", "headline", "caption") else ""


def _frozen(lists: Mapping[str, list[Entry]]) -> dict[str, tuple[Entry, ...]]:
    return {key: tuple(found) for key, found in lists.items()}
