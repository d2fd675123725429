"""In: a page that a browser saved with its parts in one file (MHTML). Out: the page, its address, pictures and frames.

Must not alter a byte of what the parts hold once they are unpacked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from email import message_from_bytes
from email.errors import CloseBoundaryNotFoundDefect
from email.message import Message
from email.utils import parsedate_to_datetime
from urllib.parse import urldefrag, urljoin, urlsplit

from generator.core.capture.frames import list_frames, name_address
from generator.core.capture.page_pictures import name_sent

_MOST_FRAMES = 100
_BLANK = re.compile(r"[\s\x00-\x1f\x7f]")
_WEB = re.compile(r"https?://", re.I)


@dataclass(frozen=True, slots=True)
class Parts:
    """What the file holds: the page's bytes and the encoding its head names; its address and the day it was saved, ''
    where the file does not say; pictures (file name and bytes) and frames by what the page calls them."""

    data: bytes
    charset: str
    url: str
    captured: str
    pictures: Mapping[str, tuple[str, bytes]]
    frames: Mapping[str, bytes]


def read_parts(data: bytes) -> Parts | None:
    """The parts of a multipart/related message (RFC 2557, RFC 2387); None where it holds no page, or is cut off."""
    whole = message_from_bytes(data)
    if any(isinstance(each, CloseBoundaryNotFoundDefect) for each in whole.defects):
        return None
    parts = [part for part in whole.walk() if not part.is_multipart()]
    pages = [part for part in parts if part.get_content_type() in ("text/html", "application/xhtml+xml")]
    start = str(whole.get_param("start") or "")
    page = next((part for part in pages if start and part.get("Content-ID", "") == start), pages[0] if pages else None)
    if page is None or not (content := _unpack(page)).strip():
        return None
    places = (_head(page, "Content-Location"), _head(whole, "Snapshot-Content-Location"))
    address = next(filter(None, map(_read_address, places)), "")
    pictures: dict[str, tuple[str, bytes]] = {}
    frames: dict[str, bytes] = {}
    for part in parts:
        for name in _list_names(part, address) if part is not page else ():
            if part in pages:
                frames.setdefault(name, _unpack(part))
            elif file := name_sent(name, part.get_content_type()):
                pictures.setdefault(name, (file, _unpack(part)))
    charset = (page.get_content_charset() or "").lower()
    return Parts(content, charset, address, _read_day(_head(whole, "Date")), pictures, frames)


def find_frames(frames: Mapping[str, bytes], page: str) -> dict[str, bytes]:
    """Those of the frames held that the page shows, and that they show in turn, by what they are called there."""
    found: dict[str, bytes] = {}
    pages = [page]
    while pages and len(found) < _MOST_FRAMES:
        for name in list_frames(pages.pop(), name_address):
            if name in frames and name not in found:
                found[name] = frames[name]
                pages.append(frames[name].decode("utf-8", "replace"))
    return found


def _list_names(part: Message, address: str) -> Iterator[str]:
    """What the page calls a part: by its place (RFC 2557, 5), or by its id (RFC 2392)."""
    if place := _head(part, "Content-Location"):
        with suppress(ValueError):
            yield urldefrag(urljoin(address, place)).url
    if known := _head(part, "Content-ID"):
        yield f"cid:{known.strip('<>')}"


def _read_address(place: str) -> str:
    """An address of the web without its fragment; '' where it is none that can be read."""
    with suppress(ValueError):
        if _WEB.match(place) and urlsplit(place).hostname and not _BLANK.search(place):
            return urldefrag(place).url
    return ""


def _head(part: Message, name: str) -> str:
    return str(part.get(name, "")).strip()


def _unpack(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _read_day(said: str) -> str:
    """The day of a date (RFC 5322, 3.3) in its own zone, as 2022-07-06; '' where it is none."""
    with suppress(ValueError):
        return parsedate_to_datetime(said).date().isoformat()
    return ""
