"""In: an archive's folder. Out: which pages it holds: its articles by their address, and by the digest of every copy.

Must not judge whether two pages are one: who asks does.
"""

from __future__ import annotations

import re
from hashlib import file_digest
from pathlib import Path

from generator.core.diagnostics import Checked, Diagnostic, warning
from generator.core.fields import read_record, split_front_matter
from generator.core.model import Folder
from generator.core.records import ArticleRecord
from generator.edge.files import LARGEST_TEXT, at_file, find_file, list_names, read_text, unreadable

ARTICLES = "content/articles"
ARTICLE_TEXTS = ("article.md", "thread.toml", "claims.toml")
TEXT, PAGE = CAPTURES = ("capture.txt", "capture.html")
VERSIONS = "versions"  # in an article's folder: its files as they were under each earlier capture, 1, 2, …


def find_captures(root: Path) -> dict[str, str]:
    """Where each copy lies, earlier versions included, by its SHA-256 in hexadecimal. Errors: OSError."""
    found: dict[str, str] = {}
    for pattern in ("*", f"*/{VERSIONS}/*"):
        for name in CAPTURES:
            for path in sorted((root / ARTICLES).glob(f"{pattern}/{name}")):
                if path.is_file() and not path.is_symlink() and path.stat().st_size <= LARGEST_TEXT:
                    with path.open("rb") as file:
                        digest = file_digest(file, "sha256").hexdigest()
                    found.setdefault(digest, path.parent.relative_to(root).as_posix())
    return found


def read_addresses(root: Path) -> dict[str, str]:
    """The articles' ids by their addresses, as `fold_address` has them; of two that share one, the first."""
    known: dict[str, str] = {}
    for name in list_names(root, ARTICLES):
        record = read_front(root, name)
        if record and record.url:
            known.setdefault(fold_address(record.url), name)
    return known


def read_front(root: Path, article: str) -> ArticleRecord | None:
    """The front matter of an article; None where it cannot be read."""
    return _read_record(root, f"{ARTICLES}/{article}/article.md").value


def fold_address(address: str) -> str:
    """An address without what does not make it another page: the scheme, www, a fragment, a last slash."""
    return re.sub(r"^https?://(?:www\.)?|#.*$|/$", "", address)


def list_versions(root: Path, article: str) -> tuple[int, ...]:
    """The numbers of the earlier versions of an article, in order."""
    names = list_names(root, f"{ARTICLES}/{article}/{VERSIONS}")
    return tuple(sorted(int(name) for name in names if re.fullmatch(r"[1-9][0-9]{0,5}", name)))


def read_earlier(root: Path, article: str) -> Checked[tuple[Folder, ...]]:
    """The earlier versions of an article, below the resolved root, the first first.

    Errors: those of the door; a warning, `no-article-text`.
    """
    found: list[Diagnostic] = []
    versions = []
    for number in list_versions(root, article):
        here = f"{ARTICLES}/{article}/{VERSIONS}/{number}"
        names = list_names(root, here)
        if "article.md" not in names:
            words, hint = "this earlier version has no article.md, so nothing of it is told", "put it back as it was"
            found.append(warning("no-article-text", words, at_file(f"{here}/article.md"), hint))
            continue
        texts = [read_text(root, f"{here}/{name}") for name in ARTICLE_TEXTS if name in names]
        capture = next((name for name in names if name in CAPTURES), "")
        copy = digest_file(root, f"{here}/{capture}") if capture else Checked[str]("")
        found += (*(fault for text in texts for fault in text.diagnostics), *copy.diagnostics)
        read = tuple(text.value for text in texts if text.value is not None)
        if copy.value is not None and len(read) == len(texts):
            versions.append(Folder(article, read, names, copy.value, number=number))
    return Checked(tuple(versions), tuple(found))


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


def _read_record(root: Path, path: str) -> Checked[ArticleRecord]:
    text = read_text(root, path).value
    reach = split_front_matter(text).value if text else None
    if text is None or reach is None:
        return Checked(None)
    return read_record(text, ArticleRecord, start=reach[0], end=reach[1])
