"""In: the first bytes of a file that is to be imported. Out: whether it is no page at all, and what to do then.

Must not read the file, nor judge by its name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_COPY = "open it, copy its text into a file, and import that"
_PICTURE = ("a picture", "import the page that shows it; pictures beside a page or within it come along")
_FOREIGN: Mapping[re.Pattern[bytes], tuple[str, str]] = {
    re.compile(rb"%PDF-"): ("a PDF", _COPY),
    re.compile(rb"\{\\rtf"): ("a formatted text (RTF)", "save it as plain text, and import that"),
    re.compile(rb"\xd0\xcf\x11\xe0|PK\x03\x04(?s:.{26})(?:\[Content_Types\]|_rels/|word/|mimetype)"): (
        *("a document of an office program", "save it as plain text, and import that"),
    ),
    re.compile(rb"PK\x03\x04|\x1f\x8b|BZh|7z\xbc\xaf|\xfd7zXZ"): (
        "a packed file",
        "unpack it, and import what it holds",
    ),
    re.compile(rb"bplist00"): ("a web archive of Safari", "save the page as its source, or from another browser"),
    re.compile(rb"\x89PNG|\xff\xd8\xff|GIF8|RIFF....WEBP"): _PICTURE,
    re.compile(rb"\s*<(?:svg|\?xml[^>]*>\s*(?:<!--.*?-->\s*)?<(?:!DOCTYPE )?svg)\b", re.S): _PICTURE,
    re.compile(rb"\s*<(?:\?xml|rss|feed)\b"): (
        *("XML, and neither a page nor an export of WordPress or Disqus", "save the page itself, as HTML"),
    ),
}
_MHTML = re.compile(rb"(?:[!-9;-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?Content-Type:\s*multipart/related\b", re.I)


def name_foreign(start: bytes) -> tuple[str, str] | None:
    """What a file is that is no page, and what to do with it; None where it may be one."""
    plain = start.removeprefix(b"\xef\xbb\xbf")
    return next((told for begin, told in _FOREIGN.items() if begin.match(plain)), None)


def is_mhtml(start: bytes) -> bool:
    """Whether a file begins as pages that a browser saves with their parts in one file (RFC 2557)."""
    return _MHTML.match(start) is not None
