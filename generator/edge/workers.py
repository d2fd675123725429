"""In: a pure function and values. Out: its results, in order, worked out here or by several processes.

Must not know what it runs. It is the one place where results could be remembered from one build to the next.
"""

from __future__ import annotations

import gc
import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from itertools import chain, islice
from time import perf_counter
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from generator.edge.report import Station as Station

if TYPE_CHECKING:  # not every system has both
    from multiprocessing.context import ForkServerContext, SpawnContext

P = ParamSpec("P")
R = TypeVar("R")
Shared = TypeVar("Shared")
Item = TypeVar("Item")
Hire = Callable[[], Executor]
Watch = Callable[[str, int, int], None]  # the station, how many are done, of how many

BATCH = 64  # items sent to a process at once, together with what they share
FEW = 200  # below this, sending costs more than it saves
AHEAD = 3  # batches on their way for each process: no process waits, and what waits here does not fill the memory


class Workers:
    """Runs pure functions over values: here, or by an executor that is hired when there is enough to do.

    The executor belongs to whoever gives it, who shuts it down. Any `concurrent.futures.Executor` will do.
    """

    def __init__(
        self, hire: Hire | None = None, watch: Watch = lambda station, done, total: None, processes: int = 2
    ) -> None:
        """`processes`: of how many the executor disposes, about."""
        self._hire = hire
        self._ahead = AHEAD * processes
        self._executor: Executor | None = None
        self._watch = watch
        self.stations: list[Station] = []

    def once(self, fn: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """One call, in this process."""
        began = perf_counter()
        self._watch(fn.__name__, 0, 1)
        result = fn(*args, **kwargs)
        self._watch(fn.__name__, 1, 1)
        self.stations.append(Station(fn.__name__, 1, perf_counter() - began))
        return result

    def skip(self, name: str) -> None:
        """Say that a station was passed, for all it makes was made before."""
        self.stations.append(Station(name, 1, 0.0, 1))

    def note(self, name: str, remembered: int) -> None:
        """Say of the last station of this name how many items more it had, that needed no work."""
        at = max(at for at, station in enumerate(self.stations) if station.name == name)
        old = self.stations[at]
        self.stations[at] = Station(name, old.items + remembered, old.seconds, remembered)

    def each(self, fn: Callable[[Shared, Item], R], shared: Shared, items: Sequence[Item]) -> list[R]:
        """`[fn(shared, item) for item in items]`, for a top-level function of values that can be pickled."""
        return list(self.stream(fn, shared, items, len(items)))

    def stream(self, fn: Callable[[Shared, Item], R], shared: Shared, items: Iterable[Item], total: int) -> Iterator[R]:
        """The results of `each`, in order, each as soon as it is there; items are asked for as they are sent.

        Neither all items nor all results are held at any time: a few batches are on their way. `total`: how many items
        there are at most.
        """
        return self._run(fn, shared, items, total, BATCH if total >= FEW else 0)

    def stream_large(
        self, fn: Callable[[Shared, Item], R], shared: Shared, items: Iterable[Item], total: int, *, hire: bool = False
    ) -> Iterator[R]:
        """The same where each item is much work: sent one by one, if there are processes already to send them to, or
        enough work to hire some."""
        return self._run(fn, shared, items, total, 1 if (self._executor or hire) and total > 1 else 0)

    def _run(
        self, fn: Callable[[Shared, Item], R], shared: Shared, items: Iterable[Item], total: int, size: int
    ) -> Iterator[R]:
        """`size`: how many items are sent together; 0 where none is sent."""
        began, done = perf_counter(), 0
        self._watch(fn.__name__, 0, total)
        for batch in self._batches(fn, shared, items, size):
            done += len(batch)
            self._watch(fn.__name__, done, total)
            yield from batch
        if done < total:
            self._watch(fn.__name__, done, done)
        self.stations.append(Station(fn.__name__, done, perf_counter() - began))

    def _batches(
        self, fn: Callable[[Shared, Item], R], shared: Shared, items: Iterable[Item], size: int
    ) -> Iterator[list[R]]:
        waiting = iter(items)
        batches = iter(lambda: list(islice(waiting, size or BATCH)), [])
        first = next(batches, [])
        batches = chain([first] if first else [], batches)
        if self._hire is None or not size or len(first) < size:
            yield from (_run_batch(fn, shared, batch) for batch in batches)
            return
        self._executor = executor = self._executor or self._hire()
        sent: deque[tuple[Future[list[R]] | None, list[Item]]] = deque()
        for batch in batches:
            sent.append((_submit(executor, fn, shared, batch), batch))
            if len(sent) >= self._ahead:
                yield self._receive(fn, shared, *sent.popleft())
        while sent:
            yield self._receive(fn, shared, *sent.popleft())

    def _receive(
        self, fn: Callable[[Shared, Item], R], shared: Shared, future: Future[list[R]] | None, batch: list[Item]
    ) -> list[R]:
        try:
            return future.result() if future else _run_batch(fn, shared, batch)
        except BrokenExecutor:  # a process was killed, most often for want of memory
            self._hire = self._executor = None
            return _run_batch(fn, shared, batch)


def _submit(
    executor: Executor, fn: Callable[[Shared, Item], R], shared: Shared, batch: Sequence[Item]
) -> Future[list[R]] | None:
    try:
        return executor.submit(_run_batch, fn, shared, batch)
    except BrokenExecutor:
        return None


def _run_batch(fn: Callable[[Shared, Item], R], shared: Shared, batch: Sequence[Item]) -> list[R]:
    results: list[R] = []
    for item in batch:
        try:
            results.append(fn(shared, item))
        except Exception as failure:
            name = getattr(item, "id", "") or getattr(item, "url", "") or getattr(item, "path", "")
            failure.add_note(f"while {fn.__name__} worked on {name or 'an item'}")
            raise
    return results


@contextmanager
def hire_processes(jobs: int) -> Iterator[Hire | None]:
    """How to hire that many processes of this machine, which end with the context; None for a single one."""
    with ExitStack() as stack:

        def hire() -> Executor:
            pool = make_pool(jobs)
            stack.callback(pool.shutdown, cancel_futures=True)
            return pool

        yield hire if jobs > 1 else None


def make_pool(jobs: int) -> Executor:
    """Processes of this machine."""
    return ProcessPoolExecutor(jobs, choose_context(), initializer=_begin_work)


def choose_context() -> ForkServerContext | SpawnContext:
    """How processes start: afresh, not as copies, since the parent may run threads."""
    if "forkserver" in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("forkserver")
    return multiprocessing.get_context("spawn")


def collect_seldom() -> None:
    """Look for garbage only now and then: values point forward, so that there is hardly any to be found."""
    gc.set_threshold(200_000, 20, 100)


@contextmanager
def collect_nothing() -> Iterator[None]:
    """Look for no garbage at all: where millions of values are made that all stay, half the time would go into it."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _begin_work() -> None:
    """Ctrl-C goes to the parent, which ends its processes; they need not each complain."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    collect_seldom()
