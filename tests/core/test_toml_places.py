"""Places in TOML: every key, value and head is found where it stands."""

from __future__ import annotations

import tomllib
from typing import Any

from hypothesis import given, settings, strategies as st

from generator.core.toml_places import Path, find_places

KEYS = ["a", "b-c", "0", '"q r"', "'l=t'", '"\\u0041\\n"', '""', '"#"', "'[x]'", '"é"']
SCALARS = [
    *("1", "-0.5e3", "true", "2017-10-15", "2017-10-15 10:00:00Z", "10:00:00", "0xff", "inf"),
    *('""', "''", '"a # b"', "'c:\\d'", '"\\" = \\\\"', '"]"', "'}'", "'''\nx = 1\n[[y]]\n'''", '"""a "" b\\""""'),
    *("'''''x'''''", '"""x"""""', '"""\\\n  y"""', '""""quoted" ,"""', "''''a'''", '""" # \n[a]\n"""'),
]
GAPS = st.sampled_from(["", " ", "\n", " # note ]}'\"\n", "\t\n\n"])
ROOM = st.sampled_from(["", " ", "\t "])


def values(depth: int) -> st.SearchStrategy[str]:
    scalar = st.sampled_from(SCALARS)
    if depth == 0:
        return scalar
    inner = values(depth - 1)
    array = st.tuples(st.lists(st.tuples(GAPS, inner, GAPS).map("".join), max_size=4), st.sampled_from(["", ","]))
    keys = st.lists(st.sampled_from(KEYS), max_size=3, unique_by=plain_key)
    table = keys.flatmap(
        lambda names: st.tuples(*(inner.map(lambda value, name=name: f" {name} = {value} ") for name in names))
    )
    return st.one_of(
        scalar,
        array.map(lambda made: f"[{','.join(made[0])}{made[1] if made[0] else ''}]"),
        table.map(lambda pairs: f"{{{','.join(pairs)}}}"),
    )


def plain_key(key: str) -> str:
    return next(iter(tomllib.loads(f"{key} = 1")))


@st.composite
def documents(draw: st.DrawFn) -> str:
    lines: list[str] = []
    for _ in range(draw(st.integers(0, 4))):
        head = ".".join(draw(st.lists(st.sampled_from(KEYS), max_size=3)))
        if head:
            lines.append(draw(st.sampled_from([f"[{head}]", f"[[{head}]]", f" [ {head} ] # [no]", f"[[ {head}]]"])))
        for _ in range(draw(st.integers(0, 3))):
            key = draw(st.lists(st.sampled_from(KEYS), min_size=1, max_size=3))
            lines.append(f"{draw(ROOM)}{' . '.join(key)}{draw(ROOM)}={draw(ROOM)}{draw(values(2))}{draw(ROOM)}")
            lines.append(draw(st.sampled_from(["", "# a = 1", "   "])))
    return draw(st.sampled_from(["\n", "\r\n"])).join(lines)


def leaves(value: Any, path: Path = ()) -> list[tuple[Path, Any]]:
    if isinstance(value, dict):
        return [leaf for key, each in value.items() for leaf in [((*path, key), each), *leaves(each, (*path, key))]]
    if isinstance(value, list):
        return [leaf for key, each in enumerate(value) for leaf in [((*path, key), each), *leaves(each, (*path, key))]]
    return []


@settings(max_examples=150, deadline=None)
@given(documents())
def test_every_value_stands_where_it_is_found(toml: str) -> None:
    try:
        read = tomllib.loads(toml)
    except ValueError:
        find_places(toml)
        return
    places = find_places(toml)
    found = leaves(read)
    assert set(places.values) == {path for path, _ in found} == set(places.keys)
    assert places.again == []
    assert places.unfinished is None
    for path, value in found:
        start, end = places.values[path]
        if not isinstance(value, list | dict):
            assert tomllib.loads(f"x = {toml[start:end]}")["x"] == value or value != value
        if isinstance(path[-1], str):
            key = toml[slice(*places.keys[path])]
            assert plain_key(key) == path[-1]


@given(st.text(alphabet="[]{}=\"'\\,.#ab1 \n\x0c", max_size=60))
def test_what_is_not_toml_stops_the_search_and_breaks_nothing(toml: str) -> None:
    find_places(toml)


def shown(toml: str) -> dict[str, tuple[str, str]]:
    places = find_places(toml)
    return {
        ".".join(map(str, path)): (toml[slice(*places.keys[path])], toml[slice(*reach)])
        for path, reach in places.values.items()
    }


def test_a_table_stands_at_its_head_and_its_key_is_the_last_word_in_it() -> None:
    assert shown('[a."b c"]\nx = 1 # one\n') == {
        "a": ("a", "a"),
        "a.b c": ('"b c"', '[a."b c"]'),
        "a.b c.x": ("x", "1"),
    }


def test_tables_of_a_list_are_counted_and_tables_below_belong_to_the_last() -> None:
    toml = "[[f]]\n[f.p]\nc=1\n[[f.v]]\nn=2\n[[f.v]]\n[[f]]\n[[f.v]]\nn=3\n"
    assert list(shown(toml)) == [
        *("f", "f.0", "f.0.p", "f.0.p.c", "f.0.v", "f.0.v.0", "f.0.v.0.n", "f.0.v.1"),
        *("f.1", "f.1.v", "f.1.v.0", "f.1.v.0.n"),
    ]


def test_a_head_written_after_its_children_is_where_the_table_stands() -> None:
    assert shown("[a.b]\n[a]\nx=1\n")["a"] == ("a", "[a]")


def test_heads_and_keys_inside_text_are_words() -> None:
    assert list(shown("t = '''\n[[x]]\ny = 1\n'''\nz = 2\n")) == ["t", "z"]


def test_a_key_given_twice_is_noted_with_both_its_places() -> None:
    places = find_places("a = 1\nb.c = 2\na = 3\n[b]\n")
    assert places.again == [((0, 1), (14, 15))]
    assert places.values[("a",)] == (4, 5)


def test_lists_beyond_all_measure_take_no_time_and_no_memory() -> None:
    assert len(find_places("a = " + "[" * 100_000).values) == 1
    assert find_places(".".join(["a"] * 100_000) + " = 1").endless == (0, 202)
