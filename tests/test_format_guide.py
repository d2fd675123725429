"""docs/content-format.md shows one small archive; it is built here, so what it says is true."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.core import model, outbound, records, tombstones
from tests.archives import SmallArchive

GUIDE = (Path(__file__).parent.parent / "docs/content-format.md").read_text(encoding="utf-8")
EXAMPLE = re.compile(r"^`([a-z0-9./-]+)`\n```[a-z]*\n(.*?)^```$", re.M | re.S)


def test_the_archive_in_the_guide_builds_without_a_word(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    guide = SmallArchive.write(tmp_path / "guide", dict(EXAMPLE.findall(GUIDE)))
    assert guide.run("--quiet", "build") == 0
    assert capsys.readouterr().err == ""
    page = guide.site()["article/2021-03-04-bridge.html"].decode()
    for claim in ("fell-tuesday", "fell-wednesday", "thirty-a-day", "heard-it"):
        assert f'id="c-{claim}"' in page


def keys_of(record: type) -> set[str]:
    return {field.alias or name for name, field in record.model_fields.items()}  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "record",
    [
        each
        for each in (*vars(records).values(), *vars(tombstones).values(), *vars(outbound).values())
        if isinstance(each, type) and each.__name__.endswith("Record")
    ],
    ids=lambda each: each.__name__,
)
def test_every_key_the_readers_know_is_in_the_guide(record: type) -> None:
    named = set(re.findall(r"`\[?\[?([a-z0-9_]+)\]?\]?`", GUIDE))
    assert {key for key in keys_of(record) if key != "root"} - named == set()


@pytest.mark.parametrize("kinds", [model.Basis, model.Stance, model.RelationType, model.SourceKind, model.Gap])
def test_every_kind_is_in_the_guide(kinds: type) -> None:
    assert [kind for kind in kinds if f"`{kind}`" not in GUIDE and f'`"{kind}"`' not in GUIDE] == []
