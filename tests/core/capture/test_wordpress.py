"""An export yields what was public, each comment with its parent, and never an address of anybody."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings, strategies as st

from generator.core.capture.wordpress import BadExportError, ExportedComment, LeftOut, Post, read_posts

HEAD = """<?xml version="1.0" encoding="UTF-8"?><!-- made by a test -->
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>Harbour</title>
<wp:author><wp:author_login>mina</wp:author_login><wp:author_email>mina@harbour.example</wp:author_email>
<wp:author_display_name>Mina Dahl</wp:author_display_name></wp:author>"""
TAIL = "</channel></rss>"


def comment(number: int, parent: int = 0, **other: str) -> str:
    keys = {"approved": "1", "type": "comment", "content": f"Words {number}", "author": f"Name {number}"} | other
    inside = "".join(f"<wp:comment_{key}>{escape(value)}</wp:comment_{key}>" for key, value in keys.items())
    return (
        f"<wp:comment><wp:comment_id>{number}</wp:comment_id><wp:comment_parent>{parent}</wp:comment_parent>"
        f"<wp:comment_author_email>a{number}@mail.example</wp:comment_author_email>"
        f"<wp:comment_author_IP>192.0.2.7</wp:comment_author_IP>"
        f"<wp:comment_date_gmt>2019-05-04 08:12:44</wp:comment_date_gmt>{inside}</wp:comment>"
    )


def item(
    title: str = "Ferry", status: str = "publish", kind: str = "post", password: str = "", inside: str = ""
) -> str:
    return (
        f"<item><title>{title}</title><link>https://harbour.example/{title}</link><dc:creator>mina</dc:creator>"
        f"<content:encoded><![CDATA[<!DOCTYPE is only text here> It ran aground.]]></content:encoded>"
        f"<wp:post_date>2019-05-04 09:30:00</wp:post_date><wp:status>{status}</wp:status>"
        f"<wp:post_type>{kind}</wp:post_type><wp:post_password>{password}</wp:post_password>{inside}</item>"
    )


def chunks(export: str, size: int = 7) -> Iterator[bytes]:
    data = export.encode()
    for at in range(0, len(data), size):
        yield data[at : at + size]


def read(*items: str) -> tuple[list[Post], LeftOut]:
    left = LeftOut()
    return list(read_posts(chunks(HEAD + "".join(items) + TAIL), left)), left


def test_a_post_has_its_facts_and_its_comments_with_their_parents() -> None:
    posts, left = read(item(inside=comment(1) + comment(2, 1)))
    assert posts == [
        Post(
            title="Ferry",
            url="https://harbour.example/Ferry",
            author="Mina Dahl",
            published="2019-05-04",
            published_basis="post_date of the WordPress export: 2019-05-04 09:30:00",
            html="<!DOCTYPE is only text here> It ran aground.",
            comments=(
                ExportedComment("1", "", "Name 1", "2019-05-04T08:12:44Z", "Words 1"),
                ExportedComment("2", "1", "Name 2", "2019-05-04T08:12:44Z", "Words 2"),
            ),
        )
    ]
    assert left == LeftOut()


def test_what_was_not_public_is_left_out_and_counted() -> None:
    hidden = (item("a", "draft"), item("b", "private"), item("c", "future"), item("d", password="x"))
    kinds = (item("e", kind="attachment"), item("f", kind="page"))
    posts, left = read(
        *hidden,
        *kinds,
        item(
            "g",
            inside=comment(1, approved="0") + comment(2, approved="spam") + comment(3, type="pingback") + comment(4, 1),
        ),
    )
    assert [(post.title, [(each.id, each.parent) for each in post.comments]) for post in posts] == [
        ("f", []),
        ("g", [("4", "")]),
    ]
    assert dict(left.counts) == {
        "drafts": 1,
        "with the status 'private'": 1,
        "scheduled": 1,
        "password-protected": 1,
        "of the kind 'attachment'": 1,
        "comments not approved": 1,
        "spam comments": 1,
        "comments that are a pingback": 1,
        "parents of comments that stay: these now stand at top level": 1,
    }


def test_addresses_of_people_are_not_kept_even_as_names() -> None:
    posts, _ = read(item(inside=comment(1, author="someone@mail.example")))
    said = str([dataclasses.asdict(post) for post in posts])
    assert "mail.example" not in said
    assert "192.0.2" not in said


def test_control_characters_are_taken_out_and_counted() -> None:
    posts, left = read(item(inside=comment(1, content="one\x0btwo\x08")))
    assert posts[0].comments[0].html == "onetwo"
    assert left.control_characters == 2


@pytest.mark.parametrize(
    ("export", "words"),
    [
        ('<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "b">]><rss><channel/></rss>', "declares a document type"),
        ("<!-- <rss> --><!doctype rss><rss><channel/></rss>", "declares a document type"),
        (HEAD + "<item><title>cut", "not well-formed"),
        ('<?xml version="1.0" encoding="utf-58"?><rss><channel/></rss>', "names an encoding that is not known"),
        ("<rss></rss>", "no channel"),
        ("", "not well-formed"),
    ],
)
def test_a_hostile_or_broken_export_is_refused(export: str, words: str) -> None:
    with pytest.raises(BadExportError, match=words):
        list(read_posts(chunks(export), LeftOut()))


def test_posts_before_a_fault_are_given_first() -> None:
    posts = read_posts(chunks(HEAD + item("whole") + "<item></wrong>"), LeftOut())
    assert next(posts).title == "whole"
    with pytest.raises(BadExportError):
        next(posts)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 30), max_size=30), st.integers(1, 400))
def test_every_comment_keeps_its_parent(parents: list[int], size: int) -> None:
    tree = [
        (number, parent if parent <= len(parents) and parent != number else 0)
        for number, parent in enumerate(parents, 1)
    ]
    export = HEAD + item(inside="".join(comment(*each) for each in tree)) + TAIL
    (post,) = read_posts(chunks(export, size), LeftOut())
    assert [(each.id, each.parent) for each in post.comments] == [
        (str(number), str(parent) if parent else "") for number, parent in tree
    ]


def test_a_comment_of_which_only_the_day_is_stated_has_no_zone() -> None:
    posts, _ = read(item(inside=comment(1).replace("2019-05-04 08:12:44", "2019-05-04")))
    assert [each.date for each in posts[0].comments] == ["2019-05-04"]
