"""Noticing that something has changed."""

from __future__ import annotations

import builtins
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Event, Timer
from typing import Any

import pytest

from generator.edge import watch
from generator.edge.watch import Stamp, find_changes, stamp_files, watch_changes


@pytest.fixture(params=["told by the system", "looking again and again"])
def stop(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Event]:
    """An event that ends the waiting, whatever happens; with watchfiles and without."""
    monkeypatch.setattr(watch, "NAP", 0.05)
    if request.param == "looking again and again":
        real = builtins.__import__

        def without_watchfiles(name: str, *rest: Any, **named: Any) -> Any:
            if name == "watchfiles":
                raise ImportError(name)
            return real(name, *rest, **named)

        monkeypatch.setattr(builtins, "__import__", without_watchfiles)
    event = Event()
    guard = Timer(8, event.set)
    guard.start()
    yield event
    guard.cancel()


def wait_for(paths: Sequence[Path], before: Stamp, stop: Event) -> frozenset[str]:
    """The names of what is told first."""
    told = next(watch_changes(lambda: paths, before, stop), frozenset())
    return frozenset(Path(each).name for each in told)


def test_a_written_file_ends_the_waiting(tmp_path: Path, stop: Event) -> None:
    (tmp_path / "content").mkdir()
    before = stamp_files((tmp_path / "content",))
    Timer(0.2, lambda: (tmp_path / "content/new").write_text("x", encoding="utf-8")).start()
    assert "new" in wait_for((tmp_path / "content",), before, stop)


def test_a_change_before_the_waiting_is_not_lost(tmp_path: Path, stop: Event) -> None:
    (tmp_path / "a").write_text("x", encoding="utf-8")
    before = stamp_files((tmp_path,))
    (tmp_path / "a").write_text("longer", encoding="utf-8")
    assert wait_for((tmp_path,), before, stop) == {"a"}


def test_a_file_that_is_watched_by_name_is_seen_to_be_replaced(tmp_path: Path, stop: Event) -> None:
    site, content = tmp_path / "site.toml", tmp_path / "content"
    content.mkdir()
    site.write_text("a", encoding="utf-8")
    (tmp_path / "aside").write_text("longer", encoding="utf-8")
    before = stamp_files((site, content))
    Timer(0.2, lambda: (tmp_path / "aside").rename(site)).start()
    assert wait_for((site, content), before, stop) == {"site.toml"}


def test_a_folder_that_comes_into_being_is_seen(tmp_path: Path, stop: Event) -> None:
    before = stamp_files((tmp_path / "content",))

    def make() -> None:
        (tmp_path / "content").mkdir()
        (tmp_path / "content/a").write_text("x", encoding="utf-8")

    Timer(0.2, make).start()
    assert "a" in wait_for((tmp_path / "content",), before, stop)


def test_waiting_ends_when_it_is_told_to(tmp_path: Path, stop: Event) -> None:
    before = stamp_files((tmp_path,))
    Timer(0.2, stop.set).start()
    assert wait_for((tmp_path,), before, stop) == frozenset()


def test_every_change_is_told_of_while_others_are_worked_on(tmp_path: Path, stop: Event) -> None:
    telling = watch_changes(lambda: (tmp_path,), stamp_files((tmp_path,)), stop)
    for number in range(10):
        for name in (f"{number}", f"{number} too"):
            (tmp_path / name).write_text("x", encoding="utf-8")
        wanted = {f"{number}", f"{number} too"}
        while wanted and not stop.is_set():
            wanted -= {Path(each).name for each in next(telling)}
        assert not wanted


def test_a_folder_that_is_put_in_anothers_place_is_watched(tmp_path: Path, stop: Event) -> None:
    content, other = tmp_path / "content", tmp_path / "other"
    content.mkdir()
    other.mkdir()
    telling = watch_changes(lambda: (content,), stamp_files((content,)), stop)
    Timer(0.2, lambda: (content / "a").write_text("x", encoding="utf-8")).start()
    assert any(each.endswith("a") for each in next(telling))
    (other / "b").write_text("x", encoding="utf-8")
    content.rename(tmp_path / "old")
    other.rename(content)
    assert any(str(content / "b") in each for each in telling)
    Timer(0.2, lambda: (content / "c").write_text("x", encoding="utf-8")).start()
    assert any(str(content / "c") in each for each in telling)


def test_a_file_that_came_and_went_while_others_were_worked_on_is_told_of_twice(tmp_path: Path, stop: Event) -> None:
    content, lock = tmp_path / "content", tmp_path / "ids.lock"
    content.mkdir()
    telling = watch_changes(lambda: (lock, content), stamp_files((content,)), stop)

    def wait_for_all(*paths: Path) -> None:
        wanted = set(map(str, paths))
        while wanted:
            wanted -= next(telling)

    for name in ("a", "b"):  # after these two the system is relied on
        (content / name).write_text("x", encoding="utf-8")
        wait_for_all(content / name)
    lock.write_text("x", encoding="utf-8")
    wait_for_all(lock)
    lock.unlink()
    wait_for_all(lock)
    assert not stop.is_set()


def test_changes_are_files_that_came_went_or_are_others() -> None:
    before = frozenset({("same", 1, 1), ("gone", 1, 1), ("longer", 1, 1), ("later", 1, 1)})
    after = frozenset({("same", 1, 1), ("new", 1, 1), ("longer", 2, 1), ("later", 1, 2)})
    assert find_changes(before, after) == {"gone", "longer", "later", "new"}


def test_a_stamp_knows_size_and_time_and_looks_behind_no_link(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a").write_text("x", encoding="utf-8")
    (tmp_path / "in/round").symlink_to(tmp_path)
    os.utime(tmp_path / "in/a", ns=(5, 5))
    stamp = stamp_files((tmp_path / "in",))
    assert (str(tmp_path / "in/a"), 1, 5) in stamp
    assert len(stamp) == 2
