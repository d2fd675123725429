"""A link in a note is checked as any other."""

from __future__ import annotations

import json

import pytest

from tests.archives import FILES, SmallArchive

ARTICLE = "content/articles/2020-01-02-mill"
NOTE = "See [there](article:2020-01-09-flood) and [here](source:ann)."


@pytest.mark.parametrize(
    ("path", "before"),
    [
        (f"{ARTICLE}/article.md", 'rendition = "full"\n'),
        (f"{ARTICLE}/claims.toml", 'speaker = "ann"\nbasis = "named"\nstance = "asserts"\n'),
        (f"{ARTICLE}/thread.toml", "stated = 3\n"),
        ("content/sources.toml", 'role = "miller"\n'),
        ("content/questions.toml", 'question = "Did the mill close?"\n'),
    ],
)
@pytest.mark.parametrize("quotes", ['"', "'''\n"])
def test_a_link_in_any_note_must_lead_somewhere(
    path: str, before: str, quotes: str, archive: SmallArchive, capsys: pytest.CaptureFixture[str]
) -> None:
    at = FILES[path].index(before) + len(before)
    content = f"{FILES[path][:at]}note = {quotes}{NOTE}{quotes.strip()}\n{FILES[path][at:]}"
    archive.put(path, content)
    assert archive.run("check", "--format", "json") == 1
    [fault] = json.loads(capsys.readouterr().out)
    start = content.index("2020-01-09-flood")
    line = content.count("\n", 0, start) + 1
    column = start - content.rfind("\n", 0, start)
    assert (fault["code"], fault["path"], fault["line"], fault["column"], fault["width"]) == (
        *("broken-link", path, line, column, len("2020-01-09-flood")),
    )
    assert fault["message"] == "nothing in this archive is called 'article:2020-01-09-flood'"
