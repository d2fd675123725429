"""The door: every text is checked once, where it comes in."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from generator.core.diagnostics import Diagnostic
from generator.core.text import Text
from generator.edge import files
from generator.edge.files import decode_text, find_way_out, list_names, read_text


def fault(found: tuple[Diagnostic, ...]) -> tuple[str, int, int]:
    """The one fault there is: code, line, column."""
    assert len(found) == 1
    return found[0].code, found[0].place.line, found[0].place.column


def test_a_text_comes_in_as_it_stands() -> None:
    assert decode_text("a", "é\n\tß".encode()).value == Text("a", "é\n\tß")


def test_a_byte_order_mark_is_dropped_and_crlf_is_one_newline() -> None:
    assert decode_text("a", b"\xef\xbb\xbfone\r\ntwo\r\n").value == Text("a", "one\ntwo\n")


def test_a_byte_that_is_not_utf_8_is_told_at_its_line_and_column() -> None:
    read = decode_text("a", "ä\r\nzwei ".encode() + b"\xe9 drei\n")
    assert fault(read.diagnostics) == ("not-utf-8", 2, 6)
    assert read.diagnostics[0].place.excerpt == "zwei \ufffd drei"
    assert read.diagnostics[0].message == "byte 0xe9 is not UTF-8"


def test_a_file_in_utf_16_is_called_by_its_name() -> None:
    read = decode_text("a", "title".encode("utf-16"))
    assert "UTF-16" in read.diagnostics[0].hint


@pytest.mark.parametrize("strange", ["\0", "\x01", "\x0b", "\x1f", "\r", "\ufffe", "\uffff"])
def test_characters_that_no_page_can_carry_are_refused_at_their_place(strange: str) -> None:
    assert fault(decode_text("a", f"x\nab{strange}c".encode()).diagnostics) == ("control-character", 2, 3)


def test_a_file_full_of_control_characters_is_one_fault_that_counts_them() -> None:
    read = decode_text("a", b"\0\0\0")
    assert read.diagnostics[0].message == "U+0000 does not belong in a text, and 2 more in this file"


@given(st.binary(max_size=60))
def test_any_bytes_are_a_text_or_a_fault(data: bytes) -> None:
    read = decode_text("a", data)
    assert (read.value is None) == bool(read.diagnostics)


def test_a_link_that_leads_out_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("x", encoding="utf-8")
    root = tmp_path / "root"
    root.mkdir()
    (root / "a").symlink_to(tmp_path / "secret")
    (root / "nowhere").symlink_to(root / "missing")
    (root / "round").symlink_to(root / "round")
    for name in ("a", "nowhere", "round"):
        assert fault(read_text(root, name).diagnostics)[0] == "link-out"


def test_a_link_within_the_archive_is_followed(tmp_path: Path) -> None:
    (tmp_path / "real").write_text("x", encoding="utf-8")
    (tmp_path / "a").symlink_to("real")
    assert read_text(tmp_path, "a").value == Text("a", "x")


def test_only_regular_files_are_opened(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    assert read_text(tmp_path, "folder").diagnostics[0].message == "a file is wanted here, and this is a folder"
    assert read_text(tmp_path, "pipe").diagnostics[0].message == "a file is wanted here, and this is a named pipe"


def test_a_file_too_large_to_be_a_text_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "LARGEST_TEXT", 3)
    (tmp_path / "a").write_text("four", encoding="utf-8")
    assert fault(read_text(tmp_path, "a").diagnostics)[0] == "file-too-large"


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a").write_text("x", encoding="utf-8")

    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert fault(read_text(tmp_path, "a").diagnostics)[0] == "unreadable-file"


def test_what_editors_and_systems_leave_behind_is_passed_over(tmp_path: Path) -> None:
    for name in (".DS_Store", "article.md~", "Thumbs.db", "#a#", "x.swp", "article.md"):
        (tmp_path / name).write_text("", encoding="utf-8")
    assert list_names(tmp_path, "") == ("article.md",)


@pytest.mark.parametrize(
    ("number", "hint"),
    [
        (errno.ENOSPC, "make room on that disk"),
        (errno.EROFS, "that disk cannot be written to; name a place on another"),
        (errno.EBUSY, "otherwise"),
    ],
)
def test_what_to_do_about_a_place_that_cannot_be_written_follows_from_the_fault(number: int, hint: str) -> None:
    assert find_way_out(OSError(number, "no"), "otherwise") == hint


def test_a_file_with_the_line_ends_of_an_old_mac_is_told_what_to_do() -> None:
    (told,) = decode_text("a", b"one\rtwo\r").diagnostics
    assert told.message == "U+000D does not belong in a text, and 1 more in this file"
    assert told.hint == "end its lines with LF or CRLF"
