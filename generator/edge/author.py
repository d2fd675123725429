"""In: saved pages, a title, or the name of a folder. Out: new folders of content, or why they cannot be made.

Must not change or replace anything that is there: only whole new folders, made aside and moved into place.
"""

from __future__ import annotations

import os
import re
import shutil
import stat
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from generator.core.capture.draft import Draft, draft_page, make_id, tell_account
from generator.core.capture.writing import write_string
from generator.core.diagnostics import Checked, Diagnostic, did_you_mean, error, has_errors, warning
from generator.core.fields import read_toml
from generator.core.text import Text
from generator.edge.files import LARGEST_TEXT, at_file, decode_text, read_text, unreadable
from generator.edge.starter import ARTICLE, ARTICLE_CLAIMS, SITE_FILES
from generator.edge.tree import ARTICLES, REGISTERS, SITE


def import_pages(
    root: Path,
    files: Sequence[Path],
    *,
    outlet: str | None = None,
    url: str | None = None,
    published: str | None = None,
    dry_run: bool = False,
) -> Checked[str]:
    """Make an article of each saved page, or of none; the value is the account of every line, ready to be printed.

    Errors: `no-site`, `article-exists`, `cannot-write`, those of the door and of `draft_page`. An outlet that is no
    source yet is a warning, `unknown-source`: it may be added afterwards.
    """
    found = list(_check_site(root))
    found += _check_outlet(root, outlet or "")
    planned: list[_Planned] = []
    for file in files:
        data = _read_page(file)
        saved = decode_text(file.as_posix(), data.value) if data.value is not None else Checked[Text](None)
        found += [*data.diagnostics, *saved.diagnostics]
        if data.value is None or saved.value is None:
            continue
        digest = sha256(data.value).hexdigest()
        draft = draft_page(saved.value, outlet=outlet or "", url=url or "", published=published or "", sha256=digest)
        found += draft.diagnostics
        if draft.value is not None:
            made_id = _number_id(draft.value.id, {each.id for each in planned})
            found += _check_free(root, made_id, file)
            planned.append(_Planned(file, made_id, draft.value, data.value))
    if not dry_run and not has_errors(found):
        found += _write_all(root, planned)
    told = "\n".join(_tell_one(each, dry_run) for each in planned)
    return Checked(None if has_errors(found) else told.rstrip("\n"), tuple(dict.fromkeys(found)))


def new_article(root: Path, title: str) -> Checked[Path]:
    """Make the folder of an article that has a title and nothing else yet.

    Errors: `no-site`, `article-exists`, `cannot-write`.
    """
    title = " ".join(title.split()) or "Untitled"
    made_id = make_id(title)
    target = root / ARTICLES / made_id
    files = {"article.md": ARTICLE.replace("TITLE", write_string(title), 1), "claims.toml": ARTICLE_CLAIMS}
    found = [*_check_site(root), *_check_free(root, made_id)]
    if not found:
        found += _write_folder(target, {name: content.encode() for name, content in files.items()})
    return Checked(None if found else target, tuple(found))


def new_site(folder: Path) -> Checked[Path]:
    """Make a small archive that builds, in a folder that is new or empty; its files explain themselves.

    Errors: `folder-not-empty`, `cannot-write`.
    """
    if folder.is_symlink() or (folder.exists() and not (folder.is_dir() and not any(folder.iterdir()))):
        hint = "name a folder that does not exist yet"
        message = "something stands here, and a new archive wants an empty folder"
        return Checked(None, (error("folder-not-empty", message, at_file(folder.as_posix()), hint),))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        aside = folder / f".new-{os.getpid()}"
        try:
            for path, content in SITE_FILES.items():
                _write_file(aside / path, content.encode())
            for each in sorted(aside.iterdir(), key=lambda path: path.name == SITE):  # site.toml makes it an archive
                each.rename(folder / each.name)
            _settle(folder)
        finally:
            shutil.rmtree(aside, ignore_errors=True)
    except OSError as failure:
        return Checked(None, (_cannot_write(folder, failure),))
    return Checked(folder)


