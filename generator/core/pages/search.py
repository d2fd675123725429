"""In: the stage. Out: search.html, the search as a page of its own.

Must not hold anything to be found: that is in the files of core.search, and read by script.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.core.pages.frame import Frame, Page, Stage, make_frame


@dataclass(frozen=True, slots=True)
class SearchView:
    """The empty search page, and how much there is for a reader without script to leaf through."""

    frame: Frame
    reports: int
    questions: int
    sources: int


def search_pages(stage: Stage) -> Iterator[Page]:
    """The search page."""
    archive = stage.catalogue.archive
    view = SearchView(
        frame=make_frame(stage, "search.html", stage.words.say("search.title"), stage.words.say("search.description")),
        reports=len(archive.articles),
        questions=len(archive.questions),
        sources=len(archive.sources),
    )
    yield Page("search.html", "pages/search.html", view)
