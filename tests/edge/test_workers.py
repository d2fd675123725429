"""Pure functions over many values."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from pathlib import Path

import pytest

from generator.edge.workers import AHEAD, BATCH, FEW, Hire, Workers, collect_nothing, make_pool


@dataclass(frozen=True)
class Item:
    id: str


def add(shared: int, item: int) -> int:
    return shared + item


def whereabouts(shared: str, item: int) -> int:
    return os.getpid()


def fall_over(marker: str, item: int) -> int:
    """End the process it runs in, once."""
    if item == FEW // 2 and not Path(marker).exists():
        Path(marker).touch()
        os._exit(9)
    return item


def fail(shared: int, item: Item) -> int:
    raise ZeroDivisionError(shared)


def refuse_to_hire() -> Executor:
    raise AssertionError("a small job needs no processes")


def test_results_come_back_in_order() -> None:
    assert Workers().each(add, 1, range(500)) == list(range(1, 501))


def test_a_small_job_stays_in_this_process() -> None:
    assert set(Workers(refuse_to_hire).each(whereabouts, "", range(FEW - 1))) == {os.getpid()}


def test_a_few_large_items_go_to_others_only_where_these_are_hired_for_them() -> None:
    with make_pool(2) as pool:
        workers = Workers(lambda: pool)
        assert set(workers.stream_large(whereabouts, "", range(3), 3)) == {os.getpid()}
        assert os.getpid() not in workers.stream_large(whereabouts, "", range(3), 3, hire=True)
        assert os.getpid() not in workers.stream_large(whereabouts, "", range(3), 3)


def test_a_large_job_goes_to_others_and_comes_back_in_order() -> None:
    with make_pool(2) as pool:
        workers = Workers(lambda: pool)
        assert os.getpid() not in workers.each(whereabouts, "", range(FEW))
        assert workers.each(add, 1, range(FEW * 3)) == list(range(1, FEW * 3 + 1))


def test_a_process_that_is_killed_costs_nothing_but_time(tmp_path: Path) -> None:
    with make_pool(2) as pool:
        workers = Workers(lambda: pool)
        assert workers.each(fall_over, str(tmp_path / "marker"), range(FEW * 2)) == list(range(FEW * 2))
        assert set(workers.each(whereabouts, "", range(FEW))) == {os.getpid()}


class AtOnce(Executor):
    """No process at all."""

    def submit(self, fn, /, *args, **kwargs):  # type: ignore[no-untyped-def]
        future = Future()  # type: ignore[var-annotated]
        future.set_result(fn(*args, **kwargs))
        return future


def test_what_turns_out_to_be_a_small_job_stays_here_and_its_items_are_counted() -> None:
    seen: list[tuple[str, int, int]] = []
    workers = Workers(refuse_to_hire, watch=lambda *step: seen.append(step))
    assert list(workers.stream(add, 1, range(BATCH - 1), FEW)) == list(range(1, BATCH))
    assert list(workers.stream(add, 1, (), FEW)) == []
    assert [station.items for station in workers.stations] == [BATCH - 1, 0]
    assert seen == [
        ("add", 0, FEW),
        ("add", BATCH - 1, FEW),
        ("add", BATCH - 1, BATCH - 1),
        ("add", 0, FEW),
        ("add", 0, 0),
    ]


@pytest.mark.parametrize(("hire", "ahead"), [(None, BATCH), (AtOnce, BATCH * AHEAD * 4)], ids=["here", "elsewhere"])
def test_items_are_asked_for_as_results_are_taken(hire: Hire | None, ahead: int) -> None:
    asked: list[int] = []
    total = BATCH * AHEAD * 10

    def ask() -> Iterator[int]:
        for item in range(total):
            asked.append(item)
            yield item

    stream = Workers(hire, processes=4).stream(add, 1, ask(), total)
    assert (next(stream), len(asked)) == (1, ahead)
    assert [next(stream) for _ in range(BATCH)] == list(range(2, BATCH + 2))
    assert len(asked) == ahead + BATCH
    assert list(stream) == list(range(BATCH + 2, total + 1))


def test_any_executor_will_do() -> None:
    assert Workers(AtOnce).each(add, 1, range(FEW)) == list(range(1, FEW + 1))


@pytest.mark.parametrize("count", [1, FEW])
def test_a_fault_says_which_station_and_which_item_was_at_work(count: int) -> None:
    with make_pool(1) as pool, pytest.raises(ZeroDivisionError) as raised:
        Workers(lambda: pool).each(fail, 1, [Item("on-maps")] * count)
    assert raised.value.__notes__ == ["while fail worked on on-maps"]


def test_stations_are_watched_and_remembered() -> None:
    seen: list[tuple[str, int, int]] = []
    workers = Workers(watch=lambda *step: seen.append(step))
    workers.each(add, 1, range(100))
    workers.once(add, 1, 2)
    assert seen == [("add", 0, 100), ("add", 64, 100), ("add", 100, 100), ("add", 0, 1), ("add", 1, 1)]
    assert [(station.name, station.items) for station in workers.stations] == [("add", 100), ("add", 1)]


def test_garbage_is_collected_again_after_a_step_without_even_where_that_fails() -> None:
    with pytest.raises(ZeroDivisionError), collect_nothing():
        assert not gc.isenabled()
        with collect_nothing():
            pass
        assert not gc.isenabled()
        raise ZeroDivisionError
    assert gc.isenabled()
