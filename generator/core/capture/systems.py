"""In: the tree of a saved page. Out: its comments as their system marks them up: whose, when, in answer to which.

Must not infer what the markup does not record, nor alter the tree.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from generator.core.capture.markup import Node, ancestors, attribute, walk, words_of
from generator.core.dates import read_when


@dataclass(frozen=True, slots=True, eq=False)
class PageComment:
    """A comment where it stands: `content` is the element of its words, None where the page shows none.

    `names` and `stamps` are the elements that state its author and its date.
    """

    id: str
    node: Node
    content: Node | None
    parent: str = ""
    author: str = ""
    author_basis: str = ""
    date: str = ""
    answers: tuple[str, str] = ("", "")
    names: tuple[Node, ...] = ()
    stamps: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class PageThread:
    """The comments of a page, parents in any place; the elements all of it stands in; the count the page states."""

    system: str
    comments: tuple[PageComment, ...]
    around: tuple[Node, ...]
    stated: int | None = None
    body: Node | None = None
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Nested:
    """A system whose replies stand within the comment they answer."""

    name: str
    comment: str  # selector
    number: Callable[[Node], str]  # of a comment's element, '' where it is none
    author: str
    date: str
    content: str
    around: str
    stated: str = ""


def read_thread_of(root: Node) -> PageThread | None:
    """The comments of the first system that the page holds any of; None where it holds none that is known."""
    for reader in (_read_hacker_news, _read_discourse, *(_reader(each) for each in _NESTED)):
        found = reader(root)
        if found and found.comments:
            return found
    return None


def _own_id(pattern: str, key: str = "id") -> Callable[[Node], str]:
    def read(node: Node) -> str:
        found = re.fullmatch(pattern, attribute(node, key))
        return found[1] if found else ""

    return read


_NESTED = (
    _Nested(
        "Lobsters",
        "li.comments_subtree, ol.comments > li",
        lambda node: attribute(next(iter(_own(node, "div.comment[data-shortid]", "li")), None), "data-shortid"),
        ".byline a[href^='/~'], .byline a[href^='/u/'], .byline a[href*='/~']",
        ".byline time[datetime], .byline span[title]",
        ".comment_text",
        "ol.comments1, ol.comments",
    ),
    _Nested(
        "Disqus",
        "li.post",
        _own_id(r"post-([0-9]+)"),
        ".post-byline .author, .author.publisher-anchor-color, .publisher-anchor-color",
        "a.time-ago[title], time[datetime]",
        ".post-message",
        "#posts, #post-list",
        ".comment-count",
    ),
    _Nested(
        "Coral",
        "[data-testid^='comment-'], .coral-comment",
        lambda node: _own_id(r"comment-([0-9a-f]{8}-[0-9a-f-]{27})", "data-testid")(node)
        or _own_id(r"comment-([0-9a-f]{8}-[0-9a-f-]{27})")(node),
        ".coral-comment-username, .coral-username",
        "time[datetime]",
        ".coral-comment-content",
        "#coral, #comments-allComments-log, #coral_thread",
    ),
    _Nested(
        "WordPress",
        "[id^='comment-'], [id^='li-comment-'], [id^='div-comment-']",
        lambda node: _own_id(r"(?:li-|div-)?comment-([0-9]+)")(node) if node.tag in ("li", "article", "div") else "",
        ".fn, .comment-author-name, .wp-block-comment-author-name, cite.comment-author",
        "time[datetime], .comment-date, .comment-metadata a, .commentmetadata a, .wp-block-comment-date",
        ".comment-content, .wp-block-comment-content, .comment-text, .comment-body > p, .comment_text",
        "#comments, .comments-area, .wp-block-comments, ol.commentlist, ol.comment-list, .wp-block-comment-template",
        ".comments-title, #comments-title, .wp-block-comments-title, #comments > h2, #comments > h3",
    ),
)


def _reader(system: _Nested) -> Callable[[Node], PageThread | None]:
    return lambda root: _read_nested(root, system)


def _read_nested(root: Node, system: _Nested) -> PageThread | None:
    found: dict[str, Node] = {}
    marked: dict[int, str] = {}
    for node in root.css(system.comment):
        number = system.number(node)
        if number and not _is_pingback(node):
            found.setdefault(number, node)
            marked[node.mem_id] = number
    comments = []
    for number, node in found.items():
        replies = {each.mem_id for each in found.values()} - {node.mem_id}
        parent = next((marked[up.mem_id] for up in ancestors(node) if marked.get(up.mem_id, number) != number), "")
        parent = _log_parent(node) or parent if system.name == "Coral" else parent
        content = _own_content(node, system.content, replies)
        names = _own_parts(node, system.author, replies, content)
        stamps = _own_parts(node, system.date, replies, content)
        author = words_of(names[0]) if names else ""
        avatar = "" if author else _read_avatar(node, replies)
        date = _read_date(stamps[0]) if stamps else ""
        comments.append(
            PageComment(
                number,
                node,
                content,
                parent if parent in found else "",
                author or avatar,
                "avatar" if avatar else "",
                date,
                names=tuple(names[:1]),
                stamps=tuple(stamps[:1]),
            )
        )
    around = _find_around(root, system.around, comments)
    return PageThread(system.name, tuple(comments), around, _read_stated(root, system.stated))


def _is_pingback(node: Node) -> bool:
    return any(name in ("pingback", "trackback") for name in attribute(node, "class").split())


def _log_parent(node: Node) -> str:
    for up in ancestors(node):
        if found := re.fullmatch(r"coral-comments-replyList-log--(.+)", attribute(up, "id")):
            return found[1]
    return ""


def _own(node: Node, selector: str, fence: str) -> Iterator[Node]:
    """What matches below an element and not below another element of the fence's tag within it."""
    for each in node.css(selector):
        nearest = next((up for up in ancestors(each) if up.tag == fence), None)
        if nearest is None or nearest.mem_id == node.mem_id:
            yield each


