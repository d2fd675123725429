"""What is remembered between builds: right, or not there."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from time import sleep

import pytest

from generator.edge import memo as memo_module
from generator.edge.build import Options, Report, build
from generator.edge.memo import TAG, LostError, Memo, digest, open_memo
from generator.edge.workers import Workers
from tests.archives import SmallArchive

HERE = "content/articles/2020-01-02-mill"


def make(archive: SmallArchive, output: str = "dist") -> Report:
    """Build with what is remembered, as one would from the command line."""
    target = archive.root / output
    return build(archive.root, Workers(), Options(target), open_memo(archive.root, target))


def clean_site(archive: SmallArchive) -> dict[str, bytes]:
    """The site of a build that remembers nothing."""
    target = archive.root.parent / "clean"
    build(archive.root, Workers(), Options(target))
    site = {path.relative_to(target).as_posix(): path.read_bytes() for path in target.rglob("*") if path.is_file()}
    shutil.rmtree(target)
    return site


def done(report: Report) -> dict[str, int]:
    """How many items of each station had to be worked on."""
    return {station.name: station.items - station.remembered for station in report.stations}


def store(archive: SmallArchive) -> Path:
    return archive.root / ".cache/dist.memo"


def let_time_pass(archive: SmallArchive) -> None:
    """Make every file old enough for its times to be trusted."""
    long_ago = (archive.root / "site.toml").stat().st_mtime_ns - 10**10
    for path in archive.root.rglob("*"):
        os.utime(path, ns=(long_ago, long_ago))
    sleep(0.05)  # the times of that change itself cannot be set; the clock of a file system moves in steps


def test_a_value_comes_back_from_the_file(tmp_path: Path) -> None:
    memo = Memo(tmp_path / "memo")
    key = memo.keep("words")
    memo.fill("shelf", {"a": [1, "b"]})
    memo.save()
    again = Memo(tmp_path / "memo")
    assert again.shelf("shelf") == {"a": [1, "b"]}
    assert again.find([key]) == {key: "words"}
    with pytest.raises(LostError):
        again.find([key, digest("others")])


def test_a_memo_without_a_file_remembers_as_long_as_it_lives() -> None:
    memo = Memo()
    key = memo.keep("words")
    memo.fill("shelf", {"a": 1})
    memo.save()
    assert (memo.shelf("shelf"), memo.find([key])) == ({"a": 1}, {key: "words"})


def test_parts_cannot_run_into_each_other() -> None:
    assert digest("ab", "c") != digest("a", "bc")


def test_texts_that_nothing_refers_to_are_cleared_away(tmp_path: Path) -> None:
    memo = Memo(tmp_path / "memo")
    used = memo.keep("used")
    idle = [memo.keep(f"idle {number}") for number in range(5)]
    memo.save([used])
    again = Memo(tmp_path / "memo")
    assert again.find([used]) == {used: "used"}
    for key in idle:
        with pytest.raises(LostError):
            again.find([key])


def test_texts_that_are_used_stay(tmp_path: Path) -> None:
    memo = Memo(tmp_path / "memo")
    kept = [memo.keep(f"text {number}") for number in range(5)]
    memo.save(kept)
    for used in (kept[:3], kept[:2]):
        memo.keep(f"more {used}")
        memo.save(used)
        assert len(Memo(tmp_path / "memo").find(used)) == len(used)


def count_texts(path: Path) -> int:
    with closing(sqlite3.connect(path)) as opened:
        (count,) = opened.execute("select count(*) from text").fetchone()
        return int(count)


def test_many_new_texts_go_to_the_file_before_all_is_done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memo_module, "HEAVY", 10)
    memo = Memo(tmp_path / "memo")
    memo.keep("five.")
    memo.keep("eleven more")
    assert not (tmp_path / "memo").exists(), "unless it was allowed to, it writes nothing"
    memo.writes_early = True
    key = memo.keep("three more.")
    assert count_texts(tmp_path / "memo") == 3
    assert memo.find([key]) == {key: "three more."}
    assert Memo(tmp_path / "memo").shelf("any") == {}
    memo.keep("another")
    memo.save([key])
    assert count_texts(tmp_path / "memo") == 1


def test_texts_stay_where_they_are_while_another_build_writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memo_module, "HEAVY", 0)
    monkeypatch.setattr(memo_module, "PATIENCE", 0.01)
    memo = Memo(tmp_path / "memo")
    memo.writes_early = True
    first = memo.keep("first")
    with closing(sqlite3.connect(tmp_path / "memo", isolation_level=None)) as other:
        other.execute("begin immediate")
        second = memo.keep("second")
        assert memo.find([first, second]) == {first: "first", second: "second"}
        other.execute("rollback")
    memo.save()
    assert Memo(tmp_path / "memo").find([second]) == {second: "second"}


def test_a_text_that_is_kept_again_is_put_right(tmp_path: Path) -> None:
    memo = Memo(tmp_path / "memo")
    key = memo.keep("right")
    memo.save()
    with sqlite3.connect(tmp_path / "memo") as opened:
        opened.execute("update text set content = 'wrong'")
    opened.close()
    assert memo.keep("right") == key
    memo.save()
    assert Memo(tmp_path / "memo").find([key]) == {key: "right"}


@pytest.mark.parametrize(
    "harm", [lambda path: path.unlink(missing_ok=True), lambda path: path.write_bytes(b"no database")]
)
def test_a_memo_that_is_lost_under_the_hands_of_a_build_costs_nothing_but_time(
    archive: SmallArchive, monkeypatch: pytest.MonkeyPatch, harm: Callable[[Path], object]
) -> None:
    monkeypatch.setattr(memo_module, "HEAVY", 0)
    harmed: list[str] = []

    def watch(station: str, done: int, total: int) -> None:
        if station == "show_one" and done == 0:
            harmed.append(station)
            harm(store(archive))

    target = archive.root / "dist"
    assert not build(archive.root, Workers(watch=watch), Options(target), open_memo(archive.root, target)).failed
    assert harmed == ["show_one"] * 2, "it began once more, and then left nothing to the file"
    assert archive.site() == clean_site(archive)
    assert done(make(archive))["read_one"] == 0, "it is whole again"


def test_a_second_build_works_on_nothing_and_writes_nothing(archive: SmallArchive) -> None:
    make(archive)
    before = {path: path.stat().st_mtime_ns for path in (archive.root / "dist").rglob("*")}
    report = make(archive)
    assert report.written is not None
    assert report.written.changed == 0
    assert {path: path.stat().st_mtime_ns for path in before} == before
    worked = done(report)
    assert [worked[name] for name in ("read_one", "show_one", "lay_out_pages", "write_data", "write_sheets")] == [0] * 5


def test_a_word_changed_in_one_article_is_one_page_and_the_search(archive: SmallArchive) -> None:
    archive.put(f"{HERE.replace('mill', 'other')}/article.md", '+++\ntitle = "Other"\n+++\n\nNothing yet.\n')
    make(archive)
    archive.edit("content/articles/2020-01-02-other/article.md", "Nothing", "Little")
    report = make(archive)
    worked = done(report)
    assert [worked[name] for name in ("read_one", "show_one", "lay_out_pages", "write_data", "find_block")] == [
        *(1, 1, 0, 0, 1)
    ]
    assert archive.site() == clean_site(archive)


def test_a_paragraph_added_lays_nothing_out(archive: SmallArchive) -> None:
    make(archive)
    archive.edit(f"{HERE}/article.md", "The clerk, speaking", "Nobody worked there.\n\nThe clerk, speaking")
    make(archive)  # the claim after it stands in another paragraph now
    archive.edit(f"{HERE}/article.md", "would remain so.", "would remain so.\n\nNobody believed it.")
    archive.edit(f"{HERE}/thread.toml", "The gate was locked.", "The gate was locked.\n\nI saw that too.")
    assert done(make(archive))["lay_out_pages"] == 0
    assert archive.site() == clean_site(archive)


def test_a_link_to_a_paragraph_is_checked_again_when_the_paragraph_goes(archive: SmallArchive) -> None:
    other = "content/articles/other/article.md"
    archive.put(other, '+++\ntitle = "Other"\n+++\n\nNothing.\n\nLess.\n')
    archive.put("content/pages/about.md", '+++\ntitle = "About"\n+++\n\nSee [there](article:other#p2).\n')
    assert not make(archive).failed
    archive.edit(other, "\n\nLess.", "")
    assert [found.code for found in make(archive).diagnostics] == ["broken-link"]
    archive.edit(other, "Nothing.", "Nothing.\n\nMore.")
    assert not make(archive).failed


def test_the_standard_index_is_offered_where_it_is_published(
    archive: SmallArchive, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = "data/search-index.json"
    make(archive)
    assert name in archive.site()
    assert name in archive.site()["data.html"].decode()
    archive.edit(f"{HERE}/article.md", "would remain so.", "would remain so.\n\n" + "Nobody believed it. " * 100)
    monkeypatch.setattr("generator.core.extent.SMALL", 1)
    make(archive)
    assert name not in archive.site()
    assert name not in archive.site()["data.html"].decode()


def test_an_address_that_is_accepted_and_then_lost_is_missed_at_every_build(archive: SmallArchive) -> None:
    make(archive)
    assert make(archive).unaccepted > 0
    assert archive.run("--quiet", "accept") == 0
    assert [make(archive).unaccepted for _ in range(2)] == [0, 0]
    archive.edit(f"{HERE}/claims.toml", 'id = "open"', 'id = "shut"')
    archive.edit("content/relations.toml", "#open", "#shut")
    told = [[found.code for found in make(archive).diagnostics] for _ in range(2)]
    assert told == [["id-gone"], ["id-gone"]]
    (archive.root / "ids.lock").unlink()
    assert not make(archive).failed


def test_only_the_addresses_of_an_article_that_changed_are_compared(
    archive: SmallArchive, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.put("content/articles/other/article.md", '+++\ntitle = "Other"\n+++\n\nNothing.\n')
    assert archive.run("--quiet", "accept") == 0
    make(archive)
    monkeypatch.setattr("generator.edge.addresses.find_lost", lambda *_: pytest.fail("all were compared"))
    archive.edit("content/articles/other/article.md", "Nothing.", "Nothing more.\n\nReally.")
    assert make(archive).unaccepted == 1, "the second paragraph"
    archive.edit("content/articles/other/article.md", "Nothing more.", "Nothing less.")
    assert make(archive).unaccepted == 1
    archive.edit("content/articles/other/article.md", 'title = "Other"', 'title = "Other"\nauthor = "Ann"')
    assert done(make(archive))["find_lost"] == 0, "no address, and nothing that stands at one"


def test_a_quote_that_moved_is_told_at_its_place_on_every_build(archive: SmallArchive) -> None:
    assert archive.run("--quiet", "accept") == 0
    archive.edit(f"{HERE}/article.md", "Ann Miller said", "Ann Miller denied")
    first, second = make(archive), make(archive)
    clean = build(archive.root, Workers(), Options(archive.root.parent / "clean"))
    assert "moved-anchor" in [found.code for found in first.diagnostics]
    assert first.diagnostics == second.diagnostics == clean.diagnostics
    assert all(found.place.excerpt for found in first.diagnostics)


def test_a_warning_is_told_again_at_every_build(archive: SmallArchive) -> None:
    archive.put(f"{HERE}/plan.pdf", "x")
    first, second = make(archive), make(archive)
    assert [found.code for found in first.diagnostics] == ["unknown-file"]
    assert second.diagnostics == first.diagnostics
    assert done(second)["read_one"] == 0


def test_a_file_changed_behind_the_clock_is_read(archive: SmallArchive) -> None:
    archive.put("content/articles/other/article.md", '+++\ntitle = "Other"\n+++\n\nNothing.\n')
    path = archive.root / "content/articles/other/article.md"
    make(archive)
    before = path.stat()
    path.write_text(path.read_text(encoding="utf-8").replace("Nothing", "Naughts"), encoding="utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    make(archive)
    assert archive.site() == clean_site(archive)


def test_times_that_can_be_trusted_spare_the_reading(archive: SmallArchive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.edge.stamps.TICK", 0)
    let_time_pass(archive)
    make(archive)
    monkeypatch.setattr("generator.edge.readings.digest_folder", lambda *_: pytest.fail("a folder was read"))
    assert done(make(archive))["read_one"] == 0


def test_a_page_that_somebody_altered_is_put_right(archive: SmallArchive) -> None:
    make(archive)
    for path in ("index.html", "article/2020-01-02-mill.html", "search.html", "data/claims.csv", "checksums.txt"):
        page = archive.root / "dist" / path
        before = page.stat()
        page.write_bytes(page.read_bytes().replace(b"a", b"b", 1))
        os.utime(page, ns=(before.st_atime_ns, before.st_mtime_ns))
        make(archive)
        assert archive.site() == clean_site(archive)
        if path != "checksums.txt":  # without it the folder is not known for a site
            page.unlink()
            make(archive)
            assert archive.site() == clean_site(archive)


def test_a_site_that_is_gone_is_made_again(archive: SmallArchive) -> None:
    make(archive)
    before = archive.site()
    shutil.rmtree(archive.root / "dist")
    make(archive)
    assert archive.site() == before


def test_two_articles_of_the_same_words_are_two(archive: SmallArchive) -> None:
    for name in ("one", "two"):
        archive.put(f"content/articles/{name}/article.md", '+++\ntitle = "Twins"\n+++\n\nThe same.\n')
    make(archive)
    make(archive)
    assert archive.site() == clean_site(archive)


def flip_bytes(path: Path) -> None:
    content = bytearray(path.read_bytes())
    for at in range(0, len(content), 97):
        content[at] ^= 0x55
    path.write_bytes(content)


def flip_late_bytes(path: Path) -> None:
    content = bytearray(path.read_bytes())
    for at in range(4096, len(content), 301):
        content[at] ^= 0x55
    path.write_bytes(content)


def swap_texts(path: Path) -> None:
    with sqlite3.connect(path) as opened:
        opened.execute("update text set content = (select max(content) from text)")
    opened.close()


def forge_shelves(path: Path) -> None:
    with sqlite3.connect(path) as opened:
        opened.execute("update shelf set content = '{\"forged\":[]}'")
    opened.close()


def drop_tables(path: Path) -> None:
    with sqlite3.connect(path) as opened:
        opened.execute("drop table shelf")
        opened.execute("create table shelf (other)")
    opened.close()


@pytest.mark.parametrize(
    "harm",
    [
        flip_bytes,
        flip_late_bytes,
        swap_texts,
        forge_shelves,
        drop_tables,
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(b"no database"),
        lambda path: path.write_bytes(path.read_bytes()[:5000]),
        lambda path: path.chmod(0o666),
        lambda path: path.unlink(),
    ],
)
def test_a_memo_that_was_harmed_is_made_anew(archive: SmallArchive, harm: Callable[[Path], None]) -> None:
    make(archive)
    harm(store(archive))
    archive.edit(f"{HERE}/article.md", "would remain so.", "would remain so.\n\nMore.")
    assert make(archive).diagnostics == ()
    assert archive.site() == clean_site(archive)
    assert done(make(archive))["read_one"] == 0, "it is whole again"


def test_a_memo_of_another_archive_or_version_is_not_believed(
    archive: SmallArchive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = SmallArchive.write(tmp_path / "other")
    make(other)
    (archive.root / ".cache").mkdir()
    shutil.copy2(store(other), store(archive))
    assert done(make(archive))["read_one"] == 1
    monkeypatch.setattr(memo_module, "version_of_code", lambda: "another")
    assert done(make(archive))["read_one"] == 1


def test_a_link_in_the_place_of_the_memo_is_not_followed(archive: SmallArchive, tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.write_text("precious", encoding="utf-8")
    (archive.root / ".cache").mkdir()
    store(archive).symlink_to(precious)
    make(archive)
    assert precious.read_text(encoding="utf-8") == "precious"
    assert archive.site() == clean_site(archive)


@pytest.mark.parametrize("name", [".cache", ".cache/dist.memo"])
def test_a_memo_that_cannot_be_kept_is_no_fault(archive: SmallArchive, name: str) -> None:
    if name == ".cache":
        target = archive.root / "elsewhere/dist"
        (archive.root / ".cache").write_text("a file", encoding="utf-8")
    else:
        target = archive.root / "dist"
        (archive.root / name).mkdir(parents=True)
    report = build(archive.root, Workers(), Options(target), open_memo(archive.root, target))
    assert report.diagnostics == ()
    assert (target / "index.html").is_file()


def test_backups_are_told_to_pass_the_folder_over(archive: SmallArchive) -> None:
    make(archive)
    assert (archive.root / ".cache" / TAG).read_text(encoding="utf-8").startswith("Signature: 8a477f597d28d172")


def test_a_look_at_an_archive_writes_nothing(archive: SmallArchive) -> None:
    archive.put("content/articles/other/article.md", "no front matter")
    report = build(
        archive.root, Workers(), Options(archive.root / "dist", write=False), open_memo(archive.root, Path("dist"))
    )
    assert report.failed
    assert not store(archive).exists()
