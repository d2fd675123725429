"""The shape of a thread: order, depth, what hangs from what, runs, circles."""

from __future__ import annotations

import time

from hypothesis import given, strategies as st

from generator.core.comment_tree import Tree, measure_tree


def order(tree: Tree) -> list[str]:
    return [knot.id for knot in tree.knots]


def test_each_comment_stands_before_its_replies_and_siblings_keep_the_files_order() -> None:
    tree = measure_tree({"b1": "b", "a": "", "b": "", "a2": "a", "a1": "a", "b2": "b1"})
    assert order(tree) == ["a", "a2", "a1", "b", "b1", "b2"]
    assert [knot.depth for knot in tree.knots] == [1, 2, 2, 1, 2, 3]
    assert [knot.replies for knot in tree.knots] == [2, 0, 0, 1, 1, 0]
    assert [knot.below for knot in tree.knots] == [2, 0, 0, 2, 1, 0]


def test_three_leaves_at_the_greatest_depth_are_a_run_the_site_stopped_nesting() -> None:
    parents = {"1": "", "1.1": "1", "1.2": "1", "1.3": "1", "2": "", "2.1": "2", "2.2": "2"}
    flattened = [knot.id for knot in measure_tree(parents, 2).knots if knot.flattened]
    assert flattened == ["1.1", "1.2", "1.3"]
    assert not any(knot.flattened for knot in measure_tree(parents, 3).knots)
    assert not any(knot.flattened for knot in measure_tree(parents).knots)


def test_a_comment_with_replies_is_no_part_of_a_run() -> None:
    parents = {"1": "", "a": "1", "b": "1", "c": "1", "d": "1", "d1": "d"}
    assert [knot.id for knot in measure_tree(parents, 2).knots if knot.flattened] == ["a", "b", "c"]


def test_a_run_may_stand_at_top_level() -> None:
    assert all(knot.flattened for knot in measure_tree({"a": "", "b": "", "c": ""}, 1).knots)


def test_a_circle_is_told_once_from_its_first_comment_which_then_stands_at_top_level() -> None:
    tree = measure_tree({"x": "b", "a": "c", "b": "a", "c": "b", "d": "d", "e": ""})
    assert tree.circles == (("a", "c", "b"), ("d",))
    assert order(tree) == ["a", "b", "x", "c", "d", "e"]


def test_a_hundred_thousand_replies_in_each_other_are_one_list() -> None:
    parents = {str(n): str(n - 1) if n else "" for n in range(100_000)}
    began = time.perf_counter()
    tree = measure_tree(parents)
    assert time.perf_counter() - began < 20
    assert (tree.knots[-1].depth, tree.knots[0].below) == (100_000, 99_999)


@given(st.lists(st.integers(-1, 30), max_size=30), st.integers(1, 5))
def test_every_comment_is_there_once_and_the_counts_add_up(answered: list[int], max_depth: int) -> None:
    parents = {str(n): str(parent) if 0 <= parent < len(answered) else "" for n, parent in enumerate(answered)}
    tree = measure_tree(parents, max_depth)
    assert sorted(order(tree)) == sorted(parents)
    assert sum(knot.below + 1 for knot in tree.knots if knot.depth == 1) == len(parents)
    at = {knot.id: place for place, knot in enumerate(tree.knots)}
    broken = {circle[0] for circle in tree.circles}
    for knot in tree.knots:
        parent = parents[knot.id]
        if parent and knot.id not in broken:
            above = tree.knots[at[parent]]
            assert above.depth == knot.depth - 1
            assert at[parent] < at[knot.id] <= at[parent] + above.below
        else:
            assert knot.depth == 1
