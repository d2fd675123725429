"""In: a later capture of an article's page. Out: the article's new version, the earlier one kept whole beside it.

Must not lose a byte: what was there lies in versions/ before anything takes its place.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from urllib.parse import unquote, urlsplit

from generator.core.capture.draft import check_front_matter
from generator.core.capture.version import Sources, make_version
from generator.core.capture.version_account import tell_version
from generator.core.diagnostics import Checked, Diagnostic
from generator.core.model import Folder
from generator.core.settings import read_settings
from generator.core.text import Text
from generator.edge.drafting import Drafted, Given, Saved, Shelf, draft_saved
from generator.edge.files import decode_text, read_text, unreadable
from generator.edge.folders import cannot_write, settle, write_file, write_folder
from generator.edge.holdings import ARTICLES, CAPTURES, FRAMES, VERSIONS, list_versions, read_front
from generator.edge.tree import ARTICLE_TEXTS, DRAFT, SITE, read_folder


@dataclass(frozen=True, slots=True)
class Update:
    """What is to become of an article's folder: every file of it as it was, those that change, the account."""

    article: str
    number: int  # under which what was is kept, in versions/
    was: Mapping[str, bytes]
    files: Mapping[str, bytes]
    told: str


def plan_update(root: Path, article: str, later: Drafted) -> Checked[Update]:
    """Work out an article's new version; nothing is written. Errors: those of reading it and of `make_version`."""
    read = read_folder(root, article)
    site = read_text(root, SITE)
    settings = read_settings(site.value).value if site.value else None
    if read.value is None or settings is None:
        return Checked(None, (*read.diagnostics, *site.diagnostics))
    try:
        was, number = _gather(root, article)
        folder = _put_back(read.value, was)
        base = _draft_again(root, folder, was)
    except OSError as failure:
        return Checked(None, (unreadable(f"{ARTICLES}/{article}", failure),))
    later = _rename_pictures(later, was, base, number + 1)
    sources = Sources(base.texts if base else None, later.texts, later.own_ids, number + 1)
    version = make_version(folder, sources, settings)
    if version.value is None:
        return Checked(None, version.diagnostics)
    texts = {name: content.encode() for name, content in version.value.files.items()}
    # article.md before other texts and the copy last: so a run that was cut off shows
    copy = {**later.frames, later.capture[0]: later.capture[1]}
    files = {**later.pictures, "article.md": was["article.md"], **texts, **copy}
    told = tell_version(version.value)
    if base is None:
        told = f"  unknown: no earlier copy is kept, so whatever differs is taken from the page\n{told}"
    return Checked(Update(article, number, was, files, told))


def write_update(root: Path, update: Update) -> Iterator[Diagnostic]:
    """Keep what was, then put each new file in its place, the copy last: a run that was cut off is done again.

    Errors: `cannot-write`.
    """
    here = root / ARTICLES / update.article
    kept = here / VERSIONS / str(update.number)
    if not kept.exists() and (found := tuple(write_folder(kept, update.was))):
        yield from found
        return
    aside = here.with_name(f".new-{update.article}-{os.getpid()}")
    try:
        try:
            for name, content in update.files.items():
                write_file(aside / name, content)
            settle(aside)
            for name in set(CAPTURES) - set(update.files):
                (here / name).unlink(missing_ok=True)
            for name in update.files:
                if name in CAPTURES:
                    _clear_frames(here, update)
                (here / name).parent.mkdir(exist_ok=True)
                (aside / name).replace(here / name)
            settle(here)
        finally:
            shutil.rmtree(aside, ignore_errors=True)
    except OSError as failure:
        yield cannot_write(here, failure)


def _clear_frames(here: Path, update: Update) -> None:
    """Take away the frames of the earlier copy, which are kept, where the later one has none of that name."""
    for name in update.was:
        if name.startswith(f"{FRAMES}/") and name not in update.files:
            (here / name).unlink(missing_ok=True)


