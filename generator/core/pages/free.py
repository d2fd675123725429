"""In: the stage. Out: the curator's own pages, and the page for an address that does not exist.

Must not know what they say.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup as Html  # only carried

from generator.core import urls
from generator.core.pages.frame import Frame, Page, Stage, make_frame


@dataclass(frozen=True, slots=True)
class FreeView:
    """One page of prose: about, method, policy."""

    frame: Frame
    title: str
    summary: str
    body: Html


@dataclass(frozen=True, slots=True)
class MissingView:
    """What a host serves where there is nothing."""

    frame: Frame


def free_pages(stage: Stage) -> Iterator[Page]:
    """Every free page, then 404.html."""
    for page in stage.catalogue.archive.pages:
        frame = make_frame(stage, urls.page_url(page.name), page.title, page.summary)
        view = FreeView(frame, page.title, page.summary, page.body)
        yield Page(frame.url, "pages/free.html", view)
    yield Page(
        "404.html",
        "pages/missing.html",
        MissingView(
            make_frame(stage, "404.html", stage.words.say("missing.title"), stage.words.say("missing.description"))
        ),
    )
