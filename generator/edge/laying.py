"""In: the readings of all articles, and the rest of an archive. Out: what is made of more than one article.

Must not decide anything, nor ask whether it was made before: layout does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from generator.core.archive import find_entered_articles
from generator.core.diagnostics import Checked, Diagnostic, has_errors
from generator.core.earlier import list_files
from generator.core.exports import COMMENTS, data_files
from generator.core.model import Archive, Output
from generator.core.packing import pack, unpack
from generator.core.pages import lay_out_pages
from generator.core.pages.claims import ClaimView
from generator.core.pages.frame import Page
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

VIEWS = "views"  # shelf: a digest of a page before it is rendered → its file
AROUND = "around"  # shelf: a digest of what surrounds an article → its key


def lay_out_anew(whole: Whole, workers: Workers, memo: Memo, site: Site) -> Checked[Laid]:
    """The archive joined, and every page made that is not an article's own; None where something is wrong."""
    joined = workers.once(join, whole, open_outlines(whole, memo), memo)
    if joined.value is None or has_errors(joined.diagnostics):
        return Checked(None, joined.diagnostics)
    listed, standings = assess(joined.value, workers)
    layout = workers.once(lay_out_pages, listed, standings, whole.theme.prefix, whole.theme.theme.words)
    sums = Sums(ClaimView)
    views = [sums.sum(page) for page in layout.pages]
    files = _render_pages(whole.theme.theme, dict(zip(views, layout.pages, strict=True)), workers, memo, site)
    if files.value is None:
        return Checked(None, (*joined.diagnostics, *files.diagnostics))
    articles = joined.value.articles
    words = whole.theme.theme.words
    data = [site.add(file) for file in workers.once(data_files, listed, standings, words) if file.path != COMMENTS]
    shown = workers.once(show_archive, listed, standings, words)
    around = _keep_surroundings(layout.surroundings, sums, memo)
    pages = len(layout.pages) + sum(2 * len(each.frames) for each in layout.surroundings)  # each with a page to cite it
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


def _keep_surroundings(surroundings: Sequence[Surroundings], sums: Sums, memo: Memo) -> list[str]:
    """The keys of what surrounds each article; what is as it was is not packed again."""
    shelf = memo.shelf(AROUND)
    found = [(key, each) for each in surroundings for key in (sums.sum(each),)]
    kept = {key: shelf.get(key) or memo.keep(pack(Surroundings, each)) for key, each in found}
    memo.fill(AROUND, kept)
    return [kept[key] for key, _ in found]


def _render_pages(
    theme: Theme, views: Mapping[str, Page], workers: Workers, memo: Memo, site: Site
) -> Checked[tuple[Present, ...]]:
    """The files of these pages, by their digests; those whose views are as they were are not rendered again."""
    look, shelf, pages = look_of(theme), memo.shelf(VIEWS), tuple(views.values())
    keys = [digest(look, each) for each in views]
    told = {page.url: unpack(Present, shelf[key]) for page, key in zip(pages, keys, strict=True) if key in shelf}
    fresh = [page for page in pages if page.url not in told or not site.recall((told[page.url],))]
    faults: list[Diagnostic] = []
    for page, body in zip(fresh, workers.stream(render_page, theme, fresh, len(fresh)), strict=True):
        faults += body.diagnostics
        if body.value is not None:
            told[page.url] = site.add(Output(page.url, body.value.encode()))
    workers.note(render_page.__name__, len(pages) - len(fresh))
    if has_errors(faults):
        return Checked(None, tuple(faults))
    memo.fill(VIEWS, {key: pack(Present, told[page.url]) for page, key in zip(pages, keys, strict=True)})
    return Checked(tuple(told[page.url] for page in pages), tuple(faults))


def _find_media(archive: Archive) -> Iterator[tuple[str, str, str]]:
    """The pictures that articles show, and their untouched originals where site.toml says so."""
    for article in archive.articles:
        for name in sorted(set(article.pictures)):
            yield media_url(article.id, name), article.id, name
        for copy in list_files(article) if archive.settings.publish_captures else ():
            for name in filter(None, (copy.capture, *copy.frames)):
                yield media_url(article.id, name), article.id, name
