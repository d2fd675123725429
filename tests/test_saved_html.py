"""Saved pages of every comment system become articles that pass `check`, with each block of the page accounted for."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from generator.core.capture.markup import list_blocks, read_markup
from generator.core.capture.page_account import BlockFate, Fate
from generator.core.capture.page_draft import PageDraft, draft_html
from generator.core.diagnostics import has_errors
from generator.core.text import Text
from generator.edge.importing import import_pages
from tests.archives import SmallArchive

PAGES = Path(__file__).parent / "pages"
SAMPLES = sorted(PAGES.glob("*.html"))
Tree = list[tuple[str, str, str, str]]  # id, parent, author, date


def draft(name: str) -> PageDraft:
    text = Text(name, (PAGES / name).read_text(encoding="utf-8"))
    made = draft_html(text, beside={"ferry_files/aground.png": "aground.png"})
    assert made.value is not None
    return made.value


def comments_of(name: str) -> list[dict[str, object]]:
    comments = tomllib.loads(dict(draft(name).files)["thread.toml"])["comment"]
    assert isinstance(comments, list)
    return comments


TREES: dict[str, Tree] = {
    "wordpress-classic.html": [
        ("11", "", "Old Salt", "2019-05-04 09:12:44+01:00"),
        ("12", "11", "Nils", "2019-05-04 10:00:00+01:00"),
        ("13", "", "Tove", ""),
    ],
    "wordpress-blocks.html": [
        ("5", "", "Ida", "2021-03-08 09:00:00+00:00"),
        ("6", "5", "Jon", "2021-03-08 09:30:00+00:00"),
    ],
    "hacker-news.html": [
        ("5000002", "", "ann", "2020-02-02 10:05:00+00:00"),
        ("5000003", "5000002", "bo", "2020-02-02 10:09:00+00:00"),
        ("5000004", "", "", "2020-02-02 11:00:00+00:00"),
    ],
    "lobsters.html": [
        ("aaaa11", "", "tove", "2022-01-05 09:30:00-06:00"),
        ("bbbb22", "aaaa11", "wick", "2022-01-05 10:00:00-06:00"),
    ],
    "discourse.html": [
        ("2", "", "finn", "2021-01-01 10:00:00+00:00"),
        ("3", "", "mara", "2021-01-01 11:00:00+00:00"),
    ],
    "disqus.html": [
        ("3001", "", "Per", "2017-10-17 17:21:00"),
        ("3002", "3001", "Liv", "2017-10-18 00:05:00"),
        ("3003", "", "", ""),
    ],
    "coral.html": [
        ("0a1b2c3d-1111-4222-8333-444455556666", "", "nurse_eva", "2020-02-21 18:00:00+00:00"),
        (
            "0a1b2c3d-2222-4222-8333-444455556666",
            "0a1b2c3d-1111-4222-8333-444455556666",
            "conductor",
            "2020-02-21 19:00:00+00:00",
        ),
    ],
}


def test_there_is_a_tree_for_every_sample() -> None:
    assert sorted(TREES) == [path.name for path in SAMPLES]


@pytest.mark.parametrize("name", TREES)
def test_comments_keep_their_parent_author_and_date(name: str) -> None:
    found = [tuple(str(each.get(key, "")) for key in ("id", "parent", "author", "date")) for each in comments_of(name)]
    assert found == TREES[name]


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_every_block_of_the_page_is_told_once(path: Path) -> None:
    tree = read_markup(Text(path.name, path.read_text(encoding="utf-8"))).value
    assert tree is not None
    told = [each.words for each in draft(path.name).fates if each.number]
    assert told == [block.words for block in list_blocks(tree)]


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_what_import_writes_passes_check(path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    archive = SmallArchive.write(tmp_path)
    made = import_pages(archive.root, [path])
    assert not has_errors(made.diagnostics)
    assert archive.run("check") == 0, capsys.readouterr()


def test_the_words_of_comments_keep_their_forms() -> None:
    words = {str(each["id"]): each.get("text") for each in comments_of("hacker-news.html")}
    assert words["5000002"] == (
        "It went out in 1911.\n\nThere is a plaque: [https://plaque.example/...](<https://plaque.example/?a=1&b=2>)"
    )
    assert words["5000003"] == "*It went out in 1911.*\n\nFor *one* night.\n\n```\n  dark = 1\n```"
    assert words["5000004"] is None


def test_a_reply_that_only_names_whom_it_answers_is_told_as_inferred() -> None:
    assert comments_of("discourse.html")[1]["answers"] == {
        "id": "2",
        "why": "the post is marked as a reply to finn, and this is the last post by that name before it",
    }


def front(name: str) -> dict[str, object]:
    return tomllib.loads(dict(draft(name).files)["article.md"].split("+++\n")[1])


def test_facts_are_those_the_page_states_with_where_it_states_them() -> None:
    told = {key: str(value) for key, value in front("wordpress-blocks.html").items()}
    assert told == {
        "title": "The dam holds, says the county",
        "url": "https://mill.example/2021/dam/",
        "published": "2021-03-08",
        "published_basis": "datePublished in the page's JSON-LD: 2021-03-08T07:00:00+00:00",
        "author": "A. Writer",
        "rendition": "full",
        "lang": "en",
        "captured": "2021-03-09",
    }
    assert draft("wordpress-blocks.html").doubts == (
        "title: 'The dam holds, says the county' (headline in the page's JSON-LD) was taken; "
        "the page also states 'The dam holds' (title)",
        "published: '2021-03-08T07:00:00+00:00' (datePublished in the page's JSON-LD) was taken; "
        "the page also states '2021-03-07T23:00:00-05:00' (meta article:published_time)",
    )


def test_pictures_come_along_with_their_words_and_the_others_are_told_as_lost() -> None:
    made = draft("wordpress-classic.html")
    assert [(each.name, each.file) for each in made.pictures] == [("aground.png", "ferry_files/aground.png")]
    assert "![The ferry on the rocks](aground.png)\n\n{.caption}\nThe ferry on Saturday morning." in made.files[0][1]
    lost = BlockFate(0, Fate.LOST, "picture, not in the capture", "A map of the point https://cdn.example/map.png")
    assert lost in made.fates


def test_an_empty_comment_is_a_gap_and_not_nobodys() -> None:
    assert comments_of("wordpress-classic.html")[2] == {"id": "13", "author": "Tove", "gaps": ["text"]}
