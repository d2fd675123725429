"""In: a catalogue, its standings, where the assets are, the words. Out: every page, each holding exactly what it shows.

Must not lay out anything itself: each kind of page has its own room.
"""

from __future__ import annotations

from collections.abc import Mapping

from generator.core.catalogue import Catalogue
from generator.core.pages.article import article_pages
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
from generator.core.standing import Standing
from generator.core.words import Words

KINDS = (
    home_pages,
    article_pages,
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


def lay_out_pages(
    catalogue: Catalogue, standings: Mapping[str, Standing], assets: str, words: Words
) -> tuple[Page, ...]:
    """All pages. `assets` is the site-relative folder of styles and scripts and ends in '/'."""
    stage = Stage(catalogue, standings, assets, words)
    pages = tuple(page for kind in KINDS for page in kind(stage))
    return (*pages, *sitemap_page(stage, pages))
