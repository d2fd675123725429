"""In: requests from this machine's browsers. Out: the files of one folder, and a stream that tells of new builds.

Must not answer another host's name, method or origin, nor leave its folder, nor list it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from html import escape
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socketserver import TCPServer
from threading import Condition
from urllib.parse import unquote, urlsplit

from generator.edge.serve_files import TYPES, find_file, name_version

HERE = Path(__file__).parent
PREFIX = "/.whence/"
HEARTBEAT = 15.0  # seconds; a stream that is silent for long is cut by some browsers


class Board:
    """What the open pages are to know: that something is new, what is wrong now, and whether a build is under way."""

    def __init__(self) -> None:
        self._news = Condition()
        self._turn = 0
        self.report = ""
        self.busy = False
        self.closed = False

    def post(self, report: str, *, busy: bool = False) -> None:
        """Pages may be new, and this is wrong, or nothing, where it is empty."""
        with self._news:
            self._turn += 1
            self.report, self.busy = report, busy
            self._news.notify_all()

    def wait(self, turn: int) -> int:
        """The number of the newest post as soon as it is another, or after a while whatever it is."""
        with self._news:
            self._news.wait_for(lambda: self.closed or self._turn != turn, HEARTBEAT)
            return self._turn

    def close(self) -> None:
        with self._news:
            self.closed = True
            self._news.notify_all()


@dataclass(frozen=True, slots=True)
class Answer:
    """What a path is answered with."""

    status: HTTPStatus
    kind: str
    content: bytes


class Server(ThreadingHTTPServer):
    """Serves the folder `site` on 127.0.0.1; port 0 takes any that is free.

    `newer` lies over the folder: files by their address, as bytes, or as the file that is to stand there.
    """

    daemon_threads = True

    def __init__(self, port: int, site: Path, board: Board) -> None:
        self.site = site
        self.newer: Mapping[str, bytes | Path] = {}
        self.board = board
        super().__init__(("127.0.0.1", port), _Handler)
        self.names = frozenset(f"{name}:{self.server_port}" for name in ("127.0.0.1", "localhost"))
        self.address = f"http://127.0.0.1:{self.server_port}/"

    def server_bind(self) -> None:
        """Bind without asking the network for this machine's name, which can take seconds."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = "127.0.0.1", int(self.server_address[1])

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that went away is no news."""

    def answer(self, path: str) -> Answer:
        """What the site has at a path, or its page for missing ones; before there is a site, the report is the page."""
        if found := find_file(self.site, self.newer, path):
            return Answer(HTTPStatus.OK, TYPES.get(found.suffix, "application/octet-stream"), found.read())
        if not (self.site / "index.html").is_file():
            words = self.board.report or "The site is being built."
            page = (HERE / "serve_report.html").read_text(encoding="utf-8").replace("{{ report }}", escape(words))
            return Answer(HTTPStatus.SERVICE_UNAVAILABLE, TYPES[".html"], page.encode())
        missing = find_file(self.site, self.newer, "/404.html")
        return Answer(HTTPStatus.NOT_FOUND, TYPES[".html"], missing.read() if missing else b"Not found.")

    def state(self, path: str) -> str:
        """What the page at a path is to know, as one line of JSON: {"version": …, "report": …, "busy": …}."""
        answer = self.answer(path)
        version = name_version(self.site, self.newer, path, answer.content)
        busy = self.board.busy and answer.status != HTTPStatus.SERVICE_UNAVAILABLE  # that page says so itself
        return json.dumps({"version": version, "report": self.board.report, "busy": busy})


class _Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # without these two, every answer waits some 40 ms
    wbufsize = -1
    timeout = 60
    server_version = "whence"
    sys_version = ""

    def parse_request(self) -> bool:
        """Whether the request is one to be answered; where not, it has been refused."""
        if not super().parse_request():
            return False
        host, origin = self.headers.get("Host", ""), self.headers.get("Origin", "")
        if self.command not in ("GET", "HEAD"):
            self.close_connection = True  # a body may follow that nobody reads
            self._send_words(HTTPStatus.METHOD_NOT_ALLOWED, "Only GET and HEAD are answered here.")
        elif host not in self.server.names or (origin and origin.removeprefix("http://") not in self.server.names):
            self._send_words(HTTPStatus.FORBIDDEN, "This server answers its own machine only.")
        else:
            return True
        return False

    def do_GET(self) -> None:
        path = _read_path(self.path)
        if path is None:
            self._send_words(HTTPStatus.BAD_REQUEST, "This is not a path on this server.")
        elif path == f"{PREFIX}events":
            self._stream(_read_path(urlsplit(self.path).query) or "/")
        elif path.startswith(PREFIX):
            self._send_own(path.removeprefix(PREFIX))
        else:
            self._send_site_file(path)

    def do_HEAD(self) -> None:
        self.do_GET()

    def log_message(self, format: str, *words: object) -> None:
        """Requests are not logged."""

    def _send_site_file(self, path: str) -> None:
        answer = self.server.answer(path)
        content = answer.content
        if answer.kind == TYPES[".html"]:
            content += _follower(name_version(self.server.site, self.server.newer, path, content))
        self._send(answer.status, answer.kind, content)

    def _send_own(self, name: str) -> None:
        if name not in ("reload.js", "reload.css"):
            self._send_words(HTTPStatus.NOT_FOUND, "Not found.")
            return
        self._send(HTTPStatus.OK, TYPES[Path(name).suffix], (HERE / f"serve_{name}").read_bytes())

    def _send_words(self, status: HTTPStatus, words: str) -> None:
        self._send(status, TYPES[".txt"], f"{words}\n".encode())

    def _send(self, status: HTTPStatus, kind: str, content: bytes) -> None:
        self.send_response(status)
        self._send_headers(kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)
        self.wfile.flush()

    def _send_headers(self, kind: str) -> None:
        self.send_header("Content-Type", kind)
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        # other sites cannot load our scripts, of which the search index is one, nor frame a draft
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        self.send_header("Content-Security-Policy", "frame-ancestors 'self'")
        if self.command not in ("GET", "HEAD"):
            self.send_header("Allow", "GET, HEAD")

    def _stream(self, page: str) -> None:
        """Server-sent events (WHATWG HTML §9.2): one state of a page a message, a comment as heartbeat."""
        self.close_connection = True
        self.send_response(HTTPStatus.OK)
        self._send_headers("text/event-stream")
        self.end_headers()
        board, turn, seen = self.server.board, -1, ""
        with suppress(OSError):
            while self.command != "HEAD" and not board.closed:
                turn = board.wait(turn)
                state = self.server.state(page)
                self.wfile.write(f"data: {state}\n\n".encode() if state != seen else b": still here\n\n")
                self.wfile.flush()
                seen = state


def _read_path(target: str) -> str | None:
    """The decoded path of a request; none where it is no plain absolute path."""
    try:
        path = unquote(urlsplit(target).path, errors="strict")
    except ValueError:
        return None
    parts = path.split("/")
    plain = target.startswith("/") and not target.startswith("//") and "\\" not in path and path.isprintable()
    return path if plain and ".." not in parts else None


def _follower(version: str) -> bytes:
    """What makes a page follow the builds: files of their own, since the pages' policy refuses anything inline."""
    link = f'<link rel="stylesheet" href="{PREFIX}reload.css">'
    return f'\n{link}<script src="{PREFIX}reload.js?{version}"></script>\n'.encode()
