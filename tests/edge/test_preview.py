"""A saved article's pages, made of what the last build knew."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from generator.core.urls import COMMENTS_A_PAGE
from generator.edge.builder import Outcome, Task, build_here
from generator.edge.memo import open_memo
from generator.edge.preview import Preview, make_preview
from generator.edge.readings import Reader, add_page, open_folder
from generator.edge.workers import Workers
from tests.archives import SmallArchive

MILL, DAM = "2020-01-02-mill", "2020-01-03-dam"
OTHER = {
    "content/articles/2020-01-03-dam/article.md": """\
+++
title = "The dam holds"
outlet = "herald"
published = 2020-01-03
tags = ["river"]
+++

The council said the mill stood open all week. Forty-two workers were counted.
""",
    "content/articles/2020-01-03-dam/claims.toml": """\
[[claim]]
id = "week"
quote = "the mill stood open all week"
says = "The mill was open."
speaker = "council"
basis = "statement"
stance = "asserts"
question = "mill-closed"
answer = "no"
""",
}
ARTICLE, THREAD, CLAIMS = (f"content/articles/{MILL}/{name}" for name in ("article.md", "thread.toml", "claims.toml"))
NEW_CLAIM = """
[[claim]]
id = "counted"
quote = "She counted"
says = "Somebody counted."
speaker = "ann"
basis = "named"
stance = "asserts"
"""


class Kept:
    """An archive with its site, and what the last build of it left."""

    def __init__(self, archive: SmallArchive) -> None:
        self.archive = archive
        self.site = archive.root / "site"
        self.memo = open_memo(archive.root, self.site)
        self.build()

    def build(self) -> Outcome:
        task = Task(self.archive.root, self.site, "http://127.0.0.1:1/")
        self.outcome = build_here(task, Workers(), self.memo)
        return self.outcome

    def preview(self, name: str = MILL) -> Preview:
        basis = self.outcome.basis
        assert basis
        noted = basis.articles[name]
        around = self.memo.find([noted.surroundings])[noted.surroundings]
        folder = open_folder(self.archive.root, name)
        opened = add_page(Reader(self.archive.root, basis.settings), name, folder)
        return make_preview(basis, opened, noted.outline, around)

    def built_pages(self, preview: Preview) -> dict[str, bytes]:
        return {url: (self.site / url).read_bytes() for url in preview.pages}


@pytest.fixture
def kept(archive: SmallArchive) -> Kept:
    for path, content in OTHER.items():
        archive.put(path, content)
    return Kept(archive)


def test_an_article_as_it_was_built_has_the_pages_that_were_built(kept: Kept) -> None:
    preview = kept.preview()
    assert list(preview.pages) == [f"article/{MILL}.html", f"article/{MILL}.cite.html"]
    assert preview.pages == kept.built_pages(preview)


def more(words: str) -> Callable[[str], str]:
    return lambda content: content + words


def swap(old: str, new: str) -> Callable[[str], str]:
    return lambda content: content.replace(old, new)


@pytest.mark.parametrize(
    ("path", "edit"),
    [
        pytest.param(ARTICLE, swap("Monday, Ann", "Monday, old Ann"), id="a word"),
        pytest.param(ARTICLE, more("\nAnd that was all.\n"), id="a paragraph"),
        pytest.param(ARTICLE, more("\n## After\n\nMore[^1].\n\n[^1]: *Our own*.\n"), id="a heading and a footnote"),
        pytest.param(ARTICLE, swap('summary = "Two', 'summary = "Now two'), id="the summary"),
        pytest.param(ARTICLE, swap('title = "Mill', 'title = "The mill'), id="the title"),
        pytest.param(ARTICLE, swap("2020-01-02", "2020-01-01"), id="the day"),
        pytest.param(ARTICLE, swap('rendition = "full"', 'tags = ["river"]'), id="a tag"),
        pytest.param(ARTICLE, more("\nSee [the dam](article:2020-01-03-dam).\n"), id="a link"),
        pytest.param(ARTICLE, more(f"\nSee [above](article:{MILL}#p1).\n"), id="a link into itself"),
        pytest.param(THREAD, swap("Nonsense", "Nonsense indeed"), id="a word of a comment"),
        pytest.param(THREAD, more('\n[[comment]]\nid = "2"\nauthor = "Dan"\ntext = "Well."\n'), id="a comment"),
        pytest.param(CLAIMS, more(NEW_CLAIM), id="a claim that answers nothing"),
        pytest.param(CLAIMS, swap("About forty", "Some forty"), id="what a claim says"),
        pytest.param(CLAIMS, more(NEW_CLAIM.replace('"ann"', '"bob"')), id="a claim of another speaker"),
    ],
)  # fmt: skip
def test_its_pages_are_those_that_the_next_build_makes(kept: Kept, path: str, edit: Callable[[str], str]) -> None:
    content = (kept.archive.root / path).read_text(encoding="utf-8")
    assert edit(content) != content
    kept.archive.put(path, edit(content))
    preview = kept.preview()
    assert preview.pages != kept.built_pages(preview)
    assert kept.build().basis
    assert preview.pages == kept.built_pages(preview)


def test_a_note_leads_to_its_words_at_the_original_at_once(kept: Kept) -> None:
    page = "<p>The mill stood open.</p><p>Later, the mill was said to be shut.</p>"
    front = f'+++\nurl = "https://example.org/dam"\nsha256 = "{sha256(page.encode()).hexdigest()}"\n'
    article, claims = (f"content/articles/{DAM}/{name}" for name in ("article.md", "claims.toml"))
    kept.archive.put(f"content/articles/{DAM}/capture.html", page)
    kept.archive.put(
        article, OTHER[article].replace("+++\n", front, 1).replace("the mill stood open", "The mill stood open")
    )
    kept.archive.put(claims, OTHER[claims].replace("the mill stood open all week", "The mill stood open"))
    preview = kept.preview(DAM)
    assert b"https://example.org/dam#:~:text=" in preview.pages[f"article/{DAM}.html"]
    assert kept.build().basis
    assert preview.pages == kept.built_pages(preview)


def test_a_long_threads_further_pages_are_among_them(kept: Kept) -> None:
    comments = (
        f'\n[[comment]]\nid = "{number}"\ntext = "The {number}th."\n' for number in range(2, COMMENTS_A_PAGE + 5)
    )
    kept.archive.put(THREAD, (kept.archive.root / THREAD).read_text(encoding="utf-8") + "".join(comments))
    preview = kept.preview()
    assert len(preview.pages) > 2
    assert kept.build().basis
    assert preview.pages == kept.built_pages(preview)


def test_a_new_answer_stands_beside_what_others_answered_before(kept: Kept) -> None:
    answer = NEW_CLAIM + 'question = "mill-closed"\nanswer = "no"\n'
    kept.archive.put(CLAIMS, (kept.archive.root / CLAIMS).read_text(encoding="utf-8") + answer)
    page = kept.preview().pages[f"article/{MILL}.html"].decode()
    assert "Somebody counted." in page
    assert page.count("Disputed") > (kept.site / f"article/{MILL}.html").read_text(encoding="utf-8").count("Disputed")


def test_a_question_that_was_not_asked_here_before_is_not_assessed_yet(kept: Kept) -> None:
    dam = "2020-01-03-dam"
    claim = NEW_CLAIM.replace("She counted", "workers were counted") + 'question = "workers-left"\nvalue = 42\n'
    path = f"content/articles/{dam}/claims.toml"
    kept.archive.put(path, (kept.archive.root / path).read_text(encoding="utf-8") + claim)
    page = kept.preview(dam).pages[f"article/{dam}.html"].decode()
    assert "How many workers were left?" in page
    assert "Not assessed" in page


def test_what_is_wrong_in_the_article_is_told_and_nothing_is_shown(kept: Kept) -> None:
    kept.archive.edit(ARTICLE, "closed on Monday", "closed on Tuesday")
    preview = kept.preview()
    assert (preview.pages, [fault.code for fault in preview.faults]) == ({}, ["quote-not-found"])


@pytest.mark.parametrize(
    ("path", "old", "new", "code"),
    [
        (CLAIMS, 'question = "workers-left"\nvalue = 40', 'question = "workers-gone"\nvalue = 40', "unknown-question"),
        (CLAIMS, 'speaker = "bob"', 'speaker = "rob"', "unknown-source"),
        (ARTICLE, 'outlet = "herald"', 'outlet = "hearld"', "unknown-source"),
        (ARTICLE, "would remain so.", "would remain [so](question:so).", "broken-link"),
    ],
)
def test_names_that_the_last_build_did_not_know_are_told_apart(
    kept: Kept, path: str, old: str, new: str, code: str
) -> None:
    kept.archive.edit(path, old, new)
    preview = kept.preview()
    assert (preview.pages, preview.faults, [fault.code for fault in preview.strange]) == ({}, (), [code])
    assert preview.strange[0].place.path == path


def test_the_pictures_it_shows_are_named(kept: Kept) -> None:
    kept.archive.put(f"content/articles/{MILL}/wheel.png", "not looked into")
    kept.archive.put(ARTICLE, (kept.archive.root / ARTICLE).read_text(encoding="utf-8") + "\n![The wheel](wheel.png)\n")
    assert kept.preview().pictures == {f"media/{MILL}/wheel.png": "wheel.png"}


def test_a_preview_writes_nothing(kept: Kept) -> None:
    def look() -> dict[Path, int]:
        return {each: each.stat().st_mtime_ns for each in kept.archive.root.rglob("*")}

    kept.archive.edit(ARTICLE, "would remain so", "would remain just so")
    kept.archive.edit(CLAIMS, "would remain so", "would remain just so")
    before = look()
    assert kept.preview().pages
    assert look() == before
