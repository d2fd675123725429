"""In: the pictures of a saved page, and the names of the files beside it. Out: those the capture holds, and the lost.

Must not follow a path out of the page's own folder, nor an address.
"""

from __future__ import annotations

import binascii
import re
from base64 import b64decode
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from generator.core.capture.draft import free_name, slug
from generator.core.capture.markup import Node, attribute, read_markup
from generator.core.text import Text

_DATA = re.compile(r"data:image/(png|jpe?g|gif|webp|avif)(?:;[a-z0-9=-]+)*;base64,", re.I)
_FILE = re.compile(r"(?:\./)?([^/\\?#]+/[^/\\?#]+)(?:[?#].*)?")
_SUFFIX = re.compile(r"\.(?:jpe?g|png|gif|webp|avif)$", re.I)
_SENT = re.compile(r"\s*image/(jpeg|jpg|png|gif|webp|avif)\b", re.I)
_TINY = 200  # bytes: what holds the place of a picture that is fetched later


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture for the article's folder: its name there, and its bytes or what the page calls it."""

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


def find_pictures(images: Sequence[Node], beside: Mapping[str, str], base: str = "") -> Pictures:
    """`beside` tells the file name of each picture held, by what the page calls it ('page_files/boat.jpg') or by its
    whole address; relative addresses start from `base`."""
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
                continue
        found = next((key for key in list_names(image, base) if _SUFFIX.search(beside.get(key, ""))), "")
        if found:
            stem, _, suffix = beside[found].rpartition(".")
            held[source] = Picture(_name(stem, f".{suffix.lower()}", held), b"", found)
        elif inline:
            lost.append(("", alt, "only a placeholder is in the capture"))
        elif source:
            lost.append((source[:200], alt, "not in the capture"))
    return Pictures(held, tuple(lost))


def list_names(image: Node, base: str = "") -> tuple[str, ...]:
    """What a page may call a picture: a file beside it, and each address it gives, whole (HTML standard, 4.8.4.2)."""
    sources = [attribute(image, "src"), attribute(image, "data-src")]
    for key in ("srcset", "data-srcset"):
        sources += (each.split()[0] for each in attribute(image, key).split(", ") if each.strip())
    names: list[str] = []
    for source in sources:
        if (found := _FILE.fullmatch(source)) and ".." not in unquote(found[1]):
            names.append(unquote(found[1]))
        with suppress(ValueError):
            names.append(urldefrag(urljoin(base, source)).url)
    return tuple(dict.fromkeys(names))


def name_sent(address: str, kind: str) -> str:
    """The file name that its address and media type give a picture that was sent; '' where it is none."""
    image, last = _SENT.match(kind), ""
    with suppress(ValueError):
        last = unquote(urlsplit(address).path).rpartition("/")[2]
    return f"{_SUFFIX.sub('', last) or 'picture'}.{image[1].lower().replace('jpeg', 'jpg')}" if image else ""


def find_base(root: Node, address: str) -> str:
    """What relative addresses start from, of a page that was sent from an address (HTML standard, 4.2.3)."""
    with suppress(ValueError):
        return urljoin(address, attribute(root.css_first("base[href]"), "href"))
    return address


def list_sources(page: Text, address: str = "") -> tuple[str, ...]:
    """Whatever the page may call any of its pictures, in its order; none where it cannot be read."""
    root = read_markup(page).value
    if root is None:
        return ()
    base = find_base(root, address)
    return tuple(dict.fromkeys(name for image in root.css("img") for name in list_names(image, base)))


def _decode(words: str) -> bytes:
    try:
        return b64decode(unquote(words), validate=False)
    except (binascii.Error, ValueError):
        return b""


def plain_stem(stem: str) -> str:
    """What a picture is called here, without its ending and the number that tells two apart."""
    return free_name(slug(stem) or "picture")


def _name(stem: str, suffix: str, held: dict[str, Picture]) -> str:
    plain = plain_stem(stem)
    taken = {picture.name for picture in held.values()}
    number, name = 1, f"{plain}{suffix}"
    while name in taken:
        number += 1
        name = f"{plain}-{number}{suffix}"
    return name