def _gather(root: Path, article: str) -> tuple[dict[str, bytes], int]:
    """Every file of the article as it was, and the number it is kept under in versions/.

    Where a run was cut off halfway, what was is what that run had kept. Errors: OSError.
    """
    now = _read_files(root, root / ARTICLES / article)
    numbers = list_versions(root, article)
    last = numbers[-1] if numbers else 0
    kept = _read_files(root, root / ARTICLES / article / VERSIONS / str(last)) if last else {}
    copies = [(now.get(name), kept.get(name)) for name in CAPTURES if name in now or name in kept]
    same_copy = bool(kept) and all(here in (None, there) for here, there in copies)
    record = read_front(root, article)
    digests = {sha256(here).hexdigest() for here, _ in copies if here is not None}
    if kept == now or (same_copy and record and record.sha256 and record.sha256 not in digests):
        return kept, last
    return now, last + 1


def _read_files(root: Path, folder: Path) -> dict[str, bytes]:
    """The files of an article's folder and of its frames/, by their paths there; none that a link brings in from
    outside the root, which is resolved."""
    listed = (path for top in (folder, folder / FRAMES) if top.is_dir() for path in sorted(top.iterdir()))
    paths = (path for path in listed if not path.name.startswith("."))
    regular = (path for path in paths if path.is_file() and path.resolve().is_relative_to(root))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in regular}


def _put_back(folder: Folder, was: Mapping[str, bytes]) -> Folder:
    """The folder with the texts as they were."""
    here = f"{ARTICLES}/{folder.id}"
    texts = (decode_text(f"{here}/{name}", was[name]).value for name in ARTICLE_TEXTS if name in was)
    names = (name for name in was if name not in (*ARTICLE_TEXTS, DRAFT) and "/" not in name)
    return replace(folder, texts=tuple(text for text in texts if text), files=tuple(names), earlier=())


def _draft_again(root: Path, folder: Folder, was: Mapping[str, bytes]) -> Drafted | None:
    """What import makes of the earlier copy, so that an archivist's edits show; None where there is none to read."""
    capture = next((name for name in folder.files if name in CAPTURES), "")
    text = folder.text("article.md")
    if not capture or text is None:
        return None
    path = root / ARTICLES / folder.id / capture
    if capture == "capture.txt":
        return draft_saved(Saved(path, was[capture]), Given()).value
    record = check_front_matter(text).value
    if record is None:
        return None
    files = {each.name: f"{FRAMES}/{each.file}" for each in record.frames}
    shelf = _make_shelf(was[capture], record.url, was, {name: was[file] for name, file in files.items() if file in was})
    return draft_saved(Saved(path, was[capture], record.url, shelf=shelf), Given()).value


def _make_shelf(page: bytes, url: str, was: Mapping[str, bytes], frames: Mapping[str, bytes]) -> Shelf:
    """The pictures of an article by every name that its page may have had for them; its frames by theirs."""
    from generator.core.capture.page_pictures import list_sources, plain_stem

    names: dict[str, str] = {}
    for source in list_sources(Text("", page.decode("utf-8", "replace")), url):
        stem, _, suffix = unquote(urlsplit(source).path).rpartition("/")[2].rpartition(".")
        name = f"{plain_stem(stem)}.{suffix.lower()}"
        if name in was:
            names[source] = name
    return Shelf(names, lambda source: was[names[source]], lambda _: frames)


def _rename_pictures(later: Drafted, was: Mapping[str, bytes], base: Drafted | None, number: int) -> Drafted:
    """The draft, its pictures called otherwise than those that an archivist has put there."""
    theirs = base.pictures if base else {}
    article, pictures = later.texts["article.md"], {}
    for name, data in later.pictures.items():
        if was.get(name, data) != data and name not in theirs:
            stem, _, suffix = name.rpartition(".")
            article = article.replace(f"]({name}", f"]({stem}-v{number}.{suffix}")
            name = f"{stem}-v{number}.{suffix}"
        pictures[name] = data
    return replace(later, texts={**later.texts, "article.md": article}, pictures=pictures)
