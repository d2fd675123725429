"""A build on a Dask cluster of this machine: the same bytes, also where a worker is killed."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.edge import workers
from generator.edge.build import Options, build
from generator.edge.cluster import ClusterError, fingerprint, join_cluster
from tests.archives import SmallArchive
from tests.benchmarks.corpus import Corpus, write_corpus

distributed = pytest.importorskip("distributed", reason="distributed is not installed")
pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),  # sockets of a worker that died
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]
REPORTS = 12


@pytest.fixture(scope="module")
def cluster() -> Iterator[object]:
    """Two workers, each a process of its own."""
    made = distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, host="127.0.0.1"
    )
    yield made
    made.close()


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("reports")
    write_corpus(Corpus(REPORTS), root)
    return root


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let even a few articles be sent away, some at a time."""
    monkeypatch.setattr(workers, "FEW", 1)
    monkeypatch.setattr(workers, "BATCH", 30)


def site_at(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def processes_of(cluster: object) -> list[int]:
    return [worker.pid for worker in cluster.workers.values()]  # type: ignore[attr-defined]


def test_the_pages_are_the_same_and_were_made_elsewhere_though_a_worker_dies(
    cluster: object, archive: Path, tmp_path: Path, small_batches: None
) -> None:
    alone = build(archive, workers.Workers(), Options(tmp_path / "alone"))
    assert not alone.failed
    victims = processes_of(cluster)[:1]

    def watch(station: str, done: int, total: int) -> None:
        if station == "render_page" and done > 3 and victims:
            os.kill(victims.pop(), signal.SIGKILL)

    with join_cluster(cluster.scheduler_address) as crew:  # type: ignore[attr-defined]
        assert crew.submit(os.getpid).result() != os.getpid()
        together = build(archive, workers.Workers(lambda: crew, watch), Options(tmp_path / "together"))
    assert victims == []
    assert not together.failed
    assert site_at(tmp_path / "together") == site_at(tmp_path / "alone")


def test_the_command_builds_on_a_cluster(cluster: object, archive: Path, small_batches: None) -> None:
    words = ("--quiet", "build", "--cluster", cluster.scheduler_address)  # type: ignore[attr-defined]
    assert SmallArchive(archive).run(*words) == 0
    assert (archive / "dist/index.html").is_file()


def test_a_worker_with_other_libraries_is_refused(cluster: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.edge.cluster.LIBRARIES", ("jinja2",))
    monkeypatch.setattr("generator.edge.cluster.metadata.version", lambda name: "0.0")
    with pytest.raises(ClusterError) as refusal, join_cluster(cluster.scheduler_address):  # type: ignore[attr-defined]
        pass
    assert refusal.value.diagnostic.code == "cluster-differs"
    assert "jinja2 is " in refusal.value.diagnostic.message


def test_the_fingerprint_follows_the_code() -> None:
    assert fingerprint(("generator.core.text",)) != fingerprint(("generator.core.urls",))
    assert fingerprint(("generator.core.text",)) == fingerprint(("generator.core.text",))


def test_a_scheduler_that_does_not_answer_is_a_fault(
    archive: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.edge.cluster.PATIENCE", 1)
    assert SmallArchive(archive).run("build", "--cluster", "tcp://127.0.0.1:9") == 1
    said = capsys.readouterr().err
    assert said.startswith("error[no-cluster]: no scheduler answers: ")
    assert "start one with `dask scheduler`" in said


@pytest.mark.parametrize("code", ["no-cluster", "cluster-differs"])
def test_its_faults_are_explained(code: str) -> None:
    assert f"### `{code}`" in (Path(__file__).parent.parent.parent / "docs/diagnostics.md").read_text(encoding="utf-8")
