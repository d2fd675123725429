"""What follows from a slice is as it was where the slice is as it was, whatever else changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise

import pytest

from generator.core.leaves import digest
from generator.core.model import Archive, Article, ClaimAddress, Relation, RelationType, Tombstone
from generator.core.packing import pack
from generator.core.pages import lay_out_pages
from generator.core.pages.frame import Page
from generator.core.pages.slices import Due, Slices
from generator.core.pages.surroundings import Surroundings
from tests.core.pages.sample import sample_archive, sample_stage

Dues = dict[str, tuple[str, Due[Page] | Due[Surroundings]]]  # by name: the sum of the slice, and what is due
Edit = Callable[[Article], Article]


def lay_out(archive: Archive) -> Dues:
    stage = sample_stage(archive)
    layout = lay_out_pages(stage.catalogue, stage.standings, stage.assets, stage.words)
    slices = Slices(stage.catalogue, {each.id: digest(pack(Article, each)) for each in archive.articles})
    return {due.name: (slices.sum(due.shown), due) for due in (*layout.due, *layout.surroundings)}


def find_changed(before: Archive, after: Archive) -> set[str]:
    """The names of what has another slice after an edit; all others are shown to be equal."""
    old, new = lay_out(before), lay_out(after)
    same = {name for name in old.keys() & new.keys() if old[name][0] == new[name][0]}
    assert same
    for name in same:
        assert old[name][1].make() == new[name][1].make(), name
    return old.keys() - same


def edit_claims(**change: object) -> Edit:
    return lambda article: replace(article, claims=tuple(replace(each, **change) for each in article.claims))


def retitle(article: Article) -> Article:
    return replace(article, title=replace(article.title, words="Otherwise"))


EDITS: dict[str, Edit] = {
    "title": retitle,
    "words of claims": edit_claims(says="Something else."),
    "answers": edit_claims(answer=""),
    "speakers": edit_claims(speaker="", unnamed="somebody"),
    "questions": edit_claims(question="", answer="", amount=None),
    "roads": edit_claims(via=()),
    "dates": edit_claims(date=None),
    "no claims": lambda article: replace(article, claims=()),
    "no thread": lambda article: replace(article, thread=None, claims=()),
    "tags": lambda article: replace(article, tags=("other",)),
    "outlet": lambda article: replace(article, outlet=""),
}


def tie(archive: Archive) -> Archive:
    """The first claims of neighbouring reports are one utterance, each with the next."""
    firsts = [ClaimAddress(each.id, each.claims[0].id) for each in archive.articles if each.claims]
    tied = (Relation(one, other, RelationType.SAME_UTTERANCE, "", ()) for one, other in pairwise(firsts))
    return replace(archive, relations=(*archive.relations, *tied))


def multiply(archive: Archive) -> Archive:
    """The same reports again, in which somebody says the same about nothing in particular."""
    alone = edit_claims(question="", answer="", amount=None, speaker="", unnamed="somebody", via=())
    again = (replace(alone(each), id=f"{each.id}-again", outlet="") for each in archive.articles)
    return replace(archive, articles=(*archive.articles, *again))


def list_archives() -> Iterator[Archive]:
    yield multiply(sample_archive())
    yield tie(multiply(sample_archive()))
    first, *_, last = (each.id for each in sample_archive().articles)
    gone = Tombstone(f"article/{last}.html#c-1", "it was wrong", f"article/{first}.html")
    yield replace(multiply(sample_archive()), tombstones=(gone,))


@pytest.mark.parametrize("archive", tuple(list_archives()), ids=("plain", "tied", "withdrawn"))
@pytest.mark.parametrize("edit", tuple(EDITS.values()), ids=tuple(EDITS))
def test_where_a_slice_is_as_it_was_so_is_what_follows_from_it(archive: Archive, edit: Edit) -> None:
    for at, article in enumerate(archive.articles):
        edited = (*archive.articles[:at], edit(article), *archive.articles[at + 1 :])
        find_changed(archive, replace(archive, articles=edited))


def test_a_report_that_nothing_leads_to_changes_no_page_of_a_question() -> None:
    archive = multiply(sample_archive())
    changed = find_changed(archive, replace(archive, articles=archive.articles[:-1]))
    assert not [name for name in changed if name.startswith(("question/", "feed/"))]
    assert archive.articles[-2].id in changed
