"""The words for what a command found and made."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.core.diagnostics import error, warning
from generator.core.text import Place
from generator.edge.workers import Station
from generator.telling import as_json, show_path, tell_timings, wants_colour

PLACE = Place("a.toml", 2, 3, 4, "x")


def test_diagnostics_as_data_stand_in_order_of_place_with_what_is_related() -> None:
    later = warning("b", "later", Place("b.toml", 1, 1, 1, ""))
    first = error("a", "first “quoted”", PLACE, "mend it", [("seen here", PLACE)])
    told = as_json([later, first])
    assert "“quoted”" in told
    assert [each["code"] for each in json.loads(told)] == ["a", "b"]
    assert json.loads(told)[0]["related"] == [
        {"message": "seen here", "path": "a.toml", "line": 2, "column": 3, "width": 4}
    ]


@pytest.mark.parametrize(
    ("terminal", "environment", "colour"),
    [
        (True, {}, True),
        (False, {}, False),
        (True, {"NO_COLOR": "1"}, False),
        (True, {"NO_COLOR": ""}, True),
        (True, {"TERM": "dumb"}, False),
        (False, {"CLICOLOR_FORCE": "1"}, True),
        (False, {"CLICOLOR_FORCE": "0"}, False),
        (False, {"CLICOLOR_FORCE": "1", "NO_COLOR": "1"}, False),
    ],
)
def test_colour_is_for_terminals_unless_somebody_says_otherwise(
    terminal: bool, environment: dict[str, str], colour: bool
) -> None:
    assert wants_colour(terminal, environment) is colour


def test_a_path_is_shown_as_one_would_type_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "dist").mkdir()
    monkeypatch.chdir(tmp_path)
    assert show_path(tmp_path / "dist") == "dist/"
    assert show_path(Path("dist/index.html")) == "dist/index.html"
    assert show_path(Path()) == "./"
    assert show_path(tmp_path.parent) == f"{tmp_path.parent.as_posix()}/"


def test_timings_are_a_table_in_the_order_of_the_work() -> None:
    stations = [Station("read_article", 1200, 0.5, remembered=1199), Station("replace_dist", 1, 0.25)]
    assert tell_timings(stations) == (
        "station           items  remembered   seconds\n"
        "read article      1,200       1,199     0.500\n"
        "replace dist          1                 0.250\n"
        "together                                0.750"
    )
