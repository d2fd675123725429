"""The archive's folder, as it lies on disk."""

from __future__ import annotations

import os
from dataclasses import fields
from pathlib import Path
from types import SimpleNamespace

import pytest

from generator.edge.tree import read_folder, read_tree, suggest_id
from tests.archives import SmallArchive

HERE = "content/articles/2020-01-02-mill"


def read_whole(root: Path) -> SimpleNamespace:
    """The tree, and beside it the articles' folders with what is wrong in them."""
    tree = read_tree(root)
    read = [read_folder(root, name) for name in tree.articles]
    return SimpleNamespace(
        **{field.name: getattr(tree, field.name) for field in fields(tree) if field.name != "diagnostics"},
        texts=tree.texts(),
        folders=tuple(each.value for each in read if each.value),
        diagnostics=(*tree.diagnostics, *(fault for each in read for fault in each.diagnostics)),
    )


def told(tree: SimpleNamespace) -> list[tuple[str, str]]:
    """Code and path of every fault."""
    return sorted((found.code, found.place.path) for found in tree.diagnostics)


def test_everything_in_its_place_is_read_without_a_word(archive: SmallArchive) -> None:
    archive.put("content/pages/about.md", "x")
    archive.put(f"{HERE}/capture.txt", "x")
    archive.put(f"{HERE}/mill.jpg", "x")
    tree = read_whole(archive.root)
    assert told(tree) == []
    (folder,) = tree.folders
    assert folder.id == "2020-01-02-mill"
    assert [text.path for text in folder.texts] == [f"{HERE}/{name}.{end}" for name, end in TEXTS]
    assert folder.files == ("capture.txt", "mill.jpg")
    assert [page.path for page in tree.pages or ()] == ["content/pages/about.md"]
    assert tree.texts["content/sources.toml"] is tree.sources


TEXTS = (("article", "md"), ("thread", "toml"), ("claims", "toml"))


def test_a_folder_without_site_toml_is_no_archive(tmp_path: Path) -> None:
    tree = read_whole(tmp_path)
    assert tree.site is None
    assert told(tree) == [("no-site", "site.toml")]


def test_an_absent_register_is_an_empty_one(archive: SmallArchive) -> None:
    (archive.root / "content/relations.toml").unlink()
    tree = read_whole(archive.root)
    assert tree.relations is not None
    assert tree.relations.content == ""
    assert told(tree) == []


def test_a_register_that_cannot_be_read_is_not_an_empty_one(archive: SmallArchive) -> None:
    (archive.root / "content/sources.toml").write_bytes(b"\xff")
    tree = read_whole(archive.root)
    assert tree.sources is None
    assert told(tree) == [("not-utf-8", "content/sources.toml")]


def test_an_article_with_a_text_that_cannot_be_read_is_known_by_its_id_alone(archive: SmallArchive) -> None:
    (archive.root / HERE / "claims.toml").write_bytes(b"\0")
    tree = read_whole(archive.root)
    assert tree.folders == ()
    assert tree.article_ids == {"2020-01-02-mill"}
    assert told(tree) == [("control-character", f"{HERE}/claims.toml")]


def test_an_article_wants_its_article_md(archive: SmallArchive) -> None:
    archive.put("content/articles/empty/articel.md", "x")
    tree = read_whole(archive.root)
    assert told(tree) == [
        ("no-article-text", "content/articles/empty/article.md"),
        ("unknown-file", "content/articles/empty/articel.md"),
    ]
    assert {found.hint for found in tree.diagnostics} == {"did you mean 'articel.md'?", "did you mean 'article.md'?"}


@pytest.mark.parametrize(
    ("name", "better"),
    [("The Mill", "the-mill"), ("mühle_1", "muhle-1"), ("-x", "x"), ("日本", "unnamed"), ("a" * 81, "a" * 80)],
)
def test_an_id_that_cannot_be_one_is_told_with_a_better(archive: SmallArchive, name: str, better: str) -> None:
    archive.put(f"content/articles/{name}/article.md", "x")
    tree = read_whole(archive.root)
    assert told(tree) == [("bad-article-id", f"content/articles/{name}")]
    assert tree.diagnostics[0].hint == f"rename the folder to {better}"
    assert suggest_id(name) == better


