"""In: the pictures of a saved page, and the names of the files beside it. Out: those the capture holds, and the lost.

Must not follow a path out of the page's own folder, nor an address.
"""

from __future__ import annotations

import binascii
import re
from base64 import b64decode
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from urllib.parse import unquote

from generator.core.capture.draft import slug
from generator.core.capture.markup import Node, attribute

_DATA = re.compile(r"data:image/(png|jpe?g|gif|webp|avif)(?:;[a-z0-9=-]+)*;base64,", re.I)
_FILE = re.compile(r"(?:\./)?([^/\\?#]+/[^/\\?#]+)(?:[?#].*)?")
_SUFFIX = re.compile(r"\.(?:jpe?g|png|gif|webp|avif)$", re.I)
_TINY = 200  # bytes: what holds the place of a picture that is fetched later


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture for the article's folder: its name there, and its bytes or the file beside the page that has them."""

    name: str
    data: bytes = b""
    file: str = ""


@dataclass(frozen=True, slots=True)
class Pictures:
    """The pictures held, by the source that the page gives; of the others source, alternative text and reason."""

    held: dict[str, Picture]
    lost: tuple[tuple[str, str, str], ...]

    @property
    def names(self) -> dict[str, str]:
        """The names of the pictures held, by source."""
        return {source: picture.name for source, picture in self.held.items()}


def find_pictures(images: Sequence[Node], beside: Collection[str]) -> Pictures:
    """`beside` holds the files next to the page as it names them: 'page_files/boat.jpg'."""
    held: dict[str, Picture] = {}
    lost: list[tuple[str, str, str]] = []
    for image in images:
        source, alt = attribute(image, "src"), attribute(image, "alt")
        if source in held:
            continue
        if inline := _DATA.match(source):
            data = _decode(source[inline.end() :])
            if len(data) > _TINY:
                kind = inline[1].lower().replace("jpeg", "jpg")
                held[source] = Picture(_name(alt or "picture", f".{kind}", held), data)
            else:
                lost.append(("", alt, "only a placeholder is in the capture"))
            continue
        found = _FILE.fullmatch(source)
        file = unquote(found[1]) if found else ""
        if file in beside and ".." not in file and (suffix := _SUFFIX.search(file)):
            stem = file.rpartition("/")[2][: -len(suffix[0])]
            held[source] = Picture(_name(stem, suffix[0].lower(), held), b"", file)
        elif source:
            lost.append((source[:200], alt, "not in the capture"))
    return Pictures(held, tuple(lost))


def _decode(words: str) -> bytes:
    try:
        return b64decode(unquote(words), validate=False)
    except (binascii.Error, ValueError):
        return b""


def _name(stem: str, suffix: str, held: dict[str, Picture]) -> str:
    plain = slug(stem) or "picture"
    taken = {picture.name for picture in held.values()}
    number, name = 1, f"{plain}{suffix}"
    while name in taken:
        number += 1
        name = f"{plain}-{number}{suffix}"
    return name
