"""The schemas say of a content file what its reader says of it."""

from __future__ import annotations

import json
import tomllib
from datetime import date, datetime
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from generator.core.schemas import RECORDS, describe_record, write_schemas

ROOT = Path(__file__).parent.parent.parent
PLACES = {
    "site": ["site.toml"],
    "sources": ["content/sources.toml"],
    "questions": ["content/questions.toml"],
    "relations": ["content/relations.toml"],
    "tombstones": ["content/tombstones.toml"],
    "links": ["content/links.toml"],
    "thread": ["content/articles/*/thread.toml"],
    "claims": ["content/articles/*/claims.toml"],
    "article": ["content/articles/*/article.md"],
    "page": ["content/pages/*.md"],
}


def as_json(value: Any) -> Any:
    """A TOML value as editors hand it to a schema: dates are strings."""
    if isinstance(value, dict):
        return {key: as_json(each) for key, each in value.items()}
    if isinstance(value, list):
        return [as_json(each) for each in value]
    return value.isoformat() if isinstance(value, date | datetime) else value


def validator_of(name: str) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(describe_record(RECORDS[name][0]))


def faults(name: str, text: str) -> list[str]:
    return [each.message for each in validator_of(name).iter_errors(as_json(tomllib.loads(text)))]


SHIPPED = [
    (name, path) for name, patterns in PLACES.items() for pattern in patterns for path in sorted(ROOT.glob(pattern))
]


@pytest.mark.parametrize(("name", "path"), SHIPPED, ids=lambda each: getattr(each, "name", each))
def test_every_shipped_file_fits_its_schema(name: str, path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert faults(name, text.split("+++")[1] if path.suffix == ".md" else text) == []


@pytest.mark.parametrize("name", RECORDS)
def test_a_schema_is_one_by_the_standard(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(describe_record(RECORDS[name][0]))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("sources", '[ann]\nname = "Ann"\nkind = "preson"\n'),
        ("sources", '[Ann]\nname = "Ann"\nkind = "person"\n'),
        ("sources", '[ann]\nkind = "person"\n'),
        (
            "claims",
            '[[claim]]\nid = "a"\nquote = "q"\nsays = "s"\nbasis = "named"\nstance = "asserts"\nspeeker = "x"\n',
        ),
        ("thread", "stated = -1\n"),
        ("article", 'titel = "x"\n'),
        ("site", 'title = "x"\n[limits]\nbody_kb = "many"\n'),
    ],
)
def test_what_a_reader_refuses_by_itself_a_schema_refuses(name: str, text: str) -> None:
    assert faults(name, text) != []


def test_a_key_called_title_keeps_its_description() -> None:
    assert describe_record(RECORDS["site"][0])["properties"]["title"]["description"] == "the name of the archive"


def test_no_schema_asks_for_null_which_toml_cannot_write() -> None:
    written = "".join(file.content.decode() for file in write_schemas("schemas"))
    assert '"null"' not in written
    assert ": null" not in written


def test_editors_are_pointed_to_a_schema_for_every_toml_file() -> None:
    *schemas, taplo = write_schemas("schemas")
    rules = tomllib.loads(taplo.content.decode())["rule"]
    held = {file.path for file in schemas}
    assert all(rule["schema"]["path"] in held for rule in rules)
    assert {pattern for rule in rules for pattern in rule["include"]} == {
        files for _, files in RECORDS.values() if files
    }
    assert all(json.loads(file.content)["$schema"].startswith("https://json-schema.org/") for file in schemas)
