"""In: a WordPress export on disk. Out: an article folder for each public post and page, and the account of the rest.

Must not read the file at once, and must not touch a folder that is there.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

from generator.core.capture.post_draft import PostDraft, draft_post
from generator.core.capture.wordpress import BadExportError, LeftOut, read_posts
from generator.core.diagnostics import Checked, Diagnostic, error, visible
from generator.core.text import Place
from generator.edge.files import unreadable
from generator.edge.folders import write_folder
from generator.edge.tree import ARTICLES

_CHUNK = 1024 * 1024  # bytes
Watch = Callable[[str, int, int], None]


def import_posts(root: Path, file: Path, outlet: str, watch: Watch, *, dry_run: bool) -> Checked[str]:
    """Write each post as it is read; the value tells how many, and what was left out and why.

    Errors: `bad-export` (what stood before the fault is imported), `cannot-write`, and those of `draft_post`.
    """
    left = LeftOut()
    found: list[Diagnostic] = []
    taken: set[str] = set()
    made = there = comments = pictures = 0
    try:
        for post in read_posts(read_chunks(file, watch), left):
            draft = draft_post(post, outlet)
            found += draft.diagnostics
            if draft.value is None:
                continue
            name = _number(draft.value.id, taken)
            if os.path.lexists(root / ARTICLES / name):
                there += 1
                continue
            failed = [] if dry_run else list(write_folder(root / ARTICLES / name, _encode(draft.value)))
            found += failed
            made += not failed
            comments += len(post.comments)
            pictures += draft.value.lost_pictures
            if failed:
                break
    except BadExportError as bad:
        words, line = bad.args
        hint = f"export it again; {_count(made, 'article')} stood before this place"
        found.append(error("bad-export", words, Place(file.as_posix(), max(1, line), 1, 1, ""), hint))
    except OSError as failure:
        found.append(unreadable(file.as_posix(), failure))
    would = "would become" if dry_run else "became"
    articles, all_comments = _count(made, "article"), _count(comments, "comment")
    told = [f"{visible(file.as_posix())} {would} {articles} with {all_comments}"]
    told += [f"  left alone: {there}, whose folder is there already"] if there else []
    told += [f"  left out: {what} ({count})" for what, count in sorted(left.counts.items())]
    told += [f"  left out: control characters ({left.control_characters})"] if left.control_characters else []
    told += [f"  lost: pictures, which an export does not hold ({pictures})"] if pictures else []
    return Checked("\n".join(told) + "\n", tuple(found))


def read_chunks(file: Path, watch: Watch) -> Iterator[bytes]:
    """A file piece by piece, telling how many MB are read. Errors: OSError."""
    total = -(-file.stat().st_size // _CHUNK)
    with file.open("rb") as source:
        done = 0
        while chunk := source.read(_CHUNK):
            yield chunk
            done += 1
            watch("import_posts", done, total)


def _number(article: str, taken: set[str]) -> str:
    number, name = 1, article
    while name in taken:
        number += 1
        name = f"{article}-{number}"
    taken.add(name)
    return name


def _count(number: int, thing: str) -> str:
    return f"{number:,} {thing}{'s' * (number != 1)}"


def _encode(draft: PostDraft) -> dict[str, bytes]:
    return {name: content.encode() for name, content in draft.files}
