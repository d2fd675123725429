"""A page saved with its parts in one file comes out as it was put in, with what it shows."""

from __future__ import annotations

import quopri
from base64 import encodebytes

import pytest

from generator.core.capture.mhtml import find_frames, read_parts

PAGE = '<!DOCTYPE html><title>Fähre</title><img src="a.png"><iframe src="cid:f-1@mhtml.blink"></iframe>'.encode()
FRAME = b'<p>A comment.</p><iframe src="cid:f-2@mhtml.blink"></iframe>'
PICTURE = b"\x89PNG\r\n\x1a\n\0\xff and more"


def mhtml(*parts: bytes, head: str = "Snapshot-Content-Location: https://a.example/1\n", start: str = "") -> bytes:
    """A file as Chromium writes one."""
    top = f'{head}MIME-Version: 1.0\nContent-Type: multipart/related;{start}\n\tboundary="=b"\n\n\n'
    return (top.encode() + b"".join(b"--=b\n" + part + b"\n" for part in parts) + b"--=b--\n").replace(b"\n", b"\r\n")


def html_part(data: bytes, head: str = "Content-Location: https://a.example/1#top\n") -> bytes:
    top = f"Content-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n{head}\n"
    return top.encode() + quopri.encodestring(data)


def picture_part(place: str, kind: str = "image/png") -> bytes:
    top = f"Content-Type: {kind}\nContent-Transfer-Encoding: base64\nContent-Location: {place}\n\n"
    return top.encode() + encodebytes(PICTURE)


def test_the_page_comes_out_to_the_byte_with_its_address_and_its_day() -> None:
    head = "From: <Saved by Blink>\nDate: Wed, 6 Jul 2022 23:11:12 -0500\n"
    parts = read_parts(mhtml(html_part(PAGE), picture_part("https://a.example/b/a%20b.png?x=1"), head=head))
    assert parts
    assert (parts.data, parts.url, parts.captured) == (PAGE, "https://a.example/1", "2022-07-06")
    assert parts.pictures == {"https://a.example/b/a%20b.png?x=1": ("a b.png", PICTURE)}


def test_relative_places_start_from_the_page() -> None:
    parts = read_parts(mhtml(html_part(PAGE), picture_part("a.png"), picture_part("logo.svg", "image/svg+xml")))
    assert parts
    assert list(parts.pictures) == ["https://a.example/a.png"]


def test_a_page_from_a_disk_has_no_address_and_an_unreadable_date_no_day() -> None:
    part = html_part(PAGE, "Content-Location: file:///C:/page.html\n")
    parts = read_parts(mhtml(part, head="Date: yesterday\n"))
    assert parts
    assert (parts.url, parts.captured) == ("", "")


def test_the_page_is_the_one_that_the_head_names() -> None:
    first, second = html_part(FRAME, "Content-ID: <one>\n"), html_part(PAGE, "Content-ID: <two>\n")
    parts = read_parts(mhtml(first, second, start='\n\tstart="<two>";'))
    assert parts
    assert parts.data == PAGE
    assert parts.frames == {"cid:one": FRAME}


def test_frames_are_found_by_what_the_page_calls_them_also_those_in_each_other() -> None:
    ids = [f"Content-ID: <f-{number}@mhtml.blink>\n" for number in (1, 2, 3)]
    inner = b'<p>Inner.</p><iframe src="cid:f-1@mhtml.blink"></iframe>'
    frames = [html_part(data, head) for data, head in zip((FRAME, inner, b"<p>Unseen.</p>"), ids, strict=True)]
    parts = read_parts(mhtml(html_part(PAGE), *frames))
    assert parts
    assert find_frames(parts.frames, PAGE.decode()) == {"cid:f-1@mhtml.blink": FRAME, "cid:f-2@mhtml.blink": inner}


def test_a_file_without_a_page_is_none() -> None:
    assert read_parts(mhtml(picture_part("https://a.example/a.png"))) is None
    assert read_parts(mhtml(html_part(b""))) is None
    assert read_parts(mhtml()) is None


def test_a_file_that_is_cut_off_is_none() -> None:
    whole = mhtml(html_part(PAGE))
    assert read_parts(whole)
    assert read_parts(whole[:-9]) is None


@pytest.mark.parametrize("place", ["http://[bad#x", "https://a b/", "https:///x", "javascript:alert(1)"])
def test_an_address_that_cannot_be_read_is_none(place: str) -> None:
    picture = picture_part("http://[::1/a.png#x")
    parts = read_parts(mhtml(html_part(PAGE, f"Content-Location: {place}\n"), picture, head=""))
    assert parts
    assert (parts.url, parts.pictures) == ("", {})
