"""In: a catalogue, its standings, where the assets are, words. Out: all pages but articles', and their surroundings.

Must not lay out anything itself: each kind of page has its own room, and what follows from a slice waits to be asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
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
from generator.core.pages.slices import Due
from generator.core.pages.source import source_pages
from generator.core.pages.status import status_pages
from generator.core.pages.surroundings import Surroundings, list_addresses, surround_articles
from generator.core.standing import Standing
from generator.core.words import Words

WHOLE: tuple[Callable[[Stage], Iterator[Page]], ...] = (
    home_pages,
    list_pages,
    search_pages,
    status_pages,
    data_pages,
    free_pages,
    gone_pages,
    feed_pages,
)
SLICED: tuple[Callable[[Stage], Iterator[Due[Page]]], ...] = (question_pages, figure_pages, source_pages, claim_feeds)


@dataclass(frozen=True, slots=True)
class Layout:
    """All pages but those of articles: some made, some due; and of each article, in the archive's order, what is due.

    `addresses`: those of articles, and of further parts of their threads.
    """

    made: tuple[Page, ...]
    due: tuple[Due[Page], ...]
    surroundings: tuple[Due[Surroundings], ...]
    addresses: tuple[str, ...]


def lay_out_pages(catalogue: Catalogue, standings: Mapping[str, Standing], assets: str, words: Words) -> Layout:
    """Outlines of the articles are enough. `assets` is the site-relative folder of styles and scripts, ends in '/'."""
    stage = Stage(catalogue, standings, assets, words)
    made = tuple(page for kind in WHOLE for page in kind(stage))
    due = tuple(page for kind in SLICED for page in kind(stage))
    addresses = tuple(url for article in catalogue.archive.articles for url in list_addresses(article))
    sitemap = sitemap_page(stage, made, (*(each.name for each in due), *addresses))
    return Layout((*made, *sitemap), due, tuple(surround_articles(stage)), addresses)
