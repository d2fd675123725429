"""Every page is valid HTML, by the checker that the HTML standard's own community keeps (vnu)."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.peers import skip_peer

ROOT = Path(__file__).parent.parent.parent
KNOWN = {
    "The “list” role is unnecessary": "a list without bullets is no list to VoiceOver unless it says so",
    "Article lacks heading": "a comment has an author, not a heading; its name is aria-labelledby",
    "Resource violates Content Security Policy": "to the checker a file on a disk is never 'self'",
    "Inline script violates Content Security Policy": "linked data is no script",
}


@pytest.fixture(scope="session")
def checker() -> tuple[str, ...]:
    """The command that checks, to be followed by options and folders."""
    found = [os.environ.get("VNU_JAR"), *map(str, sorted((ROOT / ".venv").glob("vnu-*.jar")))]
    jar = next((path for path in found if path and Path(path).is_file()), None)
    if jar is None or shutil.which("java") is None:
        reason = "no HTML checker on this machine: it needs java and npm, then python3 .ci/bootstrap.py test"
        skip_peer(reason)
    return (
        "java",
        "-Xss16m",
        "-XX:TieredStopAtLevel=1",
        "-jar",
        jar,
        "--stdout",
        "--format",
        "json",
        "--exit-zero-always",
    )


def check(checker: tuple[str, ...], *folders: Path) -> list[str]:
    """What the checker finds in all pages of these folders, but for what is known and meant."""
    done = subprocess.run(
        [*checker, "--skip-non-html", "--no-langdetect", *map(str, folders)], capture_output=True, check=True
    )
    messages = json.loads(done.stdout)["messages"]
    return [
        f"{each['url'].rpartition('/')[2]}:{each.get('lastLine')}: {each['message']} {each.get('extract', '')!r}"
        for each in messages
        if not each["message"].startswith(tuple(KNOWN))
    ]


def test_every_page_is_valid_html(checker: tuple[str, ...], built: Path, hard: Path, empty: Path) -> None:
    assert check(checker, built, hard, empty) == []


def test_the_checker_finds_what_is_wrong(checker: tuple[str, ...], tmp_path: Path) -> None:
    page = '<!doctype html><html lang="en"><title>x</title><p><div id=a></div></p><p id=a>'
    (tmp_path / "wrong.html").write_text(page, encoding="utf-8")
    found = " ".join(check(checker, tmp_path))
    assert "No “p” element in scope" in found
    assert "Duplicate ID “a”" in found
