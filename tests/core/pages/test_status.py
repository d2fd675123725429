"""The page of losses: nothing is filled in, and nothing is left out."""

from __future__ import annotations

from generator.core.pages.status import StatusView, status_pages
from tests.core.pages.sample import sample_stage


def status() -> StatusView:
    [page] = status_pages(sample_stage())
    assert isinstance(page.view, StatusView)
    return page.view


def test_claims_that_lost_their_place_are_listed() -> None:
    assert [(claim.id, claim.words) for claim in status().lost] == [("lost", "words that are gone")]


def test_a_thread_tells_what_its_page_counted_and_what_is_kept() -> None:
    [thread] = status().threads
    assert (thread.stated, thread.present, thread.missing) == (9, 6, 3)
    assert (thread.texts, thread.links, thread.names, thread.dates) == (1, 1, 1, 5)


def test_what_is_not_known_of_a_report_is_said() -> None:
    assert [(each.card.title, each.what) for each in status().unknown] == [
        ("Bridge is safe, says town", ("who wrote it",)),
        ("Engineer has the bridge shut", ("who wrote it", "the address of the original")),
        (
            "The year at the ford",
            ("which day it was published: 2021", "who published it", "who wrote it", "the address of the original"),
        ),
    ]
    assert status().unknown[0].date_basis == "address of the page"


def test_claims_that_name_nobody_are_counted_by_report() -> None:
    assert [(each.card.title, each.nobody, each.own_voice, each.claims) for each in status().shares] == [
        ("Bridge is safe, says town", 1, 1, 6),
        ("Engineer has the bridge shut", 0, 1, 5),
        ("The year at the ford", 0, 0, 1),
    ]


def test_claims_that_name_nobody_lead_to_their_place() -> None:
    assert [(claim.id, claim.who, claim.url) for claim in status().nameless] == [
        ("forty", "Nobody named", "article/2020-03-02-bridge-is-safe.html#c-forty")
    ]
    assert status().all_nameless == 1


def test_photographs_that_are_only_recorded_are_listed() -> None:
    assert [photo.caption for photo in status().photos] == ["The bridge from the north bank. Photograph: A. Lens."]
