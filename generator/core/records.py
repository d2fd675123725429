"""In: nothing. Out: one record a content file: its keys, what each holds, and which cannot stand together.

Must not look beyond one file, nor read what a value means (Markdown, a quotation, a date's span): the readers do.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Annotated, ClassVar, Literal, TypeGuard

from pydantic import BeforeValidator, ConfigDict, Field, RootModel, Strict

from generator.core.model import Basis, Cites, Gap, Mark, RelationType, Rendition, SourceKind, Stance
from generator.core.record_faults import Fault, Record, refuse, say_kind, say_value
from generator.core.values import (
    Address,
    BaseUrl,
    CommentId,
    Digest,
    Figure,
    Format,
    Id,
    Ids,
    Language,
    Names,
    PageId,
    PageIds,
    References,
    Theme,
    Url,
    WhenValue,
    Words,
)


class FrameRecord(Record):
    """A frame that was saved with the untouched copy."""

    name: Words = Field(description="what the page calls it: a file beside the page, or an address")
    file: Words = Field(description="its file in frames/")
    sha256: Digest = Field(description="the digest of that file")


class ArticleRecord(Record):
    """The front matter of article.md."""

    title: Words = Field(description="the headline, as published")
    outlet: Id = Field("", description="who published it: the id of a source")
    url: Url = Field("", description="the address of the original")
    published: WhenValue | None = Field(None, description="when it was published: a date or an EDTF string")
    published_basis: str = Field("", description="how that date is known; wanted where the text itself does not say")
    author: str = Field("", description="its byline, as printed")
    rendition: Annotated[Rendition, Strict(False)] = Field(
        Rendition.FULL, description="how much of the original stands here: full, excerpt, or the archive's own precis"
    )
    summary: str = Field("", description="what it reports, in a sentence or two")
    tags: PageIds = Field((), description="words to find it by")
    lang: Language = Field("", description="its language, where it is not the site's")
    captured: WhenValue | None = Field(None, description="when the copy was saved")
    sha256: Digest = Field("", description="the digest of the untouched copy, capture.*")
    frames: Annotated[tuple[FrameRecord, ...], Strict(False)] = Field(
        (), description="frames that were saved with the copy, in frames/"
    )
    note: str = Field("", description="the archive's remark on this copy, in Markdown")


class InferredReplyRecord(Record):
    """A reply that the page does not record and the curator infers."""

    id: CommentId = Field(description="the comment it answers")
    why: Words = Field(description="what shows it")


class CommentRecord(Record):
    """One [[comment]] of thread.toml."""

    id: CommentId = Field(description="permanent and unique in the thread; the page's own number where it has one")
    parent: CommentId = Field("", description="the comment the page records it as a reply to; absent at top level")
    author: str = Field("", description="the name shown; absent where none is")
    author_basis: str = Field("", description="how the name is known, where the page does not print it")
    date: WhenValue | None = Field(None, description="when it was written")
    text: str = Field("", description="its words, verbatim; absent where they were not saved")
    format: Format | None = Field(None, description="plain or markdown; absent as the thread says")
    gaps: Annotated[tuple[Annotated[Gap, Strict(False)], ...], Strict(False)] = Field(
        (), description="what the saved copy lost of it: link, text, author, date"
    )
    cover: str = Field("", description="a label behind which its text is folded")
    label: str = Field("", description="a label above its open text")
    answers: InferredReplyRecord | None = Field(None, description="a reply inferred, with its reason")


class ThreadRecord(Record):
    """thread.toml."""

    stated: int | None = Field(None, ge=0, description="how many comments the page says it has")
    max_depth: int | None = Field(None, ge=1, description="the depth at which the site stopped nesting replies")
    retold: bool = Field(False, description="whether the texts are the archive's own words")
    note: str = Field("", description="the archive's remark on this thread, in Markdown")
    format: Format = Field("plain", description="plain or markdown, for every comment that does not say")
    comment: Annotated[tuple[CommentRecord, ...], Strict(False)] = Field((), description="the comments")


class ClaimRecord(Record):
    """One [[claim]] of claims.toml."""

    id: Id = Field(description="permanent and unique in the article")
    ref: References = Field((), description="its ids in somebody else's list")
    in_: Words = Field("", alias="in", description="title, summary, a block such as p7, or 'comment 2.1'")
    quote: Words = Field(description="the exact words it stands on; ' … ' joins parts of one cut quotation")
    before: str = Field("", description="the words just before, where the quote alone fits twice")
    after: str = Field("", description="the words just after, where the quote alone fits twice")
    says: Words = Field(description="what is claimed, in one plain sentence of the archive's")
    speaker: Id = Field("", description="who says it: the id of a source")
    unnamed: Words = Field("", description="the speaker's description, where no name is given")
    because: str = Field("", description="why the speaker is not named, as printed")
    via: Ids = Field((), description="sources it went through, between the speaker and the outlet")
    basis: Annotated[Basis, Strict(False)] = Field(description="on what footing it was said")
    stance: Annotated[Stance, Strict(False)] = Field(description="what the speaker does: asserts, denies, expects …")
    hedge: str = Field("", description="hedging words, as printed")
    said: str = Field("", description="the time it was said, as worded")
    date: WhenValue | None = Field(None, description="that time as a date or an EDTF string")
    date_basis: str = Field("", description="how that date is known")
    question: Id = Field("", description="the question it answers")
    answer: Id = Field("", description="one of that question's answers")
    value: Figure | None = Field(None, description="the quantity it gives")
    low: Figure | None = Field(None, description="the lower end of the quantity it gives")
    high: Figure | None = Field(None, description="the upper end of the quantity it gives")
    qualifier: Literal["about", "at least", "more than", "up to", "nearly", "under", "forecast"] | None = Field(
        None, description="how the quantity is meant"
    )
    predicate: str = Field("", description="what exactly was measured, as worded")
    as_of: WhenValue | None = Field(None, description="the time the quantity is about; absent as date")
    note: str = Field("", description="the archive's remark, in Markdown")
    cites: Annotated[Cites, Strict(False)] | None = Field(
        None, description="for a comment: what source its author gives"
    )

    @classmethod
    def rules(cls, table: Mapping[str, object]) -> Iterator[Fault]:
        if "speaker" in table and "unnamed" in table:
            hint = "keep speaker where the name is known, unnamed where it is not"
            words = "a claim has a speaker or an unnamed one, not both"
            yield Fault("speaker-and-unnamed", words, hint, ("unnamed",), at_key=True, rival=("speaker",))
        if "because" in table and "unnamed" not in table:
            hint = "add unnamed = …, the speaker as described"
            words = "because says why a speaker is not named, and there is no unnamed here"
            yield Fault("because-without-unnamed", words, hint, ("because",), at_key=True)
        yield from _check_amount(table)
        if "cites" in table and not str(table.get("in", "")).startswith("comment "):
            hint = 'take it out, or say in which comment: in = "comment 2.1"'
            yield Fault("cites-outside-comments", "cites is for claims in comments only", hint, ("cites",), at_key=True)


def _check_amount(table: Mapping[str, object]) -> Iterator[Fault]:
    figures = [key for key in ("value", "low", "high") if key in table]
    if figures and "answer" in table:
        words = "a claim gives an answer in words or a quantity, not both"
        hint = "keep the one that its question asks for"
        yield Fault("answer-and-figure", words, hint, (figures[0],), at_key=True, rival=("answer",))
    if "answer" in table and "question" not in table:
        hint = "add question = …, the id of a question"
        yield Fault("answer-without-question", "there is no question to answer", hint, ("answer",), at_key=True)
    if len(figures) > 1 and figures[0] == "value":
        words = "a quantity is one value, or low and high, not both"
        yield Fault("value-and-range", words, "keep one of them", (figures[1],), at_key=True, rival=("value",))
    if "qualifier" in table and not figures:
        hint = "add value, or low and high"
        yield Fault("qualifier-without-figure", "there is no quantity to qualify", hint, ("qualifier",), at_key=True)
    low, high = table.get("low"), table.get("high")
    if _is_number(low) and _is_number(high) and low > high:
        words = f"low is {say_value(low)}, above high, which is {say_value(high)}"
        yield Fault("low-above-high", words, "exchange them", ("low",))


def _is_number(value: object) -> TypeGuard[int | Decimal]:
    return isinstance(value, int) or (isinstance(value, Decimal) and value.is_finite())


class ClaimsRecord(Record):
    """claims.toml."""

    claim: Annotated[tuple[ClaimRecord, ...], Strict(False)] = Field((), description="the claims")


class SourceRecord(Record):
    """One table of sources.toml."""

    name: Words = Field(description="its name in full")
    kind: Annotated[SourceKind, Strict(False)] = Field(description="person, office, organisation, armed-group …")
    role: str = Field("", description="what it is known as in these reports")
    speaks_for: Id = Field("", description="the source it is counted as one origin with")
    also: Names = Field((), description="forms of the name as worded in the articles")
    url: Url = Field("", description="its own address")
    short: str = Field("", description="a shorter name, for chains")
    note: str = Field("", description="the archive's remark, in Markdown")


class SourcesRecord(RootModel[dict[PageId, SourceRecord]]):
    """sources.toml: one table a source, under its id."""

    model_config: ClassVar[ConfigDict] = ConfigDict(frozen=True, strict=True)


class AnswerRecord(Record):
    """One of a question's answers; in the file also its label alone."""

    label: Words = Field(description="the answer, as shown")
    mark: Annotated[Mark, Strict(False)] | None = Field(None, description="its shape: yes, no, unclear or other")


