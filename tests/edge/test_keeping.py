"""accept: ids.lock, and nothing else."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.archives import SmallArchive

HERE = "content/articles/2020-01-02-mill"


def files(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_the_lock_is_the_only_file_written(archive: SmallArchive, capsys: pytest.CaptureFixture[str]) -> None:
    before = files(archive.root)
    assert archive.run("accept") == 0
    after = files(archive.root)
    lock = after.pop("ids.lock").decode()
    assert after == before
    assert capsys.readouterr().out == "ids.lock: 18 addresses, 18 of them new\n"
    assert lock.splitlines()[1:3] == [
        "article/2020-01-02-mill.html",
        "article/2020-01-02-mill.html#c-closed p1 " + lock.split("#c-closed p1 ")[1][:12],
    ]


def test_accepting_twice_changes_nothing(archive: SmallArchive, capsys: pytest.CaptureFixture[str]) -> None:
    archive.run("accept")
    before = files(archive.root)
    capsys.readouterr()
    assert archive.run("accept") == 0
    assert files(archive.root) == before
    assert capsys.readouterr().out == "ids.lock: 18 addresses, none of them new\n"


def test_what_is_new_and_what_moved_is_counted(archive: SmallArchive, capsys: pytest.CaptureFixture[str]) -> None:
    archive.put("content/pages/about.md", '+++\ntitle = "About"\n+++\n')
    archive.run("accept")
    (archive.root / "content/pages/about.md").unlink()
    archive.put("content/pages/method.md", '+++\ntitle = "Method"\n+++\n')
    archive.put("content/tombstones.toml", '[[gone]]\nwas = "pages/about.html"\nreason = "It says so in Method."\n')
    archive.edit(f"{HERE}/article.md", "She counted", "She quickly counted")
    capsys.readouterr()
    assert archive.run("accept") == 0
    said = capsys.readouterr()
    assert "warning[moved-anchor]" in said.err
    assert said.out == "ids.lock: 20 addresses, 1 of them new; recorded anew what stands at 3\n"


def test_a_fault_leaves_the_lock_as_it_was(archive: SmallArchive, capsys: pytest.CaptureFixture[str]) -> None:
    archive.run("accept")
    before = (archive.root / "ids.lock").read_bytes()
    archive.edit("content/sources.toml", "[ann]", "[anna]")
    assert archive.run("accept") == 1
    assert capsys.readouterr().err.endswith("; ids.lock is as it was\n")
    assert (archive.root / "ids.lock").read_bytes() == before


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_disk_that_fails_leaves_the_lock_as_it_was_and_nothing_lying(
    archive: SmallArchive, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], call: str
) -> None:
    archive.run("accept")
    archive.put("content/pages/about.md", '+++\ntitle = "About"\n+++\n')
    before = files(archive.root)

    def fail(*words: object, **more: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, call, fail)
    assert archive.run("accept") == 1
    assert "ids.lock could not be written: no space left on device" in capsys.readouterr().err
    assert files(archive.root) == before


def test_a_build_says_how_many_addresses_nobody_keeps_yet(
    archive: SmallArchive, capsys: pytest.CaptureFixture[str]
) -> None:
    archive.run("build")
    assert "18 addresses not yet in ids.lock" in capsys.readouterr().out
    archive.run("accept")
    archive.run("build")
    assert "not yet in ids.lock" not in capsys.readouterr().out.split("new\n", 1)[1]
