"""Of front matter, the later page's word is taken where nobody has put another; what is not its business stays."""

from __future__ import annotations

import pytest

from generator.core.capture.merged_front import Front, merge_front, read_body
from generator.core.text import Text

BASE = 'title = "Ferry runs"\nauthor = "Mina Dahl"\ncaptured = 2021-03-04\nsha256 = "aa"\n'


def text(front: str, body: str = "\nWords.\n") -> Text:
    return Text("article.md", f"+++\n{front}+++\n{body}")


STOPS, SAILS = BASE.replace("runs", "stops"), BASE.replace("runs", "sails")
UNDATED = BASE.replace("captured = 2021-03-04\n", "")
LATER = BASE.replace("03-04", "05-06").replace("aa", "bb")


@pytest.mark.parametrize(
    ("mine", "later", "toml", "changed", "kept"),
    [
        (BASE, BASE, BASE, "", ""),
        (BASE, STOPS, STOPS, "title", ""),
        (SAILS, BASE, SAILS, "", ""),
        (SAILS, STOPS, SAILS, "", "title"),
        (STOPS, STOPS, STOPS, "", ""),
        (f"# mine\ntags = []\n{BASE}", STOPS, f"# mine\ntags = []\n{STOPS}", "title", ""),
        (BASE, BASE.replace('author = "Mina Dahl"\n', ""), BASE, "", ""),
        (BASE, UNDATED, UNDATED, "", ""),
        (BASE, LATER, LATER, "", ""),
        (BASE, f'{BASE}lang = "sv"\n', BASE.replace('runs"\n', 'runs"\nlang = "sv"\n'), "lang", ""),
    ],
)
def test_each_key_goes_to_whoever_has_changed_it(mine: str, later: str, toml: str, changed: str, kept: str) -> None:
    merged = merge_front(text(BASE), text(mine), text(later))
    assert merged == Front(toml, tuple(changed.split()), tuple(kept.split()))


def test_without_an_earlier_copy_the_page_has_the_word_on_what_it_states() -> None:
    mine = f'{BASE}outlet = "post"\n'
    made = merge_front(None, text(mine), text('title = "Ferry stops"\nsha256 = "bb"\n'))
    assert made.toml == 'title = "Ferry stops"\nauthor = "Mina Dahl"\nsha256 = "bb"\noutlet = "post"\n'
    assert made.changed == ("title",)


def test_the_body_is_what_stands_below() -> None:
    assert read_body(text(BASE)) == "\nWords.\n"
