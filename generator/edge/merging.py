"""In: an archive's folder and an edited claims.csv. Out: what it changes; where that is wanted, in claims.toml.

Must not write a file that could not be read again.
"""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from generator.core.archive import article_path
from generator.core.catalogue import catalogue
from generator.core.claims import read_claims
from generator.core.diagnostics import Checked, Diagnostic, has_errors
from generator.core.merging import Change, apply_changes, compare_claims
from generator.core.text import Text
from generator.edge.build import Options, read_archive
from generator.edge.files import decode_text, unreadable
from generator.edge.keeping import replace_text
from generator.edge.workers import Workers


def merge_claims(root: Path, workers: Workers, sheet: Path, *, write: bool) -> Checked[tuple[Change, ...]]:
    """What a table changes. Errors: those of reading the archive and the table, of the claims as they would be, and
    `cannot-write`; of several files those before it are written then."""
    read = read_archive(root, workers, Options(root / "dist", write=False))
    if read.value is None:
        return Checked(None, read.diagnostics)
    try:
        text = decode_text(str(sheet), sheet.read_bytes())
    except OSError as failure:
        return Checked(None, (*read.diagnostics, unreadable(str(sheet), failure)))
    if text.value is None:
        return Checked(None, (*read.diagnostics, *text.diagnostics))
    compared = compare_claims(text.value, catalogue(read.value.archive))
    if compared.value is None:
        return Checked(None, (*read.diagnostics, *compared.diagnostics))
    edited: list[Text] = []
    found: list[Diagnostic] = [*read.diagnostics]
    for article, changes in groupby(sorted(compared.value, key=lambda each: each.article), lambda each: each.article):
        edited.append(apply_changes(_read_whole(root, article_path(article, "claims.toml")), changes))
        found += read_claims(edited[-1]).diagnostics
    if has_errors(found):
        return Checked(None, tuple(found))
    for each in edited if write else ():
        if fault := replace_text(root, each.path, each.content):
            return Checked(None, (*found, fault))
    return Checked(compared.value, tuple(found))


def _read_whole(root: Path, path: str) -> Text:
    """A file that was just read, with the line ends it has: they are to stay. Errors: OSError."""
    return Text(path, (root / path).read_bytes().decode())
