"""Comments that Disqus sends by themselves stand under the page that asks for them, and under no other."""

from __future__ import annotations

import json
import tomllib
from urllib.parse import quote

import pytest

from generator.core.capture.disqus_records import (
    choose_thread,
    find_records,
    is_record,
    read_thread_id,
    read_wishes,
)
from generator.core.capture.page_draft import draft_html
from generator.core.text import Text

HERE = "https://harbour.example/2021/ferry"
STORY = "<p>The ferry ran aground at seven, the harbour master said, and nobody was hurt by it.</p>" * 3
SCRIPT = "<script>s.src = 'https://harbour.disqus.com/embed.js';</script>"
NAMED = "<script>this.page.identifier = 'f-7';</script>" + SCRIPT
EMBED = "https://disqus.com/embed/comments/?base=default&f=harbour"
POSTS = "https://disqus.com/api/3.0/threads/listPostsThreaded?limit=50&thread=77&forum=harbour&cursor=2"
UNTOLD = ("this page shows comments of Disqus, and no record of the web archive says that it holds them",)


def page(more: str = '<div id="disqus_thread"></div>' + SCRIPT) -> str:
    return f"<!DOCTYPE html><html><head><title>Ferry</title></head><body><article>{STORY}</article>{more}</body></html>"


def post(number: int, words: str, parent: int | None = None, **more: object) -> dict[str, object]:
    return {
        "id": str(number),
        "parent": parent,
        "thread": "77",
        "author": {"name": f"N{number}"},
        "createdAt": "2021-03-09T17:00:00",
        "message": words,
        "isDeleted": False,
        **more,
    }


def embed(*posts: dict[str, object], thread: str = "77", link: str = HERE, **about: object) -> str:
    told = {"id": thread, "link": link, "forum": "harbour", "identifiers": [], "posts": 3, **about}
    own = [{**each, "thread": thread} for each in posts]
    data = json.dumps({"cursor": {}, "code": 0, "response": {"posts": own, "thread": told}}).replace("</", "<\\/")
    return f'<!DOCTYPE html><body><script type="text/json" id="disqus-threadData">{data}</script></body>'


def listed(*posts: dict[str, object]) -> str:
    return json.dumps({"cursor": {}, "code": 0, "response": posts})


FIRST, ANSWER, LAST = post(1, "<p>I saw it.</p>"), post(2, "<p>So did <b>I</b>.</p>", 1), post(3, "<p>Where?</p>", 2)


def draw(html: str, **records: str) -> list[dict[str, object]]:
    choice = choose_thread(read_wishes(Text("", html), HERE), records)
    made = draft_html(Text("page.html", html), below=choice.html).value
    assert made is not None
    comments: list[dict[str, object]] = tomllib.loads(dict(made.files).get("thread.toml", "")).get("comment", [])
    return comments


def test_posts_of_the_embedded_page_and_of_further_lists_become_one_thread_with_its_parents() -> None:
    records = {EMBED: embed(FIRST, ANSWER), POSTS: listed(LAST, ANSWER)}
    comments = draw(page(), **records)
    assert [(each["id"], each.get("parent"), each["author"], each["text"]) for each in comments] == [
        ("1", None, "N1", "I saw it."),
        ("2", "1", "N2", "So did **I**."),
        ("3", "2", "N3", "Where?"),
    ]
    assert {str(each["date"]) for each in comments} == {"2021-03-09 17:00:00+00:00"}
    choice = choose_thread(read_wishes(Text("", page()), HERE), records)
    assert choice.used == (EMBED, POSTS)
    assert '<span class="comment-count">3 comments</span>' in choice.html


def test_answers_nested_deeper_than_any_page_are_read() -> None:
    chain = [post(number, "<p>So?</p>", number - 1 or None) for number in range(1, 400)]
    comments = draw(page(), **{EMBED: embed(*chain)})
    assert [each.get("parent") for each in comments] == [None, *map(str, range(1, 399))]


