"""A later copy of a page becomes the article's new version; what was there is kept, and what became of it is told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path

import pytest
from justhtml import JustHTML

from generator.core.diagnostics import tell
from generator.edge.drafting import Given
from generator.edge.importing import import_pages
from tests.archives import SmallArchive

ID = "content/articles/2021-06-01-the-dam-holds"
LATER = Given(update=True, captured="2022-06-03")
PAGE = """\
<!DOCTYPE html><html lang="en"><head><title>The dam holds</title>
<link rel="canonical" href="https://courier.example/2021/dam">
<meta property="article:published_time" content="2021-06-01T08:00:00Z"></head>
<body><main><article><h1>The dam holds</h1>
<p>The dam above Low Ferry held through the night, the county engineer said on Tuesday.</p>
<p>About 30 families left their houses, and nobody was hurt. The school stays closed until Friday.</p>
<figure><img src="dam_files/dam.png" alt="The dam at dawn"></figure>
<p>“We did not sleep,” said Nora Quill, who runs the ferry. “It was the loudest night of my life.”</p>
<p>The county will look at the gates next week, a clerk said.</p></article>
<section id="comments"><h2 class="comments-title">3 responses</h2><ol class="comment-list">
{comments}</ol></section></main></body></html>
"""
COMMENT = """\
<li id="comment-{0}" class="comment"><article id="div-comment-{0}"><footer><b class="fn">{1}</b>
<time datetime="2021-06-01T{0}:12:44+00:00">June 1</time></footer>
<div class="comment-content"><p>{2}</p></div></article>{3}</li>
"""
REPLY = COMMENT.format("12", "Nils", "They opened nothing, you fool.", "")
OLD = PAGE.format(
    comments=COMMENT.format("11", "Old Salt", "It held because they opened the gates.", f"<ol>{REPLY}</ol>")
    + COMMENT.format("13", "Tove", "My cellar is full of water, and nobody came.", "")
)
NEW = (
    PAGE.format(
        comments=COMMENT.format("11", "Old Salt", "It held because they opened the gates.", f"<ol>{REPLY}</ol>")
        + COMMENT.format("21", "Ann", "A year on, and still no report.", "")
    )
    .replace("you fool", "you know")
    .replace("About 30 families", "About 40 families")
    .replace("“We did not sleep,”", '"We did not sleep,"')
    .replace("<figure>", "<p>The council has asked for a report by the end of the year.</p><figure>")
    .replace("<p>The county will look at the gates next week, a clerk said.</p>", "")
)
CLAIM = '[[claim]]\nid = "{}"\n{}quote = "{}"\nsays = "It is said."\nbasis = "{}"\nstance = "asserts"\n\n'
GATES = CLAIM.format("gates", "", "look at the gates next week", "own-voice")
CLAIMS = (
    CLAIM.format("held", 'in = "p1"\n', "held through the night", "unattributed")
    + CLAIM.format("families", "", "About 30 families left their houses", "own-voice")
    + CLAIM.format("no-sleep", 'in = "p4"\n', "“We did not sleep,” said Nora Quill", "own-voice")
    + GATES
    + CLAIM.format("opened", 'in = "comment 11"\n', "they opened the gates", "commenter")
)


@pytest.fixture
def archive(tmp_path: Path) -> SmallArchive:
    """The first copy, imported, claims marked in it, and edited by hand as an archivist does."""
    made = SmallArchive.write(tmp_path / "archive", {"site.toml": 'title = "Water"\nlanguage = "en"\n'})
    made.put("content/sources.toml", '[courier]\nname = "The Courier"\nkind = "outlet"\n')
    old = save(tmp_path / "old/dam.html", OLD)
    assert import_pages(made.root, [old], Given(outlet="courier", captured="2021-06-02")).value
    made.put(f"{ID}/claims.toml", CLAIMS)
    made.edit(f"{ID}/article.md", "captured =", 'tags = ["dam"]\nnote = "By hand."\ncaptured =')
    made.edit(f"{ID}/article.md", "The dam above", "{#first}\nThe dam above")
    made.edit(f"{ID}/thread.toml", 'author = "Nils"', 'author = "Nils"\ncover = "an insult"')
    made.edit(f"{ID}/claims.toml", 'in = "p1"', 'in = "first"')
    assert made.run("check") == 0
    return made


def save(page: Path, html: str) -> Path:
    (page.parent / "dam_files").mkdir(parents=True, exist_ok=True)
    (page.parent / "dam_files/dam.png").write_bytes(b"\x89PNG" + html[:20].encode() + bytes(300))
    page.write_text(html, encoding="utf-8", newline="\n")
    return page


@pytest.fixture
def later(tmp_path: Path) -> Path:
    return save(tmp_path / "later/dam.html", NEW)


def files_below(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def said_of(archive: SmallArchive, page: Path, given: Given = LATER) -> str:
    made = import_pages(archive.root, [page], given)
    assert made.value is None
    return tell(made.diagnostics)


def test_what_became_of_every_part_is_told(archive: SmallArchive, later: Path) -> None:
    made = import_pages(archive.root, [later], LATER)
    assert made.diagnostics == ()
    heading = "\n\nWhat became of the page, its blocks counted as they stand there:\n"
    account, _, page = (made.value or "").partition(heading)
    assert account == (
        f"{later.as_posix()} is now version 2 of {ID}/ (dam.png, article.md, thread.toml, capture.html)\n"
        f"  what was there is kept in {ID}/versions/1/\n"
        "  gone     block p5        The county will look at the gates next week, a clerk said.\n"
        "  changed  block p2        About 30 families left their houses,… -> About 40 families left their houses,…\n"
        "  new      block v2-1      The council has asked for a report by the end of the year.\n"
        "  changed  block p4        “We did not sleep,” said Nora Quill, who runs… -> "
        '"We did not sleep," said Nora Quill, who runs…\n'
        "  changed  comment 12      text; They opened nothing, you fool. -> They opened nothing, you know.\n"
        "  gone     comment 13      Tove: My cellar is full of water, and nobody came. (stays here, marked)\n"
        "  new      comment 21      Ann: A year on, and still no report.\n"
        "  gone     claim families  About 30 families left their houses: the article does not contain this quote; "
        "text changed in meaning: it has “40” where the quote has “30”; read it again before you mend it\n"
        "  changed  claim no-sleep  “We did not sleep,” said Nora Quill -> "
        '"We did not sleep," said Nora Quill\n'
        "  gone     claim gates     look at the gates next week: the article does not contain this quote; "
        "nothing in it is like this quote; copy the words from the text as it stands\n"
        "  blocks: 2 carried, 2 changed, 1 new, 1 gone\n"
        "  comments: 1 carried, 1 changed, 1 new, 1 gone\n"
        "  claims: 2 carried, 1 changed, 2 gone"
    )
    assert "kept       comment 21" in page


def test_the_earlier_version_is_kept_to_the_byte_and_edits_ids_and_claims_are_carried(
    archive: SmallArchive, later: Path
) -> None:
    before = files_below(archive.root / ID)
    assert import_pages(archive.root, [later], LATER).value
    after = files_below(archive.root / ID)
    assert {name.removeprefix("versions/1/"): data for name, data in after.items() if "/" in name} == before
    assert after["capture.html"] == later.read_bytes()
    assert after["dam.png"] == (later.parent / "dam_files/dam.png").read_bytes()
    assert after["claims.toml"] == before["claims.toml"]
    head, _, body = after["article.md"].decode().partition("\n+++\n\n")
    assert 'outlet = "courier"' in head
    assert 'tags = ["dam"]\nnote = "By hand."\ncaptured = 2022-06-03\nsha256 = "' in head
    assert body == (
        "{#first}\nThe dam above Low Ferry held through the night, the county engineer said on Tuesday.\n\n"
        "About 40 families left their houses, and nobody was hurt. The school stays closed until Friday.\n\n"
        "{#v2-1}\nThe council has asked for a report by the end of the year.\n\n"
        "{#p3}\n![The dam at dawn](dam.png)\n\n"
        '"We did not sleep," said Nora Quill, who runs the ferry. “It was the loudest night of my life.”\n'
    )
    thread = after["thread.toml"].decode()
    assert 'id = "12"\nparent = "11"\nauthor = "Nils"\ncover = "an insult"\n' in thread
    assert 'id = "13"\nlabel = "no longer on the page, as it was saved on 2022-06-03"\n' in thread


def test_only_claims_that_lost_their_words_are_faults_afterwards(
    archive: SmallArchive, later: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert import_pages(archive.root, [later], LATER).value
    assert archive.run("check") == 1
    told = capsys.readouterr().out
    assert told.count("error[") == told.count("error[quote-not-found]") == 2
    assert "warning[" not in told


def test_published_addresses_of_what_was_carried_stay(
    archive: SmallArchive, later: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert archive.run("accept") == 0
    assert import_pages(archive.root, [later], LATER).value
    archive.put(f"{ID}/claims.toml", CLAIMS.replace("About 30", "About 40").replace('"p1"', '"first"'))
    archive.run("check")
    told = capsys.readouterr().out
    assert "moved-blocks" not in told
    assert "id-gone]: article/2021-06-01-the-dam-holds.html#p5 was published, and is gone" in told
    assert told.count("id-gone") == 1


def test_a_dry_run_tells_the_same_and_writes_nothing(archive: SmallArchive, later: Path) -> None:
    before = files_below(archive.root)
    dry = import_pages(archive.root, [later], LATER, dry_run=True).value or ""
    assert files_below(archive.root) == before
    wet = import_pages(archive.root, [later], LATER).value or ""
    assert dry.replace("would become", "is now").replace("would be kept", "is kept") == wet


def test_a_copy_that_is_there_already_is_recognised_in_any_version(archive: SmallArchive, later: Path) -> None:
    assert import_pages(archive.root, [later], LATER).value
    before = files_below(archive.root)
    old = save(later.parent / "old.html", OLD)
    assert import_pages(archive.root, [later, old], LATER).value == (
        f"{later.as_posix()} is already {ID}/ (the same bytes); nothing was written for it\n\n"
        f"{old.as_posix()} is already {ID}/versions/1/ (the same bytes); nothing was written for it"
    )
    assert files_below(archive.root) == before


def test_a_third_copy_becomes_a_third_version(archive: SmallArchive, later: Path) -> None:
    assert import_pages(archive.root, [later], LATER).value
    third = save(later.parent / "third.html", OLD.replace("until Friday", "until Monday"))
    told = import_pages(archive.root, [third], Given(update=True, captured="2023-01-01")).value or ""
    assert f"is now version 3 of {ID}/" in told
    assert "changed  comment 12" in told
    thread = (archive.root / ID / "thread.toml").read_text(encoding="utf-8")
    assert thread.count("no longer on the page") == 1
    assert 'id = "21"\nlabel = "no longer on the page, as it was saved on 2023-01-01"\n' in thread
    assert sorted(path.name for path in (archive.root / ID / "versions").iterdir()) == ["1", "2"]


@pytest.mark.parametrize("moment", range(8))
def test_a_run_cut_off_at_any_moment_loses_nothing_and_is_done_again(
    moment: int, archive: SmallArchive, later: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = files_below(archive.root / ID)
    calls: list[Path] = []

    def fail_later(move: Callable[[Path, Path], Path]) -> Callable[[Path, Path], Path]:
        def act(self: Path, target: Path) -> Path:
            calls.append(self)
            if len(calls) > moment:
                raise OSError(5, "Input/output error")
            return move(self, target)

        return act

    with monkeypatch.context() as broken:
        broken.setattr(Path, "rename", fail_later(Path.rename))
        broken.setattr(Path, "replace", fail_later(Path.replace))
        first = import_pages(archive.root, [later], LATER)
    halfway = files_below(archive.root / ID)
    assert all(data in halfway.values() for data in before.values())
    if first.value is None:
        assert "error[cannot-write]" in tell(first.diagnostics)
        assert not list((archive.root / "content/articles").glob(".new-*"))
        assert import_pages(archive.root, [later], LATER).value
    after = files_below(archive.root / ID)
    assert {name.removeprefix("versions/1/"): data for name, data in after.items() if "/" in name} == before
    assert len(after["article.md"]) > 100
    assert after["capture.html"] == later.read_bytes()
    assert b'id = "21"' in after["thread.toml"]


def test_without_the_option_the_page_is_recognised_by_its_address(archive: SmallArchive, later: Path) -> None:
    before = files_below(archive.root)
    assert said_of(archive, later, Given()) == (
        f"error[article-exists]: {later.as_posix()} has the address of this article; nothing was written\n"
        f" --> {ID}:1:1\n"
        "  = hint: --update makes a new version of it, where the page was saved later\n"
    )
    assert files_below(archive.root) == before


def test_an_earlier_copy_does_not_take_the_place_of_a_later_one(archive: SmallArchive, later: Path) -> None:
    assert said_of(archive, later, Given(update=True, captured="2021-06-01")) == (
        "error[older-capture]: this copy was saved on 2021-06-01, before the one that is here (2021-06-02)\n"
        f" --> {ID}/article.md:1:1\n"
        "  = hint: import the later of the two\n"
    )


def test_a_page_without_text_does_not_empty_an_article(archive: SmallArchive, tmp_path: Path) -> None:
    notice = "<p>Log in to read this.</p>"
    page = save(
        tmp_path / "later/dam.html", OLD.partition("<article>")[0] + f"<nav>{notice}</nav></main></body></html>"
    )
    assert said_of(archive, page) == (
        "error[no-later-text]: nothing of this article's text stands in the later page\n"
        f" --> {ID}/article.md:1:1\n"
        "  = hint: it may be a notice, or ask to log in; if it was written anew, import it as an article of its own\n"
    )


def test_what_the_archive_retells_is_never_replaced(archive: SmallArchive, later: Path) -> None:
    archive.edit(f"{ID}/article.md", 'rendition = "full"', 'rendition = "precis"')
    assert "error[retold-article]" in said_of(archive, later)


def test_two_copies_of_one_page_are_taken_one_at_a_time(archive: SmallArchive, later: Path) -> None:
    third = save(later.parent / "third.html", NEW.replace("Ann", "Anna"))
    made = import_pages(archive.root, [later, third], LATER)
    assert "error[two-copies]" in tell(made.diagnostics)
    assert not (archive.root / ID / "versions").exists()


def test_an_article_named_that_is_not_there_is_told(archive: SmallArchive, later: Path) -> None:
    told = said_of(archive, later, Given(update=True, article="2021-06-01-the-dam-hold"))
    assert "error[unknown-article]: there is no article '2021-06-01-the-dam-hold'" in told
    assert "did you mean '2021-06-01-the-dam-holds'?" in told


def test_an_edit_for_which_there_is_no_room_is_told_and_stands_in_the_earlier_version(
    archive: SmallArchive, later: Path
) -> None:
    archive.edit(f"{ID}/article.md", "About 30 families left", "About 30 [^1] families left")
    archive.edit(f"{ID}/article.md", "a clerk said.", "a clerk said.\n\n[^1]: By our count.")
    archive.put(f"{ID}/claims.toml", "")
    told = import_pages(archive.root, [later], LATER).value or ""
    assert "replaced your edit" in " ".join(told.split())
    assert "(the page has changed there too)" in told
    assert "30 [^1]" in (archive.root / ID / "versions/1/article.md").read_text(encoding="utf-8")


def test_a_picture_that_an_archivist_put_there_is_not_written_over(archive: SmallArchive, tmp_path: Path) -> None:
    (archive.root / ID / "gate.png").write_bytes(b"my own")
    page = save(tmp_path / "later/dam.html", NEW.replace("dam.png", "gate.png"))
    (page.parent / "dam_files/dam.png").rename(page.parent / "dam_files/gate.png")
    assert import_pages(archive.root, [page], LATER).value
    after = files_below(archive.root / ID)
    assert after["gate.png"] == b"my own"
    assert after["gate-v2.png"].startswith(b"\x89PNG")
    assert b"![The dam at dawn](gate-v2.png)" in after["article.md"]


def test_an_earlier_copy_that_was_altered_is_noticed(
    archive: SmallArchive, later: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert import_pages(archive.root, [later], LATER).value
    archive.put(f"{ID}/versions/1/capture.html", "something else")
    assert archive.run("check") == 1
    told = capsys.readouterr().out
    assert "error[capture-altered]: capture.html of this earlier version is not the copy that was recorded" in told
    assert f"--> {ID}/versions/1/article.md:" in told


def test_no_word_of_an_earlier_version_is_published_and_its_page_tells_that_it_is_kept(
    archive: SmallArchive, later: Path
) -> None:
    mend_claims(archive, later)
    assert archive.run("build") == 0
    site = archive.site()
    assert not any("versions" in path for path in site)
    assert b"look at the gates next week" not in b"".join(site.values())
    assert b'<a href="#copies-h">2 held</a>' in site["article/2021-06-01-the-dam-holds.html"]
    assert rows_of(site) == [
        "kept, not published SHA-256 {} {}".format(*digests(archive, "versions/1/")),
        "kept, not published Claims: 2 on the same words as before, 1 no longer there, 2 on other words ( 2 , 3 ) "
        "SHA-256 {} {}".format(*digests(archive)),
    ]


def test_earlier_captures_are_published_as_text_where_captures_are_and_nothing_else_of_them(
    archive: SmallArchive, later: Path
) -> None:
    mend_claims(archive, later)
    archive.put("site.toml", 'title = "Water"\nlanguage = "en"\npublish_captures = true\n')
    assert archive.run("build") == 0
    site = archive.site()
    media = "media/2021-06-01-the-dam-holds"
    assert [path for path in site if "versions" in path] == [f"{media}/versions/1/capture.html.txt"]
    assert site[f"{media}/versions/1/capture.html.txt"] == OLD.encode()
    page = JustHTML(site["article/2021-06-01-the-dam-holds.html"].decode(), sanitize=False)
    assert [link.attrs["href"] for link in page.query("[aria-labelledby=copies-h] dd > a")] == [
        f"../{media}/versions/1/capture.html.txt",
        f"../{media}/capture.html.txt",
    ]


def mend_claims(archive: SmallArchive, later: Path) -> None:
    """Take in the later copy, and do what an archivist does then: mend one claim, and take one out."""
    assert import_pages(archive.root, [later], LATER).value
    mended = CLAIMS.replace("About 30", "About 40").replace('in = "p1"', 'in = "first"')
    archive.put(f"{ID}/claims.toml", mended.replace(GATES, ""))


def rows_of(site: Mapping[str, bytes]) -> list[str]:
    page = JustHTML(site["article/2021-06-01-the-dam-holds.html"].decode(), sanitize=False)
    return [" ".join(row.to_text().split()) for row in page.query("[aria-labelledby=copies-h] dd")]


def digests(archive: SmallArchive, version: str = "") -> tuple[str, str]:
    whole = sha256((archive.root / ID / f"{version}capture.html").read_bytes()).hexdigest()
    return f"{whole[:8]}…", whole


def test_an_earlier_copy_that_is_gone_is_told_and_verify_finds_one_that_was_altered(
    archive: SmallArchive, later: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mend_claims(archive, later)
    assert archive.run("build") == archive.run("verify") == 0
    archive.put(f"{ID}/versions/1/capture.html", "something else")
    assert archive.run("verify") == 1
    assert "error[capture-altered]: capture.html of this earlier version" in capsys.readouterr().err
    (archive.root / ID / "versions/1/capture.html").unlink()
    assert archive.run("check") == 0
    told = capsys.readouterr().out
    assert "warning[capture-missing]: the copy that this digest was taken of is not here" in told
    assert f"--> {ID}/versions/1/article.md:" in told
    (archive.root / ID / "versions/1/article.md").unlink()
    assert archive.run("check") == 0
    assert "warning[no-article-text]: this earlier version has no article.md" in capsys.readouterr().out


def test_a_link_out_of_the_archive_is_not_taken_for_an_earlier_copy(
    archive: SmallArchive, later: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    mend_claims(archive, later)
    (tmp_path / "secret.html").write_bytes(OLD.encode())
    (archive.root / ID / "versions/1/capture.html").unlink()
    (archive.root / ID / "versions/1/capture.html").symlink_to(tmp_path / "secret.html")
    assert archive.run("check") == 1
    assert "error[link-out]: this link leads out of the archive" in capsys.readouterr().out


TEXT = "Water in the harbour\n\nIt came over the wall at noon.\n\nNobody was hurt.\n\n2 comments\n\n{}"


def test_plain_text_is_updated_too_and_counted_comments_keep_their_numbers(tmp_path: Path) -> None:
    archive = SmallArchive.write(tmp_path / "archive", {"site.toml": 'title = "Water"\n'})
    old, new = tmp_path / "old.txt", tmp_path / "new.txt"
    first, second = "The wall is too low, I said so.", "It was never too low, in my view."
    old.write_text(TEXT.format(f"  1. {first}\n\n    1. {second}\n"), encoding="utf-8")
    new.write_text(
        TEXT.format(f"  1. Here is a new one before.\n\n  2. {first}\n\n    1. {second}\n").replace("noon", "night"),
        encoding="utf-8",
    )
    assert import_pages(archive.root, [old]).value
    assert "error[article-exists]" in said_of(archive, new, Given())
    told = import_pages(archive.root, [new], Given(update=True)).value or ""
    assert "comments: 2 carried, 1 new" in told
    thread = (archive.root / "content/articles/water-in-the-harbour/thread.toml").read_text(encoding="utf-8")
    assert [line for line in thread.splitlines() if line.startswith(("id", "parent"))] == [
        'id = "1-2"',
        'id = "1"',
        'id = "1.1"',
        'parent = "1"',
    ]


def test_an_article_without_a_copy_takes_the_page_s_word_and_keeps_its_own_keys(
    archive: SmallArchive, later: Path
) -> None:
    (archive.root / ID / "capture.html").unlink()
    told = import_pages(archive.root, [later], LATER).value or ""
    assert "unknown: no earlier copy is kept, so whatever differs is taken from the page" in told
    article = (archive.root / ID / "article.md").read_text(encoding="utf-8")
    assert 'tags = ["dam"]' in article
    assert "About 40 families" in article


def test_a_page_the_archive_does_not_have_becomes_a_new_article(archive: SmallArchive, tmp_path: Path) -> None:
    page = save(tmp_path / "x/gate.html", OLD.replace("2021/dam", "2021/gate").replace("The dam holds", "The gate"))
    assert "is now content/articles/2021-06-01-the-gate/" in (import_pages(archive.root, [page], LATER).value or "")


FRAME = (
    '<li class="post" id="post-{0}"><span class="post-byline"><span class="author">Liv</span></span>'
    '<div class="post-message"><p>{1}</p></div></li>'
)


def save_framed(page: Path, words: str, name: str = "saved_resource.html") -> Path:
    """A page whose comments stand in a frame beside it."""
    html = (
        OLD.partition('<section id="comments">')[0] + f'<iframe src="dam_files/{name}"></iframe></main></body></html>'
    )
    save(page, html.replace("nobody was hurt", f"nobody was hurt {words}"))
    (page.parent / f"dam_files/{name}").write_text(
        f"<ul id=posts>{FRAME.format(3001, 'They opened the gates.')}{FRAME.format(3002, words)}</ul>", encoding="utf-8"
    )
    return page


@pytest.fixture
def framed(tmp_path: Path) -> SmallArchive:
    made = SmallArchive.write(tmp_path / "framed", {"site.toml": 'title = "Water"\npublish_captures = true\n'})
    assert import_pages(
        made.root, [save_framed(tmp_path / "a/dam.html", "at first")], Given(captured="2021-06-02")
    ).value
    made.edit(f"{ID}/thread.toml", 'id = "3001"', 'id = "3001"\ncover = "an insult"')
    return made


def test_frames_are_kept_with_each_copy_and_read_again(framed: SmallArchive, tmp_path: Path) -> None:
    before = files_below(framed.root / ID)
    later = save_framed(tmp_path / "b/dam.html", "later", "comments.html")
    told = import_pages(framed.root, [later], LATER).value or ""
    after = files_below(framed.root / ID)
    assert {name.removeprefix("versions/1/"): data for name, data in after.items() if "versions" in name} == before
    assert "frames/saved-resource.html" in before
    assert [name for name in after if name.startswith("frames/")] == ["frames/comments.html"]
    assert b'name = "dam_files/comments.html", file = "comments.html"' in after["article.md"]
    assert "comments: 1 carried, 1 changed" in told
    assert b'cover = "an insult"' in after["thread.toml"]
    assert framed.run("check") == 0


def test_frames_are_published_as_text_and_their_page_leads_to_them(framed: SmallArchive, tmp_path: Path) -> None:
    assert import_pages(framed.root, [save_framed(tmp_path / "b/dam.html", "later", "comments.html")], LATER).value
    assert framed.run("build") == 0
    site, media = framed.site(), "media/2021-06-01-the-dam-holds"
    assert sorted(path for path in site if "frames" in path) == [
        f"{media}/frames/comments.html.txt",
        f"{media}/versions/1/frames/saved-resource.html.txt",
    ]
    page = JustHTML(site["article/2021-06-01-the-dam-holds.html"].decode(), sanitize=False)
    links = [link.attrs["href"] for link in page.query(".facts a") if "frames" in (link.attrs["href"] or "")]
    assert links == [
        f"../{media}/frames/comments.html.txt",
        f"../{media}/versions/1/frames/saved-resource.html.txt",
        f"../{media}/frames/comments.html.txt",
    ]


@pytest.mark.parametrize("moment", range(8))
def test_no_frame_is_lost_whenever_a_run_is_cut_off(
    moment: int, framed: SmallArchive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = files_below(framed.root / ID)
    later = save_framed(tmp_path / "b/dam.html", "later", "comments.html")
    left = moment

    def fail_later(move: Callable[..., None]) -> Callable[..., None]:
        def act(self: Path, *more: object, **named: object) -> None:
            nonlocal left
            left -= 1
            if left < 0:
                raise OSError(5, "Input/output error")
            move(self, *more, **named)

        return act

    with monkeypatch.context() as broken:
        for name in ("rename", "replace", "unlink"):
            broken.setattr(Path, name, fail_later(getattr(Path, name)))
        import_pages(framed.root, [later], LATER)
    halfway = files_below(framed.root / ID)
    assert all(data in halfway.values() for data in before.values())
    import_pages(framed.root, [later], LATER)
    after = files_below(framed.root / ID)
    assert {name.removeprefix("versions/1/"): data for name, data in after.items() if "versions" in name} == before
    assert [name for name in after if name.startswith("frames/")] == ["frames/comments.html"]


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (
            lambda file: file.write_text("x", encoding="utf-8"),
            "error[capture-altered]: frames/saved-resource.html",
        ),
        (lambda file: file.unlink(), "warning[capture-missing]: the copy that this digest"),
        (
            lambda file: file.with_name("b.html").write_bytes(b"x"),
            "warning[capture-not-recorded]: no digest of",
        ),
        (
            lambda file: file.with_name("b.png").write_bytes(b"x"),
            "warning[unknown-file]: nothing is made",
        ),
        (
            lambda file: file.with_name("B.html").write_bytes(b"x"),
            "error[bad-file-name]: 'B.html' cannot be",
        ),
        (lambda file: file.with_name("con.html").write_bytes(b"x"), "error[bad-file-name]: 'con.html' cannot be"),
        (lambda file: file.with_name("b.html").symlink_to("/etc/hosts"), "error[link-out]: this link leads out"),
        (lambda file: file.with_name("b.html").mkdir(), "error[not-a-file]: a file is wanted here"),
    ],
)
def test_what_is_wrong_with_a_frame_is_told(
    spoil: Callable[[Path], object], told: str, framed: SmallArchive, capsys: pytest.CaptureFixture[str]
) -> None:
    assert framed.run("check") == 0
    spoil(framed.root / ID / "frames/saved-resource.html")
    assert framed.run("check") == ("error" in told)
    assert told in capsys.readouterr().out


def test_a_folder_of_frames_that_stands_elsewhere_is_neither_read_nor_written_to(
    framed: SmallArchive, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (framed.root / ID / "frames").rename(tmp_path / "elsewhere")
    (framed.root / ID / "frames").symlink_to(tmp_path / "elsewhere")
    assert framed.run("check") == 1
    assert f"error[link-out]: this link leads out of the archive\n --> {ID}/frames:1:1" in capsys.readouterr().out
    assert "error[link-out]" in said_of(framed, save_framed(tmp_path / "b/dam.html", "later", "comments.html"))
    assert [path.name for path in (tmp_path / "elsewhere").iterdir()] == ["saved-resource.html"]
