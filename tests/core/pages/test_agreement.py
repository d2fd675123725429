"""Figures that agree are found without comparing each with each, and are those that comparing would find."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given, strategies as st

from generator.core.amounts import figures_agree, interval_of
from generator.core.model import Amount
from generator.core.pages.agreement import MOST, Figure, gather_figures

QUALIFIERS = ("", "about", "at least", "more than", "up to", "under", "nearly", "forecast")


def make_figure(low: int, width: int, qualifier: str, predicate: str) -> Figure:
    bounds = sorted((Decimal(low), Decimal(low + width)))
    if qualifier in ("at least", "more than"):
        amount = Amount(bounds[0], None, qualifier, predicate)
    elif qualifier in ("up to", "under"):
        amount = Amount(bounds[0] if width > 1 else None, bounds[1], qualifier, predicate)
    else:
        amount = Amount(bounds[0], bounds[1], qualifier, predicate)
    return Figure(f"{qualifier} {amount.low}-{amount.high}", predicate, interval_of(amount))


figures = st.builds(
    make_figure, st.integers(1, 9), st.sampled_from((0, 0, 0, 2, 5)), st.sampled_from(QUALIFIERS), st.sampled_from("ab")
)
told = st.lists(st.tuples(st.sampled_from("xyz"), st.sampled_from("NMOPQR"), figures), max_size=30)


def agree(one: Figure, other: Figure) -> bool:
    if one == other:
        return True
    alike = one.interval and other.interval and figures_agree(one.interval, other.interval)
    return one.predicate == other.predicate and bool(alike)


@given(told=told, figure=figures, origin=st.sampled_from("xyz"))
def test_what_is_found_is_what_comparing_every_pair_finds(
    told: list[tuple[str, str, Figure]], figure: Figure, origin: str
) -> None:
    gathered = gather_figures(told)
    others = [each for each in dict.fromkeys(each for _, _, each in told) if not agree(figure, each)]
    assert gathered.find_others(figure) == (tuple(others[:MOST]), len(others))
    everybody = dict.fromkeys(name for _, name, _ in told)
    names = [
        name
        for name in everybody
        if any(agree(figure, each) for key, spoken, each in told if spoken == name and key != origin)
    ]
    same = gathered.find_same(figure) & ~gathered.voices.by_origin.get(origin, 0)
    assert gathered.voices.name(same) == (tuple(names[:MOST]), max(0, len(names) - MOST))


def test_of_many_figures_only_the_first_are_kept() -> None:
    figure = make_figure(1, 0, "", "")
    given = [(f"o{number}", f"N{number}", make_figure(number, 0, "", "")) for number in range(300)]
    gathered = gather_figures(given)
    assert gathered.voices.name(gathered.find_same(figure)) == (("N1",), 0)
    assert gathered.find_others(figure) == (tuple(given[at][2] for at in (0, 2, 3, 4)), 299)
    everything = make_figure(0, 300, "", "")
    assert gathered.voices.name(gathered.find_same(everything)) == (("N0", "N1", "N2", "N3"), 296)
    assert gathered.find_others(everything) == ((), 0)
