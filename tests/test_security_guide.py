"""docs/security.md says what the code does."""

from __future__ import annotations

import re
from dataclasses import asdict
from pathlib import Path

from generator.core.model import Limits
from generator.core.safe_html import ATTRIBUTES, REL, SCHEMES, TAGS
from generator.edge.files import LARGEST_TEXT

ROOT = Path(__file__).parent.parent
GUIDE = (ROOT / "docs/security.md").read_text(encoding="utf-8")


def read_table(heading: str) -> list[list[str]]:
    """The rows of the first table under a heading, its head and line of dashes left out."""
    section = GUIDE[GUIDE.index(f"# {heading}\n") :]
    lines = re.findall(r"^\|(.*)\|$", section.partition("\n\n#")[0], re.M)
    return [[cell.strip() for cell in line.split("|")] for line in lines[2:]]


def quoted(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


def test_the_elements_are_those_of_the_gate() -> None:
    assert sorted(tag for row in read_table("Elements") for tag in quoted(row[1])) == sorted(TAGS)


def test_the_attributes_are_those_of_the_gate() -> None:
    told = {(quoted(row[0]) or ["*"])[0]: quoted(row[1]) for row in read_table("Attributes")}
    assert told == {tag: sorted(names) for tag, names in ATTRIBUTES.items()}
    assert f'rel="{REL}"' in GUIDE


def test_the_schemes_are_those_of_the_gate() -> None:
    assert quoted(read_table("Addresses")[0][1]) == sorted(SCHEMES)


def test_the_policy_is_that_of_every_page() -> None:
    base = (ROOT / "templates/base.html").read_text(encoding="utf-8")
    [policy] = re.findall(r'Content-Security-Policy" content="([^"]*)"', base)
    assert [quoted(row[0])[0] for row in read_table("The policy")] == policy.split("; ")


def test_the_limits_are_those_of_an_archive_that_sets_none() -> None:
    rows = read_table("Limits")
    told = {quoted(row[2])[0]: int(row[1].split()[0]) for row in rows if quoted(row[2])}
    assert told == asdict(Limits())
    assert f"{LARGEST_TEXT // 1024**2} MB" == rows[0][1]


def test_every_refusal_is_explained() -> None:
    explained = set(re.findall(r"^### `(.*)`$", (ROOT / "docs/diagnostics.md").read_text(encoding="utf-8"), re.M))
    assert {code for row in read_table("Limits") for code in quoted(row[3])} <= explained
