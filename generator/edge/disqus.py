"""In: a Disqus export on disk. Out: a thread.toml beside each article whose address it knows, and what was left out.

Must not touch a thread that is there.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from generator.core.capture.disqus import read_threads
from generator.core.capture.post_draft import count_pictures, draft_thread
from generator.core.capture.wordpress import BadExportError, LeftOut
from generator.core.diagnostics import Checked, Diagnostic, error, visible
from generator.core.text import Place
from generator.edge.files import unreadable
from generator.edge.folders import cannot_write, write_file
from generator.edge.holdings import ARTICLES, fold_address, read_addresses
from generator.edge.wordpress import read_chunks


def import_threads(root: Path, file: Path, watch: Callable[[str, int, int], None], *, dry_run: bool) -> Checked[str]:
    """Write the thread of every article whose `url` is the link of one; the value tells which, and what was left out.

    Errors: `bad-export`, `cannot-write`.
    """
    articles = read_addresses(root.resolve())
    left = LeftOut()
    found: list[Diagnostic] = []
    told: list[str] = []
    try:
        threads = read_threads(read_chunks(file, watch), lambda link: fold_address(link) in articles, left)
    except BadExportError as bad:
        words, line = bad.args
        return Checked(
            None, (error("bad-export", words, Place(file.as_posix(), max(1, line), 1, 1, ""), "export it again"),)
        )
    except OSError as failure:
        return Checked(None, (unreadable(file.as_posix(), failure),))
    for link, comments in threads.items():
        path = root / ARTICLES / articles[fold_address(link)] / "thread.toml"
        shown = path.relative_to(root).as_posix()
        thread = draft_thread(comments, link)
        if path.exists() or path.is_symlink() or thread is None:
            told.append(f"  left alone: {shown}" + ("" if thread else ", whose comments nest too deep"))
            continue
        lost = count_pictures(comments)
        held = "1 comment" if len(comments) == 1 else f"{len(comments)} comments"
        told.append(f"  {shown}: {held}" + (f"; lost: {lost} pictures in them" if lost else ""))
        try:
            if not dry_run:
                write_file(path, thread.encode())
        except OSError as failure:
            found.append(cannot_write(path, failure))
    told += [f"  left out: {what} ({count})" for what, count in sorted(left.counts.items())]
    told += [f"  left out: control characters ({left.control_characters})"] if left.control_characters else []
    would = "would give" if dry_run else "gave"
    return Checked(
        "\n".join((f"{visible(file.as_posix())} {would} comments to these articles:", *told)) + "\n", tuple(found)
    )
