"""In: the readings of all articles, and the rest of an archive. Out: what is made of more than one article.

Must not decide anything: it asks for each thing under the digest of all that it follows from.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from io import BytesIO

from generator.core.archive import Parts, join_archive
from generator.core.catalogue import Catalogue, catalogue
from generator.core.diagnostics import Checked, gather, has_errors
from generator.core.exports import data_files
from generator.core.model import Archive, Article, Output, Settings
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
from generator.edge.memo import Memo, digest
from generator.edge.readings import Faults, Reader, Reading
from generator.edge.staging import Present, sum_up
from generator.edge.theme import ThemeFiles
from generator.edge.tree import ARTICLE_TEXTS, ARTICLES, Tree, read_folder
from generator.edge.workers import Workers

LAYOUT = "layout"  # shelf: a digest of all that was laid out → a Laid
VIEWS = "views"  # shelf: a digest of a page before it is rendered → its file
NOTHING = digest("")  # the key of an empty text
Known = Mapping[str, Present]
Listed = tuple[Catalogue, Mapping[str, Standing]]


@dataclass(frozen=True, slots=True)
class Whole:
    """All there is to make a site of."""

    reader: Reader
    tree: Tree
    theme: ThemeFiles
    readings: Sequence[Reading]

    @property
    def key(self) -> str:
        """A digest of everything but the words that only an article's own pages and the search show."""
        tree = self.tree
        texts = (tree.sources, tree.questions, tree.relations, *(tree.pages or ()))
        return digest(
            pack(Settings, self.reader.settings),
            look_of(self.theme.theme),
            self.theme.prefix,
            *(part for text in texts if text for part in (text.path, text.content)),
            *(part for each in self.readings for part in (each.id, each.outline)),
            *sorted(tree.article_ids),
        )


@dataclass(frozen=True, slots=True)
class Laid:
    """What a site has beside the articles' own pages. `counts`: articles, comments, claims, pages."""

    counts: tuple[int, int, int, int]
    articles: tuple[tuple[str, str], ...]  # in order: its id, and the key of its surroundings in the memo
    media: tuple[tuple[str, str, str], ...]  # address, article, name of the file
    files: tuple[Present, ...]
    faults: Faults


class Site:
    """The files of a site as they are gathered: new ones with their bytes, others as they are known to be there."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self.pieces: dict[str, Present | Output] = {}

    def add(self, output: Output) -> Present:
        """A file with its bytes; what it is known by."""
        self.pieces[output.path] = output
        return sum_up(output)

    def recall(self, files: Sequence[Present]) -> bool:
        """Whether all these files are there as they were; if so, they are of this site too."""
        if not all(self.known.get(each.path) == each for each in files):
            return False
        self.pieces.update((each.path, each) for each in files)
        return True


def look_of(theme: Theme) -> str:
    """A digest of the templates."""
    return digest(*(part for pair in (*theme.templates, *theme.paths) for part in pair))


def lay_out(whole: Whole, workers: Workers, memo: Memo, site: Site) -> Checked[Laid]:
    """The archive joined, and every page made that is not an article's own; None where something is wrong."""
    key, shelf = whole.key, memo.shelf(LAYOUT)
    if key in shelf:
        laid: Laid = unpack(Laid, shelf[key])
        if site.recall(laid.files):
            workers.skip(lay_out_pages.__name__)
            return Checked(laid, laid.faults)
    joined = workers.once(join, whole, open_outlines(whole, memo))
    if joined.value is None or has_errors(joined.diagnostics):
        return Checked(None, joined.diagnostics)
    listed, standings = assess(joined.value, workers)
    layout = workers.once(lay_out_pages, listed, standings, whole.theme.prefix)
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
    memo.fill(LAYOUT, {key: pack(Laid, laid)})
    return Checked(laid, laid.faults)


def make_words(whole: Whole, workers: Workers, memo: Memo, site: Site) -> None:
    """The files that hold words of many articles: those of the search, and the tables of data."""
    spoken = digest(whole.key, *(each.spoken for each in whole.readings))
    every = digest(spoken, *(each.said for each in whole.readings))
    stale = []
    for make, key in ((data_files, spoken), (search_files, every)):
        told = memo.shelf(make.__name__).get(key)
        if told and site.recall(unpack(tuple[Present, ...], told)):
            workers.skip(make.__name__)
        else:
            stale.append((make, key))
    if stale:
        joined = join(whole, restore_words(whole, memo))
        if joined.value is not None:
            listed, standings = assess(joined.value, workers)
            for make, key in stale:
                files = tuple(site.add(each) for each in workers.once(make, listed, standings))
                memo.fill(make.__name__, {key: pack(tuple[Present, ...], files)})


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
