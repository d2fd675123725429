"""A post as WordPress stores it becomes an article whose words are those of the post."""

from __future__ import annotations

import tomllib

from generator.core.capture.post_draft import draft_post, draft_thread
from generator.core.capture.wordpress import ExportedComment, Post
from generator.core.diagnostics import tell

CLASSIC = """It ran aground.
Nobody was hurt.

[caption id="x" width="3"]<img src="https://harbour.example/a.jpg" alt="A ferry"> The ferry.[/caption]

<blockquote>We felt it.</blockquote>
<pre>one

two</pre>"""


def make(html: str, title: str = "Ferry") -> Post:
    reply = ExportedComment("2", "1", "", "2019-05-04T09:00:00Z", "a\n\nb <b>c</b>")
    comments = (ExportedComment("1", "", "Ann", "", "# no heading"), reply)
    return Post(title, "https://harbour.example/f", "Mina Dahl", "2019-05-04", "said", html, comments)


def test_newlines_captions_and_comments_of_a_classic_post() -> None:
    made = draft_post(make(CLASSIC), "post").value
    assert made is not None
    files = dict(made.files)
    assert made.id == "2019-05-04-ferry"
    assert made.lost_pictures == 1
    assert files["article.md"] == (
        '+++\ntitle = "Ferry"\noutlet = "post"\nurl = "https://harbour.example/f"\npublished = 2019-05-04\n'
        'published_basis = "said"\nauthor = "Mina Dahl"\nrendition = "full"\n+++\n\n'
        "It ran aground.\\\nNobody was hurt.\n\n{.caption}\nThe ferry.\n\n> We felt it.\n\n```\none\n\ntwo\n```\n"
    )
    assert files["thread.toml"] == (
        "format = \"markdown\"\n\n[[comment]]\nid = \"1\"\nauthor = \"Ann\"\ntext = '''\n\\# no heading'''\n\n"
        "[[comment]]\nid = \"2\"\nparent = \"1\"\ndate = 2019-05-04T09:00:00Z\ntext = '''\na\n\nb **c**'''\n"
    )


def test_pictures_in_comments_are_counted_as_lost() -> None:
    comment = ExportedComment("1", "", "Ann", "", 'Look: <img src="a.jpg"> and <IMG src=b.jpg>, no &lt;img&gt;.')
    made = draft_post(Post("Ferry", "", "", "", "", "It ran <img src=c.jpg> aground.", (comment,))).value
    assert made is not None
    assert made.lost_pictures == 3


def test_a_post_of_blocks_is_read_as_html() -> None:
    made = draft_post(make("<!-- wp:paragraph -->\n<p>One\ntwo.</p>\n<!-- /wp:paragraph -->")).value
    assert made is not None
    assert made.files[0][1].endswith("+++\n\nOne two.\n")


def test_a_post_made_to_exhaust_its_reader_is_refused() -> None:
    assert tell(draft_post(make("<div>" * 1000)).diagnostics).startswith("error[nested-too-deep]: the HTML of the post")


def test_a_character_that_no_text_may_have_is_not_written_into_a_name() -> None:
    thread = draft_thread(
        (ExportedComment("1", "", " P\x04er\uffff", "", "a\x7f"), ExportedComment("2", "", "\x04", "", "b")), ""
    )
    assert thread is not None
    assert thread.count("author") == 1
    assert "author = \"Per\"\ntext = '''\na'''" in thread


def test_comments_of_an_export_that_share_an_id_or_go_in_a_circle_are_all_kept() -> None:
    exported = [("a b", "3"), ("a b", ""), ("", "a b"), ("3", "a b"), ("4", "4")]
    thread = draft_thread([ExportedComment(id, parent, "", "", "x") for id, parent in exported], "")
    assert thread is not None
    read = tomllib.loads(thread)["comment"]
    assert [(each["id"], each.get("parent", "")) for each in read] == [
        ("a-b", ""),
        ("a-b-2", ""),
        ("none", "a-b"),
        ("3", "a-b"),
        ("4", ""),
    ]
