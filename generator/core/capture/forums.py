"""In: the tree of a saved page. Out: its comments, where it is one of those forums that list all posts flat.

Must not infer what the markup does not record but for a reply that names whom it answers: that is told as inferred.
"""

from __future__ import annotations

from generator.core.capture.markup import Node, attribute, words_of
from generator.core.capture.page_dates import read_epoch, read_milliseconds, read_stamp
from generator.core.capture.page_thread import PageComment, PageThread, read_stated


def read_hacker_news(root: Node) -> PageThread | None:
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
                tuple(row.css(".commtext")[:1]),
                parent,
                words_of(name),
                date=read_epoch(attribute(age, "title")),
                names=(name,) if name is not None else (),
                stamps=(age,) if age is not None else (),
            )
        )
    around = tuple(root.css("table.comment-tree")) or tuple(each.node for each in comments)
    body = root.css_first(".toptext")
    return PageThread("Hacker News", tuple(comments), around, read_stated(root, ".subline, .subtext"), body)


def read_discourse(root: Node) -> PageThread | None:
    """Discourse, as its script draws it and as it is given to those without script. The first post is the text."""
    posts = root.css("article[id^='post_'], div.crawler-post[id^='post_']")
    if not posts or root.css_first(".cooked, .crawler-post") is None:
        return None
    comments: list[PageComment] = []
    body: Node | None = None
    last: dict[str, str] = {}  # the last post of each author
    for post in posts:
        number = attribute(post, "id").removeprefix("post_")
        name = post.css_first(
            ".names .username a, .names .username, .names a[data-user-card], .creator [itemprop=name]"
        )
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
                    (content,) if content is not None else (),
                    author=author,
                    date=read_stamp(attribute(stamp, "datetime")) or read_milliseconds(attribute(stamp, "data-time")),
                    answers=(answered, why) if answered else ("", ""),
                    names=(name,) if name is not None else (),
                    stamps=(stamp,) if stamp is not None else (),
                )
            )
            last[author] = number
    return PageThread("Discourse", tuple(comments), tuple(each.node for each in comments), body=body)
