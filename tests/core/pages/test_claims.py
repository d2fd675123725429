from __future__ import annotations

from dataclasses import replace

import pytest

from generator.core.model import Stance
from generator.core.pages.claims import ClaimView, Hop, show_claim
from generator.core.pages.weighing import OtherAnswer
from tests.core.pages.sample import HIGH_FORD, LOW_FORD, YEARBOOK, sample_archive, sample_stage


def view(article: str, claim: str) -> ClaimView:
    stage = sample_stage()
    return show_claim(stage, stage.catalogue.by_address[f"{article}#{claim}"])


def test_the_chain_runs_from_the_speaker_through_those_who_carried_it_to_the_outlet() -> None:
    assert view(LOW_FORD, "safe").chain == (
        Hop("Reed", "source/reed.html"),
        Hop("Wire", "source/wire.html"),
        Hop("Valley Post", "source/valley-post.html"),
    )


def test_where_nobody_is_named_the_chain_says_so() -> None:
    assert [hop.label for hop in view(LOW_FORD, "forty").chain] == ["not said", "Valley Post"]
    assert [hop.label for hop in view(LOW_FORD, "deck").chain] == ["unnamed source", "Valley Post"]
    assert [hop.label for hop in view(LOW_FORD, "headline").chain] == ["Valley Post"]
    assert [hop.label for hop in view(YEARBOOK, "spring").chain] == ["Ford Almanac", "this report"]


def test_a_comments_claim_ends_with_the_commenter_and_not_with_the_outlet() -> None:
    shown = view(LOW_FORD, "shook")
    assert shown.chain == (Hop("Cat Hill", f"article/{LOW_FORD}.html#k-1"),)
    assert (shown.who, shown.who_kind, shown.cites) == ("Cat Hill", "commenter", "no source given")


def test_it_says_who_agrees_and_what_others_say_and_counts_a_voice_once() -> None:
    shown = view(LOW_FORD, "safe")
    assert shown.agrees == ("Valley Post",)
    assert shown.others == (OtherAnswer("no", "No", ("Stone",)),)
    again = view(HIGH_FORD, "reed-again")
    assert "Council" not in again.agrees and "Reed" not in again.agrees
    assert (shown.state, shown.state_words, shown.counts) == ("disputed", "Disputed", "2 reports, 3 origins")


def test_a_comment_never_stands_among_those_who_agree() -> None:
    assert "Cat Hill" not in view(HIGH_FORD, "cracks").agrees


def test_figures_that_can_both_be_true_agree() -> None:
    shown = view(LOW_FORD, "forty")
    assert (shown.answer, shown.agrees, shown.others) == ("about 40 lorries", ("Stone",), ())
    assert view(HIGH_FORD, "counted").agrees == ("nobody named (Valley Post)",)


def test_a_silence_is_said_and_drawn_as_one() -> None:
    shown = view(HIGH_FORD, "silent")
    assert (shown.quiet, shown.mark, shown.stance) == ("Would not say", "unk", "declines to say")
    assert view(HIGH_FORD, "shut").others == (OtherAnswer("unk", "The county", ("the county",)),)


def test_a_claim_without_a_question_stands_alone() -> None:
    shown = view(LOW_FORD, "any-lorry")
    assert (shown.state, shown.mark, shown.answer, shown.question) == ("alone", "", "", "")


def test_a_relation_reads_from_either_end() -> None:
    told = [each.words for reason in view(LOW_FORD, "safe").relations for each in reason.related]
    assert told == ["Contradicted by", "The same utterance as"]
    ((relation,),) = (reason.related for reason in view(HIGH_FORD, "cracks").relations)
    assert (relation.words, relation.who, relation.url) == (
        "Contradicts",
        "Ada Reed",
        f"article/{LOW_FORD}.html#c-safe",
    )


def test_the_words_are_the_documents_own_and_those_of_a_lost_claim_the_curators() -> None:
    assert view(LOW_FORD, "safe").words == "the bridge would carry any lorry"
    lost = view(LOW_FORD, "lost")
    assert (lost.lost, lost.words) == (True, "words that are gone")


def test_the_words_of_a_covered_comment_are_not_shown() -> None:
    archive = sample_archive()
    first = archive.articles[0]
    assert first.thread is not None
    covered = tuple(replace(each, cover="an insult") if each.id == "1" else each for each in first.thread.comments)
    thread = replace(first.thread, comments=covered)
    stage = sample_stage(replace(archive, articles=(replace(first, thread=thread), *archive.articles[1:])))
    shown = show_claim(stage, stage.catalogue.by_address[f"{LOW_FORD}#shook"])
    assert (shown.covered, shown.words, shown.says) == (True, "", "The bridge shook.")


@pytest.mark.parametrize("stance", list(Stance))
def test_every_stance_has_its_words(stance: Stance) -> None:
    archive = sample_archive()
    first = archive.articles[0]
    claims = tuple(replace(each, stance=stance) for each in first.claims)
    stage = sample_stage(replace(archive, articles=(replace(first, claims=claims), *archive.articles[1:])))
    assert all(show_claim(stage, entry).stance for entry in stage.catalogue.entries)
