"""In: a thread.toml. Out: the thread: its comments flat, each before its replies, counted and measured.

Must not nest: no recursion, so that a thread ten thousand deep is one more list. Must not alter a comment's words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from markupsafe import Markup as Html  # only carried

from generator.core.comment_tree import Knot, measure_tree
from generator.core.dates import read_when
from generator.core.diagnostics import Checked, Diagnostic, did_you_mean, error, warning
from generator.core.fields import locate, point_at, read_record
from generator.core.markdown import read_note, read_prose
from generator.core.markdown_parser import count_marks
from generator.core.model import Block, BlockKind, Comment, Gap, InferredReply, Limits, Piece, Thread
from generator.core.records import CommentRecord, ThreadRecord
from generator.core.safe_html import plain_text, trusted
from generator.core.text import Place, Text
from generator.core.urls import comment_fragment

Kept = Mapping[str, tuple[int, CommentRecord]]  # by id: the position in the file, and the record


def read_thread(text: Text, limits: Limits) -> Checked[Thread]:
    """A thread with every fault in it; where comments can still be told apart, there is a thread beside the faults.

    Comments stand depth first, siblings in the order of the file. A comment whose parent cannot be followed stands
    at top level.
    """
    read = read_record(text, ThreadRecord)
    record = read.value
    if record is None:
        return Checked(None, read.diagnostics)
    if len(record.comment) > limits.comments:
        words = f"there are {len(record.comment)} comments, and {limits.comments} are allowed"
        hint = "raise comments under [limits] in site.toml"
        return Checked(None, (error("too-many-comments", words, _place(text, limits.comments), hint),))
    marks = sum(count_marks(each.text) for each in record.comment if (each.format or record.format) == "markdown")
    if marks > _THREAD * limits.marks:
        words = f"the comments have {marks:,} signs of markup together, and {_THREAD * limits.marks:,} are allowed"
        hint = (
            "read them as plain text, or raise marks under [limits] in site.toml: a thread may have four times as many"
        )
        return Checked(None, (error("body-too-dense", words, _place(text, 0), hint),))
    kept = _keep_first(record.comment)
    parents = {each.id: each.parent if each.parent in kept else "" for _, each in kept.values()}
    tree = measure_tree(parents, record.max_depth)
    found = [*_check_stated(text, record), *_check_repeated(text, record, kept), *_check_parents(text, kept, parents)]
    found += (_say_circle(text, kept, circle) for circle in tree.circles)
    comments = []
    for number, knot in enumerate(tree.knots, 1):
        index, each = kept[knot.id]
        blocks = _read_blocks(text, index, each, record.format, limits)
        found += blocks.diagnostics
        comments.append(_make_comment(each, knot, number, blocks.value or ()))
    found += _check_addresses(text, kept, comments)
    note = read_note(record.note, partial(point_at, text, ("note",)), limits)
    found += note.diagnostics
    thread = Thread(tuple(comments), record.stated, record.max_depth, record.retold, note.value or Html())
    return Checked(thread, tuple(found))


_THREAD = 4  # how many times the signs of markup of one text its comments may have together


def split_paragraphs(words: str) -> tuple[str, ...]:
    """Runs of lines that are not blank, as they stand."""
    runs: list[list[str]] = [[]]
    for line in words.split("\n"):
        if line.strip():
            runs[-1].append(line)
        elif runs[-1]:
            runs.append([])
    return tuple("\n".join(run) for run in runs if run)


def _keep_first(records: Sequence[CommentRecord]) -> Kept:
    kept: dict[str, tuple[int, CommentRecord]] = {}
    for index, record in enumerate(records):
        kept.setdefault(record.id, (index, record))
    return kept


def _make_comment(record: CommentRecord, knot: Knot, number: int, blocks: tuple[Block, ...]) -> Comment:
    return Comment(
        id=record.id,
        number=number,
        depth=knot.depth,
        parent=record.parent if knot.depth > 1 else "",
        author=record.author,
        author_basis=record.author_basis,
        date=read_when(record.date) if record.date is not None else None,
        blocks=blocks,
        text=record.text,
        gaps=record.gaps,
        cover=record.cover,
        label=record.label,
        answers=InferredReply(record.answers.id, record.answers.why) if record.answers else None,
        replies=knot.replies,
        below=knot.below,
        flattened=knot.flattened,
    )


def _read_blocks(
    text: Text, index: int, record: CommentRecord, usual: str, limits: Limits
) -> Checked[tuple[Block, ...]]:
    place = ("comment", index, "text")
    if not record.text.strip():
        if Gap.TEXT in record.gaps:
            return Checked(())
        words, hint = f"comment {record.id!r} has no text", 'add text = …, or gaps = ["text"] where it was not saved'
        return Checked(None, (error("comment-without-text", words, _place(text, index), hint),))
    size = len(record.text.encode())
    if size > limits.comment_kb * 1024:
        words = f"comment {record.id!r} is {-(-size // 1024)} kB long, and {limits.comment_kb} are allowed"
        hint = "raise comment_kb under [limits] in site.toml"
        return Checked(None, (error("comment-too-long", words, locate(text, place), hint),))
    prefix = f"{comment_fragment(record.id)}-"
    if (record.format or usual) == "markdown":
        prose = read_prose(Text(text.path, record.text), 0, limits, prefix=prefix)
        blocks = prose.value.blocks if prose.value else ()
        # the words were taken out of their quotes, so where in them a fault stands is only known to the comment
        found = tuple(replace(each, place=locate(text, place), related=()) for each in prose.diagnostics)
        return Checked(tuple(map(_as_comment, blocks)), found)
    return Checked(tuple(_make_block(f"{prefix}p{n}", run) for n, run in enumerate(split_paragraphs(record.text), 1)))


def _make_block(block: str, words: str) -> Block:
    pieces = (Piece(plain_text(words)),)
    return Block(block, BlockKind.COMMENT, words, pieces, trusted(f'<p id="{block}">'), trusted("</p>"))


def _as_comment(block: Block) -> Block:
    kind = BlockKind.COMMENT if block.kind is BlockKind.PARAGRAPH else block.kind
    return replace(block, kind=kind, line=0)


def _place(text: Text, index: int, key: str = "id") -> Place:
    return locate(text, ("comment", index, key))


def _check_stated(text: Text, record: ThreadRecord) -> Iterator[Diagnostic]:
    present = len(record.comment)
    if record.stated is not None and record.stated < present:
        words = f"the page is said to have {record.stated} in all, and {present} comments are here"
        yield warning("stated-fewer", words, locate(text, ("stated",)), "correct stated, or take it out")


def _check_repeated(text: Text, record: ThreadRecord, kept: Kept) -> Iterator[Diagnostic]:
    for index, each in enumerate(record.comment):
        first = kept[each.id][0]
        if first != index:
            related = [("the first is here", _place(text, first))]
            words, hint = f"two comments have the id {each.id!r}", "give this one an id of its own"
            yield error("repeated-comment", words, _place(text, index), hint, related)


def _check_parents(text: Text, kept: Kept, parents: Mapping[str, str]) -> Iterator[Diagnostic]:
    for index, each in kept.values():
        if each.parent and not parents[each.id]:
            words = f"there is no comment {each.parent!r} in this thread"
            yield error("unknown-parent", words, _place(text, index, "parent"), did_you_mean(each.parent, kept))
        if each.answers and (each.answers.id not in kept or each.answers.id == each.id):
            place = locate(text, ("comment", index, "answers", "id"))
            itself = each.answers.id == each.id
            words = "a comment cannot answer itself" if itself else f"there is no comment {each.answers.id!r} to answer"
            hint = "name another comment" if itself else did_you_mean(each.answers.id, kept)
            yield error("answers-nobody", words, place, hint)


def _check_addresses(text: Text, kept: Kept, comments: Sequence[Comment]) -> Iterator[Diagnostic]:
    blocks = {block.id: comment.id for comment in comments for block in comment.blocks}
    for index, each in kept.values():
        if owner := blocks.get(comment_fragment(each.id)):
            words = f"the address of comment {each.id!r} is that of a paragraph of comment {owner!r}"
            related = [("this comment", _place(text, kept[owner][0]))]
            yield error("repeated-comment", words, _place(text, index), "give it another id", related)


def _say_circle(text: Text, kept: Kept, circle: Sequence[str]) -> Diagnostic:
    shown = [*circle[:5], "…"] if len(circle) > 6 else list(circle)
    words = f"comments answer each other in a circle: {' → '.join((*shown, circle[0]))}"
    hint = "take out the parent that the page does not record"
    return error("parent-cycle", words, _place(text, kept[circle[0]][0], "parent"), hint)
