"""A small archive made of strings, and the `--accept` flag that rewrites golden reports."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.archives import SmallArchive


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="rewrite the golden reports with what was said now")


@pytest.fixture
def accept(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--accept"))


@pytest.fixture
def archive(tmp_path: Path) -> SmallArchive:
    """A small archive that builds; tests change its files and build again."""
    return SmallArchive.write(tmp_path / "archive")
