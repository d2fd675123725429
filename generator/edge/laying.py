"""In: the readings of all articles, and the rest of an archive. Out: what is made of more than one article.

Must not decide anything, nor ask whether it was made before: layout does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from generator.core.archive import find_entered_articles
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
from generator.core.urls import media_url
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
    joined = workers.once(join, whole, open_outlines(whole, memo), memo)
    if joined.value is None or has_errors(joined.diagnostics):
        return Checked(None, joined.diagnostics)
    listed, standings = assess(joined.value, workers)
    words = whole.theme.theme.words
    layout = workers.once(lay_out_pages, listed, standings, whole.theme.prefix, words)
    slices = Slices(listed, {each.id: each.outline for each in whole.readings})
    found = workers.once(make_views, whole, layout, slices, memo)
    files = _render_pages(whole.theme.theme, found, workers, memo, site)
    if files.value is None:
        return Checked(None, (*joined.diagnostics, *files.diagnostics))
    articles = joined.value.articles
    data = [site.add(file) for file in workers.once(data_files, listed, standings, words)]
    shown = workers.once(show_archive, listed, standings, words)
    around = workers.once(surround, whole, layout, slices, memo)
    pages = len(found) + 2 * len(layout.addresses)  # each with a page to cite it
    laid = Laid(
        counts=(len(articles), len(listed.comments), len(listed.entries), pages),
        articles=tuple(zip((each.id for each in articles), around, strict=True)),
        media=tuple(_find_media(joined.value)),
        entered=tuple(sorted(find_entered_articles(joined.value))),
        shown=memo.keep(pack(Shown, shown)),
        files=(*files.value, *data),
        faults=joined.diagnostics,
    )
    return Checked(laid, laid.faults)


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
    theme: Theme, found: Sequence[Found], workers: Workers, memo: Memo, site: Site
) -> Checked[tuple[Present, ...]]:
    """The files of these pages; those whose views are as they were are not rendered again."""
    shelf = memo.shelf(VIEWS)
    told = {each.url: unpack(Present, shelf[each.key]) for each in found if each.key in shelf}
    fresh = [each for each in found if each.url not in told or not site.recall((told[each.url],))]
    faults: list[Diagnostic] = []
    bodies = workers.stream(render_page, theme, (each.make() for each in fresh), len(fresh))
    for each, body in zip(fresh, bodies, strict=True):
        faults += body.diagnostics
        if body.value is not None:
            told[each.url] = site.add(Output(each.url, body.value.encode()))
    workers.note(render_page.__name__, len(found) - len(fresh))
    if has_errors(faults):
        return Checked(None, tuple(faults))
    memo.fill(VIEWS, {each.key: pack(Present, told[each.url]) for each in found})
    return Checked(tuple(told[each.url] for each in found), tuple(faults))


def _find_media(archive: Archive) -> Iterator[tuple[str, str, str]]:
    """The pictures that articles show, and their untouched originals where site.toml says so."""
    for article in archive.articles:
        for name in sorted(set(article.pictures)):
            yield media_url(article.id, name), article.id, name
        for copy in list_files(article) if archive.settings.publish_captures else ():
            for name in filter(None, (copy.capture, *copy.frames)):
                yield media_url(article.id, name), article.id, name
