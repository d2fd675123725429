"""`links`: asks a host of our own, politely, and what it answers stands on the pages."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from generator.edge import asking
from generator.edge.asking import AGENT, Manners, PrivateHostError, ask, is_public
from generator.edge.outbound import Answer, ask_hosts
from tests.archives import SmallArchive

QUICK = Manners(pause=0, timeout=5, private=True)
CAREFUL = Manners(pause=0, timeout=5)
ANSWERS = {
    "/there": 200,
    "/gone": 410,
    "/lost": 404,
    "/shut": 403,
    "/round": 302,
    "/file": 302,
    "/moved": 301,
    "/inside": 302,
}
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
            if self.path == "/inside":
                self.send_header("Location", f"http://127.0.0.2:{self.server.server_port}/there")  # type: ignore[attr-defined]
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
    answers: dict[str, Answer] = {}
    ask_hosts(addresses, QUICK, answers.__setitem__, lambda *_: None)
    assert answers == dict.fromkeys(addresses, 200)
    assert host.most == 1
    assert ask(f"{host.address}/gone", Manners(pause=2.5, private=True), pauses.append) == 410
    assert pauses == [2.5, 2.5]


def test_what_is_gone_is_recorded_and_told_on_the_pages(
    archive: SmallArchive, host: Host, capsys: pytest.CaptureFixture[str]
) -> None:
    article = "content/articles/2020-01-02-mill/article.md"
    archive.edit(article, 'outlet = "herald"', f'outlet = "herald"\nurl = "{host.address}/gone"')
    archive.edit(article, "The old mill by", f"[Seen]({host.address}/there) here. The old mill by")
    archive.edit("content/sources.toml", 'name = "Ann Miller"', f'name = "Ann Miller"\nurl = "{host.address}/shut"')
    assert archive.run("links", "--private", "--pause", "0") == 0
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
    assert archive.run("--quiet", "links", "--private", "--pause", "0") == 0
    assert host.asked == []
    assert archive.run("--quiet", "links", "--private", "--pause", "0", "--again") == 0
    assert len(host.asked) == 5


def test_a_build_asks_nobody(archive: SmallArchive, host: Host) -> None:
    archive.edit("content/sources.toml", 'name = "Ann Miller"', f'name = "Ann Miller"\nurl = "{host.address}/there"')
    assert archive.run("--quiet", "build") == 0
    assert host.asked == []


def test_an_archive_that_leads_nowhere_gets_no_file(archive: SmallArchive) -> None:
    assert archive.run("--quiet", "links") == 0
    assert not (archive.root / "content/links.toml").exists()


@pytest.mark.parametrize(
    "number",
    [
        *(
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "0.0.0.0",
            "100.64.0.1",
            "224.0.0.1",
        ),
        *("::1", "::", "fe80::1%eth0", "fd00::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "2002:7f00:1::"),
        *("64:ff9b::7f00:1", "255.255.255.255", "192.0.2.1", "2001:db8::1"),
    ],
)
def test_addresses_inside_a_network_are_not_public(number: str) -> None:
    assert not is_public(number)


@pytest.mark.parametrize("number", ["93.184.215.14", "2606:2800:21f:cb07::1", "::ffff:8.8.8.8", "64:ff9b::808:808"])
def test_addresses_of_the_whole_internet_are_public(number: str) -> None:
    assert is_public(number)


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost", "127.1", "0x7f.0.0.1", "2130706433", "[::ffff:127.0.0.1]"])
def test_a_private_host_is_not_asked_under_any_name(name: str, host: Host) -> None:
    port = host.address.rpartition(":")[2]
    with pytest.raises(PrivateHostError):
        ask(f"http://{name}:{port}/there", CAREFUL)
    with pytest.raises(PrivateHostError):
        ask(f"https://{name}:{port}/there", CAREFUL)
    assert host.asked == []


def test_a_name_that_leads_to_a_private_host_is_looked_up_once_and_refused(
    host: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = int(host.address.rpartition(":")[2])
    looked_up: list[object] = []

    def answer(name: str, *_: object, **__: object) -> list[tuple[object, ...]]:
        looked_up.append(name)
        public, private = ((2, 1, 6, "", (each, port)) for each in ("93.184.215.14", "127.0.0.1"))
        return [public, private] if len(looked_up) == 1 else [private]

    monkeypatch.setattr(asking, "getaddrinfo", answer)
    with pytest.raises(PrivateHostError):
        ask(f"http://inside.example:{port}/there", CAREFUL)
    assert looked_up == ["inside.example"]
    assert host.asked == []


def test_a_redirect_into_a_private_network_is_not_followed(host: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    reached: list[str] = []

    def reach(address: tuple[str, int], timeout: float) -> socket.socket:
        reached.append(address[0])
        return socket.create_connection(address, timeout)

    monkeypatch.setattr(asking, "create_connection", reach)
    monkeypatch.setattr(asking, "is_public", lambda number: number == "127.0.0.1")
    assert ask(f"{host.address}/there", CAREFUL) == 200
    assert ask(f"{host.address}/inside", CAREFUL) == 302
    assert [path for _, path in host.asked] == ["/there", "/inside", "/inside"]
    assert reached == ["127.0.0.1"] * 3


def test_private_hosts_are_told_and_nothing_is_recorded_of_them(
    archive: SmallArchive, host: Host, capsys: pytest.CaptureFixture[str]
) -> None:
    archive.edit("content/sources.toml", 'name = "Ann Miller"', f'name = "Ann Miller"\nurl = "{host.address}/there"')
    assert archive.run("links", "--pause", "0") == 0
    told = capsys.readouterr().out
    assert (
        told
        == f"not asked, a private host: {host.address}/there\n1 address, none asked for: 0 there, 0 gone, 0 unclear\n"
    )
    assert host.asked == []
    assert not (archive.root / "content/links.toml").exists()


def test_a_run_that_is_killed_loses_no_answer_and_the_next_one_goes_on(archive: SmallArchive, host: Host) -> None:
    links = " ".join(f"[{number}]({host.address}/page-{number})" for number in range(6))
    archive.edit("content/articles/2020-01-02-mill/article.md", "The old mill by", f"{links} The old mill by")
    command = [sys.executable, "-m", "generator", "--root", str(archive.root), "links", "--private", "--pause", "0.3"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as run:
        while len(host.asked) < 4:
            assert run.poll() is None
            time.sleep(0.02)
        run.kill()
    first = [path for _, path in host.asked]
    host.asked.clear()
    assert not (archive.root / "content/links.toml").exists()
    with (archive.root / ".cache/links.jsonl").open("a", encoding="utf-8") as journal:
        journal.write('{"url": "http://torn.exam')
    assert archive.run("--quiet", "links", "--private", "--pause", "0", "--again") == 0
    assert sorted(first[:3] + [path for _, path in host.asked])[:6] == [f"/page-{number}" for number in range(6)]
    assert len(host.asked) <= 3
    assert (archive.root / "content/links.toml").read_text(encoding="utf-8").count('state = "there"') == 6
    assert not (archive.root / ".cache/links.jsonl").exists()


def test_a_person_who_interrupts_keeps_what_was_found(
    archive: SmallArchive, host: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    links = " ".join(f"[{number}]({host.address}/page-{number})" for number in range(6))
    archive.edit("content/articles/2020-01-02-mill/article.md", "The old mill by", f"{links} The old mill by")

    def interrupt(station: str, done: int, total: int) -> None:
        if station == "ask_hosts" and done == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr("generator.commands.links.watch_work", lambda quiet: nullcontext(interrupt))
    assert archive.run("--quiet", "links", "--private", "--pause", "0") == 130
    assert (archive.root / "content/links.toml").read_text(encoding="utf-8").count("[[link]]") == 2
    assert len(host.asked) == 2
