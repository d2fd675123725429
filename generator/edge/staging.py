"""In: the files of a site, and the site there is. Out: a folder beside it that holds exactly those files.

Must not write through a link, nor into a file that another folder shares.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from generator.core.model import Output

MANIFEST = "checksums.txt"  # sorted lines that `sha256sum -c` reads; it also says which files are ours


@dataclass(frozen=True, slots=True)
class Copied:
    """A file of the site that is copied as it is: a picture, which may be too large to hold."""

    path: str
    origin: Path


@dataclass(frozen=True, slots=True)
class Present:
    """A file that the folder holds already: its SHA-256 and its bytes by number."""

    path: str
    sum: str
    size: int


@dataclass(frozen=True, slots=True)
class Drafted:
    """A file of the site that lies somewhere aside already, to be moved into its place."""

    known: Present
    origin: str

    @property
    def path(self) -> str:
        """Its place in the site."""
        return self.known.path


Piece = Output | Copied | Drafted | Present


def find_workshop(target: Path) -> Path:
    """The folder for all that is at work on a site: on the same file system, so that a rename is one step."""
    return target.parent if target.parent.name == ".cache" else target.parent / ".cache"


def read_piece(piece: Output | Copied) -> bytes:
    """The bytes of a file that is to be written."""
    return piece.content if isinstance(piece, Output) else piece.origin.read_bytes()


def list_sums(present: Iterable[Present]) -> bytes:
    """What checksums.txt says of these files, in their order."""
    return "".join(f"{each.sum}  {each.path}\n" for each in present).encode()


def sum_up(piece: Piece) -> Present:
    """What a file is known by."""
    if isinstance(piece, Present):
        return piece
    if isinstance(piece, Drafted):
        return piece.known
    content = read_piece(piece)
    return Present(piece.path, sha256(content).hexdigest(), len(content))


def list_files(top: Path) -> dict[str, int]:
    """Whatever is no folder, links included, by its path below the top, with the number that tells files apart."""
    found: dict[str, int] = {}
    waiting = [""]
    while waiting:
        here = waiting.pop()
        with suppress(FileNotFoundError, NotADirectoryError), os.scandir(f"{top}/{here}") as entries:
            for each in entries:
                if each.is_dir(follow_symlinks=False):
                    waiting.append(f"{here}{each.name}/")
                else:
                    found[f"{here}{each.name}"] = each.inode()
    return found


class Stage:
    """The folder beside the site in which the next one is laid out: empty at first, or a site of some builds ago."""

    def __init__(self, path: Path, target: Path, held: Mapping[str, int], known: Mapping[str, Present]) -> None:
        """`held` are the files of the site there is; `known` is what is known to be in some of them."""
        self.path = path
        self._target = target
        self._held = held
        self._known = known
        self.changed = 0
        self.touched: set[str] = set()  # paths of files that are not as the site of before had them, or linked anew
        self._mine: dict[str, int] = {}
        self._folders = {""}

    def begin(self, spare: Path | None) -> None:
        """Make the folder; out of the spare one, where there is one."""
        if spare and spare.is_dir() and not spare.is_symlink():
            spare.rename(self.path)
            self._mine = list_files(self.path)
            self._folders.update(path.rpartition("/")[0] for path in self._mine)
        else:
            self.path.mkdir()

    def fill(self, named: Mapping[str, Piece], strangers: Iterable[str]) -> tuple[Present, ...]:
        """Lay out these files, their checksums and no others; all but the strangers are told."""
        self._clear({*named, *strangers, MANIFEST})
        made = [self._place(named[path]) for path in sorted(named)]
        made.append(self._place(Output(MANIFEST, list_sums(made))))
        for path in strangers:
            self._link(path)
        return tuple(made)

    def _clear(self, wanted: Collection[str]) -> None:
        """Take away what is not wanted, before anything is written: nothing may be written through a link."""
        emptied = set()
        for path in self._mine.keys() - wanted:
            (self.path / path).unlink()
            emptied.add(Path(path).parent)
        for folder in sorted({above for each in emptied for above in (each, *each.parents)}, reverse=True):
            if folder != Path():
                with suppress(OSError):
                    (self.path / folder).rmdir()
                    self._folders.discard(folder.as_posix())

    def _place(self, piece: Piece) -> Present:
        """Write one file, or move it here; or link the present one where it is equal, so that its times survive."""
        if isinstance(piece, Copied):
            piece = Output(piece.path, piece.origin.read_bytes())
        made = sum_up(piece)
        if isinstance(piece, Present) or self._holds(made):
            self._link(made.path)
            return made
        self.changed += 1
        self._make_way(made.path)
        self.touched.add(made.path)
        if isinstance(piece, Drafted):
            os.replace(piece.origin, f"{self.path}/{made.path}")  # noqa: PTH105 (half of the time)
        else:
            (self.path / made.path).write_bytes(piece.content)
        return made

    def _holds(self, made: Present) -> bool:
        if made.path not in self._held:
            return False
        if made.path in self._known:
            return self._known[made.path] == made
        present = self._target / made.path
        with suppress(OSError):
            if not present.is_symlink() and present.stat().st_size == made.size:
                return sha256(present.read_bytes()).hexdigest() == made.sum
        return False

    def _link(self, path: str) -> None:
        if path not in self._mine or self._mine[path] != self._held[path]:
            self._make_way(path)
            self.touched.add(path)
            _link_or_copy(f"{self._target}/{path}", f"{self.path}/{path}")

    def _make_way(self, path: str) -> None:
        if path in self._mine:
            (self.path / path).unlink()
        elif (folder := path.rpartition("/")[0]) not in self._folders:
            (self.path / folder).mkdir(parents=True, exist_ok=True)
            self._folders.add(folder)


def _link_or_copy(present: str, place: str) -> None:
    try:
        os.link(present, place, follow_symlinks=False)
    except OSError:
        shutil.copy2(present, place, follow_symlinks=False)
