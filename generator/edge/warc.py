"""In: a web archive on disk (WARC, WACZ). Out: the pages asked for, as they were sent, with when; or what is there.

Must not unpack anything to the disk, nor read the rest of an archive into memory. The only door to warcio.
"""

from __future__ import annotations

import json
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from errno import EFBIG, EIO
from pathlib import Path
from typing import IO
from urllib.parse import urldefrag

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord

from generator.core.capture.disqus_records import find_records, is_record, read_thread_id, read_wishes
from generator.core.capture.page_pictures import name_sent
from generator.core.diagnostics import Checked, error
from generator.core.text import Text
from generator.edge.files import LARGEST_TEXT, at_file, unreadable

_FAULTS = (
    *(ArchiveLoadFailed, ValueError, EOFError, zlib.error),
    *(zipfile.BadZipFile, NotImplementedError, RuntimeError),  # of a compression that is not known; of encryption
    AttributeError,  # warcio takes for granted that every response has an address
)
_LARGEST_RECORD = 64 * 1024 * 1024  # bytes
_MOST_RECORDS = 100  # of comments, that are read for one page
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
class Held:
    """A record of a web archive: its file, and its place there in bytes, as it is stored."""

    member: str
    offset: int


@dataclass(frozen=True, slots=True)
class Holdings:
    """What a web archive holds beside pages, by address: pictures with the file name that their address and type give
    them, and what it has of comments."""

    pictures: Mapping[str, tuple[str, Held]]
    threads: Mapping[str, Held]


def list_held(file: Path) -> Holdings:
    """What was sent with status 200; of several records under one address, the first. Errors: OSError."""
    try:
        return _find_held(file)
    except (ArchiveLoadFailed, zipfile.BadZipFile, EOFError, ValueError) as failure:
        raise OSError(EIO, "this web archive cannot be read") from failure


def _find_held(file: Path) -> Holdings:
    pictures: dict[str, tuple[str, Held]] = {}
    threads: dict[str, Held] = {}
    for member, stream in _open_streams(file):
        records = ArchiveIterator(stream)
        for record in records:
            if record.rec_type != "response" or not record.http_headers:
                continue
            address = urldefrag(record.rec_headers.get_header("WARC-Target-URI") or "").url
            name = name_sent(address, record.http_headers.get_header("Content-Type") or "")
            if not (name or is_record(address)) or record.http_headers.get_statuscode() != "200":
                continue
            place = Held(member, records.get_record_offset())
            if name:
                pictures.setdefault(address, (name, place))
            else:
                threads.setdefault(address, place)
    return Holdings(pictures, threads)


def read_threads(file: Path, held: Mapping[str, Held], address: str, page: str) -> dict[str, bytes]:
    """The records that may hold the comments under a page, by their addresses. Errors: OSError."""
    wishes = read_wishes(Text("", page), address)
    found: dict[str, bytes] = {}
    for name in find_records(wishes, tuple(held))[:_MOST_RECORDS]:
        found[name] = read_record(file, held[name])
    threads = {read_thread_id(name, data.decode("utf-8", "replace")) for name, data in found.items()} - {""}
    for name in find_records(wishes, tuple(held), threads)[:_MOST_RECORDS]:
        if name not in found and sum(map(len, found.values())) < LARGEST_TEXT:
            found[name] = read_record(file, held[name])
    return found


def read_record(file: Path, held: Held) -> bytes:
    """The bytes of a record, as they were before they were packed to be sent. Errors: OSError."""
    for member, stream in _open_streams(file):
        if member == held.member:
            try:
                stream.seek(held.offset)
                record = next(iter(ArchiveIterator(stream)), None)
                data = record.content_stream().read(_LARGEST_RECORD + 1) if record else b""
            except (ArchiveLoadFailed, EOFError, ValueError) as failure:
                raise OSError(EIO, "this record cannot be read") from failure
            if 0 < len(data) <= _LARGEST_RECORD:
                return bytes(data)
    raise OSError(EFBIG, "this record is empty or too large")


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
    if isinstance(failure, json.JSONDecodeError):
        return "its list of pages is not JSON"
    if str(failure).startswith("Unknown archive format"):
        return "it does not begin as one does"
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
                    _check_whole(record)
                    charset = _CHARSET.search(kind)
                    day = (record.rec_headers.get_header("WARC-Date") or "")[:10]
                    yield Capture(address, day, data, charset[1].lower() if charset else "")


def _check_whole(record: ArcWarcRecord) -> None:
    """Read a record to its end. Errors: EOFError, where it has fewer bytes than its head says."""
    while record.raw_stream.read(1 << 16):
        pass
    if getattr(record.raw_stream, "limit", 0) > 0:
        raise EOFError("a page of it is cut off")


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
