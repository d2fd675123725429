"""What pydantic and the rules find, in our words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, time
from decimal import Decimal
from typing import Annotated

import pytest
from pydantic import Field, RootModel, Strict, ValidationError

from generator.core.record_faults import Fault, Record, check_rules, say_faults, say_kind, say_value


class Room(Record):
    name: str = Field(description="what it is called")
    doors: int = Field(1, ge=1, le=99)
    lit: bool = True
    colours: Annotated[tuple[str, ...], Strict(False)] = ()

    @classmethod
    def rules(cls, table: Mapping[str, object]) -> Iterator[Fault]:
        if table.get("lit") and table.get("doors") == 0:
            yield Fault("lit-and-shut", "nobody can light it", path=("lit",), rival=("doors",))


class House(Record):
    room: Annotated[tuple[Room, ...], Strict(False)] = ()
    cellar: Room | None = None
    rooms: dict[str, Room] = Field({})


class Street(RootModel[dict[str, House]]):
    pass


BELOW = "move it below a line [[room]]"


def faults(model: type[Record] | type[Street], table: dict[str, object]) -> list[Fault]:
    try:
        model.model_validate(table)
    except ValidationError as refused:
        return list(say_faults(refused, model))
    return []


@pytest.mark.parametrize(
    ("table", "code", "message", "hint"),
    [
        ({}, "missing-key", "name is missing here", "add name = … (what it is called)"),
        ({"name": "a", "nam": 1}, "unknown-key", "there is no key 'nam' here", "did you mean 'name'?"),
        (
            {"name": "a", "zzz": 1},
            *("unknown-key", "there is no key 'zzz' here", "the keys known here are name, doors, lit, colours"),
        ),
        (
            {"name": 1},
            "wrong-type",
            "name must be text in quotes; this is a whole number",
            'put it in quotes: name = "1"',
        ),
        (
            {"name": True},
            "wrong-type",
            "name must be text in quotes; this is true or false",
            'put it in quotes: name = "true"',
        ),
        ({"name": ["a"]}, "wrong-type", "name must be text in quotes; this is a list", ""),
        (
            {"name": "a", "doors": "2"},
            "wrong-type",
            "doors must be a whole number; this is text",
            "take off the quotes: doors = 2",
        ),
        ({"name": "a", "doors": "two"}, "wrong-type", "doors must be a whole number; this is text", ""),
        ({"name": "a", "doors": Decimal("1.5")}, "wrong-type", "doors must be a whole number; this is a number", ""),
        ({"name": "a", "doors": 0}, "out-of-range", "doors must be 1 or more; this is 0", ""),
        ({"name": "a", "doors": 100}, "out-of-range", "doors must be 99 or less; this is 100", ""),
        (
            {"name": "a", "lit": "true"},
            "wrong-type",
            "lit must be true or false; this is text",
            "take off the quotes: lit = true",
        ),
        (
            {"name": "a", "colours": 'the "red" one'},
            *("wrong-type", "colours must be a list; this is text", 'put it in brackets: colours = ["…"]'),
        ),
        (
            {"name": "a", "colours": [date(2020, 1, 1)]},
            *(
                "wrong-type",
                "an entry of colours must be text in quotes; this is a date",
                'put it in quotes: "2020-01-01"',
            ),
        ),
    ],
)
def test_a_fault_is_one_sentence_and_the_edit_that_mends_it(
    table: dict[str, object], code: str, message: str, hint: str
) -> None:
    assert [(fault.code, fault.message, fault.hint) for fault in faults(Room, table)] == [(code, message, hint)]


def test_keys_are_known_however_deep_they_stand() -> None:
    inner = {"name": "a", "dors": 2}
    for table in ({"room": [inner]}, {"cellar": inner}, {"rooms": {"x": inner}}):
        found = faults(Street, {"one": table})
        assert [(fault.code, fault.hint, fault.path[-1]) for fault in found] == [
            ("unknown-key", "did you mean 'doors'?", "dors")
        ]


def test_a_key_above_the_first_table_of_its_list_is_told_to_stand_before_it() -> None:
    assert [(fault.code, fault.message, fault.hint, fault.at_key) for fault in faults(House, {"lit": True})] == [
        ("unknown-key", "lit is a key of a room, and it stands before the first [[room]]", BELOW, True)
    ]


def test_one_bracket_where_a_list_is_meant_wants_two() -> None:
    assert [(fault.code, fault.hint) for fault in faults(House, {"room": {"name": "a"}})] == [
        ("wrong-type", "write [[room]] with two brackets for each")
    ]


def test_rules_are_asked_wherever_their_record_stands() -> None:
    shut = {"doors": 0, "lit": True}
    table = {"one": {"room": [{}, shut], "cellar": shut, "rooms": {"x": shut}}, "two": {"room": "none"}}
    assert [(fault.path, fault.rival) for fault in check_rules(Street, table)] == [
        (("one", "room", 1, "lit"), ("one", "room", 1, "doors")),
        (("one", "cellar", "lit"), ("one", "cellar", "doors")),
        (("one", "rooms", "x", "lit"), ("one", "rooms", "x", "doors")),
    ]


def test_every_kind_of_value_has_a_name() -> None:
    values = [True, 1, 1.5, Decimal(1), "a", date(2020, 1, 1), time(10), [], {}]
    assert [say_kind(value) for value in values] == [
        *("true or false", "a whole number", "a number", "a number", "text", "a date", "a time of day"),
        *("a list", "a table"),
    ]
    assert say_kind(None) == "something else"


def test_a_value_is_cut_short() -> None:
    assert say_value("a" * 70) == "a" * 60 + "…"
    assert say_value(-(16**5000)) == "a very large number"
