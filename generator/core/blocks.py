"""In: the cleaned HTML of one text. Out: its blocks: one a heading, paragraph, item, cell or code, tags shared out.

Must not add or lose a word, nor let a tag go missing between two blocks: put together they are the HTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from generator.core.html_tokens import NOTE_REFERENCE, VOID, Token, read_attributes, read_words, split_html
from generator.core.model import Block, BlockKind, Piece
from generator.core.safe_html import SEAL, Html, trusted

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
LEAVES = frozenset(("p", "pre", "figcaption", "li", "dt", "dd", "caption", "th", "td", *HEADINGS))
STRUCTURE = LEAVES | frozenset(
    ("blockquote", "div", "section", "hr", "figure", "ul", "ol", "dl", "table", "thead", "tbody", "tfoot", "tr")
)


@dataclass(frozen=True, slots=True)
class Said:
    """What the text says of a block or a footnote's number: its line, its kind, its id; '' where nothing is said.

    The kind of a footnote's number is that number.
    """

    line: int
    kind: str = ""
    id: str = ""

    def write(self, seal: str) -> str:
        """The value of the attribute that carries it through the gate."""
        return f"{seal} {self.line} {self.kind or _NOTHING} {self.id or _NOTHING}"


@dataclass(slots=True)
class Cut:
    """A block that has no id yet."""

    said: Said
    kind: BlockKind
    tag: str  # its own start tag
    before: str  # the tags that begin before its own
    html: str
    words: str
    closing: str
    joined: bool
    level: int


def cut_blocks(html: Html) -> tuple[Cut, ...]:
    """Cut cleaned HTML into blocks. Inline tags around whole blocks go; text that stands bare gets a tag of its own."""
    cutter = _Cutter()
    for token in _flatten(_raise_headings(list(split_html(html)))):
        cutter.take(token)
    return cutter.finish()


def finish_block(cut: Cut, block: str) -> Block:
    """A block under its id, which is written on its own tag."""
    return Block(
        id=block,
        kind=cut.kind,
        words=cut.words,
        pieces=(Piece(trusted(cut.html)),),
        opening=trusted(f'{cut.before}{cut.tag[:-1]} id="{block}">'),
        closing=trusted(cut.closing),
        joined=cut.joined,
        line=cut.said.line,
        level=cut.level,
    )


def join_blocks(blocks: Iterable[Block]) -> Html:
    """All of it again, as it stands in a page without claims."""
    return Html("").join(
        part for block in blocks for part in (block.opening, *(piece.html for piece in block.pieces), block.closing)
    )


_NOTHING = "-"
_SAID_LENGTH = 4  # the seal, and the three things that are said
_SEALED = re.compile(rf' {SEAL}="[^"]*"')
_BLANK = " \t\n"
_INSIDE = {"ul": "li", "ol": "li", "dl": "dd"}  # what bare text in a list is wrapped in; elsewhere, a paragraph
_KINDS = {
    "pre": BlockKind.CODE,
    **dict.fromkeys(("li", "dt", "dd"), BlockKind.ITEM),
    **dict.fromkeys(("th", "td"), BlockKind.CELL),
    **dict.fromkeys(("caption", "figcaption"), BlockKind.CAPTION),
    "blockquote": BlockKind.QUOTATION,
    **dict.fromkeys(HEADINGS, BlockKind.HEADING),
}


@dataclass(slots=True)
class _Open:
    """An element that is open; `fresh` until anything stands in it."""

    name: str
    fresh: bool


@dataclass(slots=True)
class _Cutter:
    stack: list[_Open] = field(default_factory=list)
    between: list[Token] = field(default_factory=list)  # structure since the last block
    run: list[Token] = field(default_factory=list)  # text and inline tags of the block at hand
    inline: int = 0  # elements open in it
    cuts: list[Cut] = field(default_factory=list)
    depth: int = 0  # of the stack, at the last block
    line: int = 0
    said: Said | None = None  # for the next block, by what is no block itself

    def take(self, token: Token) -> None:
        said = _read_said(token)
        if said and token.name != "a":
            self.line = said.line
        if token.name in STRUCTURE:
            self.end_run()
            self.between.append(token)
            self.follow(token)
        elif said and token.name == "span":
            if not self.inline:
                self.end_run()
            self.said = said
        elif self.run or not _is_blank(token) or self.in_code():
            self.run.append(token if token.is_text else token._replace(raw=_write_tag(token)))
            if token.name and token.name not in VOID:
                self.inline += -1 if token.closing else 1

    def follow(self, token: Token) -> None:
        """Into and out of elements."""
        if token.closing:
            self.stack.pop()
            return
        if self.stack:
            self.stack[-1].fresh = False
        if token.name != "hr":
            self.stack.append(_Open(token.name, fresh=True))

    def in_code(self) -> bool:
        return any(each.name == "pre" for each in self.stack)

    def end_run(self) -> None:
        run, self.run, self.inline = self.run, [], 0
        in_code = self.in_code()
        run = run if in_code else _trim(run)
        if any(token.name == "img" or (token.is_text and (in_code or not _is_blank(token))) for token in run):
            self.begin_block(run)

    def begin_block(self, run: Sequence[Token]) -> None:
        count, left = self.close_last()
        opened, self.between = self.between[count:], []
        top = self.stack[-1] if self.stack else _Open("", fresh=False)
        wrapper = "" if top.fresh and top.name in LEAVES else _INSIDE.get(top.name, "p")
        own = Token(f"<{wrapper}>", wrapper) if wrapper else opened.pop()
        top.fresh = False
        said = _read_said(own) or self.said or Said(self.line)
        self.said = None
        names = (own.name, *(each.name for each in reversed(self.stack)))
        kind = next((_KINDS[name] for name in names if name in _KINDS), BlockKind.PARAGRAPH)
        self.cuts.append(
            Cut(
                said=said,
                kind=BlockKind(said.kind) if said.kind and kind not in _FIXED else kind,
                tag=_write_tag(own),
                before="".join(map(_write_tag, opened)),
                html="".join(token.raw for token in run),
                words="".join(words for _, words in read_words(run)),
                closing=f"</{wrapper}>" if wrapper else "",
                joined=left > 0,
                level=next((_shown_level(name) for name in names if name in HEADINGS), 0),
            )
        )
        self.depth = len(self.stack)

    def close_last(self) -> tuple[int, int]:
        """Give the last block what ends with it; how many tags those are, and the depth that is left.

        It ends where the tags since then lead out farthest: an empty cell goes with the row above, not with the next.
        """
        depth = lowest = self.depth
        count = 0
        for at, token in enumerate(self.between, 1):
            depth += -1 if token.closing else token.name != "hr"
            if depth < lowest:
                lowest, count = depth, at
        if self.cuts:
            self.cuts[-1].closing += "".join(map(_write_tag, self.between[:count]))
        return count, lowest

    def finish(self) -> tuple[Cut, ...]:
        self.end_run()
        if self.cuts:
            self.cuts[-1].closing += "".join(map(_write_tag, self.between))
        return tuple(self.cuts)


_FIXED = (BlockKind.CODE, BlockKind.CELL, BlockKind.HEADING)  # kinds that an attribute line does not change


def _raise_headings(tokens: list[Token]) -> list[Token]:
    """The tokens with the highest heading as an h1: authors begin at # or at ##, and pages must not skip a level."""
    lift = min((int(token.name[1]) for token in tokens if token.name in HEADINGS), default=1) - 1
    if not lift:
        return tokens
    names = {name: f"h{int(name[1]) - lift}" for name in HEADINGS[lift:]}
    return [
        token._replace(name=names[token.name], raw=token.raw.replace(token.name, names[token.name], 1))
        if token.name in names
        else token
        for token in tokens
    ]


