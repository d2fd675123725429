"""The records: what stands in each file, and what cannot stand together."""

from __future__ import annotations

import re
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from pydantic import BaseModel

from generator.core import records
from generator.core.diagnostics import tell
from generator.core.fields import read_record
from generator.core.text import Text

CLAIM = dedent("""\
    [[claim]]
    id = "a"
    quote = "q"
    says = "s"
    basis = "named"
    stance = "asserts"
    """)
MODELS = [
    each
    for each in vars(records).values()
    if isinstance(each, type) and issubclass(each, BaseModel) and each.__module__ == records.__name__
]


def codes(toml: str, model: type[BaseModel] = records.ClaimsRecord) -> list[str]:
    return [found.code for found in read_record(Text("x.toml", toml), model).diagnostics]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_key_is_described_and_every_file_has_a_schema(model: type[BaseModel]) -> None:
    undescribed = [key for key, field in model.model_fields.items() if key != "root" and not field.description]
    assert undescribed == []
    assert model.model_json_schema(by_alias=True)


def test_a_claim_of_a_source_may_say_everything() -> None:
    toml = CLAIM + dedent("""\
        ref = ["C004-09", "C004-10"]
        in = "p7"
        before = ""
        after = "."
        unnamed = "a person close to the talks"
        because = "not authorised to speak"
        via = ["reuters"]
        hedge = "purportedly"
        said = "Saturday"
        date = 2017-10-14
        date_basis = "the Saturday before"
        question = "left"
        low = 1.50
        high = 200
        qualifier = "about"
        predicate = "cleared"
        as_of = "2017-10-13~"
        note = "A *note*."
        """)
    read = read_record(Text("x.toml", toml), records.ClaimsRecord)
    assert tell(read.diagnostics) == ""
    assert read.value is not None
    claim = read.value.claim[0]
    assert (claim.in_, claim.ref, str(claim.low), str(claim.high)) == ("p7", ("C004-09", "C004-10"), "1.50", "200")


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ('speaker = "a"\nunnamed = "b"', ["speaker-and-unnamed"]),
        ('because = "b"', ["because-without-unnamed"]),
        ('question = "q"\nanswer = "yes"\nvalue = 3', ["answer-and-figure"]),
        ('question = "q"\nanswer = "yes"\nlow = 3', ["answer-and-figure"]),
        ("value = 3\nlow = 3", ["value-and-range"]),
        ("value = 3\nhigh = 3", ["value-and-range"]),
        ("low = 3\nhigh = 2.9", ["low-above-high"]),
        ("low = nan\nhigh = 2", ["out-of-range"]),
        (f"low = 0x{'f' * 5000}\nhigh = 2", ["low-above-high", "out-of-range"]),
        ("low = 2\nhigh = 2", []),
        ("low = 2", []),
        ('qualifier = "about"', ["qualifier-without-figure"]),
        ('cites = "none"', ["cites-outside-comments"]),
        ('cites = "none"\nin = "p7"', ["cites-outside-comments"]),
        ('cites = "none"\nin = "comment 2.1"', []),
        ("published = 2017-10-15", ["unknown-key"]),
        ('answer = "yes"', ["answer-without-question"]),
    ],
)
def test_what_cannot_stand_together_is_told(lines: str, expected: list[str]) -> None:
    assert codes(f"{CLAIM}{lines}\n") == expected


def test_the_rules_of_a_table_are_told_beside_its_other_faults() -> None:
    toml = '[[claim]]\nid = 3\nspeaker = "a"\nunnamed = "b"\n[[claim]]\nbecause = "c"\n'
    assert {"wrong-type", "missing-key", "speaker-and-unnamed", "because-without-unnamed"} == set(codes(toml))


@pytest.mark.parametrize(
    ("toml", "expected"),
    [
        ('[q]\nquestion = "Who?"\nanswers = { yes = "Yes", no = { label = "Not yet" } }', []),
        ('[q]\nquestion = "Who?"\nanswers = { x = { label = "Civilians only", mark = "no" } }', []),
        ('[q]\nquestion = "How much?"\nunit = "%"\naxis_from = 70', []),
        ('[q]\nquestion = "Who?"', ["answers-or-unit"]),
        ('[q]\nquestion = "Who?"\nanswers = {}', ["answers-or-unit"]),
        ('[q]\nquestion = "Who?"\nunit = ""', ["answers-or-unit"]),
        ('[q]\nquestion = "Who?"\nunit = "%"\nanswers = { yes = "Yes" }', ["answers-or-unit"]),
        ('[q]\nquestion = "Who?"\nanswers = { yes = 1 }', ["wrong-type"]),
        ('[q]\nquestion = "Who?"\nanswers = { yes = "" }', ["empty-value"]),
        ('[q]\nquestion = "Who?"\nanswers = { "Yes!" = "Yes" }', ["bad-id"]),
        ('[q]\nquestion = "Who?"\nanswers = { yes = { label = "Yes", mark = "ja" } }', ["not-one-of"]),
        ('["Q 1"]\nquestion = "Who?"\nunit = "%"', ["bad-id"]),
        ("question = 3", ["wrong-type"]),
    ],
)
def test_a_question_is_answered_in_words_or_in_a_unit(toml: str, expected: list[str]) -> None:
    assert codes(toml, records.QuestionsRecord) == expected


def test_a_list_of_tables_written_as_one_table_is_told_how_to_write_it() -> None:
    found = read_record(Text("x.toml", '[claim]\nid = "a"\n'), records.ClaimsRecord).diagnostics
    assert [(each.message, each.hint) for each in found] == [
        ("claim must be a list; this is a table", "write [[claim]] with two brackets for each")
    ]


VALUES = [
    *(
        "3",
        "1.5",
        "true",
        '"x"',
        '""',
        "2017-10-15",
        "10:00:00",
        "nan",
        "[]",
        "[1]",
        '["x"]',
        "[[1]]",
        "{}",
        "{ a = 1 }",
    ),
    *("2017-10-15T10:00:00Z", "[{}]", "[true]", f"0x{'f' * 4000}", "1e-400", '["", 1, "a b"]', '{ "[key]" = 1 }'),
]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_a_value_of_any_type_under_any_key_has_words_of_ours(model: type[BaseModel]) -> None:
    keys: list[Any] = ["x", '"[key]"', *(field.alias or name for name, field in model.model_fields.items())]
    for key in keys:
        for value in VALUES:
            text = Text("x.toml", f"{key} = {value}\n")
            for found in read_record(text, model).diagnostics:
                assert re.fullmatch(r"[a-z]+(-[a-z]+)*", found.code), found
                assert not re.search(r"Input should|something else|pydantic|valid", tell([found])), found
                assert found.place.line == 1


def test_the_content_of_this_archive_is_what_the_records_say() -> None:
    root = Path(__file__).parents[2]
    read = {"claims.toml": records.ClaimsRecord, "thread.toml": records.ThreadRecord}
    for path in sorted(root.glob("content/articles/*/*.toml")):
        checked = read_record(Text(path.name, path.read_text(encoding="utf-8")), read[path.name])
        assert tell(checked.diagnostics) == ""
