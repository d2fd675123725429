"""Plain TOML is read without tomllib, which would read the same; what is not plain is left to it."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given, settings, strategies as st

from generator.core.plain_toml import read_plain

SIGNS = st.sampled_from("aé0 '\"\\#=[],.\t\n\r\x00\x7f\u2028\ufffe-_")
PIECES = st.one_of(
    st.text(SIGNS, max_size=5),
    st.sampled_from(
        (
            *('a = "x"\n', "a = 1\n", "b = '''\nx'y\n'''\n", 'b = """\nx"y\n"""\n', "[[t]]\n", "[[a]]\n", "[t]\n"),
            *('c = ["x", "y"]\n', "c = []\n", "d = 2020-02-29\n", "d = 2021-02-29\n", "e = true\n", "e = -0\n", "\n"),
            *('a.b = "x"\n', "# x\n", 'f = "\\u0041"\n', "g = 007\n", "h = 2020-02-29T10:00:00\n", "i = 1.5\n"),
            *('"a" = 1\n', "a = 'x'\n", "b = ''''x'''\n", "b = '''x''''\n", 'b = """"x"""\n', "a = ", "'''", '"""'),
        )
    ),
)


@settings(max_examples=600)
@given(st.lists(PIECES, max_size=8).map("".join))
def test_what_is_read_is_what_tomllib_reads(toml: str) -> None:
    read = read_plain(toml)
    if read is not None:
        known = tomllib.loads(toml)
        assert repr(read) == repr(known)  # the same types, in the same order


def test_a_thread_is_read() -> None:
    toml = """stated = 2

[[comment]]
id = "1"
text = '''
It’s "so".

More.
'''
date = 2020-03-01

[[comment]]
id = "2"
"""
    assert read_plain(toml) == tomllib.loads(toml)


@pytest.mark.parametrize(
    "toml", ["a = 1\na = 2\n", "a = 1\n[[a]]\n", "a = []\n[[a]]\n", "a = 2021-02-29\n", 'a = "\\n"\n', "a = 1 # b\n"]
)
def test_what_is_wrong_or_not_plain_is_left_to_tomllib(toml: str) -> None:
    assert read_plain(toml) is None
