"""ids.lock: every public address, a line each, and what stands there."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from generator.core.ledger import merge_ledger, read_ledger, write_ledger
from generator.core.text import Text
from generator.edge.build import Options, build
from generator.edge.workers import Workers
from tests.archives import SmallArchive

ADDRESSES = st.from_regex(r"(source|question|pages)/[a-z0-9][a-z0-9-]{0,5}\.html", fullmatch=True)
STANDS = st.from_regex(r"([a-z0-9]{1,4} )?[0-9a-f]{12}|", fullmatch=True)
HERE = "content/articles/2020-01-02-mill"


def ledger_of(archive: SmallArchive) -> dict[str, str]:
    report = build(archive.root, Workers(), Options(archive.root / "dist", write=False))
    assert report.kept
    return dict(report.kept.ledger)


def test_every_page_paragraph_comment_and_claim_has_a_line(archive: SmallArchive) -> None:
    archive.put("content/pages/about.md", '+++\ntitle = "About"\n+++\nAbout the mill.\n')
    page = "article/2020-01-02-mill.html"
    assert sorted(ledger_of(archive)) == [
        page,
        *(f"{page}#c-{claim}" for claim in ("closed", "forty", "gate", "open")),
        *(f"{page}#k-{each}" for each in ("1", "1-p1", "1.1", "1.1-p1")),
        *(f"{page}#p{each}" for each in (1, 2)),
        f"{page}#summary",
        "pages/about.html",
        *(f"question/{each}.html" for each in ("mill-closed", "workers-left")),
        *(f"source/{each}.html" for each in ("ann", "bob", "council", "herald")),
    ]


def test_every_address_in_it_is_on_the_site(archive: SmallArchive) -> None:
    assert archive.run("--quiet", "build") == 0
    site = archive.site()
    for address in ledger_of(archive):
        page, _, fragment = address.partition("#")
        assert not fragment or f'id="{fragment}"' in site[page].decode(), address


def test_a_comment_of_a_long_thread_has_the_address_of_its_page(archive: SmallArchive) -> None:
    thread = "".join(f'[[comment]]\nid = "{number}"\ntext = "Word {number}."\n' for number in range(1, 1002))
    archive.put(f"{HERE}/thread.toml", thread)
    archive.edit(
        f"{HERE}/claims.toml",
        'in = "comment 1"\nquote = "The gate was locked"',
        'in = "comment 1001"\nquote = "Word 1001"',
    )
    ledger = ledger_of(archive)
    assert "article/2020-01-02-mill.html#k-1000" in ledger
    second = "article/2020-01-02-mill.comments-2.html"
    assert [each for each in ledger if each.startswith(second)] == [
        second,
        f"{second}#c-gate",
        f"{second}#k-1001",
        f"{second}#k-1001-p1",
    ]


def test_a_digest_tells_words_apart_and_not_typography(archive: SmallArchive) -> None:
    address = "article/2020-01-02-mill.html#c-open"
    before = ledger_of(archive)[address]
    archive.edit(f"{HERE}/article.md", "The clerk, speaking", "The  clerk,\nspeaking")
    assert ledger_of(archive)[address] == before
    archive.edit(f"{HERE}/article.md", "said the mill was", "never said the mill was")
    assert ledger_of(archive)[address] != before
    assert ledger_of(archive)[address].startswith("p2 ")


@given(st.dictionaries(ADDRESSES, STANDS))
def test_what_is_written_is_read_back(ledger: dict[str, str]) -> None:
    text = write_ledger(ledger)
    assert read_ledger(Text("ids.lock", text)).value == ledger
    lines = text.splitlines()
    assert lines == sorted(lines), "as `LC_ALL=C sort` has them"


@given(st.dictionaries(ADDRESSES, STANDS), st.dictionaries(ADDRESSES, STANDS))
def test_nothing_ever_leaves_it(old: dict[str, str], now: dict[str, str]) -> None:
    merged = merge_ledger(old, now)
    assert merged.keys() == old.keys() | now.keys()
    assert all(merged[address] == now.get(address, "") for address in merged)


@pytest.mark.parametrize(
    "line", ["index.html", "/etc/passwd", "article/x.html/../y", "source/x.html#c-1", "x", "=======", "article/X.html"]
)
def test_a_line_that_is_no_address_is_a_fault_at_its_place(line: str) -> None:
    read = read_ledger(Text("ids.lock", f"# head\n\n{line}\n"))
    assert read.value is None
    assert [(found.code, found.place.line) for found in read.diagnostics] == [("bad-lock-line", 3)]
