"""In: what every page needs: the catalogue, the standings, where the assets are. Out: the frame a page stands in.

Must not know any kind of page.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Protocol, TypeVar
from urllib.parse import urlsplit

from generator.core import urls
from generator.core.catalogue import Catalogue
from generator.core.date_words import say_short
from generator.core.dates import iso_form
from generator.core.model import Article, When
from generator.core.standing import Standing
from generator.core.words import Words

_RIGHT_TO_LEFT = frozenset(("ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"))
_SECTIONS = (  # key of its label, address, and the folders of the pages that belong to it
    ("frame.reports", "index.html#reports", ("article", "years", "tags")),
    ("frame.questions", "questions.html", ("question",)),
    ("frame.sources", "sources.html", ("source",)),
)
_SMALL_PRINT = (("frame.status", "status.html"), ("frame.data", "data.html"))
T = TypeVar("T")
U = TypeVar("U")


@dataclass(frozen=True, slots=True)
class Stage:
    """What pages are laid out from. `assets` is the site-relative folder of styles and scripts and ends in '/'.

    `once` keeps what follows from it and is shown by many pages.
    """

    catalogue: Catalogue
    standings: Mapping[str, Standing]
    assets: str
    words: Words
    _found: dict[tuple[object, Hashable], Any] = field(init=False, repr=False, compare=False, default_factory=dict)

    def once(self, find: Callable[[Stage, T], U], noun: T, name: Hashable) -> U:
        """`find(self, noun)`, worked out when it is first asked for a noun of this name."""
        key = (find, name)
        if key not in self._found:
            self._found[key] = find(self, noun)
        found: U = self._found[key]
        return found


@dataclass(frozen=True, slots=True)
class NavLink:
    label: str
    url: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """What every page shows. Addresses in views are site-relative: a template writes root before them."""

    site: str
    tagline: str
    language: str  # of the interface
    direction: str  # ltr or rtl: of the interface
    content_language: str
    root: str  # "", "../", or absolute on the page that is served at any depth
    url: str
    title: str
    description: str
    canonical: str  # absolute; "" where the site's address is not known
    assets: str  # ends in "/"
    nav: tuple[NavLink, ...]
    pages: tuple[NavLink, ...]  # the footer's
    footer: str


class View(Protocol):
    """What one template shows: a frozen dataclass whose first field is its frame."""

    @property
    def frame(self) -> Frame: ...


@dataclass(frozen=True, slots=True)
class Page:
    """One file of the site, before it is rendered."""

    url: str
    template: str
    view: View


@dataclass(frozen=True, slots=True)
class Card:
    """Another article, as a page that is not its own shows it."""

    title: str
    url: str
    lang: str
    outlet: str  # "" = unknown
    outlet_url: str
    when: str
    when_iso: str


def make_frame(stage: Stage, url: str, title: str, description: str) -> Frame:
    """The frame of the page at a site-relative address."""
    archive = stage.catalogue.archive
    settings, words = archive.settings, stage.words
    folder = url.partition("/")[0] if "/" in url else ""
    ordered = sorted(
        (page for page in archive.pages if page.order is not None), key=lambda page: (page.order, page.name)
    )
    small = [(page.title, urls.page_url(page.name)) for page in ordered]
    small += [(words.say(key), there) for key, there in _SMALL_PRINT]
    return Frame(
        site=settings.title,
        tagline=settings.description,
        language=words.language,
        direction=words.direction,
        content_language=settings.language,
        root=_find_root(url, settings.base_url),
        url=url,
        title=title,
        description=description,
        canonical=settings.base_url + ("" if url == "index.html" else url) if settings.base_url else "",
        assets=stage.assets,
        nav=tuple(
            NavLink(words.say(key), there, url == there or folder in folders) for key, there, folders in _SECTIONS
        ),
        pages=tuple(NavLink(label, there, url == there) for label, there in small),
        footer=settings.footer,
    )


def move_frame(frame: Frame, url: str, title: str, description: str) -> Frame:
    """The frame of another page in the same folder, which no navigation names."""
    canonical = frame.canonical.removesuffix(frame.url) + url if frame.canonical else ""
    return replace(frame, url=url, title=title, description=description, canonical=canonical)


def make_card(stage: Stage, article: Article) -> Card:
    """An article in one line: title, outlet, date."""
    return stage.once(_make_card, article, article.id)


def _make_card(stage: Stage, article: Article) -> Card:
    outlet = stage.catalogue.sources.get(article.outlet)
    when, when_iso = short_date(article.published, stage.words)
    return Card(
        title=article.title.words,
        url=urls.article_url(article.id),
        lang=article.lang,
        outlet=outlet.name if outlet else "",
        outlet_url=urls.source_url(outlet.id) if outlet else "",
        when=when,
        when_iso=when_iso,
    )


def short_date(when: When | None, words: Words) -> tuple[str, str]:
    """A date in short words, and the form for <time datetime>; both '' where it is not known."""
    return (say_short(when, words), iso_form(when)) if when else ("", "")


def direction_of(language: str) -> str:
    """'rtl' or 'ltr', by the language's first subtag (BCP 47); a script subtag decides where there is one."""
    subtags = language.lower().split("-")
    if scripts := [each for each in subtags[1:] if len(each) == 4]:
        return "rtl" if scripts[0] in ("arab", "hebr", "thaa", "syrc", "nkoo") else "ltr"
    return "rtl" if subtags[0] in _RIGHT_TO_LEFT else "ltr"


def _find_root(url: str, base_url: str) -> str:
    if url == "404.html" and base_url:
        return urlsplit(base_url).path or "/"
    return urls.to_root(url)
