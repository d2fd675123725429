from __future__ import annotations

import pickle
from hashlib import sha256
from pathlib import Path

from generator.edge.held_page import HeldPage


def hold(path: Path, content: bytes) -> HeldPage:
    path.write_bytes(content)
    return HeldPage(path, sha256(content).hexdigest())


def test_a_copy_is_read_where_it_is_wanted(tmp_path: Path) -> None:
    page = hold(tmp_path / "capture.html", b"<p>words")
    assert page.read() == b"<p>words"


def test_its_bytes_travel_to_where_there_is_no_such_disk(tmp_path: Path) -> None:
    packed = pickle.dumps(hold(tmp_path / "capture.html", b"<p>words"))
    (tmp_path / "capture.html").unlink()
    assert pickle.loads(packed).read() == b"<p>words"


def test_one_that_changed_or_went_away_is_none(tmp_path: Path) -> None:
    page = hold(tmp_path / "capture.html", b"<p>words")
    (tmp_path / "capture.html").write_bytes(b"<p>other words")
    assert page.read() == b""
    (tmp_path / "capture.html").unlink()
    assert page.read() == b""
