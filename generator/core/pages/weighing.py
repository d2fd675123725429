"""In: a claim and the standing of its question. Out: what it answers, who else answers so, and what others answer.

Must not judge: standing has.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from generator.core.amounts import interval_of
from generator.core.catalogue import Catalogue, Entry
from generator.core.drawing import say_amount
from generator.core.model import Amount, Question, Source
from generator.core.pages import wording
from generator.core.pages.agreement import Figure, gather_figures
from generator.core.standing import OriginGroup, Standing, Word
from generator.core.words import Words

_COMMON = (  # words that begin an answer and are no names
    "a about after all almost an and at because before being between both but by did do does during each either every"
    " few fewer for from had has he her his if in it its it’s just less many mere more most nearly neither never no"
    " nobody none nor not nothing of on only or other others over partly perhaps probably she several since some still"
    " than that the their then there these they this those through to too unclear under unknown until up was were when"
    " where while who with without yes yet"
)
_COMMON_WORDS = frozenset(_COMMON.split())
_FIRST_WORD = re.compile(r"[\w’']+")


MOST_NAMES = 4  # kept of those who say one thing; of the rest the number
MOST_ANSWERS = 4  # kept of what others say, and of those who say nothing


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
class Weight:
    """What is said to one question, seen from one origin's answer to it: who else says the same, and the rest.

    `others`: the first that answer otherwise, then the first that are silent; how many those are that answer, and all.
    """

    names: tuple[str, ...] = ()
    more: int = 0
    others: tuple[OtherAnswer, ...] = ()
    answering: int = 0
    all: int = 0


_Given = tuple[str, Amount | None, str]  # a claim's answer, its figure, and the key of its origin


@dataclass(frozen=True, slots=True)
class Scale:
    """A question's answers weighed once for all its claims. `origins`: the key of each claim's, by its address."""

    origins: Mapping[str, str]
    weights: Mapping[_Given, Weight]


def make_scale(catalogue: Catalogue, question: Question, standing: Standing, words: Words) -> Scale:
    """Weigh every answer to a question against all others."""
    origins = {entry.address: group.key for group in standing.groups for entry in group.entries}
    spoken = (entry for group in standing.groups for entry in group.entries)
    given = dict.fromkeys(
        (each.claim.answer, each.claim.amount, origins.get(each.address, "")) for each in (*spoken, *standing.comments)
    )
    named = [(group, _group_name(catalogue, group, words)) for group in standing.groups]
    weigh_given = _weigh_figures if question.unit else _weigh_words
    return Scale(origins, dict(weigh_given(question, named, given, words)))


def weigh(scale: Scale | None, entry: Entry) -> Weight:
    """Which other origins say the same, how many more do, and what the others say.

    The speaker's own other answers are among those.
    """
    if scale is None:
        return Weight()
    return scale.weights[entry.claim.answer, entry.claim.amount, scale.origins.get(entry.address, "")]


_Named = Iterable[tuple[OriginGroup, str]]


def _weigh_words(
    question: Question, named: _Named, given: Iterable[_Given], words: Words
) -> Iterator[tuple[_Given, Weight]]:
    told: dict[tuple[str, str, str], dict[str, None]] = {}  # the names by answer, mark and label
    origins: dict[str, dict[str, set[str]]] = {}  # by answer and name
    labels = {answer.key: answer.label for answer in question.answers}
    for group, name in named:
        if answer := group.answer:
            quiet = all(each.claim.stance in wording.QUIET for each in group.entries)
            mark = "unk" if quiet else _answer_mark(question, answer)
            told.setdefault((answer, mark, labels.get(answer, answer)), {})[name] = None
            origins.setdefault(answer, {}).setdefault(name, set()).add(group.key)
    sole = {answer: Counter(key for keys in same.values() if len(keys) == 1 for key in keys)
            for answer, same in origins.items()}  # fmt: skip
    others = {answer: _list_others(told, answer) for answer, _, _ in given}
    for answer, amount, origin in given:
        same = origins.get(answer, {})
        names = tuple(islice((name for name, keys in same.items() if keys != {origin}), MOST_NAMES))
        more = len(same) - sole.get(answer, Counter())[origin] - len(names)
        yield (answer, amount, origin), Weight(names, more, *others[answer])


def _list_others(
    told: Mapping[tuple[str, str, str], Mapping[str, None]], answer: str
) -> tuple[tuple[OtherAnswer, ...], int, int]:
    merged: dict[tuple[str, str], dict[str, None]] = {}
    for (other, mark, label), names in told.items():
        if other != answer:
            merged.setdefault((mark, label), {}).update(names)
    listed = [_show_other(mark, label, names) for (mark, label), names in merged.items()]
    answering = [each for each in listed if each.mark != "unk"]
    silent = [each for each in listed if each.mark == "unk"]
    return (*answering[:MOST_ANSWERS], *silent[:MOST_ANSWERS]), len(answering), len(listed)


def _weigh_figures(
    question: Question, named: _Named, given: Iterable[_Given], words: Words
) -> Iterator[tuple[_Given, Weight]]:
    names: dict[Figure, dict[str, None]] = {}
    told = []
    for group, name in named:
        for entry in group.entries:
            amount = entry.claim.amount
            if amount and (amount.low is not None or amount.high is not None):
                figure = _show_figure(question, amount, words)
                names.setdefault(figure, {})[name] = None
                told.append((group.key, name, figure))
    gathered = gather_figures(told)
    for answer, amount, origin in given:
        figure = _show_figure(question, amount, words) if amount else Figure("", "", None)
        same = gathered.find_same(figure) & ~gathered.voices.by_origin.get(origin, 0)
        first, number = gathered.find_others(figure)
        others = tuple(_show_other("all", _tell_apart(each, figure, words), names[each]) for each in first)
        yield (answer, amount, origin), Weight(*gathered.voices.name(same), others, number, number)


def _show_figure(question: Question, amount: Amount, words: Words) -> Figure:
    label = say_amount(amount, words, question.unit_label or question.unit)
    return Figure(label, amount.predicate, interval_of(amount))


def _tell_apart(other: Figure, figure: Figure, words: Words) -> str:
    """A figure's words, and of what it is where that is something else than what is at hand."""
    if other.predicate and other.predicate != figure.predicate:
        return words.say("join.parenthesis", words=other.label, more=other.predicate)
    return other.label


def _show_other(mark: str, label: str, names: Mapping[str, None]) -> OtherAnswer:
    return OtherAnswer(mark, label, tuple(islice(names, MOST_NAMES)), max(0, len(names) - MOST_NAMES))


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
    if not first or first[0].lower() not in _COMMON_WORDS or first[0][1:] != first[0][1:].lower():
        return label
    return label[:1].lower() + label[1:]
