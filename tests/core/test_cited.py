"""Places cited as HTML: the same as their words revealed, whatever stands in them."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, strategies as st

from generator.core.citation_forms import Place, make_forms, write_place
from generator.core.cited import Pen
from generator.core.safe_html import reveal
from tests.core.test_citation_forms import CITED, KINDS
from tests.words import ENGLISH

TEXT = st.text(
    st.sampled_from("aZ é“<&\"'>\\{}%$#_~^\u200b\u200d\u202e\u05d0\u2800\x00\x7f\ud800\U0001f468 \n"), max_size=4
)
BASE = "https://x.example/?a&b"


def written(kind: str, title: str, place: Place) -> tuple[str, ...]:
    cited = Pen(make_forms(replace(CITED, title=title), ENGLISH)[kind], BASE).cite(place)
    return cited.words, cited.bibtex, cited.csl


def revealed(kind: str, title: str, place: Place) -> tuple[str, ...]:
    plain = write_place(make_forms(replace(CITED, title=title), ENGLISH)[kind], place, BASE)
    return reveal(plain.words), reveal(plain.bibtex), reveal(plain.csl)


@given(st.sampled_from(sorted(KINDS)), TEXT, TEXT, TEXT, TEXT)
def test_what_is_cited_is_what_would_be_written_and_then_revealed(
    kind: str, title: str, who: str, says: str, fragment: str
) -> None:
    place = replace(KINDS[kind], who=who, author=who, says=says, fragment=fragment, address=f"#{fragment}")
    assert written(kind, title, place) == revealed(kind, title, place)


def test_signs_of_markup_are_escaped_in_what_is_shared_and_in_what_is_not() -> None:
    words, bibtex, csl = written("claim", "Mills & <Son>", replace(KINDS["claim"], says='"<b>" & so on.'))
    assert "Mills &amp; &lt;Son&gt;" in words and "&#34;&lt;b&gt;&#34; &amp; so on." in words
    assert r"&#34;&lt;b&gt;&#34; \&amp; so on." in bibtex
    assert r"\&#34;&lt;b&gt;\&#34; &amp; so on." in csl
