"""In: words as captured. Out: the same words as Markdown or TOML, so that what reads them gives them back exactly.

Must not mend, straighten or wrap anything.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_SPECIAL = re.compile(r"[\\`*_\[\]<{|~^]|&(?=#?[A-Za-z0-9]{1,32};)")
_LEADING = re.compile(r"[#>+\-=:!]|[0-9]{1,9}(?=[.)])")
_BARE = " \t\r\x0b\x0c\x1c\x1d\x1e\x1f\x85"  # what a line's end may lose: CommonMark has no way to keep it
_REFUSED = re.compile("[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]")  # by the door of an archive, and by TOML
_UNFIT = re.compile("[\x00-\x08\x0a-\x1f\x7f\ud800-\udfff]")  # TOML 1.0: only as escapes


def write_markdown(lines: Sequence[str]) -> str:
    """One paragraph whose text is exactly these lines, each without the blanks at its ends; line breaks are kept.

    CommonMark 0.31: a backslash before ASCII punctuation (§2.4) or a line's end (§6.7), and numeric references (§2.5).
    """
    return "\\\n".join(_write_line(line.strip(_BARE)) for line in lines)


def drop_refused(words: str) -> str:
    """The words without the characters that no text of an archive may have; a reference in HTML can make them."""
    return _REFUSED.sub("", words)


def write_string(words: str) -> str:
    """A TOML basic string on one line."""
    escaped = words.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{_UNFIT.sub(_escape, escaped)}"'


def write_text(words: str) -> str:
    """A TOML multi-line string: literal, without any escape, where the words allow it."""
    if "'''" not in words and not words.endswith("'") and not _UNFIT.search(words.replace("\n", "")):
        return f"'''\n{words}'''"
    escaped = words.replace("\\", "\\\\").replace('"', '\\"')
    lines = (_UNFIT.sub(_escape, line) for line in escaped.split("\n"))
    return '"""\n{}"""'.format("\n".join(lines))


def _write_line(line: str) -> str:
    words = line.strip()  # in Unicode's sense, as the parser would
    before, _, after = line.partition(words) if words else (line, "", "")
    leading = _LEADING.match(words) if not before else None
    if leading and leading[0].isdigit():
        words = f"{leading[0]}\\{_escape_special(words[leading.end() :])}"
    elif leading:
        words = f"\\{words[0]}{_escape_special(words[1:])}"
    else:
        words = _escape_special(words)
    return f"{_refer(before)}{words}{_refer(after)}"


def _escape_special(words: str) -> str:
    return _SPECIAL.sub(lambda found: f"\\{found[0]}", words)


def _refer(blanks: str) -> str:
    return "".join(f"&#{ord(each)};" for each in blanks)


def _escape(found: re.Match[str]) -> str:
    return {"\n": "\\n", "\t": "\\t", "\r": "\\r"}.get(found[0], f"\\u{ord(found[0]):04x}")
