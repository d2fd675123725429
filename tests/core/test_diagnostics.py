"""How a fault is told."""

from generator.core.diagnostics import (
    Checked,
    count,
    did_you_mean,
    error,
    gather,
    has_errors,
    sort_diagnostics,
    tell,
    visible,
    warning,
)
from generator.core.text import Text

FILE = Text("content/sources.toml", '[ann]\nkind = "persn"\n')
PLACE = FILE.place(13, 20)


def test_a_fault_is_told_with_code_place_excerpt_caret_and_hint() -> None:
    assert tell([error("not-one-of", "'persn' is not a kind", PLACE, "did you mean 'person'?")]) == (
        "error[not-one-of]: 'persn' is not a kind\n"
        " --> content/sources.toml:2:8\n"
        "  |\n"
        '2 | kind = "persn"\n'
        "  |        ^^^^^^^\n"
        "  = hint: did you mean 'person'?\n"
    )


def test_related_places_are_shown_with_their_own_excerpts() -> None:
    told = tell([warning("repeated", "said twice", PLACE, related=[("first here", FILE.place(0, 5))])])
    assert told.endswith("  = first here:\n ::: content/sources.toml:1:1\n  |\n1 | [ann]\n  | ^^^^^\n")


def test_the_caret_stands_under_wide_and_combining_letters() -> None:
    text = Text("a", "名 e\u0301 x")
    assert tell([error("c", "m", text.place(5, 6))]).splitlines()[-1] == "  |      ^"


def test_a_very_long_line_is_shown_around_the_fault() -> None:
    text = Text("a", "w" * 500 + "HERE" + "w" * 500)
    shown = tell([error("c", "m", text.place(500, 504))]).splitlines()
    assert shown[3].index("HERE") == shown[4].index("^^^^")
    assert len(shown[3]) < 130


def test_control_and_direction_characters_never_reach_the_terminal() -> None:
    assert visible("a\x1b[31m\u202eb") == "a\\u001b[31m\\u202eb"
    assert "\x1b" not in tell([error("c", "\x1b[2J", Text("a\x1b", "\x1b").place(0, 1), "\x1b")])


def test_colour_changes_nothing_but_colour() -> None:
    found = [error("c", "m", PLACE, "h")]
    coloured = tell(found, colour=True)
    for ink in ("\x1b[1;31m", "\x1b[34m", "\x1b[0m"):
        coloured = coloured.replace(ink, "")
    assert coloured == tell(found)


def test_faults_are_sorted_by_place_and_exact_repeats_told_once() -> None:
    later, earlier = error("b", "m", PLACE), error("a", "m", FILE.place(0))
    assert sort_diagnostics([later, earlier, later]) == (earlier, later)


def test_values_and_faults_add_up() -> None:
    fault = error("c", "m", PLACE)
    assert gather([Checked(1), Checked[int](None, (fault,)), Checked(2, (fault,))]) == Checked((1, 2), (fault, fault))


def test_warnings_stop_nothing() -> None:
    assert not has_errors([warning("c", "m", PLACE)])
    assert has_errors([warning("c", "m", PLACE), error("c", "m", PLACE)])


def test_counts_read_as_words() -> None:
    assert count([error("c", "m", PLACE), warning("c", "m", PLACE), warning("d", "m", PLACE)]) == "1 error, 2 warnings"


def test_a_near_word_is_suggested_and_a_far_one_is_not() -> None:
    assert did_you_mean("persn", ["person", "office"]) == "did you mean 'person'?"
    assert did_you_mean("zebra", ["person", "office"]) == ""
