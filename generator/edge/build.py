"""In: an archive's folder. Out: its site, or everything that stands in the way of one.

Must not print, and must not decide anything: it is the line from content to page, in one direction.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from generator.core.archive import Parts, join_archive
from generator.core.articles import read_article
from generator.core.catalogue import Catalogue, catalogue
from generator.core.diagnostics import Checked, Diagnostic, gather, has_errors
from generator.core.exports import data_files
from generator.core.model import Archive, Article, CheckedLink, Output, Settings, Tombstone
from generator.core.outbound import read_links
from generator.core.pages import lay_out_pages
from generator.core.pages.frame import Page
from generator.core.permanence import Kept, check_permanence
from generator.core.registers import read_page, read_questions, read_relations, read_sources
from generator.core.render import render_page
from generator.core.search import search_files
from generator.core.settings import read_settings
from generator.core.standing import assess_all
from generator.core.tombstones import read_tombstones
from generator.core.urls import media_url
from generator.edge.dist import Copied, RefusedError, Written, recover_dist, replace_dist
from generator.edge.files import unreadable
from generator.edge.theme import ThemeFiles, read_theme
from generator.edge.tree import ARTICLES, Tree, read_tree
from generator.edge.workers import Station, Workers


@dataclass(frozen=True, slots=True)
class Options:
    """What is asked for beyond site.toml, where `base_url` is None to mean what it says; `write` False only looks."""

    output: Path
    base_url: str | None = None
    lenient: bool = False
    write: bool = True


@dataclass(frozen=True, slots=True)
class Counts:
    """How much an archive holds."""

    articles: int
    comments: int
    claims: int
    pages: int


@dataclass(frozen=True, slots=True)
class Report:
    """What a build found, made and walked through. `written` is None where the output is as it was, `kept` where the
    archive could not be read as a whole."""

    diagnostics: tuple[Diagnostic, ...]
    counts: Counts | None = None
    written: Written | None = None
    stations: tuple[Station, ...] = ()
    kept: Kept | None = None

    @property
    def failed(self) -> bool:
        return has_errors(self.diagnostics)


@dataclass(frozen=True, slots=True)
class Ready:
    """An archive without a fault that stops it, and what it will be dressed in."""

    archive: Archive
    theme: ThemeFiles
    found: tuple[Diagnostic, ...]
    kept: Kept | None = None


def build(root: Path, workers: Workers, options: Options) -> Report:
    """Bring the output in line with the content, or say everything that stands in the way."""
    try:
        if options.write:
            recover_dist(options.output)
        read = read_archive(root, workers, options)
        if read.value is None:
            return Report(read.diagnostics)
        return replace(_publish(root, workers, options, read.value), kept=read.value.kept)
    except OSError as failure:  # the disk refused what no reader expects to be refused, such as to tell of a folder
        return Report((unreadable(str(failure.filename or root), failure),))


def read_archive(root: Path, workers: Workers, options: Options) -> Checked[Ready]:
    """The archive in a folder, joined and checked, or everything that stands in the way."""
    tree = workers.once(read_tree, root)
    settings = _read_settings(tree, options)
    if settings.value is None or tree.site is None:
        return Checked(None, (*tree.diagnostics, *settings.diagnostics))
    theme = workers.once(read_theme, root, settings.value, tree.site)
    articles = gather(workers.each(read_article, settings.value, tree.folders))
    joined = _join(settings.value, tree, articles.value or (), workers)
    found = (*tree.diagnostics, *settings.diagnostics, *theme.diagnostics, *articles.diagnostics, *joined.diagnostics)
    if joined.archive is None or theme.value is None or has_errors(found):
        return Checked(None, found)
    return Checked(Ready(joined.archive, theme.value, found, joined.kept), found)


def _read_settings(tree: Tree, options: Options) -> Checked[Settings]:
    if tree.site is None:
        return Checked(None)
    read = read_settings(tree.site)
    if read.value is None:
        return read
    base_url = read.value.base_url if options.base_url is None else options.base_url
    strict = read.value.strict and not options.lenient
    return Checked(replace(read.value, base_url=base_url, strict=strict), read.diagnostics)


@dataclass(frozen=True, slots=True)
class _Joined:
    """An archive, its addresses, and what was found wrong on the way."""

    archive: Archive | None
    kept: Kept | None
    diagnostics: tuple[Diagnostic, ...]


def _join(settings: Settings, tree: Tree, articles: Sequence[Article], workers: Workers) -> _Joined:
    """Read the registers and join everything; what cannot be read is left out, and nothing is checked against it."""
    limits = settings.limits
    sources = read_sources(tree.sources, limits) if tree.sources else Checked(None)
    questions = read_questions(tree.questions, limits) if tree.questions else Checked(None)
    relations = read_relations(tree.relations) if tree.relations else Checked(None)
    tombstones = read_tombstones(tree.tombstones) if tree.tombstones else Checked[tuple[Tombstone, ...]](None)
    links = read_links(tree.links) if tree.links else Checked[tuple[CheckedLink, ...]](None)
    pages = gather(read_page(page, limits) for page in tree.pages or ())
    all_pages = tree.pages is not None and len(pages.value or ()) == len(tree.pages)
    parts = Parts(
        settings=settings,
        articles=articles,
        sources=sources.value,
        questions=questions.value,
        relations=relations.value,
        pages=pages.value if all_pages else None,
        article_ids=tree.article_ids,
        texts=tree.texts(),
        tombstones=tombstones.value,
        checked=links.value or (),
    )
    archive = workers.once(join_archive, parts)
    kept = Checked[Kept](None)
    if tombstones.value is not None:
        kept = workers.once(check_permanence, parts, tombstones.value)
    read = (sources, questions, relations, tombstones, links, pages, archive, kept)
    return _Joined(archive.value, kept.value, tuple(fault for each in read for fault in each.diagnostics))


def _publish(root: Path, workers: Workers, options: Options, ready: Ready) -> Report:
    listed = catalogue(ready.archive)
    standings = workers.once(assess_all, listed)
    pages = workers.once(lay_out_pages, listed, standings, ready.theme.prefix, ready.theme.theme.words)
    bodies = gather(workers.each(render_page, ready.theme.theme, pages))
    found = (*ready.found, *bodies.diagnostics)
    if has_errors(found) or not options.write:
        return Report(found, _count(listed, pages), None, tuple(workers.stations))
    outputs: list[Output | Copied] = [
        *(Output(page.url, body.encode()) for page, body in zip(pages, bodies.value or (), strict=True)),
        *search_files(listed, standings, ready.theme.theme.words, each=workers.each),
        *workers.once(data_files, listed, standings, ready.theme.theme.words),
        *ready.theme.assets,
        *_find_media(root, ready.archive),
        Output(".nojekyll", b""),
    ]
    try:
        written = workers.once(replace_dist, options.output, outputs)
    except RefusedError as refusal:
        return Report((*found, refusal.diagnostic), _count(listed, pages), None, tuple(workers.stations))
    found = (*found, *written.diagnostics)
    return Report(found, _count(listed, pages), written, tuple(workers.stations))


def _find_media(root: Path, archive: Archive) -> Iterator[Copied]:
    """The pictures that articles show, and their untouched originals where site.toml says so."""
    for article in archive.articles:
        folder = root.resolve() / ARTICLES / article.id
        for name in sorted(set(article.pictures)):
            yield Copied(media_url(article.id, name), (folder / name).resolve())
        if archive.settings.publish_captures and article.capture:
            yield Copied(media_url(article.id, article.capture), (folder / article.capture).resolve())


def _count(listed: Catalogue, pages: Sequence[Page]) -> Counts:
    articles = listed.archive.articles
    comments = sum(len(article.thread.comments) for article in articles if article.thread)
    return Counts(len(articles), comments, len(listed.entries), len(pages))
