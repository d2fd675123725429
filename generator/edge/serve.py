"""In: an archive's folder. Out: its site for this machine alone, built again on every change, faults shown in the page.

Must not print (it is handed `say`), and must not touch dist/: it serves a copy of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread

from generator.core.diagnostics import count, tell
from generator.core.settings import read_settings
from generator.edge.build import Options, build
from generator.edge.files import read_text
from generator.edge.memo import Memo, open_memo
from generator.edge.serve_http import Board, Server
from generator.edge.theme import package_templates
from generator.edge.tree import SITE
from generator.edge.watch import stamp_files, wait_for_change
from generator.edge.workers import Workers

Say = Callable[[str], None]
Apologise = Callable[[Exception], str]  # notes a fault of our own, and says so


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


def serve_site(root: Path, workers: Workers, server: Server, stop: Event, tell_bug: Apologise, say: Say) -> None:
    """Build, serve, and build again on every change until `stop` is set, whatever the state of the content."""
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True).start()
    try:
        memo = open_memo(root, server.site)
        stamp = stamp_files(_watched(root))
        while not stop.is_set():
            report, words = _build_once(root, workers, server, memo, tell_bug)
            server.board.post(report)
            say(words)
            stamp = wait_for_change(_watched(root), stamp, stop)
    finally:
        server.board.close()
        server.shutdown()
        server.server_close()


def _build_once(root: Path, workers: Workers, server: Server, memo: Memo, tell_bug: Apologise) -> tuple[str, str]:
    """What the page is to show ('' where all is well), and what the terminal is to say."""
    try:
        report = build(root, workers, Options(server.site, base_url=server.address), memo)
    except Exception as bug:  # the author goes on writing, and sees it mended or not
        words = tell_bug(bug)
        return words, words
    told = tell(report.diagnostics)
    if report.failed:
        return told, f"{told}\n{count(report.diagnostics)}; the pages are as they were"
    changed = report.written.changed if report.written else 0
    return "", f"{told}built: {changed} file{'s' * (changed != 1)} changed"


def _watched(root: Path) -> tuple[Path, ...]:
    """What a build reads."""
    site = read_text(root.resolve(), SITE).value
    settings = read_settings(site).value if site else None
    theme = (root / settings.theme,) if settings and settings.theme else ()
    return (root / SITE, root / "content", package_templates(), *theme)
