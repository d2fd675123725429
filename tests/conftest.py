"""A small archive made of strings, and the `--accept` flag that rewrites golden reports."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

from tests.archives import SmallArchive

# A slow machine is no fault of the code; and where a change is judged, the same examples are tried every time.
settings.register_profile("whence", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("whence")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rounds", type=int, default=40, help="how many faults of the disk are tried; all: 5000")
    parser.addoption("--accept", action="store_true", help="rewrite the golden reports with what was said now")


@pytest.fixture
def accept(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--accept"))


@pytest.fixture
def rounds(request: pytest.FixtureRequest) -> int:
    return int(request.config.getoption("--rounds"))


@pytest.fixture
def archive(tmp_path: Path) -> SmallArchive:
    """A small archive that builds; tests change its files and build again."""
    return SmallArchive.write(tmp_path / "archive")
