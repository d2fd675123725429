"""In: a catalogue, its standings, where the assets are, words. Out: all pages but articles', and their surroundings.

Must not lay out anything itself: each kind of page has its own room.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.core.catalogue import Catalogue
from generator.core.pages.claim_feeds import claim_feeds
from generator.core.pages.data import data_pages
from generator.core.pages.feeds import feed_pages, sitemap_page
from generator.core.pages.figure import figure_pages
from generator.core.pages.frame import Page, Stage
from generator.core.pages.free import free_pages
from generator.core.pages.gone import gone_pages
from generator.core.pages.home import home_pages
from generator.core.pages.lists import list_pages
from generator.core.pages.question import question_pages
from generator.core.pages.search import search_pages
from generator.core.pages.source import source_pages
from generator.core.pages.status import status_pages
from generator.core.pages.surroundings import Surroundings, surround_articles
from generator.core.standing import Standing
from generator.core.words import Words

KINDS = (
    home_pages,
    question_pages,
    figure_pages,
    source_pages,
    list_pages,
    search_pages,
    status_pages,
    data_pages,
    free_pages,
    gone_pages,
    feed_pages,
    claim_feeds,
)


@dataclass(frozen=True, slots=True)
class Layout:
    """All pages but those of articles; and of each article, in the archive's order, what surrounds it on its own."""

    pages: tuple[Page, ...]
    surroundings: tuple[Surroundings, ...]


def lay_out_pages(catalogue: Catalogue, standings: Mapping[str, Standing], assets: str, words: Words) -> Layout:
    """Outlines of the articles are enough. `assets` is the site-relative folder of styles and scripts, ends in '/'."""
    stage = Stage(catalogue, standings, assets, words)
    pages = tuple(page for kind in KINDS for page in kind(stage))
    surroundings = tuple(surround_articles(stage))
    articles = (frame.url for each in surroundings for frame in each.frames)
    return Layout((*pages, *sitemap_page(stage, pages, articles)), surroundings)
