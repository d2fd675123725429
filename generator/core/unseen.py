"""In: text. Out: where in it characters stand that nobody sees, and what they are called.

Must not alter the text: safe_html shows them as marks beside what was written.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

# Format and control characters, blank letters, and tags (Unicode TR36 §2, TR39 §5.4); variation selectors only choose
# between two looks of a letter and are left alone.
UNSEEN = (
    "\u0080-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164"
    "\ufeff\uffa0\ufff9-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e007f"
)
_UNSEEN = re.compile(f"[{UNSEEN}]")
_LIKE_LETTERS = "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"  # those of them that Unicode calls graphic
_JOINERS = "\u200c\u200d"
_SIGNS = "\u200e\u200f\u061c"
_SETTING = f"\u00ad\u200b\u2060\ufeff{_SIGNS}"  # where a line may break, and which way a sign belongs
_FLAG = re.compile("\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f")
_PLAIN_SCRIPTS = ("LATIN", "GREEK", "CYRILLIC", "DIGIT", "FULLWIDTH")


def may_hide(text: str) -> bool:
    """Whether any such character stands in it; most texts hold none, and are asked by the thousand."""
    if text.isascii():
        return False
    if not text.isprintable():
        return _UNSEEN.search(text) is not None
    for each in _LIKE_LETTERS:  # noqa: SIM110 (`any` takes five times as long)
        if each in text:
            return True
    return False


def find_unseen(text: str, *, running: bool = False) -> Iterator[int]:
    """The positions of what nobody sees, but for what a script or an emoji needs to be written.

    In running text what sets it is passed over too, such as soft hyphens: many a page is full of them, and no reader is
    deceived by them where nothing is a name.
    Needed are joiners after letters that join (Unicode 16 §9.2, §23.2) and in emoji, direction marks in a text that
    has letters of both directions, and the tags of a flag (TR51).
    """
    if not may_hide(text):
        return
    flags = [found.span() for found in _FLAG.finditer(text)]
    is_mixed = any(each.isalpha() and unicodedata.bidirectional(each) in ("R", "AL") for each in text)
    for found in _UNSEEN.finditer(text):
        at, character = found.start(), found[0]
        if running and character in _SETTING:
            continue
        if character in _JOINERS and _joins(text[at - 1 : at]):
            continue
        if character in _SIGNS and is_mixed:
            continue
        if not any(start < at < end for start, end in flags):
            yield at


def name_character(character: str) -> str:
    """What a reader is told: 'right-to-left override, U+202E'."""
    name = unicodedata.name(character, "control character").lower()
    return f"{name}, U+{ord(character):04X}"


def _joins(before: str) -> bool:
    """Whether a joiner after this character has work to do."""
    if not before or before.isascii():
        return False
    category = unicodedata.category(before)
    if category[0] == "M" or category in ("So", "Sk"):
        return True
    return category[0] == "L" and not unicodedata.name(before, "").startswith(_PLAIN_SCRIPTS)
