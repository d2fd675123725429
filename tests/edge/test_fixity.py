"""verify: whether a copy is whole, with the archive or without it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from generator.edge.fixity import Comparison, compare_sums
from tests.archives import SmallArchive

INDEX = "index.html"


@pytest.fixture
def copy(archive: SmallArchive, tmp_path: Path) -> Path:
    """A site, away from its archive."""
    assert archive.run("--quiet", "build") == 0
    return Path(shutil.copytree(archive.root / "dist", tmp_path / "downloaded"))


def rewrite(copy: Path) -> None:
    (copy / INDEX).write_bytes((copy / INDEX).read_bytes()[:-1] + b" ")


def link(copy: Path) -> None:
    (copy / INDEX).rename(copy.parent / "elsewhere.html")
    (copy / INDEX).symlink_to(copy.parent / "elsewhere.html")


def folder(copy: Path) -> None:
    (copy / INDEX).unlink()
    (copy / INDEX).mkdir()


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda copy: None, {}),
        (rewrite, {"altered": (INDEX,)}),
        (lambda copy: (copy / INDEX).write_bytes(b""), {"altered": (INDEX,)}),
        (lambda copy: (copy / INDEX).unlink(), {"missing": (INDEX,)}),
        (folder, {"missing": (INDEX,)}),
        (link, {"altered": (INDEX,)}),
        (lambda copy: (copy / INDEX).rename(copy / "Index.html"), {"missing": (INDEX,), "added": ("Index.html",)}),
        (lambda copy: (copy / "article/evil.html").write_bytes(b"x"), {"added": ("article/evil.html",)}),
        (lambda copy: (copy / "more").symlink_to("/etc"), {"added": ("more",)}),
        (lambda copy: (copy / ".nojekyll").unlink(), {"missing": (".nojekyll",)}),
        (lambda copy: (copy / ".git").mkdir(), {}),
    ],
)
def test_whatever_is_missing_altered_or_added_is_named(
    copy: Path, change: Callable[[Path], object], expected: dict[str, tuple[str, ...]]
) -> None:
    change(copy)
    compared = compare_sums(copy)
    assert compared == Comparison(compared.files, **expected)  # type: ignore[arg-type]
    assert compared.whole == (not expected)


@pytest.mark.parametrize(
    "line",
    ["no digest", f"{'0' * 64}  ../secret.txt", f"{'0' * 64}  /etc/passwd", f"{'0' * 64}  a//b", f"{'g' * 64}  a"],
)
def test_a_line_of_the_sums_that_cannot_be_followed_is_named(copy: Path, line: str) -> None:
    (copy.parent / "secret.txt").write_text("secret", encoding="utf-8")
    sums = (copy / "checksums.txt").read_text(encoding="utf-8")
    (copy / "checksums.txt").write_text(f"{line}\n{sums}", encoding="utf-8")
    compared = compare_sums(copy)
    assert (compared.unreadable, compared.missing, compared.altered) == ((1,), (), ())
    assert not compared.whole


@given(st.binary(max_size=300))
def test_no_list_of_sums_ends_in_a_traceback(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    top = tmp_path_factory.mktemp("copy")
    (top / "checksums.txt").write_bytes(content)
    compare_sums(top)


def test_a_whole_copy_is_told_in_plain_words(
    archive: SmallArchive, copy: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(copy.parent)
    assert archive.run("verify", "downloaded") == 0
    said = capsys.readouterr()
    assert said.err == ""
    lines = said.out.splitlines()
    assert lines[0].startswith("downloaded/: ")
    assert lines[0].endswith(" files, each as checksums.txt has it")
    assert lines[1] == "downloaded/: the same bytes as a build of this archive makes"
    assert lines[3] == "to check without Whence: cd downloaded/ && sha256sum -c checksums.txt"


def test_a_copy_is_verified_where_there_is_no_archive(
    copy: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(copy)
    from generator.cli import main

    assert main(["verify", "."]) == 0
    assert "a build of this archive" not in capsys.readouterr().out
    rewrite(copy)
    (copy / "robots.txt").unlink()
    assert main(["--quiet", "verify", "."]) == 1
    said = capsys.readouterr()
    assert said.err.splitlines()[:2] == ["missing: robots.txt", f"altered: {INDEX}"]
    assert said.out == ""


def test_a_copy_that_agrees_with_its_sums_and_not_with_the_archive_is_told(
    archive: SmallArchive, copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    archive.edit("content/sources.toml", 'role = "miller"', 'role = "the miller"')
    assert archive.run("verify", str(copy)) == 1
    said = capsys.readouterr()
    assert "each as checksums.txt has it" in said.out
    assert "a build makes otherwise: source/ann.html" in said.err
    assert archive.run("verify", str(copy), "--sums-only") == 0


def test_the_options_of_the_build_are_those_of_its_check(archive: SmallArchive) -> None:
    archive.run("--quiet", "build", "--base-url", "https://example.org/a/")
    assert archive.run("--quiet", "verify") == 1
    assert archive.run("--quiet", "verify", "--base-url", "https://example.org/a/") == 0


def test_an_archive_with_faults_says_so_and_is_not_compared(
    archive: SmallArchive, copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    archive.edit("content/sources.toml", "[ann]", "[anna]")
    assert archive.run("verify", str(copy)) == 1
    assert "could not be compared with its archive" in capsys.readouterr().err


def test_a_folder_without_sums_is_no_site(
    archive: SmallArchive, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty").mkdir()
    assert archive.run("verify", str(tmp_path / "empty")) == 1
    assert "there is no checksums.txt that can be read: no such file or directory" in capsys.readouterr().err


def test_verifying_writes_nothing(archive: SmallArchive, copy: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in archive.root.rglob("*")}
    archive.run("--quiet", "verify", str(copy))
    assert {path: path.stat().st_mtime_ns for path in archive.root.rglob("*")} == before
