"""A quotation stands where its words stand, and nowhere else."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import assume, given, settings, strategies as st

from generator.core.folding import BLIND, see
from generator.core.model import Quote, Span
from generator.core.quotes import MOST, deciding_context, find_quote, is_too_short

PROSE = (
    "The miller said the mill “will close – for good” on Monday; about 85 per cent of its 1,200 sacks were gone… "
    "It's not known who took them, and the clerk's list doesn't include the café's order."
)


def places(words: str, exact: str, before: str = "", after: str = "") -> list[tuple[str, ...]]:
    return [
        tuple(words[span.start : span.end] for span in match.spans)
        for match in find_quote(words, Quote(exact, before, after))
    ]


def rungs(words: str, exact: str) -> list[int]:
    return [match.rung for match in find_quote(words, Quote(exact))]


@pytest.mark.parametrize(
    ("exact", "printed"),
    [
        ('the mill "will close - for good" on', "the mill “will close – for good” on"),
        ("the mill “will close -- for good” on", "the mill “will close – for good” on"),
        ("sacks were gone... It’s not known", "sacks were gone… It's not known"),
        ("were\ngone…\u00a0 It's", "were gone… It's"),
        ("the mi\u00adll “will clo\u200bse", "the mill “will close"),
        (unicodedata.normalize("NFD", "the café's order"), "the café's order"),
    ],
)
def test_typography_may_differ(exact: str, printed: str) -> None:
    assert places(PROSE, exact) == [(printed,)]
    assert rungs(PROSE, exact) == [2]


def test_white_space_may_be_lost_or_gained() -> None:
    assert places("More than 300 ISISmilitants were hol dingout", "300 ISIS militants were holding out") == [
        ("300 ISISmilitants were hol dingout",)
    ]
    assert rungs("More than 300 ISISmilitants", "300 ISIS militants") == [3]


def test_the_first_rung_that_fits_decides() -> None:
    words = "the “old” mill, the \"old\" mill, the 'old'mill"
    assert [match.spans for match in find_quote(words, Quote('the "old" mill'))] == [(Span(16, 30),)]
    assert len(places(words, "the „old“ mill")) == 2


@pytest.mark.parametrize(
    "exact",
    [
        "about 58 per cent",
        "about 850 per cent",
        "its 1,201 sacks",
        "the mill “will not close",
        "It's known who took them",
        "on Tuesday",
        "list does include",
        "The Miller said the mill",
        "the cafe's order",
        "mill will close",
        "the clerks list",
    ],
)
def test_a_changed_meaning_is_nowhere(exact: str) -> None:
    assert places(PROSE, exact) == []


@pytest.mark.parametrize("exact", ["", " ", "x", " x\n", "\u200b", "\u00ada", "the mill … x", "… the mill … "])
def test_too_short_a_quotation_stands_nowhere(exact: str) -> None:
    assert is_too_short(exact) or exact.startswith("…")
    assert places(PROSE + " x x … x", exact) == []


def test_white_space_around_a_quotation_does_not_count() -> None:
    assert places(PROSE, "\n  on Monday \n") == [("on Monday",)]


def test_parts_of_a_cut_quotation_stand_in_order() -> None:
    assert places(PROSE, "The miller … on Monday … sacks") == [("The miller", "on Monday", "sacks")]
    assert places(PROSE, "on Monday … The miller") == []
    assert places("the old old mill", "old … old") == [("old", "old")]
    assert places("the bold mill", "bold … old") == []


def test_a_quotation_that_prints_its_own_dots_is_one_part() -> None:
    words = "It will mutate into … a gang. It will mutate into a gang … a gang."
    assert places(words, "mutate into … a gang") == [("mutate into … a gang",)]
    assert places("It will mutate into ... a gang", "mutate into … a gang") == [("mutate into ... a gang",)]


def test_every_way_the_parts_fit_is_told() -> None:
    assert places("aa bb aa bb", "aa … bb") == [("aa", "bb"), ("aa", "bb"), ("aa", "bb")]
    assert len(places("ab " * 500, "ab … ab … ab")) == MOST


def test_context_must_stand_directly_beside() -> None:
    words = "He said yes. She said yes, twice. They said yes"
    assert len(places(words, "said yes")) == 3
    assert find_quote(words, Quote("said yes", before="She"))[0].spans == (Span(17, 25),)
    assert find_quote(words, Quote("said yes", after=", twice"))[0].spans == (Span(17, 25),)
    assert find_quote(words, Quote("said yes", before="twice. They "))[0].spans == (Span(39, 47),)
    assert places(words, "said yes", before="He", after=", twice") == []
    assert places(words, "said yes", after="twice") == []


def test_context_is_blind_to_typography_and_white_space() -> None:
    assert places("„He“ said yes. He said yes", "said yes", before='"He"') == [("said yes",)]
    assert places("the oldmill fell, the mill fell", "mill fell", before="the old ") == [("mill fell",)]


def test_a_half_of_a_character_is_not_a_match() -> None:
    assert places("un cafe\u0301 noir", '"un cafe" noir') == []
    assert places("a “cafe\u0301 noir”", 'a "cafe') == []
    assert places("so … ”no", 'so .. "no') == []


def test_the_deciding_context_is_short_and_of_whole_words() -> None:
    words = "He said yes. She said yes, twice. They said yes"
    quote = Quote("said yes")
    assert deciding_context(words, quote, find_quote(words, quote)) == (("He", ""), ("She", ""), ("They", ""))
    words = "Old Ann said yes. Old Ann said yes, twice."
    assert deciding_context(words, quote, find_quote(words, quote)) == (("", "."), ("", ","))


ALPHABET = "ab1 .…'’\"“-–\u00a0\u00ad\né\u0301"


@st.composite
def cuts(draw: st.DrawFn, words: str) -> tuple[int, int]:
    """A piece of some words that neither begins nor ends with white space."""
    start = draw(st.sampled_from([at for at, each in enumerate(words) if not each.isspace()]))
    end = draw(st.sampled_from([at + 1 for at in range(start, len(words)) if not words[at].isspace()]))
    return start, end


@settings(deadline=None)
@given(st.data())
def test_a_substring_that_stands_once_anchors_to_exactly_itself(data: st.DataObject) -> None:
    words = data.draw(st.text(ALPHABET, min_size=4, max_size=30).filter(lambda each: len(each.split()) > 0))
    start, end = data.draw(cuts(words))
    exact = words[start:end]
    assume(not is_too_short(exact) and sum(words.startswith(exact, at) for at in range(len(words))) == 1)
    assert [match.spans for match in find_quote(words, Quote(exact))] == [(Span(start, end),)]


@settings(deadline=None)
@given(st.lists(st.sampled_from(["aa", "b,", "c", "“aa”"]), min_size=3, max_size=12))
def test_the_deciding_context_decides(drawn: list[str]) -> None:
    words, quote = " ".join(drawn), Quote("aa")
    matches = find_quote(words, quote)
    assume(len(matches) > 1)
    for match, (before, after) in zip(matches, deciding_context(words, quote, matches), strict=True):
        assert find_quote(words, Quote(quote.exact, before, after)) == (match,)


HARMLESS = [
    lambda words: words.translate(str.maketrans("“”’–", '""\'-')),
    lambda words: words.replace(" ", "\u00a0"),
    lambda words: words.replace(" ", "  "),
    lambda words: words.replace("…", "..."),
    lambda words: unicodedata.normalize("NFD", words),
    lambda words: words.replace("mill", "mi\u00adll"),
    lambda words: words.replace(" ", "", 7),
]


@settings(deadline=None)
@given(cuts(PROSE), st.sampled_from(HARMLESS))
def test_a_harmless_change_of_the_print_keeps_the_place(cut: tuple[int, int], change: Callable[[str], str]) -> None:
    exact = PROSE[slice(*cut)]
    assume(len(exact) > 5 and len(find_quote(PROSE, Quote(exact))) == 1)
    changed = change(PROSE)
    (match,) = find_quote(changed, Quote(exact))
    found = changed[match.spans[0].start : match.spans[0].end]
    assert see(found, BLIND).text == see(exact, BLIND).text


@settings(deadline=None)
@given(st.data())
def test_a_changed_digit_or_a_negation_put_in_never_anchors(data: st.DataObject) -> None:
    words = PROSE.split()
    start = data.draw(st.integers(0, len(words) - 3))
    quoted = words[start : start + data.draw(st.integers(2, 9))]
    exact = " ".join(quoted)
    digits = [at for at, each in enumerate(exact) if each.isdigit()]
    if digits and data.draw(st.booleans()):
        at = data.draw(st.sampled_from(digits))
        changed = f"{exact[:at]}{9 - int(exact[at])}{exact[at + 1 :]}"
    else:
        at = data.draw(st.integers(1, len(quoted) - 1))
        changed = " ".join((*quoted[:at], "never", *quoted[at:]))
    printed = " ".join((*words[:start], changed, *words[start + len(quoted) :]))
    assert find_quote(PROSE, Quote(exact))
    assert find_quote(printed, Quote(exact)) == ()
