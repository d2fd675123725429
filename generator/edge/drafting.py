"""In: a page as it was saved or sent. Out: what import makes of it: texts, pictures, the copy, the account.

Must not write, nor read anything but the pictures beside the page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from generator.core.capture.charset import decode_page
from generator.core.capture.draft import draft_page, is_html, tell_account
from generator.core.diagnostics import Checked, Diagnostic, error
from generator.edge.files import LARGEST_TEXT, at_file, decode_text, unreadable
from generator.edge.tree import PICTURES

_MARKS = re.compile("[\x00\xef\xbb\xbf\xfe\xff]")  # what a byte order mark and UTF-16 put between the letters
LARGEST_PICTURE = 64 * 1024 * 1024  # bytes


@dataclass(frozen=True, slots=True)
class Given:
    """What the options say of every page of this import; '' where they do not. `update`: a later copy of a page that
    the archive has becomes its new version, of `article` where that is named."""

    outlet: str = ""
    url: str = ""
    published: str = ""
    captured: str = ""
    update: bool = False
    article: str = ""


@dataclass(frozen=True, slots=True)
class Saved:
    """A page as it was saved, or as a web archive holds it: its bytes, and what the archive says of them.

    `shelf` is where its pictures lie; None: in the folder that a browser saves beside it.
    """

    file: Path
    data: bytes
    sent_from: str = ""
    captured: str = ""
    charset: str = ""
    shelf: Shelf | None = None


@dataclass(frozen=True, slots=True)
class Shelf:
    """Pictures: the file name of each by what the page calls it, and how to read one by that. Errors: OSError."""

    names: Mapping[str, str]
    read: Callable[[str], bytes]


@dataclass(frozen=True, slots=True)
class Drafted:
    """A page that can become an article: its id if it is a new one, its address, its files by name, its account.

    `own_ids`: the page gives its comments ids, and will give the same ones another time.
    """

    file: Path
    id: str
    url: str
    texts: Mapping[str, str]
    pictures: Mapping[str, bytes]
    capture: tuple[str, bytes]
    told: str
    own_ids: bool = False

    @property
    def files(self) -> dict[str, bytes]:
        """Everything, as it is to be written."""
        encoded = {name: content.encode() for name, content in self.texts.items()}
        return encoded | {self.capture[0]: self.capture[1]} | dict(self.pictures)


def draft_saved(page: Saved, given: Given) -> Checked[Drafted]:
    """Draft an article from a page. Errors: `missing-extra`, and those of the door and of the drafts."""
    file, data = page.file, page.data
    if page.sent_from or is_html(_MARKS.sub("", data[:10_000].decode("latin-1"))):
        return _draft_html(page, given)
    saved = decode_text(file.as_posix(), data)
    if saved.value is None:
        return Checked(None, saved.diagnostics)
    options = _list_options(page, given)
    draft = draft_page(saved.value, options)
    if draft.value is None:
        return Checked(None, draft.diagnostics)
    texts, capture = dict(draft.value.files), ("capture.txt", data)
    drafted = Drafted(file, draft.value.id, given.url, texts, {}, capture, tell_account(draft.value))
    return Checked(drafted, draft.diagnostics)


def _draft_html(saved: Saved, given: Given) -> Checked[Drafted]:
    file, data = saved.file, saved.data
    try:
        from generator.core.capture.frames import list_frames
        from generator.core.capture.page_account import tell_fates
        from generator.core.capture.page_draft import draft_html
    except ImportError as missing:
        return Checked(None, (say_missing(missing, file.as_posix()),))
    page = decode_page(file.as_posix(), data, saved.charset)
    if page.value is None:
        return Checked(None, page.diagnostics)
    text, doubt = page.value
    shelf = saved.shelf or Shelf(_list_beside(file), lambda source: (file.parent / source).read_bytes())
    options = _list_options(saved, given) | {"sent_from": saved.sent_from}
    frames = _read_frames(file, list_frames(text.content)) if saved.shelf is None else {}
    doubts = [doubt] if doubt else []
    doubts += [f"what stands in {name} was read from there, and that file is not kept with the copy" for name in frames]
    draft = draft_html(text, beside=shelf.names, given=options, doubts=doubts, frames=frames)
    if draft.value is None:
        return Checked(None, draft.diagnostics)
    found: list[Diagnostic] = []
    pictures = {}
    for picture in draft.value.pictures:
        try:
            pictures[picture.name] = picture.data or shelf.read(picture.file)
        except OSError as failure:
            found.append(unreadable((file.parent / picture.file).as_posix(), failure))
    told = tell_fates(draft.value.fates, draft.value.doubts, draft.value.unknown)
    texts, capture = dict(draft.value.files), ("capture.html", data)
    drafted = Drafted(file, draft.value.id, draft.value.url, texts, pictures, capture, told, own_ids=True)
    return Checked(drafted, tuple(found))


def _list_options(page: Saved, given: Given) -> dict[str, str]:
    """What stands in the front matter besides what the page states."""
    options = {"outlet": given.outlet, "url": given.url, "published": given.published}
    return options | {"captured": given.captured or page.captured, "sha256": sha256(page.data).hexdigest()}


def say_missing(missing: ImportError, path: str) -> Diagnostic:
    """What to say of a file whose reader is not installed."""
    words = f"this file is read with {missing.name or 'a library'}, which is not installed"
    hint = "pip install 'whence[import]', or save the page as plain text"
    return error("missing-extra", words, at_file(path), hint)


def _read_frames(file: Path, names: Sequence[str]) -> dict[str, str]:
    """The frames that a browser has saved beside a page, by what the page calls them."""
    held = {f"{folder}/": file.parent / folder for folder in _name_folders(file)}
    found = {}
    for name in names:
        folder, _, last = name.partition("/")
        path = held.get(f"{folder}/", file) / last
        if path.suffix.lower() in (".html", ".htm") and path.is_file() and not path.is_symlink():
            page = decode_page(path.as_posix(), path.read_bytes()) if path.stat().st_size <= LARGEST_TEXT else None
            if page and page.value:
                found[name] = page.value[0].content
    return found


def _list_beside(file: Path) -> dict[str, str]:
    """The pictures in the folder that a browser saves beside a page, as the page names them; links are not followed."""
    found = {}
    for folder in (file.parent / name for name in _name_folders(file)):
        if folder.is_dir() and not folder.is_symlink():
            for each in sorted(folder.iterdir()):
                regular = not each.is_symlink() and each.is_file()
                if regular and each.suffix.lower() in PICTURES and each.stat().st_size <= LARGEST_PICTURE:
                    found[f"{folder.name}/{each.name}"] = each.name
    return found


def _name_folders(file: Path) -> tuple[str, ...]:
    """What browsers call the folder that they save beside a page."""
    return f"{file.stem}-files", f"{file.stem}.files", f"{file.stem}_files"
