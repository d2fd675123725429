"""In: a claim and the standing of its question. Out: what it answers, who else answers so, and what others answer.

Must not judge: standing has.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

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


MOST_NAMES = 4  # kept of those who say one thing; of the rest the number


@dataclass(frozen=True, slots=True)
class OtherAnswer:
    """An answer that others give, with the short names of the first of them, and how many more they are."""

    mark: str
    label: str
    names: tuple[str, ...]
    more: int = 0

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


@dataclass(frozen=True, slots=True)
class _Weight:
    """What is said to one question, seen from one answer to it: who says the same, by name and origin, and the rest."""

    same: Mapping[str, frozenset[str]]
    others: tuple[OtherAnswer, ...]


Weights = Mapping[tuple[str, Amount | None], _Weight]  # by a claim's answer and figure


@dataclass(frozen=True, slots=True)
class Scale:
    """A question's answers weighed once for all its claims. `origins`: the key of each claim's, by its address."""

    origins: Mapping[str, str]
    weights: Weights


def make_scale(catalogue: Catalogue, question: Question, standing: Standing, words: Words) -> Scale:
    """Weigh every answer to a question against all others."""
    told = [
        (group.key, _group_name(catalogue, group, words), list(_list_answers(question, group, words)))
        for group in standing.groups
    ]
    spoken = [entry.claim for group in standing.groups for entry in group.entries]
    given = dict.fromkeys(
        (claim.answer, claim.amount) for claim in (*spoken, *(each.claim for each in standing.comments))
    )
    return Scale(
        origins={entry.address: group.key for group in standing.groups for entry in group.entries},
        weights={(answer, amount): _weigh_answer(told, answer, amount, words) for answer, amount in given},
    )


def weigh(scale: Scale | None, entry: Entry) -> tuple[tuple[str, ...], int, tuple[OtherAnswer, ...]]:
    """Which other origins say the same, how many more do, and what the others say.

    The speaker's own other answers are among those.
    """
    if scale is None:
        return (), 0, ()
    mine = scale.origins.get(entry.address, "")
    weight = scale.weights[entry.claim.answer, entry.claim.amount]
    agreeing = (name for name, origins in weight.same.items() if origins != {mine})
    names = tuple(islice(agreeing, MOST_NAMES))
    more = sum(1 for _ in agreeing) if len(names) == MOST_NAMES else 0
    return names, more, weight.others


@dataclass(frozen=True, slots=True)
class _Told:
    """One answer of an origin: its mark and words, the word's key or the figure."""

    mark: str
    label: str
    answer: str
    amount: Amount | None


def _weigh_answer(
    told: Iterable[tuple[str, str, list[_Told]]], answer: str, amount: Amount | None, words: Words
) -> _Weight:
    same: dict[str, set[str]] = {}
    others: dict[tuple[str, str], dict[str, None]] = {}
    for key, name, answers in told:
        for each in answers:
            if each.amount is None:
                agrees, label = each.answer == answer, each.label
            else:
                agrees, label = _same_figure(amount, each.amount), each.label
                if each.amount.predicate and (not amount or each.amount.predicate != amount.predicate):
                    label = words.say("join.parenthesis", words=label, more=each.amount.predicate)
            if agrees:
                same.setdefault(name, set()).add(key)
            else:
                others.setdefault((each.mark, label), {})[name] = None
    listed = sorted(others.items(), key=lambda item: item[0][0] == "unk")
    return _Weight(
        same={name: frozenset(keys) for name, keys in same.items()},
        others=tuple(
            OtherAnswer(mark, label, tuple(islice(names, MOST_NAMES)), max(0, len(names) - MOST_NAMES))
            for (mark, label), names in listed
        ),
    )


def _list_answers(question: Question, group: OriginGroup, words: Words) -> Iterator[_Told]:
    """Each answer of one origin: one word, or its figures."""
    spoken = [each.claim for each in group.entries]
    if group.answer:
        quiet = all(each.stance in wording.QUIET for each in spoken)
        mark = "unk" if quiet else _answer_mark(question, group.answer)
        label = next((each.label for each in question.answers if each.key == group.answer), group.answer)
        yield _Told(mark, label, group.answer, None)
        return
    for each in spoken:
        if each.amount and (each.amount.low is not None or each.amount.high is not None):
            yield _Told("all", say_amount(each.amount, words, question.unit_label or question.unit), "", each.amount)


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
