"""In: a page as it was saved or sent. Out: what import makes of it: texts, pictures, the copy, the account.

Must not write, nor read anything but the pictures beside the page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from generator.core.capture.charset import decode_page
from generator.core.capture.draft import draft_page, is_html, tell_account
from generator.core.capture.file_kinds import name_foreign
from generator.core.diagnostics import Checked, Diagnostic, error, visible
from generator.edge.files import LARGEST_TEXT, at_file, decode_text, unreadable
from generator.edge.tree import FRAMES, PICTURES

_MARKS = re.compile("[\x00\xef\xbb\xbf\xfe\xff]")  # what a byte order mark and UTF-16 put between the letters
_PAGES = (".html", ".htm", ".xhtml", ".mhtml", ".mht")  # read as a browser does, even where they hold a piece of one
LARGEST_PICTURE = 64 * 1024 * 1024  # bytes
MOST_FRAMES = 100  # of one page that are read; all together have at most the bytes of one text


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
    """Pictures: the file name of each by what the page calls it, and how to read one by that. Errors: OSError.

    `find_frames` gives the bytes of the frames of a page, by what it calls them.
    """

    names: Mapping[str, str]
    read: Callable[[str], bytes]
    find_frames: Callable[[str], Mapping[str, bytes]]


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
    frames: Mapping[str, bytes] = field(default_factory=dict)  # by their paths in the article's folder

    @property
    def files(self) -> dict[str, bytes]:
        """Everything, as it is to be written."""
        encoded = {name: content.encode() for name, content in self.texts.items()}
        return encoded | dict(self.frames) | {self.capture[0]: self.capture[1]} | dict(self.pictures)


def draft_saved(page: Saved, given: Given) -> Checked[Drafted]:
    """Draft an article from a page. Errors: `missing-extra`, `not-a-page`, and those of the door and of the drafts."""
    file, data = page.file, page.data
    html = is_html(_MARKS.sub("", data[:10_000].decode("latin-1")))
    if not html and (foreign := name_foreign(data[:1_000])):
        place = at_file(file.as_posix())
        return Checked(None, (error("not-a-page", f"this file is {foreign[0]}", place, foreign[1]),))
    if html or page.sent_from or file.suffix.lower() in _PAGES:
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
        from generator.core.capture.disqus_records import choose_thread, is_record, read_wishes
        from generator.core.capture.kept_frames import name_files, write_frames
        from generator.core.capture.page_account import tell_fates
        from generator.core.capture.page_draft import draft_html
    except ImportError as missing:
        return Checked(None, (say_missing(missing, file.as_posix()),))
    page = decode_page(file.as_posix(), data, saved.charset)
    if page.value is None:
        return Checked(None, page.diagnostics)
    text, doubt = page.value
    shelf = saved.shelf or _make_shelf(file)
    try:
        frames = shelf.find_frames(text.content)
    except OSError as failure:
        return Checked(None, (unreadable(file.as_posix(), failure),))
    opened = {name: page.value[0].content for name, data in frames.items() if (page := decode_page(name, data)).value}
    wishes = read_wishes(text, saved.sent_from)
    thread = choose_thread(wishes, {name: content for name, content in opened.items() if is_record(name)})
    files = name_files(name for name in opened if name in thread.used or not is_record(name))
    noted = write_frames(files, {name: sha256(frames[name]).hexdigest() for name in files}) if files else ""
    options = _list_options(saved, given) | {"sent_from": saved.sent_from, "frames": noted}
    doubts = [doubt] if doubt else []
    opened |= {thread.frame: thread.html} if thread.frame else {}
    below = "" if thread.frame else thread.html
    draft = draft_html(text, beside=shelf.names, given=options, doubts=doubts, frames=opened, below=below)
    if draft.value is None:
        return Checked(None, draft.diagnostics)
    found: list[Diagnostic] = []
    pictures = {}
    for picture in draft.value.pictures:
        try:
            pictures[picture.name] = picture.data or shelf.read(picture.file)
        except OSError as failure:
            found.append(unreadable((file.parent / picture.file).as_posix(), failure))
    untold = thread.doubts if saved.sent_from and "thread.toml" not in dict(draft.value.files) else ()
    told = tell_fates(draft.value.fates, (*draft.value.doubts, *untold), draft.value.unknown)
    told += "".join(f"  frame {visible(name)} is kept as {FRAMES}/{kept}\n" for name, kept in files.items())
    texts, capture = dict(draft.value.files), ("capture.html", data)
    held = {f"{FRAMES}/{kept}": frames[name] for name, kept in files.items()}
    drafted = Drafted(file, draft.value.id, draft.value.url, texts, pictures, capture, told, True, held)
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


def _make_shelf(file: Path) -> Shelf:
    """What lies in the folder that a browser saves beside a page."""
    return Shelf(
        _list_beside(file),
        lambda source: (file.parent / source).read_bytes(),
        lambda page: dict(_read_frames(file, page)),
    )


def _read_frames(file: Path, page: str) -> Iterator[tuple[str, bytes]]:
    """The frames that a browser has saved beside a page, by what the page calls them; links are not followed."""
    from generator.core.capture.frames import list_frames

    folders = {name for name in _name_folders(file) if not (file.parent / name).is_symlink()}
    left = LARGEST_TEXT
    for name in list_frames(page)[:MOST_FRAMES]:
        path = file.parent / name
        fits = name.partition("/")[0] in folders and path.suffix.lower() in (".html", ".htm")
        if fits and path.is_file() and not path.is_symlink() and path.stat().st_size <= left:
            data = path.read_bytes()
            left -= len(data)
            yield name, data


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
