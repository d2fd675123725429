"""The line from content to site, end to end: what it promises."""

from __future__ import annotations

import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from generator.edge import workers as workers_module
from generator.edge.build import Options, Report, build
from generator.edge.workers import Workers, make_pool
from tests.archives import FILES, SmallArchive

HERE = "content/articles/2020-01-02-mill"


def make(archive: SmallArchive, workers: Workers | None = None, **options: object) -> Report:
    """Build into dist/."""
    return build(archive.root, workers or Workers(), Options(archive.root / "dist", **options))  # type: ignore[arg-type]


def codes(report: Report) -> list[str]:
    return sorted(found.code for found in report.diagnostics)


def test_a_build_makes_the_whole_site(archive: SmallArchive) -> None:
    report = make(archive)
    assert report.diagnostics == ()
    site = archive.site()
    for path in ("index.html", "article/2020-01-02-mill.html", "404.html", "feed.xml", "robots.txt", ".nojekyll"):
        assert path in site
    assert report.counts is not None
    assert (report.counts.articles, report.counts.comments, report.counts.claims) == (1, 2, 4)
    assert report.written is not None
    assert report.written.files == len(site)


def test_every_file_has_its_checksum(archive: SmallArchive) -> None:
    make(archive)
    site = archive.site()
    listed = dict(reversed(line.split("  ", 1)) for line in site.pop("checksums.txt").decode().splitlines())
    assert listed == {path: sha256(content).hexdigest() for path, content in site.items()}


def test_the_same_content_gives_the_same_bytes_anywhere(archive: SmallArchive, tmp_path: Path) -> None:
    make(archive)
    other = SmallArchive.write(tmp_path / "somewhere else", dict(reversed(FILES.items())))
    for seed in ("1", "2"):
        command = [sys.executable, "-m", "generator", "--root", str(other.root), "--quiet", "build"]
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": "Asia/Tokyo", "LC_ALL": "C"}
        subprocess.run(command, check=True, env=environment, cwd=Path(__file__).parents[2])
        assert other.site() == archive.site()


def test_processes_give_the_same_bytes_as_none(archive: SmallArchive, monkeypatch: pytest.MonkeyPatch) -> None:
    make(archive)
    alone = archive.site()
    monkeypatch.setattr(workers_module, "FEW", 1)
    monkeypatch.setattr(workers_module, "BATCH", 2)
    with make_pool(2) as pool:
        report = make(archive, Workers(lambda: pool))
    assert archive.site() == alone
    assert report.written is not None
    assert report.written.changed == 0


def test_a_second_build_changes_nothing(archive: SmallArchive) -> None:
    make(archive)
    before = {path: path.stat().st_mtime_ns for path in (archive.root / "dist").rglob("*") if path.is_file()}
    report = make(archive)
    assert report.written is not None
    assert report.written.changed == 0
    assert {path: path.stat().st_mtime_ns for path in before} == before


def test_a_page_of_an_article_that_is_gone_is_gone(archive: SmallArchive) -> None:
    archive.put("content/articles/2020-01-03-flood/article.md", '+++\ntitle = "Flood"\n+++\n\nWater.\n')
    make(archive)
    assert "article/2020-01-03-flood.html" in archive.site()
    (archive.root / "content/articles/2020-01-03-flood/article.md").unlink()
    (archive.root / "content/articles/2020-01-03-flood").rmdir()
    make(archive)
    assert "article/2020-01-03-flood.html" not in archive.site()


def test_a_fault_leaves_the_site_as_it_was(archive: SmallArchive) -> None:
    make(archive)
    before = archive.site()
    archive.edit(f"{HERE}/article.md", "on Monday", "on Tuesday")
    report = make(archive)
    assert codes(report) == ["quote-not-found"]
    assert report.written is None
    assert archive.site() == before


def test_every_fault_in_every_file_is_told_at_once(archive: SmallArchive) -> None:
    archive.edit("site.toml", "language", "langauge")
    report = make(archive)
    assert codes(report) == ["unknown-key"], "without settings nothing else can be read"
    archive.edit("site.toml", "langauge", "language")
    archive.edit("content/sources.toml", 'kind = "outlet"', 'kind = "outlaw"')
    archive.edit("content/questions.toml", "unit =", "unti =")
    archive.edit(f"{HERE}/article.md", "rendition", "rendering")
    archive.edit(f"{HERE}/thread.toml", "stated = 3", "stated = ")
    archive.put("content/pages/about.md", "no front matter")
    archive.put(f"{HERE}/map.svg", "")
    paths = {found.place.path for found in make(archive).diagnostics}
    assert paths == {
        "content/sources.toml",
        "content/questions.toml",
        "content/pages/about.md",
        f"{HERE}/article.md",
        f"{HERE}/thread.toml",
        f"{HERE}/map.svg",
    }


