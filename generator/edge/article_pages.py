"""In: articles and what surrounds them. Out: their pages, made by several processes; those that stand as they are, not.

Must not join or look up anything: whatever an article's pages show of others lies in its surroundings.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.core.diagnostics import Diagnostic
from generator.core.model import Article, Folder, Output, Settings
from generator.core.packing import pack, unpack
from generator.core.templates import Theme
from generator.edge.memo import LostError, Memo, digest
from generator.edge.readings import Reader, Reading, digest_folder, open_article, open_folder
from generator.edge.staging import Present
from generator.edge.whole import Laid, Site, Whole, look_of
from generator.edge.workers import BATCH, Workers

if TYPE_CHECKING:  # a build that finds everything as it was needs none of it
    from generator.core.pages.surroundings import Surroundings

ARTICLES = "articles"  # shelf: digest of an article, its surroundings and the templates → its files


@dataclass(frozen=True, slots=True)
class Job:
    """One article to be shown: sealed, or as its folder, to be read again; its surroundings packed."""

    id: str
    sealed: bytes
    folder: Folder | None
    surroundings: str


@dataclass(frozen=True, slots=True)
class Shown:
    """An article's pages: addresses and bytes."""

    pages: tuple[tuple[str, bytes], ...]
    faults: tuple[Diagnostic, ...] = ()


def make_articles(whole: Whole, laid: Laid, workers: Workers, memo: Memo, site: Site) -> tuple[Diagnostic, ...]:
    """Every article's pages, among the site's files; what is wrong with the templates."""
    theme, shelf = whole.theme.theme, memo.shelf(ARTICLES)
    readings = {each.id: each for each in whole.readings}
    look = look_of(theme)
    keys = {name: digest(look, readings[name].digest, around) for name, around in laid.articles}
    told = {name: shelf[key] for name, key in keys.items() if key in shelf}
    fresh = [
        (name, around)
        for name, around in laid.articles
        if name not in told or not site.recall(unpack(tuple[Present, ...], told[name]))
    ]
    jobs = _make_jobs(whole.reader, [(readings[name], around) for name, around in fresh], memo)
    made = workers.stream(show_one, (whole.reader.settings, theme), jobs, len(fresh))
    faults: list[Diagnostic] = []
    for (name, _), shown in zip(fresh, made, strict=True):
        faults += shown.faults
        files = tuple(site.add(Output(url, content)) for url, content in shown.pages)
        told[name] = pack(tuple[Present, ...], files)
    workers.note(show_one.__name__, len(laid.articles) - len(fresh))
    if not faults:
        memo.fill(ARTICLES, {keys[name]: files for name, files in told.items()})
    return tuple(faults)


def show_one(rules: tuple[Settings, Theme], job: Job) -> Shown:
    """The pages of one article, rendered."""
    from generator.core.pages.surroundings import Surroundings

    settings, theme = rules
    read = open_article(settings, job.sealed, job.folder)
    if read.value is None:
        return Shown((), read.diagnostics)
    return render_article(theme, read.value, unpack(Surroundings, job.surroundings))


def render_article(theme: Theme, article: Article, surroundings: Surroundings) -> Shown:
    """All pages of an article, and what the templates get wrong."""
    from generator.core.pages.article import show_article
    from generator.core.render import render_page

    pages = show_article(article, surroundings, theme.words)
    rendered = [(page.url, render_page(theme, page)) for page in pages]
    return Shown(
        pages=tuple((url, body.value.encode()) for url, body in rendered if body.value is not None),
        faults=tuple(fault for _, body in rendered for fault in body.diagnostics),
    )


def _make_jobs(reader: Reader, wanted: Sequence[tuple[Reading, str]], memo: Memo) -> Iterator[Job]:
    """A job for each reading and the key of its surroundings, some of them at a time. Errors: LostError."""
    for start in range(0, len(wanted), BATCH):
        some = wanted[start : start + BATCH]
        texts = memo.find(around for _, around in some)
        yield from (_make_job(reader, reading, texts[around]) for reading, around in some)


def _make_job(reader: Reader, reading: Reading, surroundings: str) -> Job:
    """Errors: LostError, where the folder of an article that is not sealed is not any more as it was surveyed."""
    if reading.sealed and (sealed := reading.sealed.open()):
        return Job(reading.id, sealed, None, surroundings)
    folder = open_folder(reader.root, reading.id)
    if digest_folder(reader.settings, reading.id, folder) != reading.digest:
        raise LostError
    return Job(reading.id, b"", folder.value, surroundings)
