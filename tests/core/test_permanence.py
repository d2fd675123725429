"""What was published stays, or says why it went."""

from __future__ import annotations

import re
from collections.abc import ItemsView, Iterator
from pathlib import Path

import pytest

from generator.core.diagnostics import Checked
from generator.core.ledger import Ledger, read_ledger
from generator.core.permanence import cut_lock, find_unsettled
from generator.core.text import Text
from generator.edge.build import Options, Report, build
from generator.edge.workers import Workers
from tests.archives import FILES, SmallArchive

HERE = "content/articles/2020-01-02-mill"
PAGE = "article/2020-01-02-mill.html"
SECOND = "content/articles/2020-01-03-flood/article.md"


@pytest.fixture
def accepted(archive: SmallArchive) -> SmallArchive:
    """The small archive, with a second article, accepted as it is."""
    archive.put(SECOND, '+++\ntitle = "Flood"\n+++\n\nWater came.\n')
    assert archive.run("--quiet", "accept") == 0
    return archive


def check(archive: SmallArchive) -> Report:
    return build(archive.root, Workers(), Options(archive.root / "dist", write=False))


def told(archive: SmallArchive) -> list[tuple[str, str]]:
    return sorted((found.code, found.message) for found in check(archive).diagnostics)


def bury(archive: SmallArchive, was: str, reason: str = "It was a mistake.", successor: str = "") -> None:
    path = archive.root / "content/tombstones.toml"
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    successor = f'successor = "{successor}"\n' if successor else ""
    archive.put("content/tombstones.toml", f'{before}[[gone]]\nwas = "{was}"\nreason = "{reason}"\n{successor}\n')


def drop_claim(archive: SmallArchive, claim: str) -> None:
    path = f"{HERE}/claims.toml"
    content = (archive.root / path).read_text(encoding="utf-8")
    archive.put(path, re.sub(rf'\[\[claim\]\]\nid = "{claim}"\n(?:.+\n)*\n?', "", content))


def test_what_is_as_it_was_accepted_is_not_spoken_of(accepted: SmallArchive) -> None:
    assert told(accepted) == []


def test_without_a_lock_nothing_is_missed(archive: SmallArchive) -> None:
    drop_claim(archive, "forty")
    assert told(archive) == []


def test_a_claim_that_is_gone_stops_the_build_until_it_has_a_tombstone(accepted: SmallArchive) -> None:
    drop_claim(accepted, "forty")
    assert told(accepted) == [("id-gone", f"{PAGE}#c-forty was published, and is gone")]
    bury(accepted, f"{PAGE}#c-forty", "She did not say it.", f"{PAGE}#c-closed")
    assert told(accepted) == []
    assert accepted.run("--quiet", "build") == 0
    page = accepted.site()[PAGE].decode()
    for fragment in ("c-forty", "n-forty", "r-forty"):
        assert page.count(f'id="{fragment}"') == 1
    entry = page[page.index('id="c-forty"') :]
    assert "She did not say it." in entry
    assert f'<a href="../{PAGE}#c-closed" dir="auto">A claim in “Mill closes, or does not”</a>' in entry
    assert "About forty workers" not in page


def test_an_article_that_is_gone_is_one_fault_and_its_tombstone_a_page(accepted: SmallArchive) -> None:
    (accepted.root / SECOND).unlink()
    (accepted.root / SECOND).parent.rmdir()
    assert told(accepted) == [("id-gone", "article/2020-01-03-flood.html was published, and is gone")]
    bury(accepted, "article/2020-01-03-flood.html", "The outlet asked us to.")
    bury(accepted, "article/2020-01-03-flood.html#p1", "It was wrong.")
    assert told(accepted) == []
    assert accepted.run("--quiet", "build", "--base-url", "https://example.org/") == 0
    site = accepted.site()
    page = site["article/2020-01-03-flood.html"].decode()
    assert "The outlet asked us to." in page
    assert "Nothing stands in its place." in page
    assert 'id="p1"' in page
    assert '<meta name="robots" content="noindex">' in page
    assert "Water" not in page
    assert b"flood" not in site["sitemap.xml"]
    assert b"The outlet asked us to." in site["status.html"]
    others = [path for path, content in site.items() if b"Water" in content]
    assert others == [], "the words that were withdrawn are nowhere"


def test_a_renamed_source_is_told_with_its_heir(accepted: SmallArchive) -> None:
    for path in ("content/sources.toml", f"{HERE}/claims.toml"):
        content = (accepted.root / path).read_text(encoding="utf-8")
        accepted.put(path, content.replace("[ann]", "[anne]").replace('"ann"', '"anne"'))
    (found,) = check(accepted).diagnostics
    assert found.message == "source/ann.html was published, and is gone"
    assert found.hint.endswith('was = "source/ann.html"\nreason = "…"\nsuccessor = "source/anne.html"')


def test_a_renamed_claim_is_known_by_its_words(accepted: SmallArchive) -> None:
    accepted.edit(f"{HERE}/claims.toml", 'id = "forty"', 'id = "how-many"')
    (found,) = check(accepted).diagnostics
    assert found.hint.endswith(f'successor = "{PAGE}#c-how-many"')


def test_a_comment_that_is_gone_takes_its_paragraphs_along(accepted: SmallArchive) -> None:
    content = FILES[f"{HERE}/thread.toml"]
    accepted.put(f"{HERE}/thread.toml", content[: content.index('[[comment]]\nid = "1.1"')])
    assert told(accepted) == [("id-gone", f"{PAGE}#k-1.1 was published, and is gone")]
    bury(accepted, f"{PAGE}#k-1.1", "Its author asked for it.")
    assert told(accepted) == []


