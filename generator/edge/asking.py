"""In: an address. Out: the status its host answers with, asked as a polite stranger would.

Must not reach a host inside somebody's own network, by whatever name or detour, unless that is wanted.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from email.message import Message
from functools import partial
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from ipaddress import IPv6Address, IPv6Network, ip_address
from socket import SOCK_STREAM, create_connection, gaierror, getaddrinfo, socket
from typing import IO
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPHandler, HTTPRedirectHandler, HTTPSHandler, Request, build_opener

from generator import __version__

AGENT = f"Whence/{__version__} (checks the links of an archive, when asked; one request at a time)"


@dataclass(frozen=True, slots=True)
class Manners:
    """How hosts are asked: seconds between two requests to one, seconds until it is given up; `again`: all anew;
    `private`: also hosts that only this machine or its network can reach."""

    pause: float = 1.0
    timeout: float = 15.0
    again: bool = False
    private: bool = False


class PrivateHostError(OSError):
    """The address leads to this machine or into its network."""


def ask(address: str, manners: Manners, sleep: Callable[[float], object] = time.sleep) -> int | None:
    """The status of the last answer on the way from an address: to HEAD, and to GET where that is no success.

    None where no answer came. Errors: PrivateHostError, where it leads to a private host itself; where a redirect leads
    there, the redirect is the last answer.
    """
    status: int | None = None
    for method in ("HEAD", "GET"):
        status = _request(address, method, manners)
        sleep(manners.pause)
        if status is not None and 200 <= status < 300:
            break
    return status


def is_public(number: str) -> bool:
    """Whether an IP address is one of the whole internet (IANA special-purpose registries, RFC 6890); an IPv4 address
    within an IPv6 one (RFC 4291, 2.5.5; RFC 3056; RFC 4380; RFC 6052) must be so itself."""
    ip = ip_address(number.partition("%")[0])
    inner = [ip]
    if isinstance(ip, IPv6Address):
        translated = ip_address(int(ip) & 0xFFFFFFFF) if ip in _TRANSLATED else None
        inner += [each for each in (ip.ipv4_mapped, ip.sixtofour, *(ip.teredo or ()), translated) if each]
        if ip.ipv4_mapped or translated:
            inner.remove(ip)
    return all(each.is_global and not each.is_multicast for each in inner)


_TRANSLATED = IPv6Network("64:ff9b::/96")  # NAT64


def _request(address: str, method: str, manners: Manners) -> int | None:
    redirect = _Redirect()
    handlers = [redirect] if manners.private else [redirect, _PublicHTTP(), _PublicHTTPS()]
    try:
        asked = Request(address, headers={"User-Agent": AGENT, "Accept": "*/*"}, method=method)  # noqa: S310 - addresses are http or https
        with build_opener(*handlers).open(asked, timeout=manners.timeout) as answer:
            return int(answer.status)
    except HTTPError as refusal:
        refusal.close()
        return refusal.code
    except (OSError, HTTPException, ValueError) as failure:  # no such host, no connection, no time, no HTTP, no address
        private = failure if isinstance(failure, PrivateHostError) else getattr(failure, "reason", None)
        if isinstance(private, PrivateHostError) and not redirect.status:
            raise private from None
        return redirect.status


class _Redirect(HTTPRedirectHandler):
    """Follows as it was asked, and only to where a browser would: no file, no other scheme; and notes that it did."""

    def __init__(self) -> None:
        self.status: int | None = None

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str
    ) -> Request | None:
        if urlsplit(newurl).scheme not in ("http", "https"):
            return None
        self.status = code
        return Request(newurl, headers=dict(req.header_items()), method=req.get_method())  # noqa: S310 - seen to above


class _PublicHTTP(HTTPHandler):
    def http_open(self, req: Request) -> HTTPResponse:
        return self.do_open(_choose(req, HTTPConnection), req)


class _PublicHTTPS(HTTPSHandler):
    def https_open(self, req: Request) -> HTTPResponse:
        return self.do_open(_choose(req, HTTPSConnection), req)


def _choose(req: Request, kind: type[HTTPConnection]) -> Callable[..., HTTPConnection]:
    """How to reach a host: by what its name leads to, looked up once; a proxy is trusted, and what lies behind it is
    looked up here, where that can be."""
    target = urlsplit(req.full_url).hostname or ""
    if urlsplit(f"//{req.host}").hostname == target and not getattr(req, "_tunnel_host", None):
        return partial(_connect, kind)
    with suppress(gaierror):
        _look_up(target, None)
    return kind


def _connect(kind: type[HTTPConnection], host: str, timeout: float) -> HTTPConnection:
    connection = kind(host, timeout=timeout)
    # looked up and reached in one step: a second look-up could give another address (DNS rebinding)
    connection._create_connection = _dial  # type: ignore[attr-defined]
    return connection


def _dial(address: tuple[str, int], timeout: float, source_address: None = None) -> socket:
    """A connection to the first address of a name that takes one. Errors: PrivateHostError, OSError."""
    failure = OSError("no address")
    for number in _look_up(*address):
        try:
            return create_connection((number, address[1]), timeout)
        except OSError as refused:
            failure = refused
    raise failure


def _look_up(host: str, port: int | None) -> list[str]:
    """The IP addresses of a host; one that is private stands for all. Errors: PrivateHostError, gaierror."""
    found = [str(each[4][0]) for each in getaddrinfo(host, port, type=SOCK_STREAM)]
    for number in found:
        if not is_public(number):
            raise PrivateHostError(number)
    return found
