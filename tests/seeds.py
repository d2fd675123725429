"""Test support: the saved pages of the shipped archive, where they are at hand, and what a reader finds in them.

Their words are not kept here: what is expected is said by line numbers.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from generator.core.text import Text

SEEDS = Path(os.environ.get("WHENCE_SEEDS") or Path(__file__).resolve().parents[2] / "shared/seeds")
CLAIMS = SEEDS.parent / "seeds_claims.json"
NEEDED = pytest.mark.skipif(not SEEDS.is_dir(), reason=f"the saved pages are not at {SEEDS}; WHENCE_SEEDS names them")
CLAIMS_NEEDED = pytest.mark.skipif(not CLAIMS.is_file(), reason=f"the list of their claims is not at {CLAIMS}")


@dataclass(frozen=True)
class ExpectedComment:
    """A comment by its lines: its marker's, the first and last of its text; `author` is both, avatar or none."""

    id: str
    marker: int
    first: int
    last: int
    author: str
    gaps: tuple[str, ...] = ()

    @property
    def parent(self) -> str:
        return self.id.rpartition(".")[0]


@dataclass(frozen=True)
class ExpectedPage:
    """A page by its lines; `body` holds, in order, letter and line of each block: deck, caption, credit, paragraph."""

    title: int
    body: str
    summary: int = 0
    stated: int | None = None
    max_depth: int | None = None
    left_out: tuple[int, ...] = ()
    comments: tuple[ExpectedComment, ...] = ()

    def blocks(self) -> list[tuple[str, int]]:
        return [(each[0], int(each[1:])) for each in self.body.split()]


def _comments(table: str) -> tuple[ExpectedComment, ...]:
    rows = (line.split() for line in table.strip().splitlines())
    return tuple(ExpectedComment(row[0], int(row[1]), int(row[2]), int(row[3]), row[4], tuple(row[5:])) for row in rows)


PAGES: Mapping[str, ExpectedPage] = {
    "000": ExpectedPage(
        title=1,
        body="p4 p6 p8 p10 p12 p14 p16 p18 p20 p22 p24",
        stated=6,
        left_out=(64,),
        comments=_comments("""
            1      31 33 34 avatar
            1.1    36 36 36 none
            2      38 41 44 both
            2.1    46 46 48 none
            2.1.1  50 54 58 both link
            3      60 60 62 none
        """),
    ),
    "001": ExpectedPage(
        title=1,
        body="i3 c4 p6 p8 p10 p12 p14 p16 p18 p20 p22 p24 p26 p28 p30 p32 p34",
        left_out=(37,),
    ),
    "002": ExpectedPage(
        title=5,
        summary=7,
        body="d9 i11 p13 p15 p17 p19 p21 p23 p25 p27 p29 p31 p33",
        left_out=(1, 2, 3),
    ),
    "003": ExpectedPage(
        title=1,
        body="i3 p5 p7 p9 p11 p13 p15 p17 p19 p21 p23 p25 p27 p29 p31 i33 p35 p37 p39",
        stated=0,
        left_out=(43, 45),
    ),
    "004": ExpectedPage(
        title=1,
        body="i3 p4 p6 p8 p10 p12 p14 p16 p18 p20 p22 p24 p26 p28 p30 p33 p35 p37 p39 p41 p43 p45",
        stated=32,
        max_depth=5,
        comments=_comments("""
            1           52  55  62  both
            1.1         64  64  65  none
            1.1.1       67  70  70  both
            2           72  72  72  none
            2.1         74  76  77  avatar
            2.1.1       79  79  81  none
            2.1.1.1     83  85  87  avatar
            2.1.1.1.1   89  89  101 none
            2.1.1.1.2   103 105 106 avatar
            2.1.1.1.3   108 108 114 none
            2.1.1.1.4   116 118 121 avatar
            2.1.1.1.5   123 123 146 none link
            2.1.1.1.6   148 150 152 avatar
            2.1.1.1.7   154 154 158 none
            2.1.1.1.8   160 162 163 avatar
            2.1.1.1.9   165 165 170 none link
            2.1.2       173 176 184 both
            2.1.2.1     186 188 188 avatar
            2.1.2.1.1   190 193 195 both
            2.1.2.1.2   197 197 198 none
            2.1.2.1.3   200 203 204 both
            2.1.2.1.4   206 206 208 none
            2.1.2.1.5   210 213 213 both
            2.1.2.1.6   215 0   0   avatar text
            2.1.3       218 221 225 both
            3           227 230 239 both
        """),
    ),
}


