"""In: an archive's folder. Out: which pages it holds: its articles by their address, and by the digest of every copy.

Must not judge whether two pages are one: who asks does.
"""

from __future__ import annotations

import re
from hashlib import file_digest
from pathlib import Path

from generator.core.capture.addresses import fold_address as fold_address
from generator.core.diagnostics import Checked
from generator.core.fields import read_record, split_front_matter
from generator.core.records import ArticleRecord
from generator.edge.files import DUST, LARGEST_TEXT, list_names, read_text

ARTICLES = "content/articles"
ARTICLE_TEXTS = ("article.md", "thread.toml", "claims.toml")
TEXT, PAGE = CAPTURES = ("capture.txt", "capture.html")
FRAMES = "frames"  # in an article's folder: the frames that were saved with its copy
VERSIONS = "versions"  # in an article's folder: its files as they were under each earlier capture, 1, 2, …


def find_captures(root: Path) -> dict[str, str]:
    """Where each copy lies, earlier versions included, by its SHA-256 in hexadecimal. Errors: OSError.

    What a run that was cut off left under a hidden name is no copy that the archive holds.
    """
    found: dict[str, str] = {}
    for pattern in ("*", f"*/{VERSIONS}/*"):
        for name in CAPTURES:
            for path in sorted((root / ARTICLES).glob(f"{pattern}/{name}")):
                folder = path.parent.relative_to(root)
                hidden = any(map(DUST.match, folder.parts))
                if not hidden and path.is_file() and not path.is_symlink() and path.stat().st_size <= LARGEST_TEXT:
                    with path.open("rb") as file:
                        digest = file_digest(file, "sha256").hexdigest()
                    found.setdefault(digest, folder.as_posix())
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


def list_versions(root: Path, article: str) -> tuple[int, ...]:
    """The numbers of the earlier versions of an article, in order."""
    names = list_names(root, f"{ARTICLES}/{article}/{VERSIONS}")
    return tuple(sorted(int(name) for name in names if re.fullmatch(r"[1-9][0-9]{0,5}", name)))


def _read_record(root: Path, path: str) -> Checked[ArticleRecord]:
    text = read_text(root, path).value
    reach = split_front_matter(text).value if text else None
    if text is None or reach is None:
        return Checked(None)
    return read_record(text, ArticleRecord, start=reach[0], end=reach[1])
