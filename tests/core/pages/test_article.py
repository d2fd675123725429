from __future__ import annotations

import json
from dataclasses import replace

import pytest
from justhtml import JustHTML
from markupsafe import Markup

from generator.core.model import Archive, BlockKind
from generator.core.pages.article import ArticleView, article_pages
from generator.core.pages.frame import Page
from generator.core.pages.notes import Form
from tests.core.pages.rendering import open_page, render, text_of
from tests.core.pages.sample import HIGH_FORD, LOW_FORD, YEARBOOK, make_block, sample_archive, sample_stage

LOW = f"article/{LOW_FORD}.html"


@pytest.fixture(scope="module")
def pages() -> tuple[Page, ...]:
    return tuple(article_pages(sample_stage()))


@pytest.fixture(scope="module")
def low(pages: tuple[Page, ...]) -> JustHTML:
    return open_page(pages, LOW)


def view_of(pages: tuple[Page, ...], article: str) -> ArticleView:
    view = next(page.view for page in pages if page.url == f"article/{article}.html")
    assert isinstance(view, ArticleView)
    return view


def change(archive: Archive, article: str, **more: object) -> Archive:
    """The sample with one article changed."""
    articles = (replace(each, **more) if each.id == article else each for each in archive.articles)  # type: ignore[arg-type]
    return replace(archive, articles=tuple(articles))


def test_every_article_has_a_page_in_order_of_date(pages: tuple[Page, ...]) -> None:
    assert [page.url for page in pages] == [f"article/{each}.html" for each in (LOW_FORD, HIGH_FORD, YEARBOOK)]


def test_a_claim_has_its_mark_its_number_and_its_note_and_they_lead_to_each_other(low: JustHTML) -> None:
    (mark,) = low.query("#c-safe")
    assert mark.attrs["class"] == "claim"
    assert mark.attrs["data-state"] == "disputed"
    (number,) = low.query("#r-safe")
    assert (number.attrs["href"], number.attrs["role"]) == ("#n-safe", "doc-noteref")
    assert number.attrs["aria-label"] == "Note 2, disputed"
    (back,) = low.query("#n-safe [role=doc-backlink]")
    assert (back.attrs["href"], back.attrs["aria-label"]) == ("#r-safe", "Back to passage 2, Ada Reed")


def test_overlapping_claims_each_have_an_anchor_and_a_number_and_the_words_stand_once(low: JustHTML) -> None:
    assert text_of(low, "#p1") == ["Ada Reed said the bridge would carry any lorry2 in the county3, now or later."]
    assert [node.attrs["id"] for node in low.query("#p1 .claim") if "id" in node.attrs] == ["c-safe", "c-any-lorry"]
    assert [node.attrs["data-claims"] for node in low.query("#p1 .claim")] == ["safe", "safe any-lorry", "any-lorry"]


def test_a_note_says_who_what_on_what_footing_by_which_way_when_and_what_others_say(low: JustHTML) -> None:
    (said,) = text_of(low, "#n-safe")
    assert said.startswith("2 Ada Reed, clerk of the council asserts: The bridge will carry any lorry.")
    assert (
        "Spokesperson, on record; Reed Wire here; 1 Mar 2020 (“on Sunday”); dated: the Sunday before the report" in said
    )
    assert (
        "Was the bridge safe to cross? Yes, with Valley Post. Others say no: Stone. Disputed: 2 reports, 3 origins."
        in said
    )
    assert "Contradicted by Tom Stone: The piers are cracked. One says that it held" in said
    assert said.endswith("She says it of lorries only.")


def test_a_note_says_why_nobody_is_named_and_how_the_words_were_hedged(low: JustHTML) -> None:
    assert "a carpenter; not named because he works for the town" in text_of(low, "#n-deck")[0]
    assert "hedged: “now or later”" in text_of(low, "#n-any-lorry")[0]
    assert "Nobody else in this archive speaks to this." in text_of(low, "#n-any-lorry")[0]


