"""The shipped templates as a theme, and pages of the sample rendered with them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from justhtml import JustHTML

from generator.core.pages import lay_out_pages
from generator.core.pages.frame import Page, Stage
from generator.core.pages.slices import make_all
from generator.core.render import Theme, render_page
from tests.words import ENGLISH

TEMPLATES = Path(__file__).parents[3] / "templates"


@cache
def shipped_theme() -> Theme:
    """Every template below templates/, without the assets."""
    found = ((path.relative_to(TEMPLATES).as_posix(), path) for path in sorted(TEMPLATES.rglob("*")) if path.is_file())
    sources = ((name, path.read_text("utf-8")) for name, path in found if not name.startswith(("assets/", "words/")))
    return Theme(tuple(sources), ENGLISH)


def render(page: Page, theme: Theme | None = None) -> str:
    """The page's text; a fault in a template fails the test with its report."""
    done = render_page(theme or shipped_theme(), page)
    assert done.diagnostics == ()
    assert done.value is not None
    return done.value


def lay_out_all(stage: Stage) -> tuple[Page, ...]:
    """Every page but those of articles."""
    layout = lay_out_pages(stage.catalogue, stage.standings, stage.assets, stage.words)
    return (*layout.made, *make_all(layout.due))


def open_page(pages: Iterable[Page], url: str) -> JustHTML:
    """The page at an address, rendered and parsed; a parse error fails the test."""
    return JustHTML(render(next(page for page in pages if page.url == url)), sanitize=False, strict=True)


def text_of(document: JustHTML, selector: str) -> list[str]:
    """The words of every element that fits, spaces made one."""
    return [" ".join(node.to_text(separator="", strip=False).split()) for node in document.query(selector)]
