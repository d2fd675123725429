"""In: a built site, and an address. Out: the site at that address, of which only what changed was sent.

The only door to fsspec. Must not remove a file that no publication of ours put there.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from hashlib import file_digest
from mimetypes import guess_type
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.core.diagnostics import Checked, Diagnostic, error
from generator.core.publication import (
    ASSETS,
    CHECKSUMS,
    Publication,
    plan_publication,
    read_digests,
    unsure_of,
    write_digests,
)
from generator.edge.files import at_file

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

STATE = ".whence-published"  # at the target: what is known to stand there, and what may
AT_ONCE = 8
STORES = frozenset(["s3", "gs", "gcs", "abfs", "az", "oci"])
FOREVER, ASK_FIRST = "public, max-age=31536000, immutable", "no-cache"
Watch = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Published:
    """What was sent and removed, or would be; paths in order."""

    sent: tuple[str, ...]
    removed: tuple[str, ...]
    bytes: int
    files: int


@dataclass(frozen=True, slots=True)
class Target:
    """A folder somewhere: its file system, its path there, and the address as it was given."""

    files: AbstractFileSystem
    folder: str
    address: str

    @property
    def protocol(self) -> str:
        """How it is spoken to: 's3', 'file'."""
        named: str | tuple[str, ...] = self.files.protocol
        return named if isinstance(named, str) else named[0]

    @property
    def is_store(self) -> bool:
        """Whether it holds objects: there are no folders to make, and a file shows when all of it is there."""
        return self.protocol in STORES

    @property
    def path(self) -> Path | None:
        """Where it stands, if that is a folder of this machine."""
        return Path(self.folder) if self.protocol in ("file", "local") else None

    def at(self, path: str) -> str:
        """The whole path of one of its files."""
        return posixpath.join(self.folder, path)


class _RefusedError(Exception):
    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


def publish_site(
    site: Path, address: str, options: Mapping[str, str], watch: Watch, *, dry_run: bool = False
) -> Checked[Published]:
    """Make the target equal to the site in this folder, sending and removing no more than that takes.

    Errors: `not-a-site` and `site-altered` for the folder here, `target-not-ours` and `cannot-publish` for the target.
    A publication that is broken off is finished by the next.
    """
    try:
        here = _read_site(site)
        target = _open_target(address, options)
        if target.path and target.path.resolve() == site.resolve():
            message, hint = "this is the built site itself", "name another place"
            raise _RefusedError(error("target-not-ours", message, at_file(address), hint))
        there = _doubt_lost(site, target, here, _ask(target, _read_target))
        plan = plan_publication(here, there)
        if not dry_run:
            _ask(target, lambda target: _carry_out(site, target, plan, (here, there), watch))
    except _RefusedError as refusal:
        return Checked(None, (refusal.diagnostic,))
    size = sum((site / path).stat().st_size for path in plan.sent)
    return Checked(Published(plan.sent, plan.removed, size, len(here)))


def _read_site(site: Path) -> dict[str, str]:
    """The digests of a site's files, each found to be true."""
    listed = site / CHECKSUMS
    if not listed.is_file():
        message, hint = f"there is no built site here: no {CHECKSUMS}", "build it first: python -m generator build"
        raise _RefusedError(error("not-a-site", message, at_file(site.as_posix()), hint))
    digests = read_digests(listed.read_text(encoding="utf-8"))
    for path, digest in digests.items():
        if _digest(site / path) != digest:
            place = at_file((site / path).as_posix())
            message = "this file is not as the build wrote it, so nothing was sent"
            raise _RefusedError(error("site-altered", message, place, "build the site again"))
    return {**digests, CHECKSUMS: _digest(listed)}


def _digest(path: Path) -> str:
    with suppress(OSError), path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
    return ""


def _open_target(address: str, options: Mapping[str, str]) -> Target:
    try:
        from fsspec.core import url_to_fs
    except ImportError:
        raise _RefusedError(
            error("cannot-publish", "publishing needs a library", at_file(address), "pip install fsspec s3fs")
        ) from None
    try:
        files, folder = url_to_fs(address, use_listings_cache=False, **options)
    except Exception as failure:
        raise _unreachable(address, failure) from failure
    return Target(files, folder.rstrip("/"), address)


