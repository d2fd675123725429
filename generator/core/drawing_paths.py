"""In: the road each claim took: origin, hands, report. Out: curves and labels for one drawing of them all.

Must not decide who is one origin; lines that begin together were brought together before.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from generator.core.drawing import say_place
from generator.core.words import Words

_WIDE = 920
_LEFT, _MIDDLE, _RIGHT = Decimal(236), Decimal(448), Decimal(648)
_LETTER = Decimal("6.3")  # an average letter of the small face, in units of the drawing
_TOP = Decimal(22)
Places = Mapping[int, Decimal]  # how high each route stands
MOST_ROUTES = 36  # roads; more are a thicket, and the words beside the drawing say it better


@dataclass(frozen=True, slots=True)
class Route:
    """One claim's way: who is counted, the answer's mark, the hands between, and the report."""

    origin: str
    origin_name: str
    mark: str
    via: tuple[str, ...]  # who they are: two statements are two, though both are called a statement
    hands: tuple[str, ...]  # what they are called
    report: str
    report_name: str
    report_when: str


@dataclass(frozen=True, slots=True)
class Curve:
    path: str
    mark: str


@dataclass(frozen=True, slots=True)
class Start:
    """The mark a line begins with."""

    x: str
    y: str
    mark: str


@dataclass(frozen=True, slots=True)
class Label:
    """Words at a place; `side` is where they lie of it: before, upon or after."""

    x: str
    y: str
    words: str
    more: str
    side: str


@dataclass(frozen=True, slots=True)
class Paths:
    width: int
    height: int
    curves: tuple[Curve, ...]
    starts: tuple[Start, ...]
    labels: tuple[Label, ...]


def draw_paths(routes: Sequence[Route], words: Words) -> Paths | None:
    """All roads in one drawing; None where there are too many or too few to be worth one."""
    if not 1 < len(routes) <= MOST_ROUTES:
        return None
    origins = _begin(routes)
    vias = _gather({at: route.via for at, route in enumerate(routes) if route.via}, origins, Decimal(26))
    reached = {at: vias.get(at, origins[at]) for at in origins}
    reports = _gather({at: route.report for at, route in enumerate(routes)}, reached, Decimal(44))
    curves, starts = [], []
    for at, route in enumerate(routes):
        if route.via:
            half = _half_width(" → ".join(route.hands))
            curves.append(_curve(_LEFT, origins[at], _MIDDLE - half, vias[at], route.mark))
            curves.append(_curve(_MIDDLE + half, vias[at], _RIGHT, reports[at], route.mark))
        else:
            curves.append(_curve(_LEFT, origins[at], _RIGHT, reports[at], route.mark))
        starts.append(Start(say_place(_LEFT), say_place(origins[at]), route.mark))
    height = max([*origins.values(), *vias.values(), *reports.values()]) + 26
    return Paths(_WIDE, int(height), tuple(curves), tuple(starts), _label(routes, (origins, vias, reports), words))


def cut_words(words: str, room: int) -> str:
    """The words, cut with an ellipsis where they are longer than the room, counted in letters."""
    return words if len(words) <= room else words[: room - 1].rstrip(" ,;") + "…"


def _begin(routes: Sequence[Route]) -> dict[int, Decimal]:
    """Lines of one origin lie close together, origins apart."""
    found: dict[int, Decimal] = {}
    place = _TOP
    for key in dict.fromkeys(route.origin for route in routes):
        for at, route in enumerate(routes):
            if route.origin == key:
                found[at] = place
                place += 10
        place += 22
    return found


def _gather(
    keys: Mapping[int, Hashable], wanted: Mapping[int, Decimal], gap: Decimal
) -> dict[int, Decimal]:  # by route, the place where it arrives
    members: dict[Hashable, list[int]] = {}
    for at in sorted(keys, key=lambda each: wanted[each]):
        members.setdefault(keys[at], []).append(at)
    centres = {key: sum((wanted[at] for at in listed), Decimal(0)) / len(listed) for key, listed in members.items()}
    order = sorted(members, key=lambda key: (centres[key], members[key]))
    found: dict[int, Decimal] = {}
    below = Decimal(0)
    for key in order:
        half = Decimal(len(members[key]) - 1) * 4
        centre = max(centres[key], below + half, _TOP + half)
        for place, at in enumerate(members[key]):
            found[at] = centre - half + place * 8
        below = centre + half + gap
    return found


def _label(routes: Sequence[Route], places: tuple[Places, Places, Places], words: Words) -> tuple[Label, ...]:
    origins, vias, reports = places
    found = [
        Label(say_place(_LEFT - 14), say_place(_middle(routes, "origin", key, origins) + 4), name, "", "before")
        for key, name in {route.origin: cut_words(route.origin_name, 34) for route in routes}.items()
    ]
    for via, hands in {route.via: route.hands for route in routes if route.via}.items():
        centre = _middle(routes, "via", via, vias)
        found.append(Label(say_place(_MIDDLE), say_place(centre + 4), _hands_words(hands), "", "upon"))
    for key, route in {route.report: route for route in routes}.items():
        listed = [at for at, each in enumerate(routes) if each.report == key]
        centre = _middle(routes, "report", key, reports)
        share = words.say("question.paths-share", share=len(listed), count=len(routes)) if len(listed) > 1 else ""
        more = words.listed([each for each in (route.report_when, share) if each])
        name = cut_words(route.report_name, 38)
        found.append(Label(say_place(_RIGHT + 14), say_place(centre - 3), name, more, "after"))
    return tuple(found)


def _middle(routes: Sequence[Route], field: str, key: object, places: Mapping[int, Decimal]) -> Decimal:
    listed = [places[at] for at, route in enumerate(routes) if getattr(route, field) == key]
    return (min(listed) + max(listed)) / 2


def _curve(x1: Decimal, y1: Decimal, x2: Decimal, y2: Decimal, mark: str) -> Curve:
    middle = say_place((x1 + x2) / 2)
    start, end = f"{say_place(x1)} {say_place(y1)}", f"{say_place(x2)} {say_place(y2)}"
    return Curve(f"M{start}C{middle} {say_place(y1)} {middle} {say_place(y2)} {end}", mark)


def _hands_words(hands: tuple[str, ...]) -> str:
    return cut_words(" → ".join(hands), 28)


def _half_width(words: str) -> Decimal:
    return Decimal(len(cut_words(words, 28))) * _LETTER / 2 + 8
