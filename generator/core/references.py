"""In: links within the archive, and what stands in it. Out: each link that leads nowhere, at its place.

Must not read a text for links: the readers found those of prose, and those of notes stand in their HTML.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup as Html  # only carried

from generator.core import urls
from generator.core.diagnostics import Diagnostic, did_you_mean, error
from generator.core.links import find_targets
from generator.core.model import Article, Link
from generator.core.text import Place, Text

Point = Callable[[str], Place]  # says where in a file words stand


@dataclass(frozen=True, slots=True)
class Known:
    """Where a link may lead: site-relative addresses, articles by id, and the ids of blocks that their outlines lack.

    `unread` are the folders of the site whose register could not be read: nothing is checked against those.
    """

    addresses: frozenset[str]
    articles: Mapping[str, Article]
    places: Mapping[str, Sequence[str]]
    unread: frozenset[str] = frozenset()


def check_links(known: Known, links: Iterable[Link], text: Text) -> Iterator[Diagnostic]:
    """The links of a text that lead nowhere."""
    for link in links:
        yield from _check(known, link.target, partial(_point_in_line, text, link.line))


def check_note(known: Known, note: Html, point: Point) -> Iterator[Diagnostic]:
    """The links of a note that lead nowhere."""
    for target in find_targets(note) if "<a" in note else ():
        yield from _check(known, target, point)


def find_entered(target: str) -> str:
    """The article that a link leads into the midst of; '' where it leads to none, or to all of a page."""
    url, _, fragment = target.partition("#")
    return _article_at(url) if fragment and url.startswith("article/") else ""


def _check(known: Known, target: str, point: Point) -> Iterator[Diagnostic]:
    url, _, fragment = target.partition("#")
    if url not in known.addresses and url.partition("/")[0] not in known.unread:
        near = did_you_mean(_as_written(url), map(_as_written, known.addresses))
        message = f"nothing in this archive is called {_as_written(url)!r}"
        yield error("broken-link", message, point(_name_in(url)), near)
    article = known.articles.get(_article_at(url))
    if fragment and article and fragment not in (fragments := _fragments(known, article)):
        near = did_you_mean(fragment, fragments)
        message = f"{_as_written(url)!r} has no place {fragment!r}"
        yield error("broken-link", message, point(fragment), near)


def _article_at(url: str) -> str:
    return url.removeprefix("article/").removesuffix(".html")


def _as_written(url: str) -> str:
    """An address as authors write links to it: article/x.html is article:x."""
    folder, slash, name = url.removesuffix(".html").partition("/")
    return f"{folder.removesuffix('s')}:{name}" if slash else url


def _name_in(url: str) -> str:
    """What of an address stands in a link as authors write it."""
    return url.rpartition("/")[2].removesuffix(".html")


def _fragments(known: Known, article: Article) -> frozenset[str]:
    comments = article.thread.comments if article.thread else ()
    return frozenset(
        (
            "comments",
            "notes",
            *known.places.get(article.id, ()),
            *(block.id for block in article.blocks),
            *(block.id for comment in comments for block in comment.blocks),
            *(urls.comment_fragment(comment.id) for comment in comments),
            *(urls.claim_fragment(claim.id) for claim in article.claims),
            *(urls.note_fragment(claim.id) for claim in article.claims),
        )
    )


def _point_in_line(text: Text, number: int, words: str) -> Place:
    line = text.line_place(number or 1)
    column = line.excerpt.find(words)
    return line if column < 0 else Place(line.path, line.line, column + 1, len(words), line.excerpt)
