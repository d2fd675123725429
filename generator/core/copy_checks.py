"""In: the digests that an article records of its untouched copies, and what lies there. Out: what does not agree.

Must not read a copy: its digest is all there is to compare (fixity, as in OAIS, ISO 14721).
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.core.diagnostics import Diagnostic, error, warning
from generator.core.fields import locate
from generator.core.project import Folder
from generator.core.records import ArticleRecord
from generator.core.text import Text
from generator.core.toml_places import Path

CODES = ("capture-altered", "capture-missing", "capture-not-recorded")


def check_copies(text: Text, front: tuple[int, int], folder: Folder, record: ArticleRecord) -> Iterator[Diagnostic]:
    """The untouched copy of an article and its frames, each beside what the front matter says of it."""
    compare = _Comparison(text, front, folder).compare
    capture = next((name for name in folder.files if name.startswith("capture.")), "")
    yield from compare(("sha256",), capture, record.sha256, folder.capture_sha256)
    held = {f"frames/{name}": digest for name, digest in folder.frames}
    for at, frame in enumerate(record.frames):
        name = f"frames/{frame.file}"
        found = held.pop(name, "")
        yield from compare(("frames", at, "sha256"), name if found else "", frame.sha256, found)
    for name, found in held.items():
        yield from compare(("frames",), name, "", found)


class _Comparison:
    """Compares one file with what is recorded of it."""

    def __init__(self, text: Text, front: tuple[int, int], folder: Folder) -> None:
        self._text = text
        self._front = front
        self._of = " of this earlier version" if folder.number else ""

    def compare(self, key: Path, file: str, recorded: str, found: str) -> Iterator[Diagnostic]:
        """What is wrong with a file ('' where there is none), by the key that states its digest."""
        if bool(file) == bool(recorded) and recorded == found:
            return
        start, end = self._front
        place = locate(self._text, key, start=start, end=end)
        if file and not recorded:
            hint = f'add sha256 = "{found}" if it is as it was saved'
            if key == ("frames",):
                hint = f'add {{ name = "…", file = "{file.removeprefix("frames/")}", sha256 = "{found}" }} to frames'
            yield warning("capture-not-recorded", f"no digest of {file} is recorded here", place, hint)
        elif recorded and not file:
            hint = f"put it back, or take {key[0]} out and say in note what became of it"
            yield warning("capture-missing", "the copy that this digest was taken of is not here", place, hint)
        else:
            hint = f"put the copy back as it was saved; if this one is right, sha256 = {found!r}"
            yield error("capture-altered", f"{file}{self._of} is not the copy that was recorded", place, hint)
