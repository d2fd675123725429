"""In: links.toml, and an archive. Out: what was found of addresses that lead out, which there are, what to ask again.

Must not ask: edge.outbound does, and only when a person wants it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Annotated

from pydantic import Field, Strict

from generator.core.dates import read_when
from generator.core.diagnostics import Checked
from generator.core.fields import read_record
from generator.core.html_tokens import read_attributes, split_html
from generator.core.model import Archive, Article, CheckedLink, LinkState
from generator.core.record_faults import Record
from generator.core.text import Text
from generator.core.values import Url, WhenValue

LINKS = "content/links.toml"
GONE = frozenset((404, 410))  # Not Found and Gone (RFC 9110, 15.5.5 and 15.5.11): the host knows that it is not there
_KEEPS = timedelta(days=30)
_HEAD = "# What `whence links` found of the addresses that lead out of this archive. Written by that command alone.\n"


class LinkRecord(Record):
    """One [[link]] of links.toml."""

    url: Url = Field(description="the address that was asked for")
    state: Annotated[LinkState, Strict(False)] = Field(description="there, gone or unclear")
    status: int | None = Field(None, ge=100, le=599, description="the status of the answer; absent where none came")
    checked: WhenValue = Field(description="the day on which it was asked for")


class LinksRecord(Record):
    """links.toml."""

    link: Annotated[tuple[LinkRecord, ...], Strict(False)] = Field((), description="what was found, an address each")


def read_links(text: Text) -> Checked[tuple[CheckedLink, ...]]:
    """links.toml, in its order; of an address that stands twice the last word. Errors: those of a record."""
    read = read_record(text, LinksRecord)
    if read.value is None:
        return Checked(None, read.diagnostics)
    found: dict[str, CheckedLink] = {}
    for record in read.value.link:
        when = read_when(record.checked)
        if when and when.earliest:
            found[record.url] = CheckedLink(record.url, record.state, record.status, when.earliest)
    return Checked(tuple(found.values()), read.diagnostics)


def write_links(links: Iterable[CheckedLink]) -> str:
    """links.toml, sorted by address: the same findings give the same bytes."""
    return _HEAD + "".join(_write_link(link) for link in sorted(links, key=lambda link: link.url))


def _write_link(link: CheckedLink) -> str:
    status = "" if link.status is None else f"status = {link.status}\n"
    url = json.dumps(link.url, ensure_ascii=False)
    return f'\n[[link]]\nurl = {url}\nstate = "{link.state}"\n{status}checked = {link.checked}\n'


def judge_status(status: int | None) -> LinkState:
    """What the status of an answer says; None: there was none. A refusal says nothing about what is there."""
    if status in GONE:
        return LinkState.GONE
    return LinkState.THERE if status is not None and 200 <= status < 300 else LinkState.UNCLEAR


def list_addresses(archive: Archive) -> tuple[str, ...]:
    """Every http and https address that the archive itself leads to, sorted, without fragments; none from comments."""
    found = (*_list_all(archive), *(source.url for source in archive.sources))
    plain = {address.partition("#")[0] for address in found}
    return tuple(sorted(address for address in plain if address.startswith(("http://", "https://"))))


def choose_due(addresses: Sequence[str], known: Mapping[str, CheckedLink], today: date) -> tuple[str, ...]:
    """The addresses that were not asked for in the last thirty days."""
    return tuple(address for address in addresses if not _is_fresh(known.get(address), today))


def _is_fresh(link: CheckedLink | None, today: date) -> bool:
    return bool(link and today - link.checked < _KEEPS)


def _list_all(archive: Archive) -> Iterator[str]:
    for article in archive.articles:
        yield article.url
        yield from _find_links(_list_html(article))
    yield from _find_links(source.note for source in archive.sources)
    yield from _find_links(question.note for question in archive.questions)
    yield from _find_links(page.body for page in archive.pages)


def _list_html(article: Article) -> Iterator[str]:
    blocks = (article.title, *((article.summary,) if article.summary else ()), *article.blocks)
    yield from (piece.html for block in blocks for piece in block.pieces)
    yield article.note
    yield from (note.html for note in article.footnotes)
    yield from (claim.note for claim in article.claims)
    if article.thread:
        yield article.thread.note


def _find_links(htmls: Iterable[str]) -> Iterator[str]:
    for html in htmls:
        if "<a" in html:
            for token in split_html(html):
                if token.name == "a" and not token.closing:
                    yield read_attributes(token.raw).get("href", "")
