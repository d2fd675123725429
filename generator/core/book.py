"""In: a catalogue, its standings, a theme's words. Out: the documents of a book: an EPUB before it is packed.

Must not know a picture's bytes: which pictures the book shows is all that is said of them.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from urllib.parse import quote, urlsplit

from generator.core import urls
from generator.core.catalogue import Catalogue
from generator.core.model import Archive, Output
from generator.core.pages.article import article_pages
from generator.core.pages.feeds import EPOCH, date_article, name_permanently
from generator.core.pages.figure import figure_pages
from generator.core.pages.frame import Frame, Page, Stage, direction_of, make_frame
from generator.core.pages.free import free_pages
from generator.core.pages.question import question_pages
from generator.core.pages.slices import make_all
from generator.core.pages.source import source_pages
from generator.core.safe_html import is_remote_link
from generator.core.standing import Standing
from generator.core.words import Words
from generator.core.xhtml import find_ids, write_xhtml

FOLDER = "EPUB"
CONTAINER = Output(
    "META-INF/container.xml",
    b'<?xml version="1.0" encoding="UTF-8"?>\n'
    b'<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    b'<rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles></container>\n',
)
TYPES: Mapping[str, str] = {  # the pictures that every reading system shows (EPUB 3.3, core media types)
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "gif": "image/gif",
    "webp": "image/webp",
}
_KINDS = frozenset(f"pages/{kind}.html" for kind in ("article", "thread", "question", "figure", "source", "free"))
_LISTS = {"questions.html": "nav.html", "sources.html": "nav.html"}  # what the contents stand for


@dataclass(frozen=True, slots=True)
class Item:
    """One document or picture of the book: its id in the package, where it lies, what it is."""

    id: str
    path: str
    title: str
    type: str
    in_contents: bool = True


@dataclass(frozen=True, slots=True)
class Section:
    """A run of the contents under one heading."""

    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class BookView:
    """The book as a whole: what its title page, its contents and its package tell."""

    frame: Frame
    id: str
    modified: str
    editor: str
    base_url: str
    reports: int
    claims: int
    direction: str
    sections: tuple[Section, ...]
    pictures: tuple[Item, ...]


def lay_out_book(catalogue: Catalogue, standings: Mapping[str, Standing], words: Words) -> tuple[Page, ...]:
    """Every file of the book but its pictures, at the address that the same page has on the site."""
    stage = Stage(catalogue, standings, "", words)
    articles = _dress(article_pages(stage))
    asked = {page.url: page for page in _dress(make_all((*question_pages(stage), *figure_pages(stage))))}
    questions = [asked[urls.question_url(question.id)] for question in catalogue.archive.questions]
    sources, free = _dress(make_all(source_pages(stage))), _dress(free_pages(stage))
    named = (("book.pages", free), ("frame.reports", articles), ("frame.questions", questions))
    sections = tuple(_list_sections(words, (*named, ("frame.sources", sources))))
    view = _show_book(stage, sections)
    whole = (("index.html", "title.html"), ("nav.html", "nav.html"), ("package.opf", "package.xml"))
    made = [
        Page(url, f"book/{name}", replace(view, frame=replace(view.frame, url=url)))
        for url, name in (*whole, ("book.css", "book.css"))
    ]
    return (*made, *free, *articles, *questions, *sources)


def bind_book(archive: Archive, pages: Sequence[Page], bodies: Sequence[str]) -> tuple[Output, ...]:
    """The rendered pages as files of the book: documents as XHTML, links leading into the book or out of it."""
    rendered = list(zip(pages, bodies, strict=True))
    known = {page.url: find_ids(body) for page, body in rendered if page.url.endswith(".html")}
    pictures = {item.path for item in list_pictures(archive)}
    lead = partial(_lead, archive.settings.base_url, known, pictures)
    files = (
        Output(_place(page.url), (write_xhtml(body, partial(lead, page.url)) if page.url in known else body).encode())
        for page, body in rendered
    )
    return (CONTAINER, *files)


def list_pictures(archive: Archive) -> Iterator[Item]:
    """The pictures that the book shows; `title` is the article's id and the file's name."""
    number = 0
    for article in archive.articles:
        for name in sorted(set(article.pictures)):
            if kind := TYPES.get(name.rpartition(".")[2].lower()):
                number += 1
                yield Item(f"picture-{number}", urls.media_url(article.id, name), f"{article.id}/{name}", kind)


def _dress(pages: Iterable[Page]) -> list[Page]:
    return [replace(page, template=f"book{page.template[5:]}") for page in pages if page.template in _KINDS]


def _list_sections(words: Words, named: Iterable[tuple[str, Sequence[Page]]]) -> Iterator[Section]:
    number = 0
    for key, pages in named:
        items = []
        for page in pages:
            number += 1
            title, listed = page.view.frame.title, page.template != "book/thread.html"
            items.append(Item(f"page-{number}", _rename(page.url), title, "application/xhtml+xml", listed))
        if items:
            yield Section(words.say(key), tuple(items))


def _show_book(stage: Stage, sections: tuple[Section, ...]) -> BookView:
    archive = stage.catalogue.archive
    settings = archive.settings
    return BookView(
        frame=make_frame(stage, "index.html", settings.title, settings.description),
        id=name_permanently(stage, "book"),
        modified=max(map(date_article, archive.articles), default=EPOCH),
        editor=settings.editor,
        base_url=settings.base_url,
        reports=len(archive.articles),
        claims=len(stage.catalogue.entries),
        direction=direction_of(settings.language),
        sections=sections,
        pictures=tuple(list_pictures(archive)),
    )


def _lead(base_url: str, known: Mapping[str, frozenset[str]], pictures: set[str], page: str, address: str) -> str:
    """Where an address on a page leads from the same page of the book: a place in it, else the site, else ''."""
    if is_remote_link(address):
        return _write_address(address)
    path, mark, fragment = address.partition("#")
    target = posixpath.normpath(posixpath.join(posixpath.dirname(page), path)) if path else page
    target = _LISTS.get(target, target)
    if target in pictures:
        return quote(posixpath.relpath(target, posixpath.dirname(page) or "."))
    if target in known:
        there = "" if target == page else posixpath.relpath(_rename(target), posixpath.dirname(page) or ".")
        place = f"#{fragment}" if fragment in known[target] else ""
        return there + place
    return _write_address(f"{base_url}{target}{mark}{fragment}") if base_url else ""


def _write_address(address: str) -> str:
    """An address with all that RFC 3986 does not know written as percent signs; '' where there is none to be had."""
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname or "", parts.port  # a port that is none is refused here
    except ValueError:
        return ""
    if parts.scheme != "mailto" and not (host and host.isascii()):
        return ""
    return quote(address, safe="%:/?#@!$&'()*+,;=-._~")


def _rename(url: str) -> str:
    return f"{url.removesuffix('.html')}.xhtml" if url.endswith(".html") else url


def _place(url: str) -> str:
    return f"{FOLDER}/{_rename(url)}"
