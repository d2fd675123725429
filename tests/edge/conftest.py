"""An archive without any article, and a saved page to be imported into it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.archives import PAGE


@pytest.fixture
def root(tmp_path: Path) -> Path:
    place = tmp_path / "archive"
    place.mkdir()
    (place / "site.toml").write_text('title = "Water"\n', encoding="utf-8")
    return place


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    place = tmp_path / "saved.txt"
    place.write_bytes(PAGE.encode())
    return place