def test_notes_to_the_text_and_to_the_comments_are_two_lists_and_hold_every_claim_once(low: JustHTML) -> None:
    assert text_of(low, "[role=doc-endnotes] > h2") == ["Notes", "Notes to the comments"]
    numbers = [node.attrs["id"] for node in low.query("[role=doc-endnotes] li.note")]
    assert numbers == ["n-headline", "n-safe", "n-any-lorry", "n-forty", "n-deck", "n-shook"]


def test_the_short_notes_are_not_heard_twice_and_stand_before_their_row(low: JustHTML) -> None:
    sides = low.query("aside.side")
    assert all(side.attrs["aria-hidden"] == "true" for side in sides)
    assert all(link.attrs["tabindex"] == "-1" for link in low.query("aside.side a"))
    prose = low.query_one(".prose")
    assert prose is not None
    rows = [(node.name, node.attrs.get("id", "")) for node in prose.children if node.name != "#text"]
    assert rows == [
        ("aside", ""),  # to the title
        ("aside", ""),
        ("p", "p1"),
        ("figure", ""),
        ("aside", ""),
        ("p", "p3"),
        ("aside", ""),
        ("ul", ""),
    ]


def test_a_crowd_of_claims_makes_its_short_notes_shorter(pages: tuple[Page, ...]) -> None:
    archive = sample_archive()
    article = next(each for each in archive.articles if each.id == LOW_FORD)
    claim = next(each for each in article.claims if each.id == "safe")
    words = "One two three four five six seven eight nine ten."
    quotes = [(f"x-{word}", word) for word in words.rstrip(".").split()]
    block = make_block("p1", words, quotes)
    many = tuple(replace(claim, id=id, number=at, note=Markup("")) for at, (id, _) in enumerate(quotes, 1))
    crowded = change(archive, LOW_FORD, blocks=(block,), claims=many, thread=None)
    (row,) = view_of(tuple(article_pages(sample_stage(crowded))), LOW_FORD).rows
    assert {note.form for note in row.side} >= {Form.LINE}
    assert {note.form for row in view_of(pages, YEARBOOK).rows for note in row.side} == {Form.FULL}


def test_a_photograph_that_is_recorded_but_not_held_says_so(low: JustHTML) -> None:
    (caption,) = text_of(low, "figure.photo")
    assert caption.startswith("Photograph, recorded but not held. The bridge from the north bank.")


def test_a_picture_that_is_held_is_shown_without_that_remark() -> None:
    image = make_block("p2", "The bridge.", (), BlockKind.CAPTION)
    image = replace(
        image, pieces=(replace(image.pieces[0], html=Markup('<img src="../media/x/a.jpg" alt="Piers">The bridge.')),)
    )
    archive = change(sample_archive(), LOW_FORD, blocks=(image,), claims=(), thread=None)
    document = open_page(article_pages(sample_stage(archive)), LOW)
    assert text_of(document, "figure.photo") == []
    assert document.query("figure.picture img")[0].attrs["alt"] == "Piers"


def test_a_list_is_one_row_and_its_items_keep_their_list(low: JustHTML) -> None:
    assert text_of(low, ".prose ul > li") == ["Stone piers", "Oak deck5"]


def test_a_claim_that_lost_its_place_is_shown_with_the_words_it_had(low: JustHTML) -> None:
    (lost,) = text_of(low, "section.lost")
    assert "The bridge was painted." in lost
    assert "Its words were “words that are gone”." in lost
    assert low.query("#c-lost")


def test_the_facts_say_what_is_known_and_what_is_not(low: JustHTML, pages: tuple[Page, ...]) -> None:
    (facts,) = text_of(low, "article > header .facts")
    for part in (
        "valley-post.example",
        "address of the page",
        "1 April 2020",
        "Précis",
        "6, and 1 in comments",
        "6 held, of 9",
    ):
        assert part in facts
    (unknown,) = text_of(open_page(pages, f"article/{YEARBOOK}.html"), "article > header")
    for part in ("Outlet not known", "address not known", "2021", "none held"):
        assert part in unknown


def test_the_voices_stand_with_their_claims_and_nobody_last(pages: tuple[Page, ...]) -> None:
    voices = view_of(pages, LOW_FORD).facts.voices
    assert [(voice.name, [claim.number for claim in voice.claims]) for voice in voices] == [
        ("Valley Post", [1]),
        ("Ada Reed", [2, 3]),
        ("a carpenter", [5]),
        ("Nobody named", [4]),
    ]


