"""The closed lists of words that content may use. In: nothing. Out: enumerations, values as they stand in files.

Must not say how a word is shown: pages do.
"""

from __future__ import annotations

from enum import StrEnum


class BlockKind(StrEnum):
    TITLE = "title"
    SUMMARY = "summary"
    DECK = "deck"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    QUOTATION = "quotation"
    ITEM = "item"
    CAPTION = "caption"
    CREDIT = "credit"
    CODE = "code"
    CELL = "cell"
    COMMENT = "comment"


class Rendition(StrEnum):
    FULL = "full"
    EXCERPT = "excerpt"
    PRECIS = "precis"


class Basis(StrEnum):
    """On what footing a claim was made (DESIGN §4)."""

    NAMED = "named"
    SPOKESPERSON = "spokesperson"
    STATEMENT = "statement"
    DOCUMENT = "document"
    POST = "post"
    UNNAMED = "unnamed"
    OWN_VOICE = "own-voice"
    HEADLINE = "headline"
    CAPTION = "caption"
    UNATTRIBUTED = "unattributed"
    COMMENTER = "commenter"


class Stance(StrEnum):
    ASSERTS = "asserts"
    REPORTS = "reports"
    DENIES = "denies"
    EXPECTS = "expects"
    ESTIMATES = "estimates"
    ALLEGES = "alleges"
    REFUSES = "refuses"
    DECLINES = "declines"
    UNKNOWN = "unknown"
    SILENT = "silent"


class Cites(StrEnum):
    """What source a commenter gives for a claim."""

    NONE = "none"
    NAMED = "named"
    LINK_LOST = "link-lost"
    PRINTED = "printed"
    PROMISED = "promised"


class Gap(StrEnum):
    """What a capture lost of a comment."""

    LINK = "link"
    TEXT = "text"
    AUTHOR = "author"
    DATE = "date"


class SourceKind(StrEnum):
    PERSON = "person"
    OFFICE = "office"
    ORGANISATION = "organisation"
    ARMED_GROUP = "armed-group"
    AGENCY = "agency"
    OUTLET = "outlet"
    MONITOR = "monitor"
    DOCUMENT = "document"


class RelationType(StrEnum):
    SAME_UTTERANCE = "same-utterance"
    REPEATS = "repeats"
    SUPPORTS = "supports"
    CONTRADICTS = "contradicts"
    QUALIFIES = "qualifies"
    UPDATES = "updates"
    CORRECTS = "corrects"
    RESPONDS = "responds"
    QUOTES = "quotes"
    NOT_THE_SAME = "not-the-same"


class Mark(StrEnum):
    """The shape that stands for an answer: disc, diamond, ring, plain."""

    YES = "yes"
    NO = "no"
    UNCLEAR = "unclear"
    OTHER = "other"


class LinkState(StrEnum):
    """What became of an address that leads out of the archive."""

    THERE = "there"
    GONE = "gone"  # its host says so
    UNCLEAR = "unclear"  # refused, or no answer
