"""In: the names of articles, and what was read at an earlier build. Out: every article read, or known to be as it was.

Must not take a folder for unchanged on its times alone: what they leave open, its bytes decide.
"""

from __future__ import annotations

import os
import pickle
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.core.articles import read_article
from generator.core.diagnostics import Checked, Diagnostic
from generator.core.model import Article, Folder, Settings
from generator.core.outlines import Said, Spoken, find_said, find_spoken, outline_article
from generator.core.packing import pack
from generator.edge.files import unreadable
from generator.edge.memo import Memo, digest
from generator.edge.survey import digest_folder, list_files, stamp_folder
from generator.edge.tree import ARTICLE_TEXTS, ARTICLES, read_folder
from generator.edge.workers import Workers

FOLDERS = "folders"  # shelf: article → stamp, names of its files, digest of its folder
READINGS = "readings"  # shelf: digest of folder and settings → the parts of the reading
Faults = tuple[Diagnostic, ...]
Seen = tuple[str, tuple[str, ...], str]  # of a folder: stamp, names of its files, digest


@dataclass(frozen=True, slots=True)
class Reader:
    """What every article is read with."""

    root: Path  # resolved
    settings: Settings


@dataclass(frozen=True, slots=True)
class Reading:
    """An article as far as others need it; each part is the key of a text in the memo, '' where it cannot be read.

    `digest` stands for the folder's content and the settings; '' where that cannot be told. `sealed` is the whole
    article, for a process of ours to open, where it was read just now.
    """

    id: str
    digest: str
    outline: str
    said: str
    spoken: str
    faults: str
    sealed: bytes = b""


@dataclass(frozen=True, slots=True)
class _Read:
    """A reading with its parts as texts, as it comes from the process that made it."""

    stamp: str
    names: tuple[str, ...]
    folder: str  # digest
    outline: str
    said: str
    spoken: str
    faults: str
    sealed: bytes


def read_articles(reader: Reader, names: Sequence[str], workers: Workers, memo: Memo, trusted: int) -> list[Reading]:
    """The reading of every article, in the order of the names."""
    rules = digest(pack(Settings, reader.settings))
    folders, readings = memo.shelf(FOLDERS), memo.shelf(READINGS)
    found = workers.once(survey_folders, reader.root, names, folders, trusted)
    known = {name: digest(rules, name, seen[2]) for name, seen in found.items() if seen[2]}
    fresh = [name for name in names if known.get(name) not in readings]
    missing = frozenset(fresh)
    listed = {name: Reading(name, known[name], *readings[known[name]]) for name in names if name not in missing}
    for name, read in zip(fresh, workers.each(read_one, (reader, trusted), fresh), strict=True):
        key = digest(rules, name, read.folder) if read.folder else ""
        outline, said, spoken, faults = map(memo.keep, (read.outline, read.said, read.spoken, read.faults))
        listed[name] = Reading(name, key, outline, said, spoken, faults, read.sealed)
        found[name] = (read.stamp, read.names, read.folder)
    workers.note(read_one.__name__, len(names) - len(fresh))
    memo.fill(FOLDERS, {name: found[name] for name in names})
    kept = (each for each in listed.values() if each.digest)
    memo.fill(READINGS, {each.digest: (each.outline, each.said, each.spoken, each.faults) for each in kept})
    return [listed[name] for name in names]


def read_one(rules: tuple[Reader, int], name: str) -> _Read:
    """Read one article's folder, and cut the reading into its parts."""
    reader, trusted = rules
    folder = f"{reader.root}/{ARTICLES}/{name}"
    names = list_files(folder)
    stamp = stamp_folder(folder, names, trusted) if names else ""
    before = digest_folder(folder, names, ARTICLE_TEXTS) if names else ""
    read = open_folder(reader, name)
    if not before or digest_folder(folder, names or (), ARTICLE_TEXTS) != before:
        stamp = before = ""  # it is being changed, or is not of plain files: let it be read again
    faults = pack(Faults, read.diagnostics)
    if read.value is None:
        return _Read(stamp, names or (), before, "", "", "", faults, b"")
    article = read.value
    outline, said = pack(Article, outline_article(article)), pack(Said, find_said(article))
    spoken = pack(Spoken, find_spoken(article))
    return _Read(stamp, names or (), before, outline, said, spoken, faults, pickle.dumps(article, 5))


def digest_reading(reader: Reader, name: str) -> str:
    """What a reading of this folder, as it is now, is known by."""
    folder = f"{reader.root}/{ARTICLES}/{name}"
    names = list_files(folder)
    found = digest_folder(folder, names, ARTICLE_TEXTS) if names else ""
    return digest(digest(pack(Settings, reader.settings)), name, found) if found else ""


def open_folder(reader: Reader, name: str) -> Checked[Article]:
    """The whole article, read from its folder."""
    try:
        folder: Checked[Folder] = read_folder(reader.root, name)
    except OSError as failure:
        return Checked(None, (unreadable(f"{ARTICLES}/{name}", failure),))
    if folder.value is None:
        return Checked(None, folder.diagnostics)
    read = read_article(reader.settings, folder.value)
    return Checked(read.value, (*folder.diagnostics, *read.diagnostics))


def open_article(reader: Reader, name: str, sealed: bytes) -> Checked[Article]:
    """The whole article: as it was sealed, by a process of ours in this same build, or read once more."""
    return Checked(pickle.loads(sealed)) if sealed else open_folder(reader, name)  # noqa: S301


def survey_folders(root: Path, names: Iterable[str], before: Mapping[str, Seen], trusted: int) -> dict[str, Seen]:
    """For each folder that was known: its stamp, its names and its digest as they are now."""
    return dict(_look_at(f"{root}/{ARTICLES}", names, before, trusted))


def _look_at(top: str, names: Iterable[str], before: Mapping[str, Seen], trusted: int) -> Iterator[tuple[str, Seen]]:
    for name in names:
        if name not in before:
            continue
        folder = os.path.join(top, name)  # noqa: PTH118
        stamp, files, known = before[name]
        if stamp and stamp_folder(folder, files, trusted) == stamp:
            yield name, (stamp, files, known)
        elif here := list_files(folder):
            now = stamp_folder(folder, here, trusted)
            yield name, (now, here, digest_folder(folder, here, ARTICLE_TEXTS))
