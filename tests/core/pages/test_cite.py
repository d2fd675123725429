"""The page of citations: a report and everything in it, each with its permanent address."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from justhtml import JustHTML

from generator.core.pages.article import article_pages
from generator.core.pages.feeds import sitemap_page
from generator.core.pages.frame import Page
from tests.core.pages.rendering import open_page, render, text_of
from tests.core.pages.sample import HIGH_FORD, LOW_FORD, sample_archive, sample_stage

CITES = f"article/{LOW_FORD}.cite.html"


@pytest.fixture(scope="module")
def pages() -> tuple[Page, ...]:
    return tuple(article_pages(sample_stage()))


@pytest.fixture(scope="module")
def cites(pages: tuple[Page, ...]) -> JustHTML:
    return open_page(pages, CITES)


def test_every_claim_every_comment_and_every_passage_stands_there_under_its_own_fragment(cites: JustHTML) -> None:
    assert text_of(cites, "main h2") == ["The report", "Claims", "Comments", "Passages"]
    assert [node.attrs["id"] for node in cites.query(".cites > li")] == [
        *("c-headline", "c-safe", "c-any-lorry", "c-forty", "c-deck", "c-shook"),
        *("k-1", "k-1.1", "k-1.1.1", "k-1.2", "k-1.2.1", "k-2"),
        *("p1", "p2", "p3", "p4", "p5"),
    ]


def test_each_leads_to_its_place(cites: JustHTML) -> None:
    links = {node.attrs["href"] for node in cites.query(".cites h3 a")}
    assert {f"../article/{LOW_FORD}.html{each}" for each in ("#c-safe", "#k-1.1", "#p3")} <= links


def test_each_is_cited_in_words_in_bibtex_and_in_csl(cites: JustHTML) -> None:
    (words,) = text_of(cites, "#c-shook p")
    assert words.startswith("Cat Hill: The bridge shook. Claim 7, in comment 1, in “Bridge is safe, says town”")
    bibtex, csl = (node.to_text() for node in cites.query("[id='k-1'] pre"))
    assert bibtex.startswith(f"@misc{{{LOW_FORD}:k-1,") and "date = {2020-03-03}" in bibtex
    assert json.loads(csl)[0]["title"] == "Comment 1 on ‘Bridge is safe, says town’"
    assert text_of(cites, "#p1 p")[0].startswith("“Ada Reed said the bridge would carry any …”, passage p1")


def test_no_word_of_a_comment_stands_there_covered_or_open(pages: tuple[Page, ...]) -> None:
    html = render(next(page for page in pages if page.url == CITES))
    for words in ("rude word", "an insult", "You did not", "like a leaf", "أهلا"):
        assert words not in html


def test_addresses_are_whole_where_the_site_knows_its_own() -> None:
    archive = sample_archive()
    settings = replace(archive.settings, base_url="https://ford.example/archive/")
    cites = open_page(article_pages(sample_stage(replace(archive, settings=settings))), CITES)
    assert f"https://ford.example/archive/article/{LOW_FORD}.html#c-safe" in text_of(cites, "#c-safe p")[0]


def test_a_report_without_comments_has_none_to_cite(pages: tuple[Page, ...]) -> None:
    assert text_of(open_page(pages, f"article/{HIGH_FORD}.cite.html"), "main h2") == [
        "The report",
        "Claims",
        "Passages",
    ]


def test_search_engines_are_not_sent_there() -> None:
    archive = sample_archive()
    stage = sample_stage(replace(archive, settings=replace(archive.settings, base_url="https://ford.example/")))
    pages = tuple(article_pages(stage))
    (sitemap,) = sitemap_page(stage, pages, ())
    assert ".cite.html" not in render(sitemap)
    robots = open_page(pages, CITES).query('meta[name="robots"]')
    assert [node.attrs["content"] for node in robots] == ["noindex"]
