"""In: the address of a Dask scheduler. Out: its workers as an executor, with this very code on each of them.

The only door to distributed. Must not need a disk that they share: code and values travel to them.
"""

from __future__ import annotations

import importlib.util
import platform
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import contextmanager
from hashlib import blake2b
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

import generator
from generator.core.diagnostics import Diagnostic, error
from generator.edge.files import at_file

if TYPE_CHECKING:
    from distributed import Client

P = ParamSpec("P")
T = TypeVar("T")
LIBRARIES = (  # what pages are made with
    "anyascii",
    "jinja2",
    "lunr",
    "markdown-it-py",
    "markupsafe",
    "mdit-py-plugins",
    "nh3",
    "pydantic",
    "pygments",
)
PATIENCE = 15  # seconds to wait for a scheduler to answer


class ClusterError(Exception):
    """The cluster cannot do this build, for the reason that `diagnostic` gives."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


@contextmanager
def join_cluster(address: str) -> Iterator[Executor]:
    """The workers of a scheduler such as tcp://10.0.0.5:8786, for as long as the context lasts.

    Errors: ClusterError, with `no-cluster` where nobody answers, `cluster-differs` where a worker would run other
    code, other libraries or another Python than this process, so that pages might differ.
    """
    try:
        from distributed import Client
    except ImportError:
        missing = error("no-cluster", "a cluster needs a library", at_file(address), "pip install distributed")
        raise ClusterError(missing) from None
    try:
        client = Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError) as failure:
        words = f"no scheduler answers: {' '.join(str(failure).split())}"
        hint = "start one with `dask scheduler`, and workers with `dask worker ADDRESS`"
        raise ClusterError(error("no-cluster", words, at_file(address), hint)) from failure
    with client:
        _send_code(client)
        _compare(client, address)
        yield _Crew(client)


class _Crew(Executor):
    """The executor of a client; a task that keeps killing its workers breaks it, as one of this machine would."""

    def __init__(self, client: Client) -> None:
        self._tasks = client.get_executor(pure=False)  # pure would merge equal calls, and hash their arguments

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """As any executor; the result may raise BrokenExecutor."""
        told: Future[T] = Future()
        self._tasks.submit(fn, *args, **kwargs).add_done_callback(lambda done: _pass_on(done, told))
        return told


def _pass_on(done: Future[T], told: Future[T]) -> None:
    from distributed import KilledWorker

    failure = done.exception()
    if failure is None:
        told.set_result(done.result())
    elif isinstance(failure, KilledWorker):
        told.set_exception(BrokenExecutor(str(failure)))
    else:
        told.set_exception(failure)


def _send_code(client: Client) -> None:
    """Put this package on every worker, also on those that come later."""
    from tempfile import TemporaryDirectory
    from zipfile import ZipFile

    from distributed.diagnostics.plugin import UploadFile

    package = Path(generator.__file__).resolve().parent
    with TemporaryDirectory() as folder:
        packed = Path(folder) / f"whence-{generator.__version__}.zip"
        with ZipFile(packed, "w") as archive:
            for path in sorted(package.rglob("*.py")):
                archive.write(path, path.relative_to(package.parent))
        client.register_plugin(UploadFile(str(packed)))  # on the workers alone: a scheduler may share our process


def _compare(client: Client, address: str) -> None:
    names = tuple(sorted(name for name in sys.modules if name == "generator" or name.startswith("generator.")))
    mine = fingerprint(names)
    for worker, theirs in client.run(fingerprint, names).items():
        if theirs != mine:
            wrong = [thing for thing in mine if theirs.get(thing) != mine[thing]]
            told = ", ".join(f"{thing} is {theirs.get(thing)} there and {mine[thing]} here" for thing in wrong)
            hint = "give the workers the same Python and the same packages: pip install -r requirements/lock.txt"
            raise ClusterError(error("cluster-differs", f"the worker {worker} differs: {told}", at_file(address), hint))


def fingerprint(names: tuple[str, ...]) -> dict[str, str]:
    """What the bytes of a page follow from, besides content: Python, the libraries, and these modules' source."""
    found = {"Python": ".".join(platform.python_version_tuple()[:2])}
    for library in LIBRARIES:
        try:
            found[library] = metadata.version(library)
        except metadata.PackageNotFoundError:
            found[library] = "missing"
    code = blake2b(digest_size=8)
    for name in names:
        code.update(_source_of(name).encode())
    return {**found, "whence": code.hexdigest()}


def _source_of(name: str) -> str:
    try:
        spec = importlib.util.find_spec(name)
        loader: Any = spec.loader if spec else None
        return loader.get_source(name) or ""
    except (ImportError, AttributeError):
        return ""
