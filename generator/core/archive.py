"""In: every article and register, each read alone. Out: one archive in which every name leads somewhere.

Must not edit what it joins; it checks and orders. What could not be read is not reported again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from markupsafe import Markup as Html  # only carried

from generator.core import urls
from generator.core.dates import sort_key
from generator.core.diagnostics import Checked, Diagnostic, did_you_mean, error
from generator.core.fields import locate, point_at, split_front_matter
from generator.core.ledger import Published
from generator.core.links import find_targets
from generator.core.model import (
    Archive,
    Article,
    CheckedLink,
    Claim,
    ClaimAddress,
    FreePage,
    Question,
    Relation,
    Settings,
    Source,
    Tombstone,
)
from generator.core.references import Known, check_links, check_note, find_entered
from generator.core.text import Place, Text

SITE = "site.toml"
SOURCES = "content/sources.toml"
QUESTIONS = "content/questions.toml"
RELATIONS = "content/relations.toml"
LISTS = frozenset(("index.html", "questions.html", "sources.html", "search.html", "status.html", "data.html"))


@dataclass(frozen=True, slots=True)
class Parts:
    """What the readers made. None stands for a register that could not be read: nothing is checked against it.

    Outlines of articles are enough, with the `places` of those that `find_entered_articles` names.
    """

    settings: Settings
    articles: Sequence[Article]
    sources: Sequence[Source] | None
    questions: Sequence[Question] | None
    relations: Sequence[Relation] | None
    pages: Sequence[FreePage] | None
    article_ids: frozenset[str]  # of all folders, also of articles that could not be read
    texts: Mapping[str, Text]  # every content file by its path, to say where a fault stands
    tombstones: Sequence[Tombstone] | None = ()
    checked: Sequence[CheckedLink] = ()
    places: Mapping[str, Sequence[str]] = field(default_factory=dict)  # by article: the ids of its blocks


@dataclass(frozen=True, slots=True)
class _Known:
    """What names may lead to, looked up once. None: its register could not be read."""

    sources: Mapping[str, Source] | None
    questions: Mapping[str, Question] | None
    claims: Mapping[str, Mapping[str, Claim]]  # by article
    places: Known


def join_archive(parts: Parts) -> Checked[Archive]:
    """Check every reference between files and put everything in order."""
    articles = {article.id: article for article in parts.articles}
    known = _Known(
        sources=None if parts.sources is None else {source.id: source for source in parts.sources},
        questions=None if parts.questions is None else {question.id: question for question in parts.questions},
        claims={article.id: {claim.id: claim for claim in article.claims} for article in parts.articles},
        places=Known(_addresses(parts), articles, parts.places, frozenset(_unread(parts))),
    )
    found = (
        *_check_settings(parts, known),
        *_check_sources(parts, known),
        *(fault for article in parts.articles for fault in _check_article(parts, known, article)),
        *_check_relations(parts, known),
        *_check_pages(parts, known),
        *_check_notes(parts, known),
    )
    archive = Archive(
        settings=parts.settings,
        articles=tuple(sorted(parts.articles, key=lambda article: (sort_key(article.published), article.id))),
        sources=tuple(parts.sources or ()),
        questions=tuple(parts.questions or ()),
        relations=tuple(parts.relations or ()),
        pages=tuple(parts.pages or ()),
        tombstones=tuple(parts.tombstones or ()),
        checked=tuple(parts.checked),
    )
    return Checked(archive, found)


def find_entered_articles(published: Published) -> frozenset[str]:
    """The articles that any link leads into the midst of: whether it leads anywhere, their `places` tell."""
    links = (*(each.links for each in published.articles), *(each.links for each in published.pages or ()))
    noted = (find_targets(note) for _, _, note in _list_notes(published) if "<a" in note)
    targets = (*(link.target for each in links for link in each), *(target for each in noted for target in each))
    return frozenset(filter(None, map(find_entered, targets)))


def article_path(article: str, name: str) -> str:
    """The path of one of an article's files, from the root."""
    return f"content/articles/{article}/{name}"


def _check_settings(parts: Parts, known: _Known) -> Iterator[Diagnostic]:
    lead = parts.settings.lead
    if lead and known.questions is not None and lead not in known.questions:
        place = locate(parts.texts[SITE], ("lead",))
        yield error("unknown-question", f"there is no question {lead!r}", place, did_you_mean(lead, known.questions))


def _check_sources(parts: Parts, known: _Known) -> Iterator[Diagnostic]:
    by_id = known.sources or {}
    sound: set[str] = set()  # they speak for somebody, who speaks for somebody, …, and that comes to an end
    for source in by_id.values():
        chain: dict[str, None] = {}
        voice = source.id
        while voice in by_id and voice not in chain and voice not in sound:
            chain[voice] = None
            voice = by_id[voice].speaks_for
        if voice in chain:
            said = " → ".join((*chain, voice))
            place = locate(parts.texts[SOURCES], (source.id, "speaks_for"))
            yield error("speaks-in-a-circle", f"nobody can speak for himself: {said}", place, "remove one of them")
            continue
        if voice and voice not in by_id and len(chain) == 1:
            yield _unknown_source(by_id, voice, locate(parts.texts[SOURCES], (source.id, "speaks_for")))
        sound.update(chain)


def _check_article(parts: Parts, known: _Known, article: Article) -> Iterator[Diagnostic]:
    text = parts.texts[article_path(article.id, "article.md")]
    if article.outlet and known.sources is not None and article.outlet not in known.sources:
        start, end, _ = split_front_matter(text).value or (0, 0, 0)
        yield _unknown_source(known.sources, article.outlet, locate(text, ("outlet",), start=start, end=end))
    for claim in article.claims:
        yield from _check_speakers(parts, known, article, claim)
        yield from _check_answer(parts, known, article, claim)
    yield from check_links(known.places, article.links, text)


