"""In: the stage. Out: question/<id>.html for questions answered in words: the answers side by side.

Must not count anew: who is one origin, and the word for it all, come from standing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice

from generator.core import urls
from generator.core.model import Question
from generator.core.pages.claims import ClaimView, show_claim
from generator.core.pages.evidence import Evidence, show_evidence
from generator.core.pages.frame import Frame, Page, Stage, make_frame
from generator.core.pages.sides import MOST_MARKS, MarkView, Side, Voice, find_sides, show_state, side_marks, voice_url
from generator.core.pages.slices import Due, Slice
from generator.core.pages.wording import describe_origin, name_origin

_MOST_VOICES = 60  # on one side
_MOST_ANSWERS = 60  # of one voice on one side


@dataclass(frozen=True, slots=True)
class AnswerView:
    """One claim in its voice's block."""

    claim: ClaimView
    replaced: bool  # by a later answer


@dataclass(frozen=True, slots=True)
class VoiceView:
    """One origin on one side."""

    name: str
    url: str
    role: str
    mark: str
    echo: bool
    tie: str  # "2 claims, one origin", or where it was counted already
    answers: tuple[AnswerView, ...]
    more: int  # answers not listed


@dataclass(frozen=True, slots=True)
class SideView:
    """One answer: a column."""

    key: str
    label: str
    mark: str
    hint: str
    marks: tuple[MarkView, ...]
    voices: tuple[VoiceView, ...]
    more: int  # voices not listed


@dataclass(frozen=True, slots=True)
class QuestionView:
    frame: Frame
    evidence: Evidence
    sides: tuple[SideView, ...]
    missing: tuple[str, ...]  # answers the question allows and no report gives


def question_pages(stage: Stage) -> Iterator[Due[Page]]:
    """A page for every question that is answered in words."""
    for question in stage.catalogue.archive.questions:
        if not question.unit:
            shown = Slice(questions=(question.id,))
            yield Due(urls.question_url(question.id), shown, partial(_make_page, stage, question))


def describe(stage: Stage, question: Question) -> str:
    """One sentence about a question's page, for search results and previews."""
    standing = stage.standings[question.id]
    state = show_state(standing, stage.words)
    return question.summary or stage.words.say("question.description", standing=state.label, counts=state.counts)


def _make_page(stage: Stage, question: Question) -> Page:
    url = urls.question_url(question.id)
    return Page(url, "pages/question.html", _show_question(stage, question, url))


def _show_question(stage: Stage, question: Question, url: str) -> QuestionView:
    sides = find_sides(stage, stage.standings[question.id])
    given = {side.key for side in sides}
    return QuestionView(
        frame=make_frame(stage, url, question.question, describe(stage, question)),
        evidence=show_evidence(stage, question, sides),
        sides=tuple(_show_side(stage, side) for side in sides),
        missing=tuple(answer.label for answer in question.answers if answer.key not in given) if sides else (),
    )


def _show_side(stage: Stage, side: Side) -> SideView:
    again = sum(voice.echo for voice in side.voices)
    say = stage.words.say
    origins, claims = say("count.origins", count=side.origins), say("count.claims", count=side.claims)
    key = "question.hint-again" if again else "question.hint"
    return SideView(
        key=side.key or "no-answer",
        label=side.label,
        mark=side.mark,
        hint=say(key, origins=origins, claims=claims, count=again),
        marks=tuple(islice(side_marks(side), MOST_MARKS)),
        voices=tuple(_show_voice(stage, voice) for voice in side.voices[:_MOST_VOICES]),
        more=max(0, len(side.voices) - _MOST_VOICES),
    )


def _show_voice(stage: Stage, voice: Voice) -> VoiceView:
    superseded = stage.standings[voice.entries[0].claim.question].superseded
    number = len(voice.entries)
    if voice.echo:
        tie = stage.words.say("question.counted", answer=voice.counted_under)
    else:
        tie = stage.words.say("question.one-origin", count=number)
    return VoiceView(
        name=name_origin(voice.group, stage.words),
        url=voice_url(stage, voice.group),
        role=describe_origin(voice.group, stage.words) or _say_report(stage, voice),
        mark=voice.mark,
        echo=voice.echo,
        tie=tie if voice.echo or number > 1 else "",
        answers=tuple(
            AnswerView(show_claim(stage, entry), entry.address in superseded) for entry in voice.entries[:_MOST_ANSWERS]
        ),
        more=max(0, number - _MOST_ANSWERS),
    )


def _say_report(stage: Stage, voice: Voice) -> str:
    """Where nobody is named, which report says it."""
    outlet = stage.catalogue.sources.get(voice.entries[0].article.outlet)
    if not outlet or voice.group.source:
        return ""
    return stage.words.say("question.in-outlet", outlet=outlet.name)
