"""Paragraphs keep their numbers, and none gets a number that was another's."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from generator.core.capture.kept_addresses import keep_addresses
from generator.core.markdown import read_prose
from generator.core.model import Block, Limits
from generator.core.text import Text

OLD = ("The dam held through the night.", "Thirty families left.", "The school is closed.", "Nobody was hurt.")


def blocks_of(body: str) -> tuple[Block, ...]:
    prose = read_prose(Text("article.md", body), 0, Limits())
    assert prose.value is not None
    assert prose.diagnostics == ()
    return prose.value.blocks


def kept(*paragraphs: str, old: tuple[str, ...] = OLD) -> str:
    before = blocks_of("\n\n".join(old))
    return keep_addresses(Text("article.md", "\n\n".join(paragraphs)), 0, before, "v2", Limits())


@pytest.mark.parametrize(
    ("later", "wanted"),
    [
        (OLD, "\n\n".join(OLD)),
        (OLD[1:], "{#p2}\nThirty families left.\n\nThe school is closed.\n\nNobody was hurt."),
        ((*OLD, "More came."), "\n\n".join((*OLD, "More came."))),
        (("New.", *OLD[:2]), "{#v2-1}\nNew.\n\n{#p1}\nThe dam held through the night.\n\nThirty families left."),
        ((OLD[0], "Forty families left.", OLD[3]), f"{OLD[0]}\n\nForty families left.\n\n{{#p4}}\n{OLD[3]}"),
        (("{.caption}\nThirty families left.",), "{#p2 .caption}\nThirty families left."),
        ((OLD[0], "{#mine}\nNew.", OLD[1]), f"{OLD[0]}\n\n{{#mine}}\nNew.\n\n{{#p2}}\n{OLD[1]}"),
    ],
)
def test_an_attribute_line_stands_only_where_counting_would_go_wrong(later: tuple[str, ...], wanted: str) -> None:
    assert kept(*later) == wanted


@given(st.permutations(("One is here.", "Two is there.", "Three is far.", "Four is near.")), st.integers(0, 4))
def test_no_number_ever_passes_to_another_paragraph(order: list[str], count: int) -> None:
    old = ("One is here.", "Two is there.", "Nine is gone.", "Three is far.")
    before = {block.id: block.words for block in blocks_of("\n\n".join(old))}
    made = kept(*order[:count], old=old)
    for block in blocks_of(made):
        if block.id in before and before[block.id] != block.words:
            assert len(set(before[block.id].split()) & set(block.words.split())) > 1  # one and the same, rewritten
    assert kept(made, old=old) == made
