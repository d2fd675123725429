"""In: an archive's folder. Out: links.toml, with what the hosts of its outbound addresses answered.

Must not be part of a build: nothing is asked of anybody unless a person wants it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from email.message import Message
from http.client import HTTPException
from pathlib import Path
from typing import IO
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, OpenerDirector, Request, build_opener

from generator import __version__
from generator.core.diagnostics import Checked
from generator.core.model import CheckedLink, LinkState
from generator.core.outbound import LINKS, choose_due, judge_status, list_addresses, write_links
from generator.edge.build import Options, read_archive
from generator.edge.keeping import replace_text
from generator.edge.workers import Workers

AGENT = f"Whence/{__version__} (checks the links of an archive, when asked; one request at a time)"
HOSTS = 4  # that are asked at once


@dataclass(frozen=True, slots=True)
class Manners:
    """How hosts are asked: seconds between two requests to one, seconds until it is given up; `again`: all anew."""

    pause: float = 1.0
    timeout: float = 15.0
    again: bool = False


@dataclass(frozen=True, slots=True)
class LinkAccount:
    """How many addresses there are, how many were asked for, and what is known of them all."""

    addresses: int
    asked: int
    states: Mapping[LinkState, int]
    gone: tuple[str, ...]


def check_links(root: Path, workers: Workers, manners: Manners, today: date) -> Checked[LinkAccount]:
    """Ask for every address that is due, and record what came. Errors: those of reading, and `cannot-write`."""
    read = read_archive(root, workers, Options(root / "dist", write=False))
    if read.value is None:
        return Checked(None, read.diagnostics)
    archive = read.value.archive
    addresses = list_addresses(archive)
    known = {link.url: link for link in archive.checked}
    due = addresses if manners.again else choose_due(addresses, known, today)
    answers = ask_hosts(due, manners)
    known |= {url: CheckedLink(url, judge_status(status), status, today) for url, status in answers.items()}
    links = [known[url] for url in addresses]
    fault = replace_text(root, LINKS, write_links(links)) if links or archive.checked else None
    if fault:
        return Checked(None, (*read.diagnostics, fault))
    states = {state: sum(link.state is state for link in links) for state in LinkState}
    gone = tuple(link.url for link in links if link.state is LinkState.GONE)
    return Checked(LinkAccount(len(addresses), len(due), states, gone), read.diagnostics)


def ask_hosts(addresses: Sequence[str], manners: Manners) -> dict[str, int | None]:
    """The status of every address, None where no answer came: a few hosts at once, each one request at a time."""
    by_host: dict[str, list[str]] = {}
    for address in addresses:
        by_host.setdefault(_find_host(address), []).append(address)

    def ask_one_host(its: Sequence[str]) -> list[tuple[str, int | None]]:
        return [(address, ask(address, manners)) for address in its]

    with ThreadPoolExecutor(HOSTS) as crew:
        found = crew.map(ask_one_host, by_host.values())
        return dict(pair for pairs in found for pair in pairs)


def ask(address: str, manners: Manners, sleep: Callable[[float], None] = time.sleep) -> int | None:
    """The status of the last answer on the way from an address: to HEAD, and to GET where that is no success."""
    status: int | None = None
    for method in ("HEAD", "GET"):
        status = _request(address, method, manners.timeout)
        sleep(manners.pause)
        if status is not None and 200 <= status < 300:
            break
    return status


class _Redirect(HTTPRedirectHandler):
    """Follows as it was asked, and only to where a browser would: no file, no other scheme."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str
    ) -> Request | None:
        if urlsplit(newurl).scheme not in ("http", "https"):
            return None
        return Request(newurl, headers=dict(req.header_items()), method=req.get_method())  # noqa: S310 - seen to above


def _request(address: str, method: str, timeout: float) -> int | None:
    try:
        asked = Request(address, headers={"User-Agent": AGENT, "Accept": "*/*"}, method=method)  # noqa: S310 - addresses are http or https
        with _make_opener().open(asked, timeout=timeout) as answer:
            return int(answer.status)
    except HTTPError as refusal:
        refusal.close()
        return refusal.code
    except (OSError, HTTPException, ValueError):  # no such host, no connection, no time, no HTTP, no address
        return None


def _make_opener() -> OpenerDirector:
    return build_opener(_Redirect)


def _find_host(address: str) -> str:
    try:
        return urlsplit(address).netloc.lower()
    except ValueError:
        return ""
