"""In: an article's thread. Out: its parts, each a flat list of events that a template writes one after the other.

Must not recurse, and must not nest what a browser cannot: beyond a depth, replies stand level and say whom they answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup as Html  # only carried

from generator.core import urls
from generator.core.dates import iso_form, say_when
from generator.core.model import Article, Comment, Gap, Thread
from generator.core.pages import wording
from generator.core.pages.blocks import BlockView, show_block
from generator.core.pages.claims import ClaimView
from generator.core.pages.frame import direction_of

_NESTED = 24  # levels drawn one in the other; a browser's own limit is 512 elements
_TELL_LEVEL = 6  # from here on the eye no longer counts steps, so the level is said


@dataclass(frozen=True, slots=True)
class CommentLink:
    """Another comment: its number, who wrote it, and its address (a fragment, or a page and a fragment)."""

    number: int
    who: str
    named: bool
    url: str


@dataclass(frozen=True, slots=True)
class CommentView:
    """One comment as the thread shows it; `shortage` is what the copy lost of it, in words."""

    id: str
    fragment: str
    number: int
    who: str
    named: bool
    by_picture: bool  # the name is that of an avatar
    when: str
    when_iso: str
    blocks: tuple[BlockView, ...]
    cover: str
    label: str
    shortage: tuple[str, ...]
    missing: bool  # its text was not saved
    parent: CommentLink | None
    inferred: CommentLink | None
    inferred_why: str
    level: int  # 0 where it need not be said
    run: int  # how many comments stand level from here on, because the site stopped nesting; 0 elsewhere


@dataclass(frozen=True, slots=True)
class Event:
    """open: a comment begins; replies, single: its replies begin; end-replies, end-single: they end; close: it ends."""

    kind: str
    comment: CommentView | None = None
    replies: int = 0
    claims: int = 0


@dataclass(frozen=True, slots=True)
class PartLink:
    number: int
    url: str
    first: int
    last: int
    current: bool


@dataclass(frozen=True, slots=True)
class ThreadPart:
    """As much of a thread as one page shows."""

    lang: str
    direction: str
    held: int
    stated: int  # 0 where the page gave no number
    nameless: int
    retold: bool
    note: Html
    shortages: tuple[tuple[int, str], ...]  # how many comments lost what
    max_depth: int
    deepest: int
    first: int
    last: int
    foldable: bool
    events: tuple[Event, ...]
    parts: tuple[PartLink, ...]  # empty where there is one
    notes: tuple[ClaimView, ...]


def show_thread(article: Article, thread: Thread, claims: Mapping[str, ClaimView]) -> tuple[ThreadPart, ...]:
    """All parts in order; a thread of no comments is one empty part."""
    size = urls.COMMENTS_A_PAGE
    numbers = range(0, max(1, len(thread.comments)), size)
    slices = [thread.comments[start : start + size] for start in numbers]
    by_id = {comment.id: comment for comment in thread.comments}
    counts = _count_claims(thread, claims)
    return tuple(_make_part(article, thread, at, slices, by_id, counts, claims) for at in range(len(slices)))


def _make_part(
    article: Article,
    thread: Thread,
    at: int,
    slices: Sequence[Sequence[Comment]],
    by_id: Mapping[str, Comment],
    counts: Mapping[str, int],
    claims: Mapping[str, ClaimView],
) -> ThreadPart:
    here = slices[at]
    shown = {comment.id for comment in here}
    lost = [(sum(gap in comment.gaps for comment in thread.comments), words) for gap, words in wording.GAP.items()]
    return ThreadPart(
        lang=article.lang,
        direction=direction_of(article.lang),
        held=len(thread.comments),
        stated=thread.stated or 0,
        nameless=sum(not comment.author for comment in thread.comments),
        retold=thread.retold,
        note=thread.note,
        shortages=tuple((number, words) for number, words in lost if number),
        max_depth=thread.max_depth or 0,
        deepest=max((comment.depth for comment in thread.comments), default=0),
        first=here[0].number if here else 0,
        last=here[-1].number if here else 0,
        foldable=any(comment.replies for comment in here),
        events=tuple(_walk(article, here, by_id, counts, claims)),
        parts=tuple(_link_parts(article, slices, at)) if len(slices) > 1 else (),
        notes=tuple(claim for claim in claims.values() if claim.comment in shown and not claim.lost),
    )


def _walk(
    article: Article,
    here: Sequence[Comment],
    by_id: Mapping[str, Comment],
    counts: Mapping[str, int],
    claims: Mapping[str, ClaimView],
) -> Iterator[Event]:
    """Events in the order of writing. A stack of open comments, each with its level and the end its replies want.

    A part may begin in the middle of a subtree: then what it begins with stands at the edge, and says whom it answers.
    """
    shallowest = min((comment.depth for comment in here), default=1)
    runs = _find_runs(here)
    stack: list[tuple[int, str]] = []
    for at, comment in enumerate(here):
        level = min(comment.depth - shallowest, _NESTED)
        while stack and stack[-1][0] >= level:
            yield from _close(stack.pop()[1])
        yield Event("open", _show_comment(article, comment, by_id, claims, runs.get(comment.id, 0)))
        follower = here[at + 1] if at + 1 < len(here) else None
        goes_in = follower is not None and min(follower.depth - shallowest, _NESTED) > level
        if not goes_in:
            stack.append((level, ""))
            continue
        alone = comment.below == 1
        yield Event("single" if alone else "replies", None, comment.below, counts.get(comment.id, 0))
        stack.append((level, "end-single" if alone else "end-replies"))
    while stack:
        yield from _close(stack.pop()[1])


def _close(end: str) -> Iterator[Event]:
    if end:
        yield Event(end)
    yield Event("close")


def _show_comment(
    article: Article, comment: Comment, by_id: Mapping[str, Comment], claims: Mapping[str, ClaimView], run: int
) -> CommentView:
    inferred = by_id.get(comment.answers.id) if comment.answers else None
    parent = by_id.get(comment.parent)
    return CommentView(
        id=comment.id,
        fragment=urls.comment_fragment(comment.id),
        number=comment.number,
        who=comment.author or wording.NAME_NOT_SHOWN,
        named=bool(comment.author),
        by_picture=comment.author_basis == "avatar",
        when=say_when(comment.date) if comment.date else "",
        when_iso=iso_form(comment.date) if comment.date else "",
        blocks=tuple(show_block(block, claims) for block in comment.blocks),
        cover=comment.cover,
        label=comment.label,
        shortage=tuple(wording.GAP[gap] for gap in comment.gaps if gap not in (Gap.TEXT, Gap.AUTHOR)),
        missing=Gap.TEXT in comment.gaps,
        parent=_link(article, parent, comment.number) if parent else None,
        inferred=_link(article, inferred, comment.number) if inferred else None,
        inferred_why=comment.answers.why if comment.answers else "",
        level=comment.depth if comment.depth >= _TELL_LEVEL else 0,
        run=run,
    )


def _link(article: Article, to: Comment, from_number: int) -> CommentLink:
    page = urls.comment_page_url(article.id, to.number)
    there = "" if page == urls.comment_page_url(article.id, from_number) else page.partition("/")[2]
    who = to.author or wording.NAME_NOT_SHOWN.lower()
    return CommentLink(to.number, who, bool(to.author), f"{there}#{urls.comment_fragment(to.id)}")


def _link_parts(article: Article, slices: Sequence[Sequence[Comment]], at: int) -> Iterator[PartLink]:
    for index, each in enumerate(slices):
        page = urls.comment_page_url(article.id, each[0].number)
        yield PartLink(index + 1, f"{page}#comments", each[0].number, each[-1].number, index == at)


def _find_runs(here: Sequence[Comment]) -> dict[str, int]:
    """Where comments under one parent stand level because the site stopped nesting: the first, and how many."""
    found: dict[str, int] = {}
    first = ""
    for above, comment in zip((None, *here), here, strict=False):
        if not comment.flattened:
            continue
        if above is None or not above.flattened or above.parent != comment.parent:
            first = comment.id
        found[first] = found.get(first, 0) + 1
    return found


def _count_claims(thread: Thread, claims: Mapping[str, ClaimView]) -> dict[str, int]:
    """For each comment, how many claims stand in all that hangs from it."""
    own: dict[str, int] = {}
    for claim in claims.values():
        if claim.comment:
            own[claim.comment] = own.get(claim.comment, 0) + 1
    below: dict[str, int] = {}
    for comment in reversed(thread.comments):  # each stands before its replies
        if comment.parent:
            below[comment.parent] = below.get(comment.parent, 0) + below.get(comment.id, 0) + own.get(comment.id, 0)
    return below
