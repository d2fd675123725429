"""In: a page, and what a web archive holds of Disqus. Out: the comments under the page, drawn as Disqus draws them.

Must not guess: where neither the page nor a record says which thread is the page's, none is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any
from urllib.parse import parse_qs, urlsplit

from generator.core.capture.addresses import fold_address
from generator.core.capture.frames import name_address
from generator.core.capture.markup import Node, attribute, read_markup, write_body
from generator.core.capture.page_dates import add_utc, read_stamp
from generator.core.capture.page_thread import PARENT
from generator.core.text import Text

_EMBED, _POSTS = "/embed/comments", "/api/3.0/threads/listPostsThreaded"
_DATA = re.compile(r"<script\b[^>]{0,400}\bid=[\"']?disqus-threadData\b[^>]{0,400}>(.*?)</script>", re.I | re.S)
_SHORTNAME = re.compile(r"//([a-z0-9-]+)\.disqus\.com/embed\.js|\bdisqus_shortname\s*=\s*[\"']([a-z0-9-]+)", re.I)
_SETTING = r"(?:\bthis\.page\.{0}|\bdisqus_{0})\s*=\s*([\"'])((?:(?!\1)[^\\\n]){{1,2000}})\1"
_IDENTIFIER, _URL = (re.compile(_SETTING.format(name)) for name in ("identifier", "url"))


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a page says of the thread of Disqus that stands under it; nothing of it where it embeds none."""

    embeds: bool
    frames: frozenset[str] = frozenset()  # whole addresses, without fragments
    addresses: frozenset[str] = frozenset()  # of the page, folded
    names: frozenset[tuple[str, str]] = frozenset()  # forum and identifier


@dataclass(frozen=True, slots=True)
class Choice:
    """The thread under a page as HTML, '' where none is told to be; the frame of the page that it stands in, if the
    page names it; the records it was read from; what is doubtful."""

    html: str = ""
    frame: str = ""
    used: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Record:
    """What one record says: of which thread, of which pages, under which name; its posts."""

    name: str
    thread: str
    addresses: frozenset[str]
    names: frozenset[tuple[str, str]]
    posts: tuple[Mapping[str, Any], ...]
    stated: int


def is_record(address: str) -> bool:
    """Whether an address is that of a page of comments that Disqus embeds, or of a list of posts that its page asks
    for (disqus.com/api/docs)."""
    host, path, _ = _split(address)
    ours = host == "disqus.com" or host.endswith(".disqus.com")
    return ours and path.rstrip("/").removesuffix(".json") in (_EMBED, _POSTS)


def read_wishes(page: Text, address: str) -> Wishes:
    """What the page at an address asks Disqus for."""
    if "disqus" not in page.content.lower():
        return Wishes(False)
    root = read_markup(page).value
    sources = [attribute(node, "src") for node in root.css("iframe[src]")] if root is not None else []
    frames = {name_address(each) for each in sources}
    embeds = any(map(is_record, frames)) or (root is not None and root.css_first("#disqus_thread") is not None)
    stated = [
        address,
        *(found[2] for found in _URL.finditer(page.content)),
        *(_list_own(root) if root is not None else ()),
    ]
    forums = {(found[1] or found[2]).lower() for found in _SHORTNAME.finditer(page.content)}
    identifiers = {found[2] for found in _IDENTIFIER.finditer(page.content)}
    return Wishes(
        embeds or bool(forums),
        frozenset(frames),
        frozenset(fold_address(each) for each in stated if each),
        frozenset((forum, each) for forum in forums for each in identifiers),
    )


def find_records(wishes: Wishes, held: Sequence[str], threads: Collection[str] = ()) -> list[str]:
    """Which records are worth reading, by their addresses alone: those that name the page or are of one of these
    threads; where none names it, those that name none."""
    told = [(name, *_split(name)) for name in held if wishes.embeds]
    lists = [name for name, _, path, given in told if _POSTS in path and given.get("thread", "") in threads]
    pages = [(name, given) for name, _, path, given in told if _POSTS not in path]
    certain = [
        name
        for name, given in pages
        if name_address(name) in wishes.frames
        or (given.get("f", "").lower(), given.get("t_i", "")) in wishes.names
        or fold_address(given.get("t_u", "")) in wishes.addresses
    ]
    return [*(certain or (name for name, given in pages if not given.get("t_u"))), *lists]


def read_thread_id(address: str, content: str) -> str:
    """The thread that a record is of; '' where it does not say."""
    record = _read_record(address, content)
    return record.thread if record else ""


