"""In: the register files and the free pages. Out: sources, questions, relations and pages, each file read alone.

Must not check that what one file names stands in another: the archive does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from markupsafe import Markup as Html  # only carried

from generator.core.blocks import join_blocks
from generator.core.diagnostics import Checked, Diagnostic, error
from generator.core.fields import read_record, split_front_matter
from generator.core.markdown import Prose, read_inline_prose, read_prose
from generator.core.model import (
    Answer,
    ClaimAddress,
    Footnote,
    FreePage,
    Limits,
    Mark,
    Question,
    Relation,
    Source,
)
from generator.core.records import (
    AnswerRecord,
    PageRecord,
    QuestionRecord,
    QuestionsRecord,
    RelationsRecord,
    SourceRecord,
    SourcesRecord,
)
from generator.core.safe_html import escape, trusted
from generator.core.text import Text

_USUAL = Limits()
_SHAPES: Mapping[str, Mark] = {"yes": Mark.YES, "no": Mark.NO, "unclear": Mark.UNCLEAR}


def read_sources(text: Text, limits: Limits = _USUAL) -> Checked[tuple[Source, ...]]:
    """sources.toml, in its order."""
    read = read_record(text, SourcesRecord)
    if read.value is None:
        return Checked(None, read.diagnostics)
    return Checked(tuple(_make_source(key, record, limits) for key, record in read.value.root.items()))


def read_questions(text: Text, limits: Limits = _USUAL) -> Checked[tuple[Question, ...]]:
    """questions.toml, in its order; an answer without a mark has that of its key: yes, no, unclear, else other."""
    read = read_record(text, QuestionsRecord)
    if read.value is None:
        return Checked(None, read.diagnostics)
    return Checked(tuple(_make_question(key, record, limits) for key, record in read.value.root.items()))


def read_relations(text: Text) -> Checked[tuple[Relation, ...]]:
    """relations.toml, in its order."""
    read = read_record(text, RelationsRecord)
    if read.value is None:
        return Checked(None, read.diagnostics)
    return Checked(
        tuple(
            Relation(_read_address(each.from_), _read_address(each.to), each.type, each.why, each.ref)
            for each in read.value.relation
        )
    )


def read_page(text: Text, limits: Limits) -> Checked[FreePage]:
    """A free page: its name is its file's, without `.md`."""
    name = text.path.rpartition("/")[2].removesuffix(".md")
    front = split_front_matter(text)
    if front.value is None:
        return Checked(None, front.diagnostics)
    start, end, body = front.value
    header = read_record(text, PageRecord, start=start, end=end)
    prose = read_prose(text, body, limits)
    found = (*header.diagnostics, *prose.diagnostics)
    if header.value is None or prose.value is None:
        return Checked(None, found)
    record = header.value
    page = FreePage(name, record.title, record.summary, record.order, _join(prose.value), prose.value.links)
    return Checked(page, (*found, *_check_pictures(text, prose.value, body)))


def _make_source(key: str, record: SourceRecord, limits: Limits) -> Source:
    return Source(
        id=key,
        name=record.name,
        kind=record.kind,
        role=record.role,
        speaks_for=record.speaks_for,
        also=record.also,
        url=record.url,
        short=record.short or record.name,
        note=_read_note(record.note, limits),
    )


def _make_question(key: str, record: QuestionRecord, limits: Limits) -> Question:
    return Question(
        id=key,
        question=record.question,
        answers=tuple(_make_answer(each, answer) for each, answer in record.answers.items()),
        unit=record.unit,
        unit_label=record.unit_label,
        axis_from=record.axis_from,
        about=record.about,
        summary=record.summary,
        note=_read_note(record.note, limits),
    )


def _make_answer(key: str, record: AnswerRecord) -> Answer:
    return Answer(key, record.label, record.mark or _SHAPES.get(key, Mark.OTHER))


def _read_note(markdown: str, limits: Limits) -> Html:
    return read_inline_prose(markdown, limits) if markdown else Html()


def _read_address(words: str) -> ClaimAddress:
    article, _, claim = words.partition("#")
    return ClaimAddress(article, claim)


def _join(prose: Prose) -> Html:
    """A page's blocks and, below them, its footnotes."""
    body = join_blocks(prose.blocks)
    if not prose.footnotes:
        return body
    notes = (part for note in prose.footnotes for part in _write_footnote(note))
    return Html().join((body, trusted('<div role="doc-endnotes"><ol>'), *notes, trusted("</ol></div>")))


def _write_footnote(note: Footnote) -> tuple[Html, ...]:
    return (trusted('<li id="'), escape(note.id), trusted('">'), note.html, trusted("</li>"))


def _check_pictures(text: Text, prose: Prose, body: int) -> Iterator[Diagnostic]:
    for name in prose.pictures:
        at = text.content.find(name, body)
        place = text.place(at, at + len(name)) if at >= 0 else text.place(body)
        hint = "put it into an article, or describe it in words"
        yield error("picture-on-a-page", f"a free page has no folder for {name!r}", place, hint)
