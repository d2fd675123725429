"""A page comes out of a web archive as it was sent, with its address and its day."""

from __future__ import annotations

import gzip
import json
import tomllib
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from generator.edge.importing import Given, import_pages
from generator.edge.warc import Capture, read_captures
from tests.archives import SmallArchive, files_below
from tests.core.capture.test_disqus_records import UNTOLD, embed, listed, post

WORDS = "<p>It came over the wall at noon, and nobody in the whole town had thought that it could come so high.</p>"


def page(title: str) -> bytes:
    return f"<!DOCTYPE html><html><body><h1>{title}</h1><article>{WORDS * 3}</article></body></html>".encode()


def warc(*pages: tuple[str, bytes], packed: bool = True, sent_as: Mapping[str, str] | None = None) -> bytes:
    """The records of a WARC 1.0 file, each compressed by itself; `sent_as`: head lines of some, by address."""
    written = b""
    for url, data in pages:
        head_lines = (sent_as or {}).get(url, "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8")
        sent = f"{head_lines}\r\n\r\n".encode() + data
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2021-03-09T17:00:00Z\r\n"
            "WARC-Record-ID: <urn:uuid:12345678-feed-b0b0-8888-123456789abc>\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(sent)}\r\n\r\n"
        )
        record = head.encode() + sent + b"\r\n\r\n"
        written += gzip.compress(record) if packed else record
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


PNG = b"\x89PNG" + bytes(300)
PICTURES = {
    "https://a.example/img/dam.png?w=300": "HTTP/1.1 200 OK\r\nContent-Type: image/png",
    "https://cdn.example/photo/1234": "HTTP/1.1 200 OK\r\nContent-Type: image/jpeg",
    "https://cdn.example/wide.webp": "HTTP/1.1 200 OK\r\nContent-Type: image/webp\r\nContent-Encoding: gzip",
    "https://cdn.example/gone.png": "HTTP/1.1 404 Not Found\r\nContent-Type: image/png",
    "https://cdn.example/drawing.svg": "HTTP/1.1 200 OK\r\nContent-Type: image/svg+xml",
}
ILLUSTRATED = page("Water").replace(
    b"</article>",
    b'<figure><img src="/img/dam.png?w=300" alt="The dam"></figure>'
    b'<figure><img src="//cdn.example/photo/1234#x" alt="The gate"></figure>'
    b'<figure><img src="data:image/gif;base64,R0lGOD" srcset="https://cdn.example/wide.webp 2x" alt="Wide"></figure>'
    b'<figure><img src="https://cdn.example/gone.png" alt="Gone"></figure>'
    b'<figure><img src="https://cdn.example/drawing.svg" alt="Drawn"></figure></article>'
    b'<ol class="comment-list"><li id="comment-1"><div class="comment-content"><p>Look: '
    b'<img src="https://cdn.example/photo/1234" alt="my photo"></p></div></li></ol>',
)


def illustrated(packed: bool = True) -> bytes:
    pictures = [(url, gzip.compress(PNG) if "gzip" in head else PNG) for url, head in PICTURES.items()]
    return warc(*pictures[:2], (ONE[0], ILLUSTRATED), *pictures[2:], packed=packed, sent_as=PICTURES)


@pytest.mark.parametrize("name", ["a.warc.gz", "a.warc", "stored.wacz", "deflated.wacz"])
def test_pictures_that_a_web_archive_holds_come_along(name: str, root: Path, tmp_path: Path) -> None:
    file = tmp_path / name
    if name.endswith(".wacz"):
        method = zipfile.ZIP_STORED if name == "stored.wacz" else zipfile.ZIP_DEFLATED
        with zipfile.ZipFile(file, "w", method) as archive:
            archive.writestr("archive/1.warc.gz", warc(TWO))
            archive.writestr("archive/2.warc.gz", illustrated())
            archive.writestr("pages/pages.jsonl", json.dumps({"url": ONE[0]}))
    else:
        file.write_bytes(illustrated(packed=name.endswith(".gz")))
    made = import_pages(root, [file], Given())
    assert made.diagnostics == ()
    folder = root / "content/articles/water"
    assert {
        path.name: path.read_bytes() for path in folder.glob("*.*") if path.suffix in (".png", ".jpg", ".webp")
    } == {
        "dam.png": PNG,
        "1234.jpg": PNG,
        "wide.webp": PNG,
    }
    article = (folder / "article.md").read_text(encoding="utf-8")
    assert "![The dam](dam.png)" in article
    assert "![The gate](1234.jpg)" in article
    assert "![Wide](wide.webp)" in article
    lost = [" ".join(line.split()) for line in (made.value or "").splitlines() if " lost  " in line]
    assert lost == [
        "lost picture, not in the capture Gone https://cdn.example/gone.png",
        "lost picture, not in the capture Drawn https://cdn.example/drawing.svg",
        "lost picture in comment 1: comments show none my photo",
    ]


