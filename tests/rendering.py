"""Test support: what a reader of an article.md sees, by the parser alone."""

from __future__ import annotations

import re
from html import unescape

from markdown_it import MarkdownIt
from mdit_py_plugins.attrs import attrs_block_plugin, attrs_plugin
from mdit_py_plugins.footnote import footnote_plugin

PARSER = (
    MarkdownIt("commonmark", {"html": True})
    .enable(["table", "strikethrough"])
    .use(footnote_plugin)
    .use(attrs_plugin)
    .use(attrs_block_plugin)
)
PARAGRAPH = re.compile(r'<p(?: class="(\w+)")?>(.*?)</p>\n', re.S)


def read_paragraphs(article: str) -> list[tuple[str, str]]:
    """Kind and words of each paragraph of the body; nothing but paragraphs may be there."""
    html = PARSER.render(re.sub(r"\A\+\+\+\n.*?^\+\+\+\n", "", article, flags=re.S | re.M))
    assert PARAGRAPH.sub("", html) == "", html
    return [
        (kind or "paragraph", unescape(re.sub(r"<br />\n", "\n", words))) for kind, words in PARAGRAPH.findall(html)
    ]
