"""In: the bytes of a saved page. Out: its characters, by what the page says of them; never a guess.

Must not put anything in the place of a byte that cannot be read.
"""

from __future__ import annotations

import codecs
import re

from generator.core.diagnostics import Checked, error
from generator.core.text import Place, Text

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_META = re.compile(rb"""<meta\b[^>]{0,300}?\bcharset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{1,40})""", re.I)
_COMMENT = re.compile(rb"<!--.*?-->", re.S)
_LABELS = {  # where the standard's name for an encoding (encoding.spec.whatwg.org, 4.2) is not Python's
    **dict.fromkeys(("iso-8859-1", "latin1", "ascii", "us-ascii", "x-cp1252"), "cp1252"),
    **dict.fromkeys(("iso-8859-9", "latin5", "windows-1254", "x-cp1254"), "cp1254"),
    **dict.fromkeys(("iso-8859-11", "tis-620", "windows-874"), "cp874"),
    **dict.fromkeys(("utf-16", "utf-16le", "utf-16be", "unicode", "utf8"), "utf-8"),  # a meta in ASCII cannot be UTF-16
    **dict.fromkeys(("gb2312", "gbk", "x-gbk"), "gb18030"),
    **dict.fromkeys(("shift_jis", "shift-jis", "sjis", "x-sjis"), "cp932"),
    **dict.fromkeys(("ks_c_5601-1987", "euc-kr"), "cp949"),
}


def decode_page(path: str, data: bytes, header: str = "") -> Checked[tuple[Text, str]]:
    """A page's characters with newlines made even, and the doubt about its encoding, or ''.

    A byte order mark decides, then bytes that are UTF-8 throughout, then what the header it was sent
    with names, then what its own meta says.
    Errors: `not-utf-8`, where neither holds.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _decode(path, data[len(mark) :], name, "its byte order mark")
    said = _META.search(_COMMENT.sub(b"", data[:8192]))
    label = header or (said[1].decode("ascii").lower() if said else "")
    try:
        content = data.decode("utf-8")
    except UnicodeDecodeError:
        return _decode(path, data, _LABELS.get(label, label) or "utf-8", "the page" if label else "")
    differs = label and _LABELS.get(label, label) != "utf-8" and not data.isascii()
    doubt = f"the page says that it is in {label}, and its bytes are UTF-8; it was read as UTF-8" if differs else ""
    return Checked((Text(path, _even(content)), doubt))


def _decode(path: str, data: bytes, name: str, said_by: str) -> Checked[tuple[Text, str]]:
    place = Place(path, 1, 1, 1, "")
    hint = "open the page in the browser and save it again, as UTF-8"
    try:
        return Checked((Text(path, _even(data.decode(name))), ""))
    except LookupError:
        return Checked(
            None, (error("not-utf-8", f"{said_by} names an encoding that is not known: {name}", place, hint),)
        )
    except UnicodeDecodeError as failure:
        line = data.count(b"\n", 0, failure.start) + 1
        reason = f"is not {name}, which {said_by} names" if said_by else "is not UTF-8, and the page names no other"
        words = f"byte 0x{data[failure.start]:02x} in line {line} {reason}"
        return Checked(None, (error("not-utf-8", words, Place(path, line, 1, 1, ""), hint),))


def _even(content: str) -> str:
    return content.replace("\r\n", "\n").replace("\r", "\n")
