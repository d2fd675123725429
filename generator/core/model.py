"""The nouns of an archive. In: nothing. Out: nothing but types, all frozen; with the words and the frame they use.

Must not hold functions, places in files, mappings, sets or floats: a noun is picklable, hashable, and its repr is its
canonical form.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from markupsafe import Markup as Html  # made by core.safe_html alone; everywhere else only carried

from generator.core.past import EarlierCopy as EarlierCopy, When as When
from generator.core.project import (
    CheckedLink as CheckedLink,
    Folder as Folder,
    Limits as Limits,
    Output as Output,
    Settings as Settings,
)
from generator.core.terms import (
    Basis as Basis,
    BlockKind as BlockKind,
    Cites as Cites,
    Gap as Gap,
    LinkState as LinkState,
    Mark as Mark,
    RelationType as RelationType,
    Rendition as Rendition,
    SourceKind as SourceKind,
    Stance as Stance,
)


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open run of code points in one block's words."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of final HTML; bare text where claims lie on it. `starts` and `ends` name those that begin or end here."""

    html: Html
    claims: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """The unit of quoting, marking, linking and searching.

    `words` is what a reader sees, markup removed. `opening` and `closing` are its own tag and those of the lists,
    quotations or tables that begin before it or end after it; `joined` says it shares them with the block above.
    """

    id: str
    kind: BlockKind
    words: str
    pieces: tuple[Piece, ...]
    opening: Html = field(default_factory=Html)
    closing: Html = field(default_factory=Html)
    joined: bool = False
    line: int = 0  # in its file, from 1; 0 where unknown
    level: int = 0  # of a heading


@dataclass(frozen=True, slots=True)
class Footnote:
    """One of the archive's own notes, `[^n]` in an article's body."""

    id: str
    html: Html
    refs: int = 1  # how many places refer to it


@dataclass(frozen=True, slots=True)
class Quote:
    exact: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Amount:
    """A quantity with the bounds it was given: an exact value has low == high and no qualifier."""

    low: Decimal | None
    high: Decimal | None
    qualifier: str = ""  # about, at least, more than, up to, nearly, under, forecast
    predicate: str = ""
    as_of: When | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement at one place."""

    id: str
    index: int  # its position in claims.toml, from 0: where to point when it is at fault
    number: int  # on its page, article first, then comments; from 1
    quote: Quote
    block: str  # the id of the block it stands in; "" while it has lost its place
    spans: tuple[Span, ...]
    says: str
    basis: Basis
    stance: Stance
    comment: str = ""  # the comment it stands in; "" in the article
    refs: tuple[str, ...] = ()
    speaker: str = ""  # a source
    unnamed: str = ""
    because: str = ""
    via: tuple[str, ...] = ()
    hedge: str = ""
    said: str = ""
    date: When | None = None
    date_basis: str = ""
    question: str = ""
    answer: str = ""
    amount: Amount | None = None
    cites: Cites | None = None
    note: Html = field(default_factory=Html)
    rung: int = 0  # of the anchoring ladder: 1 exact, 2 folded, 3 blind to white space
    directive: str = ""  # what finds its words at the original, "text=…"; "" where the capture does not prove it


@dataclass(frozen=True, slots=True)
class InferredReply:
    id: str
    why: str


@dataclass(frozen=True, slots=True)
class Comment:
    """One comment. A thread holds them flat, each before its replies, in the page's order."""

    id: str
    number: int  # in reading order, from 1
    depth: int  # 1 at top level
    parent: str = ""
    author: str = ""  # "" = not shown
    author_basis: str = ""
    date: When | None = None
    blocks: tuple[Block, ...] = ()
    text: str = ""  # verbatim
    gaps: tuple[Gap, ...] = ()
    cover: str = ""
    label: str = ""
    answers: InferredReply | None = None
    replies: int = 0  # direct
    below: int = 0  # all that hang from it
    flattened: bool = False  # stands in a run that the original site stopped nesting


@dataclass(frozen=True, slots=True)
class Thread:
    comments: tuple[Comment, ...]
    stated: int | None = None
    max_depth: int | None = None
    retold: bool = False
    note: Html = field(default_factory=Html)


@dataclass(frozen=True, slots=True)
class Link:
    """A link inside the archive, to be checked when all is known."""

    target: str  # site-relative, such as article/x.html#p7
    line: int


@dataclass(frozen=True, slots=True)
class Article:
    """One archived report; knows only its own folder."""

    id: str
    title: Block
    outlet: str  # a source; "" = unknown
    rendition: Rendition
    lang: str
    blocks: tuple[Block, ...]
    claims: tuple[Claim, ...] = ()
    summary: Block | None = None
    thread: Thread | None = None
    url: str = ""
    author: str = ""
    published: When | None = None
    published_basis: str = ""
    captured: When | None = None
    tags: tuple[str, ...] = ()
    note: Html = field(default_factory=Html)
    footnotes: tuple[Footnote, ...] = ()
    links: tuple[Link, ...] = ()
    pictures: tuple[str, ...] = ()  # file names that its body shows
    capture: str = ""  # file name of the untouched original
    capture_sha256: str = ""  # its digest as recorded; "" where none is
    extent: int = 0  # of an outline: how much text it had, as core.extent measures
    frames: tuple[str, ...] = ()  # files in frames/ that were saved with it
    earlier: tuple[EarlierCopy, ...] = ()  # the first first


@dataclass(frozen=True, slots=True)
class Source:
    id: str
    name: str
    kind: SourceKind
    role: str = ""
    speaks_for: str = ""
    also: tuple[str, ...] = ()
    url: str = ""
    short: str = ""  # for chains; the name where nothing shorter is given
    note: Html = field(default_factory=Html)


@dataclass(frozen=True, slots=True)
class Answer:
    key: str
    label: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class Question:
    """What several claims answer: with one of its answers, or with a quantity in its unit."""

    id: str
    question: str
    answers: tuple[Answer, ...] = ()
    unit: str = ""
    unit_label: str = ""
    axis_from: Decimal | None = None
    about: str = ""
    summary: str = ""
    note: Html = field(default_factory=Html)


@dataclass(frozen=True, slots=True)
class ClaimAddress:
    article: str
    claim: str


@dataclass(frozen=True, slots=True)
class Relation:
    source: ClaimAddress  # "from" in the file
    target: ClaimAddress
    type: RelationType
    why: str
    refs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tombstone:
    """What stands where something was withdrawn. Addresses are site-relative, such as article/x.html#c-3."""

    was: str
    reason: str
    successor: str = ""
    date: When | None = None


@dataclass(frozen=True, slots=True)
class FreePage:
    name: str
    title: str
    summary: str
    order: int | None
    body: Html
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Archive:
    """Everything, joined and checked. Articles stand in order of date, then id; registers in their files' order."""

    settings: Settings
    articles: tuple[Article, ...]
    sources: tuple[Source, ...]
    questions: tuple[Question, ...]
    relations: tuple[Relation, ...]
    pages: tuple[FreePage, ...]
    tombstones: tuple[Tombstone, ...] = ()
    checked: tuple[CheckedLink, ...] = ()
