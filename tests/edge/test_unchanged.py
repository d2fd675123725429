"""A build of which nothing changed is known by stamps alone; whatever is amiss, there is no report to recall."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from generator.edge import unchanged
from generator.edge.build import Options, Report, build
from generator.edge.memo import open_memo
from generator.edge.stamps import ABSENT, ALWAYS, Place, list_places, stamp_place
from generator.edge.unchanged import recall_report
from generator.edge.workers import Workers
from tests.archives import SmallArchive

HERE = "content/articles/2020-01-02-mill"


def make(archive: SmallArchive, **wishes: str) -> Report:
    options = Options(archive.root / "dist", **wishes)  # type: ignore[arg-type]
    return build(archive.root, Workers(), options, open_memo(archive.root, options.output))


def recall(archive: SmallArchive, **wishes: object) -> Report | None:
    options = Options(archive.root / "dist", **wishes)  # type: ignore[arg-type]
    return recall_report(archive.root, options, open_memo(archive.root, options.output))


def let_the_clock_move(archive: SmallArchive) -> None:
    """Wait until what was written before can be told from what will be."""
    from time import sleep

    sleep(0.05)


def test_the_report_of_the_last_build_is_told_again(archive: SmallArchive) -> None:
    archive.put(f"{HERE}/plan.pdf", "x")
    let_the_clock_move(archive)
    made = make(archive)
    told = recall(archive)
    assert told is not None
    assert made.written is not None
    assert [fault.code for fault in told.diagnostics] == ["unknown-file"]
    assert (told.diagnostics, told.counts, told.unaccepted) == (made.diagnostics, made.counts, made.unaccepted)
    assert told.written == replace(made.written, changed=0, present=(), touched=frozenset())


def test_no_file_of_the_archive_is_opened(archive: SmallArchive, monkeypatch: pytest.MonkeyPatch) -> None:
    let_the_clock_move(archive)
    make(archive)
    memo = open_memo(archive.root, archive.root / "dist")
    monkeypatch.setattr("builtins.open", lambda *_, **__: pytest.fail("a file was opened"))
    monkeypatch.setattr("io.open", lambda *_, **__: pytest.fail("a file was opened"))
    assert recall_report(archive.root, Options(archive.root / "dist"), memo)


def test_after_the_first_change_no_other_place_is_looked_at(
    archive: SmallArchive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unchanged, "AT_ONCE", 2)
    let_the_clock_move(archive)
    make(archive)
    looked: list[str] = []

    def look(place: Place, trusted: int) -> str:
        looked.append(place[0])
        return stamp_place(place, trusted)

    monkeypatch.setattr(unchanged, "stamp_place", look)
    assert recall(archive)
    every = looked.copy()
    looked.clear()
    archive.put("site.toml", 'title = "Other"\n')
    assert recall(archive) is None
    assert looked == every[:2]


@pytest.mark.parametrize(
    "change",
    [
        lambda root: (root / f"{HERE}/article.md").write_text("x", encoding="utf-8"),
        lambda root: (root / f"{HERE}/plan.png").write_bytes(b"x"),
        lambda root: (root / f"{HERE}/claims.toml").rename(root / f"{HERE}/other.toml"),
        lambda root: (root / "content/articles/new").mkdir(),
        lambda root: (root / "content/articles/note.txt").write_text("x", encoding="utf-8"),
        lambda root: (root / HERE).rename(root / "content/articles/2020-01-03-mill"),
        lambda root: (root / "content/pages").mkdir(),
        lambda root: (root / "content/links.toml").write_text("", encoding="utf-8"),
        lambda root: (root / "site.toml").write_text('title = "Other"\n', encoding="utf-8"),
        lambda root: (root / "ids.lock").write_text("", encoding="utf-8"),
        lambda root: (root / "dist/index.html").write_text("", encoding="utf-8"),
        lambda root: (root / "dist/index.html").unlink(),
        lambda root: (root / "dist/data/mine.txt").write_text("", encoding="utf-8"),
        lambda root: (root / "dist").rename(root / "elsewhere"),
        lambda root: (root / ".cache/dist.stage").mkdir(),
        lambda root: (root / ".cache/dist.memo").write_bytes(b""),
    ],
)
def test_any_change_is_seen(archive: SmallArchive, change: Callable[[Path], object]) -> None:
    let_the_clock_move(archive)
    make(archive)
    assert recall(archive)
    change(archive.root)
    assert recall(archive) is None


@pytest.mark.parametrize(
    "change",
    [
        lambda here: (here / "1/capture.txt").write_text("Otherwise", encoding="utf-8"),
        lambda here: (here / "1/article.md").write_text('+++\ntitle = "B"\n+++\n', encoding="utf-8"),
        lambda here: (here / "1/thread.toml").write_text("", encoding="utf-8"),
        lambda here: (here / "1/capture.txt").unlink(),
        lambda here: (here / "1").rename(here / "2"),
        lambda here: (here / "2").mkdir(),
        lambda here: here.rename(here.with_name("elsewhere")),
        lambda here: (here / "1/frames/a.html").write_text("Otherwise", encoding="utf-8"),
        lambda here: (here / "1/frames/b.html").write_text("", encoding="utf-8"),
        lambda here: (here.parent / "frames/a.html").write_text("Otherwise", encoding="utf-8"),
        lambda here: (here.parent / "frames/a.html").unlink(),
    ],
)
def test_a_change_in_an_earlier_version_or_a_frame_is_seen(
    archive: SmallArchive, change: Callable[[Path], object]
) -> None:
    archive.put(f"{HERE}/versions/1/article.md", '+++\ntitle = "A"\n+++\n')
    archive.put(f"{HERE}/versions/1/capture.txt", "As it was")
    archive.put(f"{HERE}/versions/1/frames/a.html", "As it was")
    archive.put(f"{HERE}/frames/a.html", "As it is")
    let_the_clock_move(archive)
    before = make(archive)
    assert recall(archive)
    change(archive.root / HERE / "versions")
    assert recall(archive) is None
    remembered, clean = make(archive), build(archive.root, Workers(), Options(archive.root / "clean"))
    assert remembered.diagnostics == clean.diagnostics
    assert not before.failed
    assert archive.site() == archive.site("clean")


def test_a_file_changed_behind_the_clock_is_seen(archive: SmallArchive) -> None:
    let_the_clock_move(archive)
    make(archive)
    path = archive.root / f"{HERE}/article.md"
    before = path.stat()
    path.write_bytes(path.read_bytes().replace(b"a", b"b", 1))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert recall(archive) is None


def test_a_change_in_a_theme_is_seen(archive: SmallArchive) -> None:
    archive.put("site.toml", 'title = "Mills"\ntheme = "look"\n')
    archive.put("look/assets/more/extra.css", "p {}")
    let_the_clock_move(archive)
    make(archive)
    assert recall(archive)
    archive.put("look/assets/more/extra.css", "q {}")
    assert recall(archive) is None


@pytest.mark.parametrize("wish", [{"base_url": "https://example.org/"}, {"lenient": True}, {"write": False}])
def test_what_was_asked_for_otherwise_is_built(archive: SmallArchive, wish: dict[str, object]) -> None:
    let_the_clock_move(archive)
    make(archive)
    assert recall(archive, **wish) is None


def test_what_a_link_leads_to_is_not_believed(archive: SmallArchive) -> None:
    real = archive.root / "plain.md"
    (archive.root / f"{HERE}/article.md").rename(real)
    (archive.root / f"{HERE}/article.md").symlink_to(real)
    let_the_clock_move(archive)
    assert not make(archive).failed
    assert recall(archive) is None


def test_files_that_changed_while_they_were_read_are_not_believed(archive: SmallArchive) -> None:
    archive.put(f"{HERE}/plan.png", "x")
    path = archive.root / f"{HERE}/plan.png"
    later = path.stat().st_mtime_ns + 10**10
    os.utime(path, ns=(later, later))
    make(archive)
    assert recall(archive) is None


def test_a_build_that_failed_is_not_remembered(archive: SmallArchive) -> None:
    let_the_clock_move(archive)
    make(archive)
    archive.put("content/articles/other/article.md", "no front matter")
    let_the_clock_move(archive)
    assert make(archive).failed
    assert recall(archive) is None


def test_the_places_below_a_folder_are_itself_and_its_folders(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "a.txt").write_text("a", encoding="utf-8")
    (tmp_path / "b/c.txt").write_text("c", encoding="utf-8")
    assert list(list_places(str(tmp_path))) == [(f"{tmp_path}", ("a.txt",)), (f"{tmp_path}/b", ("c.txt",))]


def test_a_place_where_nothing_stands_has_a_stamp_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "x"
    assert stamp_place((str(path), ()), ALWAYS) == ABSENT
    path.write_text("x", encoding="utf-8")
    about = path.stat()
    expected = f"1 {about.st_mtime_ns} {about.st_ctime_ns} {about.st_ino}"
    assert stamp_place((str(path), ()), ALWAYS) == expected
    assert stamp_place((str(path), ()), about.st_mtime_ns) == "", "changed at that very moment"
    path.unlink()
    path.symlink_to("elsewhere")
    assert stamp_place((str(path), ()), ALWAYS) == ""
