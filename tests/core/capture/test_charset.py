"""Bytes become the characters that were meant, or are refused: nothing stands in for what cannot be read."""

from __future__ import annotations

import pytest

from generator.core.capture.charset import decode_page

META = '<html><meta charset="{}"><p>{}'


def read(data: bytes, header: str = "") -> tuple[str, str]:
    read = decode_page("page.html", data, header)
    assert read.value is not None, read.diagnostics
    return read.value[0].content, read.value[1]


@pytest.mark.parametrize(
    ("label", "encoding", "words"),
    [
        ("windows-1254", "cp1254", "Işık ’ ş"),
        ("iso-8859-9", "cp1254", "İstanbul “ş”"),
        ("ISO-8859-1", "cp1252", "café – naïve"),
        ("windows-1251", "cp1251", "мост"),
        ("windows-1256", "cp1256", "الرقة"),
        ("utf-8", "utf-8", "İ"),
        ("utf-16", "utf-8", "İ"),
    ],
)
def test_what_the_page_says_is_taken_by_the_labels_of_the_web(label: str, encoding: str, words: str) -> None:
    page = META.format(label, words)
    assert read(page.encode(encoding))[0] == page


@pytest.mark.parametrize(("mark", "encoding"), [(b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le")])
def test_a_byte_order_mark_goes_before_what_the_page_says(mark: bytes, encoding: str) -> None:
    page = META.format("windows-1254", "ş")
    assert read(mark + page.encode(encoding)) == (page, "")


def test_bytes_that_are_utf_8_are_read_as_such_and_the_conflict_is_told() -> None:
    page = META.format("windows-1254", "ş")
    doubt = "the page says that it is in windows-1254, and its bytes are UTF-8; it was read as UTF-8"
    assert read(page.encode()) == (page, doubt)


def test_the_header_it_was_sent_with_decides_where_the_page_says_nothing() -> None:
    assert read("<p>ş".encode("cp1254"), "iso-8859-9")[0] == "<p>ş"


@pytest.mark.parametrize(
    "page", [b"<p>\xfe", META.format("utf-8", "").encode() + b"\xfe", META.format("klingon", "").encode() + b"\xfe"]
)
def test_what_is_neither_is_refused(page: bytes) -> None:
    assert [each.code for each in decode_page("page.html", page).diagnostics] == ["not-utf-8"]
