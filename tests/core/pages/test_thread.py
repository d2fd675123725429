from __future__ import annotations

from dataclasses import replace

import pytest
from justhtml import JustHTML

from generator.core.model import Thread
from generator.core.pages.article import article_pages
from generator.core.pages.frame import Page
from generator.core.pages.thread import show_thread
from tests.core.pages.rendering import open_page, render, text_of
from tests.core.pages.sample import LOW_FORD, long_thread, sample_archive, sample_stage
from tests.words import ENGLISH

LOW = f"article/{LOW_FORD}.html"


def with_thread(thread: Thread) -> tuple[Page, ...]:
    archive = sample_archive()
    first = replace(
        archive.articles[0],
        thread=thread,
        claims=tuple(each for each in archive.articles[0].claims if not each.comment),
    )
    return tuple(article_pages(sample_stage(replace(archive, articles=(first, *archive.articles[1:])))))


@pytest.fixture(scope="module")
def low() -> JustHTML:
    return open_page(article_pages(sample_stage()), LOW)


def test_events_open_and_close_like_brackets() -> None:
    archive = sample_archive()
    for thread in (archive.articles[0].thread, long_thread(40, deep=True), long_thread(3), Thread(())):
        assert thread is not None
        (part,) = show_thread(archive.articles[0], thread, {}, ENGLISH)
        stack = []
        for event in part.events:
            if event.kind in ("open", "replies", "single"):
                stack.append(event.kind)
            else:
                assert {"close": "open", "end-replies": "replies", "end-single": "single"}[event.kind] == stack.pop()
        assert stack == []
        assert [event.comment.number for event in part.events if event.comment] == [
            each.number for each in thread.comments
        ]


def test_comments_nest_as_they_answer_each_other(low: JustHTML) -> None:
    def above(id: str) -> str:
        node = next(each for each in low.query("li.comment") if each.attrs["id"] == id).parent
        while node is not None and node.name != "li":
            node = node.parent
        return node.attrs["id"] if node is not None else ""

    assert {id: above(id) for id in ("k-1", "k-1.1", "k-1.1.1", "k-1.2", "k-1.2.1", "k-2")} == {
        "k-1": "",
        "k-1.1": "k-1",
        "k-1.1.1": "k-1.1",
        "k-1.2": "k-1",
        "k-1.2.1": "k-1.2",
        "k-2": "",
    }


def test_a_comment_has_its_number_as_address_and_says_whom_it_answers(low: JustHTML) -> None:
    (head,) = text_of(low, '[id="k-1.1"] > article > .c-head')
    assert head == "2 Name not shown in reply to 1, Cat Hill"
    assert low.query('[id="k-1.1"] > article .c-no')[0].attrs["href"] == "#k-1.1"
    assert low.query('[id="k-1.1"] > article .c-to a')[0].attrs["href"] == "#k-1"


def test_a_reply_the_curator_inferred_is_said_to_be_one_with_the_reason(low: JustHTML) -> None:
    assert text_of(low, '[id="k-1.2"] > article > .c-answers') == [
        "Probably answers 2, name not shown: takes up its words"
    ]


def test_what_the_copy_lost_is_said_aloud(low: JustHTML) -> None:
    (account,) = text_of(low, "#comments > .hint p:first-child")
    assert account.startswith("6 of 9 comments are in the saved copy. Of 1 the name is not shown")
    assert "The copy lost a link of 1." in account
    assert text_of(low, '[id="k-1.2"] > article > .c-text') == ["The text of this comment is missing from the copy."]
    assert text_of(low, '[id="k-1.1"] > article > .c-text > .hint') == ["The copy lost a link of this comment."]


def test_nothing_of_a_covered_comment_is_told_in_the_margin_beside_its_cover() -> None:
    archive = sample_archive()
    claims = [claim for claim in archive.articles[0].claims if claim.comment]
    thread = archive.articles[0].thread
    assert thread is not None and claims
    told = {claim.comment for claim in claims}
    for cover in ("", "an insult"):
        comments = tuple(replace(each, cover=cover) if each.id in told else each for each in thread.comments)
        first = replace(archive.articles[0], thread=replace(thread, comments=comments))
        stage = sample_stage(replace(archive, articles=(first, *archive.articles[1:])))
        document = open_page(article_pages(stage), LOW)
        assert bool(document.query(".thread .side")) == (not cover)
        assert all(document.query(f"#n-{claim.id}") for claim in claims)


def test_covered_words_are_folded_and_everything_else_of_the_comment_stays(low: JustHTML) -> None:
    (veil,) = low.query('[id="k-1.1.1"] details.veil')
    assert "open" not in veil.attrs
    assert "data-nosnippet" in veil.attrs
    assert text_of(low, '[id="k-1.1.1"] details.veil > summary') == ["Content note: an insult."]
    assert text_of(low, '[id="k-1.1.1"] .c-no') == ["3"]


def test_a_label_stands_above_open_text(low: JustHTML) -> None:
    assert text_of(low, '[id="k-1.2.1"] .c-text p') == ["Content note: sarcasm", "Fine."]


def test_replies_fold_with_their_count_and_are_open(low: JustHTML) -> None:
    (fold,) = low.query('[id="k-1"] > details.replies')
    assert "open" in fold.attrs
    assert text_of(low, '[id="k-1"] > details.replies > summary') == ["4 replies"]
    assert low.query('[id="k-1.1"] > div.replies')


def test_a_run_that_the_site_stopped_nesting_is_said_once() -> None:
    archive = sample_archive()
    base = long_thread(5)
    run = tuple(replace(each, parent="1", depth=2, flattened=True) for each in base.comments[1:])
    thread = Thread((replace(base.comments[0], replies=4, below=4), *run), max_depth=2)
    (part,) = show_thread(archive.articles[0], thread, {}, ENGLISH)
    assert [event.comment.run for event in part.events if event.comment] == [0, 4, 0, 0, 0]


def test_a_thread_ten_thousand_deep_is_laid_out_and_rendered() -> None:
    pages = with_thread(long_thread(10_000, deep=True))
    urls = [page.url for page in pages if LOW_FORD in page.url]
    assert len(urls) == 10
    html = render(pages[0])
    assert html.count('<li class="comment"') == 1000
    assert html.count('<details class="replies" open>') < 30
    assert "level 1000" in html


def test_a_long_thread_goes_on_on_further_pages_with_the_same_ids() -> None:
    pages = with_thread(long_thread(2_500))
    urls = [page.url for page in pages if LOW_FORD in page.url]
    assert urls == [LOW, f"article/{LOW_FORD}.comments-2.html", f"article/{LOW_FORD}.comments-3.html"]
    second = open_page(pages, urls[1])
    assert [node.attrs["id"] for node in second.query("li.comment")][:2] == ["k-1001", "k-1002"]
    links = [node.attrs["href"] for node in second.query("nav.parts a")]
    assert f"../{LOW}#comments" in links and f"../{urls[2]}#comments" in links


def test_an_answer_to_a_comment_on_an_earlier_page_leads_to_that_page() -> None:
    pages = with_thread(long_thread(1_001, deep=True))
    second = open_page(pages, f"article/{LOW_FORD}.comments-2.html")
    assert second.query(".c-to a")[0].attrs["href"] == f"{LOW_FORD}.html#k-1000"
