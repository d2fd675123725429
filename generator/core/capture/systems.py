"""In: the tree of a saved page. Out: its comments as their system marks them up: whose, when, in answer to which.

Must not infer what the markup does not record, nor alter the tree.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from generator.core.capture.forums import read_discourse, read_hacker_news
from generator.core.capture.markup import Node, ancestors, attribute, words_of
from generator.core.capture.page_dates import read_date
from generator.core.capture.page_thread import PARENT, PageComment, PageThread, read_stated


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
    for reader in (read_hacker_news, read_discourse, *(_reader(each) for each in _NESTED)):
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
        lambda node: (
            _own_id(r"comment-([0-9a-f]{8}-[0-9a-f-]{27})", "data-testid")(node)
            or _own_id(r"comment-([0-9a-f]{8}-[0-9a-f-]{27})")(node)
        ),
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
        parent = attribute(node, PARENT) or (_log_parent(node) if system.name == "Coral" else "") or parent
        content = _own_content(node, system.content, replies)
        names = _own_parts(node, system.author, replies, content)
        stamps = _own_parts(node, system.date, replies, content)
        author = words_of(names[0]) if names else ""
        avatar = "" if author else _read_avatar(node, replies)
        date = read_date(stamps[0]) if stamps else ""
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
    return PageThread(system.name, tuple(comments), around, read_stated(root, system.stated))


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


def _own_parts(node: Node, selector: str, replies: set[int], content: tuple[Node, ...]) -> list[Node]:
    kept = {each.mem_id for each in content}
    return [
        each
        for each in node.css(selector)
        if not _is_within(each, node, replies) and not any(up.mem_id in kept for up in ancestors(each))
    ]


def _own_content(node: Node, selector: str, replies: set[int]) -> tuple[Node, ...]:
    own = [each for each in node.css(selector) if not _is_within(each, node, replies)]
    if not own:
        return ()
    return tuple(own) if own[0].tag == "p" else (own[0],)


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


def find_pingbacks(root: Node) -> list[Node]:
    """WordPress's lines that tell of a link from elsewhere: nobody wrote them to be read here."""
    return root.css("li.pingback, li.trackback, div.pingback")
