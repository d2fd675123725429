"""docs/licences.md: what Whence is built with, and on what terms."""

from __future__ import annotations

import importlib.util
import re
from importlib import metadata
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SPEC = importlib.util.spec_from_file_location("licences", ROOT / ".ci/licences.py")
assert SPEC
assert SPEC.loader
licences = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(licences)

ROWS = dict(
    re.findall(r"^\| ([a-z0-9._-]+) \| (.*) \|$", (ROOT / "docs/licences.md").read_text(encoding="utf-8"), re.M)
)
LOCKED = licences.read_lock()


def test_every_locked_package_has_a_row_and_no_other() -> None:
    assert len(LOCKED) > 10
    assert set(ROWS) - {"package"} == set(LOCKED)


@pytest.mark.parametrize("package", sorted(LOCKED))
def test_its_licence_asks_for_nothing_that_we_cannot_give(package: str) -> None:
    assert licences.is_allowed(ROWS[package]), ROWS[package]


@pytest.mark.parametrize("package", sorted(LOCKED))
def test_the_row_says_what_the_package_says(package: str) -> None:
    try:
        installed = metadata.version(package)
    except metadata.PackageNotFoundError:
        pytest.skip("it is not installed here")
    if installed != LOCKED[package]:
        pytest.skip(f"version {installed} is installed here, and {LOCKED[package]} is locked")
    assert ROWS[package] == licences.find_licence(package)


@pytest.mark.parametrize(
    ("licence", "allowed"),
    [
        ("MIT", True),
        ("Apache-2.0 AND CNRI-Python", True),
        ("MPL-1.1 OR GPL-2.0-only", True),
        ("GPL-3.0-or-later", False),
        ("MIT AND AGPL-3.0-only", False),
        ("AGPL-3.0-only OR GPL-3.0-only", False),
        ("UNKNOWN", False),
        ("", False),
    ],
)
def test_a_licence_is_allowed_by_its_parts(licence: str, allowed: bool) -> None:
    assert licences.is_allowed(licence) == allowed
