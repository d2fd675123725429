"""A claim's relations as its note shows them: one reason once, the first three open."""

from __future__ import annotations

from dataclasses import replace

from generator.core.model import ClaimAddress, Relation, RelationType
from generator.core.pages.article import article_pages
from generator.core.pages.relations import Reason, Related, fold_reasons, group_reasons
from tests.core.pages.rendering import open_page, text_of
from tests.core.pages.sample import HIGH_FORD, LOW_FORD, sample_archive, sample_stage


def related(who: str) -> Related:
    return Related("Supports", who, f"what {who} says", f"article/x.html#c-{who}")


A, B, C, D, E = map(related, "ABCDE")


def test_relations_of_one_reason_stand_together_where_the_first_of_them_stood() -> None:
    assert group_reasons([(A, "one"), (B, "two"), (C, "one")]) == (Reason((A, C), "one"), Reason((B,), "two"))


def test_relations_without_a_reason_have_none_in_common() -> None:
    assert group_reasons([(A, ""), (B, "")]) == (Reason((A,), ""), Reason((B,), ""))


def test_three_relations_stand_open_and_the_rest_is_folded() -> None:
    reasons = (Reason((A, B), "one"), Reason((C,), "two"), Reason((D,), "three"))
    assert fold_reasons(reasons) == (reasons[:2], reasons[2:])
    assert fold_reasons(reasons[:2]) == (reasons[:2], ())


def test_a_reason_that_the_fold_cuts_through_is_told_once() -> None:
    shown, rest = fold_reasons([Reason((A, B), "one"), Reason((C, D), "two"), Reason((E,), "three")])
    assert shown == (Reason((A, B), "one"), Reason((C,), "two"))
    assert rest == (Reason((D,), "two", again=True), Reason((E,), "three"))


def test_a_note_prints_a_shared_reason_once_and_says_how_many_it_folds() -> None:
    archive = sample_archive()
    ends = [(HIGH_FORD, "cracks"), (HIGH_FORD, "counted"), (LOW_FORD, "any-lorry"), (LOW_FORD, "forty")]
    shared = tuple(
        Relation(ClaimAddress(*end), ClaimAddress(LOW_FORD, "safe"), RelationType.QUALIFIES, "All of one day.", ())
        for end in ends
    )
    stage = sample_stage(replace(archive, relations=shared))
    document = open_page(article_pages(stage), f"article/{LOW_FORD}.html")
    (note,) = text_of(document, "#n-safe")
    assert note.count("All of one day.") == 1
    (more,) = document.query("#n-safe details")
    assert "open" not in more.attrs
    assert text_of(document, "#n-safe details summary") == ["and 1 more"]
    assert "The same reason." in more.to_text()
