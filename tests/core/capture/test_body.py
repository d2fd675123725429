"""Of the blocks of a page those are chosen that stand in its main text, each in its own place."""

from __future__ import annotations

import pytest

from generator.core.capture.body import choose_blocks
from generator.core.capture.page_draft import draft_html
from generator.core.text import Text

FIRST = "The dam above Wend holds, the water office said on Monday, although many have left."
SECOND = "About 1,200 people live below it, and the town has hired six buses for those without a car."
THIRD = "The gates will be opened on Tuesday, when the rain is expected to be over."


@pytest.mark.parametrize(
    ("text", "blocks", "chosen"),
    [
        ([FIRST, SECOND], ["Dam", FIRST, SECOND], {1, 2}),  # a short headline that the text has left out
        ([FIRST, SECOND], [FIRST, "1", SECOND], {0, 2}),  # how often it was shared
        ([FIRST, SECOND, THIRD], [FIRST, "AP", SECOND, THIRD], {0, 2, 3}),
        (["AP", FIRST], ["AP", FIRST], {0, 1}),
        ([FIRST, SECOND, THIRD], [THIRD[:50], FIRST, SECOND, THIRD], {1, 2, 3}),  # a quotation set large above
        (
            ["- Open.", "- Shut.", "Gate | State", "1 | open"],
            ["Open.", "Shut.", "Gate", "State", "1", "open"],
            {*range(6)},
        ),
        ([f"{FIRST} {SECOND}"], [FIRST, SECOND], {0, 1}),  # two blocks in one line
        ([FIRST, f"Dam. Then. {SECOND}"], [FIRST, "Dam.", "Then.", SECOND], {0, 1, 2, 3}),
        ([FIRST.replace(", although", ",\nalthough")], [FIRST], {0}),
        ([FIRST], [], set()),
        ([], [FIRST, "***"], set()),
    ],
)
def test_a_block_is_found_in_its_own_place(text: list[str], blocks: list[str], chosen: set[int]) -> None:
    assert choose_blocks("\n".join(text), blocks) == chosen


def test_no_paragraph_is_lost_because_a_button_is_called_as_one_of_its_words() -> None:
    page = f"<!DOCTYPE html><h1>Dam</h1><p>{FIRST}</p><div><button>Town</button></div><p>{SECOND}</p><p>{THIRD}</p>"
    drafted = draft_html(Text("page.html", page)).value
    assert drafted
    body = dict(drafted.files)["article.md"].partition("+++\n\n")[2]
    assert body == f"{FIRST}\n\n{SECOND}\n\n{THIRD}\n"
