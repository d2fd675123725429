"""Files that are written aside until all of a site are made."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from generator.core.model import Output
from generator.edge.build import Options, build
from generator.edge.dist import recover_dist, replace_dist
from generator.edge.drafts import Drafts
from generator.edge.memo import open_memo
from generator.edge.staging import Drafted, Present, sum_up
from generator.edge.workers import Workers
from tests.archives import SmallArchive

PAGE = Output("a/page.html", b"<p>words")
KNOWN = sum_up(PAGE)
MARK = Output(".nojekyll", b"")


def list_all(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def test_a_file_is_written_aside_and_moved_into_the_site(tmp_path: Path) -> None:
    target = tmp_path / "dist"
    with Drafts(target) as drafts:
        piece = drafts.put(PAGE, KNOWN)
        assert piece == Drafted(KNOWN, f"{tmp_path}/.cache/dist.draft/0")
        assert (tmp_path / ".cache/dist.draft/0").read_bytes() == b"<p>words"
        written = replace_dist(target, (MARK, piece))
        assert written.present[1] == Present("a/page.html", sha256(b"<p>words").hexdigest(), 8)
    assert list_all(tmp_path) == ["dist", "dist/.nojekyll", "dist/a", "dist/a/page.html", "dist/checksums.txt"]


def test_a_draft_equal_to_the_file_that_is_there_leaves_it(tmp_path: Path) -> None:
    target = tmp_path / "dist"
    replace_dist(target, (MARK, PAGE))
    before = (target / PAGE.path).stat().st_ino
    with Drafts(target) as drafts:
        assert replace_dist(target, (MARK, drafts.put(PAGE, KNOWN))).changed == 0
    assert (target / PAGE.path).stat().st_ino == before


def test_where_nothing_is_put_nothing_is_made(tmp_path: Path) -> None:
    with Drafts(tmp_path / "dist"):
        assert list_all(tmp_path) == []


def test_folders_that_were_made_for_drafts_alone_go_with_them(tmp_path: Path) -> None:
    with Drafts(tmp_path / "a/b/dist") as drafts:
        drafts.put(PAGE, KNOWN)
    assert list_all(tmp_path) == []


def test_a_second_build_at_the_same_time_keeps_its_files_in_memory_and_takes_nothing_from_the_first(
    tmp_path: Path,
) -> None:
    with Drafts(tmp_path / "dist") as first:
        piece = first.put(PAGE, KNOWN)
        assert isinstance(piece, Drafted)
        with Drafts(tmp_path / "dist") as second:
            assert second.put(PAGE, KNOWN) is PAGE
        recover_dist(tmp_path / "dist")
        assert Path(piece.origin).read_bytes() == b"<p>words"


def test_what_a_killed_build_left_is_cleared_away(tmp_path: Path) -> None:
    left = tmp_path / ".cache/dist.draft"
    left.mkdir(parents=True)
    (left / "0").write_bytes(b"old")
    recover_dist(tmp_path / "dist")
    assert list_all(tmp_path) == []
    left.mkdir(parents=True)
    (left / "0").write_bytes(b"old")
    with Drafts(tmp_path / "dist") as drafts:
        assert isinstance(drafts.put(PAGE, KNOWN), Drafted)
        assert (left / "0").read_bytes() == b"<p>words"


def test_a_link_in_the_place_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.mkdir()
    (precious / "0").write_bytes(b"precious")
    (tmp_path / ".cache").mkdir()
    (tmp_path / ".cache/dist.draft").symlink_to(precious)
    with Drafts(tmp_path / "dist") as drafts:
        assert drafts.put(PAGE, KNOWN) is PAGE
    assert list_all(precious) == ["0"]
    assert (precious / "0").read_bytes() == b"precious"


def test_a_disk_that_is_full_leaves_files_in_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> object:
        raise OSError(28, "No space left on device")

    with Drafts(tmp_path / "dist") as drafts:
        assert isinstance(drafts.put(PAGE, KNOWN), Drafted)
        monkeypatch.setattr("builtins.open", refuse)
        assert drafts.put(PAGE, KNOWN) is PAGE
        monkeypatch.undo()
        assert drafts.put(PAGE, KNOWN) is PAGE, "it is not tried again for every file"
    assert list_all(tmp_path) == []


def test_a_look_and_a_build_that_finds_a_fault_late_leave_no_draft(archive: SmallArchive) -> None:
    memo = open_memo(archive.root, archive.root / "dist")
    assert not build(archive.root, Workers(), Options(archive.root / "dist", write=False), memo).failed
    assert list_all(archive.root / ".cache") == []
    archive.put("site.toml", 'title = "Mills"\ntheme = "own"\n')
    archive.put("own/pages/article.html", "{{ nothing.at.all }}")
    report = build(archive.root, Workers(), Options(archive.root / "dist"))
    assert [found.code for found in report.diagnostics] == ["template-fault"]
    assert [name for name in list_all(archive.root) if name.startswith(("dist", ".cache/"))] == []