def _ask(target: Target, wish: Callable[[Target], Any]) -> Any:
    """Let a wish be done at the target: whatever its library throws is a fault out there, and is told as one."""
    try:
        return wish(target)
    except _RefusedError:
        raise
    except Exception as failure:
        raise _unreachable(target.address, failure) from failure


def _unreachable(address: str, failure: Exception) -> _RefusedError:
    said = " ".join(str(failure).split()) or type(failure).__name__
    hint = "mend what it says and publish again: what was sent already is not sent twice unless it may be broken"
    return _RefusedError(error("cannot-publish", f"the target does not do it: {said}", at_file(address), hint))


def _read_target(target: Target) -> dict[str, str]:
    """What stands at the target, as far as an earlier publication says. Refuses a folder of somebody else's."""
    if target.files.exists(target.at(STATE)):
        return read_digests(target.files.cat_file(target.at(STATE)).decode("utf-8", "replace"))
    if not target.files.exists(target.folder) or not target.files.ls(target.folder, detail=False):
        return {}
    if target.files.exists(target.at(CHECKSUMS)):  # a site of ours that was brought there by other means
        listed = read_digests(target.files.cat_file(target.at(CHECKSUMS)).decode("utf-8", "replace"))
        return unsure_of(listed, (*listed, CHECKSUMS))
    message = f"this is not empty, and holds no {CHECKSUMS} of a site that was built by Whence"
    hint = "name an empty place, or one below it"
    raise _RefusedError(error("target-not-ours", message, at_file(target.address), hint))


def _doubt_lost(site: Path, target: Target, here: Mapping[str, str], there: dict[str, str]) -> dict[str, str]:
    """What is known of the target, and that is nothing of files that a folder of this machine has lost or cut.

    Elsewhere the list is believed: to ask for every file of a large site would take longer than to send what changed.
    """
    folder = target.path
    if folder is None:
        return there
    same = (path for path, digest in there.items() if here.get(path) == digest)
    return unsure_of(there, [path for path in same if _measure(folder / path) != _measure(site / path)])


def _measure(path: Path) -> int:
    """A file's length in bytes; -1 where there is none."""
    try:
        return path.stat().st_size if path.is_file() else -1
    except OSError:
        return -1


def _carry_out(
    site: Path,
    target: Target,
    plan: Publication,
    known: tuple[Mapping[str, str], Mapping[str, str]],
    watch: Watch,
) -> None:
    here, there = known
    if not plan.sent and not plan.removed and not plan.outdated:
        return
    _note(target, unsure_of(there, (*plan.sent, *plan.removed)))
    with ThreadPoolExecutor(AT_ONCE) as pool:
        done = 0
        watch("publish_site", 0, len(plan.sent))
        for wave in plan.waves:
            for _ in pool.map(lambda path: _send(site, target, path), wave):
                done += 1
                watch("publish_site", done, len(plan.sent))
    _remove(target, plan.removed)
    _note(target, unsure_of(here, plan.outdated))


def _note(target: Target, digests: Mapping[str, str]) -> None:
    if not target.is_store:
        target.files.makedirs(target.folder, exist_ok=True)
    target.files.pipe_file(target.at(STATE), write_digests(digests).encode())


def _send(site: Path, target: Target, path: str) -> None:
    """One file; where the target would show it half written, under another name until it is whole."""
    origin, place = str(site / path), target.at(path)
    if target.is_store:
        target.files.put_file(origin, place, **(_headers(path) if target.protocol == "s3" else {}))
        return
    target.files.makedirs(posixpath.dirname(place), exist_ok=True)
    target.files.put_file(origin, f"{place}.part")
    target.files.mv(f"{place}.part", place)


def _headers(path: str) -> dict[str, str]:
    """What an object store is to say with a file: its type, and for how long a copy of it may be used unasked."""
    kind = "text/javascript" if path.endswith(".js") else guess_type(path)[0] or "application/octet-stream"
    textual = kind.startswith("text/") or path.endswith((".xml", ".svg"))
    return {
        "ContentType": f"{kind}; charset=utf-8" if textual else kind,
        "CacheControl": FOREVER if path.startswith(ASSETS) else ASK_FIRST,
    }


def _remove(target: Target, paths: Sequence[str]) -> None:
    for path in paths:
        with suppress(FileNotFoundError):
            target.files.rm_file(target.at(path))