def _labelled(value: object) -> object:
    if not isinstance(value, str | dict):
        predicate = f"must be a label in quotes, or a table with label and mark; this is {say_kind(value)}"
        raise refuse("wrong-type", predicate)
    return {"label": value} if isinstance(value, str) else value


class QuestionRecord(Record):
    """One table of questions.toml."""

    question: Words = Field(description="the question, with its question mark")
    answers: dict[
        Id, Annotated[AnswerRecord, BeforeValidator(_labelled, json_schema_input_type=str | AnswerRecord)]
    ] = Field({}, description="its answers in the order shown: key = label")
    unit: str = Field("", description="the unit of the quantities that answer it")
    unit_label: str = Field("", description="the unit, spelled out")
    axis_from: Figure | None = Field(None, description="where the axis of its chart begins; absent at 0")
    about: str = Field("", description="place and time, in a few words")
    summary: str = Field("", description="who differs, in a sentence or two")
    note: str = Field("", description="what a reader needs to know, in Markdown")

    @classmethod
    def rules(cls, table: Mapping[str, object]) -> Iterator[Fault]:
        if bool(table.get("answers")) == bool(table.get("unit")):
            words = "a question has answers or a unit" + (", not both" if table.get("unit") else "; this has neither")
            hint = 'answers = { yes = "Yes", no = "No" } for words, unit = "%" for quantities'
            rival: tuple[str, ...] = ("answers",) if table.get("unit") else ()
            path = ("unit",) if "unit" in table else ("answers",)
            yield Fault("answers-or-unit", words, hint, path, at_key=True, rival=rival)


