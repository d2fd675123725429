"""A Disqus export yields the comments of the wanted threads, each with its parent, and no address of anybody."""

from __future__ import annotations

import pytest

from generator.core.capture.disqus import read_threads
from generator.core.capture.wordpress import BadExportError, ExportedComment, LeftOut

HEAD = """<?xml version="1.0" encoding="utf-8"?><disqus xmlns="http://disqus.com"
 xmlns:dsq="http://disqus.com/disqus-internals"><category dsq:id="1"><forum>town</forum></category>
<thread dsq:id="10"><link>https://town.example/bakery</link><title>Bakery</title></thread>
<thread dsq:id="11"><link>https://town.example/other</link></thread>"""


def post(number: int, thread: int = 10, parent: int = 0, deleted: str = "false", spam: str = "false") -> str:
    above = f'<parent dsq:id="{parent}"/>' if parent else ""
    return (
        f'<post dsq:id="{number}"><message><![CDATA[<p>Words {number}</p>]]></message>'
        f"<createdAt>2017-10-17T17:21:00Z</createdAt><isDeleted>{deleted}</isDeleted><isSpam>{spam}</isSpam>"
        f"<author><email>a@mail.example</email><name>Per</name></author><ipAddress>192.0.2.7</ipAddress>"
        f'<thread dsq:id="{thread}"/>{above}</post>'
    )


def read(*posts: str) -> tuple[dict[str, tuple[ExportedComment, ...]], LeftOut]:
    left = LeftOut()
    data = (HEAD + "".join(posts) + "</disqus>").encode()
    chunks = (data[at : at + 11] for at in range(0, len(data), 11))
    return read_threads(chunks, lambda link: link.endswith("bakery"), left), left


def test_comments_of_wanted_threads_keep_their_parents() -> None:
    threads, left = read(post(1), post(2, parent=1), post(3, thread=11))
    assert threads == {
        "https://town.example/bakery": (
            ExportedComment("1", "", "Per", "2017-10-17T17:21:00Z", "<p>Words 1</p>"),
            ExportedComment("2", "1", "Per", "2017-10-17T17:21:00Z", "<p>Words 2</p>"),
        )
    }
    assert left == LeftOut()


def test_a_deleted_comment_stays_empty_where_somebody_answered_it() -> None:
    threads, left = read(post(1, deleted="true"), post(2, parent=1), post(3, spam="true"))
    (comments,) = threads.values()
    assert [(each.id, each.parent, each.author, each.html) for each in comments] == [
        ("1", "", "", ""),
        ("2", "1", "Per", "<p>Words 2</p>"),
    ]
    assert dict(left.counts) == {"comments that were deleted or held for spam": 1}


def test_a_declared_document_type_is_refused() -> None:
    with pytest.raises(BadExportError, match="declares a document type"):
        read_threads([b"<!DOCTYPE disqus><disqus/>"], lambda link: True, LeftOut())


def test_an_encoding_that_nobody_knows_is_refused() -> None:
    for name in ("utf-58", "utf-7"):
        with pytest.raises(BadExportError, match="names an encoding that is not known"):
            read_threads([f'<?xml version="1.0" encoding="{name}"?><disqus/>'.encode()], lambda link: True, LeftOut())