@dataclass(frozen=True, slots=True)
class _Planned:
    """A page that can become an article: where it was read, its id in this archive, its draft, its bytes."""

    file: Path
    id: str
    draft: Draft
    data: bytes


def _check_site(root: Path) -> Iterable[Diagnostic]:
    if not (root / SITE).is_file():
        hint = "--root names the folder that holds it; `new site DIR` makes a new archive"
        yield error("no-site", "there is no site.toml here, so this is not an archive", at_file(SITE), hint)


def _check_outlet(root: Path, outlet: str) -> Iterable[Diagnostic]:
    path = f"content/{REGISTERS[0]}"
    read = read_text(root.resolve(), path) if outlet and (root / path).is_file() else Checked[Text](None)
    sources = read_toml(read.value).value if read.value is not None else None
    if sources is not None and outlet not in sources and re.fullmatch(r"[a-z0-9][a-z0-9-]*", outlet):
        words = f"--outlet names {outlet!r}, and there is no such source yet"
        hint = did_you_mean(outlet, sources) or f"add [{outlet}] to {path}"
        yield warning("unknown-source", words, at_file(path), hint)


def _check_free(root: Path, article: str, file: Path | None = None) -> Iterable[Diagnostic]:
    path = f"{ARTICLES}/{article}"
    if os.path.lexists(root / path):
        of = f"{file.as_posix()} would become " if file else ""
        hint = "rename or remove that folder if it is to be made anew"
        yield error("article-exists", f"{of}this article, which exists; nothing was written", at_file(path), hint)


def _read_page(file: Path) -> Checked[bytes]:
    path = file.as_posix()
    try:
        about = file.stat()
        if not stat.S_ISREG(about.st_mode):
            return Checked(None, (error("not-a-file", "a file is wanted here", at_file(path)),))
        if about.st_size > LARGEST_TEXT:
            message = f"this file has {about.st_size} bytes; no text of an archive may have more than {LARGEST_TEXT}"
            return Checked(None, (error("file-too-large", message, at_file(path), "split it, or remove it"),))
        return Checked(file.read_bytes())
    except OSError as failure:
        return Checked(None, (unreadable(path, failure),))


def _number_id(article: str, taken: set[str]) -> str:
    """The id, or the id with the next number where another page of this import has it."""
    number, numbered = 1, article
    while numbered in taken:
        number += 1
        numbered = f"{article}-{number}"
    return numbered


def _write_all(root: Path, planned: Sequence[_Planned]) -> Iterable[Diagnostic]:
    for each in planned:
        files = {name: content.encode() for name, content in each.draft.files}
        yield from _write_folder(root / ARTICLES / each.id, {**files, "capture.txt": each.data})


def _write_folder(target: Path, files: dict[str, bytes]) -> Iterable[Diagnostic]:
    """Write a folder under a hidden name, which no reader sees, then give it its own."""
    aside = target.with_name(f".new-{target.name}-{os.getpid()}")
    try:
        try:
            for name, content in files.items():
                _write_file(aside / name, content)
            _settle(aside)
            aside.rename(target)
            _settle(target.parent)
        finally:
            shutil.rmtree(aside, ignore_errors=True)
    except OSError as failure:
        yield _cannot_write(target, failure)


def _write_file(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _settle(folder: Path) -> None:
    """Make sure that the names in a folder outlast a loss of power, where the system can."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _cannot_write(path: Path, failure: OSError) -> Diagnostic:
    reason = (failure.strerror or "no reason given").lower()
    hint = "see who may write there, and that there is room"
    return error("cannot-write", f"this folder could not be written: {reason}", at_file(path.as_posix()), hint)


def _tell_one(planned: _Planned, dry_run: bool) -> str:
    names = ", ".join((*(name for name, _ in planned.draft.files), "capture.txt"))
    would = "would become" if dry_run else "is now"
    return f"{planned.file.as_posix()} {would} {ARTICLES}/{planned.id}/ ({names})\n{tell_account(planned.draft)}"
