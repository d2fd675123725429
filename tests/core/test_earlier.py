"""What became of claims from one copy to the next, told by numbers and ids alone."""

from __future__ import annotations

from dataclasses import replace

from generator.core.articles import read_versions
from generator.core.dates import read_when
from generator.core.earlier import CopyFiles, list_files
from generator.core.model import Article, EarlierCopy, Folder, Settings
from generator.core.text import Text
from generator.core.urls import media_url

CLAIM = '[[claim]]\nid = "{}"\n{}quote = "{}"\nsays = "It is said."\nbasis = "{}"\nstance = "asserts"\n'
THREAD = '[[comment]]\nid = "1"\ntext = "They opened the gates."\n'


def make_folder(body: str, claims: str, *, number: int = 0, captured: str = "", thread: str = THREAD) -> Folder:
    front = f'+++\ntitle = "The dam"\n{captured}+++\n\n{body}\n'
    texts = {"article.md": front, "thread.toml": thread, "claims.toml": claims}
    files = ("capture.html",) if captured else ()
    digest = "a" * 64 if captured else ""
    return Folder("dam", tuple(Text(name, text) for name, text in texts.items()), files, digest, number=number)


def read(now: Folder, *earlier: Folder) -> Article:
    article = read_versions(Settings("Water"), replace(now, earlier=earlier)).value
    assert article is not None
    return article


def say_captured(day: str) -> str:
    return f'captured = {day}\nsha256 = "{"a" * 64}"\n'


HELD = CLAIM.format("held", "", "The dam held", "unattributed")
THIRTY = CLAIM.format("families", "", "30 families", "own-voice")
FORTY = CLAIM.format("families", "", "40 families", "own-voice")
SAID = CLAIM.format("gates", 'in = "comment 1"\n', "opened the gates", "commenter")
LEFT = CLAIM.format("left", "", "left their houses", "own-voice")


def test_claims_rest_on_the_same_words_on_others_are_gone_or_new_in_the_copy_after() -> None:
    was = make_folder(
        "The dam held. 30 families were told to go.",
        HELD + THIRTY + SAID,
        number=1,
        captured=say_captured("2021-06-02"),
    )
    now = make_folder("The dam held. 40 families left their houses.", FORTY + SAID + LEFT)
    assert read(now, was).earlier == (
        EarlierCopy(1, read_when("2021-06-02"), "capture.html", "a" * 64, (), 1, ("families",), 1, 1),
    )


def test_each_copy_is_compared_with_the_one_after_it() -> None:
    first, second = (
        make_folder(f"The dam held. {count} families.", claim, number=number)
        for number, count, claim in ((1, 30, THIRTY), (3, 40, FORTY))
    )
    copies = read(make_folder("The dam held. 40 families.", FORTY + HELD), first, second).earlier
    assert [(each.number, each.same, each.changed, each.new) for each in copies] == [
        (1, 0, ("families",), 0),
        (3, 1, (), 1),
    ]


def test_a_claim_that_had_no_place_is_none_of_the_copy() -> None:
    was = make_folder("The dam held.", HELD + THIRTY, number=1)
    (copy,) = read(make_folder("The dam held.", HELD), was).earlier
    assert (copy.same, copy.gone) == (1, 0)


def test_faults_in_the_text_of_an_earlier_version_are_not_told_and_those_of_its_copy_are() -> None:
    was = make_folder("Nothing here.\n\n![gone](gone.png)", HELD, number=1, captured=say_captured("2021-06-02"))
    found = read_versions(Settings("Water"), replace(make_folder("The dam held.", HELD), earlier=(was,)))
    assert found.diagnostics == ()
    altered = read_versions(
        Settings("Water"), replace(make_folder("The dam held.", HELD), earlier=(replace(was, capture_sha256="b" * 64),))
    )
    assert [each.code for each in altered.diagnostics] == ["capture-altered"]


def test_a_version_that_cannot_be_read_is_told_and_no_copy() -> None:
    was = replace(make_folder("x", "", number=1), texts=(Text("article.md", "no front matter"),))
    found = read_versions(Settings("Water"), replace(make_folder("The dam held.", HELD), earlier=(was,)))
    assert [each.code for each in found.diagnostics] == ["no-front-matter"]
    assert found.value is not None
    assert found.value.earlier == ()


def test_the_files_of_copies_are_named_by_their_paths_those_of_the_present_one_last() -> None:
    was = replace(
        make_folder("The dam held.", "", number=2, captured=say_captured("2021-06-02")), frames=(("a.html", "b" * 64),)
    )
    now = replace(make_folder("The dam held.", "", captured=say_captured("2022-06-03")), frames=(("c.html", "d" * 64),))
    assert list_files(read(now, was, replace(was, number=4, files=(), frames=()))) == (
        CopyFiles("versions/2/capture.html", ("versions/2/frames/a.html",)),
        CopyFiles("", ()),
        CopyFiles("capture.html", ("frames/c.html",)),
    )


def test_whatever_a_stranger_could_have_written_as_a_page_is_published_as_text() -> None:
    names = ("capture.html", "versions/1/capture.html", "frames/a.html", "frames/a.json", "capture.txt", "dam.png")
    assert [media_url("dam", name).removeprefix("media/dam/") for name in names] == [
        "capture.html.txt",
        "versions/1/capture.html.txt",
        "frames/a.html.txt",
        "frames/a.json.txt",
        "capture.txt",
        "dam.png",
    ]
