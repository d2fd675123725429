"""Syntax errors: our sentence, the hint, and where the caret stands."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given, strategies as st

from generator.core.toml_faults import say_syntax
from generator.core.toml_places import find_places


def say(toml: str) -> tuple[str, str]:
    with pytest.raises(ValueError, match=r".") as refused:
        tomllib.loads(toml)
    fault = say_syntax(str(refused.value), toml, find_places(toml))
    return fault.message, toml[slice(*fault.reach)]


@pytest.mark.parametrize(
    ("toml", "message", "under_the_caret"),
    [
        ('a = "x', "the text in quotes that begins here does not end", '"'),
        ('b = 1\na = """x\n\n', "the text in quotes that begins here does not end", '"""'),
        ("a = '''x\n\n", "the text in quotes that begins here does not end", "'''"),
        ('a = "x\ny"\n', "the text in quotes does not end on its line", "\n"),
        ("a = [1,\n2\n", "the list that begins here does not end", "["),
        ("a = { b = 1", "the table that begins here does not end", "{"),
        ("a = { b = 1 c = 2 }\nd = ", "a comma or an end is missing before this", "c"),
        ("a = [1 2]\nd = # e\n", "a comma or an end is missing before this", "2"),
        ("a = {b = 1,\n c = 2}", "a key was expected here", "\n"),
        ("a : 1", "a key must be followed by =", ":"),
        ("a = 1 b = 2", "there is something after the end of the value", "b"),
        ("a = 'it's'", "there is something after the end of the value", "s"),
        ("[a b", "the head of this table does not end", "b"),
        ("[[a]\nb = 1", "the head of this list of tables does not end", "]"),
        ("a = yes # no", "this is not a value", "yes"),
        ("a = “two words”", "typographic quotes cannot stand around a text", "“two words”"),
        ("a = Two words", "this is not a value", "Two words"),
        ("= 1", "this is neither a key nor the head of a table", "="),
        ("a = 2017-02-30", "there is no such day or time", "2017-02-30"),
        ('a = "\\d"', "a backslash in double quotes must be written twice", "\\d"),
        ('a = "\\u12"', "a \\u must be followed by four hexadecimal digits", "\\u"),
        ('a = "\\uD800"', "this \\u is not the number of a character", "\\u"),
        (f"a = {'1' * 5000}", "this number has too many digits", "1" * 20),
        ("a = 1\na = 2\n", "a is given twice", "a"),
        ("[q.b]\n[q.b]\n", "b is given twice", "b"),
        ("a = { b = 1, b = 2 }", "b is given twice", "b"),
        ("a.b = 1\n[a]\n", "what stands here was given before", "[a"),
    ],
)
def test_a_syntax_error_is_said_in_our_words(toml: str, message: str, under_the_caret: str) -> None:
    assert say(toml) == (message, under_the_caret)


BRACKETS = "write [[claim]] with two brackets for each"
STRAIGHT = "write straight quotes around it: \"…\" or '…'"


@pytest.mark.parametrize(
    ("toml", "message", "hint", "under_the_caret"),
    [
        ("[claim]\na = 1\n[claim]\na = 2\n", "claim is given twice", BRACKETS, "claim"),
        ("[claim]\na = 1\n[[claim]]\na = 2\n", "claim is given twice", BRACKETS, "claim"),
        ("[[claim]]\na = 1\n[claim]\na = 2\n", "claim is given twice", BRACKETS, "claim"),
        ("[comment]\n[comment]\n", "comment is given twice", BRACKETS.replace("claim", "comment"), "comment"),
        ("[relation]\n[relation]\n", "relation is given twice", BRACKETS.replace("claim", "relation"), "relation"),
        ("[ann]\n[ann]\n", "ann is given twice", "keep one of them", "ann"),
        ("[Tom Hale]\n", "the head of a table may not hold a space", "write [tom-hale]", "Tom Hale"),
        ("a = 1\n[ Åsa  O’Hale ]\n", "the head of a table may not hold a space", "write [asa-ohale]", " Åsa  O’Hale "),
        ("[Åsa]\n", "the head of a table may not hold 'Å'", "write [asa]", "Åsa"),
        (
            "[Вода]\n",
            "the head of a table may not hold 'В'",
            "name it with letters a-z, digits and hyphens",
            "Вода",
        ),
        (
            "[[claim one]]\n",
            "the head of a table may not hold a space",
            "write [[claim]], and its id on a line below",
            "claim one",
        ),
        ("a = “x y”\n", "typographic quotes cannot stand around a text", STRAIGHT, "“x y”"),
        ("a = ‘x’ # c\n", "typographic quotes cannot stand around a text", STRAIGHT, "‘x’"),
        (
            'a = "x”\nb = 1\n',
            "the text in quotes does not end on its line",
            'close it with the straight ", not with ”',
            "”",
        ),
        ('a = "x', "the text in quotes that begins here does not end", 'close it with "', '"'),
        ("a = 'x", "the text in quotes that begins here does not end", "close it with '", "'"),
        ('a = """x', "the text in quotes that begins here does not end", 'close it with """', '"""'),
        (
            'a = "x\n',
            "the text in quotes does not end on its line",
            "close it with \", or put text of several lines in '''",
            "\n",
        ),
        (
            "a = 'x\nb = 'y'\n",
            "the text in quotes does not end on its line",
            "close it with ', or put text of several lines in '''",
            "\n",
        ),
    ],
)
def test_the_hint_says_the_edit_that_mends_it(toml: str, message: str, hint: str, under_the_caret: str) -> None:
    with pytest.raises(ValueError, match=r".") as refused:
        tomllib.loads(toml)
    fault = say_syntax(str(refused.value), toml, find_places(toml))
    assert (fault.message, fault.hint, toml[slice(*fault.reach)]) == (message, hint, under_the_caret)


def test_what_is_given_twice_names_its_first_place() -> None:
    toml = "a = 1\n\na = 2\n"
    fault = say_syntax("Cannot overwrite a value (at line 3, column 6)", toml, find_places(toml))
    assert fault.reach == (7, 8)
    assert fault.related == (("it was first given here", (0, 1)),)


def test_a_complaint_that_is_not_known_is_passed_on() -> None:
    fault = say_syntax("Unheard of (at line 1, column 2)", "abc", find_places("abc"))
    assert (fault.message, fault.hint, fault.reach) == ("unheard of", "", (1, 2))


@given(st.text(alphabet="[]{}=\"'\\,.#ab1 \n-“”é", max_size=40))
def test_every_complaint_of_tomllib_has_words_and_a_place(toml: str) -> None:
    try:
        tomllib.loads(toml)
    except ValueError as refused:
        fault = say_syntax(str(refused), toml, find_places(toml))
        assert fault.message
        assert fault.hint, f"no words for: {refused}"
        assert 0 <= fault.reach[0] <= fault.reach[1]
        assert fault.reach[0] <= len(toml)
