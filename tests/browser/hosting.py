"""Test support: a folder served over HTTP from this machine, as a static host would, or as if from afar."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from time import sleep
from typing import Any


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


class _Slow(_Quiet):
    def copyfile(self, source: Any, outputfile: Any) -> None:
        """A page comes tag by tag, slower than frames are drawn; what stands in <main> comes at once."""
        text = source.read()
        if not self.path.endswith(".html"):
            outputfile.write(text)
            return
        for part in re.split(rb"(?=<body|<main)|(?<=</main>)", text):
            for piece in [part] if part.startswith((b"<!", b"<main")) else re.split(rb"(?=<)", part):
                outputfile.write(piece)
                sleep(0.02)
            sleep(0.2)


@contextmanager
def serve_folder(folder: Path, slowly: bool = False) -> Iterator[str]:
    """The folder's address; ends in '/'."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Slow if slowly else _Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    server.server_close()
