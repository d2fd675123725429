"""In: a WordPress export (WXR) as chunks of bytes. Out: its public posts and pages one by one, and what was left out.

Must not keep an e-mail or an IP address, nor hold more than one post: the file may be larger than the memory.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import cast
from xml.etree.ElementTree import Element, ParseError, XMLPullParser

from generator.core.capture.page_dates import add_utc, read_stamp

_CONTROL = bytes((*range(9), 11, 12, *range(14, 32)))
_NOT_ELEMENT = re.compile(rb"<!--.*?(?:-->|\Z)|<\?.*?(?:\?>|\Z)", re.S)
_HEAD = 1024 * 1024  # bytes before the first element
_MAIL = re.compile(r"\S+@\S+\.\S+")


class BadExportError(Exception):
    """The file is no export that can be read: the first argument says why, the second is the line, or 0."""


@dataclass(frozen=True, slots=True)
class ExportedComment:
    """An approved comment: its HTML, and the id of the approved comment it answers, or ''."""

    id: str
    parent: str
    author: str
    date: str
    html: str


@dataclass(frozen=True, slots=True)
class Post:
    """A published post or page with its approved comments, in the export's order."""

    title: str
    url: str
    author: str
    published: str  # a day
    published_basis: str
    html: str
    comments: tuple[ExportedComment, ...]


@dataclass(slots=True)
class LeftOut:
    """How many of what an export holds were left out, by what they are; and how many invisible characters."""

    counts: Counter[str] = field(default_factory=Counter)
    control_characters: int = 0


def read_posts(chunks: Iterable[bytes], left: LeftOut) -> Iterator[Post]:
    """The public posts and pages; `left` counts the rest as it is met.

    Errors: BadExportError.
    """
    parser: XMLPullParser[Element] = XMLPullParser(("start", "end"))
    channel: Element | None = None
    names: dict[str, str] = {}
    try:
        for chunk in refuse_doctype(chunks):
            feed_chunk(parser, chunk, left)
            for event, element in cast(Iterator[tuple[str, Element]], parser.read_events()):
                tag = local_name(element)
                if event == "start":
                    channel = element if tag == "channel" and channel is None else channel
                elif tag == "author" and (login := text_in(element, "author_login")):
                    names[login] = text_in(element, "author_display_name")
                elif tag == "item":
                    post = _read_item(element, names, left)
                    if post is not None:
                        yield post
                    if channel is not None:
                        channel.clear()
        parser.close()
    except ParseError as failure:
        raise BadExportError("this export is not well-formed XML", failure.position[0]) from None
    if channel is None:
        raise BadExportError("this export holds no channel", 0)


def feed_chunk(parser: XMLPullParser[Element], chunk: bytes, left: LeftOut) -> None:
    """Give the parser a chunk without the characters that XML forbids. Errors: BadExportError, ParseError."""
    clean = chunk.translate(None, _CONTROL)
    left.control_characters += len(chunk) - len(clean)
    try:
        parser.feed(clean)
    except (LookupError, ValueError):  # met in the XML declaration
        raise BadExportError("this export names an encoding that is not known", 1) from None


def refuse_doctype(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes, once it is certain that they declare no document type. Errors: BadExportError."""
    head = b""
    begun = False
    for chunk in chunks:
        if begun:
            yield chunk
            continue
        head += chunk
        bare = _NOT_ELEMENT.sub(b"", head)
        if re.search(rb"<!DOCTYPE|<!ENTITY", bare[: _first_element(bare)], re.I):
            raise BadExportError("this export declares a document type, which no export has and no import reads", 1)
        begun = _first_element(bare) < len(bare)
        if not begun and len(head) > _HEAD:
            raise BadExportError("this export does not begin like one", 1)
        if begun:
            yield head
    if not begun:
        yield head


def _first_element(head: bytes) -> int:
    found = re.search(rb"<[A-Za-z]", head)
    return found.start() if found else len(head)


def _read_item(item: Element, names: dict[str, str], left: LeftOut) -> Post | None:
    kind, status = text_in(item, "post_type") or "post", text_in(item, "status") or "publish"
    if kind not in ("post", "page"):
        left.counts[f"of the kind {kind!r}"] += 1
        return None
    if status != "publish" or text_in(item, "post_password"):
        said = "password-protected" if status == "publish" else {"draft": "drafts", "future": "scheduled"}.get(status)
        left.counts[said or f"with the status {status!r}"] += 1
        return None
    creator = text_in(item, "creator")
    stamp = read_stamp(text_in(item, "post_date"))
    return Post(
        title=" ".join(text_in(item, "title").split()),
        url=text_in(item, "link"),
        author=public_name(names.get(creator) or creator),
        published=stamp[:10],
        published_basis=f"post_date of the WordPress export: {text_in(item, 'post_date')}" if stamp else "",
        html=next((each.text or "" for each in item if each.tag.endswith("/content/}encoded")), ""),
        comments=tuple(_read_comments(item, left)),
    )


def _read_comments(item: Element, left: LeftOut) -> Iterator[ExportedComment]:
    kept: dict[str, Element] = {}
    for comment in item:
        if local_name(comment) == "comment":
            approved, kind = text_in(comment, "comment_approved"), text_in(comment, "comment_type")
            if kind not in ("", "comment"):
                left.counts[f"comments that are a {kind}"] += 1
            elif approved != "1":
                left.counts["spam comments" if approved == "spam" else "comments not approved"] += 1
            elif number := text_in(comment, "comment_id"):
                if number in kept:
                    left.counts["comments with an id that another has"] += 1
                kept.setdefault(number, comment)
    for number, comment in kept.items():
        parent = text_in(comment, "comment_parent")
        whole = add_utc(read_stamp(text_in(comment, "comment_date_gmt")))
        if parent not in ("", "0") and parent not in kept:
            left.counts["parents of comments that stay: these now stand at top level"] += 1
        yield ExportedComment(
            id=number,
            parent=parent if parent in kept else "",
            author=public_name(text_in(comment, "comment_author")),
            date=whole or read_stamp(text_in(comment, "comment_date")),
            html=next((each.text or "" for each in comment if local_name(each) == "comment_content"), ""),
        )


def public_name(name: str) -> str:
    """A name as it is shown; an e-mail address is none."""
    name = " ".join(name.split())
    return "" if _MAIL.fullmatch(name) else name


def local_name(element: Element) -> str:
    """An element's name without its namespace."""
    return element.tag.rpartition("}")[2]


def text_in(element: Element, name: str) -> str:
    """The text of the first child of that name, or ''."""
    return next(((each.text or "").strip() for each in element if local_name(each) == name), "")
