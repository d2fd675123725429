"""The nouns hold only plain values, so they can be sent, stored and compared."""

from __future__ import annotations

import pickle
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from types import NoneType, UnionType
from typing import Union, get_args, get_origin, get_type_hints

import pytest
from markupsafe import Markup

from generator.core import model

NOUNS = [each for each in vars(model).values() if isinstance(each, type) and is_dataclass(each)]
PLAIN = (str, int, bool, NoneType, date, datetime, Decimal, Markup, bytes)


def is_plain(hint: object) -> bool:
    if get_origin(hint) in (Union, UnionType, tuple):
        return all(is_plain(each) for each in get_args(hint) if each is not Ellipsis)
    return isinstance(hint, type) and (hint in PLAIN or issubclass(hint, Enum) or is_dataclass(hint))


@pytest.mark.parametrize("noun", NOUNS, ids=lambda noun: noun.__name__)
def test_a_noun_is_frozen_and_holds_only_plain_values(noun: type) -> None:
    assert noun.__dataclass_params__.frozen
    assert "__slots__" in vars(noun)
    hints = get_type_hints(noun)
    assert [field.name for field in fields(noun) if not is_plain(hints[field.name])] == []


def test_a_noun_survives_pickling_and_compares_by_value() -> None:
    claim = model.ClaimAddress("a", "b")
    assert pickle.loads(pickle.dumps(claim)) == claim
    assert hash(claim) == hash(model.ClaimAddress("a", "b"))
    assert repr(claim) == "ClaimAddress(article='a', claim='b')"
