"""In: a catalogue and its standings. Out: the archive as tables of text: what each column means, and its rows.

Must not write files' bytes: exports does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.core import urls
from generator.core.catalogue import Catalogue, Entry, speaker_of
from generator.core.model import When
from generator.core.standing import Standing


@dataclass(frozen=True, slots=True)
class Table:
    """One CSV file: its name without ending, what it holds, and each column with what it means."""

    name: str
    title: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, ...], ...]


def list_tables(catalogue: Catalogue, standings: Mapping[str, Standing]) -> tuple[Table, ...]:
    """The tables that are published, in the order the data page shows them."""
    return (
        Table("articles", "The reports", _ARTICLE_COLUMNS, tuple(_article_rows(catalogue))),
        Table("comments", "The comments under them", _COMMENT_COLUMNS, tuple(_comment_rows(catalogue))),
        Table("claims", "Every claim, and who made it", _CLAIM_COLUMNS, tuple(_claim_rows(catalogue))),
        Table("figures", "Claims that give a quantity", _FIGURE_COLUMNS, tuple(_figure_rows(catalogue))),
        Table("relations", "How claims bear on each other", _RELATION_COLUMNS, tuple(_relation_rows(catalogue))),
        Table("sources", "Who speaks and who carries", _SOURCE_COLUMNS, tuple(_source_rows(catalogue))),
        Table(
            "questions", "Questions, and how they stand", _QUESTION_COLUMNS, tuple(_question_rows(catalogue, standings))
        ),
    )


_ARTICLE_COLUMNS = (
    ("id", "permanent id of the report"),
    ("address", "its page on this site"),
    ("title", "its headline"),
    ("outlet", "id of the source that published it"),
    ("published", "date of publication, EDTF"),
    ("published_basis", "how that date is known"),
    ("author", "byline"),
    ("rendition", "full, excerpt or precis"),
    ("url", "address of the original"),
    ("comments_held", "comments in this archive"),
    ("comments_stated", "comments the original page counted"),
)
_COMMENT_COLUMNS = (
    ("article", "id of the report it stands under"),
    ("id", "its id in the thread"),
    ("address", "its place on this site"),
    ("parent", "id of the comment it answers, as recorded by the page"),
    ("depth", "1 at top level"),
    ("author", "as shown; empty where not shown"),
    ("date", "EDTF"),
    ("text", "verbatim, or the archive's retelling where the thread says so"),
    ("gaps", "what the saved copy lost"),
    ("cover", "what kind of words stand in it, where it is covered"),
    ("inferred_reply_to", "id of the comment it probably answers"),
)
_CLAIM_COLUMNS = (
    ("article", "id of the report"),
    ("id", "id of the claim in it"),
    ("ref", "its ids in other lists"),
    ("address", "its mark on this site"),
    ("comment", "id of the comment it stands in; empty in the report"),
    ("block", "the block that holds its words"),
    ("quote", "its words"),
    ("says", "what it says, in one sentence of the archive's"),
    ("speaker", "id of the source that speaks"),
    ("unnamed", "description of a speaker without a name"),
    ("because", "why the name is withheld, as stated"),
    ("via", "ids of those who carried it, in order"),
    ("basis", "on what footing it was said"),
    ("stance", "how it was said"),
    ("hedge", "hedging words, as printed"),
    ("said", "time as worded"),
    ("date", "date it was said, EDTF"),
    ("date_basis", "how that date is known"),
    ("question", "id of the question it answers"),
    ("answer", "key of its answer"),
    ("cites", "what source a commenter gives"),
)
_FIGURE_COLUMNS = (
    ("article", "id of the report"),
    ("claim", "id of the claim"),
    ("question", "id of the question"),
    ("low", "lower bound; empty where open"),
    ("high", "upper bound; empty where open"),
    ("qualifier", "about, at least, more than, up to, nearly, under, forecast"),
    ("unit", "unit of the question"),
    ("predicate", "what was measured, as worded"),
    ("as_of", "date the figure is about, EDTF"),
)
_RELATION_COLUMNS = (
    ("from", "address of a claim: article#claim"),
    ("to", "address of a claim: article#claim"),
    ("type", "kind of relation"),
    ("why", "the reason"),
    ("ref", "its ids in other lists"),
)
_SOURCE_COLUMNS = (
    ("id", "permanent id"),
    ("name", "its name"),
    ("kind", "person, office, organisation, armed-group, agency, outlet, monitor or document"),
    ("role", "its role"),
    ("speaks_for", "id of the source it is counted with"),
    ("also", "forms of the name as worded"),
    ("url", "its address"),
    ("said", "claims it made"),
    ("carried", "claims it passed on"),
)
_QUESTION_COLUMNS = (
    ("id", "permanent id"),
    ("question", "the question"),
    ("unit", "unit, where the answer is a quantity"),
    ("standing", "what the claims amount to, computed"),
    ("claims", "claims that answer it, comments apart"),
    ("reports", "reports they stand in"),
    ("origins", "independent origins behind them"),
)


def _article_rows(catalogue: Catalogue) -> Iterator[tuple[str, ...]]:
    for article in catalogue.archive.articles:
        thread = article.thread
        yield (
            article.id,
            urls.article_url(article.id),
            article.title.words,
            article.outlet,
            _date(article.published),
            article.published_basis,
            article.author,
            article.rendition,
            article.url,
            str(len(thread.comments)) if thread else "",
            str(thread.stated) if thread and thread.stated is not None else "",
        )


def _comment_rows(catalogue: Catalogue) -> Iterator[tuple[str, ...]]:
    for article in catalogue.archive.articles:
        for comment in article.thread.comments if article.thread else ():
            yield (
                article.id,
                comment.id,
                urls.comment_url(article.id, comment.id, comment.number),
                comment.parent,
                str(comment.depth),
                comment.author,
                _date(comment.date),
                comment.text,
                _listed(comment.gaps),
                comment.cover,
                comment.answers.id if comment.answers else "",
            )


def _claim_rows(catalogue: Catalogue) -> Iterator[tuple[str, ...]]:
    for entry in catalogue.entries:
        claim = entry.claim
        yield (
            *(entry.article.id, claim.id, _listed(claim.refs), catalogue.url_of(entry)),
            *(claim.comment, claim.block, claim.quote.exact, claim.says),
            *(speaker_of(entry), claim.unnamed, claim.because, _listed(claim.via), claim.basis, claim.stance),
            *(claim.hedge, claim.said, _date(claim.date), claim.date_basis),
            *(claim.question, claim.answer, claim.cites or ""),
        )


def _figure_rows(catalogue: Catalogue) -> Iterator[tuple[str, ...]]:
    for entry in catalogue.entries:
        if amount := entry.claim.amount:
            question = catalogue.questions.get(entry.claim.question)
            yield (
                *(entry.article.id, entry.claim.id, entry.claim.question),
                "" if amount.low is None else str(amount.low),
                "" if amount.high is None else str(amount.high),
                *(amount.qualifier, question.unit if question else "", amount.predicate),
                _date(amount.as_of or entry.claim.date),
            )


def _relation_rows(catalogue: Catalogue) -> Iterator[tuple[str, ...]]:
    for relation in catalogue.archive.relations:
        ends = (f"{end.article}#{end.claim}" for end in (relation.source, relation.target))
        yield (*ends, relation.type, relation.why, _listed(relation.refs))


def _source_rows(catalogue: Catalogue) -> Iterator[tuple[str, ...]]:
    for source in catalogue.archive.sources:
        said = _count(catalogue.said_by, source.id)
        carried = _count(catalogue.carried_by, source.id)
        also = _listed(source.also)
        yield (source.id, source.name, source.kind, source.role, source.speaks_for, also, source.url, said, carried)


def _question_rows(catalogue: Catalogue, standings: Mapping[str, Standing]) -> Iterator[tuple[str, ...]]:
    for question in catalogue.archive.questions:
        standing = standings[question.id]
        counts = (str(standing.claims), str(standing.reports), str(standing.origins))
        yield (question.id, question.question, question.unit, standing.word, *counts)


def _count(lists: Mapping[str, tuple[Entry, ...]], key: str) -> str:
    return str(len(lists.get(key, ())))


def _date(when: When | None) -> str:
    return when.edtf if when else ""


def _listed(words: Iterable[str]) -> str:
    return "; ".join(words)
