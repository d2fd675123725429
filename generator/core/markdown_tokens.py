"""In: the tokens of a text. Out: the same, made ready: ids, kinds and lines sealed in, links led home; and the faults.

Must not look at the HTML: what is raw in it only learns where it ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from generator.core.blocks import Said
from generator.core.diagnostics import did_you_mean, error, warning
from generator.core.highlight import find_language, highlight
from generator.core.html_tokens import tame_html
from generator.core.links import resolve_link
from generator.core.markdown_body import Body, Definition, Note
from generator.core.markdown_parser import Token, make_html, words_in
from generator.core.model import Link
from generator.core.safe_html import SEAL, escape, find_left_out, is_remote_link, picture_name


def take_definitions(body: Body, tokens: Sequence[Token]) -> tuple[list[Token], dict[str, Definition]]:
    """The tokens of the text itself, and apart from them those of its footnotes, by label."""
    definitions: dict[str, Definition] = {}
    streams: list[list[Token]] = [[]]
    opened: list[Token] = []
    for token in tokens:
        if token.type == "footnote_reference_open":
            opened.append(token)
            streams.append([])
        elif token.type == "footnote_reference_close":
            start, inner = opened.pop(), streams.pop()
            label, line = str(start.meta["label"]), start.map[0] if start.map else 0
            if label in definitions:
                first = (("it was first given here", body.place(definitions[label].line, f"[^{label}]")),)
                words = f"the footnote {label!r} is given twice"
                place = body.place(line, f"[^{label}]")
                body.found.append(error("repeated-footnote", words, place, "give one of them another label", first))
            definitions.setdefault(label, Definition(line, inner))
        else:
            streams[-1].append(token)
    return streams[0], definitions


def prepare_tokens(body: Body, tokens: Sequence[Token], definitions: Mapping[str, Definition]) -> list[Token]:
    """Make ready the tokens of a text or of a footnote."""
    return list(_Preparer(body, definitions).prepare(tokens))


def prepare_line(body: Body, tokens: Sequence[Token]) -> list[Token]:
    """Make ready the tokens of a note: only its line breaks and its links need it."""
    return list(_Preparer(body, {}).prepare(tokens))


_MOST_TOLD = 50  # tags of one text that are told of: who pastes a whole page in needs no more
_LABEL = re.compile(r"[A-Za-z0-9_-]{1,40}")
_BAR = re.compile(r"(?<!\\)\|")
_ALIGNED = {"text-align:left": "start", "text-align:center": "center", "text-align:right": "end"}


@dataclass(slots=True)
class _Preparer:
    body: Body
    definitions: Mapping[str, Definition]
    line: int = 0
    said: Token | None = None  # the attribute line that waits for its block
    items: list[Token] = field(default_factory=list)  # list items that are open
    columns: int = 0  # of the table at hand

    def prepare(self, tokens: Sequence[Token]) -> Iterator[Token]:
        for token in tokens:
            if token.map:
                self.line = token.map[0]
            if token.type == "attributes":
                self.wait(token)
                continue
            if token.nesting < 0:
                self.give_up()
            if token.type == "inline":
                token.children = list(self.prepare_inline(token.children or ()))
            yield self.prepare_block(token)
        self.give_up()

    def prepare_block(self, token: Token) -> Token:
        match token.type:
            case "paragraph_open":
                self.seal(self.items[-1] if token.hidden and self.items else token, paragraph=True)
            case "heading_open":
                self.seal(token)
            case "list_item_open":
                token.attrSet(SEAL, Said(self.body.line(self.line)).write(self.body.seal))
                self.items.append(token)
            case "list_item_close":
                self.items.pop()
            case "table_open":
                self.columns = 0
            case "tr_open":
                self.check_row()
            case "th_open" | "td_open":
                self.columns += token.type == "th_open"
                aligned = _ALIGNED.get(str(token.attrs.pop("style", "")))
                if aligned:
                    token.attrSet("class", f"align-{aligned}")
                self.seal(token)
            case "fence" | "code_block":
                return make_html(f"{self.write_code(token)}\n", block=True)
            case "html_block":
                self.seal(token)
                self.check_html(token.content, self.line)
                return make_html(f'<span {SEAL}="{token.attrs[SEAL]}"></span>{tame_html(token.content)}', block=True)
        return token

    def wait(self, token: Token) -> None:
        if self.said:
            token.info = f"{self.said.info} {token.info}"
        self.said = token

    def give_up(self) -> None:
        if self.said:
            line, self.said = (self.said.map or [0])[0], None
            hint = "put it on the line before the block it is meant for"
            place = self.body.place(line)
            self.body.found.append(error("stray-attributes", "no block follows this attribute line", place, hint))

    def seal(self, token: Token, *, paragraph: bool = False) -> None:
        """Write line, kind and id into the token."""
        kind = block = ""
        if self.said:
            line, names = (self.said.map or [0])[0], self.said.info.split()
            block = self.body.read_id(line, [name[1:] for name in names if name[0] == "#"])
            kind = self.body.read_kind(line, [name[1:] for name in names if name[0] == "."], paragraph)
            self.said = None
        token.attrSet(SEAL, Said(self.body.line(self.line), kind, block).write(self.body.seal))

    def check_row(self) -> None:
        """The parser takes as many cells as the table has columns, and would drop the rest."""
        place = self.body.place(self.line)
        row = place.excerpt.strip(" \t>").removeprefix("|")
        cells = len(_BAR.findall(row[:-1])) + 1
        if 0 < self.columns < cells:
            words = f"this row has {cells} cells, and its table has {self.columns} columns"
            hint = "add a column to the line of dashes and the one above it, or write \\| for a bar that is text"
            self.body.found.append(error("too-many-cells", words, place, hint))

    def check_html(self, html: str, line: int) -> None:
        """Tell of raw HTML that no page may hold: it goes, or is shown as text."""
        at = 0
        for tag, what in find_left_out(html):
            at = max(at, html.find(tag, at))
            place = self.body.place(line + html.count("\n", 0, at), tag.partition("\n")[0])
            words, hint = f"{what} cannot stand in a page, so it is left out", "write it in Markdown, or take it out"
            if self.body.left_out == _MOST_TOLD:
                return
            self.body.left_out += 1
            if tame_html(tag) != tag:
                words = f"{what} cannot stand in a page, so it is shown as text"
                hint = "take it out, or write it as code, between backquotes, if it is meant to be read"
            self.body.found.append(warning("html-left-out", words, place, hint))

    def write_code(self, token: Token) -> str:
        self.seal(token)
        language = find_language(token.info.split()[0]) if token.info.split() else ""
        if language:  # the limit is for all the code of a text: many small blocks cost as much as a large one
            self.body.code += len(token.content.encode("utf-8", "replace"))
        fits = self.body.code <= self.body.highlight_kb * 1024
        shown = highlight(token.content, language if fits else "", self.body.highlight_kb)
        named = f' class="language-{language}"' if language else ""
        return f'<pre {SEAL}="{token.attrs[SEAL]}"><code{named}>{shown}</code></pre>'

    def prepare_inline(self, tokens: Sequence[Token]) -> Iterator[Token]:
        line = self.line
        for token in tokens:
            match token.type:
                case "softbreak":
                    line += 1
                    yield Token("text", "", 0, content=" ")
                case "hardbreak":
                    line += 1
                    yield make_html("<br>")
                case "html_inline":
                    self.check_html(token.content, line)
                    line += token.content.count("\n")
                    yield make_html(tame_html(token.content))
                case "link_open":
                    self.lead_home(token, line)
                    yield token
                case "image":
                    yield make_html(self.write_picture(token, line))
                case "footnote_ref":
                    yield make_html(self.write_reference(str(token.meta["label"]), line))
                case _:
                    yield token

    def lead_home(self, token: Token, line: int) -> None:
        """Turn a link into the address on the page, and keep what it names in the archive."""
        written = str(token.attrs.pop("href", ""))
        resolved = resolve_link(written)
        if resolved is None:
            words = f"{written!r} is not the address of anything in an archive"
            hint = "article:ID, article:ID#p3, source:ID, question:ID or page:NAME; whole addresses begin with https://"
            self.body.found.append(error("unknown-link", words, self.body.place(line, written), hint))
            return
        address, target = resolved
        token.attrSet("href", address)
        if target:
            self.body.links.append(Link(target, self.body.line(line)))

    def write_picture(self, token: Token, line: int) -> str:
        source, alt = str(token.attrs.get("src", "")), escape(words_in(token.children))
        if picture_name(source):
            title = f' title="{escape(str(token.attrs["title"]))}"' if "title" in token.attrs else ""
            return f'<img src="{escape(source)}" alt="{alt}"{title}>'
        place = self.body.place(line, source)
        hint = "put the file beside the text and name it alone: jpg, png, gif, webp or avif"
        if is_remote_link(source):
            words = "a page loads nothing from elsewhere, so this picture is shown as a link"
            self.body.found.append(warning("picture-elsewhere", words, place, hint))
            return f'<a href="{escape(source)}">{alt or escape(source)}</a>'
        self.body.found.append(error("bad-picture", f"{source!r} is not the name of a picture file", place, hint))
        return alt

    def write_reference(self, label: str, line: int) -> str:
        if label not in self.definitions:
            place, hint = self.body.place(line, f"[^{label}]"), did_you_mean(label, self.definitions)
            words = f"there is no footnote {label!r}"
            hint = hint or f"add a line [^{label}]: …, or write \\[^{label}] if no footnote is meant"
            self.body.found.append(error("unknown-footnote", words, place, hint))
            return escape(f"[^{label}]")
        notes = self.body.notes
        number = len(notes) + 1
        note = notes.setdefault(label, Note(label if _LABEL.fullmatch(label) else f"note-{number}", number))
        note.count += 1
        said = Said(self.body.line(line), str(note.number), note.reference(note.count)).write(self.body.seal)
        return f'<sup><a href="#fn-{note.id}" {SEAL}="{said}">{note.number}</a></sup>'