def test_the_better_id_is_one_that_is_free(archive: SmallArchive) -> None:
    archive.put("content/articles/2020-01-02-Mill/article.md", "x")
    assert read_whole(archive.root).diagnostics[0].hint == "rename the folder to 2020-01-02-mill-2"


def test_files_nobody_asked_for_are_told_and_stop_nothing(archive: SmallArchive) -> None:
    for path in ("content/source.toml", "content/articles/note.txt", "content/pages/about.txt", f"{HERE}/plan.pdf"):
        archive.put(path, "x")
    tree = read_whole(archive.root)
    assert {found.code for found in tree.diagnostics} == {"unknown-file"}
    assert {found.severity for found in tree.diagnostics} == {"warning"}
    assert tree.diagnostics[0].hint == "did you mean 'sources.toml'?"


def test_an_svg_is_never_published(archive: SmallArchive) -> None:
    archive.put(f"{HERE}/map.SVG", "<svg/>")
    assert told(read_whole(archive.root)) == [("unsafe-picture", f"{HERE}/map.SVG")]


def test_names_that_cannot_stand_in_an_address_are_refused(archive: SmallArchive) -> None:
    archive.put(f"{HERE}/my mill.jpg", "x")
    archive.put("content/pages/About us.md", "x")
    tree = read_whole(archive.root)
    assert [found.code for found in tree.diagnostics] == ["bad-file-name", "bad-file-name"]
    assert {found.hint for found in tree.diagnostics} == {"rename it to my-mill.jpg", "rename it to about-us.md"}


def test_two_pictures_that_differ_only_in_case_are_one_on_many_systems(archive: SmallArchive) -> None:
    archive.put(f"{HERE}/mill.jpg", "x")
    archive.put(f"{HERE}/Mill.JPG", "x")
    assert told(read_whole(archive.root)) == [("same-name", f"{HERE}/mill.jpg")]


def test_nothing_is_read_through_a_link_that_leads_out(archive: SmallArchive, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/article.md").write_text("secret", encoding="utf-8")
    (archive.root / "content/articles/linked").symlink_to(tmp_path / "elsewhere")
    (archive.root / HERE / "photo.jpg").symlink_to("/etc/hostname")
    tree = read_whole(archive.root)
    assert told(tree) == [("link-out", f"{HERE}/photo.jpg"), ("link-out", "content/articles/linked")]
    assert "secret" not in str(tree)


def test_a_content_folder_that_is_elsewhere_is_refused_once(tmp_path: Path) -> None:
    real = SmallArchive.write(tmp_path / "real")
    root = tmp_path / "root"
    root.mkdir()
    (root / "site.toml").write_text('title = "x"\n', encoding="utf-8")
    (root / "content").symlink_to(real.root / "content")
    tree = read_whole(root)
    assert ("link-out", "content") in told(tree)
    assert tree.folders == ()


@pytest.mark.parametrize("name", ["content", "content/articles", "content/pages"])
def test_a_folder_that_is_something_else_is_told(tmp_path: Path, name: str) -> None:
    archive = SmallArchive.write(tmp_path / "file", {"site.toml": "", name: "x"})
    assert told(read_whole(archive.root)) == [("not-a-file", name)]
    (archive.root / name).unlink()
    (archive.root / name).symlink_to("nowhere")
    assert told(read_whole(archive.root)) == [("link-out", name)]


def test_a_folder_that_may_not_be_listed_is_a_fault_and_no_traceback(
    archive: SmallArchive, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(folder: Path) -> None:
        raise PermissionError(13, "Permission denied", str(folder))

    monkeypatch.setattr(os, "listdir", refuse)
    tree = read_whole(archive.root)
    assert [found.code for found in tree.diagnostics] == ["unreadable-file"]
    assert tree.diagnostics[0].message == "this file cannot be read: permission denied"


def test_a_content_folder_that_is_gone_is_a_fault_and_not_an_empty_archive(tmp_path: Path) -> None:
    archive = SmallArchive.write(tmp_path / "moved", {"site.toml": 'title = "Two mills"\n'})
    assert [fault.code for fault in read_whole(archive.root).diagnostics] == ["no-content"]
