"""What is held to be true of every file that is imported, as functions of its bytes."""

from __future__ import annotations

import contextlib
import tempfile
import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from generator.core.capture.charset import decode_page
from generator.core.capture.disqus import read_threads
from generator.core.capture.page_account import tell_fates
from generator.core.capture.page_draft import draft_html
from generator.core.capture.post_draft import draft_post, draft_thread
from generator.core.capture.wordpress import BadExportError, LeftOut, read_posts
from generator.core.catalogue import Catalogue, catalogue
from generator.core.foreign_annotations import read_annotations, write_drafts
from generator.core.letters import fold_letters
from generator.core.merging import apply_changes, compare_claims
from generator.core.model import Archive, Settings
from generator.core.page_text import read_page_text
from generator.core.text import Text
from generator.core.text_fragments import Searched, find_directive, read_searched
from generator.edge.warc import read_captures
from tests.core.fragment_matcher import parse_directive
from tests.fuzz.targets import WHOLE, check_files, check_reports, read_folder


def try_page(data: bytes) -> None:
    """A saved page is drafted, or it is said why not; what is written can be read, and nothing is lost unsaid.

    What points at words of it finds them once.
    """
    page = decode_page("saved.html", data)
    check_reports(page.diagnostics, empty=page.value is None)
    if page.value is None:
        return
    if text := read_page_text(page.value[0].content):
        _point_at_words(read_searched(text))
    drafted = draft_html(page.value[0])
    check_reports(drafted.diagnostics, empty=drafted.value is None)
    if drafted.value is not None:
        check_files(dict(drafted.value.files))
        assert tell_fates(drafted.value.fates, drafted.value.doubts, drafted.value.unknown)


def _point_at_words(page: Searched) -> None:
    letters = page.shown.letters
    for first in range(0, len(letters), 1 + len(letters) // 20):
        if written := find_directive(page, first, min(len(letters), first + 12)):
            terms = parse_directive(written)
            wanted = fold_letters(f"{terms.prefix}{terms.start}{terms.suffix}")
            at = page.letters.index(wanted)
            assert page.letters.find(wanted, at + 1) < 0


def try_wordpress(data: bytes) -> None:
    """An export of WordPress, whole or cut into pieces anywhere, gives the same posts, and each can be read."""
    posts = []
    with contextlib.suppress(BadExportError):
        posts += read_posts([data], LeftOut())
    pieces = [data[at : at + 7] for at in range(0, len(data), 7)]
    again = []
    with contextlib.suppress(BadExportError):
        again += read_posts(pieces, LeftOut())
    assert again[: len(posts)] == posts
    for post in posts:
        draft = draft_post(post)
        check_reports(draft.diagnostics, empty=draft.value is None)
        if draft.value is not None:
            check_files(dict(draft.value.files))


def try_disqus(data: bytes) -> None:
    """An export of Disqus: each thread of it can be read."""
    threads = {}
    with contextlib.suppress(BadExportError):
        threads = read_threads([data], lambda _: True, LeftOut())
    for link, comments in threads.items():
        written = draft_thread(comments, link)
        if written:
            check_files({"article.md": WHOLE["article.md"], "thread.toml": written})


def try_web_archive(data: bytes) -> None:
    """A WARC or a WACZ gives its pages, or it is said why not."""
    with tempfile.NamedTemporaryFile(suffix=".warc.gz") as file:
        file.write(data)
        file.flush()
        found = read_captures(Path(file.name), "")
    check_reports(found.diagnostics, empty=found.value is None)
    for capture in found.value or ():
        try_page(capture.data)


def try_annotations(data: bytes) -> None:
    """Annotations of elsewhere become drafts that are TOML, or it is said why not."""
    with contextlib.suppress(UnicodeDecodeError):
        read = read_annotations(Text("a.json", data.decode()), _archive())
        check_reports(read.diagnostics, empty=read.value is None)
        if read.value:
            write_drafts(read.value)


def try_sheet(data: bytes) -> None:
    """A table of claims that somebody edited: what it changes leaves a file that can be read."""
    with contextlib.suppress(UnicodeDecodeError):
        changes = compare_claims(Text("claims.csv", data.decode()), _archive())
        check_reports(changes.diagnostics, empty=changes.value is None)
        for each in changes.value or ():
            tomllib.loads(apply_changes(Text("claims.toml", WHOLE["claims.toml"]), [each]).content)


@cache
def _archive() -> Catalogue:
    article = read_folder(WHOLE).value
    assert article is not None
    return catalogue(Archive(Settings("A"), (article,), (), (), (), ()))


IMPORTS: Mapping[str, Callable[[bytes], None]] = {
    "page": try_page,
    "wordpress": try_wordpress,
    "disqus": try_disqus,
    "web archive": try_web_archive,
    "annotations": try_annotations,
    "sheet": try_sheet,
}