@pytest.mark.parametrize("path", ["content/sources.toml", "content/questions.toml", f"{HERE}/claims.toml"])
def test_a_file_that_cannot_be_read_is_one_fault_without_an_echo(archive: SmallArchive, path: str) -> None:
    (archive.root / path).write_bytes(b"\xff")
    assert codes(make(archive)) == ["not-utf-8"]


def test_looking_writes_nothing_at_all(archive: SmallArchive) -> None:
    report = make(archive, write=False)
    assert report.counts is not None
    assert report.written is None
    assert {path.name for path in archive.root.iterdir()} == {"site.toml", "content"}


def test_looking_sees_a_broken_template(archive: SmallArchive) -> None:
    archive.put("site.toml", 'title = "Two mills"\ntheme = "own"\n')
    archive.put("own/pages/article.html", "{{ page.nothing }}")
    (fault,) = make(archive, write=False).diagnostics
    assert (fault.code, fault.place.path, fault.place.line) == ("template-fault", "own/pages/article.html", 1)


def test_an_override_can_extend_what_it_hides(archive: SmallArchive) -> None:
    archive.put("site.toml", 'title = "Two mills"\ntheme = "own"\n')
    archive.put("own/pages/article.html", '{% extends "theme:pages/article.html" %}\n')
    assert make(archive).diagnostics == ()
    assert b"c-closed" in archive.site()["article/2020-01-02-mill.html"]


def test_lenient_publishes_a_claim_that_lost_its_place_and_says_so(archive: SmallArchive) -> None:
    archive.edit(f"{HERE}/article.md", "on Monday", "on Tuesday")
    report = make(archive, lenient=True)
    assert codes(report) == ["quote-not-found"]
    assert not report.failed
    assert b"The old mill by the river closed on Monday" in archive.site()["status.html"]


def test_an_address_given_is_the_sites_address(archive: SmallArchive) -> None:
    make(archive, base_url="https://example.org/mills/")
    site = archive.site()
    assert b"<loc>https://example.org/mills/article/2020-01-02-mill.html</loc>" in site["sitemap.xml"]


def test_no_path_of_this_machine_and_no_clock_is_in_the_site(archive: SmallArchive) -> None:
    make(archive)
    top = str(archive.root).encode()
    assert [path for path, content in archive.site().items() if top in content] == []


def test_pictures_that_are_shown_are_published_and_others_are_not(archive: SmallArchive) -> None:
    archive.put(f"{HERE}/mill.jpg", "a picture")
    archive.put(f"{HERE}/secret.jpg", "another")
    archive.edit(
        f"{HERE}/article.md", "The clerk,", "{.caption}\n![The mill](mill.jpg) The mill in June.\n\nThe clerk,"
    )
    assert make(archive).diagnostics == ()
    site = archive.site()
    assert site["media/2020-01-02-mill/mill.jpg"] == b"a picture"
    assert "media/2020-01-02-mill/secret.jpg" not in site
    assert b'src="../media/2020-01-02-mill/mill.jpg"' in site["article/2020-01-02-mill.html"]


def test_untouched_originals_are_published_only_where_site_toml_says_so(archive: SmallArchive) -> None:
    archive.put(f"{HERE}/capture.html", "<script>alert(1)</script>")
    make(archive)
    assert not any("capture" in path for path in archive.site())
    archive.put("site.toml", 'title = "Two mills"\npublish_captures = true\n')
    make(archive)
    assert [path for path in archive.site() if "capture" in path] == ["media/2020-01-02-mill/capture.html.txt"]


def test_an_empty_archive_builds(tmp_path: Path) -> None:
    archive = SmallArchive.write(tmp_path / "empty", {"site.toml": 'title = "Nothing yet"\n'})
    (archive.root / "content").mkdir()
    assert make(archive).diagnostics == ()
    assert "index.html" in archive.site()


def test_the_whole_archive_that_is_shipped_builds_without_a_word(tmp_path: Path) -> None:
    root = Path(__file__).parents[2]
    report = build(root, Workers(), Options(tmp_path / "dist"))
    assert report.diagnostics == ()
    assert report.counts is not None
    assert report.counts.articles >= 2