class QuestionsRecord(RootModel[dict[PageId, QuestionRecord]]):
    """questions.toml: one table a question, under its id."""

    model_config: ClassVar[ConfigDict] = ConfigDict(frozen=True, strict=True)


class RelationRecord(Record):
    """One [[relation]] of relations.toml."""

    from_: Address = Field(alias="from", description="the claim that relates: article-id#claim-id")
    to: Address = Field(description="the claim it relates to: article-id#claim-id")
    type: Annotated[RelationType, Strict(False)] = Field(description="how: repeats, contradicts, updates …")
    why: Words = Field(description="the reason, in a sentence")
    ref: References = Field((), description="its ids in somebody else's list")


class RelationsRecord(Record):
    """relations.toml."""

    relation: Annotated[tuple[RelationRecord, ...], Strict(False)] = Field((), description="the relations")


class LimitsRecord(Record):
    """[limits] of site.toml: caps on what is read."""

    body_kb: int = Field(2048, ge=1, description="kilobytes of an article's body")
    comment_kb: int = Field(64, ge=1, description="kilobytes of one comment")
    comments: int = Field(200_000, ge=1, description="comments of one thread")
    highlight_kb: int = Field(64, ge=1, description="kilobytes of a code block that are highlighted")
    depth: int = Field(100, ge=1, description="how deep Markdown may nest")
    marks: int = Field(250_000, ge=1, description="signs of markup in one text: brackets, asterisks, bars, lines …")


class SiteRecord(Record):
    """site.toml."""

    title: Words = Field(description="the name of the archive")
    description: str = Field("", description="what it is about: the lede of the home page")
    language: Language = Field("en", description="the language of its content")
    interface: Language = Field("", description="the language of everything around it; absent = the same")
    base_url: BaseUrl = Field("", description="where it will stand, for feeds and the site map")
    editor: str = Field("", description="who keeps it")
    footer: str = Field("", description="one sentence at the foot of every page")
    lead: Id = Field("", description="the question the home page opens with")
    theme: Theme = Field("", description="a folder of templates to prefer")
    publish_captures: bool = Field(False, description="whether the untouched originals are published")
    text_fragments: bool = Field(True, description="whether notes lead to their words at the original")
    strict: bool = Field(True, description="whether a claim that lost its place stops the build")
    limits: LimitsRecord = Field(default_factory=LimitsRecord, description="caps on what is read")


class PageRecord(Record):
    """The front matter of a free page."""

    title: Words = Field(description="its title")
    summary: str = Field("", description="what it says, in a sentence")
    order: int | None = Field(None, description="its place in the footer's list; absent = not listed")
