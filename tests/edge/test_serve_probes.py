"""Whatever another page, program or user of the machine may send to the server: a table of probes."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest

from generator.edge.serve_http import Board, Server

SECRET = b"a secret beside the site"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site of three files; a secret beside it, and links that lead out."""
    top = tmp_path / "archive" / "dist"
    (top / "article").mkdir(parents=True)
    (top / "index.html").write_bytes(b"<title>home</title>")
    (top / "404.html").write_bytes(b"<title>missing</title>")
    (top / "article/report.html").write_bytes(b"<title>report</title>")
    for place in (top.parent / "secret.txt", top.parent / "secret.html", tmp_path / "secret.txt"):
        place.write_bytes(SECRET)
    (top / "out.txt").symlink_to("../secret.txt")
    (top / "up").symlink_to("..")
    return top


@pytest.fixture
def server(site: Path) -> Iterator[Server]:
    made = Server(0, site, Board())
    Thread(target=made.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield made
    made.board.close()
    made.shutdown()
    made.server_close()


def send(server: Server, request: bytes) -> bytes:
    """The raw answer to raw bytes; PORT stands for the server's own."""
    with socket.create_connection(("127.0.0.1", server.server_port), timeout=30) as raw:
        raw.sendall(request.replace(b"PORT", str(server.server_port).encode()))
        raw.shutdown(socket.SHUT_WR)
        answer = b""
        while more := raw.recv(65536):
            answer += more
        return answer


def get(server: Server, target: bytes, *headers: bytes, method: bytes = b"GET") -> bytes:
    lines = (method + b" " + target + b" HTTP/1.1", b"Host: 127.0.0.1:PORT", b"Connection: close", *headers)
    return send(server, b"\r\n".join(lines) + b"\r\n\r\n")


def status(answer: bytes) -> int:
    return int(answer.split(b" ", 2)[1]) if answer.startswith(b"HTTP/") else 0


UP = (
    b"..",
    b"%2e%2e",
    b"%2E.",
    b".%2e",
    b"%252e%252e",
    b"%c0%ae%c0%ae",
    b"%u002e%u002e",
    b"..%00",
    b"...",
    b"..;",
    b". .",
    b"up",
)
SLASH = (b"/", b"%2f", b"%252f", b"\\", b"%5c", b"%255c", b"//", b"/./", b"%c0%af")


@pytest.mark.parametrize("up", UP)
@pytest.mark.parametrize("slash", SLASH)
@pytest.mark.parametrize("start", [b"/", b"/article/", b"/article/report.html/", b"/assets/", b""])
def test_no_spelling_of_a_way_up_leads_out(server: Server, start: bytes, up: bytes, slash: bytes) -> None:
    for steps in (1, 2):
        answer = get(server, start + (up + slash) * steps + b"secret.txt")
        assert SECRET not in answer
        assert status(answer) in (400, 403, 404)


@pytest.mark.parametrize(
    "target",
    [
        *(
            b"/etc/passwd",
            b"//etc/passwd",
            b"///etc/passwd",
            b"file:///etc/passwd",
            b"/out.txt",
            b"/out",
            b"/up/secret",
        ),
        *(
            b"/%00",
            b"/index.html%00.txt",
            b"/index.html%0d%0aX: y",
            b"/\xff\xfe",
            b"/%ff",
            b"*",
            b"",
            b"?",
            b"/:",
            b"C:/x",
        ),
        *(b"http://elsewhere.example/secret.txt", b"http://127.0.0.1:PORT/../secret.txt", b"/" + b"a" * 60000),
        *(
            b"/article",
            b"/article/",
            b"/assets/",
            b"/.whence",
            b"/.whence/",
            b"/.whence/../secret.txt",
            b"/.git/config",
        ),
        *(b"/index.html/", b"/index.html/..", b"/404.html/x", b"/checksums.txt", b"/.nojekyll", b"/AUX", b"/nul.html"),
        *(b"/.whence/serve_http.py", b"/.whence/reload.js/..", b"/.whence//reload.js", b"/%2ewhence/%2e%2e/secret.txt"),
    ],
)
def test_what_is_not_of_the_site_is_not_answered_and_nothing_is_listed(server: Server, target: bytes) -> None:
    answer = get(server, target)
    assert status(answer) in (0, 400, 403, 404, 414)
    assert SECRET not in answer
    assert b"root:" not in answer
    assert b"report.html" not in answer.partition(b"\r\n\r\n")[2]
    assert b"\r\nX: y" not in answer


@pytest.mark.parametrize(
    "host",
    [
        *(
            b"elsewhere.example",
            b"elsewhere.example:PORT",
            b"127.0.0.1",
            b"127.0.0.1:1",
            b"localhost",
            b"localhost.:PORT",
        ),
        *(b"0.0.0.0:PORT", b"[::1]:PORT", b"127.0.0.1.nip.io:PORT", b"127.1:PORT", b"2130706433:PORT", b"0x7f.1:PORT"),
        *(b"", b" ", b"127.0.0.1:PORT@elsewhere.example", b"elsewhere.example#127.0.0.1:PORT", b"LOCALHOST:PORT/"),
        *(b"127.0.0.1:PORT, elsewhere.example", b"127.0.0.2:PORT", b"localhost:PORT\x00", b"user@localhost:PORT"),
    ],
)
@pytest.mark.parametrize("target", [b"/", b"/.whence/events", b"/.whence/reload.js"])
def test_a_name_that_is_not_this_servers_is_refused(server: Server, target: bytes, host: bytes) -> None:
    answer = send(server, b"GET " + target + b" HTTP/1.1\r\nHost: " + host + b"\r\nConnection: close\r\n\r\n")
    assert status(answer) in (400, 403)
    assert b"home" not in answer


@pytest.mark.parametrize(
    "origin",
    [
        *(b"http://elsewhere.example", b"null", b"https://127.0.0.1:PORT", b"http://127.0.0.1", b"http://127.0.0.1:1"),
        *(b"http://localhost:PORT.elsewhere.example", b"file://", b"http://localhost:PORT/", b"chrome-extension://abc"),
    ],
)
@pytest.mark.parametrize("target", [b"/", b"/.whence/events", b"/article/report.html"])
def test_a_page_of_another_origin_is_refused(server: Server, target: bytes, origin: bytes) -> None:
    answer = get(server, target, b"Origin: " + origin, method=b"HEAD")
    assert status(answer) == 403
    assert b"Access-Control-Allow" not in answer


@pytest.mark.parametrize(
    "method",
    [b"POST", b"PUT", b"DELETE", b"PATCH", b"OPTIONS", b"TRACE", b"CONNECT", b"PROPFIND", b"MKCOL", b"BREW", b"get"],
)
def test_nothing_but_get_and_head_is_answered(server: Server, method: bytes) -> None:
    answer = get(server, b"/index.html", b"Content-Length: 3", method=method)
    assert status(answer) in (405, 501)
    assert b"home" not in answer


@pytest.mark.parametrize(
    "request_",
    [
        *(b"", b"\r\n", b"GET\r\n\r\n", b"GET /\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"\x16\x03\x01\x02\x00\x01\x00"),
        *(b"GET / HTTP/1.1\r\n" + b"A: b\r\n" * 500 + b"\r\n", b"GET / HTTP/1.1\r\nHost 127.0.0.1\r\n\r\n"),
        *(b"GET / HTTP/1.1\r\nX: " + b"a" * 70000 + b"\r\n\r\n", b"G" * 70000),
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nHost: elsewhere.example\r\nOrigin: null\r\n\r\n",
    ],
)
def test_what_is_no_proper_request_ends_and_the_next_is_answered(server: Server, request_: bytes) -> None:
    assert b"home" not in send(server, request_)
    assert status(get(server, b"/")) == 200


def test_it_is_heard_on_no_other_address(server: Server) -> None:
    for address in ("127.0.0.2", socket.gethostbyname(socket.gethostname())):
        if address == "127.0.0.1":
            continue
        with pytest.raises(OSError), socket.create_connection((address, server.server_port), timeout=2):
            pass


def test_serving_adds_nothing_to_the_site(server: Server, site: Path) -> None:
    def look() -> dict[str, tuple[int, bytes]]:
        return {
            str(each): (each.lstat().st_mtime_ns, each.read_bytes() if each.is_file() else b"")
            for each in site.rglob("*")
            if not each.is_symlink()
        }

    before = look()
    for target in (b"/", b"/article/report.html", b"/nothing", b"/.whence/reload.js"):
        get(server, target)
    assert b"/.whence/reload.js" in get(server, b"/"), "it is added to what is sent"
    assert look() == before
    assert not any(b"whence" in content for _, content in before.values())


def test_a_folder_named_like_a_page_is_not_read(server: Server, site: Path) -> None:
    (site / "folder.html").mkdir()
    os.mkfifo(site / "pipe.html")
    for target in (b"/folder.html", b"/folder", b"/pipe.html"):
        assert status(get(server, target)) == 404
