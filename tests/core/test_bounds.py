"""What would keep a reader busy without end is refused before it is read; a long file costs no more than it holds."""

from __future__ import annotations

import pytest

from generator.core import fields
from generator.core.comments import read_thread
from generator.core.fields import locate, point_at
from generator.core.markdown import read_prose
from generator.core.model import Limits
from generator.core.safe_html import plain_text
from generator.core.text import Text
from generator.core.toml_places import find_heads, find_places


def codes(markdown: str) -> list[str]:
    return [each.code for each in read_prose(Text("a.md", markdown), 0, Limits()).diagnostics]


@pytest.mark.parametrize(
    "shape",
    ["[", "![", "*a ", "`a", "<a ", "&amp;", "\\", "[a](https://b) ", "- a\n", "| a | b |\n", "a[^1]\n\n", "# a\n"],
)
def test_a_body_of_two_megabytes_of_nothing_but_markup_is_refused(shape: str) -> None:
    assert codes(shape * (2_000_000 // len(shape))) == ["body-too-dense"]


def test_a_body_of_two_megabytes_of_words_is_read() -> None:
    line = "Words, and *some* of [them](https://a.example) are marked. " + "plain words " * 40
    assert codes(f"{line}\n\n" * (2_000_000 // len(line))) == []


def test_a_thread_in_markdown_may_have_four_times_the_signs_of_one_text() -> None:
    def read(signs: int) -> list[str]:
        comments = "".join(f'[[comment]]\nid = "{n}"\ntext = "{"*" * signs}a"\n' for n in range(4))
        thread = Text("thread.toml", f'format = "markdown"\n{comments}')
        return [each.code for each in read_thread(thread, Limits(marks=100)).diagnostics]

    assert read(100) == []
    assert read(101) == ["body-too-dense"]


def test_plain_comments_have_no_signs_that_count() -> None:
    thread = Text("thread.toml", f'[[comment]]\nid = "1"\ntext = "{"*" * 1000}"\n')
    assert read_thread(thread, Limits(marks=1)).diagnostics == ()


def test_a_thread_ten_thousand_deep_is_read() -> None:
    toml = "".join(
        f'[[comment]]\nid = "{n}"\ntext = "a"\n' + (f'parent = "{n - 1}"\n' if n else "") for n in range(10_000)
    )
    thread = read_thread(Text("thread.toml", toml), Limits()).value
    assert thread is not None
    assert thread.comments[-1].depth == 10_000


def test_the_punctuation_after_an_address_is_no_part_of_it_however_long_it_is() -> None:
    assert plain_text("https://a.example/(b)" + ")" * 60_000).startswith(
        '<a href="https://a.example/(b)" rel="nofollow ugc noopener">https://a.example/(b)</a>))'
    )


LONG = (
    "top = 1\n"
    + "".join(
        f"[[comment]]\nid = \"{n}\"\n# [[comment]]\ntext = '''\n[[comment]]\n{n}'''\n[comment.answers]\nid = 'z'\n"
        for n in range(20)
    )
    + "[last]\nx = [[1], [2]]\n"
)


def test_the_tables_of_a_list_are_found_where_they_begin() -> None:
    heads = find_heads(LONG)["comment"]
    assert len(heads) == 20
    assert all(LONG.startswith(f'[[comment]]\nid = "{n}"', head) for n, head in enumerate(heads))


def test_in_a_long_file_places_are_those_of_a_short_one(monkeypatch: pytest.MonkeyPatch) -> None:
    text = Text("a.toml", LONG)
    paths = [*find_places(LONG).values, (), ("comment", 3, "none", "such"), ("comment", 99, "id")]

    def look() -> list[object]:
        return [(locate(text, path), locate(text, path, key=True), point_at(text, path, "7")) for path in paths]

    whole = look()
    monkeypatch.setattr(fields, "_LONG", 0)
    assert look() == whole
