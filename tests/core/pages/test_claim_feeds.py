"""The feeds of sources and questions: who said what, newest first, and nothing of comments."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree

import pytest

from generator.core.model import Article
from generator.core.pages.claim_feeds import MOST_ENTRIES, claim_feeds
from generator.core.pages.feeds import FeedView
from generator.core.pages.frame import Stage
from generator.core.pages.slices import make_all
from tests.core.pages.rendering import lay_out_all, open_page, render
from tests.core.pages.sample import day, sample_archive, sample_stage

ATOM = "{http://www.w3.org/2005/Atom}"


def feed(url: str, stage: Stage | None = None) -> FeedView:
    view = {page.url: page.view for page in make_all(claim_feeds(stage or sample_stage()))}[url]
    assert isinstance(view, FeedView)
    return view


def test_a_source_has_a_feed_of_what_it_said() -> None:
    page = next(page for page in make_all(claim_feeds(sample_stage())) if page.url == "feed/source-stone.xml")
    tree = ElementTree.fromstring(render(page))
    assert tree.findtext(f"{ATOM}title") == "What Tom Stone said"
    assert [link.get("href") for link in tree.iter(f"{ATOM}link")][:2] == [
        "../feed/source-stone.xml",
        "../source/stone.html",
    ]
    assert {name.text for name in tree.iter(f"{ATOM}name")} == {"Tom Stone"}
    assert {
        entry.findtext(f"{ATOM}title"): entry.findtext(f"{ATOM}summary") for entry in tree.iter(f"{ATOM}entry")
    } == {
        "The bridge was painted.": "In “Bridge is safe, says town”, Valley Post.",
        "The piers are cracked.": (
            "Was the bridge safe to cross? Answer: No. In “Engineer has the bridge shut”, River Herald."
        ),
        "Thirty to fifty lorries crossed.": (
            "How many lorries crossed in a day? Answer: 30 to 50 lorries. "
            "In “Engineer has the bridge shut”, River Herald."
        ),
    }


def test_addresses_are_whole_where_the_site_has_one() -> None:
    archive = sample_archive()
    settings = replace(archive.settings, base_url="https://archive.example/")
    stage = sample_stage(replace(archive, settings=settings))
    page = next(page for page in make_all(claim_feeds(stage)) if page.url == "feed/question-bridge-safe.xml")
    links = [link.get("href") for link in ElementTree.fromstring(render(page)).iter(f"{ATOM}link")]
    assert all(link and link.startswith("https://archive.example/") for link in links)


def test_the_newest_report_comes_first_and_an_unknown_date_last() -> None:
    dates = [entry.updated for entry in feed("feed/question-bridge-safe.xml").entries]
    assert dates == sorted(dates, reverse=True)
    assert len(set(dates)) > 1


def test_only_what_has_claims_in_reports_has_a_feed() -> None:
    stage = sample_stage()
    told = {page.url for page in make_all(claim_feeds(stage))}
    in_reports = [entry for entry in stage.catalogue.entries if not entry.claim.comment]
    assert {url for url in told if "/question-" in url} == {
        f"feed/question-{entry.claim.question}.xml" for entry in in_reports if entry.claim.question
    }
    assert "feed/source-council.xml" not in told


def test_no_claim_made_in_a_comment_is_told() -> None:
    stage = sample_stage()
    spoken = {entry.claim.says for entry in stage.catalogue.entries if entry.claim.comment}
    assert spoken
    views = [page.view for page in make_all(claim_feeds(stage))]
    assert not {entry.title for view in views if isinstance(view, FeedView) for entry in view.entries} & spoken


def test_a_feed_stays_short_and_keeps_the_newest() -> None:
    archive = sample_archive()
    first = archive.articles[0]
    copies: list[Article] = [
        replace(first, id=f"copy-{number:02}", published=day(f"2021-01-{number:02}"), captured=None, thread=None)
        for number in range(1, 32)
    ]
    stage = sample_stage(replace(archive, articles=(*archive.articles, *copies)))
    view = feed("feed/question-bridge-safe.xml", stage)
    assert len(view.entries) == MOST_ENTRIES
    assert view.entries[0].updated == view.updated == "2021-01-31T00:00:00Z"


def test_one_claim_has_one_name_in_every_feed() -> None:
    of_source = {entry.id: entry.title for entry in feed("feed/source-stone.xml").entries}
    of_question = {entry.id: entry.title for entry in feed("feed/question-bridge-safe.xml").entries}
    assert set(of_source) & set(of_question)
    assert all(of_question.get(id, title) == title for id, title in of_source.items())


@pytest.mark.parametrize(
    ("page", "address"),
    [
        ("source/stone.html", "../feed/source-stone.xml"),
        ("question/bridge-safe.html", "../feed/question-bridge-safe.xml"),
        ("question/lorries.html", "../feed/question-lorries.xml"),
    ],
)
def test_a_page_leads_to_its_feed(page: str, address: str) -> None:
    stage = sample_stage()
    pages = lay_out_all(stage)
    document = open_page(pages, page)
    alternates = [link.attrs["href"] for link in document.query('link[rel="alternate"]')]
    assert alternates == ["../feed.xml", address]
    assert [link.attrs["href"] for link in document.query('a[type="application/atom+xml"]')] == [address]


def test_a_source_that_said_nothing_leads_to_no_feed() -> None:
    stage = sample_stage()
    pages = lay_out_all(stage)
    links = open_page(pages, "source/council.html").query('link[rel="alternate"]')
    assert [link.attrs["href"] for link in links] == ["../feed.xml"]
