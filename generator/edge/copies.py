"""In: an article's folder. Out: what the archive holds of its page: frames beside the copy, and earlier versions.

Must not follow a link out of the archive, nor judge whether a file is what was recorded.
"""

from __future__ import annotations

import re
from hashlib import file_digest
from pathlib import Path

from generator.core.diagnostics import Checked, Diagnostic, error, warning
from generator.core.model import Folder
from generator.core.values import is_device
from generator.edge.files import at_file, find_file, is_folder, list_names, read_text, unreadable
from generator.edge.holdings import ARTICLE_TEXTS, ARTICLES, CAPTURES, FRAMES, VERSIONS, list_versions

_FRAME = re.compile(r"[a-z0-9][a-z0-9-]{0,119}\.(?:html|json)")  # so that no two are one file on any system
Digests = tuple[tuple[str, str], ...]


def read_earlier(root: Path, article: str) -> Checked[tuple[Folder, ...]]:
    """The earlier versions of an article, below the resolved root, the first first; None where they stand elsewhere.

    Errors: those of the door; a warning, `no-article-text`.
    """
    if _leads_out(root, folder := f"{ARTICLES}/{article}/{VERSIONS}"):
        return Checked(None, (lead_out(folder),))
    found: list[Diagnostic] = []
    versions = []
    for number in list_versions(root, article):
        here = f"{folder}/{number}"
        names = list_names(root, here)
        if "article.md" not in names:
            words, hint = "this earlier version has no article.md, so nothing of it is told", "put it back as it was"
            found.append(warning("no-article-text", words, at_file(f"{here}/article.md"), hint))
            continue
        texts = [read_text(root, f"{here}/{name}") for name in ARTICLE_TEXTS if name in names]
        capture = next((name for name in names if name in CAPTURES), "")
        copy = digest_file(root, f"{here}/{capture}") if capture else Checked[str]("")
        frames = read_frames(root, here)
        found += (*(fault for text in texts for fault in text.diagnostics), *copy.diagnostics, *frames.diagnostics)
        read = tuple(text.value for text in texts if text.value is not None)
        if copy.value is not None and frames.value is not None and len(read) == len(texts):
            versions.append(Folder(article, read, names, copy.value, frames.value, number=number))
    return Checked(tuple(versions), tuple(found))


def read_frames(root: Path, here: str) -> Checked[Digests]:
    """The files in frames/ of an article's folder or of a version of it, with their SHA-256; None where one of them
    cannot be read.

    Errors: those of `find_file`; `bad-file-name`, and `unknown-file`, a warning.
    """
    if _leads_out(root, folder := f"{here}/{FRAMES}"):
        return Checked(None, (lead_out(folder),))
    found: list[Diagnostic] = []
    held: list[tuple[str, str]] = []
    whole = True
    for name in list_names(root, folder) if is_folder(root / folder) else ():
        path = f"{folder}/{name}"
        if not name.endswith((".html", ".json")):
            hint = "frames are HTML, lists of comments JSON"
            found.append(warning("unknown-file", "nothing is made of this file", at_file(path), hint))
        elif not _FRAME.fullmatch(name) or is_device(name):
            message = f"{name!r} cannot be a frame's file: small letters a-z, digits and hyphens, then .html or .json"
            found.append(error("bad-file-name", message, at_file(path), "rename it, here and in frames of article.md"))
        else:
            digest = digest_file(root, path)
            found += digest.diagnostics
            whole = whole and digest.value is not None
            held.append((name, digest.value or ""))
    return Checked(tuple(held) if whole else None, tuple(found))


def lead_out(path: str) -> Diagnostic:
    """What is wrong with a folder that is a link to another place."""
    return error("link-out", "this link leads out of the archive", at_file(path), "put the folder itself here")


def _leads_out(root: Path, folder: str) -> bool:
    return not (root / folder).resolve().is_relative_to(root)


def digest_file(root: Path, path: str) -> Checked[str]:
    """The SHA-256 of a file of the archive, in hexadecimal. Errors: those of `find_file`."""
    found = find_file(root, path)
    if found.value is None:
        return Checked(None, found.diagnostics)
    try:
        with found.value.open("rb") as file:
            return Checked(file_digest(file, "sha256").hexdigest())
    except OSError as failure:
        return Checked(None, (unreadable(path, failure),))
