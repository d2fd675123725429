"""Saved pages become new folders: whole or not at all, and never over what is there."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

import pytest

from generator.core.diagnostics import tell
from generator.edge import drafting
from generator.edge.drafting import Saved, draft_saved
from generator.edge.holdings import find_captures
from generator.edge.importing import Given, import_pages
from tests.archives import PAGE, SmallArchive, faults_told, files_below
from tests.core.capture.test_disqus import HEAD as DISQUS, post
from tests.core.capture.test_mhtml import html_part, mhtml, picture_part
from tests.core.capture.test_wordpress import HEAD, TAIL, comment, item


def test_an_import_writes_the_article_its_thread_and_the_untouched_page(root: Path, saved: Path) -> None:
    made = import_pages(root, [saved], Given(outlet="post"))
    assert made.diagnostics == ()
    assert (made.value or "").startswith(
        f"{saved.as_posix()} is now content/articles/water-in-the-harbour/ (article.md, thread.toml, capture.txt)\n"
    )
    below = files_below(root / "content/articles")
    assert sorted(below) == [f"water-in-the-harbour/{name}" for name in ("article.md", "capture.txt", "thread.toml")]
    assert below["water-in-the-harbour/capture.txt"] == PAGE.encode()
    assert b'outlet = "post"' in below["water-in-the-harbour/article.md"]


def test_an_outlet_that_is_no_source_yet_is_told_and_stops_nothing(root: Path, saved: Path) -> None:
    (root / "content").mkdir()
    (root / "content/sources.toml").write_text('[the-post]\nname = "The Post"\nkind = "outlet"\n', encoding="utf-8")
    assert import_pages(root, [saved], Given(outlet="the-post"), dry_run=True).diagnostics == ()
    made = import_pages(root, [saved], Given(outlet="the-past"), dry_run=True)
    assert made.value
    assert tell(made.diagnostics) == (
        "warning[unknown-source]: --outlet names 'the-past', and there is no such source yet\n"
        " --> content/sources.toml:1:1\n"
        "  = hint: did you mean 'the-post'?\n"
    )


def test_a_wrong_option_is_told_once_however_many_pages_there_are(root: Path, saved: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text(PAGE.replace("harbour", "cellar"), encoding="utf-8")
    told = faults_told(import_pages(root, [saved, other], Given(published="2021-13-01")))
    assert told.startswith("error[bad-date]: --published is not a date that can be read: '2021-13-01'\n")
    assert told.count("error[") == 1


def test_the_capture_keeps_what_the_door_makes_even(root: Path, tmp_path: Path) -> None:
    page = tmp_path / "crlf.txt"
    page.write_bytes(b"\xef\xbb\xbf" + PAGE.replace("\n", "\r\n").encode())
    assert import_pages(root, [page]).diagnostics == ()
    below = files_below(root / "content/articles/water-in-the-harbour")
    assert below["capture.txt"] == page.read_bytes()
    assert b"\r" not in below["article.md"]


def test_a_dry_run_writes_nothing(root: Path, saved: Path) -> None:
    made = import_pages(root, [saved], dry_run=True)
    assert "would become content/articles/water-in-the-harbour/" in (made.value or "")
    assert sorted(files_below(root)) == ["site.toml"]


def test_two_pages_with_one_headline_are_numbered(root: Path, saved: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text(PAGE.replace("noon", "night"), encoding="utf-8")
    assert import_pages(root, [saved, other]).diagnostics == ()
    assert sorted(path.name for path in (root / "content/articles").iterdir()) == [
        "water-in-the-harbour",
        "water-in-the-harbour-2",
    ]


def test_an_article_that_exists_is_left_alone_and_nothing_else_is_written(
    root: Path, saved: Path, tmp_path: Path
) -> None:
    there = root / "content/articles/water-in-the-harbour"
    there.mkdir(parents=True)
    (there / "article.md").write_text("mine", encoding="utf-8")
    other = tmp_path / "other.txt"
    other.write_text("Wind\n\nIt blew.\n", encoding="utf-8")
    said = faults_told(import_pages(root, [saved, other]))
    assert said == (
        "warning[nothing-imported]: nothing was written, although 1 of these pages has no fault\n"
        " --> content/articles:1:1\n"
        "  = hint: mend what is told, or leave those files out\n\n"
        f"error[article-exists]: {saved.as_posix()} would become this article, which exists; nothing was written\n"
        " --> content/articles/water-in-the-harbour:1:1\n"
        "  = hint: rename or remove that folder if it is to be made anew; "
        "import --update takes a later copy of its page\n"
    )
    assert files_below(root / "content") == {"articles/water-in-the-harbour/article.md": b"mine"}


def test_a_page_that_cannot_be_read_is_told(root: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_bytes(b"Water\n\nIt was \xff wet.\n")
    assert "error[not-utf-8]" in faults_told(import_pages(root, [bad]))
    assert "error[unreadable-file]" in faults_told(import_pages(root, [tmp_path / "absent.txt"]))
    assert "error[not-a-file]" in faults_told(import_pages(root, [tmp_path]))
    assert "error[no-site]" in faults_told(import_pages(tmp_path, [bad]))


def test_where_nothing_can_be_written_it_is_said_and_no_trace_is_left(root: Path, saved: Path) -> None:
    (root / "content").write_text("a file where a folder should be", encoding="utf-8")
    assert "error[cannot-write]" in faults_told(import_pages(root, [saved]))
    assert sorted(files_below(root)) == ["content", "site.toml"]


def test_a_write_that_fails_halfway_leaves_no_folder(root: Path, saved: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[int] = []

    def fail_later(handle: int) -> None:
        calls.append(handle)
        if len(calls) == 2:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail_later)
    assert "error[cannot-write]: this folder could not be written: no space left" in faults_told(
        import_pages(root, [saved])
    )
    assert list((root / "content/articles").iterdir()) == []


HTML = "<!DOCTYPE html><html><body><h1>Water</h1><article>{}</article></body></html>"
LONG = "<p>It came over the wall at noon, and nobody in the whole town had thought that it could come so high.</p>"


def test_the_same_page_is_recognised_and_nothing_is_written(root: Path, tmp_path: Path) -> None:
    page = tmp_path / "water.html"
    page.write_text(HTML.format(LONG * 3), encoding="utf-8")
    assert import_pages(root, [page]).diagnostics == ()
    before = files_below(root)
    again = import_pages(root, [page, page])
    assert again.diagnostics == ()
    said = f"{page.as_posix()} is already content/articles/water/ (the same bytes); nothing was written for it"
    assert again.value == f"{said}\n\n{said}"
    assert files_below(root) == before


@pytest.mark.parametrize("left", [".new-water-4711", "water/versions/.new-1-4711"])
def test_what_a_run_that_was_cut_off_left_is_not_taken_for_the_page(root: Path, tmp_path: Path, left: str) -> None:
    page = tmp_path / "page.html"
    page.write_text("<title>Water</title><article><h1>Water</h1><p>It rose all night.</p></article>", encoding="utf-8")
    aside = root / "content/articles" / left
    aside.mkdir(parents=True)
    (aside / "capture.html").write_bytes(page.read_bytes())
    assert find_captures(root) == {}


def test_pictures_come_from_beside_the_page_and_from_nowhere_else(root: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(b"secret")
    (tmp_path / "water_files").mkdir()
    (tmp_path / "water_files/wall.png").write_bytes(b"a picture")
    (tmp_path / "water_files/link.png").symlink_to(tmp_path / "secret.png")
    sources = ("water_files/wall.png", "water_files/link.png", "../secret.png", "secret.png", "file:///etc/passwd")
    sources += ("water_files/../secret.png", (tmp_path / "secret.png").as_posix(), "https://far.example/x.png")
    figures = "".join(f'<figure><img src="{source}" alt="x"></figure>' for source in sources)
    page = tmp_path / "water.html"
    page.write_text(HTML.format(LONG * 2 + figures + LONG), encoding="utf-8")
    made = import_pages(root, [page])
    assert made.diagnostics == ()
    below = files_below(root / "content/articles/water")
    assert sorted(below) == ["article.md", "capture.html", "wall.png"]
    assert below["wall.png"] == b"a picture"
    assert (made.value or "").count("picture, not in the capture") == 7


COMMENTS = (Path(__file__).parent.parent / "pages/disqus.html").read_bytes()


def save_frames(tmp_path: Path, frames: Mapping[str, bytes], *sources: str) -> Path:
    """A page with frames, and files in the folder beside it."""
    (tmp_path / "water_files").mkdir()
    for name, data in frames.items():
        (tmp_path / "water_files" / name).write_bytes(data)
    page = tmp_path / "water.html"
    elements = "".join(f'<iframe src="{source}"></iframe>' for source in sources)
    page.write_text(HTML.format(LONG * 3 + elements), encoding="utf-8")
    return page


def test_a_frame_that_a_browser_saved_beside_the_page_is_read_and_kept(root: Path, tmp_path: Path) -> None:
    sources = ("./water_files/saved_resource.html", "../secret.html")
    made = import_pages(root, [save_frames(tmp_path, {"saved_resource.html": COMMENTS}, *sources)])
    assert made.diagnostics == ()
    below = files_below(root / "content/articles/water")
    assert sorted(below) == ["article.md", "capture.html", "frames/saved-resource.html", "thread.toml"]
    assert below["frames/saved-resource.html"] == COMMENTS
    assert b'id = "3001"' in below["thread.toml"]
    digest = sha256(COMMENTS).hexdigest()
    noted = f'{{ name = "water_files/saved_resource.html", file = "saved-resource.html", sha256 = "{digest}" }}'
    assert f"frames = [{noted}]\n".encode() in below["article.md"]
    told = made.value or ""
    assert told.endswith("  frame water_files/saved_resource.html is kept as frames/saved-resource.html")
    assert "lost       frame, not in the capture" in told
    assert SmallArchive(root).run("check") == 0


def test_frames_take_names_of_the_archive_s_own(root: Path, tmp_path: Path) -> None:
    names = ("Con.html", "con.htm", "a b.html", "Ünder_way!.html", "\u202egnp.html")
    page = save_frames(tmp_path, dict.fromkeys(names, COMMENTS), *(f"water_files/{quote(name)}" for name in names))
    assert import_pages(root, [page]).diagnostics == ()
    held = sorted(path.name for path in (root / "content/articles/water/frames").iterdir())
    assert held == ["a-b.html", "con-1-2.html", "con-1.html", "gnp.html", "under-way.html"]
    assert SmallArchive(root).run("check") == 0


def test_no_frame_comes_from_another_place_nor_one_that_nobody_sees(root: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.html"
    secret.write_bytes(COMMENTS)
    (tmp_path / "other_files").mkdir()
    (tmp_path / "other_files/a.html").write_bytes(COMMENTS)
    names = ("../secret.html", secret.as_posix(), "link.html", "bad\x07.html")
    sources = [f"water_files/{quote(name, safe='')}" for name in names]
    page = save_frames(tmp_path, dict.fromkeys(("a.html", names[-1]), COMMENTS), *sources, "other_files/a.html")
    (tmp_path / "water_files/link.html").symlink_to(secret)
    hidden = '<iframe src="water_files/a.html" width="1" height="1"></iframe></body>'
    page.write_text(page.read_text(encoding="utf-8").replace("</body>", hidden), encoding="utf-8")
    made = import_pages(root, [page])
    assert made.diagnostics == ()
    assert sorted(files_below(root / "content/articles/water")) == ["article.md", "capture.html"]
    assert (made.value or "").count("lost       frame, not in the capture") == 5


def test_frames_are_read_up_to_a_limit_and_the_rest_is_told_as_lost(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drafting, "MOST_FRAMES", 3)
    monkeypatch.setattr(drafting, "LARGEST_TEXT", len(COMMENTS) * 2)
    names = [f"{number}.html" for number in range(4)]
    page = save_frames(tmp_path, dict.fromkeys(names, COMMENTS), *(f"water_files/{name}" for name in names))
    made = import_pages(root, [page])
    assert sorted(path.name for path in (root / "content/articles/water/frames").iterdir()) == ["0.html", "1.html"]
    assert (made.value or "").count("lost       frame, not in the capture") == 2


def test_a_page_in_an_old_encoding_keeps_its_letters(root: Path, tmp_path: Path) -> None:
    words = LONG.replace("nobody", "Işık Özgür’s şehir")
    html = HTML.replace("<body>", '<head><meta charset="iso-8859-9"></head><body>').format(words * 3)
    page = tmp_path / "turkish.html"
    page.write_bytes(html.encode("cp1254"))
    assert import_pages(root, [page]).diagnostics == ()
    assert "Işık Özgür’s şehir" in (root / "content/articles/water/article.md").read_text(encoding="utf-8")
    page.write_bytes(html.replace("iso-8859-9", "utf-8").encode("cp1254"))
    assert "error[not-utf-8]" in faults_told(import_pages(root, [page]))


@pytest.mark.parametrize("html", ["<div>" * 100_000, "<b x=1><p>" * 20_000, "<p " + "a=1 " * 200_000 + ">"])
def test_a_page_made_to_exhaust_its_reader_is_refused(html: str, root: Path, tmp_path: Path) -> None:
    page = tmp_path / "deep.html"
    page.write_text("<!DOCTYPE html><body>" + html, encoding="utf-8")
    assert faults_told(import_pages(root, [page])).startswith(("error[nested-too-deep]", "error[empty-page]"))


def test_what_is_not_installed_is_named(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = tmp_path / "water.html"
    page.write_text(HTML.format(LONG), encoding="utf-8")
    monkeypatch.setitem(sys.modules, "generator.core.capture.page_draft", None)
    made = import_pages(root, [page])
    assert [each.code for each in made.diagnostics] == ["missing-extra"]
    assert "  = hint: pip install 'whence[import]', or save the page as plain text\n" in faults_told(made)


def test_an_export_becomes_an_article_for_each_post_and_is_done_once(root: Path, tmp_path: Path) -> None:
    export = tmp_path / "blog.xml"
    export.write_text(HEAD + item(inside=comment(1) + comment(2, 1)) + item("Draft", "draft") + TAIL, encoding="utf-8")
    assert import_pages(root, [export]).value == (
        f"{export.as_posix()} became 1 article with 2 comments\n  left out: drafts (1)"
    )
    assert sorted(files_below(root / "content/articles")) == [
        "2019-05-04-ferry/article.md",
        "2019-05-04-ferry/thread.toml",
    ]
    before = files_below(root)
    again = import_pages(root, [export]).value or ""
    assert "left alone: 1, whose folder is there already" in again
    assert files_below(root) == before
    export.write_text(HEAD + "<item></wrong>", encoding="utf-8")
    assert "error[bad-export]: this export is not well-formed XML" in faults_told(import_pages(root, [export]))


def test_a_disqus_export_gives_its_comments_to_the_article_of_that_address(root: Path, tmp_path: Path) -> None:
    page = tmp_path / "bakery.txt"
    page.write_text("Bakery\n\nIt closes.\n", encoding="utf-8")
    assert import_pages(root, [page], Given(url="http://www.town.example/bakery/")).diagnostics == ()
    export = tmp_path / "disqus.xml"
    export.write_text(DISQUS + post(1) + post(2, parent=1) + "</disqus>", encoding="utf-8")
    made = import_pages(root, [export])
    assert made.value == (
        f"{export.as_posix()} gave comments to these articles:\n  content/articles/bakery/thread.toml: 2 comments"
    )
    written = (root / "content/articles/bakery/thread.toml").read_text(encoding="utf-8")
    assert 'id = "2"\nparent = "1"\nauthor = "Per"\n' in written
    assert "mail.example" not in written
    assert "left alone: content/articles/bakery/thread.toml" in (import_pages(root, [export]).value or "")


def test_a_page_saved_in_one_file_becomes_an_article_with_its_pictures_and_frames(root: Path, tmp_path: Path) -> None:
    words = "<p>The ferry at Wend closes for ever on Monday, said the harbour office to the paper.</p>"
    comment = '<ol class="comment-list"><li id="comment-7" class="comment"><b class="fn">Ann</b>'
    comment += '<div class="comment-content"><p>A pity.</p></div></li></ol>'
    page = f'<!DOCTYPE html><h1>Ferry closes</h1><article>{words}<img src="a.png">{words.replace("ferry", "boat")}'
    page += '</article><iframe src="cid:f-1@mhtml.blink" title="Comments"></iframe>'
    frame = html_part(f"<!DOCTYPE html><html><body>{comment}".encode(), "Content-ID: <f-1@mhtml.blink>\n")
    file = tmp_path / "ferry.mhtml"
    head = "Date: Wed, 6 Jul 2022 10:11:12 +0200\n"
    file.write_bytes(mhtml(html_part(page.encode()), frame, picture_part("https://a.example/a.png"), head=head))
    assert import_pages(root, [file]).diagnostics == ()
    below = files_below(root / "content/articles/ferry-closes")
    kept = "frames/cid-f-1-mhtmlblink.html"
    assert sorted(below) == ["a.png", "article.md", "capture.html", kept, "thread.toml"]
    assert below["capture.html"] == page.encode()
    front = below["article.md"].decode()
    assert 'url = "https://a.example/1"\n' in front
    assert "captured = 2022-07-06\n" in front
    assert "![](a.png)" in front
    assert b'author = "Ann"' in below["thread.toml"]


def test_a_piece_of_a_page_is_read_as_html_where_its_name_says_so(root: Path, tmp_path: Path) -> None:
    words = "<p>The ferry at Wend closes, said the harbour office &amp; the town.</p>"
    for name, block in (
        ("piece.html", "The ferry at Wend closes, said the harbour office & the town.\n"),
        ("piece.txt", "<p>The ferry at Wend closes"),
    ):
        (tmp_path / name).write_text(words, encoding="utf-8")
        (drafted,) = (draft_saved(Saved(tmp_path / name, words.encode()), Given()).value,)
        assert drafted
        assert block in drafted.texts["article.md"]


def test_an_mhtml_file_that_is_cut_off_is_told(root: Path, tmp_path: Path) -> None:
    file = tmp_path / "cut.mht"
    file.write_bytes(mhtml())
    assert [each.code for each in import_pages(root, [file]).diagnostics] == ["bad-archive"]


def test_a_disqus_export_that_is_cut_off_is_told_what_to_do(root: Path, tmp_path: Path) -> None:
    export = tmp_path / "disqus.xml"
    export.write_text(f"{DISQUS}<thread>", encoding="utf-8")
    (told,) = import_pages(root, [export]).diagnostics
    assert (told.code, told.hint) == ("bad-export", "export it again")
