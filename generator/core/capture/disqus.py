"""In: a Disqus export as chunks of bytes, and the addresses wanted. Out: the comments under each, with their parents.

Must not keep an e-mail or IP address, nor a post that was deleted or held for spam: one that was answered stays, empty.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import cast
from xml.etree.ElementTree import Element, ParseError, XMLPullParser

from generator.core.capture.page_dates import read_stamp
from generator.core.capture.wordpress import (
    BadExportError,
    ExportedComment,
    LeftOut,
    feed_chunk,
    local_name,
    public_name,
    refuse_doctype,
    text_in,
)

_ID = "{http://disqus.com/disqus-internals}id"


def read_threads(
    chunks: Iterable[bytes], is_wanted: Callable[[str], bool], left: LeftOut
) -> dict[str, tuple[ExportedComment, ...]]:
    """The comments by the link of their thread, in the export's order; only those of wanted links are held.

    Errors: BadExportError.
    """
    links: dict[str, str] = {}
    posts: dict[str, list[Element]] = {}
    parser: XMLPullParser[Element] = XMLPullParser(("start", "end"))
    root: Element | None = None
    try:
        for chunk in refuse_doctype(chunks):
            feed_chunk(parser, chunk, left)
            for event, element in cast(Iterator[tuple[str, Element]], parser.read_events()):
                if event == "start":
                    root = element if root is None else root
                    continue
                tag = local_name(element)
                number = element.get(_ID, "")
                if tag == "thread" and (link := text_in(element, "link")) and is_wanted(link):
                    links[number] = link
                elif tag == "post" and (thread := _child_id(element, "thread")) in links:
                    posts.setdefault(links[thread], []).append(element)
                if tag in ("thread", "post", "category") and number and root is not None:
                    root.clear()
        parser.close()
    except ParseError as failure:
        raise BadExportError("this export is not well-formed XML", failure.position[0]) from None
    return {link: tuple(_read_comments(found, left)) for link, found in posts.items()}


def _read_comments(posts: list[Element], left: LeftOut) -> Iterator[ExportedComment]:
    parents = {each.get(_ID, ""): _child_id(each, "parent") for each in posts}
    hidden = {each.get(_ID, "") for each in posts if _is_hidden(each)}
    needed: set[str] = set()  # hidden ones that something shown hangs from
    for number in parents:
        if number not in hidden:
            above = parents[number]
            while above in hidden and above not in needed:
                needed.add(above)
                above = parents[above]
    for post in posts:
        number = post.get(_ID, "")
        if number in hidden and number not in needed:
            left.counts["comments that were deleted or held for spam"] += 1
            continue
        gone = number in hidden
        author = next((text_in(each, "name") for each in post if local_name(each) == "author"), "")
        yield ExportedComment(
            id=number,
            parent=parents[number] if parents[number] in parents else "",
            author="" if gone else public_name(author),
            date=read_stamp(text_in(post, "createdAt")),
            html="" if gone else text_in(post, "message"),
        )


def _is_hidden(post: Element) -> bool:
    return text_in(post, "isDeleted") == "true" or text_in(post, "isSpam") == "true"


def _child_id(element: Element, name: str) -> str:
    return next((each.get(_ID, "") for each in element if local_name(each) == name), "")
