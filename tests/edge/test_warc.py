"""A page comes out of a web archive as it was sent, with its address and its day."""

from __future__ import annotations

import gzip
import json
import zipfile
from pathlib import Path

import pytest

from generator.edge.importing import Given, import_pages
from generator.edge.warc import Capture, read_captures

WORDS = "<p>It came over the wall at noon, and nobody in the whole town had thought that it could come so high.</p>"


def page(title: str) -> bytes:
    return f"<!DOCTYPE html><html><body><h1>{title}</h1><article>{WORDS * 3}</article></body></html>".encode()


def warc(*pages: tuple[str, bytes]) -> bytes:
    """The records of a WARC 1.0 file, each compressed by itself."""
    written = b""
    for url, data in pages:
        sent = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + data
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2021-03-09T17:00:00Z\r\n"
            "WARC-Record-ID: <urn:uuid:12345678-feed-b0b0-8888-123456789abc>\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(sent)}\r\n\r\n"
        )
        written += gzip.compress(head.encode() + sent + b"\r\n\r\n")
    return written


ONE, TWO = ("https://a.example/1", page("Water")), ("https://a.example/2", page("Wind"))


def test_the_only_page_is_taken_and_of_several_the_one_asked_for(tmp_path: Path) -> None:
    file = tmp_path / "a.warc.gz"
    file.write_bytes(warc(ONE))
    capture = Capture(ONE[0], "2021-03-09", ONE[1], "utf-8")
    assert read_captures(file, "").value == (capture,)
    file.write_bytes(warc(ONE, TWO))
    assert read_captures(file, ONE[0]).value == (capture,)
    for url, words in (
        ("", "holds 2 pages"),
        ("https://b.example/", "holds no page of the address https://b.example/"),
    ):
        (told,) = read_captures(file, url).diagnostics
        assert told.code == "which-page"
        assert words in told.message
        assert told.hint == "--url takes one of these: https://a.example/1, https://a.example/2"


def test_the_pages_that_a_wacz_lists_are_taken(tmp_path: Path) -> None:
    file = tmp_path / "a.wacz"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("archive/data.warc.gz", warc(ONE, TWO, ("https://a.example/frame", page("Frame"))))
        lines = [{"format": "json-pages-1.0", "id": "pages"}, {"url": ONE[0]}, {"url": TWO[0]}]
        archive.writestr("pages/pages.jsonl", "\n".join(map(json.dumps, lines)))
    assert [each.url for each in read_captures(file, "").value or ()] == [ONE[0], TWO[0]]


@pytest.mark.parametrize("name", ["cut.warc.gz", "cut.wacz", "none.warc"])
def test_what_is_no_web_archive_is_told(name: str, tmp_path: Path) -> None:
    file = tmp_path / name
    file.write_bytes(b"PK\x03\x04 and no more" if "wacz" in name else b"no archive at all\n")
    assert [each.code for each in read_captures(file, "").diagnostics] in (["bad-archive"], ["which-page"])


def test_damage_is_told_as_damage(tmp_path: Path) -> None:
    file = tmp_path / "cut.warc"
    file.write_bytes(b"no archive at all\n")
    (told,) = read_captures(file, "").diagnostics
    assert told.code == "bad-archive"


def test_a_record_without_an_address_is_told_as_damage(tmp_path: Path) -> None:
    file = tmp_path / "odd.warc"
    file.write_bytes(gzip.decompress(warc(ONE)).replace(b"WARC-Target-URI: https://a.example/1", b"X-A: b"))
    (told,) = read_captures(file, "").diagnostics
    assert told.code == "bad-archive"
    assert told.message == "this web archive cannot be read: a record of it has no address"


def test_an_article_made_of_one_states_its_address_and_day(tmp_path: Path) -> None:
    root = tmp_path / "archive"
    root.mkdir()
    (root / "site.toml").write_text('title = "Water"\n', encoding="utf-8")
    file = tmp_path / "a.warc.gz"
    file.write_bytes(warc(ONE, TWO))
    assert import_pages(root, [file], Given(url=TWO[0])).diagnostics == ()
    folder = root / "content/articles/wind"
    article = (folder / "article.md").read_text(encoding="utf-8")
    assert f'url = "{TWO[0]}"\n' in article
    assert "captured = 2021-03-09\n" in article
    assert (folder / "capture.html").read_bytes() == TWO[1]
