"""In: an archive that can be published, and a file's place. Out: the archive as one EPUB there.

Must not replace a file, and must not leave half of one.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from generator.core.book import FOLDER, bind_book, lay_out_book, list_pictures
from generator.core.catalogue import catalogue
from generator.core.diagnostics import Checked, gather, has_errors
from generator.core.model import Output
from generator.core.render import render_page
from generator.core.standing import assess_all
from generator.edge.build import Ready
from generator.edge.tree import ARTICLES
from generator.edge.workers import Workers

MIMETYPE = Output("mimetype", b"application/epub+zip")
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # of the ZIP format: the same content gives the same bytes


def make_book(workers: Workers, ready: Ready) -> Checked[tuple[Output, ...]]:
    """The book's files without its pictures. Errors: those of templates."""
    listed = catalogue(ready.archive)
    theme = ready.theme.theme
    pages = workers.once(lay_out_book, listed, workers.once(assess_all, listed), theme.words)
    bodies = gather(workers.each(render_page, theme, pages))
    if bodies.value is None or has_errors(bodies.diagnostics):
        return Checked(None, bodies.diagnostics)
    return Checked(workers.once(bind_book, ready.archive, pages, bodies.value), bodies.diagnostics)


def pack_book(root: Path, ready: Ready, files: Iterable[Output], target: Path) -> None:
    """Write the EPUB (EPUB 3.3, OCF ZIP container): `mimetype` first and as it is. Errors: OSError."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("xb") as opened:
        try:
            with ZipFile(opened, "w") as packed:
                packed.writestr(_describe(MIMETYPE.path, ZIP_STORED), MIMETYPE.content)
                for file in files:
                    packed.writestr(_describe(file.path, ZIP_DEFLATED), file.content, compresslevel=9)
                for picture in list_pictures(ready.archive):
                    content = (root.resolve() / ARTICLES / picture.title).read_bytes()
                    packed.writestr(_describe(f"{FOLDER}/{picture.path}", ZIP_STORED), content)
        except BaseException:
            with suppress(OSError):
                target.unlink()
            raise


def _describe(path: str, method: int) -> ZipInfo:
    about = ZipInfo(path, _FIRST_DAY)
    about.compress_type = method
    about.create_system = 3  # the same on every system
    about.external_attr = 0o100644 << 16
    return about
