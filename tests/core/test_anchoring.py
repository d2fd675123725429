"""A quotation is sought only where it can stand, and found as if it were sought everywhere."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, strategies as st

from generator.core import anchoring
from generator.core.anchoring import Anchor, find_anchor
from generator.core.folding import BLIND, RUNGS, blind, see
from generator.core.ground import Ground, Scene, lay_ground
from generator.core.model import Block, BlockKind, Quote
from generator.core.quotes import Match, find_on_rung, is_too_short
from generator.core.records import ClaimRecord
from generator.core.text import Text

WORDS = st.lists(
    st.sampled_from(("one", "two", "“a”", '"a"', "é", "e\u0301", "-", "–", "…", "...", ".", "x\u0323\u0301", "\u200b")),
    min_size=1,
    max_size=8,
).map(" ".join)


def lay(bodies: Sequence[str]) -> Ground:
    blocks = [Block(f"p{number}", BlockKind.PARAGRAPH, words, ()) for number, words in enumerate(bodies, 1)]
    return lay_ground(Text("claims.toml", ""), Scene(Text("article.md", ""), blocks), strict=True, many=True)


def make_record(quote: str) -> ClaimRecord:
    return ClaimRecord.model_construct(quote=quote, before="", after="", in_="")


@given(
    st.text(st.sampled_from("a.-–… \u00a0\u200b\u0301\u0323\u034fé“'´\u1ffd\u0344각\n") | st.characters(), max_size=12)
)
def test_words_seen_blindly_are_the_same_without_their_places(words: str) -> None:
    assert blind(words) == see(words, BLIND).text


@given(st.lists(WORDS, min_size=1, max_size=5), st.data())
def test_it_is_found_where_looking_into_every_block_finds_it(bodies: list[str], data: st.DataObject) -> None:
    body = data.draw(st.sampled_from(bodies))
    start = data.draw(st.integers(0, len(body) - 1))
    quote = Quote(data.draw(st.just(body[start : data.draw(st.integers(start + 1, len(body)))]) | WORDS))
    ground = lay(bodies)
    everywhere: list[Anchor] = []
    for rung in RUNGS:
        everywhere = everywhere or [
            Anchor(spot, match) for spot in ground.body for match in find_on_rung(spot.block.words, quote, rung)
        ]
    anchor, _ = find_anchor(ground, 0, make_record(quote.exact))
    if is_too_short(quote.exact) or len(everywhere) != 1:
        assert anchor is None
    else:
        assert anchor == everywhere[0]


@pytest.mark.parametrize("quotes", [10, 40])
@pytest.mark.parametrize("sort", ["claim {} is here", "claim {} “is” here"])
def test_each_of_many_claims_looks_into_one_block(quotes: int, sort: str, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[str] = []

    def look(words: str, quote: Quote, rung: int) -> tuple[Match, ...]:
        looked.append(words)
        return find_on_rung(words, quote, rung)

    monkeypatch.setattr(anchoring, "find_on_rung", look)
    ground = lay([f"Now n{number} {sort.format(f'x{number}y')} again." for number in range(quotes)])
    for number in range(quotes):
        anchor, _ = find_anchor(ground, number, make_record(sort.format(f"x{number}y").replace("“is”", '"is"')))
        assert anchor is not None
    assert len(looked) == quotes
