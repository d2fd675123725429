"""A question's page: answers side by side, each voice counted once."""

from __future__ import annotations

from dataclasses import replace

from generator.core.model import Stance
from generator.core.pages.question import QuestionView, question_pages
from generator.core.pages.slices import make_all
from tests.core.pages.sample import sample_archive, sample_stage


def bridge() -> QuestionView:
    pages = {page.url: page.view for page in make_all(question_pages(sample_stage()))}
    view = pages["question/bridge-safe.html"]
    assert isinstance(view, QuestionView)
    return view


def test_only_questions_in_words_have_such_a_page() -> None:
    assert [page.url for page in make_all(question_pages(sample_stage()))] == [
        "question/bridge-safe.html",
        "question/who-closed.html",
    ]


def test_each_answer_is_a_side_with_one_block_an_origin() -> None:
    assert [(side.label, side.hint, [(v.name, v.role, v.tie) for v in side.voices]) for side in bridge().sides] == [
        (
            "Yes",
            "2 origins, 3 claims",
            [
                ("Valley Post", "", ""),
                ("Low Ford Town Council", "Ada Reed, clerk of the council", "2 claims, one origin"),
            ],
        ),
        ("No", "1 origin, 1 claim", [("Tom Stone", "bridge engineer", "")]),
    ]
    assert bridge().missing == ("Unclear",)


def test_a_voice_has_one_filled_mark_and_its_repetitions_are_echoes() -> None:
    yes = bridge().sides[0]
    assert [(mark.mark, mark.echo) for mark in yes.marks] == [("yes", False), ("yes", False), ("yes", True)]


def test_silence_stands_apart_from_every_answer() -> None:
    view = {page.url: page.view for page in make_all(question_pages(sample_stage()))}["question/who-closed.html"]
    assert isinstance(view, QuestionView)
    assert [(side.key, side.mark, [v.name for v in side.voices]) for side in view.sides] == [
        ("council", "all", ["River Herald"]),
        ("no-answer", "unk", ["the county"]),
    ]
    assert view.missing == ("The county",)


def test_a_voice_that_answers_and_then_declines_is_counted_once() -> None:
    archive = sample_archive()
    high = archive.articles[1]
    claims = tuple(
        replace(claim, speaker="reed", answer="unclear", stance=Stance.DECLINES) if claim.id == "cracks" else claim
        for claim in high.claims
    )
    changed = replace(archive, articles=(archive.articles[0], replace(high, claims=claims), *archive.articles[2:]))
    view = {page.url: page.view for page in make_all(question_pages(sample_stage(changed)))}[
        "question/bridge-safe.html"
    ]
    assert isinstance(view, QuestionView)
    unclear = view.sides[-1]
    assert (unclear.label, unclear.hint, unclear.voices[0].echo, unclear.voices[0].tie) == (
        "Unclear", "0 origins, 1 heard before", True, "Already counted under Yes",
    )  # fmt: skip


def test_the_counts_behind_the_word_are_printed() -> None:
    evidence = bridge().evidence
    assert (evidence.state.label, evidence.state.counts) == ("Disputed", "2 reports, 3 origins")
    assert [(each.number, each.words) for each in evidence.sums] == [
        (4, "claims, in 2 reports"),
        (3, "independent origins"),
        (1, "claim in comments, not counted"),
    ]


def test_comments_have_a_lane_of_their_own() -> None:
    view = bridge()
    assert [claim.id for claim in view.evidence.comments] == ["shook"]
    assert "shook" not in [told.claim.id for side in view.sides for voice in side.voices for told in voice.answers]


def test_who_prints_it_is_said_in_words() -> None:
    assert [(road.card.outlet, road.claims, road.voices) for road in bridge().evidence.roads] == [
        ("Valley Post", 2, ("Valley Post", "Reed by way of Wire")),
        ("River Herald", 2, ("Reed", "Stone")),
    ]


def test_claims_stand_in_order_of_time_and_a_voice_heard_again_is_an_echo() -> None:
    assert [(day.when, [(m.name, m.echo) for m in day.moments]) for day in bridge().evidence.days] == [
        ("1 Mar 2020", [("Reed", False)]),
        ("2 Mar 2020", [("Valley Post", False)]),
        ("4 Mar 2020", [("Reed", True), ("Stone", False)]),
    ]


def test_relations_on_the_question_are_shown_with_their_reasons() -> None:
    assert [(pair.words, pair.first.id, pair.second.id, pair.why) for pair in bridge().evidence.pairs] == [
        ("Contradicts", "cracks", "safe", "One says that it held, the other that it was cracked through."),
        ("The same utterance as", "reed-again", "safe", "The same sentence of the same evening, in two papers."),
    ]


def test_a_question_without_a_summary_gets_one_that_only_counts() -> None:
    view = {page.url: page.view for page in make_all(question_pages(sample_stage()))}["question/who-closed.html"]
    assert isinstance(view, QuestionView)
    assert view.evidence.lede == "1 origin for “The council”; 1 origin without an answer."
