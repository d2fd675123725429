"""A draft of a saved page holds what an archive may hold, and nothing that its door would refuse."""

from __future__ import annotations

from generator.core.capture.page_draft import draft_html
from generator.core.text import Text

WORDS = "<p>The dam above Wend holds, the water office said on Monday, although many have left.</p>"


def test_invisible_characters_of_a_title_and_an_author_are_left_out() -> None:
    head = '<title>Dam\x08 holds</title><meta name="author" content="Ann&#7;">'
    drafted = draft_html(Text("page.html", f"<!DOCTYPE html>{head}<h1>Dam\x08 holds</h1>{WORDS}")).value
    assert drafted
    front = dict(drafted.files)["article.md"]
    assert 'title = "Dam holds"\n' in front
    assert 'author = "Ann"\n' in front