def choose_thread(wishes: Wishes, records: Mapping[str, str]) -> Choice:
    """The thread of the page, drawn from all records of it: by the address of a frame in the page, or else by the page
    that a record states, or else by the name that the page gives its thread. `records`: contents by address."""
    if not wishes.embeds:
        return Choice()
    read = [record for name, content in records.items() if (record := _read_record(name, content))]
    framed = {each.name: name_address(each.name) for each in read if name_address(each.name) in wishes.frames}
    by_page = [each for each in read if each.addresses & wishes.addresses]
    by_name = [each for each in read if each.names & wishes.names]
    for fitting in ([each for each in read if each.name in framed], by_page, by_name):
        threads = dict.fromkeys(each.thread for each in fitting if each.thread)
        if len(threads) > 1:
            words = f"{len(threads)} threads of Disqus are told to stand under this page; none of them was taken"
            return Choice(doubts=(words,))
        for thread in threads:
            mine = [each for each in read if each.thread == thread]
            used = tuple(each.name for each in mine)
            return Choice(_draw(mine), next((framed[name] for name in used if name in framed), ""), used)
    words = "this page shows comments of Disqus, and no record of the web archive says that it holds them"
    return Choice(doubts=(words,))


def _list_own(root: Node) -> Iterator[str]:
    """The addresses that a page states of itself."""
    yield attribute(root.css_first("link[rel='canonical']"), "href")
    yield attribute(root.css_first("meta[property='og:url']"), "content")


def _read_record(name: str, content: str) -> _Record | None:
    _, path, given = _split(name)
    found = None if _POSTS in path else _DATA.search(content)
    try:
        told = json.loads(found[1] if found else content)
    except (ValueError, RecursionError):
        return None
    response = told.get("response") if isinstance(told, dict) else None
    thread = response.get("thread") if isinstance(response, dict) else None
    about: dict[str, Any] = thread if isinstance(thread, dict) else {}
    listed = response.get("posts") if isinstance(response, dict) else response
    posts = tuple(each for each in listed if isinstance(each, dict)) if isinstance(listed, list) else ()
    number = next((_say(each.get("thread")) for each in posts if _say(each.get("thread"))), "")
    forum = (given.get("f") or _say(about.get("forum"))).lower()
    own = about.get("identifiers")
    identifiers = [given.get("t_i", ""), *(map(_say, own) if isinstance(own, list) else ())]
    stated = about.get("posts")
    return _Record(
        name=name,
        thread=_say(about.get("id")) or number or given.get("thread", ""),
        addresses=frozenset(fold_address(each) for each in (given.get("t_u", ""), _say(about.get("link"))) if each),
        names=frozenset((forum, each) for each in identifiers if forum and each),
        posts=posts,
        stated=stated if isinstance(stated, int) else 0,
    )


def _draw(records: Sequence[_Record]) -> str:
    """Every post once, in the order of the records, with its parent noted: however deep, they stand side by side."""
    posts: dict[str, Mapping[str, Any]] = {}
    for post in (post for record in records for post in record.posts):
        posts.setdefault(_say(post.get("id")), post)
    drawn = "".join(_draw_post(number, post) for number, post in posts.items() if re.fullmatch("[0-9]{1,20}", number))
    stated = max(record.stated for record in records)
    count = f'<span class="comment-count">{stated} comments</span>' if stated else ""
    return f'<div id="posts">{count}<ul id="post-list">{drawn}</ul></div>'


def _draw_post(number: str, post: Mapping[str, Any]) -> str:
    author = post.get("author")
    name = _say(author.get("name")) or _say(author.get("username")) if isinstance(author, dict) else ""
    gone = any(post.get(key) is True for key in ("isDeleted", "isSpam"))
    said = "" if gone else write_body(Text("", _say(post.get("message")))) or ""
    date = add_utc(read_stamp(_say(post.get("createdAt"))))
    return (
        f'<li class="post" id="post-{number}" {PARENT}="{escape(_say(post.get("parent")))}">'
        f'<div class="post-byline"><span class="author">{"" if gone else escape(name)}</span></div>'
        f'<div><time datetime="{escape(date)}">{escape(date)}</time></div>'
        + (f'<section class="post-message">{said}</section>' if said else "")  # a list item in it ends no other
        + "</li>"
    )


def _say(value: object) -> str:
    """A text or a number as Disqus writes either; '' of all else."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    return str(value) if isinstance(value, str) or abs(value) < 10**18 else ""


def _split(address: str) -> tuple[str, str, dict[str, str]]:
    """Host, path and what is asked for; nothing of what is no address."""
    try:
        parts = urlsplit(address)
        asked = parse_qs(parts.query, max_num_fields=100)
        return (parts.hostname or "").lower(), parts.path, {key: values[0] for key, values in asked.items()}
    except ValueError:
        return "", "", {}