STATED = "https://disqus.com/embed/comments/?base=default&f=a&t_u=https%3A%2F%2Fa.example%2F1"
LISTED = "https://disqus.com/api/3.0/threads/listPostsThreaded?thread=77&forum=a&cursor=2"
DISQUS = page("Water").replace(b"</article>", b"</article><div id=disqus_thread></div>")
IS_JSON = {LISTED: "HTTP/1.1 200 OK\r\nContent-Type: application/json"}
SAW = post(1, "<p>I saw it.</p>")


def record_thread(words: str) -> bytes:
    """A web archive of a page, of its thread in two records, and of the thread of another page."""
    elsewhere = (STATED.replace("%2F1", "%2F2"), embed(post(9, "<p>Elsewhere.</p>"), thread="99", link="").encode())
    more = (LISTED, listed(post(2, words, 1)).encode())
    return warc((ONE[0], DISQUS + words.encode()), elsewhere, more, (STATED, embed(SAW).encode()), sent_as=IS_JSON)


def test_comments_that_disqus_sent_by_themselves_come_along_are_kept_and_can_be_updated(
    root: Path, tmp_path: Path
) -> None:
    old, new = tmp_path / "old.warc.gz", tmp_path / "new.warc.gz"
    old.write_bytes(record_thread("<p>So did I.</p>"))
    made = import_pages(root, [old], Given(url=ONE[0]))
    assert made.diagnostics == ()
    folder = root / "content/articles/water"
    thread = tomllib.loads((folder / "thread.toml").read_text(encoding="utf-8"))
    assert thread["stated"] == 3
    assert [(each["id"], each.get("parent"), each["text"]) for each in thread["comment"]] == [
        ("1", None, "I saw it."),
        ("2", "1", "So did I."),
    ]
    assert sorted(path.name for path in (folder / "frames").iterdir()) == ["comments.html", "listpoststhreaded.json"]
    assert (folder / "frames/comments.html").read_bytes() == embed(SAW).encode()
    assert f"  frame {STATED} is kept as frames/comments.html" in (made.value or "")
    assert SmallArchive(root).run("check") == 0
    new.write_bytes(record_thread("<p>I did not.</p>"))
    told = import_pages(root, [new], Given(url=ONE[0], update=True)).value or ""
    assert "comments: 1 carried, 1 changed" in told
    assert SmallArchive(root).run("check") == 0


def test_comments_of_disqus_that_are_not_told_to_be_the_page_s_are_told_and_not_taken(
    root: Path, tmp_path: Path
) -> None:
    file = tmp_path / "a.warc.gz"
    other = embed(post(9, "<p>Elsewhere.</p>"), thread="99", link="https://a.example/2").encode()
    file.write_bytes(warc((ONE[0], DISQUS), ("https://disqus.com/embed/comments/?f=a", other)))
    made = import_pages(root, [file], Given(url=ONE[0]))
    assert sorted(files_below(root / "content/articles/water")) == ["article.md", "capture.html"]
    assert f"  doubtful: {UNTOLD[0]}" in (made.value or "").splitlines()


def test_a_frame_of_disqus_that_the_archive_holds_is_not_told_as_lost(root: Path, tmp_path: Path) -> None:
    file = tmp_path / "a.warc.gz"
    framed = page("Water").replace(b"</article>", f'</article><iframe src="{STATED}#v=1"></iframe>'.encode())
    file.write_bytes(warc((ONE[0], framed), (STATED, embed(SAW).encode())))
    made = import_pages(root, [file], Given(url=ONE[0]))
    assert "lost" not in (made.value or "")
    assert 'id = "1"' in (root / "content/articles/water/thread.toml").read_text(encoding="utf-8")


def test_a_record_of_comments_that_is_damaged_is_told(root: Path, tmp_path: Path) -> None:
    file = tmp_path / "a.warc.gz"
    file.write_bytes(warc((ONE[0], DISQUS), (STATED, b"")))
    made = import_pages(root, [file], Given(url=ONE[0]))
    assert [each.code for each in made.diagnostics] == ["unreadable-file"]
    assert not (root / "content").exists()


@pytest.mark.parametrize("packed", [True, False])
def test_a_page_that_is_cut_off_is_told_and_not_taken_for_a_whole_one(packed: bool, tmp_path: Path) -> None:
    file = tmp_path / ("a.warc.gz" if packed else "a.warc")
    file.write_bytes(warc(ONE, packed=packed)[:-40])
    (told,) = read_captures(file, "").diagnostics
    assert (told.code, told.message) == ("bad-archive", "this web archive cannot be read: a page of it is cut off")


def test_what_is_wrong_is_said_in_plain_words(tmp_path: Path) -> None:
    file = tmp_path / "a.wacz"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("archive/data.warc.gz", warc(ONE))
        archive.writestr("pages/pages.jsonl", "{url}")
    (listed,) = read_captures(file, "").diagnostics
    file.write_bytes(b"no archive at all")
    (begun,) = read_captures(file, "").diagnostics
    assert listed.message == "this web archive cannot be read: its list of pages is not JSON"
    assert begun.message == "this web archive cannot be read: it does not begin as one does"
