"""In: an archive's folder and a file of other people's annotations. Out: claims-draft.toml beside the claims they meet.

Must not change a file that is there: a draft that nobody has merged stays as it is.
"""

from __future__ import annotations

from pathlib import Path

from generator.core.archive import article_path
from generator.core.catalogue import catalogue
from generator.core.diagnostics import Checked
from generator.core.foreign_annotations import Draft, read_annotations, write_drafts
from generator.core.model import Output
from generator.edge.build import Options, read_archive
from generator.edge.export import write_new
from generator.edge.files import decode_text, unreadable
from generator.edge.tree import DRAFT
from generator.edge.workers import Workers


def import_annotations(root: Path, workers: Workers, file: Path) -> Checked[tuple[Draft, ...]]:
    """Write drafts for all annotations that have a place. Errors: those of reading, `file-exists`, `cannot-write`."""
    read = read_archive(root, workers, Options(root / "dist", write=False))
    if read.value is None:
        return Checked(None, read.diagnostics)
    try:
        text = decode_text(str(file), file.read_bytes())
    except OSError as failure:
        return Checked(None, (*read.diagnostics, unreadable(str(file), failure)))
    if text.value is None:
        return Checked(None, (*read.diagnostics, *text.diagnostics))
    drafts = read_annotations(text.value, catalogue(read.value.archive))
    placed = sorted({draft.article for draft in drafts.value or () if draft.place})
    files = []
    for article in placed:
        content = write_drafts(draft for draft in drafts.value or () if draft.article == article)
        path = article_path(article, DRAFT)
        files.append((root / path, Output(path, content.encode())))
    written = write_new(files)
    found = (*read.diagnostics, *drafts.diagnostics, *written.diagnostics)
    return Checked(drafts.value if written.value is not None else None, found)
