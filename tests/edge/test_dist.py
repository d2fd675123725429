"""The site's folder: all of it, or as it was."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from hashlib import sha256
from pathlib import Path

import pytest

from generator.core.model import Output
from generator.edge import dist
from generator.edge.dist import MANIFEST, Copied, RefusedError, recover_dist, replace_dist
from generator.edge.locking import try_lock

MARK = Output(".nojekyll", b"")
OLD = (MARK, Output("index.html", b"old"), Output("a/gone.html", b"gone"), Output("same.css", b"same"))
NEW = (MARK, Output("index.html", b"new"), Output("b/fresh.html", b"fresh"), Output("same.css", b"same"))


def site(target: Path) -> dict[str, bytes]:
    return {path.relative_to(target).as_posix(): path.read_bytes() for path in target.rglob("*") if path.is_file()}


def without_sums(target: Path) -> dict[str, bytes]:
    return {path: content for path, content in site(target).items() if path != MANIFEST}


def test_the_folder_holds_exactly_the_new_site(tmp_path: Path) -> None:
    target = tmp_path / "dist"
    replace_dist(target, OLD)
    written = replace_dist(target, NEW)
    assert without_sums(target) == {output.path: output.content for output in NEW}
    assert (written.files, written.changed) == (5, 3)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["dist"], "nothing is left lying about"


def test_the_checksums_are_those_that_sha256sum_reads(tmp_path: Path) -> None:
    target = tmp_path / "dist"
    replace_dist(target, NEW)
    lines = (target / MANIFEST).read_text(encoding="utf-8").splitlines()
    assert lines == sorted(lines, key=lambda line: line[66:])
    assert f"{sha256(b'new').hexdigest()}  index.html" in lines
    assert subprocess.run(["sha256sum", "--strict", "-c", MANIFEST], cwd=target, capture_output=True).returncode == 0


def test_a_file_that_is_as_it_was_keeps_its_time(tmp_path: Path) -> None:
    target = tmp_path / "dist"
    replace_dist(target, OLD)
    os.utime(target / "same.css", (1, 1))
    os.utime(target / "index.html", (1, 1))
    replace_dist(target, NEW)
    assert (target / "same.css").stat().st_mtime == 1
    assert (target / "index.html").stat().st_mtime != 1
    assert (target / "same.css").stat().st_nlink == 1


def test_a_file_of_the_same_size_and_time_with_other_words_is_written(tmp_path: Path) -> None:
    target = tmp_path / "dist"
    replace_dist(target, OLD)
    before = (target / "index.html").stat()
    (target / "index.html").write_bytes(b"bad")
    os.utime(target / "index.html", ns=(before.st_atime_ns, before.st_mtime_ns))
    replace_dist(target, OLD)
    assert (target / "index.html").read_bytes() == b"old"


def test_a_picture_is_copied_and_the_copy_is_nobodys_link(tmp_path: Path) -> None:
    (tmp_path / "mill.jpg").write_bytes(b"\xff\xd8")
    replace_dist(tmp_path / "dist", (MARK, Copied("media/x/mill.jpg", tmp_path / "mill.jpg")))
    assert (tmp_path / "dist/media/x/mill.jpg").read_bytes() == b"\xff\xd8"
    assert (tmp_path / "mill.jpg").stat().st_nlink == 1


@pytest.mark.parametrize("path", ["../x", "/x", "a//b", "", "a/../b", "./a"])
def test_a_path_that_leads_out_is_a_fault_of_ours(tmp_path: Path, path: str) -> None:
    with pytest.raises(ValueError, match="not a path below the site"):
        replace_dist(tmp_path / "dist", (Output(path, b""),))


def test_two_files_for_one_path_are_a_fault_of_ours_and_nothing_is_written(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"two files for one path: 'a\.html' and 'A\.html'"):
        replace_dist(tmp_path / "dist", (Output("a.html", b"1"), Output("A.html", b"2")))
    assert list(tmp_path.iterdir()) == []


def test_a_folder_of_somebody_elses_is_refused_and_untouched(tmp_path: Path) -> None:
    target = tmp_path / "thesis"
    target.mkdir()
    (target / "chapter.txt").write_text("years of work", encoding="utf-8")
    (target / MANIFEST).write_text(f"{'0' * 64}  chapter.txt\n", encoding="utf-8")
    with pytest.raises(RefusedError) as refusal:
        replace_dist(target, NEW)
    assert refusal.value.diagnostic.code == "output-not-ours"
    assert (target / "chapter.txt").read_text(encoding="utf-8") == "years of work"
    assert len(list(target.iterdir())) == 2


def test_a_file_in_the_way_is_refused(tmp_path: Path) -> None:
    (tmp_path / "dist").write_text("x", encoding="utf-8")
    with pytest.raises(RefusedError, match="a file stands where the site should go"):
        replace_dist(tmp_path / "dist", NEW)


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    (tmp_path / "dist").mkdir()
    replace_dist(tmp_path / "dist", NEW)
    assert without_sums(tmp_path / "dist") == {output.path: output.content for output in NEW}


def test_what_no_build_wrote_stays_and_is_told(tmp_path: Path) -> None:
    target = tmp_path / "dist"
    replace_dist(target, OLD)
    (target / "CNAME").write_text("example.org", encoding="utf-8")
    (target / ".git").mkdir()
    (target / ".git/HEAD").write_text("ref", encoding="utf-8")
    (target / "link").symlink_to("CNAME")
    written = replace_dist(target, NEW)
    assert [found.code for found in written.diagnostics] == ["kept-file", "kept-file"]
    assert (target / "CNAME").read_text(encoding="utf-8") == "example.org"
    assert (target / ".git/HEAD").read_text(encoding="utf-8") == "ref"
    assert (target / "link").is_symlink()
    assert "CNAME" not in (target / MANIFEST).read_text(encoding="utf-8")


def test_a_file_that_no_build_wrote_is_never_written_over(tmp_path: Path) -> None:
    target = tmp_path / "dist"
    replace_dist(target, OLD)
    (target / "b").mkdir()
    (target / "b/fresh.html").write_text("mine", encoding="utf-8")
    with pytest.raises(RefusedError, match="a build would write over this file"):
        replace_dist(target, NEW)
    assert site(target)["index.html"] == b"old"


def test_a_target_behind_a_link_is_replaced_where_it_really_is(tmp_path: Path) -> None:
    real = tmp_path / "www" / "site"
    real.mkdir(parents=True)
    (tmp_path / "dist").symlink_to(real)
    replace_dist(tmp_path / "dist", NEW)
    assert (tmp_path / "dist").is_symlink()
    assert without_sums(real) == {output.path: output.content for output in NEW}


@pytest.mark.parametrize("call", ["rename", "mkdir", "write_bytes", "read_text"])
@pytest.mark.parametrize("nth", range(1, 8))
def test_whatever_call_fails_the_old_site_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, nth: int
) -> None:
    target = tmp_path / "dist"
    replace_dist(target, OLD)
    before = site(target)
    real = getattr(Path, call)
    calls = 0

    def fail(path: Path, *args: object, **kwargs: object) -> object:
        nonlocal calls
        calls += 1
        if calls == nth:
            raise OSError(28, "No space left on device", str(path))
        return real(path, *args, **kwargs)

    with monkeypatch.context() as patch:
        patch.setattr(Path, call, fail)
        try:
            replace_dist(target, NEW)
        except RefusedError as refusal:
            assert refusal.diagnostic.code == "cannot-write"
            assert "no space left on device" in refusal.diagnostic.message
            assert site(target) == before
        else:
            assert without_sums(target) == {output.path: output.content for output in NEW}
    replace_dist(target, NEW)
    assert without_sums(target) == {output.path: output.content for output in NEW}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["dist"]


def test_an_interrupt_between_the_two_renames_puts_the_old_site_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "dist"
    replace_dist(target, OLD)
    real = Path.rename

    def interrupt(path: Path, there: Path) -> Path:
        if there == target and path.name.endswith(".stage"):
            raise KeyboardInterrupt
        return real(path, there)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", interrupt)
        with pytest.raises(KeyboardInterrupt):
            replace_dist(target, NEW)
    assert site(target)["index.html"] == b"old"


def test_a_site_lost_between_the_two_renames_is_put_back_at_the_next_start(tmp_path: Path) -> None:
    target = tmp_path / "dist"
    replace_dist(target, OLD)
    (tmp_path / ".cache").mkdir()
    target.rename(tmp_path / ".cache/dist.old")
    (tmp_path / ".cache/dist.stage").mkdir()
    recover_dist(target)
    assert site(target)["index.html"] == b"old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["dist"]


KILLED = """
    import sys
    from pathlib import Path
    from generator.core.model import Output
    from generator.edge.dist import replace_dist
    target, count = Path(sys.argv[1]), 0
    while True:
        count += 1
        words = str(count).encode()
        replace_dist(target, [Output(".nojekyll", b""), *(Output(f"{n}.html", words) for n in range(30))])
        print(count, flush=True)
