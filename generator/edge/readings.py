"""In: the names of articles, and what was read at an earlier build. Out: every article read, or known to be as it was.

Must not take a folder for unchanged on its times alone: what they leave open, its bytes decide.
"""

from __future__ import annotations

import pickle
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from zlib import compress, decompress

from generator.core.diagnostics import Checked, Diagnostic
from generator.core.model import Article, Folder, Settings
from generator.core.outlines import Places, Said, Spoken, find_places, find_said, find_spoken, outline_article
from generator.core.packing import pack
from generator.edge.files import list_names, unreadable
from generator.edge.held_page import HeldPage
from generator.edge.holdings import PAGE
from generator.edge.memo import Memo, digest
from generator.edge.sealing import Locked, Locker, seal
from generator.edge.stamps import stamp_folder
from generator.edge.tree import ARTICLES, FRAMES, VERSIONS, read_folder
from generator.edge.workers import Workers

FOLDERS = "folders"  # shelf: article → what was seen of its folder
READINGS = "readings"  # shelf: digest of a folder, and of the settings → the parts of the reading
Faults = tuple[Diagnostic, ...]
Addresses = tuple[tuple[str, str], ...]  # a ledger, in its order
Seen = tuple[str, tuple[str, ...], str, str]  # of a folder: stamp, what lies in it, its digest, the settings'


@dataclass(frozen=True, slots=True)
class Reader:
    """What every article is read with."""

    root: Path  # resolved
    settings: Settings


@dataclass(frozen=True, slots=True)
class Reading:
    """An article as far as others need it: keys of texts in the memo. An article that cannot be read has no outline.

    `digest` stands for the folder and the settings. `sealed` leads to the whole article, where it was read just now.
    """

    id: str
    digest: str
    outline: str
    said: str
    spoken: str
    addresses: str
    places: str
    faults: str
    extent: int = 0  # as core.extent measures
    sealed: Locked | None = None

    @property
    def texts(self) -> tuple[str, ...]:
        """Its keys."""
        return self.outline, self.said, self.spoken, self.addresses, self.places, self.faults


@dataclass(frozen=True, slots=True)
class Parts:
    """A reading as it comes from the process that made it, which may be on another machine."""

    id: str
    outline: str
    said: str
    spoken: str
    addresses: str
    places: str
    faults: str
    extent: int
    sealed: bytes


def read_articles(reader: Reader, names: Sequence[str], workers: Workers, memo: Memo, trusted: int) -> list[Reading]:
    """The reading of every article, in the order of the names; `trusted` as `tell_time` gives it."""
    readings = memo.shelf(READINGS)
    survey, locker = workers.once(Survey, reader, names, memo, trusted), Locker(memo.folder)
    made: dict[str, Reading] = {}
    opened = (each for each in survey.open_doubtful() if survey.seen[each.id][2] not in readings)
    for parts in workers.stream(read_one, reader.settings, opened, len(survey.doubtful)):
        texts = (parts.outline, parts.said, parts.spoken, parts.addresses, parts.places, parts.faults)
        outline, said, spoken, addresses, places, faults = map(memo.keep, texts)
        found = (outline, said, spoken, addresses, places, faults)
        made[parts.id] = Reading(parts.id, survey.seen[parts.id][2], *found, parts.extent, locker.put(parts.sealed))
    workers.note(read_one.__name__, len(names) - len(made))
    keys = {name: survey.seen[name][2] for name in names}
    listed = [made.get(name) or Reading(name, key, *readings[key]) for name, key in keys.items()]
    memo.fill(FOLDERS, {name: survey.seen[name] for name in names})
    memo.fill(READINGS, {each.digest: [*each.texts, each.extent] for each in listed})
    return listed


class Survey:
    """What is known of every article's folder as it is now: of those that may have changed, once they are opened."""

    def __init__(self, reader: Reader, names: Sequence[str], memo: Memo, trusted: int) -> None:
        self._reader = reader
        self._rules = digest(pack(Settings, reader.settings))
        self._trusted = trusted
        self.seen: dict[str, Seen] = dict(self._recall(names, memo.shelf(FOLDERS)))
        self.doubtful = [name for name in names if name not in self.seen]

    def open_doubtful(self) -> Iterator[Opened]:
        """The folders that may have changed, one after the other; none is held any longer."""
        root, settings = self._reader.root, self._reader.settings
        for name in self.doubtful:
            here = tuple(list_paths(root, f"{ARTICLES}/{name}"))
            now = stamp_folder(f"{root}/{ARTICLES}/{name}", here, self._trusted)  # before it is read: it may change
            folder = open_folder(root, name)
            self.seen[name] = now, here, digest_folder(settings, name, folder), self._rules
            yield add_page(self._reader, name, folder)

    def _recall(self, names: Sequence[str], before: dict[str, Seen]) -> Iterator[tuple[str, Seen]]:
        top = f"{self._reader.root}/{ARTICLES}"
        for name in names:
            noted = before.get(name, ("", (), "", ""))
            stamp, files, _, rules = noted
            if stamp and rules == self._rules and stamp_folder(f"{top}/{name}", files, self._trusted) == stamp:
                yield name, noted