def test_the_archives_own_footnotes_stand_apart_from_the_notes(low: JustHTML) -> None:
    assert text_of(low, "[aria-labelledby=footnotes-h] li") == ["Built before 1800. Back"]


def test_a_report_leads_to_the_one_before_the_one_after_and_those_on_the_same_questions(
    pages: tuple[Page, ...],
) -> None:
    view = view_of(pages, HIGH_FORD)
    assert view.earlier is not None and view.earlier.url == LOW
    assert view.later is not None and view.later.url == f"article/{YEARBOOK}.html"
    assert [(each.card.url, [url for _, url in each.questions]) for each in view.also] == [
        (LOW, ["question/bridge-safe.html", "question/lorries.html"])
    ]


def test_it_can_be_cited_in_words_in_bibtex_and_in_csl(low: JustHTML) -> None:
    assert text_of(low, "#cite-text")[0].startswith("“Bridge is safe, says town”, Valley Post, 2 March 2020. Précis in")
    assert low.query_one("#cite-bibtex").to_text().startswith("@misc{2020-03-02-bridge-is-safe")
    assert json.loads(low.query_one("#cite-csl").to_text())[0]["title"] == "Bridge is safe, says town"


def test_machines_are_told_of_the_report_and_its_claims_and_of_no_comments_words(pages: tuple[Page, ...]) -> None:
    html = render(pages[0])
    start = html.index('<script type="application/ld+json">') + len('<script type="application/ld+json">')
    block = html[start : html.index("</script>", start)]
    data = json.loads(block)
    assert (data["@type"], data["commentCount"], data["datePublished"]) == ("NewsArticle", 6, "2020-03-02")
    assert [claim["@type"] for claim in data["mentions"]] == ["Claim"] * 5
    assert "shook" not in block and "rude" not in block
    assert "rude" not in html[: html.index("<body>")]


def test_what_would_end_a_script_is_told_without_ending_it() -> None:
    title = make_block("title", "</script><b>&", (), BlockKind.TITLE, "")
    archive = change(sample_archive(), LOW_FORD, title=title, claims=())
    document = open_page(article_pages(sample_stage(archive)), LOW)
    (script,) = [node for node in document.query("script") if node.attrs.get("type")]
    assert (
        json.loads(script.to_text(separator="", strip=False) or script.children[0].data)["headline"] == "</script><b>&"
    )


def test_the_policy_is_the_second_thing_on_the_page_and_nothing_is_inline(low: JustHTML) -> None:
    head = low.query_one("head")
    metas = [node for node in head.children if node.name == "meta"]
    assert metas[0].attrs == {"charset": "utf-8"}
    assert "script-src 'self'" in metas[1].attrs["content"]
    assert metas[1].attrs["content"].endswith("require-trusted-types-for 'script'; trusted-types whence")
    assert metas[2].attrs == {"name": "referrer", "content": "no-referrer"}
    assert low.query("[style]") == [] and low.query("style") == []
    assert [
        node.text for node in low.query("script") if "src" not in node.attrs and node.attrs.get("type") is None
    ] == []


def test_a_report_needs_little_style_and_little_script(low: JustHTML) -> None:
    from generator.core.word_assets import say_asset
    from tests.core.pages.rendering import TEMPLATES
    from tests.words import ENGLISH

    def weigh(addresses: list[str]) -> int:
        return sum((TEMPLATES / "assets" / each.partition("assets/0000/")[2]).stat().st_size for each in addresses)

    sheets = [node.attrs["href"] for node in low.query("link[rel=stylesheet]") if "code.css" not in node.attrs["href"]]
    assert weigh(sheets) <= 20_000
    said = len(say_asset("assets/js/words.js", b"", ENGLISH))
    assert weigh([node.attrs["src"] for node in low.query("script[src]")]) + said <= 30_000


def test_no_id_stands_twice(pages: tuple[Page, ...]) -> None:
    for page in pages:
        ids = [node.attrs["id"] for node in open_page(pages, page.url).query("[id]")]
        assert sorted(ids) == sorted(set(ids))
