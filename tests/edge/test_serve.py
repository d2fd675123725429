"""What an author sees who saves, at every moment between two builds."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from threading import Event, Thread
from typing import Any
from urllib.request import urlopen

import pytest

from generator.edge.builder import Build, Outcome, Task, build_here, hire_builder
from generator.edge.memo import open_memo
from generator.edge.serve import Desk, Done, Saved, open_server, serve_site, sort_paths
from generator.edge.serve_http import Server
from generator.edge.workers import Workers
from tests.archives import SmallArchive

MILL = "2020-01-02-mill"
PAGE = f"article/{MILL}.html"
ARTICLE = f"content/articles/{MILL}/article.md"
NOTHING = Saved(frozenset(), others=False)


class Office:
    """A desk with what a build of its archive would find, without a thread: each step is taken by the test."""

    def __init__(self, archive: SmallArchive) -> None:
        self.archive = archive
        self.server = open_server(archive.root, 0)
        self.memo = open_memo(archive.root, self.server.site)
        self.said: list[str] = []
        self.desk = Desk(archive.root, self.server, self.said.append)
        self.finish(self.look())

    def look(self) -> Outcome:
        """What the build that runs finds."""
        return build_here(Task(self.archive.root, self.server.site, self.server.address), Workers(), self.memo)

    def finish(self, outcome: Outcome) -> None:
        self.desk.take(Done(outcome, NOTHING))

    def save(self, path: str, old: str, new: str) -> None:
        self.archive.edit(path, old, new)
        self.tell(path)

    def tell(self, *paths: str) -> None:
        self.desk.take(sort_paths(self.archive.root, [str(self.archive.root / path) for path in paths]))

    def state(self, path: str = f"/{PAGE}") -> dict[str, Any]:
        return json.loads(self.server.state(path))  # type: ignore[no-any-return]

    def read(self, path: str = f"/{PAGE}") -> str:
        return self.server.answer(path).content.decode()

    def rest(self) -> None:
        """Build until nothing is left to be built."""
        while self.desk.wants_build:
            self.desk.begin_build()
            self.finish(self.look())


@pytest.fixture
def office(archive: SmallArchive) -> Iterator[Office]:
    made = Office(archive)
    yield made
    made.server.server_close()


def test_a_saved_article_is_shown_before_it_is_built(office: Office) -> None:
    office.save(ARTICLE, "Mill closes, or", "Mill closes, they say, or")
    assert "Mill closes, they say, or does not</h1>" in office.read()
    assert "they say" not in office.read("/index.html")
    assert office.state()["busy"]
    assert office.said[-1] == f"shown: {PAGE}"
    shown = office.state()["version"]
    office.rest()
    assert office.server.newer == {}
    assert "they say" in office.read("/index.html")
    assert office.state() == {"version": shown, "report": "", "busy": False}, "the page need not be loaded again"


def test_what_is_saved_while_a_build_runs_stays_until_one_has_seen_it(office: Office) -> None:
    office.save(ARTICLE, "or does not", "or not")
    office.desk.begin_build()
    seen = office.look()
    office.save(ARTICLE, "or not", "or does it")
    office.finish(seen)
    assert "or does it</h1>" in office.read()
    assert office.desk.wants_build
    office.rest()
    assert (office.server.newer, "or does it</h1>" in office.read()) == ({}, True)


def test_a_save_that_the_build_has_seen_before_it_was_told_is_not_kept(office: Office) -> None:
    office.desk.begin_build()
    office.archive.edit(ARTICLE, "or does not", "or not")
    seen = office.look()
    office.tell(ARTICLE)
    assert list(office.server.newer) == [PAGE, PAGE.replace(".html", ".cite.html")]
    office.finish(seen)
    assert office.server.newer == {}


def test_a_fault_is_laid_over_the_page_at_once_and_goes_at_once(office: Office) -> None:
    before = office.state()
    office.save(ARTICLE, "closed on Monday", "closed on Tuesday")
    assert "error[quote-not-found]" in office.state()["report"]
    assert office.state()["version"] == before["version"]
    office.save(ARTICLE, "closed on Tuesday", "closed on Monday")
    assert office.state() == {**before, "busy": True}


@pytest.mark.parametrize("mended", ["closed on Monday", "closed on Monday morning"])
def test_a_fault_that_a_build_found_goes_as_soon_as_it_is_mended(office: Office, mended: str) -> None:
    office.save(ARTICLE, "closed on Monday", "closed on Tuesday")
    office.rest()
    assert "error[quote-not-found]" in office.state()["report"]
    office.save(ARTICLE, "closed on Tuesday", mended)
    assert office.state()["report"] == ""
    assert (" morning" in office.read()) == mended.endswith("morning")


def test_other_faults_stay_when_one_is_mended(office: Office) -> None:
    office.archive.edit("content/relations.toml", "2020-01-02-mill#open", "2020-01-02-mill#opened")
    office.archive.edit(ARTICLE, "closed on Monday", "closed on Tuesday")
    office.tell("content/relations.toml", ARTICLE)
    office.rest()
    office.save(ARTICLE, "closed on Tuesday", "closed on Monday")
    report = office.state()["report"]
    assert "quote-not-found" not in report
    assert "error[unknown-claim]" in report


def test_a_name_that_was_added_with_the_save_is_not_called_unknown(office: Office) -> None:
    office.archive.edit("content/sources.toml", "[herald]", '[eve]\nname = "Eve"\nkind = "person"\n\n[herald]')
    office.archive.edit(f"content/articles/{MILL}/claims.toml", 'speaker = "bob"', 'speaker = "eve"')
    office.tell("content/sources.toml", f"content/articles/{MILL}/claims.toml")
    assert office.state()["report"] == ""
    office.rest()
    assert "Eve" in office.read()
    office.save(f"content/articles/{MILL}/claims.toml", 'speaker = "eve"', 'speaker = "adam"')
    assert "error[unknown-source]" in office.state()["report"], "now it is known what is known"


def test_a_new_picture_is_served_with_the_page_that_shows_it(office: Office) -> None:
    office.archive.put(f"content/articles/{MILL}/wheel.png", "a picture")
    office.save(ARTICLE, "would remain so.", "would remain so.\n\n![The wheel](wheel.png)")
    assert office.read(f"/media/{MILL}/wheel.png") == "a picture"
    office.rest()
    assert (office.server.newer, office.read(f"/media/{MILL}/wheel.png")) == ({}, "a picture")


def test_a_picture_that_is_another_makes_its_page_another(office: Office) -> None:
    office.archive.put(f"content/articles/{MILL}/wheel.png", "a picture")
    office.save(ARTICLE, "would remain so.", "would remain so.\n\n![The wheel](wheel.png)")
    office.rest()
    before = office.state()["version"]
    office.archive.put(f"content/articles/{MILL}/wheel.png", "A picture")
    office.tell(f"content/articles/{MILL}/wheel.png")
    office.rest()
    assert office.state()["version"] != before
    assert office.read(f"/media/{MILL}/wheel.png") == "A picture"


def test_a_deleted_article_leaves_nothing_behind(office: Office) -> None:
    office.save(ARTICLE, "or does not", "or not")
    shutil.rmtree(office.archive.root / f"content/articles/{MILL}")
    office.archive.put("content/relations.toml", "")
    office.tell(ARTICLE, "content/relations.toml")
    assert (office.server.newer, office.state()["report"]) == ({}, "")
    office.rest()
    assert office.server.answer(f"/{PAGE}").status == 404


def test_saves_of_very_many_articles_are_left_to_the_build(office: Office) -> None:
    names = [f"2020-03-{number:02}-report" for number in range(1, 12)]
    for name in names:
        office.archive.put(f"content/articles/{name}/article.md", '+++\ntitle = "One"\n+++\n\nAs it was.\n')
        office.tell(f"content/articles/{name}/article.md")
    office.rest()
    for name in names:
        office.archive.edit(f"content/articles/{name}/article.md", "As it was", "As it is")
    office.tell(*(f"content/articles/{name}/article.md" for name in names))
    assert office.server.newer == {}
    office.rest()
    assert "As it is" in office.read(f"/article/{names[0]}.html")


def test_a_build_that_fails_of_itself_says_so_and_the_page_stays(office: Office) -> None:
    office.save(ARTICLE, "or does not", "or not")
    office.desk.begin_build()
    office.finish(Outcome(apology="Sorry."))
    assert office.state()["report"] == "Sorry."
    assert "or not</h1>" in office.read()
    office.save(ARTICLE, "or not", "or so")
    office.rest()
    assert office.state()["report"] == ""


@pytest.mark.parametrize(
    ("paths", "saved"),
    [
        (["content/articles/a/article.md", "content/articles/a/x.png"], Saved(frozenset("a"), others=False)),
        (["content/articles/a/versions/1/x"], Saved(frozenset("a"), others=False)),
        (["content/articles/a"], Saved(frozenset("a"), others=False)),
        (["content/articles"], Saved(frozenset(), others=True)),
        (["content/articles/a/article.md", "content/sources.toml"], Saved(frozenset("a"), others=True)),
        (["site.toml"], Saved(frozenset(), others=True)),
        (["/elsewhere/templates/base.html"], Saved(frozenset(), others=True)),
        (["content/articles/a/.article.md.swp", "content/articles/a/article.md~", "content/#x#"], NOTHING),
        (["/elsewhere/templates/base.html~"], NOTHING),
    ],
)
def test_what_changed_is_sorted_and_what_editors_leave_is_passed_over(paths: list[str], saved: Saved) -> None:
    root = Path("/home/somebody/.archive")
    assert sort_paths(root, [str(root / path) for path in paths]) == saved


@contextmanager
def serving(archive: SmallArchive, build: Callable[[Task, Event], Outcome] | None = None) -> Iterator[Server]:
    """The archive, served; by builds in this process where they are given."""
    server, stop = open_server(archive.root, 0), Event()

    def hire(task: Task) -> Any:
        return nullcontext[Build](lambda stop: build(task, stop)) if build else hire_builder(task)

    thread = Thread(target=serve_site, args=(archive.root, server, stop, lambda said: None, hire), daemon=True)
    thread.start()
    yield server
    stop.set()
    thread.join(20)
    assert not thread.is_alive()


@contextmanager
def listening(
    server: Server, page: str = PAGE
) -> Iterator[Callable[[Callable[[dict[str, Any]], bool]], dict[str, Any]]]:
    """Waits for the first state of a page for which something holds."""
    with urlopen(f"{server.address}.whence/events?/{page}", timeout=60) as stream:
        told = (json.loads(line.removeprefix(b"data: ")) for line in stream if line.startswith(b"data: "))
        yield lambda holds: next(state for state in told if holds(state))


def read(server: Server, page: str = PAGE) -> str:
    with urlopen(server.address + page, timeout=60) as answer:
        return answer.read().decode()  # type: ignore[no-any-return]


def stands(server: Server) -> bool:
    return (server.site / "index.html").is_file()


def test_a_page_is_new_while_the_rest_is_still_being_built(archive: SmallArchive) -> None:
    may_build = Event()
    may_build.set()

    def build(task: Task, stop: Event) -> Outcome:
        may_build.wait(60)
        return build_here(task, Workers(), open_memo(task.root, task.site))

    with serving(archive, build) as server, listening(server) as wait:
        first = wait(lambda state: not state["busy"] and stands(server))
        may_build.clear()
        archive.edit(ARTICLE, "or does not", "or not")
        shown = wait(lambda state: state["version"] != first["version"])
        assert shown["busy"]
        assert "or not</h1>" in read(server)
        archive.edit(ARTICLE, "or not", "or is it")
        again = wait(lambda state: state["version"] != shown["version"])
        assert again["busy"]
        assert "or not" not in read(server, "index.html")
        may_build.set()
        assert wait(lambda state: not state["busy"])["version"] == again["version"]
        assert "or is it" in read(server, "index.html")
        assert server.newer == {}


def test_a_process_of_its_own_builds_and_another_after_it_was_killed(archive: SmallArchive) -> None:
    with hire_builder(Task(archive.root, archive.root / ".cache/serve", "http://127.0.0.1:1/")) as build:
        first = build(Event())
        assert first.basis
        assert (first.changed > 10, list(first.seen), first.faults) == (True, [MILL], ())
        archive.edit(ARTICLE, "closed on Monday", "closed on Tuesday")
        second = build(Event())
        assert (second.basis, [fault.code for fault in second.faults]) == (None, ["quote-not-found"])
        archive.edit(ARTICLE, "closed on Tuesday", "closed on Monday")
        _kill_children()
        assert "ended from outside" in build(Event()).apology
        assert build(Event()).basis


def _kill_children() -> None:
    import multiprocessing

    for child in multiprocessing.active_children():
        child.kill()
        child.join()


def test_an_archive_is_served_built_and_followed_by_processes(archive: SmallArchive) -> None:
    with serving(archive) as server, listening(server) as wait:
        first = wait(lambda state: not state["busy"] and stands(server))
        archive.put("site.toml", 'title = "Three mills"\n')
        second = wait(lambda state: state["version"] != first["version"])
        assert "Three mills" in read(server)
        archive.edit(ARTICLE, "or does not", "or not")
        third = wait(lambda state: state["version"] not in (first["version"], second["version"]))
        wait(lambda state: not state["busy"] and state["version"] == third["version"])
        assert "or not" in read(server, "index.html")


def test_what_no_address_may_lack_is_followed_too(archive: SmallArchive) -> None:
    def build(task: Task, stop: Event) -> Outcome:
        return build_here(task, Workers(), open_memo(task.root, task.site))

    with serving(archive, build) as server, listening(server) as wait:
        wait(lambda state: not state["busy"] and stands(server))
        archive.put("ids.lock", "article/gone.html\n")
        assert "ids.lock" in wait(lambda state: bool(state["report"]))["report"]
        (archive.root / "ids.lock").unlink()
        wait(lambda state: not state["report"])
