"""`export`, `schema` and `completion`, as a person types them."""

from __future__ import annotations

import csv
import json
import sqlite3
from pathlib import Path

import pytest

from generator.commands.export import NAMES
from generator.core.exports import FORMATS
from tests.archives import SmallArchive


def test_the_command_knows_every_format() -> None:
    assert set(NAMES) == set(FORMATS)


@pytest.mark.parametrize("form", sorted(NAMES))
def test_every_format_is_written(archive: SmallArchive, tmp_path: Path, form: str) -> None:
    target = tmp_path / "out" / NAMES[form]
    assert archive.run("--quiet", "export", form, "--output", str(target)) == 0
    written = [target] if target.is_file() else sorted(target.iterdir())
    assert written
    assert all(path.stat().st_size for path in written)


def test_tables_and_database_hold_the_same_claims(archive: SmallArchive, tmp_path: Path) -> None:
    assert archive.run("--quiet", "export", "csv", "-o", str(tmp_path / "tables")) == 0
    assert archive.run("--quiet", "export", "sqlite", "-o", str(tmp_path / "archive.db")) == 0
    with (tmp_path / "tables/claims.csv").open(encoding="utf-8", newline="") as file:
        said = {row["says"] for row in csv.DictReader(file)}
    database = sqlite3.connect(tmp_path / "archive.db")
    assert {row[0] for row in database.execute("SELECT says FROM claims")} == said
    database.close()


def test_nothing_is_overwritten(archive: SmallArchive, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "archive.db").write_text("mine", encoding="utf-8")
    assert archive.run("--quiet", "export", "sqlite", "-o", str(tmp_path / "archive.db")) == 1
    assert capsys.readouterr().err.startswith("error[file-exists]: there is something here already\n")
    assert (tmp_path / "archive.db").read_text(encoding="utf-8") == "mine"


def test_an_archive_with_faults_is_not_exported(
    archive: SmallArchive, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    archive.edit("content/articles/2020-01-02-mill/claims.toml", "about 40 workers", "about 50 workers")
    assert archive.run("export", "csv", "-o", str(tmp_path / "tables")) == 1
    assert "error[quote-not-found]" in capsys.readouterr().err
    assert not (tmp_path / "tables").exists()


def test_schemas_are_renewed_and_a_taplo_file_of_ones_own_is_kept(archive: SmallArchive) -> None:
    assert archive.run("--quiet", "schema") == 0
    assert json.loads((archive.root / "schemas/claims.schema.json").read_text(encoding="utf-8"))["type"] == "object"
    archive.put(".taplo.toml", "# mine\n")
    archive.put("schemas/claims.schema.json", "{}")
    assert archive.run("--quiet", "schema") == 0
    assert (archive.root / ".taplo.toml").read_text(encoding="utf-8") == "# mine\n"
    assert (archive.root / "schemas/claims.schema.json").read_text(encoding="utf-8") != "{}"
    assert archive.run("--quiet", "check") == 0


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_gets_its_script(archive: SmallArchive, shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert archive.run("completion", shell) == 0
    assert f"_WHENCE_COMPLETE={shell}_complete" in capsys.readouterr().out
