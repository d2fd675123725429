"""In: a title, or the name of a folder. Out: a new article or archive, or why it cannot be made.

Must not change or replace anything that is there.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from generator.core.capture.draft import make_id
from generator.core.capture.writing import write_string
from generator.core.diagnostics import Checked, error
from generator.edge.files import at_file
from generator.edge.folders import cannot_write, check_free, check_site, settle, write_file, write_folder
from generator.edge.starter import ARTICLE, ARTICLE_CLAIMS, SITE_FILES
from generator.edge.tree import ARTICLES, SITE


def new_article(root: Path, title: str) -> Checked[Path]:
    """Make the folder of an article that has a title and nothing else yet.

    Errors: `no-site`, `article-exists`, `cannot-write`.
    """
    title = " ".join(title.split()) or "Untitled"
    made_id = make_id(title)
    target = root / ARTICLES / made_id
    files = {"article.md": ARTICLE.replace("TITLE", write_string(title), 1), "claims.toml": ARTICLE_CLAIMS}
    found = [*check_site(root), *check_free(root, made_id)]
    if not found:
        found += write_folder(target, {name: content.encode() for name, content in files.items()})
    return Checked(None if found else target, tuple(found))


def new_site(folder: Path) -> Checked[Path]:
    """Make a small archive that builds, in a folder that is new or empty; its files explain themselves.

    Errors: `folder-not-empty`, `cannot-write`.
    """
    if folder.is_symlink() or (folder.exists() and not (folder.is_dir() and not any(folder.iterdir()))):
        hint = "name a folder that does not exist yet"
        message = "something stands here, and a new archive wants an empty folder"
        return Checked(None, (error("folder-not-empty", message, at_file(folder.as_posix()), hint),))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        aside = folder / f".new-{os.getpid()}"
        try:
            for path, content in SITE_FILES.items():
                write_file(aside / path, content.encode())
            for each in sorted(aside.iterdir(), key=lambda path: path.name == SITE):  # site.toml makes it an archive
                each.rename(folder / each.name)
            settle(folder)
        finally:
            shutil.rmtree(aside, ignore_errors=True)
    except OSError as failure:
        return Checked(None, (cannot_write(folder, failure),))
    return Checked(folder)
