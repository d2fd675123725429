"""In: an article's folder as it was saved, and what the last build knew. Out: its pages, as that build would make them.

Must not write anything, nor read another article: what its pages show of others is as it was.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from generator.core.archive import Parts, join_archive
from generator.core.catalogue import catalogue
from generator.core.diagnostics import Checked, Diagnostic, has_errors
from generator.core.model import Archive, Article, Folder, Settings
from generator.core.outlines import outline_article
from generator.core.packing import pack, unpack
from generator.core.pages.frame import Stage
from generator.core.pages.meanwhile import surround_meanwhile
from generator.core.pages.surroundings import Surroundings
from generator.core.standing import assess_all
from generator.core.templates import Theme
from generator.core.urls import media_url
from generator.edge.article_pages import render_article
from generator.edge.joining import gather_parts
from generator.edge.memo import digest
from generator.edge.readings import Faults, Opened, read_opened
from generator.edge.tree import ARTICLES
from generator.edge.whole import Laid, Whole


@dataclass(frozen=True, slots=True)
class Noted:
    """What a build knew of an article: its outline and its surroundings, as keys of texts in the memo."""

    outline: str
    surroundings: str


@dataclass(frozen=True, slots=True)
class Basis:
    """What the last good build knew, as far as one article's pages are made of it. `parts` are without articles."""

    settings: Settings
    theme: Theme
    prefix: str
    parts: Parts
    articles: Mapping[str, Noted]


@dataclass(frozen=True, slots=True)
class Preview:
    """An article as it is to be shown: pages by address, its pictures by address and name; none where it has errors.

    `faults` are those of its own; `strange` what it names that the last build did not know, which may be there by now.
    """

    pages: Mapping[str, bytes]
    pictures: Mapping[str, str]
    faults: Faults
    strange: Faults = ()


def note_basis(whole: Whole, laid: Laid) -> Basis:
    """What a build leaves for those articles that are saved after it."""
    parts = replace(gather_parts(whole, ()).parts, relations=(), texts=whole.tree.texts())
    outlines = {each.id: each.outline for each in whole.readings}
    articles = {name: Noted(outlines[name], around) for name, around in laid.articles}
    return Basis(whole.reader.settings, whole.theme.theme, whole.theme.prefix, parts, articles)


def make_preview(basis: Basis, opened: Opened, outline: str, surroundings: str) -> Preview:
    """The pages of an article as its folder is now; the key of its outline at that build, and its packed surroundings.

    Where other pages show nothing new of it, these are the pages that the next build makes, to the byte.
    """
    read = read_opened(basis.settings, opened)
    article, faults, folder = read.value, read.diagnostics, opened.folder.value
    if article is None or folder is None or has_errors(faults):
        return Preview({}, {}, faults)
    around: Surroundings = unpack(Surroundings, surroundings)
    now = outline_article(article)
    if digest(pack(Article, now)) != outline:
        joined = _join_alone(basis, article, folder)
        if joined.value is None or has_errors(joined.diagnostics):
            return Preview({}, {}, faults, joined.diagnostics)
        around = _surround(basis, joined.value, around)
    shown = render_article(basis.theme, article, around)
    if has_errors(shown.faults):
        return Preview({}, {}, (*faults, *shown.faults))
    return Preview(dict(shown.pages), {media_url(article.id, name): name for name in article.pictures}, faults)


def _join_alone(basis: Basis, article: Article, folder: Folder) -> Checked[Archive]:
    """An archive of this article and all registers, with what is wrong in the article; relations are not looked at."""
    texts = {**basis.parts.texts, **{text.path: text for text in folder.texts}}
    joined = join_archive(replace(basis.parts, articles=(article,), texts=texts))
    return Checked(joined.value, tuple(fault for fault in joined.diagnostics if _is_in(folder, fault)))


def _is_in(folder: Folder, fault: Diagnostic) -> bool:
    return fault.place.path.startswith(f"{ARTICLES}/{folder.id}/")


def _surround(basis: Basis, archive: Archive, before: Surroundings) -> Surroundings:
    asked = {claim.question for article in archive.articles for claim in article.claims}
    listed = catalogue(replace(archive, questions=tuple(each for each in archive.questions if each.id in asked)))
    return surround_meanwhile(Stage(listed, assess_all(listed), basis.prefix, basis.theme.words), before)
