"""Test support: what a reader of an article.md sees."""

from __future__ import annotations

from generator.core.fields import split_front_matter
from generator.core.markdown import read_prose
from generator.core.model import Limits
from generator.core.text import Text


def read_paragraphs(article: str) -> list[tuple[str, str]]:
    """Kind and words of each block of an article's body, or of a bare body; nothing may be found fault with."""
    text = Text("article.md", article)
    front = split_front_matter(text).value if article.startswith("+++\ntitle") else None
    prose = read_prose(text, front[2] if front else 0, Limits())
    assert prose.diagnostics == ()
    assert prose.value is not None
    return [(block.kind.value, block.words) for block in prose.value.blocks]
