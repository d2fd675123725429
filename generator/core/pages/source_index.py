"""In: the stage. Out: sources.html: everybody who spoke or carried, and those whom no report names.

Must not make commenters sources, and must not count what was carried as said.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from generator.core import urls
from generator.core.catalogue import Entry
from generator.core.model import SourceKind
from generator.core.pages.frame import Frame, Page, Stage, make_card, make_frame
from generator.core.pages.weighing import short_name

_WIDEST = 110  # pixels of the longest bar
_GROUPS = (  # key of the title in [sources], and who belongs there
    ("people", (SourceKind.PERSON,)),
    ("bodies", (SourceKind.OFFICE, SourceKind.ORGANISATION, SourceKind.ARMED_GROUP)),
    ("monitors", (SourceKind.MONITOR,)),
    ("outlets", (SourceKind.AGENCY, SourceKind.OUTLET)),
    ("documents", (SourceKind.DOCUMENT,)),
)


@dataclass(frozen=True, slots=True)
class SourceItem:
    """One source in the index; the bars are pixels wide."""

    name: str
    url: str
    role: str
    said: int
    carried: int
    reports: int
    said_wide: int
    carried_wide: int


@dataclass(frozen=True, slots=True)
class SourceGroup:
    title: str
    items: tuple[SourceItem, ...]


@dataclass(frozen=True, slots=True)
class UnnamedItem:
    """Somebody a report heard and did not name."""

    description: str
    because: str
    outlet: str
    article_title: str
    url: str
    claims: int


@dataclass(frozen=True, slots=True)
class SourcesView:
    frame: Frame
    lede: str
    groups: tuple[SourceGroup, ...]
    unnamed: tuple[UnnamedItem, ...]
    commenters: str


def index_pages(stage: Stage) -> Iterator[Page]:
    """The index of sources."""
    yield Page("sources.html", "pages/sources.html", _show_index(stage))


def find_unnamed(stage: Stage) -> tuple[UnnamedItem, ...]:
    """Everybody heard and not named outside comments, by report and description, with the reason where one is given."""
    found: dict[tuple[str, str], list[Entry]] = {}
    for entry in stage.catalogue.entries:
        if entry.claim.unnamed and not entry.claim.comment:
            found.setdefault((entry.article.id, entry.claim.unnamed), []).append(entry)
    return tuple(_show_unnamed(stage, description, entries) for (_, description), entries in found.items())


def _show_index(stage: Stage) -> SourcesView:
    sources = stage.catalogue.archive.sources
    unnamed = find_unnamed(stage)
    lede = stage.words.say("sources.lede", count=len(sources), unnamed=len(unnamed))
    items = {source.id: _show_source(stage, source.id) for source in sources}
    most = max([item.said + item.carried for item in items.values()], default=0)
    groups = []
    for key, kinds in _GROUPS:
        listed = [_widen(items[source.id], most) for source in sources if source.kind in kinds]
        listed.sort(key=lambda item: (-(item.said + item.carried), item.name))
        if listed:
            groups.append(SourceGroup(stage.words.say(f"sources.{key}"), tuple(listed)))
    return SourcesView(
        frame=make_frame(stage, "sources.html", stage.words.say("sources.title"), lede),
        lede=lede,
        groups=tuple(groups),
        unnamed=unnamed,
        commenters=_say_commenters(stage),
    )


def _show_source(stage: Stage, source_id: str) -> SourceItem:
    source = stage.catalogue.sources[source_id]
    said = stage.catalogue.said_by.get(source_id, ())
    carried = stage.catalogue.carried_by.get(source_id, ())
    reports = {entry.article.id for entry in (*said, *carried)}
    voices = [short_name(each) for each in stage.catalogue.voices_of.get(source_id, ())]
    heard = stage.words.say("sources.speaks-through", names=stage.words.join(voices)) if voices else ""
    return SourceItem(
        source.name,
        urls.source_url(source_id),
        stage.words.say("join.semicolon").join(filter(None, (source.role, heard))),
        len(said),
        len(carried),
        len(reports),
        0,
        0,
    )


def _widen(item: SourceItem, most: int) -> SourceItem:
    return replace(
        item,
        said_wide=-(-item.said * _WIDEST // max(1, most)),
        carried_wide=-(-item.carried * _WIDEST // max(1, most)),
    )


def _show_unnamed(stage: Stage, description: str, entries: list[Entry]) -> UnnamedItem:
    first = entries[0]
    card = make_card(stage, first.article)
    return UnnamedItem(
        description=description,
        because=stage.words.say("join.semicolon").join(
            dict.fromkeys(entry.claim.because for entry in entries if entry.claim.because)
        ),
        outlet=card.outlet,
        article_title=card.title,
        url=stage.catalogue.url_of(first),
        claims=len(entries),
    )


def _say_commenters(stage: Stage) -> str:
    """One sentence; commenters have no pages, and comments without a name are nobody in particular."""
    comments = list(stage.catalogue.comments.values())
    if not comments:
        return ""
    names = {comment.author for comment in comments if comment.author}
    nameless = sum(not comment.author for comment in comments)
    claims = sum(bool(entry.claim.comment) for entry in stage.catalogue.entries)
    say = stage.words.say
    return say(
        "sources.commenters-nameless" if nameless else "sources.commenters",
        comments=say("sources.comments-under", count=len(comments)),
        by_names=say("sources.by-names", count=len(names)),
        nameless=nameless,
        claims=say("count.claims", count=claims),
    )
