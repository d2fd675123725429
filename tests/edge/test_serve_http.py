"""The server: this machine's browsers, this folder, and nothing else."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from generator.edge.serve_http import Board, Server


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A server of three files, with a secret beside its folder."""
    site = tmp_path / "site"
    (site / "article").mkdir(parents=True)
    (site / "index.html").write_text("<title>home</title>", encoding="utf-8")
    (site / "404.html").write_text("<title>missing</title>", encoding="utf-8")
    (site / "article/x.html").write_text("<title>x</title>", encoding="utf-8")
    (site / "style.css").write_text("a {}", encoding="utf-8")
    (tmp_path / "secret.html").write_text("secret", encoding="utf-8")
    (site / "out.html").symlink_to(tmp_path / "secret.html")
    made = Server(0, site, Board())
    Thread(target=made.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield made
    made.board.close()
    made.shutdown()
    made.server_close()


def ask(server: Server, path: str, method: str = "GET", **headers: str) -> tuple[int, str, HTTPResponse]:
    connection = HTTPConnection("127.0.0.1", server.server_port, timeout=30)
    connection.request(method, path, headers=headers)
    answer = connection.getresponse()
    words = answer.read().decode()
    connection.close()
    return answer.status, words, answer


@pytest.mark.parametrize("path", ["/", "/index.html", "/?q=a", "/index"])
def test_a_page_is_served_and_follows_the_builds(server: Server, path: str) -> None:
    status, words, answer = ask(server, path)
    assert status == 200
    assert words.startswith("<title>home</title>")
    version = json.loads(server.state(path.partition("?")[0]))["version"]
    assert f'<script src="/.whence/reload.js?{version}"></script>' in words
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_other_files_are_served_as_they_are(server: Server) -> None:
    assert ask(server, "/style.css")[1] == "a {}"


def test_nothing_lets_another_site_read_or_frame_a_draft(server: Server) -> None:
    headers = ask(server, "/style.css")[2].headers
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["Content-Security-Policy"] == "frame-ancestors 'self'"
    assert "Access-Control-Allow-Origin" not in headers


@pytest.mark.parametrize("path", ["/nothing.html", "/article/", "/article", "/style.css/x", f"/{'a' * 5000}", "/out"])
def test_what_is_not_there_is_the_missing_page_and_no_folder_is_listed(server: Server, path: str) -> None:
    status, words, _ = ask(server, path)
    assert status == 404
    assert "missing" in words
    assert "x.html" not in words


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.html",
        "/%2e%2e/secret.html",
        "/article/..%2f..%2fsecret.html",
        "//etc/passwd",
        "/..\\secret.html",
        "/%00",
        "/%ff",
        "/out.html",
        "http://elsewhere.example/index.html",
    ],
)
def test_no_path_leads_out_of_the_folder(server: Server, path: str) -> None:
    status, words, _ = ask(server, path)
    assert status in (400, 403, 404)
    assert "secret" not in words


@pytest.mark.parametrize("host", ["elsewhere.example", "127.0.0.1", "localhost:1", "", "127.0.0.1.nip.io:80"])
def test_another_hosts_name_is_refused(server: Server, host: str) -> None:
    assert ask(server, "/", Host=host)[0] == 403
    assert ask(server, "/.whence/events", Host=host)[0] == 403


def test_localhost_is_this_machine(server: Server) -> None:
    assert ask(server, "/", Host=f"localhost:{server.server_port}")[0] == 200


def test_a_request_without_a_host_is_refused(server: Server) -> None:
    with socket.create_connection(("127.0.0.1", server.server_port), timeout=30) as raw:
        raw.sendall(b"GET / HTTP/1.0\r\n\r\n")
        assert raw.recv(100).startswith(b"HTTP/1.1 403")


@pytest.mark.parametrize("origin", ["http://elsewhere.example", "null", "https://127.0.0.1"])
def test_another_origin_is_refused(server: Server, origin: str) -> None:
    assert ask(server, "/.whence/events", "HEAD", Origin=origin)[0] == 403


def test_its_own_origin_is_answered(server: Server) -> None:
    assert ask(server, "/.whence/events", "HEAD", Origin=f"http://127.0.0.1:{server.server_port}")[0] == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "BREW"])
def test_only_get_and_head_are_answered(server: Server, method: str) -> None:
    status, _, answer = ask(server, "/", method)
    assert status == 405
    assert answer.headers["Allow"] == "GET, HEAD"


