"""In: the readings of all articles, and the rest of an archive. Out: what is made of more than one article.

Must not decide anything, nor ask whether it was made before: layout does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial

from generator.core.archive import find_entered_articles
from generator.core.catalogue import Catalogue
from generator.core.diagnostics import Checked, Diagnostic, has_errors
from generator.core.earlier import list_files
from generator.core.exports import data_files
from generator.core.model import Archive, Output
from generator.core.packing import pack, unpack
from generator.core.pages import Layout, lay_out_pages
from generator.core.pages.claims import ClaimView
from generator.core.pages.frame import Page
from generator.core.pages.slices import Slices
from generator.core.pages.surroundings import Surroundings
from generator.core.render import Theme, render_page
from generator.core.search_shown import Shown, show_archive
from generator.core.standing import Standing
from generator.core.urls import media_url
from generator.core.words import Words
from generator.edge.joining import assess, join, open_outlines
from generator.edge.memo import Memo, digest
from generator.edge.sealing import Sums
from generator.edge.staging import Present
from generator.edge.whole import Laid, Site, Whole, look_of
from generator.edge.workers import Workers

SLICES = "slices"  # shelf: a digest of what a page follows from → its key among the views
VIEWS = "views"  # shelf: a digest of a page before it is rendered, and of the templates → its file
AROUND = "around"  # shelf: a digest of what an article's surroundings follow from → their key


def lay_out_anew(whole: Whole, workers: Workers, memo: Memo, site: Site) -> Checked[Laid]:
    """The archive joined, and every page made that is not an article's own; None where something is wrong."""
    drawn = _draw_up(whole, workers, memo, site)
    if drawn.value is None:
        return Checked(None, drawn.diagnostics)
    laid, found = drawn.value
    files = _render_pages(whole.theme.theme, found, workers, memo, site)
    if files.value is None:
        return Checked(None, (*laid.faults, *files.diagnostics))
    return Checked(replace(laid, files=(*files.value, *laid.files)), laid.faults)


def write_data(listed: Catalogue, standings: Mapping[str, Standing], words: Words, site: Site) -> tuple[Present, ...]:
    """The tables of data, among the site's files."""
    return tuple(map(site.add, data_files(listed, standings, words)))


def _draw_up(whole: Whole, workers: Workers, memo: Memo, site: Site) -> Checked[tuple[Laid, list[Found]]]:
    """All that is made of the archive joined; its pages are not rendered yet.

    What takes much memory for a while is made before the pages are, which take most and stay till they are rendered.
    """
    joined = workers.once(join, whole, open_outlines(whole, memo), memo)
    if joined.value is None or has_errors(joined.diagnostics):
        return Checked(None, joined.diagnostics)
    listed, standings = assess(joined.value, workers)
    articles, words = joined.value.articles, whole.theme.theme.words
    data = workers.once(write_data, listed, standings, words, site)
    shown = memo.keep(pack(Shown, workers.once(show_archive, listed, standings, words)))
    layout = workers.once(lay_out_pages, listed, standings, whole.theme.prefix, words)
    slices = Slices(listed, {each.id: each.outline for each in whole.readings})
    around = workers.once(surround, whole, layout, slices, memo)
    found = workers.once(make_views, whole, layout, slices, memo)
    pages = len(found) + 2 * len(layout.addresses)  # each with a page to cite it
    laid = Laid(
        counts=(len(articles), len(listed.comments), len(listed.entries), pages),
        articles=tuple(zip((each.id for each in articles), around, strict=True)),
        media=tuple(_find_media(joined.value)),
        entered=tuple(sorted(find_entered_articles(joined.value))),
        shown=shown,
        files=data,
        faults=joined.diagnostics,
    )
    return Checked((laid, found), laid.faults)


@dataclass(frozen=True, slots=True)
class Found:
    """A page: its address, its key among the views, and how to have it."""

    url: str
    key: str
    make: Callable[[], Page]


def make_views(whole: Whole, layout: Layout, slices: Slices, memo: Memo) -> list[Found]:
    """Every page with its key; what follows from a slice that is as it was is not made."""
    rules, look, sums = whole.rules, look_of(whole.theme.theme), Sums(ClaimView)
    shelf, known = memo.shelf(SLICES), memo.shelf(VIEWS)
    found = [Found(page.url, digest(look, sums.sum(page)), partial(_give, page)) for page in layout.made]
    told = {}
    for due in layout.due:
        slice_key = digest(rules, due.name, slices.sum(due.shown))
        key = shelf.get(slice_key, "")
        make = due.make
        if key not in known:
            page = due.make()
            key, make = digest(look, sums.sum(page)), partial(_give, page)
        told[slice_key] = key
        found.append(Found(due.name, key, make))
    memo.fill(SLICES, told)
    return found


def _give(page: Page) -> Page:
    return page


def surround(whole: Whole, layout: Layout, slices: Slices, memo: Memo) -> list[str]:
    """The keys of what surrounds each article; what is as it was is not made again."""
    rules, shelf = whole.rules, memo.shelf(AROUND)
    keys = [digest(rules, each.name, slices.sum(each.shown)) for each in layout.surroundings]
    pairs = zip(keys, layout.surroundings, strict=True)
    kept = {key: shelf.get(key) or memo.keep(pack(Surroundings, each.make())) for key, each in pairs}
    memo.fill(AROUND, kept)
    return [kept[key] for key in keys]


def _render_pages(
    theme: Theme, found: list[Found], workers: Workers, memo: Memo, site: Site
) -> Checked[tuple[Present, ...]]:
    """The files of these pages; those whose views are as they were are not rendered again.

    `found` is emptied: no page is held longer than till it is rendered.
    """
    shelf, keys = memo.shelf(VIEWS), {each.url: each.key for each in found}
    told = {url: unpack(Present, shelf[key]) for url, key in keys.items() if key in shelf}
    fresh = [each for each in found if each.url not in told or not site.recall((told[each.url],))]
    urls, makes = [each.url for each in fresh], [each.make for each in reversed(fresh)]
    found.clear()
    fresh.clear()
    faults: list[Diagnostic] = []
    bodies = workers.stream(render_page, theme, (makes.pop()() for _ in urls), len(urls))
    for url, body in zip(urls, bodies, strict=True):
        faults += body.diagnostics
        if body.value is not None:
            told[url] = site.add(Output(url, body.value.encode()))
    workers.note(render_page.__name__, len(keys) - len(urls))
    if has_errors(faults):
        return Checked(None, tuple(faults))
    memo.fill(VIEWS, {key: pack(Present, told[url]) for url, key in keys.items()})
    return Checked(tuple(told[url] for url in keys), tuple(faults))


def _find_media(archive: Archive) -> Iterator[tuple[str, str, str]]:
    """The pictures that articles show, and their untouched originals where site.toml says so."""
    for article in archive.articles:
        for name in sorted(set(article.pictures)):
            yield media_url(article.id, name), article.id, name
        for copy in list_files(article) if archive.settings.publish_captures else ():
            for name in filter(None, (copy.capture, *copy.frames)):
                yield media_url(article.id, name), article.id, name
