"""Pages of questions, sources and lists as HTML: safe, linked, complete without script."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.core.diagnostics import tell
from generator.core.model import Question
from generator.core.pages.claim_feeds import claim_feeds
from generator.core.pages.figure import figure_pages
from generator.core.pages.frame import Page, Stage
from generator.core.pages.home import home_pages
from generator.core.pages.lists import list_pages
from generator.core.pages.question import question_pages
from generator.core.pages.source import source_pages
from generator.core.pages.status import status_pages
from generator.core.render import Theme, render_page
from tests.core.pages.sample import sample_stage
from tests.words import ENGLISH

TEMPLATES = Path(__file__).parents[3] / "templates"
KINDS = (home_pages, list_pages, status_pages)
SLICED = (question_pages, figure_pages, source_pages)
THEME = Theme(
    tuple(
        (path.relative_to(TEMPLATES).as_posix(), path.read_text("utf-8")) for path in sorted(TEMPLATES.rglob("*.html"))
    ),
    ENGLISH,
)


def lay_out(stage: Stage) -> dict[str, Page]:
    whole = (page for kind in KINDS for page in kind(stage))
    return {page.url: page for page in (*whole, *(due.make() for kind in SLICED for due in kind(stage)))}


def render(page: Page) -> str:
    found = render_page(THEME, page)
    assert found.value is not None, tell(found.diagnostics)
    return found.value


PAGES = lay_out(sample_stage())


@pytest.mark.parametrize("url", PAGES)
def test_a_page_has_no_inline_style_or_script_and_no_id_twice(url: str) -> None:
    html = render(PAGES[url])
    assert not re.findall(r"\sstyle=|\son\w+=|<style|javascript:", html)
    assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", html))
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert sorted(ids) == sorted(set(ids))
    labels = " ".join(re.findall(r'aria-labelledby="([^"]+)"', html)).split()
    assert set(labels) <= set(ids)


@pytest.mark.parametrize("url", PAGES)
def test_links_are_relative_and_lead_to_pages_that_exist(url: str) -> None:
    stage = sample_stage()
    known = {*PAGES, "search.html", "data.html", "feed.xml", *(feed.name for feed in claim_feeds(stage))}
    known |= {f"pages/{page.name}.html" for page in stage.catalogue.archive.pages}
    known |= {f"article/{article}.html" for article in stage.catalogue.articles}
    for target in re.findall(r'<a [^>]*href="([^"#]+)', render(PAGES[url])):
        if "://" not in target:
            assert (Path("/" + url).parent / target).resolve().relative_to("/").as_posix() in known, target


def test_words_of_a_comment_never_stand_on_the_cover_or_the_status_page() -> None:
    stage = sample_stage()
    spoken = [comment.text for comment in stage.catalogue.comments.values() if comment.text]
    assert spoken
    for url in ("index.html", "status.html", "sources.html", "questions.html"):
        html = render(PAGES[url])
        assert not [text for text in spoken if text in html]


def test_a_chart_says_in_words_what_it_draws() -> None:
    html = render(PAGES["question/lorries.html"])
    assert html.count('role="img"') == html.count("<desc") + html.count('class="origins"')
    assert "<title" in html
    assert "30 to 50" in html


def test_names_of_the_archive_are_escaped() -> None:
    stage = sample_stage()
    hostile = Question("x", "Is <script>alert(1)</script> & “this”?", unit="<b>")
    archive = stage.catalogue.archive
    changed = sample_stage(type(archive)(archive.settings, archive.articles, archive.sources, (hostile,), (), ()))
    html = render(lay_out(changed)["question/x.html"])
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
