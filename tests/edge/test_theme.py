"""Templates and assets, the package's and the archive's own."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.core.diagnostics import Checked
from generator.core.settings import read_settings
from generator.core.text import Text
from generator.edge import theme
from generator.edge.theme import ThemeFiles, package_templates, read_theme
from tests.words import FOLDER


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package with one template and one style."""
    folder = tmp_path / "package"
    put(folder / "base.html", "base")
    put(folder / "pages/article.html", "article")
    put(folder / "assets/css/lists.css", "a {}")
    put(folder / "words/en.toml", (FOLDER / "en.toml").read_text("utf-8"))
    monkeypatch.setattr(theme, "package_templates", lambda: folder)
    return folder


def put(path: Path, content: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")


def check(root: Path, folder: str = "own", more: str = "") -> Checked[ThemeFiles]:
    """The theme of an archive whose site.toml names a folder."""
    site = Text("site.toml", f'title = "Two mills"\n{more}' + (f'theme = "{folder}"\n' if folder else ""))
    settings = read_settings(site).value
    assert settings is not None
    return read_theme(root, settings, site)


def read(root: Path, folder: str) -> ThemeFiles:
    value = check(root, folder).value
    assert value is not None
    return value


def test_the_packages_own_templates_are_found_in_a_checkout() -> None:
    assert (package_templates() / "base.html").is_file()


def test_templates_are_data(package: Path, tmp_path: Path) -> None:
    found = read(tmp_path, "")
    assert found.theme.templates == (("base.html", "base"), ("pages/article.html", "article"))
    assert [(asset.path.removeprefix(found.prefix), asset.content) for asset in found.assets] == [
        ("css/lists.css", b"a {}")
    ]


def test_a_file_of_the_archives_own_takes_the_name_and_the_original_stays_in_reach(
    package: Path, tmp_path: Path
) -> None:
    put(tmp_path / "own/pages/article.html", "mine")
    put(tmp_path / "own/parts/new.html", "new")
    found = read(tmp_path, "own").theme
    assert dict(found.templates) == {
        "base.html": "base",
        "pages/article.html": "mine",
        "parts/new.html": "new",
        "theme:pages/article.html": "article",
    }
    assert dict(found.paths)["pages/article.html"] == "own/pages/article.html"


def test_a_changed_asset_gives_all_of_them_a_new_address(package: Path, tmp_path: Path) -> None:
    before = read(tmp_path, "").prefix
    put(tmp_path / "own/assets/css/lists.css", "b {}")
    after = read(tmp_path, "own")
    assert before.startswith("assets/")
    assert before.endswith("/")
    assert after.prefix != before
    assert [asset.content for asset in after.assets] == [b"b {}"]


def test_a_theme_that_is_not_there_is_told_where_site_toml_names_it(package: Path, tmp_path: Path) -> None:
    (tmp_path / "owl").mkdir()
    (fault,) = check(tmp_path).diagnostics
    assert (fault.code, fault.place.line, fault.hint) == ("no-theme", 2, "did you mean 'owl'?")


def test_a_file_that_overrides_nothing_is_told(package: Path, tmp_path: Path) -> None:
    put(tmp_path / "own/bace.html", "x")
    (fault,) = check(tmp_path).diagnostics
    assert (fault.code, fault.place.path, fault.hint) == ("unknown-file", "own/bace.html", "did you mean 'base.html'?")


def test_a_template_that_is_no_text_is_told(package: Path, tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own/base.html").write_bytes(b"\xff")
    (fault,) = check(tmp_path).diagnostics
    assert (fault.code, fault.place.path) == ("not-utf-8", "own/base.html")


def test_nothing_is_taken_through_a_link_that_leads_out(package: Path, tmp_path: Path) -> None:
    root = tmp_path / "root"
    (root / "own/assets").mkdir(parents=True)
    put(tmp_path / "secret", "secret")
    (root / "own/assets/secret.txt").symlink_to(tmp_path / "secret")
    (root / "own/base.html").symlink_to(tmp_path / "secret")
    read_again = check(root)
    assert [fault.code for fault in read_again.diagnostics] == ["link-out", "link-out"]
    assert "secret" not in str(read_again.value)


def test_a_folder_that_may_not_be_listed_is_a_fault_and_no_traceback(
    package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "own").mkdir()

    def refuse(folder: Path) -> None:
        raise PermissionError(13, "Permission denied", str(folder))

    monkeypatch.setattr(os, "listdir", refuse)
    assert [fault.code for fault in check(tmp_path).diagnostics] == ["unreadable-file"]
