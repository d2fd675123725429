"""Whatever the disk does, the site is the old one or the new one, and the words about it are true."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from generator.edge import keeping
from generator.edge.build import Options, Report, build
from generator.edge.workers import Workers
from tests.archives import SmallArchive
from tests.edge.faulty import (
    Calls,
    fail_with,
    kill_builds,
    kill_imports,
    kill_publications,
    kill_updates,
    list_leftovers,
    read_site,
)

ERRORS = [errno.ENOSPC, errno.EIO, errno.EACCES, errno.EROFS, errno.EMFILE, errno.EDQUOT]
PAGE = "content/pages/about.md"


def make(archive: SmallArchive) -> Report:
    return build(archive.root, Workers(), Options(archive.root / "dist"))


def write_page(archive: SmallArchive, words: str) -> None:
    archive.put(PAGE, f'+++\ntitle = "About"\n+++\n{words}\n')


def read_content(archive: SmallArchive) -> dict[str, bytes]:
    return {path.as_posix(): path.read_bytes() for path in (archive.root / "content").rglob("*") if path.is_file()}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
def test_a_build_killed_at_any_moment_leaves_one_whole_site(tmp_path: Path, rounds: int) -> None:
    found = kill_builds(rounds, tmp_path)
    assert (found["torn"], found["left"], found["finished"]) == (0, 0, 0)
    assert found["old"] + found["new"] == rounds
    assert found["absent"] <= 1, "there is one moment between two renames, which the next start mends"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
def test_a_build_that_remembers_is_killed_and_what_it_left_in_the_memo_harms_nobody(
    tmp_path: Path, rounds: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.edge.memo.HEAVY", 0)
    found = kill_builds(rounds // 2, tmp_path, remember=True)
    assert (found["torn"], found["left"]) == (0, 0)
    assert found["old"] + found["new"] == rounds // 2
    assert found["finished"] < rounds // 4, "what is remembered spares a few calls"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
def test_an_import_killed_at_any_moment_leaves_the_whole_article_or_none(tmp_path: Path, rounds: int) -> None:
    found = kill_imports(rounds, tmp_path)
    assert (found["torn"], found["alive"], found["finished after"]) == (0, 0, rounds)
    assert found["old"] > 0


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
def test_an_update_killed_at_any_moment_loses_nothing_and_is_done_again(tmp_path: Path, rounds: int) -> None:
    found = kill_updates(rounds, tmp_path)
    assert (found["lost"], found["alive"], found["finished after"]) == (0, 0, rounds)
    assert found["old"] > 0


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
def test_a_publication_killed_at_any_moment_leaves_whole_files_and_pages_with_their_parts(
    tmp_path: Path, rounds: int
) -> None:
    found = kill_publications(rounds, tmp_path)
    assert (found["torn"], found["without parts"], found["alive"], found["finished after"]) == (0, 0, 0, rounds)


@pytest.mark.parametrize("for_good", [False, True], ids=["once", "for good"])
def test_a_call_that_fails_leaves_the_old_site_or_the_new_one(
    archive: SmallArchive, rounds: int, for_good: bool
) -> None:
    sites = []
    for words in ("old", "new"):
        write_page(archive, words)
        with Calls().watch() as calls:
            make(archive)
        sites.append(read_site(archive.root / "dist"))
    for number in range(min(rounds, calls.made)):
        old, new = (sites[0], sites[1]) if number % 2 else (sites[1], sites[0])
        write_page(archive, "old" if old is sites[0] else "new")
        assert not make(archive).failed
        write_page(archive, "new" if old is sites[0] else "old")
        content = read_content(archive)
        at = 1 + number * calls.made // min(rounds, calls.made)
        failure = ERRORS[number % len(ERRORS)]
        with Calls(at, fail_with(failure), for_good=for_good).watch():
            report = make(archive)
        after = read_site(archive.root / "dist")
        told = f"call {at}, {errno.errorcode[failure]}: {[found.message for found in report.diagnostics]}"
        if after or not for_good:  # a disk that fails for good between the two renames is mended by the next start
            assert after in ((old,) if report.failed else (new,)), told
        assert read_content(archive) == content, told
        assert not make(archive).failed
        assert read_site(archive.root / "dist") == new, told
        assert {path.name for path in archive.root.iterdir()} <= {"content", "site.toml", "dist", ".cache"}, told
        assert not list_leftovers(archive.root), told


def test_a_failing_call_leaves_the_lock_as_it_was_or_as_it_should_be(archive: SmallArchive, rounds: int) -> None:
    lock = archive.root / "ids.lock"
    assert keeping.accept_archive(archive.root, Workers()).value
    old = lock.read_bytes()
    write_page(archive, "new")
    with Calls().watch() as calls:
        keeping.accept_archive(archive.root, Workers())
    new = lock.read_bytes()
    for number in range(rounds // 2):
        lock.write_bytes(old)
        at = calls.made - number
        with Calls(at, fail_with(ERRORS[number % len(ERRORS)])).watch():
            made = keeping.accept_archive(archive.root, Workers())
        assert lock.read_bytes() == (old if made.value is None else new), at
        assert sorted(path.name for path in archive.root.iterdir()) == ["content", "ids.lock", "site.toml"], at


def test_two_builds_at_once_both_end_well(archive: SmallArchive) -> None:
    command = [sys.executable, "-m", "generator", "--root", str(archive.root), "--quiet", "build", "--jobs", "1"]
    root = Path(__file__).parents[2]
    children = [subprocess.Popen(command, cwd=root, stderr=subprocess.PIPE) for _ in range(3)]
    said = [child.communicate(timeout=120)[1] for child in children]
    assert [child.returncode for child in children] == [0, 0, 0], said
    assert archive.run("--quiet", "verify") == 0
