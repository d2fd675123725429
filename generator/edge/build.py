"""In: an archive's folder. Out: its site, or everything that stands in the way of one.

Must not print, and must not decide anything: it is the line from content to page, in one direction.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from generator.core.diagnostics import Checked, Diagnostic, has_errors
from generator.core.model import Archive, Output, Settings
from generator.core.packing import pack, unpack
from generator.edge.article_pages import make_articles
from generator.edge.dist import Copied, RefusedError, recover_dist, replace_dist
from generator.edge.drafts import Drafts
from generator.edge.files import unreadable
from generator.edge.layout import check_addresses, lay_out, make_words
from generator.edge.memo import LostError, Memo, digest
from generator.edge.readings import FOLDERS, Faults, Reader, Reading, read_articles
from generator.edge.report import Counts as Counts, Options as Options, Report as Report
from generator.edge.stamps import list_places, tell_time
from generator.edge.survey import check_site, remember_site
from generator.edge.theme import ThemeFiles, package_templates, read_theme
from generator.edge.tree import ARTICLES, Tree, read_tree
from generator.edge.unchanged import Stamps, keep_report, list_sources, stamp_all
from generator.edge.whole import PARTS, Content, Laid, Site, Whole
from generator.edge.workers import Workers

if TYPE_CHECKING:  # a build that finds everything as it was needs none of it
    from generator.core.permanence import Kept

SETTINGS = "settings"  # shelf: a digest of site.toml → the settings in it
NO_JEKYLL = Output(".nojekyll", b"")


@dataclass(frozen=True, slots=True)
class Ready:
    """An archive without a fault that stops it, whole, and what it will be dressed in."""

    archive: Archive
    theme: ThemeFiles
    found: tuple[Diagnostic, ...]
    kept: Kept | None = None


@dataclass(frozen=True, slots=True)
class Built:
    """What came of a build; as far as it got, what it was made of: a Whole and a Laid where there is nothing wrong."""

    report: Report
    content: Content | None = None
    laid: Laid | None = None


def read_archive(root: Path, workers: Workers, options: Options) -> Checked[Ready]:
    """The archive in a folder, joined and checked, or everything that stands in the way."""
    from generator.edge.addresses import find_lost
    from generator.edge.joining import join, read_whole

    memo = Memo()
    begun, theme = _begin(root, workers, options, memo, {})
    content, found = begun.value, begun.diagnostics
    if content is None:
        return Checked(None, found)
    joined = workers.once(join, content, read_whole(content))
    kept = workers.once(find_lost, content, memo).kept
    found = (*found, *joined.diagnostics, *kept.diagnostics)
    if joined.value is None or theme is None or has_errors(found):
        return Checked(None, found)
    return Checked(Ready(joined.value, theme, found, kept.value), found)


def build(root: Path, workers: Workers, options: Options, memo: Memo | None = None) -> Report:
    """Bring the output in line with the content, or say everything that stands in the way.

    What the memo knows from a build before is not done again; the site is the same without it, to the byte.
    """
    return build_whole(root, workers, options, memo or Memo()).report


def build_whole(root: Path, workers: Workers, options: Options, memo: Memo) -> Built:
    """The same, told together with what it was made of."""
    memo.writes_early = options.write
    try:
        if options.write:
            recover_dist(options.output)
        try:
            return _build(root, workers, options, memo)
        except LostError:  # a part of the memo was damaged: then none of it counts
            memo.forget()
            return _build(root, workers, options, memo)
    except OSError as failure:  # the disk refused what no reader expects to be refused, such as to tell of a folder
        return Built(Report((unreadable(str(failure.filename or root), failure),)))


def _build(root: Path, workers: Workers, options: Options, memo: Memo) -> Built:
    workers.stations.clear()
    seen: Stamps = {}
    begun, theme = _begin(root, workers, options, memo, seen)
    content, found = begun.value, begun.diagnostics
    if content is None:
        return Built(Report(found))
    kept = check_addresses(content, workers, memo)
    kept = replace(kept, ledgers=None) if options.write else kept  # only `accept` asks for them, and they are large
    if theme is None or has_errors((*found, *kept.diagnostics)):
        from generator.edge.joining import join, open_outlines

        joined = workers.once(join, content, open_outlines(content, memo), memo)
        report, laid, used = Report((*found, *joined.diagnostics, *kept.diagnostics)), None, None
    else:
        content = Whole(content.reader, content.tree, content.readings, theme)
        known = workers.once(check_site, options.output, memo)
        with Drafts(options.output) as drafts:
            site = Site(known, drafts.put if options.write else None)
            published, laid, used = _publish(content, workers, options, memo, site)
        report = replace(
            published,
            diagnostics=(*found, *kept.diagnostics, *published.diagnostics),
            unaccepted=kept.unaccepted,
            kept=kept.ledgers,
        )
    if report.written:
        seen |= workers.once(remember_site, options.output, report.written, memo)
        keep_report(root, options, report, seen, memo)
    if options.write:
        workers.once(memo.save, used)
    return Built(replace(report, stations=tuple(workers.stations)), content, laid)


def _publish(
    whole: Whole, workers: Workers, options: Options, memo: Memo, site: Site
) -> tuple[Report, Laid | None, Collection[str] | None]:
    """What came of it; and once the site stands, how it is laid out, and which texts of the memo that refers to."""
    laid = lay_out(whole, workers, memo, site)
    if laid.value is None or has_errors(laid.diagnostics):
        return Report(laid.diagnostics), None, None
    counts = Counts(*laid.value.counts)
    found = (*laid.diagnostics, *make_articles(whole, laid.value, workers, memo, site))
    if has_errors(found) or not options.write:
        return Report(found, counts), None, None
    make_words(whole, laid.value, workers, memo, site)
    outputs = (*site.pieces.values(), *whole.theme.assets, *_find_media(whole.reader.root, laid.value), NO_JEKYLL)
    try:
        written = workers.once(replace_dist, options.output, outputs, site.known if memo.folder else None)
    except RefusedError as refusal:
        return Report((*found, refusal.diagnostic), counts), None, None
    used = {key for each in whole.readings for key in each.texts}
    used.update(key for _, key in laid.value.articles)
    used.update((laid.value.shown,), *memo.shelf(PARTS).values())
    return Report((*found, *written.diagnostics), counts, written), laid.value, used


def _begin(
    root: Path, workers: Workers, options: Options, memo: Memo, seen: Stamps
) -> tuple[Checked[Content], ThemeFiles | None]:
    """Everything read that a site is made of; no content where that is too little to go on.

    What was seen of all files is noted before they are read: they may change meanwhile.
    """
    real = root.resolve()
    trusted = tell_time(memo.folder if (real / "site.toml").is_file() else None)  # elsewhere no folder is made to ask
    seen |= stamp_all(list_sources(real), trusted)
    tree = workers.once(read_tree, root)
    settings = _read_settings(tree, options, memo)
    if settings.value is None or tree.site is None:
        return Checked(None, (*tree.diagnostics, *settings.diagnostics)), None
    for folder in (package_templates(), real / settings.value.theme):
        seen |= stamp_all(list_places(os.fspath(folder)), trusted) if folder != real and folder.is_dir() else {}
    theme = workers.once(read_theme, root, settings.value, tree.site)
    reader = Reader(real, settings.value)
    readings = read_articles(reader, tree.articles, workers, memo, trusted)
    folders = memo.shelf(FOLDERS)
    seen |= {(f"{real}/{ARTICLES}/{name}", tuple(files)): stamp for name, (stamp, files, *_) in folders.items()}
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