"""


def test_killed_at_any_moment_the_site_is_whole(tmp_path: Path) -> None:
    target = tmp_path / "dist"
    command = [sys.executable, "-c", textwrap.dedent(KILLED), str(target)]
    absent = 0
    for wait in range(12):
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
            assert child.stdout
            child.stdout.readline()
            time.sleep(0.003 * wait + 0.0011)
            child.send_signal(signal.SIGKILL)
        absent += not target.exists()
        recover_dist(target)
        pages = {content for path, content in site(target).items() if path.endswith(".html")}
        assert len(pages) == 1, "pages of two builds"
        assert len(site(target)) == 32
    assert absent <= 2


def test_another_build_is_waited_for_and_then_the_folder_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dist, "PATIENCE", 0.15)
    (tmp_path / ".cache").mkdir()
    with (tmp_path / ".cache/dist.lock").open("a+b") as held:
        assert try_lock(held.fileno())
        with pytest.raises(RefusedError) as refusal:
            replace_dist(tmp_path / "dist", NEW)
        assert refusal.value.diagnostic.code == "output-busy"
    replace_dist(tmp_path / "dist", NEW)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["dist"]


def test_two_builds_at_once_leave_one_of_them_whole(tmp_path: Path) -> None:
    target = tmp_path / "dist"
    children = [
        subprocess.Popen([sys.executable, "-c", textwrap.dedent(KILLED), str(target)], stdout=subprocess.PIPE)
        for _ in range(2)
    ]
    for child in children * 5:
        assert child.stdout
        assert child.stdout.readline(), "neither stood in the other's way"
    for child in children:
        child.kill()
        child.communicate()
    recover_dist(target)
    assert len({content for path, content in site(target).items() if path.endswith(".html")}) == 1
