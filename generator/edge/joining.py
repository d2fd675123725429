"""In: everything read of an archive. Out: the archive joined and checked, and what became of its addresses.

Must not ask whether it was joined before: layout does.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from generator.core.archive import Parts, find_entered_articles, join_archive
from generator.core.articles import read_versions
from generator.core.catalogue import Catalogue, catalogue
from generator.core.diagnostics import Checked, Diagnostic, gather
from generator.core.model import Archive, Article, CheckedLink, Tombstone
from generator.core.outbound import read_links
from generator.core.outlines import Places, Said, restore_article, with_said
from generator.core.packing import unpack
from generator.core.registers import read_page, read_questions, read_relations, read_sources
from generator.core.standing import Standing, assess_all
from generator.core.text import Text
from generator.core.tombstones import read_tombstones
from generator.edge.memo import Memo, digest
from generator.edge.readings import Reader, Reading
from generator.edge.tree import ARTICLE_TEXTS, ARTICLES, read_folder
from generator.edge.whole import Content
from generator.edge.workers import BATCH, Workers

Listed = tuple[Catalogue, Mapping[str, Standing]]
NOTHING = digest("")  # the key of an empty text


def open_outlines(content: Content, memo: Memo, names: Collection[str] | None = None) -> tuple[Article, ...]:
    """The outline of every article that could be read, or of those of them that are named."""
    wanted = [each for each in content.readings if (names is None or each.id in names) and each.outline != NOTHING]
    return tuple(_open_outlines(wanted, memo))


def _open_outlines(wanted: Sequence[Reading], memo: Memo) -> Iterator[Article]:
    """Some at a time: packed outlines take as much memory as those that are opened."""
    for start in range(0, len(wanted), BATCH):
        some = wanted[start : start + BATCH]
        texts = memo.find(each.outline for each in some)
        yield from (replace(unpack(Article, texts[each.outline]), extent=each.extent) for each in some)


def open_bodies(content: Content, memo: Memo, names: Collection[str]) -> tuple[Article, ...]:
    """The outlines of these articles with every block of their bodies."""
    said = {each.id: each.said for each in content.readings if each.id in names and each.outline != NOTHING}
    texts = memo.find(said.values())
    return tuple(with_said(each, unpack(Said, texts[said[each.id]])) for each in open_outlines(content, memo, names))


def open_places(content: Content, memo: Memo, names: Collection[str]) -> dict[str, Places]:
    """The ids of the blocks of these articles, as far as they could be read."""
    wanted = {each.id: each.places for each in content.readings if each.id in names and each.outline != NOTHING}
    texts = memo.find(wanted.values())
    return {name: unpack(Places, texts[key]) for name, key in wanted.items()}


def restore_words(content: Content, memo: Memo) -> Iterator[Article]:
    """The outlines with all their words."""
    keys = [(each.outline, each.said, each.spoken) for each in content.readings if each.outline != NOTHING]
    texts = memo.find(key for each in keys for key in each)
    return (restore_article(*(texts[key] for key in each)) for each in keys)


def read_whole(content: Content) -> Iterator[Article]:
    """Every article that could be read, with all its HTML, which no outline holds."""
    for each in content.readings:
        folder = read_folder(content.reader.root, each.id).value if each.outline != NOTHING else None
        article = read_versions(content.reader.settings, folder).value if folder else None
        if article:
            yield article


def join(content: Content, articles: Iterable[Article], memo: Memo | None = None) -> Checked[Archive]:
    """Read the registers and join everything; what cannot be read is left out, and nothing is checked against it.

    With the memo that they come from, outlines of articles are enough.
    """
    read = gather_parts(content, articles)
    entered = find_entered_articles(read.parts)
    parts = replace(read.parts, places=open_places(content, memo, entered)) if memo else read.parts
    archive = join_archive(parts)
    if archive.diagnostics:  # only now it matters where in an article's texts something stands
        named = [each.id for each in parts.articles]
        archive = join_archive(replace(parts, texts={**parts.texts, **_read_texts(content.reader, named)}))
    return Checked(archive.value, (*read.diagnostics, *archive.diagnostics))


@dataclass(frozen=True, slots=True)
class Gathered:
    """What archives are joined from, the texts of articles empty; and what is wrong with the registers."""

    parts: Parts
    diagnostics: tuple[Diagnostic, ...]


def gather_parts(content: Content, articles: Iterable[Article]) -> Gathered:
    """Everything read, ready to be joined."""
    tree, settings = content.tree, content.reader.settings
    limits = settings.limits
    sources = read_sources(tree.sources, limits) if tree.sources else Checked(None)
    questions = read_questions(tree.questions, limits) if tree.questions else Checked(None)
    relations = read_relations(tree.relations) if tree.relations else Checked(None)
    tombstones = read_tombstones(tree.tombstones) if tree.tombstones else Checked[tuple[Tombstone, ...]](None)
    links = read_links(tree.links) if tree.links else Checked[tuple[CheckedLink, ...]](None)
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
        tombstones=tombstones.value,
        checked=links.value or (),
    )
    read = (sources, questions, relations, tombstones, links, pages)
    return Gathered(parts, tuple(fault for each in read for fault in each.diagnostics))


def _read_texts(reader: Reader, articles: Iterable[str]) -> dict[str, Text]:
    folders = (read_folder(reader.root, each).value for each in articles)
    return {text.path: text for folder in folders if folder for text in folder.texts}


def assess(archive: Archive, workers: Workers) -> Listed:
    """The archive's look-ups, and what the claims on each question amount to."""
    listed = catalogue(archive)
    return listed, workers.once(assess_all, listed)