def _check_speakers(parts: Parts, known: _Known, article: Article, claim: Claim) -> Iterator[Diagnostic]:
    if known.sources is None:
        return
    text = parts.texts[article_path(article.id, "claims.toml")]
    if claim.speaker and claim.speaker not in known.sources:
        yield _unknown_source(known.sources, claim.speaker, locate(text, ("claim", claim.index, "speaker")))
    for position, carrier in enumerate(claim.via):
        if carrier not in known.sources:
            yield _unknown_source(known.sources, carrier, locate(text, ("claim", claim.index, "via", position)))


def _check_answer(parts: Parts, known: _Known, article: Article, claim: Claim) -> Iterator[Diagnostic]:
    if not claim.question or known.questions is None:
        return
    text = parts.texts[article_path(article.id, "claims.toml")]
    here: tuple[str | int, ...] = ("claim", claim.index)
    question = known.questions.get(claim.question)
    if question is None:
        hint = did_you_mean(claim.question, known.questions) or f"add it to {QUESTIONS}"
        place = locate(text, (*here, "question"))
        yield error("unknown-question", f"there is no question {claim.question!r}", place, hint)
    elif question.unit and claim.answer:
        yield error(
            "figure-wanted",
            f"{question.id!r} is answered by a quantity in {question.unit}, not by a word",
            locate(text, (*here, "answer")),
            "give value, or low and high, instead of answer",
        )
    elif not question.unit and claim.amount is not None:
        key = "value" if claim.amount.low == claim.amount.high else "low"
        yield error(
            "word-wanted",
            f"{question.id!r} is answered by a word, not by a quantity",
            locate(text, (*here, key)),
            f"give answer = one of {_listed(answer.key for answer in question.answers)}",
        )
    elif claim.answer and claim.answer not in (keys := [answer.key for answer in question.answers]):
        yield error(
            "unknown-answer",
            f"{claim.answer!r} is not an answer to {question.id!r}",
            locate(text, (*here, "answer")),
            did_you_mean(claim.answer, keys) or f"its answers are {_listed(keys)}",
        )


def _check_relations(parts: Parts, known: _Known) -> Iterator[Diagnostic]:
    for index, relation in enumerate(parts.relations or ()):
        text = parts.texts[RELATIONS]
        for key, end in (("from", relation.source), ("to", relation.target)):
            if end.article not in parts.article_ids or end.claim not in known.claims.get(end.article, (end.claim,)):
                yield _say_unknown_end(parts, known, end, locate(text, ("relation", index, key)))
        if relation.source == relation.target:
            place = locate(text, ("relation", index, "to"))
            yield error("relation-to-itself", "a claim cannot be related to itself", place, "name another claim")


def _say_unknown_end(parts: Parts, known: _Known, end: ClaimAddress, place: Place) -> Diagnostic:
    if end.article not in parts.article_ids:
        hint = did_you_mean(end.article, parts.article_ids)
        return error("unknown-article", f"there is no article {end.article!r}", place, hint)
    hint = did_you_mean(end.claim, known.claims[end.article])
    return error("unknown-claim", f"article {end.article!r} has no claim {end.claim!r}", place, hint)


def _check_pages(parts: Parts, known: _Known) -> Iterator[Diagnostic]:
    for page in parts.pages or ():
        yield from check_links(known.places, page.links, parts.texts[f"content/pages/{page.name}.md"])


def _check_notes(parts: Parts, known: _Known) -> Iterator[Diagnostic]:
    for path, inner, note in _list_notes(parts):
        if "<a" in note:
            text = parts.texts[path]
            start, end, _ = (split_front_matter(text).value if path.endswith(".md") else None) or (0, None, 0)
            yield from check_note(known.places, note, partial(point_at, text, inner, start=start, end=end))


def _list_notes(published: Published) -> Iterator[tuple[str, tuple[str | int, ...], Html]]:
    """Every note: its file, its path in that, its HTML."""
    for article in published.articles:
        yield article_path(article.id, "article.md"), ("note",), article.note
        for claim in article.claims:
            yield article_path(article.id, "claims.toml"), ("claim", claim.index, "note"), claim.note
        if article.thread:
            yield article_path(article.id, "thread.toml"), ("note",), article.thread.note
    for path, register in ((SOURCES, published.sources), (QUESTIONS, published.questions)):
        for each in register or ():
            yield path, (each.id, "note"), each.note


def _unread(parts: Parts) -> Iterator[str]:
    """The folders of the site that a register which could not be read would fill."""
    for folder, register in (("source", parts.sources), ("question", parts.questions), ("pages", parts.pages)):
        if register is None:
            yield folder


def _addresses(parts: Parts) -> frozenset[str]:
    return LISTS.union(
        map(urls.article_url, parts.article_ids),
        (urls.source_url(source.id) for source in parts.sources or ()),
        (urls.question_url(question.id) for question in parts.questions or ()),
        (urls.page_url(page.name) for page in parts.pages or ()),
    )


def _unknown_source(sources: Mapping[str, Source], source: str, place: Place) -> Diagnostic:
    hint = did_you_mean(source, sources)
    return error("unknown-source", f"there is no source {source!r}", place, hint or f"add [{source}] to {SOURCES}")


def _listed(keys: Iterable[str]) -> str:
    return ", ".join(repr(key) for key in keys)
