"""In: nothing. Out: a JSON Schema of each content file, made of the very records that read it.

Must not say more than the readers hold to: what spans several keys or files is theirs alone to check.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from generator.core.annotations import write_json
from generator.core.model import Output
from generator.core.outbound import LinksRecord
from generator.core.records import (
    ArticleRecord,
    ClaimsRecord,
    PageRecord,
    QuestionsRecord,
    RelationsRecord,
    SiteRecord,
    SourcesRecord,
    ThreadRecord,
)
from generator.core.tombstones import TombstonesRecord

_NAMED = ("properties", "patternProperties", "$defs")
DIALECT = "https://json-schema.org/draft/2020-12/schema"
RECORDS: Mapping[str, tuple[type[BaseModel], str]] = {
    "site": (SiteRecord, "site.toml"),
    "sources": (SourcesRecord, "content/sources.toml"),
    "questions": (QuestionsRecord, "content/questions.toml"),
    "relations": (RelationsRecord, "content/relations.toml"),
    "tombstones": (TombstonesRecord, "content/tombstones.toml"),
    "links": (LinksRecord, "content/links.toml"),
    "thread": (ThreadRecord, "content/articles/*/thread.toml"),
    "claims": (ClaimsRecord, "content/articles/*/claims.toml"),
    "article": (ArticleRecord, ""),  # front matter: between the +++ lines of a Markdown file
    "page": (PageRecord, ""),
}


def write_schemas(folder: str) -> tuple[Output, ...]:
    """`<folder>/<name>.schema.json` for each kind of file, and the `.taplo.toml` by which editors find them.

    JSON Schema 2020-12; a TOML date is a string there, as TOML editors take it.
    """
    schemas = (
        Output(f"{folder}/{name}.schema.json", write_json(describe_record(record)))
        for name, (record, _) in RECORDS.items()
    )
    return (*schemas, Output(".taplo.toml", "\n".join(_point_to(folder)).encode()))


def describe_record(record: type[BaseModel]) -> dict[str, Any]:
    """The schema of one record. TOML has no null: a key that may be absent is one that is not required."""
    return {"$schema": DIALECT, **_plain(record.model_json_schema(by_alias=True))}


def _plain(schema: dict[str, Any]) -> dict[str, Any]:
    """The same without what TOML cannot write or an editor need not show: null, defaults, titles."""
    plain = {key: _plain_value(key, value) for key, value in schema.items() if key not in ("default", "title")}
    if "patternProperties" in plain:
        plain["additionalProperties"] = False
    choices = [each for each in plain.pop("anyOf", ()) if each != {"type": "null"}]
    if len(choices) == 1:
        return {**choices[0], **plain}
    return {**plain, "anyOf": choices} if choices else plain


def _plain_value(key: str, value: Any) -> Any:
    if key in _NAMED:  # here the keys are names, one of which may be 'title'
        return {name: _plain(each) for name, each in value.items()}
    if isinstance(value, dict):
        return _plain(value)
    return [_plain_value("", each) for each in value] if isinstance(value, list) else value


def _point_to(folder: str) -> Iterator[str]:
    yield "# Which schema an editor checks which file with."
    for name, (_, files) in RECORDS.items():
        if files:
            yield f'\n[[rule]]\ninclude = ["{files}"]\n'
            yield f'[rule.schema]\npath = "{folder}/{name}.schema.json"\nenabled = true'
    yield ""
