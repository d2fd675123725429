"""The same content gives the same bytes, wherever, whenever and by whomever it is built."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from generator.edge.build import Options, build
from generator.edge.workers import Workers
from tests.archives import FILES, SmallArchive

ROOT = Path(__file__).parents[2]
MANY = {  # enough articles that several processes are hired
    f"content/articles/2020-02-{number:03}/article.md": f"""\
+++
title = "Report {number}"
tags = ["t{number % 3}"]
+++

The mill stood still for the {number}th day.
"""
    for number in range(210)
}


@pytest.fixture(scope="module")
def archive() -> Iterator[SmallArchive]:
    """An archive that any user may read, with the site that all others must equal."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        made = SmallArchive.write(Path(folder) / "archive", {**FILES, **MANY})
        assert made.run("--quiet", "build", "--jobs", "1") == 0
        yield made


def build_elsewhere(archive: SmallArchive, *words: str, umask: int = -1, **changed: str) -> Any:
    """The site as a process makes it that differs in one respect."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "a deeper" / "pläce" / "site"
        Path(folder).chmod(0o777)
        environment = {key: value for key, value in os.environ.items() if not key.startswith("LC_")}
        subprocess.run(
            [sys.executable, "-m", "generator", "--root", str(archive.root), "-q", "build", "-o", str(target), *words],
            check=True,
            cwd=ROOT,
            env={**environment, **changed},
            umask=umask,
            timeout=300,
        )
        return SmallArchive(target).site(".")


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param({"LC_ALL": "C", "LANG": "C"}, id="locale C"),
        pytest.param({"LC_ALL": "C.utf8", "LANGUAGE": "de"}, id="locale C.utf8"),
        pytest.param({"LC_ALL": "tr_TR.UTF-8", "LANG": "de_DE.UTF-8"}, id="a locale that may not be installed"),
        pytest.param({"TZ": "Pacific/Kiritimati"}, id="fourteen hours ahead"),
        pytest.param({"TZ": "America/Anchorage"}, id="nine hours behind"),
        pytest.param({"PYTHONHASHSEED": "1"}, id="hash seed 1"),
        pytest.param({"PYTHONHASHSEED": "4294967295", "PYTHONOPTIMIZE": "1"}, id="another hash seed"),
        pytest.param({"HOME": "/nonexistent", "TMPDIR": "/tmp", "USER": "nobody"}, id="no home"),
        pytest.param({"SOURCE_DATE_EPOCH": "1000000000"}, id="SOURCE_DATE_EPOCH"),
        pytest.param({"NO_COLOR": "1", "COLUMNS": "20", "TERM": "dumb"}, id="another terminal"),
        pytest.param({"PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii", "LC_ALL": "C"}, id="no UTF-8"),
    ],
)
def test_the_environment_changes_no_byte(archive: SmallArchive, changed: dict[str, str]) -> None:
    assert build_elsewhere(archive, "--jobs", "1", **changed) == archive.site()


@pytest.mark.parametrize("jobs", ["1", "2", "4"])
def test_the_number_of_processes_changes_no_byte(archive: SmallArchive, jobs: str) -> None:
    assert build_elsewhere(archive, "--jobs", jobs) == archive.site()


@pytest.mark.parametrize("umask", [0o000, 0o077])
def test_the_umask_changes_no_byte(archive: SmallArchive, umask: int) -> None:
    assert build_elsewhere(archive, "--jobs", "1", umask=umask) == archive.site()


AS_NOBODY = """
    import os, sys
    from pathlib import Path
    from generator.edge.build import Options, build
    from generator.edge.workers import Workers
    root, first, second = map(Path, sys.argv[1:])
    build(root, Workers(), Options(first))  # so that all is imported that root alone may read
    os.setgroups([]); os.setgid(65534); os.setuid(65534)
    if not os.access("templates/base.html", os.R_OK):
        sys.exit(77)
    report = build(root, Workers(), Options(second))
    sys.exit(report.failed)
