"""WordPress's own export for trying themes comes in with every comment in its place, where somebody has a copy of it.

No package holds it and it is not stored here: WORDPRESS_THEME_TEST names a themeunittestdata.wordpress.xml.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

from generator.edge.importing import import_pages
from tests.archives import SmallArchive

EXPORT = os.environ.get("WORDPRESS_THEME_TEST", "")
Comments = dict[str, tuple[str, str, str]]  # by id: the parent, the author, the time


def read_export(export: Path) -> Iterator[tuple[str, str, Comments]]:
    """The comments that a reader of the site sees, under their post: read anew, with another reader."""
    for item in ElementTree.parse(export).iter("item"):
        said = {_plain(each): each.text or "" for each in item}
        if said["status"] == "publish" and not said["post_password"] and said["post_type"] in ("post", "page"):
            comments: Comments = {}
            for comment in item.findall("{*}comment"):
                told = {_plain(each).removeprefix("comment_"): (each.text or "").strip() for each in comment}
                if told["approved"] == "1" and told["type"] in ("", "comment"):
                    parent = told["parent"] if told["parent"] != "0" else ""
                    comments[told["id"]] = (parent, told["author"], told["date_gmt"])
            yield said["title"].strip() or "Untitled", said["link"], comments


def _plain(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]


@pytest.mark.skipif(not EXPORT, reason="WORDPRESS_THEME_TEST names no export")
def test_every_comment_of_the_export_stands_under_its_post_and_its_parent(tmp_path: Path) -> None:
    archive = SmallArchive.write(tmp_path / "archive", {"site.toml": 'title = "Themes"\nlanguage = "en"\n'})
    made = import_pages(archive.root, [Path(EXPORT)])
    assert made.diagnostics == ()
    found: list[tuple[str, str, Comments]] = []
    for folder in (archive.root / "content/articles").iterdir():
        front = tomllib.loads((folder / "article.md").read_text(encoding="utf-8").split("+++")[1])
        thread = folder / "thread.toml"
        listed = tomllib.loads(thread.read_text(encoding="utf-8"))["comment"] if thread.exists() else []
        comments = {
            each["id"]: (each.get("parent", ""), each.get("author", ""), f"{each['date']:%Y-%m-%d %H:%M:%S}")
            for each in listed
        }
        found.append((front["title"], front["url"], comments))
        assert not [each for each in listed if not each.get("text") and each.get("gaps") != ["text"]]
    wanted = list(read_export(Path(EXPORT)))
    assert sum(len(comments) for *_, comments in wanted) >= 20
    assert sorted(found, key=str) == sorted(wanted, key=str)
    assert archive.run("--quiet", "check") == 0
