"""In: the files of a corpus. Out: the same articles as a site for Hugo: bodies, notes, threads, lists, tags, feed.

It has no claims, no checks and no search: Hugo is given the lighter work.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable
from pathlib import Path

FILES = {
    "hugo.toml": 'baseURL = "https://example.org/"\ntitle = "Reports"\n[taxonomies]\ntag = "tags"\n'
    "[markup.goldmark.extensions]\nfootnote = true\n",
    "layouts/_default/baseof.html": '<!doctype html><html lang="en"><head><meta charset="utf-8">'
    '<title>{{ .Title }}</title><meta name="description" content="{{ .Summary }}"></head><body><header>'
    '<a href="/">{{ site.Title }}</a></header><main>{{ block "main" . }}{{ end }}</main></body></html>\n',
    "layouts/_default/single.html": '{{ define "main" }}<article><h1>{{ .Title }}</h1>'
    '<p><time datetime="{{ .Date.Format "2006-01-02" }}">{{ .Date.Format "2 January 2006" }}</time>'
    ", {{ .Params.outlet }}"
    "</p><p>{{ .Params.summary }}</p>{{ .Content }}"
    '{{ range .Params.tags }}<a href="/tags/{{ . }}/">{{ . }}</a> {{ end }}'
    '{{ with .PrevInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}'
    '{{ with .NextInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}</article>'
    '<section><h2>Comments</h2>{{ range .Params.thread }}{{ partial "comment.html" . }}{{ end }}</section>{{ end }}\n',
    "layouts/partials/comment.html": '<article id="c-{{ .id }}"><h3>{{ .author }}</h3>'
    '{{ range .text }}<p>{{ . }}</p>{{ end }}{{ range .replies }}{{ partial "comment.html" . }}{{ end }}</article>\n',
    "layouts/_default/list.html": '{{ define "main" }}<h1>{{ .Title }}</h1><ul>{{ range .Pages }}'
    '<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul>{{ end }}\n',
}


def write_hugo_site(files: Iterable[tuple[str, str]], folder: Path) -> None:
    """Write the archive's files as a Hugo site."""
    articles: dict[str, dict[str, str]] = {}
    for path, content in files:
        parts = path.split("/")
        if parts[:2] == ["content", "articles"]:
            articles.setdefault(parts[2], {})[parts[3]] = content
    for path, content in FILES.items():
        _write(folder / path, content)
    for name, texts in articles.items():
        _, head, body = texts["article.md"].split("+++\n", 2)
        front = tomllib.loads(head)
        front |= {"date": str(front.pop("published")), "thread": _nest(texts.get("thread.toml", ""))}
        _write(folder / f"content/article/{name}.md", f"{json.dumps(front, ensure_ascii=False, default=str)}\n\n{body}")


def _nest(thread: str) -> list[dict[str, object]]:
    """Comments with their replies in them."""
    top: list[dict[str, object]] = []
    replies: dict[str, list[dict[str, object]]] = {"": top}
    for comment in tomllib.loads(thread).get("comment", []):
        mine = replies[comment["id"]] = []
        paragraphs = comment.get("text", "").strip().split("\n\n")
        told = {"id": comment["id"], "author": comment.get("author", ""), "text": paragraphs, "replies": mine}
        replies.get(comment.get("parent", ""), top).append(told)
    return top


def _write(path: Path, content: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