"""


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can build as somebody else")
def test_another_user_changes_no_byte(archive: SmallArchive) -> None:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o777)
        script = [sys.executable, "-c", textwrap.dedent(AS_NOBODY), str(archive.root), f"{folder}/a/x", f"{folder}/b"]
        done = subprocess.run(script, cwd=ROOT, capture_output=True, text=True, timeout=300)
        if done.returncode == 77:
            pytest.skip("another user may not read this checkout")
        assert done.returncode == 0, done.stderr
        assert SmallArchive(Path(folder)).site("b") == archive.site()


def test_another_path_and_times_of_long_ago_or_to_come_change_no_byte(archive: SmallArchive, tmp_path: Path) -> None:
    other = SmallArchive.write(tmp_path / "some where" / "else", {**FILES, **MANY})
    for number, path in enumerate(sorted(other.root.rglob("*"))):
        seconds = 4_000_000_000 if number % 2 else 1
        os.utime(path, (seconds, seconds))
    assert not build(other.root, Workers(), Options(other.root / "dist")).failed
    assert other.site() == archive.site()


@pytest.mark.parametrize("order", [sorted, lambda names: sorted(names, reverse=True)], ids=["forwards", "backwards"])
def test_the_order_in_which_the_system_lists_names_changes_no_byte(
    archive: SmallArchive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, order: Any
) -> None:
    listdir, scandir = os.listdir, os.scandir

    class Listed(list[os.DirEntry[str]]):
        def __enter__(self) -> Listed:
            return self

        def __exit__(self, *raised: object) -> None:
            pass

        def close(self) -> None:
            pass

    monkeypatch.setattr(os, "listdir", lambda *path: order(listdir(*path)))

    def scan(*path: Any) -> Any:
        with scandir(*path) as entries:
            found = {entry.name: entry for entry in entries}
        return Listed(found[name] for name in order(found))

    monkeypatch.setattr(os, "scandir", scan)
    assert not build(archive.root, Workers(), Options(tmp_path / "site")).failed
    assert SmallArchive(tmp_path).site("site") == archive.site()


def test_a_second_build_and_one_over_another_site_change_no_byte(archive: SmallArchive, tmp_path: Path) -> None:
    target = tmp_path / "site"
    other = SmallArchive.write(tmp_path / "other")
    assert not build(other.root, Workers(), Options(target)).failed
    for _ in range(2):
        assert not build(archive.root, Workers(), Options(target)).failed
        assert SmallArchive(tmp_path).site("site") == archive.site()


def test_an_edit_taken_back_changes_no_byte(archive: SmallArchive) -> None:
    before = archive.site()
    archive.edit("site.toml", "Two mills", "Three mills")
    assert archive.run("--quiet", "build") == 0
    assert archive.site() != before
    archive.edit("site.toml", "Three mills", "Two mills")
    assert archive.run("--quiet", "build") == 0
    assert archive.site() == before


CLOCKS = {
    "time",
    "time_ns",
    "now",
    "today",
    "utcnow",
    "localtime",
    "gmtime",
    "ctime",
    "asctime",
    "strftime",
    "fromtimestamp",
}
FORGIVEN = {
    "generator/commands/links.py": {"datetime.now"},  # the day on which a person asked for the links to be looked at
    "generator/core/capture/page_dates.py": {"datetime.fromtimestamp"},  # of a number that the page states, in UTC
}
CHANCE = {"random", "secrets", "uuid1", "uuid4", "urandom", "getrandbits"}


@pytest.mark.parametrize(
    "path", sorted((ROOT / "generator").rglob("*.py")), ids=lambda path: path.relative_to(ROOT).as_posix()
)
def test_no_module_reads_a_clock_or_throws_dice(path: Path) -> None:
    """Intervals may be measured (perf_counter, monotonic); the hour, and chance, may not be asked for."""
    asked = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute):
            owner = node.value.id if isinstance(node.value, ast.Name) else ""
            asked |= {f"{owner}.{node.attr}"} if node.attr in CLOCKS | CHANCE and owner in _WORLDLY else set()
        elif isinstance(node, ast.ImportFrom) and node.module in _WORLDLY:
            asked |= {
                f"{node.module}.{each.name}"
                for each in node.names
                if each.name in CLOCKS | CHANCE and (node.module, each.name) != ("datetime", "time")
            }
        elif isinstance(node, ast.Import):
            asked |= {each.name for each in node.names if each.name in ("random", "secrets")}
    assert asked == FORGIVEN.get(path.relative_to(ROOT).as_posix(), set())


_WORLDLY = ("time", "date", "datetime", "os", "uuid", "random", "secrets")
