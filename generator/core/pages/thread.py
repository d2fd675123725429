"""In: an article's thread. Out: its parts, each a flat list of events that a template writes one after the other.

Must not recurse, and must not nest what a browser cannot: beyond a depth, replies stand level and say whom they answer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from markupsafe import Markup as Html  # only carried

from generator.core import urls
from generator.core.date_words import say_when
from generator.core.dates import iso_form
from generator.core.model import Article, Comment, Gap, Thread
from generator.core.pages.blocks import BlockView, show_block
from generator.core.pages.claims import ClaimView
from generator.core.pages.frame import direction_of
from generator.core.pages.notes import SideNote, Space, set_notes, text_height
from generator.core.words import Words

_NESTED = 24  # levels drawn one in the other; a browser's own limit is 512 elements
_HEAD = 2.4  # rem above a comment's words
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
    shortage: str
    missing: bool  # its text was not saved
    parent: CommentLink | None
    inferred: CommentLink | None
    inferred_why: str
    level: int  # 0 where it need not be said
    side: tuple[SideNote, ...]
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


@dataclass(frozen=True, slots=True)
class _Whole:
    """A thread with what every comment of it is looked up in."""

    article: Article
    thread: Thread
    claims: Mapping[str, ClaimView]
    by_id: Mapping[str, Comment]
    in_comment: Mapping[str, tuple[ClaimView, ...]]
    claims_below: Mapping[str, int]
    lost: Mapping[Gap, int]  # how many comments lost what
    nameless: int
    deepest: int
    words: Words


def show_thread(
    article: Article, thread: Thread, claims: Mapping[str, ClaimView], words: Words
) -> tuple[ThreadPart, ...]:
    """All parts in order; a thread of no comments is one empty part."""
    size = urls.COMMENTS_A_PAGE
    slices = [thread.comments[start : start + size] for start in range(0, max(1, len(thread.comments)), size)]
    in_comment = _sort_claims(claims)
    whole = _Whole(
        article=article,
        thread=thread,
        claims=claims,
        by_id={comment.id: comment for comment in thread.comments},
        in_comment=in_comment,
        claims_below=_count_below(thread, in_comment),
        lost=Counter(gap for comment in thread.comments for gap in dict.fromkeys(comment.gaps)),
        nameless=sum(not comment.author for comment in thread.comments),
        deepest=max((comment.depth for comment in thread.comments), default=0),
        words=words,
    )
    return tuple(_make_part(whole, slices, at) for at in range(len(slices)))


def _make_part(whole: _Whole, slices: Sequence[Sequence[Comment]], at: int) -> ThreadPart:
    here, thread = slices[at], whole.thread
    lost = [(whole.lost[gap], gap) for gap in Gap if gap is not Gap.AUTHOR]
    return ThreadPart(
        lang=whole.article.lang,
        direction=direction_of(whole.article.lang),
        held=len(thread.comments),
        stated=thread.stated or 0,
        nameless=whole.nameless,
        retold=thread.retold,
        note=thread.note,
        shortages=tuple((number, whole.words.say(f"gap.{gap}")) for number, gap in lost if number),
        max_depth=thread.max_depth or 0,
        deepest=whole.deepest,
        first=here[0].number if here else 0,
        last=here[-1].number if here else 0,
        foldable=any(comment.below > 1 for comment in here),
        events=tuple(_walk(whole, here)),
        parts=tuple(_link_parts(whole.article, slices, at)) if len(slices) > 1 else (),
        notes=tuple(claim for comment in here for claim in whole.in_comment.get(comment.id, ())),
    )


def _walk(whole: _Whole, here: Sequence[Comment]) -> Iterator[Event]:
    """Events in the order of writing. A stack of open comments, each with its level and the end its replies want.

    A part may begin in the middle of a subtree: then what it begins with stands at the edge, and says whom it answers.
    """
    shallowest = min((comment.depth for comment in here), default=1)
    runs = _find_runs(here)
    sides = set_notes([_measure(whole, comment) for comment in here])
    stack: list[tuple[int, str]] = []
    for comment, follower, side in zip_longest(here, here[1:], sides):
        level = min(comment.depth - shallowest, _NESTED)
        while stack and stack[-1][0] >= level:
            yield from _close(stack.pop()[1])
        yield Event("open", _show_comment(whole, comment, side, runs.get(comment.id, 0)))
        if follower is None or min(follower.depth - shallowest, _NESTED) <= level:
            stack.append((level, ""))
            continue
        alone = comment.below == 1
        yield Event("single" if alone else "replies", None, comment.below, whole.claims_below.get(comment.id, 0))
        stack.append((level, "end-single" if alone else "end-replies"))
    while stack:
        yield from _close(stack.pop()[1])


def _close(end: str) -> Iterator[Event]:
    if end:
        yield Event(end)
    yield Event("close")


def _measure(whole: _Whole, comment: Comment) -> Space:
    if comment.cover:
        return Space((), _HEAD)  # what is covered is not told beside its cover
    found = whole.in_comment.get(comment.id, ())
    told = tuple(claim for claim in found if claim.question or claim.who_kind != "commenter")
    return Space(told, _HEAD + sum(text_height(block.words) for block in comment.blocks))


def _show_comment(whole: _Whole, comment: Comment, side: tuple[SideNote, ...], run: int) -> CommentView:
    words = whole.words
    inferred = whole.by_id.get(comment.answers.id) if comment.answers else None
    parent = whole.by_id.get(comment.parent)
    return CommentView(
        id=comment.id,
        fragment=urls.comment_fragment(comment.id),
        number=comment.number,
        who=comment.author or words.say("thread.name-not-shown"),
        named=bool(comment.author),
        by_picture=comment.author_basis == "avatar",
        when=say_when(comment.date, words) if comment.date else "",
        when_iso=iso_form(comment.date) if comment.date else "",
        blocks=tuple(show_block(block, whole.claims) for block in comment.blocks),
        cover=comment.cover,
        label=comment.label,
        shortage=words.join([words.say(f"gap.{gap}") for gap in comment.gaps if gap not in (Gap.TEXT, Gap.AUTHOR)]),
        missing=Gap.TEXT in comment.gaps,
        parent=_link(whole, parent, comment.number) if parent else None,
        inferred=_link(whole, inferred, comment.number) if inferred else None,
        inferred_why=comment.answers.why if comment.answers else "",
        level=comment.depth if comment.depth >= _TELL_LEVEL else 0,
        side=side,
        run=run,
    )


def _link(whole: _Whole, to: Comment, from_number: int) -> CommentLink:
    article = whole.article
    page = urls.comment_page_url(article.id, to.number)
    there = "" if page == urls.comment_page_url(article.id, from_number) else page.partition("/")[2]
    who = to.author or whole.words.say("thread.name-not-shown-within")
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


def _sort_claims(claims: Mapping[str, ClaimView]) -> dict[str, tuple[ClaimView, ...]]:
    """Claims that have their place, by the comment they stand in."""
    found: dict[str, list[ClaimView]] = {}
    for claim in claims.values():
        if claim.comment and not claim.lost:
            found.setdefault(claim.comment, []).append(claim)
    return {comment: tuple(theirs) for comment, theirs in found.items()}


def _count_below(thread: Thread, in_comment: Mapping[str, tuple[ClaimView, ...]]) -> dict[str, int]:
    """For each comment, how many claims stand in all that hangs from it."""
    below: dict[str, int] = {}
    for comment in reversed(thread.comments):  # each stands before its replies
        if comment.parent:
            own = below.get(comment.id, 0) + len(in_comment.get(comment.id, ()))
            below[comment.parent] = below.get(comment.parent, 0) + own
    return below
