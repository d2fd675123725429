"""Content that no healthy disk or careful author has: each gives one fault that says what to do, and nothing hangs."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from generator.cli import main
from generator.edge import laying
from generator.edge.build import Options, Report, build
from generator.edge.workers import Workers
from tests.archives import FILES, SmallArchive

NOBODY = 65534
HERE = "content/articles/2020-01-02-mill"
PLACES = (
    *("site.toml", "ids.lock", "content/sources.toml", "content/tombstones.toml", "content/pages/about.md"),
    *(f"{HERE}/{name}" for name in ("article.md", "thread.toml", "claims.toml", "capture.txt", "mill.jpg")),
)


def make(archive: SmallArchive) -> Report:
    return build(archive.root, Workers(), Options(archive.root / "dist"))


def codes(report: Report) -> set[str]:
    return {found.code for found in report.diagnostics}


def put_pipe(path: Path) -> None:
    os.mkfifo(path)


def put_socket(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # a socket's path may have no more than some hundred characters
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(path.name)
    finally:
        os.chdir(here)


def put_folder(path: Path) -> None:
    path.mkdir()


def put_link_out(path: Path) -> None:
    path.symlink_to("/etc/hostname")


def put_link_to_device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def put_circle(path: Path) -> None:
    path.symlink_to(path.name)


@pytest.mark.parametrize(
    ("put", "expected"),
    [
        (put_pipe, "not-a-file"),
        (put_socket, "not-a-file"),
        (put_folder, "not-a-file"),
        (put_link_out, "link-out"),
        (put_link_to_device, "link-out"),
        (put_circle, "link-out"),
    ],
)
@pytest.mark.parametrize("path", PLACES)
def test_what_is_no_regular_file_of_the_archive_is_not_opened(
    archive: SmallArchive, path: str, put: Any, expected: str
) -> None:
    target = archive.root / path
    target.parent.mkdir(exist_ok=True)
    target.unlink(missing_ok=True)
    put(target)
    report = make(archive)
    assert report.failed
    assert expected in codes(report)
    assert not (archive.root / "dist").exists()


@pytest.mark.parametrize("name", ["con", "nul", "aux", "prn", "com1", "lpt9"])
def test_a_name_that_windows_takes_for_a_device_is_refused_everywhere(archive: SmallArchive, name: str) -> None:
    archive.put(f"content/articles/{name}/article.md", '+++\ntitle = "X"\n+++\n')
    archive.put(f"content/pages/{name}.md", '+++\ntitle = "X"\n+++\n')
    archive.put(f"{HERE}/{name.upper()}.jpg", "x")
    archive.edit("content/sources.toml", "[herald]", f'[{name}]\nname = "X"\nkind = "person"\n\n[herald]')
    archive.edit("content/questions.toml", "[mill-closed]", f'[{name}]\nquestion = "X?"\nunit = "%"\n\n[mill-closed]')
    report = make(archive)
    found = sorted((fault.code, fault.place.path) for fault in report.diagnostics)
    assert found == [
        ("bad-article-id", f"content/articles/{name}"),
        ("bad-file-name", f"{HERE}/{name.upper()}.jpg"),
        ("bad-file-name", f"content/pages/{name}.md"),
        ("bad-id", "content/questions.toml"),
        ("bad-id", "content/sources.toml"),
    ]
    assert "rename the folder to " + f"{name}-1" in {fault.hint for fault in report.diagnostics}


def test_an_answer_may_have_such_a_name_for_it_is_no_file(archive: SmallArchive) -> None:
    archive.edit("content/questions.toml", 'yes = "Yes"', 'yes = "Yes", con = "Against"')
    assert make(archive).diagnostics == ()


def test_names_that_differ_only_in_their_unicode_form_are_each_refused(archive: SmallArchive) -> None:
    for name in ("caf\u00e9", "cafe\u0301"):
        archive.put(f"content/articles/{name}/article.md", '+++\ntitle = "X"\n+++\n')
        archive.put(f"{HERE}/{name}.jpg", "x")
    report = make(archive)
    assert sorted(fault.code for fault in report.diagnostics) == ["bad-article-id"] * 2 + ["bad-file-name"] * 2


@pytest.mark.parametrize("length", [81, 200, 251])
def test_a_name_that_is_too_long_is_refused(archive: SmallArchive, length: int) -> None:
    archive.put(f"content/articles/{'a' * length}/article.md", '+++\ntitle = "X"\n+++\n')
    archive.put(f"{HERE}/{'a' * length}.jpg", "x")
    assert codes(make(archive)) == {"bad-article-id", *(("bad-file-name",) if length > 120 else ())}


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="this system knows no such rights")
@pytest.mark.parametrize("path", PLACES[2:])
def test_a_file_that_may_not_be_read_is_told(path: str) -> None:
    with tempfile.TemporaryDirectory() as folder:  # the folders of pytest let nobody else in
        archive = SmallArchive.write(Path(folder) / "archive")
        if not (archive.root / path).exists():
            archive.put(path, '+++\ntitle = "X"\n+++\n')
        if path.endswith(".jpg"):  # a picture is read where an article shows it
            archive.edit(f"{HERE}/article.md", "\n+++\n", "\n+++\n\n![The mill](mill.jpg)\n")
        make(archive)  # whatever is imported late is imported now
        for each in (Path(folder), *Path(folder).rglob("*")):
            each.chmod(0o777)
        (archive.root / path).chmod(0)
        with as_nobody():
            report = make(archive)
    assert codes(report) >= {"unreadable-file"}


@contextmanager
def as_nobody() -> Iterator[None]:
    """Without the rights of root, who may read everything."""
    before = os.geteuid()
    if before == 0:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(before)


@pytest.mark.parametrize("name", ["thread.toml", "claims.toml", "article.md"])
def test_a_file_that_goes_while_it_is_read_is_told(
    archive: SmallArchive, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    real = Path.read_bytes

    def vanish(path: Path) -> bytes:
        if path.name == name:
            path.unlink()
        return real(path)

    monkeypatch.setattr(Path, "read_bytes", vanish)
    report = make(archive)
    assert report.failed
    assert not (archive.root / "dist").exists()
    (found,) = (each for each in report.diagnostics if each.code == "unreadable-file")
    assert found.place.path == f"{HERE}/{name}"
    assert found.message == "this file cannot be read: no such file or directory"


def test_a_picture_that_goes_before_it_is_copied_leaves_the_old_site(
    archive: SmallArchive, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.put(f"{HERE}/mill.jpg", "x")
    archive.edit(f"{HERE}/article.md", "The clerk,", "![The mill](mill.jpg)\n\nThe clerk,")
    assert not make(archive).failed
    before = archive.site()
    real = laying.lay_out_pages

    def lay_out(*words: Any) -> Any:
        (archive.root / HERE / "mill.jpg").unlink()
        return real(*words)

    lay_out.__name__ = "lay_out_pages"
    monkeypatch.setattr(laying, "lay_out_pages", lay_out)
    report = make(archive)
    assert report.failed
    assert archive.site() == before
    (found,) = report.diagnostics
    assert "mill.jpg" in f"{found.message} {found.place.path}"


def test_no_build_writes_into_the_content(archive: SmallArchive) -> None:
    def look() -> dict[str, tuple[int, bytes]]:
        files = [archive.root / "site.toml", *(archive.root / "content").rglob("*")]
        return {str(each): (each.stat().st_mtime_ns, each.read_bytes() if each.is_file() else b"") for each in files}

    before = look()
    for command in ("build", "check", "verify"):
        assert archive.run("--quiet", command) == 0
    assert look() == before


def test_a_file_from_before_the_last_build_is_still_read(archive: SmallArchive) -> None:
    make(archive)
    archive.edit("site.toml", "Two mills", "Six mills")
    os.utime(archive.root / "site.toml", (1, 1))
    make(archive)
    assert b"Six mills" in archive.site()["index.html"]


@pytest.mark.parametrize(
    ("failure", "code", "words"),
    [
        (MemoryError(), 1, "not enough memory"),
        (RecursionError("too deep"), 70, "a fault in Whence, not in your files"),
    ],
)
def test_a_machine_that_is_too_small_is_told_and_the_site_stands(
    archive: SmallArchive,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    failure: BaseException,
    code: int,
    words: str,
) -> None:
    assert archive.run("--quiet", "build") == 0
    before = archive.site()
    archive.edit("site.toml", "Two mills", "Six mills")

    def fail(*given: object) -> None:
        raise failure

    monkeypatch.setattr(laying, "lay_out_pages", fail)
    fail.__name__ = "lay_out_pages"
    assert main(["--root", str(archive.root), "--quiet", "build"]) == code
    assert words in capsys.readouterr().err
    assert archive.site() == before


MOUNTED = """
    mount -t tmpfs none "$1/dist" || exit 77
    "$2" -m generator --root "$1" --quiet build; built=$?
    "$2" -m generator --root "$1" --quiet build --output "$1/dist/inside" || exit 99
    exit $built
"""


def test_a_folder_that_is_a_mount_of_its_own_is_told_and_one_inside_it_is_taken(tmp_path: Path) -> None:
    archive = SmallArchive.write(tmp_path / "archive", FILES)
    (archive.root / "dist").mkdir()
    command = ["unshare", "--mount", "sh", "-c", MOUNTED, "sh", str(archive.root), sys.executable]
    try:
        done = subprocess.run(command, cwd=Path(__file__).parents[2], capture_output=True, text=True, timeout=120)
    except FileNotFoundError:
        pytest.skip("there is no unshare to make a mount with")
    if done.returncode in (77, 126) or done.stderr.startswith("unshare: "):
        pytest.skip("this user may not mount anything")
    assert done.returncode == 1
    assert "error[cannot-write]" in done.stderr
    assert "where the folder is a mount of its own, name a folder inside it" in done.stderr
