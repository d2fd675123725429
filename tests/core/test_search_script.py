"""The search's script is one file, of parts that an archive may replace."""

from __future__ import annotations

from generator.core.search_script import JOINED, PARTS, join_scripts
from tests.core.pages.rendering import TEMPLATES


def test_every_part_is_in_the_one_file() -> None:
    parts = {path.stem.removeprefix("search-") for path in (TEMPLATES / "assets/js").glob("search-*.js")}
    assert parts - {"light"} == set(PARTS)


def test_parts_follow_one_another_and_what_is_no_part_stays() -> None:
    assets = {
        "assets/css/search.css": b"p {}",
        "assets/js/search-query.js": b"two();",
        "assets/js/search-light.js": b"light();",
        "assets/js/search-words.js": b"one();",
    }
    assert join_scripts(assets) == {
        "assets/css/search.css": b"p {}",
        "assets/js/search-light.js": b"light();",
        "assets/js/search-words.js": b"one();",
        JOINED: b"one();\ntwo();",
    }


def test_a_theme_without_search_stays_without() -> None:
    assert join_scripts({"assets/js/theme.js": b"x();"}) == {"assets/js/theme.js": b"x();"}
