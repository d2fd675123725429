"""In: what a page calls its frames, and the digests of what they hold. Out: names for their files, and a note of both.

Must not let a stranger's name become the name of a file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

from generator.core.capture.draft import free_name, slug
from generator.core.capture.writing import write_string


def name_files(names: Iterable[str]) -> dict[str, str]:
    """A file for each frame, by what the page calls it ('page_files/saved_resource.html', or an address)."""
    files: dict[str, str] = {}
    taken: set[str] = set()
    for name in names:
        last = (urlsplit(name).path if "://" in name else name).rstrip("/").rpartition("/")[2]
        stem = free_name(slug(last.removesuffix(".html").removesuffix(".htm").removesuffix(".json")) or "frame")
        number, free = 1, stem
        while free in taken:
            number += 1
            free = f"{stem}-{number}"
        taken.add(free)
        files[name] = f"{free}.json" if "listPostsThreaded" in name else f"{free}.html"
    return files


def write_frames(files: Mapping[str, str], digests: Mapping[str, str]) -> str:
    """The value of `frames` in the front matter: what the page calls each, its file in frames/, its SHA-256."""
    tables = (
        f'{{ name = {write_string(name)}, file = "{file}", sha256 = "{digests[name]}" }}'
        for name, file in files.items()
    )
    return f"[{', '.join(tables)}]"
