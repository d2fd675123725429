"""In: a path below the archive's root. Out: its characters, checked once at this door, or a diagnostic saying why not.

Must not follow a link out of the archive, nor open anything but a regular file.
"""

from __future__ import annotations

import errno
import os
import re
import stat
from pathlib import Path

from generator.core.diagnostics import Checked, Diagnostic, error
from generator.core.text import Place, Text

LARGEST_TEXT = 128 * 1024 * 1024  # bytes; a thread of 200,000 comments takes about half of it
REFUSED = re.compile(
    "[\x00-\x08\x0b-\x1f\ufffe\uffff]"
)  # XML 1.0 §2.2 has no form for them, so no feed could carry them
DUST = re.compile(r"\.|.*~$|#.*#$|.*\.(?:swp|tmp|orig|bak)$|(?:Thumbs\.db|desktop\.ini)$", re.I)
_KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


_WAYS_OUT = {
    "ENOSPC": "make room on that disk",
    "EDQUOT": "make room: what you may use of that disk is used up",
    "EROFS": "that disk cannot be written to; name a place on another",
    "EACCES": "see who may write there, or name another place",
    "EPERM": "see who may write there, or name another place",
    "ENOTDIR": "a file stands where a folder is wanted; name another place",
    "ENAMETOOLONG": "name a place whose path is shorter",
    "EMFILE": "let a process open more files (ulimit -n)",
    "EIO": "that disk itself fails; name a place on another",
}


def find_way_out(failure: OSError, otherwise: str) -> str:
    """What to do about a place that the system will not have written."""
    return _WAYS_OUT.get(errno.errorcode.get(failure.errno or 0, ""), otherwise)


def at_file(path: str) -> Place:
    """The place that stands for a file as a whole."""
    return Place(path, 1, 1, 1, "")


def is_folder(path: Path) -> bool:
    """Whether a folder stands there, or a link to one. Errors: OSError, where the system will not say.

    `Path.is_dir` takes a refusal for an answer: an archive on a failing disk would be an empty one.
    """
    try:
        return stat.S_ISDIR(path.stat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as failure:
        if failure.errno in (errno.ELOOP, errno.ENAMETOOLONG):
            return False
        raise


def is_there(path: Path) -> bool:
    """Whether anything stands there, be it a link that leads nowhere. Errors: as `is_folder`."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    return True


def list_names(root: Path, path: str) -> tuple[str, ...]:
    """The names in a folder below the root, sorted; none where no such folder is inside it.

    What editors and systems leave behind is passed over. Errors: OSError, where a folder may not be read.
    """
    folder = root / path
    is_plain = stat.S_ISDIR(_look_at(root, path))
    if not is_plain and (not is_folder(folder) or not folder.resolve().is_relative_to(root)):
        return ()
    return tuple(sorted(name for name in os.listdir(folder) if not DUST.match(name)))  # noqa: PTH208 (twice as fast)


def find_file(root: Path, path: str) -> Checked[Path]:
    """The real path of a regular file inside the root (which is itself resolved)."""
    shown = root / path
    if stat.S_ISREG(_look_at(root, path)):
        return Checked(shown)
    try:
        real = shown.resolve(strict=True)
        mode = real.stat().st_mode
    except RuntimeError:
        return Checked(None, (error("link-out", "this link leads round in a circle", at_file(path), _LINK_HINT),))
    except OSError as failure:
        if shown.is_symlink():
            return Checked(None, (error("link-out", "this link leads nowhere", at_file(path), _LINK_HINT),))
        return Checked(None, (unreadable(path, failure),))
    if not real.is_relative_to(root):
        return Checked(None, (error("link-out", "this link leads out of the archive", at_file(path), _LINK_HINT),))
    if not stat.S_ISREG(mode):
        kind = next((words for test, words in _KINDS if test(mode)), "something else")
        message = f"a file is wanted here, and this is {kind}"
        return Checked(None, (error("not-a-file", message, at_file(path), "move it elsewhere"),))
    return Checked(real)


def _look_at(root: Path, path: str) -> int:
    """The mode of what stands at a path to which no link leads, below the resolved root; 0 where that is not so."""
    here, mode = f"{root}", 0
    for name in path.split("/"):
        here = f"{here}/{name}"
        try:
            mode = os.lstat(here).st_mode
        except OSError:
            return 0
        if name in _UNSURE or stat.S_ISLNK(mode):
            return 0
    return mode


_UNSURE = frozenset(("", ".", ".."))


def read_text(root: Path, path: str) -> Checked[Text]:
    """A text file of the archive, as `decode_text` gives it."""
    found = find_file(root, path)
    if found.value is None:
        return Checked(None, found.diagnostics)
    try:
        size = found.value.stat().st_size
        if size > LARGEST_TEXT:
            message = f"this file has {size} bytes; no text of an archive may have more than {LARGEST_TEXT}"
            return Checked(None, (error("file-too-large", message, at_file(path), "split it, or remove it"),))
        return decode_text(path, found.value.read_bytes())
    except OSError as failure:
        return Checked(None, (unreadable(path, failure),))


def decode_text(path: str, data: bytes) -> Checked[Text]:
    """The characters of a file: UTF-8, a byte order mark dropped, CRLF made one newline; offsets count from there.

    Errors: `not-utf-8`, `control-character` (C0 but tab and newline, and U+FFFE, U+FFFF), each at its place.
    """
    try:
        content = _plain(data.decode("utf-8"))
    except UnicodeDecodeError as failure:
        return Checked(None, (_not_utf_8(path, data, failure),))
    strange = REFUSED.findall(content)
    if not strange:
        return Checked(Text(path, content))
    more = f", and {len(strange) - 1} more in this file" if len(strange) > 1 else ""
    first = content.index(strange[0])
    message = f"U+{ord(strange[0]):04X} does not belong in a text{more}"
    place = Text(path, content).place(first, first + 1)
    hint = "end its lines with LF or CRLF" if strange[0] == "\r" else "delete the invisible character"
    return Checked(None, (error("control-character", message, place, hint),))


_LINK_HINT = "put the file itself here"


def _plain(content: str) -> str:
    return content.removeprefix("\ufeff").replace("\r\n", "\n")


def _not_utf_8(path: str, data: bytes, failure: UnicodeDecodeError) -> Diagnostic:
    wide = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    hint = "save the file as UTF-8" + ("; it is UTF-16 now" if wide else "")
    at = len(_plain(data[: failure.start].decode("utf-8")))
    place = Text(path, _plain(data.decode("utf-8", errors="replace"))).place(at, at + 1)
    return error("not-utf-8", f"byte 0x{data[failure.start]:02x} is not UTF-8", place, hint)


def unreadable(path: str, failure: OSError) -> Diagnostic:
    """What to say of a file or folder that the system will not open."""
    reason = (failure.strerror or "no reason given").lower()
    return error("unreadable-file", f"this file cannot be read: {reason}", at_file(path), "see who may read it")
