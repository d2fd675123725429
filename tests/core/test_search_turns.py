"""Long work of the search in turns with the page, run under Node."""

from __future__ import annotations

from tests.core.search_support import needs_node, run_scripts

pytestmark = needs_node


def test_a_list_of_any_length_is_sorted_and_equal_items_stay_as_they_stood() -> None:
    lists = [[[number * 7919 % 1000, number] for number in range(size)] for size in (0, 1, 4096, 4097, 30_000)]
    [answers] = run_scripts([("sort", lists)])
    assert answers == [sorted(each, key=lambda item: item[0]) for each in lists]


def test_work_that_lasts_lets_the_page_have_its_turn_and_ends_when_it_is_called_off() -> None:
    [[turns, ended]] = run_scripts([("work", {"milliseconds": 400, "until": 5})])
    assert turns == 5
    assert ended == "called off"
