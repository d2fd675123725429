"""Only what a page states is taken, and a page that lies about its own form harms nobody."""

from __future__ import annotations

import pytest

from generator.core.capture.facts import Facts, read_facts
from generator.core.capture.markup import read_markup
from generator.core.text import Text


def facts(html: str) -> Facts:
    root = read_markup(Text("page.html", f"<!doctype html>{html}")).value
    assert root is not None
    return read_facts(root)


def test_a_page_that_states_nothing_has_no_facts() -> None:
    assert facts("<p>Yesterday, 4 May 2019, it rained.") == Facts()


@pytest.mark.parametrize(
    "html",
    [
        '<script type="application/ld+json">' + "[" * 5000 + "</script>",
        '<script type="application/ld+json">{"@type":"Article","headline":7,"author":[3],"datePublished":{}}</script>',
        '<link rel=canonical href="javascript:alert(1)"><meta property="og:url" content="https://[bad">',
        '<meta property="article:published_time" content="2019-13-45"><meta name=author content="https://x.example/me">',
        '<html lang="<script>">',
    ],
)
def test_what_is_no_fact_is_not_taken(html: str) -> None:
    assert facts(html) == Facts()
