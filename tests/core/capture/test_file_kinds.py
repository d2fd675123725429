"""What is no page is known by its first bytes, and told with what to do; what may be a page is let through."""

from __future__ import annotations

import pytest

from generator.core.capture.file_kinds import is_mhtml, name_foreign


@pytest.mark.parametrize(
    ("start", "what"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "a PDF"),
        (rb"{\rtf1\ansi The ferry.\par}", "a formatted text (RTF)"),
        (b"PK\x03\x04" + b"\x14\0\6\0" + b"\n" * 22 + b"[Content_Types].xml", "a document of an office program"),
        (b"PK\x03\x04" + b"\x14\0\0\0" + b"\0" * 22 + b"page.html<!DOCTYPE html>", "a packed file"),
        (b"\x1f\x8b\x08", "a packed file"),
        (b"bplist00\xd1", "a web archive of Safari"),
        (b"\x89PNG\r\n\x1a\n", "a picture"),
        (b"RIFF\x00\x10\x00\x00WEBPVP8 ", "a picture"),
        (b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>', "a picture"),
        (b"\xef\xbb\xbf<?xml version='1.0'?><feed>", "XML, and neither a page nor an export of WordPress or Disqus"),
    ],
)
def test_what_is_no_page_is_named(start: bytes, what: str) -> None:
    assert (name_foreign(start) or ("",))[0] == what


@pytest.mark.parametrize("start", [b"", b"The ferry closes\n", "РК плотина".encode(), b"<p>It rains.</p>", b"GIFTS\n"])
def test_what_may_be_a_page_is_let_through(start: bytes) -> None:
    assert name_foreign(start) is None


@pytest.mark.parametrize(
    ("start", "is_one"),
    [
        (b'From: <Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html"', True),
        (b"Subject: =?utf-8?Q?x?=\n =?utf-8?Q?y?=\ncontent-type:multipart/related; boundary=x\n", True),
        (b"From: Ann\nContent-Type: text/plain\n\nContent-Type: multipart/related\n", False),
        (b"The dam holds\n\nContent-Type: multipart/related\n", False),
        (b"<!DOCTYPE html><p>Content-Type: multipart/related", False),
        (b"Note: " + b"x: y\n " * 1500, False),
    ],
)
def test_an_mhtml_file_is_known_by_its_head(start: bytes, *, is_one: bool) -> None:
    assert is_mhtml(start) is is_one
