"""The five saved pages of the shipped archive: every line, paragraph and comment in its place, letter by letter."""

from __future__ import annotations

import tomllib
from collections import Counter
from typing import Any

import pytest

from generator.core.capture.draft import Draft, draft_page, tell_account
from generator.core.capture.lines import LineKind
from generator.core.diagnostics import has_errors
from generator.core.fields import split_front_matter
from generator.core.text import Text
from tests import seeds
from tests.rendering import read_paragraphs

pytestmark = seeds.NEEDED
KEYS = sorted(seeds.PAGES)
LETTERS = {"p": "paragraph", "i": "caption", "c": "credit", "d": "deck"}


def draft_of(key: str) -> Draft:
    checked = draft_page(seeds.read_seed(key))
    assert checked.diagnostics == ()
    assert checked.value is not None
    return checked.value


def lines_of(key: str) -> list[str]:
    return seeds.read_seed(key).content.split("\n")


def front_matter(draft: Draft) -> dict[str, Any]:
    text = Text("article.md", dict(draft.files)["article.md"])
    start, end, _ = split_front_matter(text).value or (0, 0, 0)
    return tomllib.loads(text.content[start:end])


def comments(draft: Draft) -> list[dict[str, Any]]:
    return tomllib.loads(dict(draft.files).get("thread.toml", "")).get("comment", [])


@pytest.mark.parametrize("key", KEYS)
def test_every_line_has_one_class_and_a_fate(key: str) -> None:
    account = draft_of(key).account
    assert [line.number for line in account] == [n for n, line in enumerate(lines_of(key), 1) if line.strip()]
    assert all(line.became for line in account)
    assert [line.number for line in account if line.kind is LineKind.FURNITURE] == list(seeds.PAGES[key].left_out)


def test_the_five_pages_have_225_lines_75_paragraphs_and_32_comments() -> None:
    counted = Counter(line.kind for key in KEYS for line in draft_of(key).account)
    assert counted == {
        LineKind.TITLE: 5,
        LineKind.SUMMARY: 1,
        LineKind.DECK: 1,
        LineKind.PARAGRAPH: 75,
        LineKind.CAPTION: 5,
        LineKind.CREDIT: 1,
        LineKind.FURNITURE: 7,
        LineKind.THREAD_HEADING: 3,
        LineKind.COMMENT_MARKER: 32,
        LineKind.AUTHOR_LINE: 10,
        LineKind.COMMENT_TEXT: 85,
    }
    assert counted.total() == 225


@pytest.mark.parametrize("key", KEYS)
def test_title_and_summary_are_those_of_the_page_and_nothing_is_invented(key: str) -> None:
    lines, page = lines_of(key), seeds.PAGES[key]
    expected = {"title": lines[page.title - 1], "rendition": "full"}
    if page.summary:
        expected["summary"] = lines[page.summary - 1]
    assert front_matter(draft_of(key)) == expected


@pytest.mark.parametrize("key", KEYS)
def test_every_block_renders_to_the_captured_characters_in_its_place(key: str) -> None:
    lines = lines_of(key)
    expected = [(LETTERS[letter], lines[number - 1]) for letter, number in seeds.PAGES[key].blocks()]
    assert read_paragraphs(dict(draft_of(key).files)["article.md"]) == expected


@pytest.mark.parametrize("key", KEYS)
def test_the_threads_shape_authors_texts_and_losses_are_those_of_the_page(key: str) -> None:
    lines, page = lines_of(key), seeds.PAGES[key]
    for comment, expected in zip(comments(draft_of(key)), page.comments, strict=True):
        assert comment["id"] == expected.id
        assert comment.get("parent", "") == expected.parent
        assert comment.get("author", "") == seeds.expect_author(lines, expected)
        assert comment.get("author_basis", "") == ("avatar" if expected.author == "avatar" else "")
        assert tuple(comment.get("gaps", ())) == expected.gaps
        assert comment.get("text", "") == seeds.expect_text(lines, expected)


def test_the_pages_own_counts_are_kept_beside_what_is_present() -> None:
    threads = {key: dict(draft_of(key).files).get("thread.toml") for key in KEYS}
    assert {key for key, thread in threads.items() if thread is None} == {"001", "002"}
    read = {key: tomllib.loads(thread) for key, thread in threads.items() if thread is not None}
    assert {key: (thread["stated"], len(thread.get("comment", ()))) for key, thread in read.items()} == {
        "000": (6, 6),
        "003": (0, 0),
        "004": (32, 26),
    }
    assert {key: thread.get("max_depth") for key, thread in read.items()} == {"000": None, "003": None, "004": 5}


def test_glued_words_lost_links_and_the_pages_clock_are_told_and_left_as_they_are() -> None:
    doubted = {(key, doubt.line) for key in KEYS for doubt in draft_of(key).doubts}
    glued = [doubt for doubt in draft_of("002").doubts if "run together" in doubt.words]
    assert Counter(doubt.line for doubt in glued) == {13: 1, 15: 1, 21: 3}  # of 17's, nothing on the page tells
    assert doubted >= {("000", 54), ("001", 3), ("002", 1), ("002", 2), ("002", 7), ("003", 3), ("003", 33)}
    assert doubted >= {("004", 33), ("004", 134), ("004", 137), ("004", 146), ("004", 165), ("004", 215), ("004", 0)}


def test_the_printed_account_names_every_line() -> None:
    told = tell_account(draft_of("004"))
    assert "132 lines: 1 title, 21 paragraph, 1 caption, 1 thread-heading, 26 comment-marker" in told
    assert "the page counts 32 comments, and 26 are in this copy" in told


@seeds.CLAIMS_NEEDED
def test_every_listed_claim_fits_its_block_exactly_once() -> None:
    counted: Counter[str] = Counter()
    for key in KEYS:
        draft = draft_of(key)
        bodies = read_paragraphs(dict(draft.files)["article.md"])
        words = {f"p{number}": text for number, (_, text) in enumerate(bodies, 1)}
        words |= {f"comment {each['id']}": each.get("text", "") for each in comments(draft)}
        words |= {name: str(value) for name, value in front_matter(draft).items()}
        listed = {each["id"]: each["occurrences"] for each in seeds.read_claims(key)}
        for claim in tomllib.loads(seeds.claims_toml(key))["claim"]:
            sought = claim.get("before", "") + claim["quote"] + claim.get("after", "")
            assert words[claim["in"]].count(sought) == 1, claim
            counted["once" if listed[claim["ref"]] == 1 else "twice"] += 1
    assert counted == {"once": 227, "twice": 11}


@seeds.CLAIMS_NEEDED
@pytest.mark.parametrize("key", KEYS)
def test_every_listed_claim_anchors_on_the_imported_page(key: str) -> None:
    from generator.core.articles import read_article
    from generator.core.model import Folder, Settings

    files = {**dict(draft_of(key).files), "claims.toml": seeds.claims_toml(key)}
    read = read_article(Settings("Seeds"), Folder("seed", tuple(Text(name, each) for name, each in files.items())))
    assert not has_errors(read.diagnostics)
    assert read.value is not None
    assert len(read.value.claims) == len(seeds.read_claims(key))
    assert all(claim.spans and claim.rung == 1 for claim in read.value.claims)