def _own_parts(node: Node, selector: str, replies: set[int], content: Node | None) -> list[Node]:
    kept = content.mem_id if content is not None else 0
    return [
        each
        for each in node.css(selector)
        if not _is_within(each, node, replies) and not any(up.mem_id == kept for up in ancestors(each))
    ]


def _own_content(node: Node, selector: str, replies: set[int]) -> Node | None:
    own = [each for each in node.css(selector) if not _is_within(each, node, replies)]
    if not own:
        return None
    if own[0].tag == "p" and own[0].parent is not None:
        return own[0].parent
    return own[0]


def _is_within(each: Node, node: Node, others: set[int]) -> bool:
    """Whether an element stands in another comment that stands in this one."""
    for up in (each, *ancestors(each)):
        if up.mem_id == node.mem_id:
            return False
        if up.mem_id in others:
            return True
    return False


def _read_avatar(node: Node, replies: set[int]) -> str:
    for image in node.css("img.avatar[alt], .avatar img[alt]"):
        if not _is_within(image, node, replies):
            return re.sub(r"(?:’s|'s)?\s*avatar$", "", attribute(image, "alt"), flags=re.I).strip()
    return ""


def _find_around(root: Node, selector: str, comments: list[PageComment]) -> tuple[Node, ...]:
    """The elements that hold comments and nothing of the article, the outermost of those named."""
    inside = {up.mem_id for each in comments for up in ancestors(each.node)}
    found = [node for node in root.css(selector) if node.mem_id in inside]
    loose = [each.node for each in comments]
    return (*found, *loose)


_COUNT = re.compile(r"([0-9][0-9.,]*)\s+(?:\w+\s+){0,2}(?:comments?|responses?|repl(?:y|ies)|thoughts?)\b", re.I)
_ONE = re.compile(r"one (?:comment|response|reply|thought)\b", re.I)


def _read_stated(root: Node, selector: str) -> int | None:
    for node in root.css(selector) if selector else ():
        words = words_of(node)
        if found := _COUNT.search(words):
            return int(re.sub(r"[.,]", "", found[1]))
        if _ONE.search(words):
            return 1
    return None


_ENGLISH = re.compile(r"(?:[A-Z][a-z]+, )?([A-Z][a-z]{2})[a-z]* ([0-9]{1,2}),? ([0-9]{4})(?:,? (?:at )?([0-9]{1,2}):([0-9]{2}) ?([AaPp])\.?[Mm])?")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_ISO = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[ T]([0-9]{2}:[0-9]{2}(?::[0-9]{2})?)(?:\.[0-9]+)?\s*(Z|[+-][0-9]{2}:?[0-9]{2})?")


def _read_date(node: Node) -> str:
    """The date a page states in `datetime`, in a title, or in English words; '' where it is none of these."""
    inner = node if attribute(node, "datetime") else node.css_first("time[datetime]")
    words = attribute(inner, "datetime") or attribute(node, "title") or words_of(node)
    return read_stamp(words)


