"""In: Markdown. Out: the parser's tokens, and from tokens HTML that nobody vouches for yet.

Must not drop what nests too deep, as the parser would: it is refused, with its line. The only door to markdown_it and
mdit_py_plugins.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from enum import Enum
from functools import lru_cache, partial

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token as Token
from mdit_py_plugins.footnote import footnote_plugin

from generator.core.links import is_link


class Flavour(Enum):
    """How much a text may do: an article is kept by its archive, a comment was written by anybody."""

    ARTICLE = "CommonMark with tables, footnotes, attribute lines, links within the archive, and HTML to be cleaned"
    COMMENT = "paragraphs, lists, quotations, code, emphasis, and links that lead out; nothing that poses as the page"
    NOTE = "one run of text with emphasis, code and links"


class NestedTooDeepError(Exception):
    """Nested deeper than was allowed, in the line of the source, counted from 0, that the first argument gives."""


def count_marks(source: str) -> int:
    """How much in a text gives the parser work beyond its length: signs of markup, and lines and table bars fivefold.

    Measured: a sign costs about 10 microseconds and 500 bytes, a block or a cell five times as much.
    """
    return sum(map(source.count, _SIGNS)) + 5 * (source.count("\n") + source.count("|"))


def parse_blocks(source: str, flavour: Flavour, depth: int) -> list[Token]:
    """The tokens of a text. Its lines count from 0.

    Errors: NestedTooDeepError.
    """
    try:
        return _parser(flavour, depth).parse(source, {})
    except RecursionError:  # a limit in site.toml that is beyond what this machine can do
        raise NestedTooDeepError(0) from None


def parse_line(source: str, depth: int) -> list[Token]:
    """The tokens of one run of text in the flavour of a note.

    Errors: NestedTooDeepError.
    """
    try:
        return _parser(Flavour.NOTE, depth).parseInline(source, {})
    except RecursionError:
        raise NestedTooDeepError(0) from None


def write_tokens(tokens: Sequence[Token]) -> str:
    """The HTML of tokens, as the parser would have it."""
    parser = _parser(Flavour.NOTE, 1)
    return str(parser.renderer.render(tokens, parser.options, {}))


def make_html(html: str, *, block: bool = False) -> Token:
    """A token that is written as it stands."""
    return Token("html_block" if block else "html_inline", "", 0, content=html)


def words_in(tokens: Sequence[Token] | None) -> str:
    """The plain words of inline tokens, as an image's alternative text has them."""
    return "".join(
        " " if token.type in ("softbreak", "hardbreak") else words_in(token.children) or token.content
        for token in tokens or ()
    )


_ATTRIBUTES = re.compile(r"\{[ \t]*((?:[#.][A-Za-z0-9_-]+[ \t]*)+)\}[ \t]*")
_SIGNS = "*_`[]<>!&\\#~{}:"
_HEADROOM = 20  # blocks that the parser would drop nest deeper than those that are refused
_BRACKETS = 8  # deeper ones are only text, and lose nothing; the parser's time grows with this figure


_LINKS: dict[Flavour, Callable[[str], bool]] = {
    Flavour.ARTICLE: is_link,  # one that leads nowhere is a fault, with its place
    Flavour.COMMENT: partial(is_link, remote_only=True),
    Flavour.NOTE: is_link,
}


@lru_cache(maxsize=16)
def _parser(flavour: Flavour, depth: int) -> MarkdownIt:
    # typographer and linkify stay off: they would print what the original did not
    parser = MarkdownIt("commonmark", {"html": flavour is Flavour.ARTICLE, "xhtmlOut": False})
    parser.core.ruler.before("block", "deep", partial(_set_nesting, depth=depth + _HEADROOM))
    parser.core.ruler.before("inline", "shallow", partial(_set_nesting, depth=_BRACKETS))
    parser.validateLink = _LINKS[flavour]  # type: ignore[method-assign, assignment]
    parser.block.ruler.before("code", "depth", partial(_refuse_depth, limit=depth))
    if flavour is Flavour.ARTICLE:
        parser.enable("table")
        footnote_plugin(parser, inline=False, move_to_end=False, always_match_refs=True)
        parser.block.ruler.before("fence", "attributes", _read_attributes)
    else:
        parser.disable(["heading", "lheading", "reference", "image", "html_block", "html_inline"])
    return parser


def _set_nesting(state: StateCore, *, depth: int) -> None:
    state.md.options["maxNesting"] = depth


def _refuse_depth(state: StateBlock, line: int, _end: int, _silent: bool, *, limit: int) -> bool:
    if state.level > limit:
        raise NestedTooDeepError(line)
    return False


def _read_attributes(state: StateBlock, line: int, _end: int, silent: bool) -> bool:
    """A line {#id .kind} by itself. Whatever else stands in braces is text."""
    if state.is_code_block(line):
        return False
    found = _ATTRIBUTES.fullmatch(state.src, state.bMarks[line] + state.tShift[line], state.eMarks[line])
    if found and not silent:
        token = state.push("attributes", "", 0)
        token.map = [line, line + 1]
        token.info = found[1]
        state.line = line + 1
    return bool(found)
