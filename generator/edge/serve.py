"""In: an archive's folder. Out: its site for this machine alone: a saved page at once, the whole behind it.

Must not print (it is handed `say`), and must not touch dist/: it serves a copy of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Event, Thread

from generator.core.ledger import LOCK
from generator.core.settings import read_settings
from generator.edge.builder import Build, Outcome, Task, hire_builder
from generator.edge.crash import note_crash
from generator.edge.files import DUST, read_text
from generator.edge.memo import open_memo
from generator.edge.serve_front import Front
from generator.edge.serve_http import Board, Server
from generator.edge.theme import package_templates
from generator.edge.tree import ARTICLES, SITE
from generator.edge.watch import Stamp, find_changes, stamp_files, watch_changes

Say = Callable[[str], None]
Hire = Callable[[Task], AbstractContextManager[Build]]
_ARTICLES = tuple(ARTICLES.split("/"))
MOST = 8  # saved articles that are shown before the build; more at once are no person's saves


@dataclass(frozen=True, slots=True)
class Saved:
    """Files that changed: the articles in whose folders some of them lie, and whether there are any others."""

    articles: frozenset[str]
    others: bool


@dataclass(frozen=True, slots=True)
class Done:
    """A build has ended; with what has changed since it began, as far as can be seen."""

    outcome: Outcome
    saved: Saved


def open_server(root: Path, port: int, *, tries: int = 1) -> Server:
    """A server for the archive on this port of 127.0.0.1, or on the next that is free; not yet serving.

    Errors: OSError, where none of the ports is free.
    """
    site = root.resolve() / ".cache" / "serve"
    for further in range(tries - 1):
        try:
            return Server(port + further, site, Board())
        except OSError:
            continue
    return Server(port + tries - 1, site, Board())


def serve_site(root: Path, server: Server, stop: Event, say: Say, hire: Hire = hire_builder) -> None:
    """Serve, show what is saved, and build on every change until `stop` is set, whatever the state of the content."""
    root = root.resolve()
    inbox: SimpleQueue[Saved | Done] = SimpleQueue()

    def watch(before: Stamp) -> None:
        for paths in watch_changes(lambda: _list_watched(root), before, stop):
            inbox.put(sort_paths(root, paths))

    def build_once(build: Build) -> None:
        before = stamp_files(_list_watched(root))
        try:
            outcome = build(stop)
        except Exception as bug:  # the author goes on writing, and sees it mended or not
            outcome = Outcome(apology=note_crash(root, bug))
        inbox.put(Done(outcome, sort_paths(root, find_changes(before, stamp_files(_list_watched(root))))))

    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True).start()
    Thread(target=watch, args=(stamp_files(_list_watched(root)),), daemon=True).start()
    with hire(Task(root, server.site, server.address)) as build:
        desk, running = Desk(root, server, say), Thread(target=build_once, args=(build,))
        running.start()
        try:
            while not stop.is_set():
                try:
                    desk.take(inbox.get(timeout=0.25))
                except Empty:
                    pass
                except Exception as bug:  # then the build shows what was saved
                    say(note_crash(root, bug))
                if desk.wants_build:
                    desk.begin_build()
                    running = Thread(target=build_once, args=(build,))
                    running.start()
        finally:
            stop.set()
            server.board.close()
            server.shutdown()
            server.server_close()
            running.join()


class Desk:
    """What to do with the news: show what was saved, and see to it that a build follows."""

    def __init__(self, root: Path, server: Server, say: Say) -> None:
        self._root = root
        self._server = server
        self._say = say
        self._front = Front(root, open_memo(root, server.site))
        self._building = True
        self._due = False  # something has changed since the last build began
        self._others_due = self._others_built = False  # beside articles; before that build began, not yet in a good one
        self._publish()

    @property
    def wants_build(self) -> bool:
        return self._due and not self._building

    def begin_build(self) -> None:
        """A build begins now: what changed before is seen by it."""
        self._building, self._due = True, False
        self._others_built |= self._others_due
        self._others_due = False

    def take(self, news: Saved | Done) -> None:
        """Show what is new, and say so."""
        if isinstance(news, Done):
            self._building = False
            self._others_built &= news.outcome.basis is None
            self._say(self._front.take_built(news.outcome, sure=self._is_sure))
            self._take_saved(news.saved)
            self._publish()
            self._front.warm_up()
        elif news.articles or news.others:
            self._take_saved(news)
            self._publish()

    @property
    def _is_sure(self) -> bool:
        return not (self._others_due or self._others_built)

    def _take_saved(self, saved: Saved) -> None:
        self._due |= saved.others or bool(saved.articles)
        self._others_due |= saved.others or not all(map(self._front.knows, saved.articles))
        if len(saved.articles) <= MOST and (said := self._front.take_saved(saved.articles, sure=self._is_sure)):
            self._say(said)

    def _publish(self) -> None:
        self._server.newer = self._front.newer
        self._server.board.post(self._front.report, busy=self._building or self._due)


def sort_paths(root: Path, paths: Iterable[str]) -> Saved:
    """What has changed where; of what editors leave lying beside a text, nothing is said."""
    articles, others = set(), False
    for path in paths:
        place = Path(path)
        inner = place.relative_to(root).parts if place.is_relative_to(root) else (place.name,)
        if any(map(DUST.match, inner)):
            continue
        if inner[:2] == _ARTICLES and len(inner) > 2:
            articles.add(inner[2])
        else:
            others = True
    return Saved(frozenset(articles), others)


def _list_watched(root: Path) -> tuple[Path, ...]:
    """What a build reads."""
    site = read_text(root, SITE).value
    settings = read_settings(site).value if site else None
    theme = (root / settings.theme,) if settings and settings.theme else ()
    return (root / SITE, root / LOCK, root / "content", package_templates(), *theme)