def read_stamp(words: str) -> str:
    """A date or date-time as ISO 8601 has it, with the zone the words state and no other."""
    if found := _ISO.match(words.strip()):
        zone = found[3] or ""
        zone = f"{zone[:3]}:{zone[-2:]}" if zone and zone != "Z" else zone
        date = f"{found[1]}T{found[2] if len(found[2]) > 5 else found[2] + ':00'}{zone}"
    elif (spoken := _ENGLISH.search(words)) and spoken[1] in _MONTHS:
        date = f"{spoken[3]}-{_MONTHS.index(spoken[1]) + 1:02}-{int(spoken[2]):02}"
        if spoken[4]:
            hour = int(spoken[4]) % 12 + 12 * (spoken[6] in "pP")
            date += f"T{hour:02}:{spoken[5]}:00"
    else:
        date = words.strip()[:10]
    return date if re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", date) and read_when(date) else ""


def _read_hacker_news(root: Node) -> PageThread | None:
    """news.ycombinator.com: a flat table, in which the indent of a row says how deep it stands."""
    comments: list[PageComment] = []
    above: list[str] = []  # the last comment at each depth
    for row in root.css("tr.athing.comtr"):
        cell = row.css_first("td.ind")
        image = cell.css_first("img") if cell is not None else None
        said = attribute(cell, "indent")
        width = attribute(image, "width")
        depth = int(said) if said.isdigit() else int(width) // 40 if width.isdigit() else 0
        name, age = row.css_first("a.hnuser"), row.css_first("span.age")
        number = attribute(row, "id")
        parent = above[depth - 1] if 0 < depth <= len(above) else ""
        del above[depth:]
        above.append(number)
        comments.append(
            PageComment(
                number,
                row,
                row.css_first(".commtext"),
                parent,
                words_of(name),
                date=_read_epoch(attribute(age, "title")),
                names=(name,) if name is not None else (),
                stamps=(age,) if age is not None else (),
            )
        )
    around = tuple(root.css("table.comment-tree")) or tuple(each.node for each in comments)
    subline = next((words_of(each) for each in root.css(".subline, .subtext")), "")
    stated = _COUNT.search(subline)
    body = root.css_first(".toptext")
    return PageThread("Hacker News", tuple(comments), around, int(stated[1]) if stated else None, body)


def _read_epoch(title: str) -> str:
    """'2023-10-12T10:00:00 1697104800': the second part is UTC by definition, and so is the first."""
    date = read_stamp(title)
    return f"{date}Z" if re.fullmatch(r".{10}T.{8}", date) else date


def _read_discourse(root: Node) -> PageThread | None:
    """Discourse, as its script draws it and as it is given to those without script. The first post is the text."""
    posts = [each for each in root.css("article[id^='post_'], div.crawler-post[id^='post_']")]
    if not posts or root.css_first(".cooked, .crawler-post") is None:
        return None
    comments: list[PageComment] = []
    body: Node | None = None
    last: dict[str, str] = {}  # the last post of each author
    for post in posts:
        number = attribute(post, "id").removeprefix("post_")
        name = post.css_first(".names .username a, .names .username, .names a[data-user-card], .creator [itemprop=name]")
        content = post.css_first(".cooked, .post[itemprop=text]")
        author = attribute(name, "data-user-card") or words_of(name)
        stamp = post.css_first("time[datetime], .relative-date[data-time]")
        if number == "1":
            body = content
        else:
            told = post.css_first("a.reply-to-tab")
            whom = words_of(told)
            answered = last.get(whom, "")
            why = f"the post is marked as a reply to {whom}, and this is the last post by that name before it"
            comments.append(
                PageComment(
                    number,
                    post,
                    content,
                    author=author,
                    date=read_stamp(attribute(stamp, "datetime")) or _read_milliseconds(attribute(stamp, "data-time")),
                    answers=(answered, why) if answered else ("", ""),
                    names=(name,) if name is not None else (),
                    stamps=(stamp,) if stamp is not None else (),
                )
            )
            last[author] = number
    return PageThread("Discourse", tuple(comments), tuple(each.node for each in comments), body=body)


def _read_milliseconds(words: str) -> str:
    if not re.fullmatch(r"[0-9]{12,13}", words):
        return ""
    return datetime.fromtimestamp(int(words) // 1000, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def find_pingbacks(root: Node) -> list[Node]:
    """WordPress's lines that tell of a link from elsewhere: nobody wrote them to be read here."""
    return [each for each in root.css("li.pingback, li.trackback, div.pingback") if any(True for _ in walk(each))]
