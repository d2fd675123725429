"""In: a catalogue and its standings. Out: the archive as tables of text: what each column means, and its rows.

Must not write files' bytes: exports does.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import chain

from generator.core import urls
from generator.core.catalogue import Catalogue, Entry, speaker_of
from generator.core.model import Article, When
from generator.core.standing import Standing
from generator.core.words import Words

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """One CSV file: its name without ending, what it holds, and each column with what it means."""

    name: str
    title: str
    columns: tuple[tuple[str, str], ...]
    rows: Collection[Row]


@dataclass(frozen=True, slots=True)
class Rows(Collection[Row]):
    """As many rows, each written when it is asked for."""

    size: int
    write: Callable[[], Iterator[Row]]

    def __len__(self) -> int:
        return self.size

    def __iter__(self) -> Iterator[Row]:
        return self.write()

    def __contains__(self, row: object) -> bool:
        return any(row == each for each in self)


def list_tables(catalogue: Catalogue, standings: Mapping[str, Standing], words: Words) -> tuple[Table, ...]:
    """The tables that are published, in the order the data page shows them."""
    archive = catalogue.archive
    comments = sum(len(each.thread.comments) for each in archive.articles if each.thread)
    figures = sum(bool(entry.claim.amount) for entry in catalogue.entries)

    def rows(size: int, write: Callable[..., Iterator[Row]], *given: object) -> Rows:
        return Rows(size, partial(write, catalogue, *given))

    return (
        _make_table("articles", _ARTICLE_COLUMNS, rows(len(archive.articles), _article_rows), words),
        _make_table("comments", COMMENT_COLUMNS, rows(comments, _comment_rows), words),
        _make_table("claims", _CLAIM_COLUMNS, rows(len(catalogue.entries), _claim_rows), words),
        _make_table("figures", _FIGURE_COLUMNS, rows(figures, _figure_rows), words),
        _make_table("relations", _RELATION_COLUMNS, rows(len(archive.relations), _relation_rows), words),
        _make_table("sources", _SOURCE_COLUMNS, rows(len(archive.sources), _source_rows), words),
        _make_table("questions", _QUESTION_COLUMNS, rows(len(archive.questions), _question_rows, standings), words),
    )


def list_claims(catalogue: Catalogue) -> Iterator[dict[str, str]]:
    """The rows of the table of claims, by column."""
    for row in _claim_rows(catalogue):
        yield dict(zip(_CLAIM_COLUMNS, row, strict=True))


def _make_table(name: str, columns: tuple[str, ...], rows: Rows, words: Words) -> Table:
    meant = tuple((column, words.say(f"table-{name}.{column}")) for column in columns)
    return Table(name, words.say(f"table-{name}.table"), meant, rows)


_ARTICLE_COLUMNS = (
    "id",
    "address",
    "title",
    "outlet",
    "published",
    "published_basis",
    "author",
    "rendition",
    "url",
    "comments_held",
    "comments_stated",
)
COMMENT_COLUMNS = (
    "article",
    "id",
    "address",
    "parent",
    "depth",
    "author",
    "date",
    "text",
    "gaps",
    "cover",
    "inferred_reply_to",
)
_CLAIM_COLUMNS = (
    "article",
    "id",
    "ref",
    "address",
    "comment",
    "block",
    "quote",
    "says",
    "speaker",
    "unnamed",
    "because",
    "via",
    "basis",
    "stance",
    "hedge",
    "said",
    "date",
    "date_basis",
    "question",
    "answer",
    "cites",
)
_FIGURE_COLUMNS = ("article", "claim", "question", "low", "high", "qualifier", "unit", "predicate", "as_of")
_RELATION_COLUMNS = ("from", "to", "type", "why", "ref")
_SOURCE_COLUMNS = ("id", "name", "kind", "role", "speaks_for", "also", "url", "said", "carried")
_QUESTION_COLUMNS = ("id", "question", "unit", "standing", "claims", "reports", "origins")


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


def _comment_rows(catalogue: Catalogue) -> Iterator[Row]:
    return chain.from_iterable(map(list_comments, catalogue.archive.articles))


def list_comments(article: Article) -> Iterator[tuple[str, ...]]:
    """An article's rows of the table of comments."""
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
