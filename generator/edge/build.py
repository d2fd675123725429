"""In: an archive's folder. Out: its site, or everything that stands in the way of one.

Must not print, and must not decide anything: it is the line from content to page, in one direction.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from generator.core.diagnostics import Checked, Diagnostic, has_errors
from generator.core.model import Archive, Output, Settings
from generator.core.packing import pack, unpack
from generator.edge.article_pages import make_articles
from generator.edge.dist import Copied, RefusedError, Written, recover_dist, replace_dist
from generator.edge.files import unreadable
from generator.edge.layout import check_addresses, lay_out, make_words
from generator.edge.memo import LostError, Memo, digest
from generator.edge.readings import Faults, Reader, Reading, read_articles
from generator.edge.survey import check_site, remember_site, tell_time
from generator.edge.theme import ThemeFiles, read_theme
from generator.edge.tree import ARTICLES, Tree, read_tree
from generator.edge.whole import PARTS, Content, Laid, Site, Whole
from generator.edge.workers import Station, Workers

if TYPE_CHECKING:  # a build that finds everything as it was needs none of it
    from generator.core.permanence import Kept

SETTINGS = "settings"  # shelf: a digest of site.toml → the settings in it
NO_JEKYLL = Output(".nojekyll", b"")


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
    """What a build found, made and walked through. `written` is None where the output is as it was.

    `unaccepted`: how many addresses ids.lock does not have yet; `kept` is None where no ledger was worked out.
    """

    diagnostics: tuple[Diagnostic, ...]
    counts: Counts | None = None
    written: Written | None = None
    stations: tuple[Station, ...] = ()
    unaccepted: int = 0
    kept: Kept | None = None

    @property
    def failed(self) -> bool:
        return has_errors(self.diagnostics)


@dataclass(frozen=True, slots=True)
class Ready:
    """An archive without a fault that stops it, whole, and what it will be dressed in."""

    archive: Archive
    theme: ThemeFiles
    found: tuple[Diagnostic, ...]
    kept: Kept | None = None


def read_archive(root: Path, workers: Workers, options: Options) -> Checked[Ready]:
    """The archive in a folder, joined and checked, or everything that stands in the way."""
    from generator.edge.joining import find_lost, join, read_whole

    memo = Memo()
    begun, theme = _begin(root, workers, options, memo)
    content, found = begun.value, begun.diagnostics
    if content is None:
        return Checked(None, found)
    joined = workers.once(join, content, read_whole(content))
    kept = workers.once(find_lost, content, memo)
    found = (*found, *joined.diagnostics, *kept.diagnostics)
    if joined.value is None or theme is None or has_errors(found):
        return Checked(None, found)
    return Checked(Ready(joined.value, theme, found, kept.value), found)


def build(root: Path, workers: Workers, options: Options, memo: Memo | None = None) -> Report:
    """Bring the output in line with the content, or say everything that stands in the way.

    What the memo knows from a build before is not done again; the site is the same without it, to the byte.
    """
    memo = memo or Memo()
    try:
        if options.write:
            recover_dist(options.output)
        try:
            return _build(root, workers, options, memo)
        except LostError:  # a part of the memo was damaged: then none of it counts
            memo.forget()
            return _build(root, workers, options, memo)
    except OSError as failure:  # the disk refused what no reader expects to be refused, such as to tell of a folder
        return Report((unreadable(str(failure.filename or root), failure),))


def _build(root: Path, workers: Workers, options: Options, memo: Memo) -> Report:
    workers.stations.clear()
    begun, theme = _begin(root, workers, options, memo)
    content, found = begun.value, begun.diagnostics
    if content is None:
        return Report(found)
    kept = check_addresses(content, workers, memo)
    if theme is None or has_errors((*found, *kept.diagnostics)):
        from generator.edge.joining import join, open_outlines

        joined = workers.once(join, content, open_outlines(content, memo))
        report = Report((*found, *joined.diagnostics, *kept.diagnostics))
    else:
        report = _publish(Whole(content.reader, content.tree, content.readings, theme), workers, options, memo)
        report = replace(
            report,
            diagnostics=(*found, *kept.diagnostics, *report.diagnostics),
            unaccepted=kept.unaccepted,
            kept=kept.ledgers,
        )
    if options.write and report.written is None:
        memo.save()
    return replace(report, stations=tuple(workers.stations))


def _publish(whole: Whole, workers: Workers, options: Options, memo: Memo) -> Report:
    site = Site(workers.once(check_site, options.output, memo))
    laid = lay_out(whole, workers, memo, site)
    if laid.value is None or has_errors(laid.diagnostics):
        return Report(laid.diagnostics)
    counts = Counts(*laid.value.counts)
    found = (*laid.diagnostics, *make_articles(whole, laid.value, workers, memo, site))
    if has_errors(found) or not options.write:
        return Report(found, counts)
    make_words(whole, workers, memo, site)
    outputs = (*site.pieces.values(), *whole.theme.assets, *_find_media(whole.reader.root, laid.value), NO_JEKYLL)
    try:
        written = workers.once(replace_dist, options.output, outputs, site.known if memo.folder else None)
    except RefusedError as refusal:
        return Report((*found, refusal.diagnostic), counts)
    workers.once(remember, options.output, written, laid.value, whole.readings, memo)
    return Report((*found, *written.diagnostics), counts, written)


def _begin(root: Path, workers: Workers, options: Options, memo: Memo) -> tuple[Checked[Content], ThemeFiles | None]:
    """Everything read that a site is made of; no content where that is too little to go on."""
    tree = workers.once(read_tree, root)
    settings = _read_settings(tree, options, memo)
    if settings.value is None or tree.site is None:
        return Checked(None, (*tree.diagnostics, *settings.diagnostics)), None
    theme = workers.once(read_theme, root, settings.value, tree.site)
    reader = Reader(root.resolve(), settings.value)
    readings = read_articles(reader, tree.articles, workers, memo, tell_time(memo.folder))
    found = (*tree.diagnostics, *settings.diagnostics, *theme.diagnostics, *_read_faults(readings, memo))
    return Checked(Content(reader, tree, readings), found), theme.value


def _read_settings(tree: Tree, options: Options, memo: Memo) -> Checked[Settings]:
    if tree.site is None:
        return Checked(None)
    key, shelf = digest(tree.site.content), memo.shelf(SETTINGS)
    if key in shelf:
        read = Checked[Settings](unpack(Settings, shelf[key]))
    else:
        from generator.core.settings import read_settings

        read = read_settings(tree.site)
        if read.value is None:
            return read
        memo.fill(SETTINGS, {} if read.diagnostics else {key: pack(Settings, read.value)})
    settings: Settings = read.value  # type: ignore[assignment]
    base_url = settings.base_url if options.base_url is None else options.base_url
    strict = settings.strict and not options.lenient
    return Checked(replace(settings, base_url=base_url, strict=strict), read.diagnostics)


def _read_faults(readings: Sequence[Reading], memo: Memo) -> Iterator[Diagnostic]:
    """What was found wrong when the articles were read, now or at an earlier build."""
    texts = memo.find(each.faults for each in readings)
    opened: dict[str, Faults] = {key: unpack(Faults, text) for key, text in texts.items()}
    return (fault for each in readings for fault in opened[each.faults])


def _find_media(root: Path, laid: Laid) -> Iterator[Copied]:
    """The pictures that articles show, and their untouched originals where site.toml says so."""
    for url, article, name in laid.media:
        yield Copied(url, (root / ARTICLES / article / name).resolve())


def remember(output: Path, written: Written, laid: Laid, readings: Sequence[Reading], memo: Memo) -> None:
    remember_site(output, written.present, memo)
    used = (key for each in readings for key in each.texts)
    memo.save({*used, *(key for _, key in laid.articles), *memo.shelf(PARTS).values()})
