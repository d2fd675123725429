"""In: the readings of all articles, and the rest of an archive. Out: what is made of more than one article.

Must not decide anything, nor ask whether it was made before: layout does.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from io import BytesIO

from generator.core.archive import Parts, join_archive
from generator.core.catalogue import Catalogue, catalogue
from generator.core.diagnostics import Checked, gather, has_errors
from generator.core.exports import data_files
from generator.core.model import Archive, Article, Output
from generator.core.outlines import Said, Spoken, with_said, with_spoken
from generator.core.packing import pack, unpack
from generator.core.pages import lay_out_pages
from generator.core.pages.frame import Page
from generator.core.pages.surroundings import Surroundings
from generator.core.registers import read_page, read_questions, read_relations, read_sources
from generator.core.render import Theme, render_page
from generator.core.search import search_files
from generator.core.standing import Standing, assess_all
from generator.core.text import Text
from generator.core.urls import media_url
from generator.core.words import Words
from generator.edge.memo import Memo, digest
from generator.edge.readings import Reader
from generator.edge.staging import Present
from generator.edge.tree import ARTICLE_TEXTS, ARTICLES, read_folder
from generator.edge.whole import Laid, Site, Whole, look_of
from generator.edge.workers import Workers

VIEWS = "views"  # shelf: a digest of a page before it is rendered → its file
NOTHING = digest("")  # the key of an empty text
Listed = tuple[Catalogue, Mapping[str, Standing]]
WORDY: Mapping[str, Callable[[Catalogue, Mapping[str, Standing], Words], tuple[Output, ...]]] = {
    "data_files": data_files,
    "search_files": search_files,
}


def lay_out_anew(whole: Whole, workers: Workers, memo: Memo, site: Site) -> Checked[Laid]:
    """The archive joined, and every page made that is not an article's own; None where something is wrong."""
    joined = workers.once(join, whole, open_outlines(whole, memo))
    if joined.value is None or has_errors(joined.diagnostics):
        return Checked(None, joined.diagnostics)
    listed, standings = assess(joined.value, workers)
    layout = workers.once(lay_out_pages, listed, standings, whole.theme.prefix, whole.theme.theme.words)
    files = _render_pages(whole.theme.theme, layout.pages, workers, memo, site)
    if files.value is None:
        return Checked(None, (*joined.diagnostics, *files.diagnostics))
    articles = joined.value.articles
    around = [memo.keep(pack(Surroundings, each)) for each in layout.surroundings]
    pages = len(layout.pages) + sum(len(each.frames) for each in layout.surroundings)
    laid = Laid(
        counts=(len(articles), len(listed.comments), len(listed.entries), pages),
        articles=tuple(zip((each.id for each in articles), around, strict=True)),
        media=tuple(_find_media(joined.value)),
        files=files.value,
        faults=joined.diagnostics,
    )
    return Checked(laid, laid.faults)


def make_words_anew(
    whole: Whole, names: Sequence[str], workers: Workers, memo: Memo, site: Site
) -> list[tuple[Present, ...]]:
    """The files of each of the `WORDY` makers named."""
    joined = join(whole, restore_words(whole, memo))
    if joined.value is None:
        return []
    listed, standings = assess(joined.value, workers)
    words = whole.theme.theme.words
    return [tuple(site.add(each) for each in workers.once(WORDY[name], listed, standings, words)) for name in names]


def open_outlines(whole: Whole, memo: Memo) -> tuple[Article, ...]:
    """The outline of every article that could be read."""
    keys = [each.outline for each in whole.readings if each.outline != NOTHING]
    texts = memo.find(keys)
    return tuple(unpack(Article, texts[key]) for key in keys)


def restore_words(whole: Whole, memo: Memo) -> Iterator[Article]:
    """The outlines with all their words."""
    read = [each for each in whole.readings if each.outline != NOTHING]
    texts = memo.find(key for each in read for key in (each.said, each.spoken))
    for outline, each in zip(open_outlines(whole, memo), read, strict=True):
        said, spoken = unpack(Said, texts[each.said]), unpack(Spoken, texts[each.spoken])
        yield with_spoken(with_said(outline, said), spoken)