def open_folder(root: Path, name: str) -> Checked[Folder]:
    """An article's folder, with what is wrong in it."""
    try:
        return read_folder(root, name)
    except OSError as failure:
        return Checked(None, (unreadable(f"{ARTICLES}/{name}", failure),))


def list_paths(root: Path, folder: str) -> Iterator[str]:
    """What lies in an article's folder: its names, and in the folders that are read of it those of all below."""
    waiting = list(reversed(list_names(root, folder)))
    while waiting:
        path = waiting.pop()
        yield path
        if _READ.fullmatch(path):
            waiting += (f"{path}/{name}" for name in reversed(list_names(root, f"{folder}/{path}")))


_READ = re.compile(rf"{FRAMES}|{VERSIONS}(?:/[^/]+(?:/{FRAMES})?)?")


def digest_folder(settings: Settings, name: str, folder: Checked[Folder]) -> str:
    """A digest of all that a reading follows from."""
    value = folder.value or Folder(name, ())
    parts = (part for each in (value, *value.earlier) for part in _list_parts(each))
    return digest(pack(Settings, settings), name, pack(Faults, folder.diagnostics), *parts)


def _list_parts(folder: Folder) -> Iterator[str]:
    counts = f"{folder.number} {len(folder.texts)} {len(folder.frames)}"
    yield from (counts, pack(tuple[str, ...], folder.files), folder.capture_sha256)
    yield from (part for frame in folder.frames for part in frame)
    yield from (part for text in folder.texts for part in (text.path, text.content))


@dataclass(frozen=True, slots=True)
class Opened:
    """An article's folder with what is wrong in it, and its copy, where claims may be sought in that."""

    id: str
    folder: Checked[Folder]
    page: HeldPage | None


def add_page(reader: Reader, name: str, folder: Checked[Folder]) -> Opened:
    """A folder, with the copy in it where its article's claims may be sought in that."""
    read = folder.value
    if read is None or not reader.settings.text_fragments or PAGE not in read.files or not read.text("claims.toml"):
        return Opened(name, folder, None)
    return Opened(name, folder, HeldPage(reader.root / ARTICLES / name / PAGE, read.capture_sha256))


def read_opened(settings: Settings, opened: Opened) -> Checked[Article]:
    """The article in a folder, with all that is wrong, and what its copy proves of its claims."""
    from generator.core.articles import read_versions

    folder, page = opened.folder, opened.page
    read = read_versions(settings, folder.value) if folder.value else Checked[Article](None)
    article = read.value
    if article and page:
        from generator.core.originals import find_originals, wants_page

        article = find_originals(article, page.read()) if wants_page(article, page.sha256) else article
    return Checked(article, (*folder.diagnostics, *read.diagnostics))


def read_one(settings: Settings, opened: Opened) -> Parts:
    """Read one article, and cut the reading into its parts."""
    from generator.core.extent import measure
    from generator.core.ledger import list_article

    read = read_opened(settings, opened)
    faults = pack(Faults, read.diagnostics)
    article = read.value
    if article is None:
        return Parts(opened.id, "", "", "", "", "", faults, 0, b"")
    outline = pack(Article, outline_article(article))
    said, spoken = pack(Said, find_said(article)), pack(Spoken, find_spoken(article))
    addresses = pack(Addresses, tuple(list_article(article).items()))
    places = pack(Places, find_places(article))
    sealed = compress(seal(article), 1)
    return Parts(opened.id, outline, said, spoken, addresses, places, faults, measure(article), sealed)


def open_article(settings: Settings, sealed: bytes, folder: Folder | None) -> Checked[Article]:
    """The whole article: as a process of ours sealed it in this same build, or read once more."""
    from generator.core.articles import read_versions

    if sealed:
        return Checked(pickle.loads(decompress(sealed)))  # noqa: S301
    return read_versions(settings, folder) if folder else Checked(None)
