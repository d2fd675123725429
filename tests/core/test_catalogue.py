"""Look-ups over a joined archive."""

from generator.core.catalogue import speaker_of
from tests.core.pages.sample import sample_stage

SAMPLE = sample_stage().catalogue


def test_every_claim_is_found_by_its_address() -> None:
    assert [SAMPLE.by_address[entry.address] for entry in SAMPLE.entries] == list(SAMPLE.entries)


def test_claims_are_listed_under_the_question_they_answer_in_the_archives_order() -> None:
    for question, entries in SAMPLE.by_question.items():
        assert [entry for entry in SAMPLE.entries if entry.claim.question == question] == list(entries)


def test_what_a_source_says_and_what_it_carries_are_apart() -> None:
    for source, entries in SAMPLE.said_by.items():
        assert {speaker_of(entry) for entry in entries} == {source}
    for source, entries in SAMPLE.carried_by.items():
        assert all(speaker_of(entry) != source for entry in entries)
        assert all(source in (*entry.claim.via, entry.article.outlet) for entry in entries)


def test_the_outlet_speaks_where_an_article_speaks_for_itself_and_never_in_a_comment() -> None:
    for entry in SAMPLE.entries:
        if entry.claim.comment and not entry.claim.speaker:
            assert speaker_of(entry) == ""
        elif entry.claim.basis == "own-voice":
            assert speaker_of(entry) == entry.article.outlet


def test_a_relation_is_found_from_both_its_ends() -> None:
    for relation in SAMPLE.archive.relations:
        for end in (relation.source, relation.target):
            assert relation in SAMPLE.relations[f"{end.article}#{end.claim}"]


def test_a_claim_in_a_comment_leads_to_its_comment() -> None:
    found = [(entry.claim.comment, SAMPLE.comment_of(entry)) for entry in SAMPLE.entries]
    assert all(comment is not None and comment.id == name for name, comment in found if name)
    assert all(comment is None for name, comment in found if not name)
