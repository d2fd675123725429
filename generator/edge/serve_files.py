"""In: a site's folder, what is newer than it, and a path of a request. Out: the file, and a name for what it shows.

Must not read a file outside the folder, but those that are handed over as newer.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from posixpath import dirname, join, normpath

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".jsonld": "application/ld+json",
    ".xml": "application/xml",
    ".csv": "text/csv; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".bib": "text/plain; charset=utf-8",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}
Newer = Mapping[str, bytes | Path]  # by address: a page as it is now, or the file that is to stand there
_PICTURE = re.compile(rb'"([^"]*\bmedia/[^"]+)"')
_READ_LATER = {"search.html": ("search/m.js",)}  # what a page asks for when it is there


@dataclass(frozen=True, slots=True)
class Found:
    """A file of the site: its address, and its bytes or where they are."""

    name: str
    content: bytes | Path

    @property
    def suffix(self) -> str:
        return Path(self.name).suffix.lower()

    def read(self) -> bytes:
        """Its bytes."""
        return self.content if isinstance(self.content, bytes) else self.content.read_bytes()


def find_file(site: Path, newer: Newer, path: str) -> Found | None:
    """The file a path names, as a static host would find it: a folder's index.html, or the path with .html."""
    inside = path.lstrip("/")
    site = site.resolve()
    names = [f"{inside}index.html"] if not inside or inside.endswith("/") else [inside, f"{inside}.html"]
    for name in names:
        if (plain := normpath(name)) in newer:
            return Found(plain, newer[plain])
        try:
            file = (site / name).resolve()
            if file.is_relative_to(site) and file.is_file():
                return Found(name, file)
        except OSError:  # a name too long for the system
            return None
    return None


def name_version(site: Path, newer: Newer, path: str, page: bytes) -> str:
    """A name for a page with the pictures it shows: another as soon as any of it is another."""
    made = blake2b(page, digest_size=8)
    inside = path.lstrip("/")
    shown = sorted({join(dirname(inside), each.decode(errors="replace")) for each in _PICTURE.findall(page)})
    for address in (*shown, *_READ_LATER.get(inside, ())):
        if found := find_file(site, newer, normpath(address)):
            made.update(_sum_up(found.content))
    return made.hexdigest()


def _sum_up(content: bytes | Path) -> bytes:
    if isinstance(content, bytes):
        return blake2b(content).digest()
    try:
        about = content.stat()
        return _sum_file(content, about.st_size, about.st_mtime_ns)
    except OSError:  # it went just now
        return b""


@lru_cache(maxsize=4096)
def _sum_file(file: Path, size: int, time: int) -> bytes:
    """The digest of a file, as long as its size and time are these."""
    return blake2b(file.read_bytes()).digest()
