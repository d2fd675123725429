"""In: a catalogue and its standings. Out: what can be found: documents of words, and what a result shows of each.

Must not put the words of a covered comment into a row: they may be found, and never shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.core import urls
from generator.core.catalogue import Catalogue, Entry, speaker_of
from generator.core.date_words import say_short, say_when
from generator.core.model import Article, Claim, Comment, Question, Source, When
from generator.core.pages.wording import say_counts, say_standing, standing_key
from generator.core.search_index import Fields
from generator.core.standing import Standing, Word
from generator.core.words import Words

Row = tuple[object, ...]  # plain values that JSON can hold


@dataclass(frozen=True, slots=True)
class Group:
    """One kind of thing that is found. `long`: its field, if any, whose lengths stand in a file of their own."""

    kind: str
    fields: tuple[tuple[str, float], ...]  # name and boost
    long: str = ""


GROUPS = (
    Group("report", (("title", 2), ("author", 4), ("outlet", 1), ("summary", 1), ("body", 1)), "body"),
    Group("comment", (("text", 1), ("author", 4))),
    Group("claim", (("says", 1), ("words", 1), ("speaker", 2))),
    Group("source", (("name", 2), ("also", 1), ("role", 1))),
    Group("question", (("question", 2), ("answers", 1), ("about", 1))),
)

SPACES = {"source": ("source",), "question": ("question",), "article": ("report", "comment", "claim")}


@dataclass(frozen=True, slots=True)
class Document:
    """Something to be found. `fields` are in the order of its group; `hidden` words are found, never suggested."""

    fields: Fields
    row: Row
    hidden: bool = False


Held = tuple[tuple[Document, ...], ...]  # the documents of one holder, by kind


@dataclass(frozen=True, slots=True)
class Told:
    """What the rest of an archive tells of an article: the name of its outlet; of each claim, who speaks ('' for
    nobody who is known), the forms of that name, and what the claims on its question amount to."""

    outlet: str
    claims: tuple[tuple[str, tuple[str, ...], str], ...]


@dataclass(frozen=True, slots=True)
class Facets:
    """What results can be narrowed by. Numbers count from 1; 0 is none."""

    outlets: tuple[tuple[str, str], ...]
    sources: tuple[tuple[str, str], ...]
    states: tuple[tuple[str, str], ...]
    articles: tuple[tuple[int, int, int, int], ...]  # comments, claims, outlet, year
    claims: tuple[tuple[int, int], ...]  # source, state
    questions: tuple[int, ...]  # state


def list_holders(catalogue: Catalogue, standings: Mapping[str, Standing], words: Words) -> dict[str, tuple[Held, ...]]:
    """What can be found, by what holds it: sources, questions, and articles with their comments and claims.

    Of each holder its documents by kind, in the order of `SPACES`; all in the archive's order.
    """
    articles = catalogue.archive.articles
    told = (tell_of(catalogue, standings, article, words) for article in articles)
    found = (find_article(article, each, words) for article, each in zip(articles, told, strict=True))
    return {**list_apart(catalogue, standings, words), "article": tuple(found)}


def list_apart(catalogue: Catalogue, standings: Mapping[str, Standing], words: Words) -> dict[str, tuple[Held, ...]]:
    """What can be found beside articles: sources and questions."""
    return {
        "source": tuple(((_find_source(catalogue, source, words),),) for source in catalogue.archive.sources),
        "question": tuple(
            ((_find_question(question, standings.get(key), words),),) for key, question in catalogue.questions.items()
        ),
    }


def find_article(article: Article, told: Told, words: Words) -> Held:
    """What can be found of an article, from its own words and what is told of it."""
    comments = {comment.id: comment for comment in article.thread.comments} if article.thread else {}
    return (
        (_find_report(article, told),),
        tuple(_find_comment(article, comments, comment, words) for comment in comments.values()),
        tuple(
            _find_claim(article, claim, comments.get(claim.comment), known, words)
            for claim, known in zip(article.claims, told.claims, strict=True)
        ),
    )


def tell_of(catalogue: Catalogue, standings: Mapping[str, Standing], article: Article, words: Words) -> Told:
    """What others tell of an article; its outline is enough."""

    def tell(claim: Claim) -> tuple[str, tuple[str, ...], str]:
        source = catalogue.sources.get(speaker_of(Entry(article, claim)))
        standing = standings.get(claim.question)
        state = say_standing(standing, words, within=True) if standing else ""
        return (source.name, (source.name, source.short, *source.also), state) if source else ("", (), state)

    return Told(_name(catalogue, article.outlet), tuple(map(tell, article.claims)))


def list_documents(holders: Mapping[str, Sequence[Held]]) -> dict[str, list[Document]]:
    """All documents by kind, each in the order of their holders."""
    return {
        kind: [document for held in holders[name] for document in held[at]]
        for name, kinds in SPACES.items()
        for at, kind in enumerate(kinds)
    }


def list_facets(catalogue: Catalogue, standings: Mapping[str, Standing], words: Words) -> Facets:
    """Outlets and speakers that occur, in order of name; every standing; and which document has which."""
    articles = catalogue.archive.articles
    outlets = _name_all(catalogue, {article.outlet for article in articles})
    sources = _name_all(catalogue, {speaker_of(entry) for entry in catalogue.entries})
    states = tuple(_name_states(standings.values(), words))
    outlet_numbers, source_numbers, state_numbers = (
        {key: number for number, (key, _) in enumerate(listed, 1)} for listed in (outlets, sources, states)
    )

    def state_of(question: str) -> int:
        return state_numbers[standing_key(standings[question])] if question in standings else 0

    return Facets(
        outlets=outlets,
        sources=sources,
        states=states,
        articles=tuple(
            (
                len(article.thread.comments) if article.thread else 0,
                len(article.claims),
                outlet_numbers.get(article.outlet, 0),
                _year(article.published),
            )
            for article in articles
        ),
        claims=tuple(
            (source_numbers.get(speaker_of(entry), 0), state_of(entry.claim.question)) for entry in catalogue.entries
        ),
        questions=tuple(state_of(question) for question in catalogue.questions),
    )


def _name_states(standings: Iterable[Standing], words: Words) -> Iterator[tuple[str, str]]:
    """The standings that occur, in the words that results show, in the order of `Word`."""
    occurring = {(list(Word).index(each.word), standing_key(each)) for each in standings}
    for _, key in sorted(occurring):
        yield key, words.say(f"standing.{key}")


def head_of(article: Article, told: Told, words: Words) -> Row:
    """What stands over the results of one article: id, title, outlet, date, language."""
    published = say_when(article.published, words) if article.published else ""
    return (article.id, article.title.words, told.outlet, published, article.lang)


def _find_report(article: Article, told: Told) -> Document:
    summary = (article.summary.words,) if article.summary else ()
    blocks = tuple((block.id, block.words) for block in article.blocks if block.words)
    return Document(
        fields=(
            (article.title.words,),
            (article.author,),
            (told.outlet,),
            summary,
            tuple(words for _, words in blocks),
        ),
        row=("".join(summary), article.author, blocks),
    )


def _find_comment(article: Article, comments: Mapping[str, Comment], comment: Comment, words: Words) -> Document:
    texts = tuple(block.words for block in comment.blocks)
    parent = comments.get(comment.parent)
    return Document(
        fields=(texts, (comment.author,)),
        row=(
            urls.comment_fragment(comment.id),
            comment.author or words.say("thread.name-not-shown"),
            (parent.author or words.say("thread.name-not-shown-within")) if parent else "",
            comment.cover,
            () if comment.cover else texts,
            _other_page(article, comment),
        ),
        hidden=bool(comment.cover),
    )


def _find_claim(
    article: Article, claim: Claim, comment: Comment | None, told: tuple[str, tuple[str, ...], str], words: Words
) -> Document:
    speaker, forms, state = told
    cover = comment.cover if comment else ""
    quote = claim.quote.exact
    nobody = (comment.author or words.say("thread.name-not-shown")) if comment else words.say("origin.nobody")
    forms = forms or (claim.unnamed or (comment.author if comment else ""),)
    return Document(
        fields=((claim.says,), (quote,), tuple(dict.fromkeys(form for form in forms if form))),
        row=(
            urls.claim_fragment(claim.id),
            claim.says,
            "" if cover else quote,
            speaker or claim.unnamed or nobody,
            say_short(claim.date, words) if claim.date else "",
            state,
            claim.comment,
            cover,
            _other_page(article, comment),
        ),
        hidden=bool(cover),
    )


def _find_source(catalogue: Catalogue, source: Source, words: Words) -> Document:
    said = len(catalogue.said_by.get(source.id, ()))
    carried = len(catalogue.carried_by.get(source.id, ()))
    kind = words.say(f"kind.{source.kind}")
    counts = [words.say("search.source-said", count=said)] if said else []
    counts += [words.say("search.source-carried", count=carried)] if carried else []
    return Document(
        fields=((source.name,), (source.short, *source.also), (source.role, kind)),
        row=(source.id, source.name, words.listed([source.role or kind, *counts]), source.also),
    )


def _find_question(question: Question, standing: Standing | None, words: Words) -> Document:
    answers = tuple(answer.label for answer in question.answers) or tuple(filter(None, (question.unit_label,)))
    state = ""
    if standing:
        counts = say_counts(standing, words)
        state = words.say("search.question-small", standing=say_standing(standing, words), counts=counts)
    small = words.say("join.semicolon").join(filter(None, (question.about, state)))
    return Document(
        fields=((question.question,), answers, tuple(filter(None, (question.about, question.summary)))),
        row=(question.id, question.question, small, answers),
    )


def _other_page(article: Article, comment: Comment | None) -> str:
    """The page of a comment that does not stand on its article's own."""
    page = urls.comment_page_url(article.id, comment.number if comment else 1)
    return page if page != urls.article_url(article.id) else ""


def _name(catalogue: Catalogue, source: str) -> str:
    return catalogue.sources[source].name if source in catalogue.sources else ""


def _name_all(catalogue: Catalogue, ids: set[str]) -> tuple[tuple[str, str], ...]:
    named = ((source, _name(catalogue, source)) for source in ids if source in catalogue.sources)
    return tuple(sorted(named, key=lambda pair: (pair[1].casefold(), pair[0])))


def _year(when: When | None) -> int:
    day = (when.earliest or when.latest) if when else None
    return day.year if day else 0
