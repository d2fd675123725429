"""In: a question's standing. Out: its answers side by side: who stands on which, counted once and then as an echo.

Must not judge: the word and the origins are standing's.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.core import urls
from generator.core.answers import gives_answer
from generator.core.catalogue import Entry
from generator.core.model import Mark, Question
from generator.core.pages import wording
from generator.core.pages.frame import Stage
from generator.core.standing import OriginGroup, Standing, Word
from generator.core.words import Words

_SIGNS = {
    Word.DISPUTED: "disputed",
    Word.INCONSISTENT: "disputed",
    Word.UPDATED: "updated",
    Word.CORROBORATED: "agreed",
    Word.REPEATED: "single",
    Word.SINGLE_SOURCE: "single",
    Word.UNATTRIBUTED: "open",
    Word.OPEN: "open",
    Word.NOT_ASSESSED: "none",
}
MOST_MARKS = 24  # in one row; of more, the words beside it tell the number


@dataclass(frozen=True, slots=True)
class MarkView:
    """One mark of a row: filled where a voice speaks first, an echo where it is heard again; or a gap between sides."""

    mark: str  # yes, no, unk, all; "" for a gap
    echo: bool = False


@dataclass(frozen=True, slots=True)
class StateView:
    """The word for a question with its sign, and the counts behind it."""

    sign: str
    label: str
    counts: str


@dataclass(frozen=True, slots=True)
class Voice:
    """One origin on one side, with its claims in order of time."""

    group: OriginGroup
    entries: tuple[Entry, ...]
    mark: str
    echo: bool  # it was counted on a side before this one
    counted_under: str  # the label of that side


@dataclass(frozen=True, slots=True)
class Side:
    """One answer with everybody who gives it; `telling` is false for the side of those who give none."""

    key: str
    label: str
    mark: str
    telling: bool
    voices: tuple[Voice, ...]

    @property
    def claims(self) -> int:
        """How many claims stand on it."""
        return sum(len(voice.entries) for voice in self.voices)

    @property
    def origins(self) -> int:
        """How many origins speak here first."""
        return sum(not voice.echo for voice in self.voices)


@dataclass(frozen=True, slots=True)
class MarksRow:
    """A question's marks in one row, and the same in words."""

    marks: tuple[MarkView, ...]
    words: str


def show_state(standing: Standing, words: Words) -> StateView:
    """The word, its sign and its counts."""
    label, counts = wording.say_standing(standing, words), wording.say_counts(standing, words)
    return StateView(_SIGNS[standing.word], label, counts)


def find_sides(stage: Stage, standing: Standing) -> tuple[Side, ...]:
    """The answers that somebody gives, in the question's order, and last those who give none.

    Silence, refusals to say and claims without an answer stand under the question's first unclear answer.
    """
    return stage.once(_find_sides, standing, standing.question)


def _find_sides(stage: Stage, standing: Standing) -> tuple[Side, ...]:
    question = stage.catalogue.questions[standing.question]
    unclear = next((answer for answer in question.answers if answer.mark is Mark.UNCLEAR), None)
    labels = {answer.key: (answer.label, wording.MARK[answer.mark]) for answer in question.answers}
    none = unclear.key if unclear else ""
    placed: dict[str, dict[str, tuple[OriginGroup, list[Entry]]]] = {}
    for group in standing.groups:
        for entry in group.entries:
            telling = gives_answer(stage.catalogue, entry)
            side = group.answer if telling or labels.get(group.answer, ("", ""))[1] == "unk" else none
            placed.setdefault(side, {}).setdefault(group.key, (group, []))[1].append(entry)
    order = [*labels, *(() if none in labels else (none,))]
    first: dict[str, tuple[str, str]] = {}
    sides = []
    for key in order:
        if key in placed:
            label, mark = _name_side(question, key, labels, stage.words)
            voices = []
            for group, entries in placed[key].values():
                told, told_label = first.setdefault(group.key, (key, label))
                echo = told != key
                voices.append(Voice(group, tuple(entries), mark, echo, told_label if echo else ""))
            sides.append(Side(key, label, mark, mark != "unk", tuple(voices)))
    return tuple(sides)


def mark_row(sides: tuple[Side, ...], question: Question, words: Words) -> MarksRow:
    """All sides in one row of marks; the words say what the marks show."""
    marks: list[MarkView] = []
    said = []
    for side in sides:
        marks += [MarkView("")] if marks else []
        marks += list(side_marks(side))
        said.append(_say_side(side, bool(question.unit), words))
    return MarksRow(tuple(marks[:MOST_MARKS]), words.say("join.semicolon").join(said))


def side_marks(side: Side) -> Iterator[MarkView]:
    """A filled mark for each origin that speaks here first, an echo for each claim beyond."""
    for voice in side.voices:
        yield MarkView(side.mark, voice.echo)
        yield from (MarkView(side.mark, True) for _ in voice.entries[1:])


def voice_url(stage: Stage, group: OriginGroup) -> str:
    """The page of the source an origin is, if it is one."""
    return urls.source_url(group.source) if group.source in stage.catalogue.sources else ""


def _name_side(question: Question, key: str, labels: dict[str, tuple[str, str]], words: Words) -> tuple[str, str]:
    if key in labels:
        return labels[key]
    return (words.say("question.figures"), "all") if question.unit else (words.say("question.no-answer"), "unk")


def _say_side(side: Side, figures: bool, words: Words) -> str:
    if not side.origins:
        return words.say("question.marks-more", count=side.claims, answer=side.label)
    key = "figures" if figures else "silent" if side.key == "" else "answer"
    told = words.say(f"question.marks-{key}", count=side.origins, answer=side.label)
    if side.claims == side.origins:
        return told
    return words.listed([told, words.say("count.in-claims", count=side.claims)])
