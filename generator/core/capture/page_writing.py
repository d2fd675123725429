"""In: the comments of a page or an export. Out: thread.toml.

Must not leave out a comment: one whose words are not there has a gap.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator.core.capture.markdown_of import write_element
from generator.core.capture.page_thread import PageComment, PageThread
from generator.core.capture.writing import drop_refused, write_string, write_text
from generator.core.comment_tree import measure_tree


def write_thread(thread: PageThread, base: str) -> str:
    """The thread as a file; relative links start from `base`. Of a circle, the first comment stands on top."""
    head = [f"stated = {thread.stated}"] if thread.stated is not None else []
    head.append('format = "markdown"')
    return (
        "\n\n".join(("\n".join(head), *(_write_comment(each, base) for each in _break_circles(thread.comments)))) + "\n"
    )


def _break_circles(comments: Sequence[PageComment]) -> Iterator[PageComment]:
    known = {each.id for each in comments}
    parents = {each.id: each.parent if each.parent in known else "" for each in comments}
    broken = {circle[0] for circle in measure_tree(parents).circles}
    for each in comments:
        yield replace(each, parent="") if each.id in broken else each


def _write_comment(comment: PageComment, base: str) -> str:
    written = [write_element(node, base=base, comment=True) for node in comment.content]
    text = "\n\n".join(each.markdown for each in written if each.markdown)
    gaps = [] if text else ["text"]
    gaps += ["link"] if any(each.lost_links for each in written) else []
    keys = ["[[comment]]", f'id = "{comment.id}"']
    keys += [f'parent = "{comment.parent}"'] if comment.parent else []
    author = drop_refused(comment.author).strip()
    keys += [f"author = {write_string(author)}"] if author else []
    keys += [f'author_basis = "{comment.author_basis}"'] if comment.author_basis else []
    keys += [f"date = {comment.date}"] if comment.date else []
    keys += [f"gaps = [{', '.join(write_string(gap) for gap in gaps)}]"] if gaps else []
    answered, why = comment.answers
    keys += [f'answers = {{ id = "{answered}", why = {write_string(why)} }}'] if answered else []
    keys += [f"text = {write_text(text)}"] if text else []
    return "\n".join(keys)
