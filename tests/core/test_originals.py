from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

import pytest

from generator.core.articles import read_article
from generator.core.model import Article, Folder, Settings
from generator.core.originals import find_originals, wants_page
from generator.core.text import Text

FRONT = '+++\ntitle = "Shut"\nurl = "https://example.org/ferry"\nsha256 = "{}"\n+++\n\n'
CLAIM = '[[claim]]\nid = "it"\nquote = "{}"\nsays = "It is."\nbasis = "{}"\nstance = "asserts"\n{}\n'


def make(body: str, quote: str, page: str, place: str = "", thread: str = "") -> Article:
    """An article with one claim, and its copy searched for it."""
    data = page.encode()
    texts = [Text("a/article.md", FRONT.format(sha256(data).hexdigest()) + body)]
    basis = "commenter" if thread else "own-voice"
    texts.append(Text("a/claims.toml", CLAIM.format(quote, basis, place)))
    texts += [Text("a/thread.toml", thread)] if thread else []
    folder = Folder("a", tuple(texts), ("capture.html",), sha256(data).hexdigest())
    article = read_article(Settings("Test"), folder).value
    assert article
    assert wants_page(article, folder.capture_sha256)
    return find_originals(article, data)


def directive(*given: str) -> str:
    (claim,) = make(*given).claims
    return claim.directive.replace("%20", " ")


def test_typography_may_differ_and_the_page_is_quoted() -> None:
    page = "<p>They said it doesn’t sail – “not\n today”.</p>"
    assert directive('They said it doesn\'t sail - "not today".\n', "doesn't sail", page) == "text=doesn%E2%80%99t sail"


def test_the_words_around_them_tell_which_of_several_places_is_quoted() -> None:
    page = "<nav>It was shut</nav><p>That day it was open.</p><p>It was shut on Tuesday.</p><aside>It was shut!</aside>"
    body = "That day it was open.\n\nIt was shut on Tuesday.\n"
    assert directive(body, "It was shut", page) == "text=It was shut,-on"


def test_words_around_them_that_contradict_each_other_tell_nothing() -> None:
    page = "<p>We rowed out. It was shut.</p><p>It was shut. We rowed home.</p>"
    assert directive("We rowed out. It was shut. We rowed home.\n", "It was shut", page) == ""


def test_each_part_of_a_cut_quotation_has_a_directive_or_none_has() -> None:
    page = "<p>We left at night, in the rain, and came home.</p>{}"
    body = "We left at night, in the rain, and came home.\n"
    assert directive(body, "We left … came home", page.format("")) == "text=We left&text=came home"
    assert directive(body, "We left … came home", page.format(page.format(""))) == ""


def test_words_that_the_page_has_not_get_none() -> None:
    assert directive("The boat was late.\n", "boat was late", "<p>The boat was early.</p>") == ""


THREAD = "{}[[comment]]\nid = '1'\nauthor = 'Per'\ntext = 'I saw it sink.'\n{}"


@pytest.mark.parametrize(
    ("thread", "found"),
    [
        (THREAD.format("", ""), "text=saw it sink"),
        (THREAD.format("", 'label = "rumour"'), "text=saw it sink"),
        (THREAD.format("", 'cover = "a jibe"'), ""),
        (THREAD.format("retold = true\n", ""), ""),
    ],
)
def test_comments_are_pointed_at_unless_they_are_covered_or_retold(thread: str, found: str) -> None:
    page = "<p>The ferry sank.</p><ul><li>Per: I saw it sink.</ul>"
    assert directive("The ferry sank.\n", "saw it sink", page, 'in = "comment 1"', thread) == found


@pytest.mark.parametrize(
    "page", ["", "not a page at all", "<plaintext>It was shut", "\udcff".encode("utf-8", "surrogateescape")]
)
def test_a_copy_that_cannot_be_read_proves_nothing(page: str | bytes) -> None:
    article = make("It was shut.\n", "It was shut", "<p>It was open.</p>")
    data = page if isinstance(page, bytes) else page.encode()
    assert find_originals(article, data) == article
    assert find_originals(article, b"<p>It was shut.</p>") != article


def test_a_page_is_wanted_only_where_it_can_prove_something() -> None:
    article = make("It was shut.\n", "It was shut", "<p>It was shut.</p>")
    held = article.capture_sha256
    assert wants_page(article, held)
    lost = tuple(replace(claim, block="", spans=()) for claim in article.claims)
    others = {"url": ""}, {"url": "ftp://a/b"}, {"capture": "capture.txt"}, {"claims": ()}, {"claims": lost}
    assert [wants_page(replace(article, **other), held) for other in others] == [False] * 5  # type: ignore[arg-type]
    assert not wants_page(article, "0" * 64)
    assert not wants_page(replace(article, capture_sha256=""), "")
