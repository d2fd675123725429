"""What nobody sees is found, but for what writing needs; and it is shown beside the text, which stays."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from generator.core.html_tokens import words_of
from generator.core.safe_html import reveal
from generator.core.unseen import UNSEEN, find_unseen, may_hide, name_character

SCRIPT = Path(__file__).parent.parent.parent / "templates/assets/js/search-show.js"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ann Miller", []),
        ("Zoë, “naïve” – 東京", []),
        ("harmless\u202egnp.exe", [8]),
        ("\u2066a\u2069", [0, 2]),
        ("Ann\u200bMiller", [3]),
        ("Ann\u200cMiller", [3]),
        ("\u0646\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", []),
        ("\u0915\u094d\u200d\u0937", []),
        ("\U0001f468\u200d\U0001f469", []),
        ("\u2764\ufe0f\u200d\U0001f525", []),
        ("\u200dAnn", [0]),
        ("a\u200fb", [1]),
        ("\u05d0\u200f (b)", []),
        ("\U0001f3f4\U000e0067\U000e0062\U000e007f", []),
        ("a\U000e0067\U000e0062", [1, 2]),
        ("\u3164", [0]),
        ("a\u009bb\u0085", [1, 3]),
        ("\ufeffa", [0]),
    ],
)
def test_what_nobody_sees_is_found_but_for_what_writing_needs(text: str, found: list[int]) -> None:
    assert list(find_unseen(text)) == found


def test_it_is_called_by_its_name() -> None:
    assert name_character("\u202e") == "right-to-left override, U+202E"
    assert name_character("\x85") == "control character, U+0085"


def test_a_mark_says_what_it_is_and_holds_the_character_by_itself() -> None:
    assert reveal("<a\u202eb>") == (
        '&lt;a<bdi class="unseen" role="img" aria-label="right-to-left override, U+202E" data-unseen="U+202E">'
        "\u202e</bdi>b&gt;"
    )


@given(st.text(st.sampled_from("a \u05d0\u0915\U0001f468<&\u200b\u200c\u200d\u200e\u202e\u2067\u00ad\U000e0067\x85")))
def test_the_words_stay_as_they_were(text: str) -> None:
    assert words_of(reveal(text)) == text


def test_the_search_marks_the_same_characters() -> None:
    [shown] = re.findall(r"UNSEEN = /\[(.*)\]/gu", SCRIPT.read_text(encoding="utf-8"))
    spelled = re.sub(r"\\u\{?([0-9a-f]+)\}?", lambda code: chr(int(code[1], 16)), shown)
    assert spelled == UNSEEN


def test_in_running_text_only_what_could_deceive_is_found() -> None:
    assert list(find_unseen("soft\u00adhyphen zero\u200bwidth \u200emark \u202eturned \u3164", running=True)) == [
        29,
        37,
    ]


def test_a_text_may_hide_what_is_on_the_list_and_nothing_else() -> None:
    listed = re.compile(f"[{UNSEEN}]")
    every = map(chr, (*range(0xD800), *range(0xE000, 0x110000)))
    assert [each for each in every if may_hide(each) != bool(listed.match(each))] == []


@given(st.text("aé\n\u3164\u202e\u0085", max_size=9))
def test_whatever_stands_beside_it_is_found(text: str) -> None:
    assert may_hide(text) == bool(re.search(f"[{UNSEEN}]", text))
