"""In: Markdown, as an author or a stranger wrote it. Out: blocks of finished HTML, footnotes, links, pictures.

Must not let a word go without a sound, and must not trust what it reads: safe_html makes the HTML.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import unquote

from generator.core.blocks import Cut, cut_blocks, finish_block
from generator.core.diagnostics import Checked, Diagnostic, error
from generator.core.html_tokens import find_depth, read_attributes, split_html
from generator.core.markdown_body import Body, is_number
from generator.core.markdown_parser import (
    Flavour,
    NestedTooDeepError,
    Token,
    count_marks,
    parse_blocks,
    parse_line,
    write_tokens,
)
from generator.core.markdown_tokens import prepare_line, prepare_tokens, take_definitions
from generator.core.model import Block, Footnote, Limits, Link
from generator.core.plain_prose import put_back, take_plain
from generator.core.safe_html import DEEPEST, SEAL, Html, clean, escape, trusted
from generator.core.text import Place, Text


@dataclass(frozen=True, slots=True)
class Prose:
    """A text as blocks, each with one piece of HTML that no claim has cut yet."""

    blocks: tuple[Block, ...]
    footnotes: tuple[Footnote, ...] = ()
    links: tuple[Link, ...] = ()
    pictures: tuple[str, ...] = ()  # names of files beside the text


def read_prose(text: Text, start: int, limits: Limits, *, prefix: str = "", picture_base: str = "") -> Checked[Prose]:
    """The Markdown from an offset to the end of a file (CommonMark 0.31 with tables, footnotes, attribute lines).

    Blocks are `p1`, `p2`, … in order of reading, or as {#id} says; {#p7} gives a number back that a block had before.
    `picture_base` leads from a page to the pictures.
    With a `prefix`, which goes before every id, it is a comment: no HTML, headings, pictures, footnotes or attributes.
    """
    flavour = Flavour.COMMENT if prefix else Flavour.ARTICLE
    source = text.content[start:]
    body = Body(text, text.content.count("\n", 0, start), _seal(source), limits.highlight_kb)
    at = len(text.content) - len(source.lstrip())
    if too_much := check_size(source, limits, text.place(at)):
        return Checked(None, (too_much,))
    depth = min(limits.depth, DEEPEST)
    try:
        rest, plain = take_plain(source)
        tokens, definitions = take_definitions(body, parse_blocks(rest, flavour, depth))
        written = [("", _write(body, prepare_tokens(body, tokens, definitions), depth))]
        while len(written) <= len(body.notes):  # notes may refer to further notes
            label = list(body.notes)[len(written) - 1]
            prepared = prepare_tokens(body, definitions[label].tokens, definitions)
            written.append((label, _write(body, prepared, depth)))
    except NestedTooDeepError as deep:
        words = f"this is nested deeper than {depth} levels"
        hint = f"nest it less, or raise depth under [limits] in site.toml (at most {DEEPEST})"
        return Checked(None, (*body.found, error("nested-too-deep", words, body.place(deep.args[0]), hint)))
    body.check_notes(definitions)
    cleaned = [(label, clean(html, seal=body.seal, picture_base=picture_base)) for label, html in written]
    blocks = tuple(_number(body, put_back(cut_blocks(cleaned[0][1]), plain, body.lines_before), prefix))
    footnotes = tuple(_make_footnote(body, label, cut_blocks(html)) for label, html in cleaned[1:])
    pictures = tuple(dict.fromkeys(name for _, html in cleaned for name in _find_pictures(html, picture_base)))
    return Checked(Prose(blocks, footnotes, tuple(body.links), pictures), tuple(body.found))


def read_note(markdown: str, point: Callable[[str], Place], limits: Limits) -> Checked[Html]:
    """A note: emphasis, code and links; its paragraphs are told apart by line breaks, so that it fits into any element.

    Raw HTML is shown as it is written. Links within the archive are found again by `links.find_targets`. `point` says
    where in a file words of the note stand.
    """
    if not markdown:
        return Checked(trusted(""))
    if len(markdown) > _SHORT and (too_much := check_size(markdown, limits, point(""))):
        return Checked(None, (too_much,))
    body = Body(Text("", ""), 0, "", point=point)
    written = [_write_note(body, run, limits) for run in _PARAGRAPHS.split(markdown.strip())]
    return Checked(trusted("<br><br>").join(written), tuple(body.found))


_SHORT = 1000  # characters: no limit is worth asking about
_PARAGRAPHS = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")


def check_size(source: str, limits: Limits, place: Place) -> Diagnostic | None:
    """Why a text is more than the parser may be given: its bytes, or its signs of markup, counted before it is read."""
    if len(source.encode("utf-8", "replace")) > limits.body_kb * 1024:
        hint = "divide it, or raise body_kb under [limits] in site.toml"
        return error("body-too-long", f"this text is longer than {limits.body_kb} kB", place, hint)
    marks = count_marks(source)
    if marks > limits.marks:
        words = f"this text has {marks:,} signs of markup, and {limits.marks:,} are allowed"
        hint = "divide it, or raise marks under [limits] in site.toml; a line and a bar of a table count for five"
        return error("body-too-dense", words, place, hint)
    return None


def _write_note(body: Body, run: str, limits: Limits) -> Html:
    try:
        return clean(write_tokens(prepare_line(body, parse_line(run, min(limits.depth, DEEPEST)))))
    except NestedTooDeepError:
        return escape(run)


def _seal(source: str) -> str:
    """What marks our own attributes: nobody can write a text that holds its own digest."""
    return sha256(source.encode("utf-8", "replace")).hexdigest()[:16]


def _write(body: Body, tokens: Iterable[Token], depth: int) -> str:
    html = write_tokens(list(tokens))
    at = find_depth(html, depth)
    if at is not None:
        lines = re.findall(rf'{SEAL}="{body.seal} (\d+) ', html[:at])
        raise NestedTooDeepError(int(lines[-1]) - 1 - body.lines_before if lines else 0)
    return html


def _number(body: Body, cuts: Iterable[Cut], prefix: str) -> Iterator[Block]:
    """Give every block its id: the one in the text, or its number. Counting goes on from a number that is given."""
    number = taken = 0
    for cut in cuts:
        number += 1
        if cut.said.id and not is_number(cut.said.id):
            yield finish_block(cut, f"{prefix}{cut.said.id}")
            continue
        number = taken = body.check_number(cut.said.id, taken, number) if cut.said.id else number
        yield finish_block(cut, f"{prefix}p{number}")


def _make_footnote(body: Body, label: str, cuts: tuple[Cut, ...]) -> Footnote:
    """A note with a way back to each place that refers to it."""
    if len(cuts) == 1 and cuts[0].tag == "<p>":
        inside = cuts[0].html
    else:
        inside = "".join(f"{cut.before}{cut.tag}{cut.html}{cut.closing}" for cut in cuts)
    note = body.notes[label]
    ways = (
        f' <a href="#{note.reference(place)}" role="doc-backlink">'
        f"Back to {'the text' if note.count == 1 else f'place {place} in the text'}</a>"
        for place in range(1, note.count + 1)
    )
    return Footnote(f"fn-{note.id}", trusted(inside + "".join(ways)), note.count)


def _find_pictures(html: Html, base: str) -> Iterator[str]:
    for token in split_html(html) if "<img" in html else ():
        if token.name == "img":
            yield unquote(read_attributes(token.raw).get("src", "").removeprefix(base))