def test_head_has_the_length_and_no_body(server: Server) -> None:
    status, words, answer = ask(server, "/", "HEAD")
    assert (status, words) == (200, "")
    assert int(answer.headers["Content-Length"]) > 20


def test_many_requests_go_over_one_connection(server: Server) -> None:
    connection = HTTPConnection("127.0.0.1", server.server_port, timeout=30)
    for _ in range(3):
        connection.request("GET", "/style.css")
        assert connection.getresponse().read() == b"a {}"
    connection.close()


def test_it_listens_on_this_machine_alone(server: Server) -> None:
    assert server.server_address[0] == "127.0.0.1"


@contextmanager
def follow(server: Server, page: str) -> Iterator[Callable[[], dict[str, Any]]]:
    """Asks for the next state that the server tells of a page."""
    connection = HTTPConnection("127.0.0.1", server.server_port, timeout=30)
    connection.request("GET", f"/.whence/events?{page}")
    answer = connection.getresponse()
    assert answer.headers["Content-Type"] == "text/event-stream"

    def next_state() -> dict[str, Any]:
        while not (line := answer.readline().decode()).startswith("data: "):
            assert line in (": still here\n", "\n")
        return json.loads(line.removeprefix("data: "))  # type: ignore[no-any-return]

    yield next_state
    connection.close()


def test_the_stream_tells_of_faults_and_of_builds_under_way(server: Server) -> None:
    with follow(server, "/article/x") as next_state:
        first = next_state()
        server.board.post("error[x]: <bad>\nand more", busy=True)
        assert next_state() == {"version": first["version"], "report": "error[x]: <bad>\nand more", "busy": True}
        server.board.post("")
        assert next_state() == first == {"version": first["version"], "report": "", "busy": False}


def test_a_page_has_another_version_when_it_is_another_and_only_then(server: Server) -> None:
    with follow(server, "/article/x") as next_state:
        first = next_state()
        (server.site / "index.html").write_text("<title>another home</title>", encoding="utf-8")
        server.board.post("")  # nothing is told: the page is as it was
        (server.site / "article/x.html").write_text("<title>another</title>", encoding="utf-8")
        server.board.post("")
        assert next_state()["version"] != first["version"]


def test_a_page_has_another_version_when_a_picture_it_shows_is_another(server: Server) -> None:
    (server.site / "article/x.html").write_text('<img src="../media/x/a.png">', encoding="utf-8")
    versions = {json.loads(server.state("/article/x.html"))["version"]}
    (server.site / "media/x").mkdir(parents=True)
    for content in (b"one", b"three"):
        (server.site / "media/x/a.png").write_bytes(content)
        versions.add(json.loads(server.state("/article/x.html"))["version"])
    (server.site / "media/x/other.png").write_bytes(b"not shown")
    versions.add(json.loads(server.state("/article/x.html"))["version"])
    assert len(versions) == 3


@pytest.mark.parametrize(
    "path", ["/article/x.html", "/article/x", "/article//x", "/./article/x.html", "/article/x?q=a"]
)
def test_what_is_newer_than_the_folder_is_served_in_its_stead(server: Server, tmp_path: Path, path: str) -> None:
    (tmp_path / "new.png").write_bytes(b"a picture")
    server.newer = {"article/x.html": b"<title>as saved</title>", "media/x/a.png": tmp_path / "new.png"}
    assert ask(server, path)[1].startswith("<title>as saved</title>")
    assert ask(server, "/media/x/a.png")[1] == "a picture"
    server.newer = {}
    assert ask(server, path)[1].startswith("<title>x</title>")
    assert ask(server, "/media/x/a.png")[0] == 404


def test_before_the_first_good_build_the_report_is_the_page(tmp_path: Path) -> None:
    made = Server(0, tmp_path / "nothing", Board())
    Thread(target=made.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    made.board.post("error[x]: <bad>")
    status, words, _ = ask(made, "/article/x.html")
    assert status == 503
    assert "error[x]: &lt;bad&gt;" in words
    assert "/.whence/reload.js" in words
    made.shutdown()
    made.server_close()


def test_its_own_files_are_two_and_no_more(server: Server) -> None:
    assert "EventSource" in ask(server, "/.whence/reload.js")[1]
    assert "#whence-report" in ask(server, "/.whence/reload.css")[1]
    for name in ("", "serve_report.html", "../serve.py", "reload.js/"):
        assert ask(server, f"/.whence/{name}")[0] in (400, 404)
