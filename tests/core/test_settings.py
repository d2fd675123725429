"""site.toml: what it says, what it leaves out, what it may not say."""

from __future__ import annotations

from textwrap import dedent

import pytest

from generator.core.diagnostics import tell
from generator.core.model import Limits, Settings
from generator.core.settings import read_settings
from generator.core.text import Text


def read(toml: str) -> Settings:
    checked = read_settings(Text("site.toml", toml))
    assert checked.value is not None, tell(checked.diagnostics)
    return checked.value


def test_a_title_is_enough() -> None:
    assert read('title = "Two mills"') == Settings(title="Two mills")


def test_everything_that_may_be_said_is_kept() -> None:
    toml = dedent("""\
        title = "Two mills"
        description = "What was said."
        language = "pt-BR"
        interface = "de"
        base_url = "https://example.org/mills"
        editor = "Ann"
        footer = "Words belong to those who wrote them."
        lead = "mill-closed"
        theme = "my-theme"
        publish_captures = true
        strict = false
        [limits]
        comment_kb = 8
        depth = 20
        """)
    assert read(toml) == Settings(
        title="Two mills",
        description="What was said.",
        language="pt-BR",
        interface="de",
        base_url="https://example.org/mills/",
        editor="Ann",
        footer="Words belong to those who wrote them.",
        lead="mill-closed",
        theme="my-theme",
        publish_captures=True,
        strict=False,
        limits=Limits(comment_kb=8, depth=20),
    )


def test_an_address_that_ends_in_a_slash_gets_no_second_one() -> None:
    assert read('title = "x"\nbase_url = "http://example.org/"').base_url == "http://example.org/"


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ('base_url = "example.org"', "bad-url"),
        ('base_url = "/mills/"', "bad-url"),
        ('base_url = "ftp://example.org/"', "bad-url"),
        ('base_url = "https://"', "bad-url"),
        ('base_url = "https://[::1"', "bad-url"),
        ('base_url = "https://example.org/a b"', "bad-url"),
        ('base_url = "https://example.org/?a=b"', "bad-url"),
        ('base_url = "https://example.org/#top"', "bad-url"),
        ('base_url = ""', "empty-value"),
        ('theme = "/etc"', "bad-theme"),
        ('theme = "../theme"', "bad-theme"),
        ('theme = "a/b"', "bad-theme"),
        ('theme = "."', "bad-theme"),
        ('theme = ""', "bad-theme"),
        ('theme = "content"', "bad-theme"),
        ('language = "English!"', "bad-language"),
        ('lead = "Mill closed?"', "bad-id"),
        ("strict = 1", "wrong-type"),
        ("[limits]\ndepth = 0", "out-of-range"),
        ("[limits]\ndepth = 1.5", "wrong-type"),
        ("[limit]", "unknown-key"),
        ("limits = 3", "wrong-type"),
    ],
)
def test_what_cannot_stand_is_refused(line: str, code: str) -> None:
    checked = read_settings(Text("site.toml", f'title = "x"\n{line}\n'))
    assert checked.value is None
    assert [found.code for found in checked.diagnostics] == [code]


def test_a_title_of_blanks_is_no_title() -> None:
    checked = read_settings(Text("site.toml", 'title = " "\n'))
    assert tell(checked.diagnostics) == dedent("""\
        error[empty-value]: title is empty
         --> site.toml:1:9
          |
        1 | title = " "
          |         ^^^
          = hint: write it, or take the line out if it is not known
        """)
