"""In: a claim and the standing of its question. Out: what it answers, who else answers so, and what others answer.

Must not judge: standing has.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from generator.core.amounts import figures_agree, interval_of
from generator.core.catalogue import Catalogue, Entry
from generator.core.drawing import say_amount
from generator.core.model import Amount, Question, Source
from generator.core.pages import wording
from generator.core.standing import OriginGroup, Standing, Word
from generator.core.words import Words

_COMMON = (  # words that begin an answer and are no names
    "a about after all almost an and at because before being between both but by did do does during each either every"
    " few fewer for from had has he her his if in it its it’s just less many mere more most nearly neither never no"
    " nobody none nor not nothing of on only or other others over partly perhaps probably she several since some still"
    " than that the their then there these they this those through to too unclear under unknown until up was were when"
    " where while who with without yes yet"
)
_FIRST_WORD = re.compile(r"[\w’']+")


@dataclass(frozen=True, slots=True)
class OtherAnswer:
    """An answer that others give, with their short names."""

    mark: str
    label: str
    names: tuple[str, ...]

    @property
    def within(self) -> str:
        """The label as it stands within a sentence."""
        return lower_first(self.label)


def answer_words(question: Question | None, entry: Entry, words: Words) -> str:
    """What the claim answers: the answer's label, or the figure in words; '' where it answers nothing."""
    if not question:
        return ""
    claim = entry.claim
    if claim.amount:
        return say_amount(claim.amount, words, question.unit_label or question.unit)
    return next((answer.label for answer in question.answers if answer.key == claim.answer), "")


def answer_mark(question: Question | None, entry: Entry) -> str:
    """The shape of its answer: yes, no, unk, all, or '' where it answers nothing."""
    if not question or (not entry.claim.answer and not entry.claim.amount):
        return ""
    if entry.claim.stance in wording.QUIET:
        return "unk"
    if entry.claim.amount:
        return "all"
    return _answer_mark(question, entry.claim.answer)


def _answer_mark(question: Question, key: str) -> str:
    return next((wording.MARK[answer.mark] for answer in question.answers if answer.key == key), "all")


def state_of(standing: Standing | None, agrees: tuple[str, ...], others: tuple[OtherAnswer, ...]) -> str:
    """agreed, disputed, single or, where nobody else speaks to it, alone."""
    if standing is None:
        return "alone"
    if (
        standing.word is Word.SINGLE_SOURCE
        and not agrees
        and not others
        and standing.claims + len(standing.comments) < 2
    ):
        return "alone"
    return wording.STATE[standing.word]


def weigh(
    catalogue: Catalogue, entry: Entry, question: Question | None, standing: Standing | None, words: Words
) -> tuple[tuple[str, ...], tuple[OtherAnswer, ...]]:
    """Which other origins say the same, and what the others say; the speaker's own other answers are among those."""
    if not question or not standing:
        return (), ()
    mine = next((group.key for group in standing.groups for each in group.entries if each.address == entry.address), "")
    agrees: dict[str, None] = {}
    others: dict[tuple[str, str], dict[str, None]] = {}
    for group in standing.groups:
        name = _group_name(catalogue, group, words)
        for mark, label, same in _group_answers(question, group, entry, words):
            if not same:
                others.setdefault((mark, label), {})[name] = None
            elif group.key != mine:
                agrees[name] = None
    listed = sorted(others.items(), key=lambda item: item[0][0] == "unk")
    return tuple(agrees), tuple(OtherAnswer(mark, label, tuple(names)) for (mark, label), names in listed)


def _group_answers(
    question: Question, group: OriginGroup, entry: Entry, words: Words
) -> Iterable[tuple[str, str, bool]]:
    """Mark, label, and whether it is the same answer as the claim's, for each answer of one origin."""
    claim = entry.claim
    spoken = [each.claim for each in group.entries]
    if group.answer:
        quiet = all(each.stance in wording.QUIET for each in spoken)
        mark = "unk" if quiet else _answer_mark(question, group.answer)
        label = next((each.label for each in question.answers if each.key == group.answer), group.answer)
        yield mark, label, group.answer == claim.answer
        return
    for each in spoken:
        if each.amount and each.amount.low is None and each.amount.high is None:
            continue
        if each.amount:
            figure = say_amount(each.amount, words, question.unit_label or question.unit)
            differs = bool(each.amount.predicate) and (
                not claim.amount or each.amount.predicate != claim.amount.predicate
            )
            yield (
                "all",
                words.say("join.parenthesis", words=figure, more=each.amount.predicate) if differs else figure,
                _same_figure(claim.amount, each.amount),
            )


def _same_figure(one: Amount | None, other: Amount) -> bool:
    if one is None:
        return False
    if (one.low, one.high, one.qualifier, one.predicate) == (other.low, other.high, other.qualifier, other.predicate):
        return True
    mine, theirs = interval_of(one), interval_of(other)
    return one.predicate == other.predicate and bool(mine and theirs and figures_agree(mine, theirs))


def _group_name(catalogue: Catalogue, group: OriginGroup, words: Words) -> str:
    if source := catalogue.sources.get(group.source):
        return short_name(source)
    if group.key.startswith("unnamed@"):
        return group.name
    outlet = catalogue.sources.get(group.entries[0].article.outlet)
    name = wording.name_origin(group, words, within=True)
    return words.say("join.parenthesis", words=name, more=short_name(outlet)) if outlet else name


def short_name(source: Source) -> str:
    """The name for chains and lists."""
    return source.short or source.name


def lower_first(label: str) -> str:
    """'Yes' as 'yes', 'The SDF' as 'the SDF'; a name or an initialism stays as it is."""
    first = _FIRST_WORD.match(label)
    if not first or first[0].lower() not in _COMMON.split() or first[0][1:] != first[0][1:].lower():
        return label
    return label[:1].lower() + label[1:]