@pytest.mark.parametrize("path", ["content/sources.toml", f"{HERE}/claims.toml", f"{HERE}/article.md", "content/pages"])
def test_what_cannot_be_read_is_not_missed(accepted: SmallArchive, path: str) -> None:
    target = accepted.root / path
    target = target / "about.md" if path.endswith("pages") else target
    target.parent.mkdir(exist_ok=True)
    target.write_bytes(b"\xff")
    assert [code for code, _ in told(accepted)] == ["not-utf-8"]


def test_a_folder_with_a_bad_name_is_one_fault(accepted: SmallArchive) -> None:
    folder = accepted.root / HERE
    folder.rename(folder.with_name("2020-01-02 Mill"))
    assert [code for code, _ in told(accepted)] == ["bad-article-id"]


def test_tombstones_that_cannot_be_read_are_one_fault(accepted: SmallArchive) -> None:
    drop_claim(accepted, "forty")
    accepted.put("content/tombstones.toml", "[[gone]\n")
    assert [code for code, _ in told(accepted)] == ["toml-syntax"]


def test_a_paragraph_put_in_front_is_told_once_and_claims_that_went_along_are_not(accepted: SmallArchive) -> None:
    accepted.edit(f"{HERE}/article.md", "The old mill", "An added one.\n\nThe old mill")
    ((code, words),) = told(accepted)
    assert code == "moved-blocks"
    assert words.endswith("p1 is now p2, p2 is now p3")


def test_the_hint_gives_every_paragraph_its_address_back(accepted: SmallArchive) -> None:
    accepted.edit(f"{HERE}/article.md", "The old mill", "{#added-later}\nAn added one.\n\n{#p1}\nThe old mill")
    assert told(accepted) == []


def test_a_paragraph_taken_out_leaves_the_numbers_of_the_others(accepted: SmallArchive) -> None:
    accepted.edit(SECOND, "Water came.", "Water came.\n\nIt rose.\n\nIt went.")
    assert accepted.run("--quiet", "accept") == 0
    accepted.edit(SECOND, "It rose.\n\nIt went.", "{#p3}\nIt went.")
    assert told(accepted) == [("id-gone", "article/2020-01-03-flood.html#p2 was published, and is gone")]


def test_other_words_beside_a_quote_are_told_until_they_are_accepted(accepted: SmallArchive) -> None:
    accepted.edit(f"{HERE}/article.md", "said the mill was open", "never said the mill was open")
    ((code, _),) = told(accepted)
    assert code == "moved-anchor"
    assert accepted.run("--quiet", "accept") == 0
    assert told(accepted) == []


def test_lenient_or_not_an_id_may_not_go(accepted: SmallArchive) -> None:
    drop_claim(accepted, "forty")
    assert accepted.run("--quiet", "build", "--lenient") == 1


def test_the_shipped_archive_keeps_what_it_published() -> None:
    root = Path(__file__).parents[2]
    report = build(root, Workers(), Options(root / "dist", write=False))
    assert report.kept
    assert (root / "ids.lock").is_file()
    assert report.kept.unaccepted == 0


class Walked(dict[str, str]):
    """A ledger that counts how often all of it is gone through."""

    walks = 0

    def __iter__(self) -> Iterator[str]:
        self.walks += 1
        return super().__iter__()

    def items(self) -> ItemsView[str, str]:
        self.walks += 1
        return super().items()


def test_ids_lock_is_gone_through_as_often_for_many_changed_articles_as_for_few(
    archive: SmallArchive, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(9):
        archive.put(f"content/articles/a{number}/article.md", f'+++\ntitle = "A"\n+++\n\nOne {number}.\n\nTwo.\n')
    assert archive.run("--quiet", "accept") == 0
    ledgers: list[Walked] = []

    def read(text: Text) -> Checked[Ledger]:
        ledgers.append(Walked(read_ledger(text).value or {}))
        return Checked(ledgers[-1])

    monkeypatch.setattr("generator.edge.addresses.read_ledger", read)
    for number in range(9):
        archive.edit(f"content/articles/a{number}/article.md", "One", "Three")
        if number in (0, 8):
            assert told(archive) == []
    assert len(ledgers) == 2
    assert ledgers[0].walks == ledgers[1].walks > 0


def test_an_article_is_settled_where_all_that_was_accepted_of_it_is_so() -> None:
    old = {"article/a.html": "", "article/a.html#p1": "11", "article/a.b.html": "1", "source/a.html": ""}
    now = {"article/a.html": "", "article/a.html#p1": "11", "article/a.html#p2": "22"}
    assert find_unsettled(old, {"a": {**now, "article/a.b.html": "1"}, "new": {"article/new.html": ""}}) == frozenset()
    assert find_unsettled(old, {"a": {**now, "article/a.html#p1": "12"}}) == {"a"}
    assert find_unsettled(old, {"a": {"article/a.html": ""}}) == {"a"}


def test_the_lines_of_one_article_are_cut_out_of_ids_lock() -> None:
    lock = Text(
        "ids.lock", "# told\narticle/a-b.html\narticle/a.comments-1.html\narticle/a.html#p1 11\nsource/a.html\n"
    )
    cut = cut_lock(lock, {"a"})
    assert cut.content == "article/a.comments-1.html\narticle/a.html#p1 11"
