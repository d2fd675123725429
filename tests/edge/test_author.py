"""New folders only: whole or not at all, and never over what is there."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.edge.author import new_article, new_site
from tests.archives import faults_told, files_below


def test_a_new_article_has_its_title_and_no_more(root: Path) -> None:
    made = new_article(root, 'The "old" wall')
    assert made.value == root / "content/articles/the-old-wall"
    assert made.value is not None
    assert (made.value / "article.md").read_text(encoding="utf-8").startswith('+++\ntitle = "The \\"old\\" wall"\n')
    assert "error[article-exists]" in faults_told(new_article(root, 'The "old" wall'))
    assert "error[no-site]" in faults_told(new_article(root / "content", "Elsewhere"))


def test_a_new_site_is_not_made_where_something_stands(tmp_path: Path, root: Path) -> None:
    assert "error[folder-not-empty]" in faults_told(new_site(root))
    assert sorted(files_below(root)) == ["site.toml"]
    assert "error[folder-not-empty]" in faults_told(new_site(root / "site.toml"))
    (tmp_path / "empty").mkdir()
    assert new_site(tmp_path / "empty").diagnostics == ()


def test_a_new_site_is_whole(tmp_path: Path) -> None:
    made = new_site(tmp_path / "deep/down")
    assert made.value == tmp_path / "deep/down"
    assert sorted(files_below(tmp_path / "deep/down")) == [
        ".gitignore",
        *(f"content/articles/2021-05-11-clock-stops/{name}" for name in ("article.md", "claims.toml", "thread.toml")),
        "content/pages/about.md",
        "content/questions.toml",
        "content/relations.toml",
        "content/sources.toml",
        "site.toml",
    ]


def test_a_new_site_with_a_new_article_and_an_imported_page_builds_without_a_word(
    tmp_path: Path, saved: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from generator.cli import main

    site = tmp_path / "site"
    assert main(["--quiet", "new", "site", str(site)]) == 0
    assert main(["--quiet", "--root", str(site), "new", "article", "The old wall"]) == 0
    assert main(["--quiet", "--root", str(site), "import", str(saved)]) == 0
    assert main(["--quiet", "--root", str(site), "build"]) == 0
    assert capsys.readouterr().err == ""
    assert (site / "dist/article/2021-05-11-clock-stops.html").is_file()
    assert (site / "dist/article/water-in-the-harbour.html").is_file()