def assess(archive: Archive, workers: Workers) -> Listed:
    """The archive's look-ups, and what the claims on each question amount to."""
    listed = catalogue(archive)
    return listed, workers.once(assess_all, listed)


def join(whole: Whole, articles: Sequence[Article] | Iterator[Article]) -> Checked[Archive]:
    """Read the registers and join everything; what cannot be read is left out, and nothing is checked against it."""
    tree, settings = whole.tree, whole.reader.settings
    limits = settings.limits
    sources = read_sources(tree.sources, limits) if tree.sources else Checked(None)
    questions = read_questions(tree.questions, limits) if tree.questions else Checked(None)
    relations = read_relations(tree.relations) if tree.relations else Checked(None)
    pages = gather(read_page(page, limits) for page in tree.pages or ())
    all_pages = tree.pages is not None and len(pages.value or ()) == len(tree.pages)
    listed = tuple(articles)
    paths = (f"{ARTICLES}/{each.id}/{name}" for each in listed for name in ARTICLE_TEXTS)
    parts = Parts(
        settings=settings,
        articles=listed,
        sources=sources.value,
        questions=questions.value,
        relations=relations.value,
        pages=pages.value if all_pages else None,
        article_ids=tree.article_ids,
        texts={**{path: Text(path, "") for path in paths}, **tree.texts()},
    )
    archive = join_archive(parts)
    if archive.diagnostics:  # only now it matters where in an article's texts something stands
        archive = join_archive(replace(parts, texts={**parts.texts, **_read_texts(whole.reader, listed)}))
    read = (*sources.diagnostics, *questions.diagnostics, *relations.diagnostics, *pages.diagnostics)
    return Checked(archive.value, (*read, *archive.diagnostics))


def _read_texts(reader: Reader, articles: Sequence[Article]) -> dict[str, Text]:
    folders = (read_folder(reader.root, each.id).value for each in articles)
    return {text.path: text for folder in folders if folder for text in folder.texts}


def _render_pages(
    theme: Theme, pages: Sequence[Page], workers: Workers, memo: Memo, site: Site
) -> Checked[tuple[Present, ...]]:
    """The files of these pages; those whose views are as they were are not rendered again."""
    look, shelf = look_of(theme), memo.shelf(VIEWS)
    keys = [digest(look, _bytes_of(page)) for page in pages]
    told = {page.url: unpack(Present, shelf[key]) for page, key in zip(pages, keys, strict=True) if key in shelf}
    fresh = [page for page in pages if page.url not in told or not site.recall((told[page.url],))]
    bodies = gather(workers.each(render_page, theme, fresh))
    workers.note(render_page.__name__, len(pages) - len(fresh))
    if has_errors(bodies.diagnostics):
        return Checked(None, bodies.diagnostics)
    for page, body in zip(fresh, bodies.value or (), strict=True):
        told[page.url] = site.add(Output(page.url, body.encode()))
    memo.fill(VIEWS, {key: pack(Present, told[page.url]) for page, key in zip(pages, keys, strict=True)})
    return Checked(tuple(told[page.url] for page in pages), bodies.diagnostics)


def _bytes_of(page: Page) -> bytes:
    """The page's values as bytes, the same for equal values: without notes of which of them are one object."""
    stream = BytesIO()
    pickler = pickle.Pickler(stream, 5)
    pickler.fast = True
    pickler.dump(page)
    return stream.getvalue()


def _find_media(archive: Archive) -> Iterator[tuple[str, str, str]]:
    """The pictures that articles show, and their untouched originals where site.toml says so."""
    for article in archive.articles:
        for name in sorted(set(article.pictures)):
            yield media_url(article.id, name), article.id, name
        if archive.settings.publish_captures and article.capture:
            yield media_url(article.id, article.capture), article.id, article.capture
