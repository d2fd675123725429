"""The documents of the book: what is in it, where its links lead, what stays covered."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from xml.etree import ElementTree

from generator.core.book import bind_book, lay_out_book, list_pictures
from generator.core.model import Archive
from tests.core.pages.rendering import render
from tests.core.pages.sample import HIGH_FORD, LOW_FORD, sample_archive, sample_stage

XHTML = "{http://www.w3.org/1999/xhtml}"
TYPE = "{http://www.idpf.org/2007/ops}type"


def bind(archive: Archive) -> Mapping[str, str]:
    stage = sample_stage(archive)
    pages = lay_out_book(stage.catalogue, stage.standings, stage.words)
    files = bind_book(archive, pages, [render(page) for page in pages])
    return {file.path: file.content.decode() for file in files}


@cache
def book() -> Mapping[str, str]:
    return bind(sample_archive())


def test_everything_to_be_read_is_in_it_in_the_archives_order() -> None:
    package = ElementTree.fromstring(book()["EPUB/package.opf"])
    opf = "{http://www.idpf.org/2007/opf}"
    places = {item.get("id"): item.get("href") for item in package.iter(f"{opf}item")}
    spine = [places[reference.get("idref")] for reference in package.iter(f"{opf}itemref")]
    assert spine[:3] == ["index.xhtml", "nav.xhtml", "pages/method.xhtml"]
    archive = sample_archive()
    wanted = [f"article/{article.id}.xhtml" for article in archive.articles]
    wanted += [f"question/{question.id}.xhtml" for question in archive.questions]
    wanted += [f"source/{source.id}.xhtml" for source in archive.sources]
    assert spine[4:] == wanted
    assert {f"EPUB/{place}" for place in places.values()} | {"EPUB/package.opf", "META-INF/container.xml"} == set(
        book()
    )


def test_every_mark_leads_to_its_note_and_every_note_back() -> None:
    for article in (LOW_FORD, HIGH_FORD):
        tree = ElementTree.fromstring(book()[f"EPUB/article/{article}.xhtml"])
        marks = {link.get("href"): link.get("id") for link in tree.iter(f"{XHTML}a") if link.get(TYPE) == "noteref"}
        asides = [note for note in tree.iter(f"{XHTML}aside") if note.get(TYPE) == "footnote"]
        notes = {f"#{note.get('id')}": note for note in asides if str(note.get("id")).startswith("n-")}
        assert notes
        assert set(marks) == set(notes)
        for address, note in notes.items():
            back = next(link for link in note.iter(f"{XHTML}a") if link.get("role") == "doc-backlink")
            assert back.get("href") == f"#{marks[address]}"


def test_every_link_within_leads_to_a_place_that_is_there() -> None:
    places = {path: set(re.findall(r'\bid="([^"]+)"', body)) for path, body in book().items()}
    checked = 0
    for path, body in book().items():
        for address in re.findall(r'<a [^>]*href="([^"]+)"', body):
            if "://" in address:
                continue
            target, _, fragment = address.partition("#")
            folders = path.split("/")[:-1]
            for step in target.split("/") if target else ():
                folders = folders[:-1] if step == ".." else [*folders, step]
            there = "/".join(folders) if target else path
            assert there in places, (path, address)
            assert not fragment or fragment in places[there], (path, address)
            checked += 1
    assert checked > 50


def test_what_is_not_in_the_book_is_linked_where_the_site_stands_else_only_said() -> None:
    archive = sample_archive()
    about = next(page for page in archive.pages if page.name == "about")
    link = type(about.body)('<p><a href="../data.html">the data</a></p>')
    archive = replace(archive, pages=(replace(about, body=link),))
    assert "<p>the data</p>" in bind(archive)["EPUB/pages/about.xhtml"]
    settings = replace(archive.settings, base_url="https://archive.example/")
    online = bind(replace(archive, settings=settings))["EPUB/pages/about.xhtml"]
    assert '<a href="https://archive.example/data.html">the data</a>' in online


def test_a_covered_comment_stays_covered() -> None:
    covered = [
        (article, comment)
        for article in sample_archive().articles
        for comment in (article.thread.comments if article.thread else ())
        if comment.cover
    ]
    assert covered
    for article, comment in covered:
        body = book()[f"EPUB/article/{article.id}.xhtml"]
        open_text = re.sub(r"<details>.*?</details>", "", body, flags=re.S)
        for block in comment.blocks:
            assert block.id in body
            assert f'id="{block.id}"' not in open_text


def test_the_thread_is_nested_as_it_was() -> None:
    tree = ElementTree.fromstring(book()[f"EPUB/article/{LOW_FORD}.xhtml"])
    parents = {child: parent for parent in tree.iter() for child in parent}
    thread = next(article.thread for article in sample_archive().articles if article.id == LOW_FORD)
    assert thread
    items = {item.get("id"): item for item in tree.iter(f"{XHTML}li")}
    assert len([comment for comment in thread.comments if comment.parent]) > 1
    for comment in thread.comments:
        above = parents[parents[items[f"k-{comment.id}"]]]
        assert above.get("id") == (f"k-{comment.parent}" if comment.parent else "comments")


def test_pictures_that_reading_systems_do_not_know_are_left_out() -> None:
    archive = sample_archive()
    first = replace(archive.articles[0], pictures=("mill.avif", "mill.jpg", "weir.WEBP"))
    listed = list_pictures(replace(archive, articles=(first,)))
    assert [(item.path, item.type) for item in listed] == [
        (f"media/{first.id}/mill.jpg", "image/jpeg"),
        (f"media/{first.id}/weir.WEBP", "image/webp"),
    ]
