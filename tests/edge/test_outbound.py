"""`links`: asks a host of our own, politely, and what it answers stands on the pages."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from generator.edge.outbound import AGENT, Manners, ask, ask_hosts
from tests.archives import SmallArchive

QUICK = Manners(pause=0, timeout=5)
ANSWERS = {"/there": 200, "/gone": 410, "/lost": 404, "/shut": 403, "/round": 302, "/file": 302, "/moved": 301}
LEADS = {"/round": "/round", "/file": "file:///etc/passwd", "/moved": "/there"}


@dataclass
class Host:
    """A host on loopback: what it was asked, by whom, and how many requests it had at once at most."""

    address: str = ""
    asked: list[tuple[str, str]] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)
    busy: int = 0
    most: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)


@pytest.fixture
def host() -> Iterator[Host]:
    known = Host()

    class Handler(BaseHTTPRequestHandler):
        def do_HEAD(self) -> None:
            with known.lock:
                known.asked.append((self.command, self.path))
                known.agents.add(self.headers["User-Agent"])
                known.busy += 1
                known.most = max(known.most, known.busy)
            head_only = self.path == "/no-head"
            self.send_response(405 if head_only and self.command == "HEAD" else ANSWERS.get(self.path, 200))
            if self.path in LEADS:
                self.send_header("Location", LEADS[self.path])
            self.send_header("Content-Length", "0")
            with known.lock:
                known.busy -= 1
            self.end_headers()

        do_GET = do_HEAD  # noqa: N815 - the name that the standard library asks for

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    known.address = f"http://127.0.0.1:{server.server_address[1]}"
    yield known
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("path", "status", "methods"),
    [
        ("/there", 200, ["HEAD"]),
        ("/no-head", 200, ["HEAD", "GET"]),
        ("/gone", 410, ["HEAD", "GET"]),
        ("/lost", 404, ["HEAD", "GET"]),
        ("/shut", 403, ["HEAD", "GET"]),
        ("/moved", 200, ["HEAD", "HEAD"]),
        ("/file", 302, ["HEAD", "GET"]),
    ],
)
def test_an_address_is_asked_with_head_and_then_with_get(
    path: str, status: int, methods: list[str], host: Host
) -> None:
    assert ask(host.address + path, QUICK) == status
    assert [method for method, _ in host.asked] == methods
    assert host.agents == {AGENT}


def test_a_redirect_in_a_circle_ends(host: Host) -> None:
    assert ask(f"{host.address}/round", QUICK) == 302
    assert len(host.asked) < 50


@pytest.mark.parametrize("address", ["http://127.0.0.1:1/", "http://[broken/", "http://a.invalid/", "http://ä b/"])
def test_what_gives_no_answer_has_no_status(address: str) -> None:
    assert ask(address, QUICK) is None


def test_a_host_is_asked_one_thing_at_a_time_with_a_pause_after_each(host: Host) -> None:
    pauses: list[float] = []
    addresses = [f"{host.address}/page-{number}" for number in range(5)]
    assert ask_hosts(addresses, QUICK) == dict.fromkeys(addresses, 200)
    assert host.most == 1
    assert ask(f"{host.address}/gone", Manners(pause=2.5), pauses.append) == 410
    assert pauses == [2.5, 2.5]


def test_what_is_gone_is_recorded_and_told_on_the_pages(
    archive: SmallArchive, host: Host, capsys: pytest.CaptureFixture[str]
) -> None:
    article = "content/articles/2020-01-02-mill/article.md"
    archive.edit(article, 'outlet = "herald"', f'outlet = "herald"\nurl = "{host.address}/gone"')
    archive.edit(article, "The old mill by", f"[Seen]({host.address}/there) here. The old mill by")
    archive.edit("content/sources.toml", 'name = "Ann Miller"', f'name = "Ann Miller"\nurl = "{host.address}/shut"')
    assert archive.run("links", "--pause", "0") == 0
    assert (
        capsys.readouterr().out == f"gone: {host.address}/gone\n3 addresses, 3 asked for: 1 there, 1 gone, 1 unclear\n"
    )
    written = (archive.root / "content/links.toml").read_text(encoding="utf-8")
    assert f'url = "{host.address}/gone"\nstate = "gone"\nstatus = 410\nchecked = {date.today()}\n' in written
    assert archive.run("--quiet", "build") == 0
    site = archive.site()
    assert ", no longer there, as of " in site["article/2020-01-02-mill.html"].decode()
    assert "Links that lead nowhere" in site["status.html"].decode()
    host.asked.clear()
    assert archive.run("--quiet", "links", "--pause", "0") == 0
    assert host.asked == []
    assert archive.run("--quiet", "links", "--pause", "0", "--again") == 0
    assert len(host.asked) == 5


def test_a_build_asks_nobody(archive: SmallArchive, host: Host) -> None:
    archive.edit("content/sources.toml", 'name = "Ann Miller"', f'name = "Ann Miller"\nurl = "{host.address}/there"')
    assert archive.run("--quiet", "build") == 0
    assert host.asked == []


def test_an_archive_that_leads_nowhere_gets_no_file(archive: SmallArchive) -> None:
    assert archive.run("--quiet", "links") == 0
    assert not (archive.root / "content/links.toml").exists()