@pytest.mark.parametrize(
    ("html", "address", "told"),
    [
        (page(f'<iframe src="{EMBED}#v=1"></iframe>'), EMBED, {"link": "https://b.example/"}),
        (
            page('<iframe src="//disqus.com/embed/comments/?f=x"></iframe>'),
            "https://disqus.com/embed/comments/?f=x",
            {},
        ),
        (page(), f"{EMBED}&t_u={quote('http://www.harbour.example/2021/ferry/', safe='')}", {"link": ""}),
        (page(), EMBED, {"link": "http://harbour.example/2021/ferry/"}),
        (page('<link rel="canonical" href="https://h.example/f">' + SCRIPT), EMBED, {"link": "https://h.example/f"}),
        (
            page("<script>this.page.url = 'https://h.example/g'</script>" + SCRIPT),
            EMBED,
            {"link": "https://h.example/g"},
        ),
        (page(NAMED), f"{EMBED}&t_i=f-7", {"link": ""}),
        (page('<script>var disqus_identifier = "f-7"</script>' + SCRIPT), EMBED, {"link": "", "identifiers": ["f-7"]}),
    ],
)
def test_a_thread_is_known_by_a_frame_of_the_page_by_its_address_or_by_its_name(
    html: str, address: str, told: dict[str, str]
) -> None:
    wishes = read_wishes(Text("", html), HERE)
    assert choose_thread(wishes, {address: embed(FIRST, **told)}).used == (address,)
    assert find_records(wishes, [address]) == [address]


@pytest.mark.parametrize(
    ("html", "told"),
    [
        (page(), {"link": "https://harbour.example/2021/other"}),
        (page(), {"link": ""}),
        (page(NAMED), {"link": "", "identifiers": ["f-8"]}),
        (page(NAMED), {"link": "", "identifiers": ["f-7"], "forum": "another"}),
    ],
)
def test_a_thread_that_nothing_ties_to_the_page_is_left_alone_and_that_is_told(html: str, told: dict[str, str]) -> None:
    records = {"https://disqus.com/embed/comments/": embed(FIRST, **told)}
    choice = choose_thread(read_wishes(Text("", html), HERE), records)
    assert (choice.html, choice.used, choice.doubts) == ("", (), UNTOLD)


def test_of_two_threads_that_both_claim_the_page_neither_is_taken() -> None:
    records = {EMBED: embed(FIRST), f"{EMBED}&t_i=2": embed(LAST, thread="78")}
    choice = choose_thread(read_wishes(Text("", page()), HERE), records)
    assert choice.html == ""
    assert choice.doubts == ("2 threads of Disqus are told to stand under this page; none of them was taken",)


def test_a_page_without_disqus_asks_for_nothing() -> None:
    wishes = read_wishes(Text("", page("")), HERE)
    assert find_records(wishes, [EMBED, POSTS], ["77"]) == []
    choice = choose_thread(wishes, {EMBED: embed(FIRST)})
    assert (choice.html, choice.used, choice.doubts) == ("", (), ())


def test_records_are_known_by_their_addresses_and_lists_by_their_thread() -> None:
    assert is_record(EMBED)
    assert is_record(POSTS)
    for other in ("https://disqus.com/home/", "https://evildisqus.com/embed/comments/", "https://[x/", "data:,", ""):
        assert not is_record(other)
    wishes = read_wishes(Text("", page()), HERE)
    other = f"{EMBED}&t_u=https%3A%2F%2Fb.example%2F"
    assert find_records(wishes, [other, EMBED, POSTS], ["77"]) == [EMBED, POSTS]
    assert find_records(wishes, [other, EMBED, POSTS], ["78"]) == [EMBED]
    assert read_thread_id(EMBED, embed(FIRST)) == "77"


def test_what_disqus_took_out_has_a_gap_and_no_message_poses_as_another_comment() -> None:
    gone = post(4, "<p>Rude.</p>", isDeleted=True)
    odd = post(5, '</div></li><li class="post">Posed</li>', author={"name": "<b>x"})
    comments = draw(page(), **{EMBED: embed(gone, odd, post(-6, "no"), {"id": {"a": 1}})})
    assert [(each["id"], each.get("author"), each.get("gaps"), each.get("text")) for each in comments] == [
        ("4", None, ["text"], None),
        ("5", "<b>x", None, "Posed"),
    ]


@pytest.mark.parametrize(
    "content",
    [
        "",
        "no JSON",
        "[" * 100_000,
        "null",
        "[]",
        '{"response": 7}',
        '{"response": {"posts": 7, "thread": []}}',
        '{"response": [{"id": 1e999}, {"id": true}, 3]}',
    ],
)
def test_records_that_are_not_what_they_pose_as_give_nothing(content: str) -> None:
    for name, written in ((POSTS, content), (EMBED, f"<script id=disqus-threadData>{content}</script>")):
        assert choose_thread(read_wishes(Text("", page()), HERE), {name: written}).doubts == UNTOLD
