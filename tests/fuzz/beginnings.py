"""Whole files of every kind that is read: what chance and coverage take apart and put together otherwise."""

from __future__ import annotations

import gzip
from collections.abc import Mapping

from tests.archives import FILES
from tests.hostile.cases import every_case

_WORDS = "<p>It came over the wall at noon, and nobody in the whole town had thought that it could come so high.</p>"
PAGE = f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Water over the wall</title>
<link rel="canonical" href="https://harbour.example/2021/03/water"><meta name="author" content="Mina Dahl">
<script type="application/ld+json">{{"@type":"NewsArticle","headline":"Water","datePublished":"2021-03-04"}}</script>
</head><body class="single wp-singular"><article class="post hentry"><h1 class="entry-title">Water over the wall</h1>
<time datetime="2021-03-04T09:30:00Z">4 March 2021</time><div class="entry-content">{_WORDS * 3}
<figure><img src="a_files/a.jpg" alt="A wall"><figcaption>The wall.</figcaption></figure>
<ul><li>One<ul><li>Two</li></ul></li></ul><table><tr><th>a</th></tr><tr><td>b</td></tr></table>
<blockquote cite="x">Said <a href="/b?c=d">so</a> <code>e</code></blockquote><pre>f
g</pre></div></article><div id="comments"><ol class="comment-list">
<li id="comment-1" class="comment depth-1"><div id="div-comment-1"><cite class="fn">Per</cite>
<time datetime="2021-03-05T10:00:00Z">5 March</time><div class="comment-content"><p>I saw it.</p></div></div>
<ul class="children"><li id="comment-2" class="comment depth-2"><div id="div-comment-2"><cite class="fn">Ann</cite>
<div class="comment-content"><p>So did <b>I</b>.</p></div></div></li></ul></li></ol></div></body></html>"""
WORDPRESS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>Harbour</title><wp:author>
<wp:author_login>mina</wp:author_login><wp:author_display_name>Mina Dahl</wp:author_display_name></wp:author>
<item><title>Ferry</title><link>https://harbour.example/ferry</link><dc:creator>mina</dc:creator>
<content:encoded><![CDATA[It ran <b>aground</b>.

[caption]<img src="a.png"> A ferry[/caption]
<!--more--><ul><li>a</li></ul>]]></content:encoded><wp:post_date>2019-05-04 09:30:00</wp:post_date>
<wp:status>publish</wp:status><wp:post_type>post</wp:post_type><wp:post_password></wp:post_password>
<wp:comment><wp:comment_id>7</wp:comment_id><wp:comment_parent>0</wp:comment_parent><wp:comment_author>Per
</wp:comment_author><wp:comment_date_gmt>2019-05-04 08:12:44</wp:comment_date_gmt>
<wp:comment_content><![CDATA[Words]]></wp:comment_content><wp:comment_approved>1</wp:comment_approved></wp:comment>
<wp:comment><wp:comment_id>8</wp:comment_id><wp:comment_parent>7</wp:comment_parent>
<wp:comment_content>More</wp:comment_content><wp:comment_approved>1</wp:comment_approved></wp:comment>
</item></channel></rss>"""
DISQUS = """<?xml version="1.0" encoding="utf-8"?><disqus xmlns="http://disqus.com"
 xmlns:dsq="http://disqus.com/disqus-internals"><thread dsq:id="10"><link>https://town.example/bakery</link></thread>
<post dsq:id="1"><message><![CDATA[<p>Words</p>]]></message><createdAt>2017-10-17T17:21:00Z</createdAt>
<isDeleted>true</isDeleted><isSpam>false</isSpam><author><name>Per</name></author><thread dsq:id="10"/></post>
<post dsq:id="2"><message>So</message><createdAt>2017-10-17T18:21:00Z</createdAt><isDeleted>false</isDeleted>
<isSpam>false</isSpam><author><name>Ann</name></author><thread dsq:id="10"/><parent dsq:id="1"/></post></disqus>"""
ANNOTATIONS = """{"@context": "http://www.w3.org/ns/anno.jsonld", "type": "AnnotationCollection", "first": {"items": [
{"type": "Annotation", "body": [{"type": "TextualBody", "value": "It closed."}], "target": {"source":
"https://a.example/article/2020-01-02-mill.html", "selector": [{"type": "TextQuoteSelector", "exact":
"The old mill by the river", "prefix": "", "suffix": " closed"}]}}]}}"""
SHEET = """article,id,says,date,via,answer
2020-01-02-mill,closed,"The mill, closed.",2020-01-02,ann; bob,yes
2020-01-02-mill,open,'=1+1,Monday,,
"""


def write_web_archive(page: bytes) -> bytes:
    """A WARC 1.0 file of one page."""
    sent = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/1\r\nWARC-Date: 2021-03-09T17:00:00Z\r\n"
        "WARC-Record-ID: <urn:uuid:12345678-feed-b0b0-8888-123456789abc>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(sent)}\r\n\r\n"
    )
    return head.encode() + sent + b"\r\n\r\n"


WEB_ARCHIVE = write_web_archive(PAGE.encode())
IMPORTED: Mapping[str, tuple[bytes, ...]] = {
    "page": (PAGE.encode(), PAGE.encode("utf-16"), PAGE.replace("utf-8", "cp1251").encode("cp1251")),
    "wordpress": (WORDPRESS.encode(),),
    "disqus": (DISQUS.encode(),),
    "web archive": (WEB_ARCHIVE, gzip.compress(WEB_ARCHIVE, mtime=0)),
    "annotations": (ANNOTATIONS.encode(),),
    "sheet": (SHEET.encode(),),
}


def begin(target: str) -> tuple[bytes, ...]:
    """What a target begins with: files of its kind, and for those that read text every hostile case."""
    if target in IMPORTED:
        return IMPORTED[target]
    texts = (*FILES.values(), *(words for _, words in every_case()))
    return tuple(text.encode("utf-8", "surrogatepass") for text in texts)
