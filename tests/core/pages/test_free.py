from __future__ import annotations

from dataclasses import replace

from generator.core.pages.free import free_pages
from tests.core.pages.rendering import open_page, text_of
from tests.core.pages.sample import sample_archive, sample_stage


def test_every_free_page_is_there_and_the_page_for_what_is_not() -> None:
    assert [page.url for page in free_pages(sample_stage())] == ["pages/method.html", "pages/about.html", "404.html"]


def test_a_free_page_shows_its_title_its_summary_and_its_words() -> None:
    document = open_page(free_pages(sample_stage()), "pages/about.html")
    assert text_of(document, "main h1, main .lede, main #p2") == ["About", "What this is.", "We are."]
    assert text_of(document, "title") == ["About · The bridge at Low Ford"]


def test_the_page_for_what_is_not_there_finds_everything_from_any_depth() -> None:
    archive = sample_archive()
    settings = replace(archive.settings, base_url="https://example.org/bridge/")
    document = open_page(free_pages(sample_stage(replace(archive, settings=settings))), "404.html")
    addresses = [
        node.attrs[name] for node in document.query("[href], [src]") for name in ("href", "src") if name in node.attrs
    ]
    assert all(each.startswith(("/bridge/", "#", "https://example.org/bridge/")) for each in addresses)
    assert document.query("form[role=search]")[0].attrs["action"] == "/bridge/search.html"
