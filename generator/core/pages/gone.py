"""In: the stage. Out: what stands at addresses that are gone: pages of their own, or entries at the foot of a page.

Must not show a word of what was withdrawn: all it knows is the tombstone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.core import urls
from generator.core.date_words import say_when
from generator.core.dates import iso_form
from generator.core.model import Tombstone
from generator.core.pages.frame import Frame, Page, Stage, make_frame

TEMPLATE = "pages/gone.html"
_PAGES = {"article": "report", "source": "source", "question": "question", "pages": "page"}
_PLACES = {"c": "claim", "k": "comment"}


@dataclass(frozen=True, slots=True)
class GoneView:
    """One thing withdrawn. `ids` are the fragments that led to it, its own first."""

    what: str  # 'A report', 'A claim', 'A paragraph' …
    was: str
    ids: tuple[str, ...]
    reason: str
    when: str
    when_iso: str
    successor: str  # its name; '' where there is none
    successor_url: str


@dataclass(frozen=True, slots=True)
class GonePageView:
    """A page in the place of one that was withdrawn, with the places on it that have reasons of their own."""

    frame: Frame
    gone: GoneView
    places: tuple[GoneView, ...]


def gone_pages(stage: Stage) -> Iterator[Page]:
    """A page at every address of a page that was withdrawn."""
    for tombstone in stage.catalogue.archive.tombstones:
        if "#" not in tombstone.was:
            gone = show_gone(stage, tombstone)
            frame = make_frame(stage, tombstone.was, stage.words.say("gone.title", what=gone.what), tombstone.reason)
            yield Page(tombstone.was, TEMPLATE, GonePageView(frame, gone, find_gone(stage, tombstone.was)))


def find_gone(stage: Stage, page: str) -> tuple[GoneView, ...]:
    """What was withdrawn from a page, in the order of the file."""
    withdrawn = stage.once(_group_by_page, stage.catalogue.archive.tombstones, "tombstones")
    return tuple(show_gone(stage, each) for each in withdrawn.get(page, ()))


def _group_by_page(stage: Stage, tombstones: Iterable[Tombstone]) -> dict[str, list[Tombstone]]:
    """What was withdrawn from pages, by the address of the page."""
    found: dict[str, list[Tombstone]] = {}
    for each in tombstones:
        page, hash_sign, _ = each.was.partition("#")
        if hash_sign:
            found.setdefault(page, []).append(each)
    return found


def find_successors(stage: Stage) -> Iterator[str]:
    """The ids of the articles that stand for what was withdrawn, or hold what does."""
    for tombstone in stage.catalogue.archive.tombstones:
        folder, _, name = tombstone.successor.partition("#")[0].removesuffix(".html").partition("/")
        if folder == "article":
            yield name.partition(".")[0]


def show_gone(stage: Stage, tombstone: Tombstone) -> GoneView:
    """What a reader learns of one thing withdrawn."""
    fragment = tombstone.was.partition("#")[2]
    return GoneView(
        what=stage.words.say(f"gone.{_find_kind(tombstone.was)}"),
        was=tombstone.was,
        ids=_find_ids(fragment) if fragment else (),
        reason=tombstone.reason,
        when=say_when(tombstone.date, stage.words) if tombstone.date else "",
        when_iso=iso_form(tombstone.date) if tombstone.date else "",
        successor=_name(stage, tombstone.successor) if tombstone.successor else "",
        successor_url=tombstone.successor,
    )


def _find_ids(fragment: str) -> tuple[str, ...]:
    """A claim has three fragments: its mark, its note and the number between them."""
    kind, dash, claim = fragment.partition("-")
    return (fragment, urls.note_fragment(claim), urls.ref_fragment(claim)) if dash and kind == "c" else (fragment,)


def _find_kind(address: str) -> str:
    page, _, fragment = address.partition("#")
    kind, dash, name = fragment.partition("-")
    if not fragment:
        return "part" if ".comments-" in page else _PAGES[page.partition("/")[0]]
    return _PLACES[kind] if dash and kind in _PLACES and "-p" not in name[-5:] else "paragraph"


def _name(stage: Stage, address: str) -> str:
    """An address in words: 'A claim in “Mill closes”'."""
    catalogue = stage.catalogue
    page, _, fragment = address.partition("#")
    folder, _, name = page.removesuffix(".html").partition("/")
    name = name.partition(".")[0]
    if folder == "article":
        title = catalogue.articles[name].title.words
    elif folder == "source":
        title = catalogue.sources[name].name
    elif folder == "question":
        title = catalogue.questions[name].question
    else:
        title = next(each.title for each in catalogue.archive.pages if each.name == name)
    what = stage.words.say(f"gone.{_find_kind(address)}")
    return stage.words.say("gone.in", what=what, title=title) if fragment else title
