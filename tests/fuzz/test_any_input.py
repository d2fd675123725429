"""Properties of every reader, of the importer, of the gate and of the anchoring, on texts that are nearly right."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from tests.fuzz.beginnings import begin
from tests.fuzz.imported import IMPORTS
from tests.fuzz.targets import TARGETS, try_bytes
from tests.hostile.cases import every_case

EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "60"))
CASES = tuple(words for _, words in every_case())
KEYS = (
    *(
        "title",
        "outlet",
        "url",
        "published",
        "note",
        "tags",
        "id",
        "parent",
        "author",
        "date",
        "text",
        "format",
        "gaps",
    ),
    *("answers", "quote", "says", "speaker", "unnamed", "via", "basis", "stance", "question", "answer", "value", "low"),
    *("high", "in", "before", "name", "kind", "also", "unit", "from", "to", "type", "why", "limits", "stated", "a.b"),
)
VALUES = (
    *(
        '"a"',
        "'b'",
        '"""\nc\n"""',
        "'''\nd'''",
        "1",
        "-0.5",
        "1e999",
        "nan",
        "true",
        "2020-01-02",
        "2020-01-02T03:04:05Z",
    ),
    *(
        "[]",
        '["link", "text"]',
        "{}",
        '{ id = "1", why = "x" }',
        '"1"',
        '"mill-closed"',
        '"named"',
        '"asserts"',
        '"[a](b)"',
    ),
    *('"2020~"', '"../2020"', '"\\u202e"', '"\\u0000"', '"closed"', '"The old mill"', "[[[[", '"', "'''", "\\", "0x1F"),
)
HEADS = (
    *(
        "[[comment]]",
        "[[claim]]",
        "[[relation]]",
        "[a]",
        "[a-b]",
        "[limits]",
        "[[a.b]]",
        "[comment.answers]",
        "+++",
        "",
        "# c",
    ),
)
MARKUP = (
    *(
        "*",
        "**",
        "_",
        "`",
        "```\n",
        "~~~ py\n",
        "[",
        "]",
        "(",
        ")",
        "![",
        "<",
        ">",
        "&",
        "\\",
        "|",
        "\n",
        "\n\n",
        "    ",
        "\t",
    ),
    *(
        "- ",
        "1. ",
        "> ",
        "# ",
        "===\n",
        "---\n",
        "| a | b |\n|---|---|\n| c |",
        "[^1]",
        "[^1]: ",
        "{#x}\n",
        "{.caption}\n",
    ),
    *(
        "[a]: https://b\n",
        "article:2020-01-02-mill",
        "source:a",
        "https://a.example/b",
        "a.png",
        "<b>",
        "</b>",
        "<div>\n",
    ),
    *(
        "<!--",
        "-->",
        "<script>",
        "</script>",
        "&amp;",
        "&#0;",
        "\u2028",
        "\u202e",
        "\u00a0",
        "é",
        "e\u0301",
        "\U0001f468\u200d",
    ),
    *(
        "word ",
        "The old mill",
        "“",
        "”",
        " … ",
        "1,000",
        "Reply",
        "2 comments",
        "Posted by Ann on 2 January 2020",
        "said:",
    ),
)

lines = st.one_of(
    st.builds("{} = {}".format, st.sampled_from(KEYS), st.sampled_from(VALUES)),
    st.sampled_from(HEADS),
    st.text(max_size=20),
)
toml_like = st.lists(lines, max_size=14).map("\n".join)
markdown_like = st.lists(st.sampled_from(MARKUP) | st.text(max_size=4) | st.sampled_from(CASES), max_size=24).map(
    "".join
)
front_matter = st.builds("+++\n{}\n+++\n{}".format, toml_like, markdown_like)
PIECES = (
    *(each.encode() for each in (*MARKUP, *VALUES)),
    *(
        b"<![CDATA[",
        b"]]>",
        b"<!--",
        b"-->",
        b"<!DOCTYPE x>",
        b"&#4;",
        b"&#x110000;",
        b"&nbsp;",
        b"<br>",
        b"<p>",
        b"</p>",
    ),
    *(
        b"<div>" * 300,
        b"<table><tr>",
        b"</article>",
        b"<li>",
        b"<time datetime=0>",
        b"\xff",
        b"\x00",
        b"\r\n",
        b'"',
        b"=",
    ),
    *(b",", b";", b"'", b"\n", b" ", b"{", b"}", b"[" * 2000, b"1" * 5000, b'"target":', b"WARC/1.0\r\n", b"\r\n\r\n"),
)
edits = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 40), st.sampled_from(PIECES)), max_size=6)
texts = st.one_of(toml_like, markdown_like, front_matter, st.sampled_from(CASES))


@pytest.mark.parametrize("target", TARGETS)
@settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.too_slow])
@given(content=texts)
def test_whatever_is_read_no_reader_crashes_and_each_failure_is_told(target: str, content: str) -> None:
    plain = "".join(
        each for each in content if each in "\t\n" or (ord(each) >= 32 and ord(each) not in (127, 0xFFFE, 0xFFFF))
    )
    TARGETS[target](content if target == "html" else plain)


@settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.binary(max_size=60) | texts.map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_whatever_bytes_come_to_the_door_no_reader_behind_it_crashes(data: bytes) -> None:
    try_bytes(data)


@pytest.mark.parametrize("target", IMPORTS)
@settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(data=st.data(), changes=edits)
def test_a_whole_file_with_some_of_it_changed_is_imported_or_refused(
    target: str, data: st.DataObject, changes: list[tuple[float, int, bytes]]
) -> None:
    whole = data.draw(st.sampled_from(begin(target)))
    for where, gone, piece in changes:
        at = int(where * len(whole))
        whole = whole[:at] + piece + whole[at + gone :]
    IMPORTS[target](whole)