def read_seed(key: str) -> Text:
    """The saved page whose file name begins so."""
    path = next(SEEDS.glob(f"{key}_*.txt"))
    return Text(path.name, path.read_bytes().decode("utf-8"))


def expect_text(lines: list[str], comment: ExpectedComment) -> str:
    """A comment's text as it stands between its lines, without the indentation of its level and without its number."""
    if not comment.first:
        return ""
    indent = len(re.match(" *", lines[comment.marker - 1])[0]) + 2  # type: ignore[index]
    text = [line[indent:] if line.strip() else "" for line in lines[comment.first - 1 : comment.last]]
    if comment.first == comment.marker:
        text[0] = re.sub(r"^ *[0-9]+\. ", "", lines[comment.first - 1])
    return "\n".join(text)


def expect_author(lines: list[str], comment: ExpectedComment) -> str:
    """The name that a comment's marker line gives."""
    found = re.fullmatch(r" *[0-9]+\. (.+) Avatar", lines[comment.marker - 1])
    return found[1] if found and comment.author != "none" else ""


_BASES = {
    "on-record": "named",
    "organisation statement": "statement",
    "news outlet": "named",
    "social-media post": "post",
    "anonymous": "unnamed",
    "journalist's own voice": "own-voice",
}
_STANCES = {"declares unknown": "unknown", "declines to comment": "declines"}
_NOBODY = ("headline", "own-voice", "caption", "unattributed", "commenter")
_LETTERS = {"body": "p", "caption": "i", "deck": "d"}


def read_claims(document: str) -> list[dict[str, Any]]:
    """The listed claims of one page, those in its comments after those in its article."""
    listed = json.loads(CLAIMS.read_text(encoding="utf-8"))
    return [each for each in (*listed["claims"], *listed["comment_claims"]) if each["document"].startswith(document)]


def place_of(document: str, loc: str) -> str:
    """A listed place, such as 'body:2', as claims.toml says it: 'p3'."""
    kind, _, number = loc.partition(":")
    if kind == "comment":
        return f"comment {number}"
    if kind in ("title", "summary"):
        return kind
    letters = [letter for letter, _ in PAGES[document].blocks()]
    alike = [at for at, letter in enumerate(letters, 1) if letter == _LETTERS[kind]]
    return f"p{alike[int(number or 1) - 1]}"


def claims_toml(document: str) -> str:
    """The listed claims of the page '000' … '004' as a claims.toml for the article imported from it."""
    return "\n".join(_write_claim(document, each) for each in read_claims(document))


def _write_claim(document: str, claim: Mapping[str, Any]) -> str:
    basis = _BASES.get(claim["attribution"], claim["attribution"])
    keys: dict[str, str] = {
        "id": claim["id"].lower(),
        "ref": claim["id"],
        "in": place_of(document, claim["loc"]),
        "quote": claim["quote"],
        **(_context(claim) if claim["occurrences"] > 1 else {}),
        "says": claim["proposition"],
        **({"unnamed": claim["speaker"]} if claim.get("speaker") and basis not in _NOBODY else {}),
        "basis": basis,
        "stance": _STANCES.get(claim.get("stance") or "asserts", claim.get("stance") or "asserts"),
    }
    # a JSON string is a TOML basic string, but for characters beyond U+FFFF, which TOML takes as they are
    return "\n".join(
        ("[[claim]]", *(f"{key} = {json.dumps(each, ensure_ascii=False)}" for key, each in keys.items()), "")
    )


def _context(claim: Mapping[str, Any]) -> dict[str, str]:
    """What stands beside a quotation that its page holds twice, as far as it lies in the same paragraph."""
    before = (claim.get("prefix") or "").rpartition("\n")[2].lstrip()
    after = (claim.get("suffix") or "").partition("\n")[0].rstrip()
    return {**({"before": before} if before.strip() else {}), **({"after": after} if after.strip() else {})}
