"""New folders only: whole or not at all, and never over what is there."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.core.diagnostics import Checked, tell
from generator.edge.author import new_article, new_site

PAGE = "Water in the harbour\n\nIt came over the wall at noon.\n\nNo comments yet\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    place = tmp_path / "archive"
    place.mkdir()
    (place / "site.toml").write_text('title = "Water"\n', encoding="utf-8")
    return place


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    place = tmp_path / "saved.txt"
    place.write_bytes(PAGE.encode())
    return place


def report(checked: Checked[str] | Checked[Path]) -> str:
    assert checked.value is None
    return tell(checked.diagnostics)


def files_below(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_new_article_has_its_title_and_no_more(root: Path) -> None:
    made = new_article(root, 'The "old" wall')
    assert made.value == root / "content/articles/the-old-wall"
    assert made.value is not None
    assert (made.value / "article.md").read_text(encoding="utf-8").startswith('+++\ntitle = "The \\"old\\" wall"\n')
    assert "error[article-exists]" in report(new_article(root, 'The "old" wall'))
    assert "error[no-site]" in report(new_article(root / "content", "Elsewhere"))


def test_a_new_site_is_not_made_where_something_stands(tmp_path: Path, root: Path) -> None:
    assert "error[folder-not-empty]" in report(new_site(root))
    assert sorted(files_below(root)) == ["site.toml"]
    assert "error[folder-not-empty]" in report(new_site(root / "site.toml"))
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
