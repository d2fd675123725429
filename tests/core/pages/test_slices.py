"""What follows from a slice is as it was where the slice is as it was, whatever else changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import pytest

from generator.core.leaves import digest
from generator.core.model import Archive, Article, ClaimAddress, Relation, RelationType, Tombstone
from generator.core.packing import pack
from generator.core.pages import lay_out_pages
from generator.core.pages.frame import Page
from generator.core.pages.lists import MANY
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
    "a speaker": edit_claims(speaker="council", unnamed=""),
    "questions": edit_claims(question="", answer="", amount=None),
    "roads": edit_claims(via=()),
    "dates": edit_claims(date=None),
    "no claims": lambda article: replace(article, claims=()),
    "no thread": lambda article: replace(article, thread=None, claims=()),
    "tags": lambda article: replace(article, tags=("other",)),
    "outlet": lambda article: replace(article, outlet=""),
}


def tie(archive: Archive, how: RelationType) -> Archive:
    """The first claims of neighbouring reports are related, each to the next."""
    firsts = [ClaimAddress(each.id, each.claims[0].id) for each in archive.articles if each.claims]
    tied = (Relation(one, other, how, "") for one, other in pairwise(firsts))
    return replace(archive, relations=(*archive.relations, *tied))


def multiply(archive: Archive, times: int = 2) -> Archive:
    """The same reports again, in which everybody says the same about nothing in particular."""
    alone = edit_claims(question="", answer="", amount=None, via=())
    again = (
        replace(alone(each), id=f"{each.id}-{number}", outlet="")
        for number in range(2, times + 1)
        for each in archive.articles
    )
    return replace(archive, articles=(*archive.articles, *again))


ARCHIVE = multiply(sample_archive())
FIRST, LAST = ARCHIVE.articles[0].id, sample_archive().articles[-1].id
ARCHIVES = {
    "plain": ARCHIVE,
    "one utterance": tie(ARCHIVE, RelationType.SAME_UTTERANCE),
    "against each other": tie(ARCHIVE, RelationType.CONTRADICTS),
    "withdrawn": replace(
        ARCHIVE, tombstones=(Tombstone(f"article/{LAST}.html#c-1", "It was wrong.", f"article/{FIRST}.html"),)
    ),
}


@pytest.mark.parametrize("archive", tuple(ARCHIVES.values()), ids=tuple(ARCHIVES))
@pytest.mark.parametrize("edit", tuple(EDITS.values()), ids=tuple(EDITS))
def test_where_a_slice_is_as_it_was_so_is_what_follows_from_it(archive: Archive, edit: Edit) -> None:
    for at, article in enumerate(archive.articles):
        edited = (*archive.articles[:at], edit(article), *archive.articles[at + 1 :])
        find_changed(archive, replace(archive, articles=edited))


def test_a_report_that_nothing_leads_to_changes_no_page_of_a_question() -> None:
    changed = find_changed(ARCHIVE, replace(ARCHIVE, articles=ARCHIVE.articles[:-1]))
    assert not [name for name in changed if name.startswith(("question/", "feed/question"))]
    assert ARCHIVE.articles[-2].id in changed


def test_where_tags_get_pages_of_their_own_every_report_leads_there() -> None:
    small = multiply(sample_archive(), MANY // 3)
    large = replace(small, articles=(*small.articles, replace(small.articles[-1], id="one-more")))
    assert {each.id for each in small.articles} <= find_changed(small, large)
