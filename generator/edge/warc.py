"""In: a web archive on disk (WARC, WACZ). Out: the pages asked for, as they were sent, with when; or what is there.

Must not unpack anything to the disk, nor read the rest of an archive into memory. The only door to warcio.
"""

from __future__ import annotations

import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from errno import EFBIG, EIO
from pathlib import Path
from typing import IO
from urllib.parse import unquote, urldefrag, urlsplit

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from generator.core.diagnostics import Checked, error
from generator.edge.files import LARGEST_TEXT, at_file, unreadable

_FAULTS = (
    *(ArchiveLoadFailed, ValueError, EOFError, zlib.error),
    *(zipfile.BadZipFile, NotImplementedError, RuntimeError),  # of a compression that is not known; of encryption
    AttributeError,  # warcio takes for granted that every response has an address
)
_LARGEST_PICTURE = 64 * 1024 * 1024  # bytes
_KINDS = {"jpeg": "jpg", "jpg": "jpg", "png": "png", "gif": "gif", "webp": "webp", "avif": "avif"}
_SHOWN = 12  # addresses in a hint
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9_:.-]{1,40})", re.I)


@dataclass(frozen=True, slots=True)
class Capture:
    """A page of a web archive: its address, the day it was sent, its bytes, the encoding its header names."""

    url: str
    captured: str
    data: bytes
    charset: str


@dataclass(frozen=True, slots=True)
class HeldPicture:
    """A picture of a web archive: the file name its address and its type give it; its record's file and place."""

    name: str
    member: str
    offset: int  # bytes, into the file as it is stored


def list_pictures(file: Path) -> dict[str, HeldPicture]:
    """Every picture that was sent with status 200, by its address; of several under one, the first. Errors: OSError."""
    try:
        return _find_pictures(file)
    except (ArchiveLoadFailed, zipfile.BadZipFile, EOFError, ValueError) as failure:
        raise OSError(EIO, "this web archive cannot be read") from failure


def _find_pictures(file: Path) -> dict[str, HeldPicture]:
    found: dict[str, HeldPicture] = {}
    for member, stream in _open_streams(file):
        records = ArchiveIterator(stream)
        for record in records:
            kind = (record.http_headers.get_header("Content-Type") or "") if record.http_headers else ""
            image = _IMAGE.match(kind)
            if record.rec_type == "response" and image and record.http_headers.get_statuscode() == "200":
                address = urldefrag(record.rec_headers.get_header("WARC-Target-URI") or "").url
                name = f"{_name_picture(address)}.{_KINDS[image[1].lower()]}"
                found.setdefault(address, HeldPicture(name, member, records.get_record_offset()))
    return found


def read_picture(file: Path, picture: HeldPicture) -> bytes:
    """The bytes of a picture, as they were before they were packed to be sent. Errors: OSError."""
    for member, stream in _open_streams(file):
        if member == picture.member:
            try:
                stream.seek(picture.offset)
                record = next(iter(ArchiveIterator(stream)), None)
                data = record.content_stream().read(_LARGEST_PICTURE + 1) if record else b""
            except (ArchiveLoadFailed, EOFError, ValueError) as failure:
                raise OSError(EIO, "this record cannot be read") from failure
            if 0 < len(data) <= _LARGEST_PICTURE:
                return bytes(data)
    raise OSError(EFBIG, "this picture is empty or too large")


def _name_picture(address: str) -> str:
    last = unquote(urlsplit(address).path).rpartition("/")[2]
    return re.sub(r"\.(?:jpe?g|png|gif|webp|avif)$", "", last, flags=re.I) or "picture"


_IMAGE = re.compile(r"\s*image/(jpeg|jpg|png|gif|webp|avif)\b", re.I)


def read_captures(file: Path, url: str) -> Checked[tuple[Capture, ...]]:
    """The page of that address; without one all that pages.jsonl lists, or the only page there is.

    Errors: `which-page`, `bad-archive`, `unreadable-file`.
    """
    try:
        wanted = {url} if url else _read_page_list(file)
        seen: dict[str, Capture | None] = {}
        for capture in _read_pages(file, wanted):
            seen.setdefault(capture.url, capture if wanted or not seen else None)
    except _FAULTS as failure:
        words = f"this web archive cannot be read: {_say_why(failure)}"
        return Checked(None, (error("bad-archive", words, at_file(file.as_posix()), "fetch or export it again"),))
    except OSError as failure:
        return Checked(None, (unreadable(file.as_posix(), failure),))
    chosen = tuple(each for each in seen.values() if each is not None)
    if chosen and (wanted or len(seen) == 1):
        return Checked(chosen)
    if url:
        seen = {each.url: None for each in _read_pages(file, set())}
    words = (
        f"this web archive holds no page of the address {url}" if url else f"this web archive holds {len(seen)} pages"
    )
    listed = [*list(seen)[:_SHOWN], *(["…"] if len(seen) > _SHOWN else [])]
    hint = "--url takes one of these: " + ", ".join(listed) if listed else "record a page that is HTML"
    return Checked(None, (error("which-page", words, at_file(file.as_posix()), hint),))


def _say_why(failure: Exception) -> str:
    if isinstance(failure, AttributeError):
        return "a record of it has no address"
    said = str(failure).splitlines()
    return said[0].lower().rstrip(".") if said else "it is cut off"


def _read_pages(file: Path, wanted: set[str]) -> Iterator[Capture]:
    """The HTML that was sent with status 200, those of the addresses wanted, or all."""
    for _, stream in _open_streams(file):
        for record in ArchiveIterator(stream):
            address = record.rec_headers.get_header("WARC-Target-URI") or ""
            if record.rec_type != "response" or not record.http_headers or (wanted and address not in wanted):
                continue
            kind = record.http_headers.get_header("Content-Type") or ""
            if record.http_headers.get_statuscode() == "200" and "html" in kind.lower():
                data = record.content_stream().read(LARGEST_TEXT + 1)
                if len(data) <= LARGEST_TEXT:
                    charset = _CHARSET.search(kind)
                    day = (record.rec_headers.get_header("WARC-Date") or "")[:10]
                    yield Capture(address, day, data, charset[1].lower() if charset else "")


def _open_streams(file: Path) -> Iterator[tuple[str, IO[bytes]]]:
    """Each WARC file, with its name in the archive: '' where the file is one itself."""
    if not zipfile.is_zipfile(file):
        with file.open("rb") as stream:
            yield "", stream
        return
    with zipfile.ZipFile(file) as archive:
        for name in sorted(archive.namelist()):
            if re.fullmatch(r"archive/[^/]+\.warc(?:\.gz)?", name):
                with archive.open(name) as member:
                    yield name, member


def _read_page_list(file: Path) -> set[str]:
    """The addresses in the pages.jsonl of a WACZ (WACZ 1.1.1, 5.2); none in a WARC."""
    if not zipfile.is_zipfile(file):
        return set()
    with zipfile.ZipFile(file) as archive:
        if "pages/pages.jsonl" not in archive.namelist():
            return set()
        with archive.open("pages/pages.jsonl") as member:
            lines = member.read(LARGEST_TEXT).decode("utf-8").splitlines()
    listed = [json.loads(line) for line in lines if line.strip()]
    return {each["url"] for each in listed if isinstance(each, dict) and isinstance(each.get("url"), str)}
