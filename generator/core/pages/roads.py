"""In: dates, each with the hands a claim came by. Out: a small table: a row a road, a column a date.

Must not place what has no date: it has a column of its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.core.drawing_time import Band, find_bands
from generator.core.model import When
from generator.core.words import Words


@dataclass(frozen=True, slots=True)
class RoadRow:
    """How many claims came this way at each date; the last number is of those without one."""

    name: str
    counts: tuple[int, ...]
    undated: int


@dataclass(frozen=True, slots=True)
class RoadTable:
    bands: tuple[Band, ...]
    rows: tuple[RoadRow, ...]
    undated: bool


def lay_out_roads(claims: Iterable[tuple[When | None, str]], words: Words) -> RoadTable | None:
    """The table, where there are two dated claims or more. '' for the hands is the direct way."""
    listed = list(claims)
    bands, places = find_bands((when for when, _ in listed if when), words)
    if sum(band.count for band in bands) < 2:
        return None
    rows = []
    for hands in dict.fromkeys(hands for _, hands in listed):
        counts = [0] * len(bands)
        undated = 0
        for when, way in listed:
            if way == hands and when:
                counts[places[when]] += 1
            undated += way == hands and when is None
        rows.append(RoadRow(say_road(hands, words), tuple(counts), undated))
    return RoadTable(bands, tuple(rows), any(row.undated for row in rows))


def say_road(hands: str, words: Words) -> str:
    """'by Reuters', 'directly'."""
    return words.say("source.road-by", hands=hands) if hands else words.say("source.road-direct")
