"""`import-annotations`: other people's annotations become drafts, and nothing that is there changes."""

from __future__ import annotations

import json

import pytest

from tests.archives import FILES, SmallArchive

FOLDER = "content/articles/2020-01-02-mill"
PAGE = "https://elsewhere.example/mirror/article/2020-01-02-mill.html"


def annotate(exact: str, says: str, page: str = PAGE, **context: str) -> dict[str, object]:
    selector = {"type": "TextQuoteSelector", "exact": exact, **context}
    body = {"type": "TextualBody", "value": says}
    return {"type": "Annotation", "body": [body], "target": {"source": page, "selector": selector}}


def test_each_annotation_is_placed_or_told(archive: SmallArchive, capsys: pytest.CaptureFixture[str]) -> None:
    items = [
        annotate("counted about 40", 'She "counted".', prefix="She "),
        annotate("The gate was locked", "It was shut."),
        annotate("no such words", "x"),
        annotate("the", "x"),
        annotate("words", "x", "https://elsewhere.example/article/other.html"),
        {"type": "Annotation", "bodyValue": "whole page", "target": PAGE},
    ]
    archive.put("saved.jsonld", json.dumps({"type": "AnnotationCollection", "first": {"items": items}}))
    assert archive.run("import-annotations", str(archive.root / "saved.jsonld")) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[0] == "2020-01-02-mill p1: counted about 40"
    assert told[1] == "2020-01-02-mill comment 1: The gate was locked"
    assert told[2] == "2020-01-02-mill not placed: its words are not found"
    assert told[3].startswith("2020-01-02-mill not placed: its words stand ")
    assert told[4] == "? not placed: no article of this archive: https://elsewhere.example/article/other.html"
    assert told[5] == "2020-01-02-mill not placed: it quotes no words"
    assert told[6] == "6 annotations, 2 placed"
    draft = (archive.root / FOLDER / "claims-draft.toml").read_text(encoding="utf-8")
    assert 'id = "draft-1"\nin = "p1"\nquote = "counted about 40"\nsays = "She \\"counted\\"."\n' in draft
    assert (archive.root / FOLDER / "claims.toml").read_text(encoding="utf-8") == FILES[f"{FOLDER}/claims.toml"]
    assert archive.run("check") == 0
    assert capsys.readouterr().out.startswith("no faults")


def test_a_draft_that_is_there_is_not_touched(archive: SmallArchive, capsys: pytest.CaptureFixture[str]) -> None:
    archive.put(f"{FOLDER}/claims-draft.toml", "mine")
    archive.put("saved.jsonld", json.dumps(annotate("counted about 40", "x")))
    assert archive.run("--quiet", "import-annotations", str(archive.root / "saved.jsonld")) == 1
    assert "error[file-exists]" in capsys.readouterr().err
    assert (archive.root / FOLDER / "claims-draft.toml").read_text(encoding="utf-8") == "mine"


def test_a_draft_that_is_moved_to_the_claims_builds(archive: SmallArchive) -> None:
    archive.put("saved.jsonld", json.dumps([annotate("The gate was locked", "It was shut.")]))
    assert archive.run("--quiet", "import-annotations", str(archive.root / "saved.jsonld")) == 0
    draft = (archive.root / FOLDER / "claims-draft.toml").read_text(encoding="utf-8")
    archive.put(f"{FOLDER}/claims.toml", FILES[f"{FOLDER}/claims.toml"] + "\n" + draft)
    assert archive.run("--quiet", "check") == 0


def test_the_archives_own_annotations_come_back_to_their_words(
    archive: SmallArchive, capsys: pytest.CaptureFixture[str]
) -> None:
    target = archive.root / "own.jsonld"
    assert archive.run("--quiet", "export", "annotations", "-o", str(target)) == 0
    capsys.readouterr()
    assert archive.run("import-annotations", str(target)) == 0
    assert capsys.readouterr().out.endswith("4 annotations, 4 placed\n")
