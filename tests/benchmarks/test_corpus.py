"""The archive that is measured is a sound one, and always the same."""

from __future__ import annotations

from pathlib import Path

from generator.cli import main
from tests.benchmarks.corpus import Corpus, write_corpus


def test_the_same_numbers_make_the_same_files() -> None:
    assert list(Corpus(5, 3).files()) == list(Corpus(5, 3).files())
    assert dict(Corpus(5, 3).files()) != dict(Corpus(5, 4).files())


def test_an_article_does_not_change_when_there_are_more_of_them() -> None:
    few, many = dict(Corpus(5).files()), dict(Corpus(40).files())
    kept = [path for path in few if path.endswith(("article.md", "thread.toml"))]
    assert len(kept) == 10
    assert all(many[path] == few[path] for path in kept)


def test_the_archive_has_no_fault(tmp_path: Path) -> None:
    write_corpus(Corpus(30), tmp_path)
    assert main(["--root", str(tmp_path), "--quiet", "check"]) == 0
