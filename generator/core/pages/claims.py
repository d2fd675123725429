"""In: the stage and one claim. Out: everything any page shows of that claim.

Must not lay out a page, and must not show the words of a covered comment.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup as Html  # only carried

from generator.core import urls
from generator.core.catalogue import Catalogue, Entry, speaker_of
from generator.core.links import name_host
from generator.core.model import Basis, Source, Stance
from generator.core.pages import wording
from generator.core.pages.frame import Stage, direction_of, make_card, short_date
from generator.core.pages.relations import Reason, Related, fold_reasons, group_reasons, other_ends
from generator.core.pages.weighing import (
    OtherAnswer,
    Scale,
    answer_mark,
    answer_words,
    make_scale,
    short_name,
    state_of,
    weigh,
)
from generator.core.standing import Standing
from generator.core.text_fragments import add_directive
from generator.core.words import Words

_PLAIN = (Stance.ASSERTS, Stance.REPORTS)


@dataclass(frozen=True, slots=True)
class Hop:
    """One station on a claim's way; `url` is '' where no page stands for it."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim as pages show it. Words are '' where there is nothing to show; addresses are site-relative.

    mark: yes, no, unk, all, or '' without an answer; state: agreed, disputed, single, alone; who_kind: source,
    unnamed, nobody, commenter. The chain runs from the speaker to the outlet, or to the commenter.
    """

    article: str
    id: str
    number: int
    url: str
    lang: str
    direction: str
    says: str
    words: str
    lost: bool  # it has lost its place in the text
    who: str
    who_kind: str
    who_url: str
    named: bool  # `who` names or describes somebody
    role: str
    because: str  # why the speaker is not named
    basis: str
    basis_within: str  # as it stands within a sentence, like `stance`
    stance: str
    stance_alone: str  # as it begins a line; "" where it only asserts or reports
    quiet: str  # "Would not say", where the claim is a silence
    chain: tuple[Hop, ...]
    when: str
    when_iso: str
    hedge: str
    said: str
    date_basis: str
    question: str
    question_url: str
    answer: str
    mark: str
    predicate: str
    state: str
    state_words: str
    counts: str
    others: tuple[OtherAnswer, ...]  # the first that answer otherwise, then the first that are silent
    others_answering: int
    others_all: int
    agrees: tuple[str, ...]  # the first of them
    agrees_more: int
    cites: str
    note: Html
    relations: tuple[Reason, ...]
    more_relations: tuple[Reason, ...]  # folded away
    folded: int  # how many relations those are
    covered: bool
    comment: str
    comment_number: int
    comment_who: str
    comment_url: str
    outlet: str
    outlet_url: str
    article_title: str
    article_url: str
    article_when: str
    article_when_iso: str
    original: str  # an address that leads to its very words in the original
    original_host: str

    @property
    def spoken(self) -> tuple[OtherAnswer, ...]:
        """What others answer, without those who are silent or unclear."""
        return tuple([other for other in self.others if other.mark != "unk"])


def show_claim(stage: Stage, entry: Entry) -> ClaimView:
    """Everything a page may show of one claim."""
    return stage.once(_show_claim, entry, entry.address)


def _show_claim(stage: Stage, entry: Entry) -> ClaimView:
    catalogue, claim, article, words = stage.catalogue, entry.claim, entry.article, stage.words
    comment = catalogue.comment_of(entry)
    card, question = make_card(stage, article), catalogue.questions.get(claim.question)
    standing = stage.standings.get(claim.question)
    weight = weigh(stage.once(_make_scale, standing, claim.question) if standing else None, entry)
    state_words, counts = stage.once(_say_standing, standing, claim.question) if standing else ("", "")
    kind, who, who_url, role = _name_speaker(catalogue, entry, words)
    when, when_iso = short_date(claim.date, words)
    relations, more = fold_reasons(group_reasons(_relate(catalogue, entry, words)))
    basis = "quoted-in-comment" if comment and (claim.speaker or claim.unnamed) else claim.basis
    return ClaimView(
        article=article.id,
        id=claim.id,
        number=claim.number,
        url=catalogue.url_of(entry),
        lang=article.lang,
        direction=direction_of(article.lang),
        says=claim.says,
        words="" if comment and comment.cover else _quoted_words(catalogue, entry),
        lost=not claim.block,
        who=who,
        who_kind=kind,
        who_url=who_url,
        named=kind in ("source", "unnamed") or bool(kind == "commenter" and comment and comment.author),
        role=role,
        because=claim.because,
        basis=words.say(f"basis.{basis}"),
        basis_within=words.say(f"basis.{basis}-within"),
        stance=words.say(f"stance.{claim.stance}-within"),
        stance_alone="" if claim.stance in _PLAIN else words.say(f"stance.{claim.stance}"),
        quiet=words.say(f"quiet.{claim.stance}") if claim.stance in wording.QUIET else "",
        chain=_trace(catalogue, entry, words),
        when=when,
        when_iso=when_iso,
        hedge=claim.hedge,
        said=claim.said,
        date_basis=claim.date_basis,
        question=question.question if question else "",
        question_url=urls.question_url(question.id) if question else "",
        answer=answer_words(question, entry, words),
        mark=answer_mark(question, entry),
        predicate=claim.amount.predicate if claim.amount else "",
        state=state_of(standing, weight.names, weight.others),
        state_words=state_words,
        counts=counts,
        others=weight.others,
        others_answering=weight.answering,
        others_all=weight.all,
        agrees=weight.names,
        agrees_more=weight.more,
        cites=words.say(f"cites.{claim.cites}") if claim.cites else "",
        note=claim.note,
        relations=relations,
        more_relations=more,
        folded=sum(len(reason.related) for reason in more),
        covered=bool(comment and comment.cover),
        comment=claim.comment,
        comment_number=comment.number if comment else 0,
        comment_who=(comment.author or words.say("thread.name-not-shown")) if comment else "",
        comment_url=urls.comment_url(article.id, comment.id, comment.number) if comment else "",
        outlet=card.outlet,
        outlet_url=card.outlet_url,
        article_title=card.title,
        article_url=card.url,
        article_when=card.when,
        article_when_iso=card.when_iso,
        original=(original := _find_original(catalogue, entry)),
        original_host=name_host(original),
    )


def _make_scale(stage: Stage, standing: Standing) -> Scale:
    """The answers to a question, weighed once for all claims on it."""
    return make_scale(stage.catalogue, stage.catalogue.questions[standing.question], standing, stage.words)


def _say_standing(stage: Stage, standing: Standing) -> tuple[str, str]:
    return wording.say_standing(standing, stage.words), wording.say_counts(standing, stage.words)


def _find_original(catalogue: Catalogue, entry: Entry) -> str:
    address = entry.article.url
    found = entry.claim.directive and address.partition("#")[0] not in catalogue.gone
    return add_directive(address, entry.claim.directive) if found else ""


def speaker_name(catalogue: Catalogue, entry: Entry, words: Words) -> str:
    """Who says it, in full: a source, a description, a commenter, or that nobody is named."""
    return _name_speaker(catalogue, entry, words)[1]


def _name_speaker(catalogue: Catalogue, entry: Entry, words: Words) -> tuple[str, str, str, str]:
    """Kind, name, address, role."""
    claim = entry.claim
    if source := catalogue.sources.get(speaker_of(entry)):
        return "source", source.name, urls.source_url(source.id), source.role
    if claim.unnamed:
        return "unnamed", claim.unnamed, "", ""
    if comment := catalogue.comment_of(entry):
        return "commenter", comment.author or words.say("thread.name-not-shown"), "", ""
    return "nobody", words.say("origin.nobody"), "", ""


def _trace(catalogue: Catalogue, entry: Entry, words: Words) -> tuple[Hop, ...]:
    claim, comment = entry.claim, catalogue.comment_of(entry)
    sources = [speaker_of(entry), *claim.via, "" if comment else entry.article.outlet]
    hops = [_hop(catalogue.sources[each]) for each in dict.fromkeys(sources) if each in catalogue.sources]
    if claim.unnamed:
        hops.insert(0, Hop(words.say("note.unnamed-hop"), ""))
    elif not comment and not speaker_of(entry) and claim.basis is Basis.UNATTRIBUTED:
        hops.insert(0, Hop(words.say("note.unsaid-hop"), ""))
    if comment:
        there = urls.comment_url(entry.article.id, comment.id, comment.number)
        hops.append(Hop(comment.author or words.say("thread.name-not-shown-within"), there))
    elif not entry.article.outlet:
        hops.append(Hop(words.say("note.this-report"), urls.article_url(entry.article.id)))
    return tuple(hops)


def _hop(source: Source) -> Hop:
    return Hop(short_name(source), urls.source_url(source.id))


def _quoted_words(catalogue: Catalogue, entry: Entry) -> str:
    """The document's own words; the curator's quotation where the claim has lost its place."""
    claim, comment = entry.claim, catalogue.comment_of(entry)
    if comment:
        block = next((each for each in comment.blocks if each.id == claim.block), None)
    else:
        block = catalogue.claimed.get((entry.article.id, claim.block))
    if block is None:
        return claim.quote.exact
    return " … ".join(block.words[span.start : span.end] for span in claim.spans)


def _relate(catalogue: Catalogue, entry: Entry, words: Words) -> Iterable[tuple[Related, str]]:
    for how, other, why in other_ends(catalogue, entry, words):
        who, there = speaker_name(catalogue, other, words), catalogue.url_of(other)
        yield Related(how, who, other.claim.says, there), why