def _flatten(tokens: Sequence[Token]) -> Iterator[Token]:
    """The tokens without the inline elements that hold structure, and without the ends of empty marks."""
    opened: list[int] = []  # every open element, by its place
    closed: dict[int, int] = {}
    gone: set[int] = set()
    for at, token in enumerate(tokens):
        if token.closing:
            closed[opened.pop()] = at
            continue
        if token.name in STRUCTURE:
            for each in reversed(opened):
                if tokens[each].name in STRUCTURE or each in gone:
                    break
                gone.add(each)
        if token.name and token.name not in VOID:
            opened.append(at)
    gone |= {closed[at] for at in gone}
    gone |= {end for at, end in closed.items() if tokens[at].name == "span" and SEAL in tokens[at].raw}
    return (token for at, token in enumerate(tokens) if at not in gone)


def _trim(run: list[Token]) -> list[Token]:
    """A run without the white space at its ends, which no reader sees."""
    while run and _is_blank(run[-1]):
        run = run[:-1]
    if run and run[0].is_text:
        run = [run[0]._replace(raw=run[0].raw.lstrip(_BLANK)), *run[1:]]
    if run and run[-1].is_text:
        run = [*run[:-1], run[-1]._replace(raw=run[-1].raw.rstrip(_BLANK))]
    return run


def _is_blank(token: Token) -> bool:
    return token.is_text and not token.raw.strip(_BLANK)


def _read_said(token: Token) -> Said | None:
    return None if token.is_text or SEAL not in token.raw else _read_seal(token.raw)


@lru_cache(maxsize=16)  # each is asked for three times in a row
def _read_seal(tag: str) -> Said | None:
    parts = read_attributes(tag).get(SEAL, "").split(" ")
    if len(parts) != _SAID_LENGTH:
        return None
    kind, block = ("" if part == _NOTHING else part for part in parts[2:])
    return Said(int(parts[1]), kind, block)


def _write_tag(token: Token) -> str:
    """A tag as it stands in the page: headings one level down; what it says is done, and gone."""
    raw = token.raw
    if token.name in HEADINGS:
        raw = raw.replace(token.name, f"h{_shown_level(token.name)}", 1)
    said = _read_said(token)
    if said is None:
        return raw
    raw = _SEALED.sub("", raw)
    return f'{raw[:-1]} id="{said.id}"{NOTE_REFERENCE} aria-label="Footnote {said.kind}">' if token.name == "a" else raw


def _shown_level(name: str) -> int:
    """An h1 of the text is an h2 of the page: the title is above it."""
    return min(len(HEADINGS), int(name[1]) + 1)
