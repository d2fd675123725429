"""In: the files of a site, and what is known of those at a target. Out: what to send in which order, what to remove.

Must not send anything: it plans, so that a reader who comes at any moment meets no page without what it needs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

UNSURE = ""  # the digest of a file at the target of which only the name is known
LINE = re.compile(r"(?P<digest>[0-9a-f]{64}|-)  (?P<path>.+)")
ASSETS = "assets/"
ENTRANCES = frozenset(["index.html", "feed.xml", "sitemap.xml"])
FEEDS = "feed/"
CHECKSUMS = "checksums.txt"


@dataclass(frozen=True, slots=True)
class Publication:
    """Waves of paths to send, each to be whole before the next begins; paths to remove after the last.

    `outdated` are assets that pages in a reader's cache may still ask for: they go with the next publication.
    """

    waves: tuple[tuple[str, ...], ...]
    removed: tuple[str, ...]
    outdated: tuple[str, ...]

    @property
    def sent(self) -> tuple[str, ...]:
        """All paths to send, in order."""
        return tuple(path for wave in self.waves for path in wave)


def plan_publication(here: Mapping[str, str], there: Mapping[str, str]) -> Publication:
    """What makes the target equal to the site here; both map paths to SHA-256 digests, or to `UNSURE`."""
    sent = [path for path, digest in here.items() if there.get(path, UNSURE) != digest]
    ranked = sorted((_rank(path, known=path in there), path) for path in sent)
    waves = tuple(tuple(path for _, path in wave) for _, wave in groupby(ranked, key=lambda each: each[0]))
    gone = sorted(set(there) - set(here))
    outdated = tuple(path for path in gone if path.startswith(ASSETS) and there[path] != UNSURE)
    return Publication(waves, tuple(path for path in gone if path not in outdated), outdated)


def read_digests(text: str) -> dict[str, str]:
    """Digests by path, of lines as `sha256sum` writes them; a `-` in place of the digest is `UNSURE`.

    What is no such line, or leads out of the folder, is passed over: the text may come from a stranger.
    """
    found = (LINE.fullmatch(line) for line in text.split("\n"))
    return {
        each["path"]: each["digest"].replace("-", UNSURE)
        for each in found
        if each and not {"", ".", ".."} & set(each["path"].split("/"))
    }


def write_digests(digests: Mapping[str, str]) -> str:
    """The lines that `read_digests` reads, sorted by path."""
    return "".join(f"{digests[path] or '-'}  {path}\n" for path in sorted(digests))


def unsure_of(digests: Mapping[str, str], paths: Iterable[str]) -> dict[str, str]:
    """The same digests, but of these paths only the names: what holds while they are being changed."""
    return {**digests, **dict.fromkeys(paths, UNSURE)}


def _rank(path: str, *, known: bool) -> int:
    """The wave of a path: what pages load, new pages, changed pages, the ways in, and last what vouches for all."""
    if path == CHECKSUMS:
        return 4
    if path in ENTRANCES or path.startswith(FEEDS):
        return 3
    if not path.endswith(".html"):
        return 0
    return 2 if known else 1
