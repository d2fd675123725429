"""docs/themes.md shows a theme; it is built here."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.archives import SmallArchive

GUIDE = (Path(__file__).parent.parent / "docs/themes.md").read_text(encoding="utf-8")
EXAMPLE = re.compile(r"^`([a-z0-9./-]+)`\n```[a-z]*\n(.*?)^```$", re.M | re.S)


def test_the_theme_in_the_guide_extends_what_it_replaces(
    archive: SmallArchive, capsys: pytest.CaptureFixture[str]
) -> None:
    for path, content in EXAMPLE.findall(GUIDE):
        archive.put(path, content)
    assert archive.run("--quiet", "build") == 0
    assert capsys.readouterr().err == ""
    site = archive.site()
    page = site["article/2020-01-02-mill.html"].decode()
    assert 'id="c-closed"' in page
    assert "Printed on request by the reading room." in page
    sheet = re.search(r'href="\.\./(assets/[0-9a-f]+/css/own\.css)"', page)
    assert sheet
    assert b"--rubric" in site[sheet[1]]
    assert b"css/own.css" in site["index.html"]
    assert ">What readers wrote</h2>" in page
    assert re.search(r"\d statements?\b", site["index.html"].decode())
