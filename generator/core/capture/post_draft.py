"""In: a post of an export. Out: the files of a new article, and what could not be kept of it.

Must not take a shortcode for words it stands for, nor fetch a picture.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from generator.core.capture.draft import check_front_matter, make_id, write_value
from generator.core.capture.markdown_of import write_element
from generator.core.capture.markup import parse_fragment
from generator.core.capture.page_thread import PageComment, PageThread
from generator.core.capture.page_writing import write_thread
from generator.core.capture.wordpress import ExportedComment, Post
from generator.core.diagnostics import Checked, error
from generator.core.text import Text

_WEB = re.compile(r"https?://\S+")
_KEPT_AS_IS = re.compile(r"(<(pre|script|style|textarea)\b.*?</\2\s*>)", re.S | re.I)
_CAPTION = re.compile(r"\[caption[^\]]*\](.*?)\[/caption\]", re.S)
_PICTURE = re.compile(r"<img\b", re.I)
_IMAGE = re.compile(r"\s*(?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*</a>)?", re.S)


@dataclass(frozen=True, slots=True)
class PostDraft:
    """A new article made of a post: the id of its folder, its files, and how many pictures stay where they are."""

    id: str
    files: tuple[tuple[str, str], ...]
    lost_pictures: int


def draft_post(post: Post, outlet: str = "") -> Checked[PostDraft]:
    """Draft an article from a post.

    Errors: `nested-too-deep`, and those of article.md for what the export states.
    """
    body = parse_fragment(write_paragraphs(post.html))
    base = post.url if _WEB.fullmatch(post.url) else ""
    thread = draft_thread(post.comments, base)
    title = post.title or "Untitled"
    made_id = make_id(title, post.published)
    path = f"content/articles/{made_id}/article.md"
    if body is None or thread is None:
        words = f"the HTML of the post {title!r} nests deeper than any that a person writes"
        return Checked(None, (error("nested-too-deep", words, Text(path, "").place(0), "take it out of the export"),))
    written = write_element(body, base=base).markdown
    front = {"title": title, "outlet": outlet, "url": base, "published": post.published}
    front |= {"published_basis": post.published_basis, "author": post.author}
    front["rendition"] = "full" if written else "excerpt"
    keys = (f"{key} = {write_value(key, value)}" for key, value in front.items() if value)
    article = Text(path, "\n".join(("+++", *keys, "+++", "", written, "")))
    checked = check_front_matter(article)
    if checked.value is None:
        return Checked(None, checked.diagnostics)
    files = [("article.md", article.content)]
    files += [("thread.toml", thread)] if post.comments else []
    return Checked(PostDraft(made_id, tuple(files), len(body.css("img")) + count_pictures(post.comments)))


def count_pictures(comments: Sequence[ExportedComment]) -> int:
    """How many pictures stand in comments, which show none."""
    return sum(len(_PICTURE.findall(each.html)) for each in comments)


def draft_thread(exported: Sequence[ExportedComment], base: str) -> str | None:
    """The comments of an export as thread.toml; None where one is made to exhaust whoever reads it."""
    comments = []
    names = _name_comments(exported)
    first = {each.id: name for each, name in reversed(list(zip(exported, names, strict=True)))}
    for each, name in zip(exported, names, strict=True):
        content = parse_fragment(write_paragraphs(each.html))
        if content is None:
            return None
        parent = first.get(each.parent, "") if each.parent else ""
        comments.append(PageComment(name, content, (content,), parent, each.author, date=each.date))
    return write_thread(PageThread("an export", tuple(comments), ()), base)


def _name_comments(exported: Sequence[ExportedComment]) -> list[str]:
    """An id of ours for each comment: the export's own where that is one, and where no other comment has it."""
    taken: dict[str, None] = {}
    for each in exported:
        name = base = re.sub(r"[^A-Za-z0-9._-]", "-", each.id)[:70] or "none"
        number = 1
        while name in taken:
            number += 1
            name = f"{base}-{number}"
        taken[name] = None
    return list(taken)


def write_paragraphs(html: str) -> str:
    """HTML as WordPress stores it, with what its newlines mean: an empty line parts paragraphs, a newline breaks."""
    if "<!-- wp:" in html or re.search(r"<p[\s>]", html):
        return html
    html = _CAPTION.sub(_write_figure, html.replace("\r\n", "\n"))
    parts = _KEPT_AS_IS.split(html)
    plain = [re.sub(r"\n\s*\n", "<p>", part) for part in parts[::3]]
    plain = [
        re.sub(r"\n(?!\s*<(?:/?(?:ul|ol|li|h[1-6]|blockquote|table|tr|td|th|div|p|hr|figure)\b))", "<br>", part)
        for part in plain
    ]
    parts[::3] = plain
    return "<p>" + "".join(part for number, part in enumerate(parts) if number % 3 != 2)


def _write_figure(found: re.Match[str]) -> str:
    image = _IMAGE.match(found[1])
    picture = image[0] if image else ""
    return f"<figure>{picture}<figcaption>{found[1][len(picture) :].strip()}</figcaption></figure>"
