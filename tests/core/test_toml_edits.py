"""A value gives way to a value; every other byte of a file stays."""

from __future__ import annotations

import pytest

from generator.core.toml_edits import Edit, edit_values

FILE = "# Mine.\n[[comment]]  # the first\nid = \"1\"\ntext = '''\ntwo\nlines'''\nlabel = \"x\" # odd\n"


@pytest.mark.parametrize(
    ("edit", "old", "new"),
    [
        (Edit(("comment", 0, "id"), '"1.1"'), '"1"', '"1.1"'),
        (Edit(("comment", 0, "text"), '"one"'), "'''\ntwo\nlines'''", '"one"'),
        (Edit(("comment", 0, "text"), ""), "text = '''\ntwo\nlines'''\n", ""),
        (Edit(("comment", 0, "label"), ""), 'label = "x" # odd', " # odd"),
        (Edit(("comment", 0, "parent"), '"0"', ("comment", 0, "id")), 'id = "1"\n', 'id = "1"\nparent = "0"\n'),
        (Edit(("stated",), "3"), "# Mine.\n", "stated = 3\n# Mine.\n"),
        (Edit(("comment", 0, "absent"), ""), "", ""),
    ],
)
def test_one_value_changes_and_nothing_else(edit: Edit, old: str, new: str) -> None:
    assert edit_values(FILE, [edit]) == FILE.replace(old, new, 1)


def test_keys_that_are_new_stand_in_the_order_they_are_given_in() -> None:
    after = ("id",)
    edits = [Edit(("b",), "1", after), Edit(("a",), "2", after)]
    assert edit_values('id = "x"\r\nz = 0\r\n', edits) == 'id = "x"\r\nb = 1\r\na = 2\r\nz = 0\r\n'
