"""The shipped archive: complete, clean, and in its own words."""

from __future__ import annotations

import json
import os
import re
import tomllib
from pathlib import Path

import pytest

from generator.cli import main

ROOT = Path(__file__).parent.parent
SEEDS = Path(os.environ.get("WHENCE_SEEDS", ROOT.parent / "shared/seeds"))
LIST = SEEDS.parent / "seeds_claims.json"
RUN = 10  # words in a row that may not be shared with an original
needs_seeds = pytest.mark.skipif(
    not LIST.exists(), reason="the original pages and their list of claims are not at hand"
)


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def load(path: str) -> dict[str, object]:
    return tomllib.loads((ROOT / path).read_text(encoding="utf-8"))


def all_refs(tables: list[dict[str, object]]) -> set[str]:
    refs: set[str] = set()
    for table in tables:
        ref = table.get("ref", [])
        refs |= {ref} if isinstance(ref, str) else set(ref)  # type: ignore[call-overload]
    return refs


def claims() -> list[dict[str, object]]:
    return [
        claim
        for path in sorted((ROOT / "content/articles").glob("*/claims.toml"))
        for claim in tomllib.loads(path.read_text(encoding="utf-8"))["claim"]
    ]


def test_it_is_clean_and_strict(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--root", str(ROOT), "--quiet", "check"]) == 0
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", "")
    assert load("site.toml").get("strict", True) is True


def test_it_holds_five_reports_and_thirty_two_comments() -> None:
    threads = [tomllib.loads(p.read_text(encoding="utf-8")) for p in (ROOT / "content/articles").glob("*/thread.toml")]
    assert len(list((ROOT / "content/articles").glob("*/article.md"))) == 5
    assert sorted(len(thread.get("comment", [])) for thread in threads) == [0, 6, 26]


@needs_seeds
def test_every_claim_and_relation_of_the_list_is_in_it() -> None:
    wanted = json.loads(LIST.read_text(encoding="utf-8"))
    listed = {claim["id"] for claim in (*wanted["claims"], *wanted["comment_claims"])}
    assert listed - all_refs(claims()) == set()
    relations = load("content/relations.toml")["relation"]
    assert {relation["id"] for relation in wanted["relations"]} - all_refs(relations) == set()  # type: ignore[arg-type]


@needs_seeds
def test_it_shares_no_run_of_ten_words_with_an_original() -> None:
    runs = set()
    for seed in SEEDS.glob("*.txt"):
        found = words(seed.read_text(encoding="utf-8"))
        runs |= {tuple(found[at : at + RUN]) for at in range(len(found) - RUN + 1)}
    shared = []
    for path in (ROOT / "site.toml", *(ROOT / "content").rglob("*.*")):
        found = words(path.read_text(encoding="utf-8"))
        shared += [
            (path.name, " ".join(found[at : at + RUN]))
            for at in range(len(found))
            if tuple(found[at : at + RUN]) in runs
        ]
    assert shared == []
