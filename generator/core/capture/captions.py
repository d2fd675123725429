"""In: the words of a line of a saved page. Out: whether they describe a photograph, credit one, or name a writer.

Must not look for names it knows: a name is a run of words that are not in small letters.
"""

from __future__ import annotations

import re

_TAIL = 160  # characters at the end of a line in which its credit is sought
_LONGEST_CREDIT = 80
_AGENCIES = re.compile(
    r"\b(?:AFP|AP|EPA|UPI|Alamy|Anadolu|Associated Press|Bloomberg|DPA|dpa|EFE|Getty|iStock|PA (?:Media|Wire)|Reuters"
    r"|REUTERS|Shutterstock|Sipa|TASS|Wikimedia|Xinhua|ZUMA)\b"
)
_PICTURE = r"(?:AP |AFP |EPA |Reuters |File )?(?:Photo(?:graph)?|Picture|Image|Illustration)s?"
_LABELLED = re.compile(
    rf"(?:^|[\s(])(?:{_PICTURE}(?: credits?)?|Credits?|Courtesy)(?::| by| courtesy of) ?([^:]{{2,100}})$"
)
_BRACKETED = re.compile(r"[(\[]([^()\[\]]{2,100})[)\]]$")
_SLASHED = re.compile(r"(?:^|[.:;!?”\"] )((?:[^\s/]+ ){0,4}[^\s/]+(?:/[^/\s]+(?: [^\s/]+){0,3}){1,4})$")
_BYLINE = re.compile(r"(?:By|BY) (\S.{2,60})")
_JOINTS = frozenset(
    re.split(" ", "a al an and bin by courtesy de del der di el ez for from in la le of on the und van via von")
)
_FILE_PHOTO = re.compile(r"(?:^|[.(—–-] ?)file (?:photo|picture|image)$", re.I)


def is_caption(words: str) -> bool:
    """Whether a description ends in a credit: '(Photo: …)', '(Name/Agency)', 'Photograph: …', 'Photo by …'."""
    found = _find_credit(words)
    return found > 0 and len(words[:found].split()) > 1


def is_credit(words: str) -> bool:
    """Whether the whole line is a credit, such as 'Photo: A. Name', 'Name/Agency' or 'Agency via Agency'."""
    if len(words) > _LONGEST_CREDIT:
        return False
    bare = words.strip("()[] ")
    if _find_credit(words) == 0 or words.startswith("©"):
        return not words.casefold().endswith("reserved.")
    return bool(_AGENCIES.search(bare)) and is_name(bare) and ("/" in bare or " via " in bare or _is_agency(bare))


def is_byline(words: str) -> bool:
    """Whether the line is 'By' and nothing but names."""
    found = _BYLINE.fullmatch(words)
    return found is not None and is_name(found[1].split(",")[0])


def is_name(words: str) -> bool:
    """Whether the words read as names: at most twelve, none in small letters but 'via', 'of', 'al' and their like."""
    parts = [part for part in re.split(r"[\s/,&]+", words.strip(" .")) if part]
    if not 0 < len(parts) <= 12 or re.search(r"[.!?] ", re.sub(r"\b\w\. ", " ", words)):
        return False
    return all(part in _JOINTS or not part[:1].islower() for part in parts) and any(p not in _JOINTS for p in parts)


def _find_credit(words: str) -> int:
    """Where the closing credit of a line begins; -1 where there is none."""
    offset = max(0, len(words) - _TAIL)
    tail = words[offset:].rstrip(" .")
    if bracket := _BRACKETED.search(tail):
        inside = bracket[1].strip(" .")
        labelled = _LABELLED.match(inside) or _FILE_PHOTO.search(inside)
        known = _AGENCIES.search(inside) and (" via " in inside or "Images" in inside or "Photo" in inside)
        slashed = "/" in inside and not re.search(r"\s/|/\s|[0-9]/[0-9]|://", inside)
        if labelled or ((known or slashed) and is_name(inside)):
            return offset + bracket.start()
        return -1
    if (labelled := _LABELLED.search(tail)) and is_name(labelled[1]):
        return offset + labelled.start()
    if (named := _SLASHED.search(tail)) and _AGENCIES.search(named[1]) and is_name(named[1]):
        return offset + named.start(1)
    found = _FILE_PHOTO.search(tail)
    return offset + found.start() if found else -1


def _is_agency(words: str) -> bool:
    return len(_AGENCIES.sub("", words).replace("Images", "").replace("Photo", "").split()) == 0
