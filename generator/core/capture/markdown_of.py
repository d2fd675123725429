"""In: an element of a saved page. Out: Markdown that shows the same words in the same forms.

Must not change, add or lose a word: what Markdown cannot carry safely loses its form, never its words.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from urllib.parse import quote, urljoin

from generator.core.capture.markup import BLOCKS, Node, attribute, is_unseen, walk, words_of
from generator.core.capture.writing import drop_refused
from generator.core.safe_html import is_remote_link, is_safe_link

_NEST = 12  # quotations and lists within one another
_FORMS = 4  # emphasis and links within one another: the parser reads eight
_MARKS = {"em": "*", "i": "*", "cite": "*", "strong": "**", "b": "**"}
_CODE = frozenset(("code", "kbd", "samp", "tt"))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_SPECIAL = re.compile(r"[\\`*_\[\]<{|~^]|&(?=[#A-Za-z0-9]|$)|!$")
_LEADING = re.compile(r"[#>+\-=:!]|[0-9]{1,9}(?=[.)])")
_BLANKS = re.compile(r"[\s\x1c-\x1f\x85]+")
_ADDRESS = "!#$%&'*+,/:;=?@~-._"


@dataclass(frozen=True, slots=True)
class Written:
    """The Markdown, the pictures it shows by name, and the links whose address the page does not give whole."""

    markdown: str
    shown: tuple[str, ...] = ()
    lost_links: int = 0


def write_element(
    top: Node,
    *,
    skip: Collection[int] = (),
    base: str = "",
    pictures: Mapping[str, str] | None = None,
    comment: bool = False,
) -> Written:
    """The Markdown of what is seen of an element (CommonMark 0.31 with tables).

    `skip` holds the nodes to leave out, `base` the address relative links start from, `pictures` the names of the
    files held, by the source that the page gives. In a comment nothing is a heading, a table or a picture.
    """
    writer = _Writer(skip, base, pictures or {}, comment)
    blocks = writer.write_children(top, 0)
    return Written("\n\n".join(blocks), tuple(dict.fromkeys(writer.shown)), writer.lost)


@dataclass(slots=True)
class _Writer:
    skip: Collection[int]
    base: str
    pictures: Mapping[str, str]
    comment: bool
    shown: list[str] = field(default_factory=list)
    lost: int = 0
    boxes: dict[int, bool] = field(default_factory=dict)

    def write_children(self, node: Node, nest: int) -> list[str]:
        """The blocks below an element: those that are blocks by themselves, and the runs of text between them."""
        blocks: list[str] = []
        run: list[Node] = []
        child = node.first_child
        while child is not None:
            if not self.leaves_out(child):
                if self.is_box(child):
                    blocks += self.write_run(run)
                    run = []
                    blocks += self.write_block(child, nest)
                else:
                    run.append(child)
            child = child.next
        return blocks + self.write_run(run)

    def leaves_out(self, node: Node) -> bool:
        return node.mem_id in self.skip or is_unseen(node)

    def is_box(self, node: Node) -> bool:
        """Whether an element is a block, or holds one."""
        if not node.is_element_node:
            return False
        if node.mem_id not in self.boxes:
            self.boxes[node.mem_id] = any(
                each.is_element_node and each.tag in BLOCKS for each, entered in walk(node) if entered
            )
        return self.boxes[node.mem_id]

    def write_block(self, node: Node, nest: int) -> list[str]:
        tag = node.tag or ""
        if tag == "hr":
            return ["___"]
        if tag == "pre":
            return self.write_code_block(node)
        if not self.comment and not any(self.is_box(each) for each in _children(node)):
            if tag in _HEADINGS:
                line = re.sub("#(?=#*$)", r"\\#", _one_line(self.write_run(_children(node))))
                return [f"{'#' * max(2, int(tag[1]))} {line}"] if line else []
            if tag == "figcaption":
                return [f"{{.caption}}\n{each}" for each in self.write_run(_children(node))]
        if nest < _NEST:
            if tag == "blockquote":
                return _prefix(self.write_children(node, nest + 1), "> ", "> ")
            if tag in ("ul", "ol", "menu"):
                return self.write_list(node, nest)
        if tag == "table" and not self.comment:
            return self.write_table(node, nest)
        return self.write_children(node, nest)

    def write_list(self, node: Node, nest: int) -> list[str]:
        number = _number(attribute(node, "start")) if node.tag == "ol" else 0
        items: list[str] = []
        child = node.first_child
        while child is not None:
            if not self.leaves_out(child) and child.is_element_node:
                inside = (
                    self.write_block(child, nest + 1) if child.tag != "li" else self.write_children(child, nest + 1)
                )
                mark = f"{number}. " if node.tag == "ol" else "- "
                items += _prefix(inside, mark, " " * len(mark))
                number += bool(inside)
            elif child.is_text_node and (child.text_content or "").strip():
                items += _prefix(self.write_run([child]), "- ", "  ")
            child = child.next
        return ["\n\n".join(items)] if items else []

    def write_table(self, node: Node, nest: int) -> list[str]:
        """A table of plain cells as one; any other as its cells, one after the other."""
        rows = node.css("tr")
        nested = node.css("td table, th table, caption, td pre, td ul, td ol, td blockquote, [rowspan], [colspan]")
        cells = [[each for each in row.iter() if each.tag in ("td", "th")] for row in rows]
        outside = any(each.mem_id in self.skip for each, entered in walk(node) if entered)
        width = max(map(len, cells), default=0)
        if (
            nested
            or outside
            or width < 2
            or any(self.is_box(each) for row in cells for cell in row for each in _children(cell))
        ):
            return self.write_children(node, nest)
        written = [[_one_line(self.write_run(_children(cell))) for cell in row] for row in cells if row]
        written = [[*row, *[""] * (width - len(row))] for row in written]
        lines = [f"| {' | '.join(row)} |" for row in written]
        return ["\n".join((lines[0], f"|{' --- |' * width}", *lines[1:]))]

    def write_code_block(self, node: Node) -> list[str]:
        words = "".join(
            "\n" if each.tag == "br" else each.text_content or ""
            for each, entered in walk(node, self.skip)
            if entered and (each.tag == "br" or (each.is_text_node and each.mem_id not in self.skip))
        )
        words = drop_refused(words.replace("\r\n", "\n")).strip("\n")
        if not words.strip():
            return []
        fence = "`" * max(3, *(len(run) + 1 for run in re.findall("`+", words)), 3)
        return [f"{fence}\n{words}\n{fence}"]

    def write_run(self, nodes: list[Node]) -> list[str]:
        """One paragraph of the text and the forms in a run of nodes; none where nothing is seen."""
        pieces: list[str] = []
        for node in nodes:
            self.write_inline(node, pieces, 0)
        lines = [_escape_leading(_BLANKS.sub(" ", line).strip()) for line in "".join(pieces).split("\n")]
        while lines and not lines[0]:
            lines.pop(0)
        kept = [line for line in lines if line]
        return ["\\\n".join(kept)] if kept else []

    def write_inline(self, node: Node, pieces: list[str], depth: int) -> None:
        if self.leaves_out(node):
            return
        if node.is_text_node:
            pieces.append(_escape_words(node.text_content or ""))
        elif node.tag == "br":
            pieces.append("\n")
        elif node.tag == "img":
            self.write_picture(node, pieces)
        elif node.tag in _CODE and not _holds(node, "img") and not self.touches(node):
            pieces.append(_write_code(words_of(node)))
        else:
            inside: list[str] = []
            child = node.first_child
            while child is not None:
                self.write_inline(child, inside, depth + 1 if depth <= _FORMS else depth)
                child = child.next
            pieces += self.give_form(node, "".join(inside), pieces, depth)

    def touches(self, node: Node) -> bool:
        return any(each.mem_id in self.skip for each, _ in walk(node))

    def give_form(self, node: Node, inside: str, before: list[str], depth: int) -> list[str]:
        """What an element holds, in its form where that can be read back exactly, otherwise as it is."""
        if not inside.strip() or depth >= _FORMS or "\n" in inside:
            self.lost += node.tag == "a" and bool(attribute(node, "href")) and bool(inside.strip())
            return [inside]
        core = _BLANKS.sub(" ", inside).strip()
        lead, tail = " " * inside[0].isspace(), " " * inside[-1].isspace()
        mark = _MARKS.get(node.tag or "")
        said = "".join(before[-2:])
        opens = core[0].isalnum() or (core[0] != "*" and (bool(lead) or (said or " ")[-1].isspace()))
        closes = core[-1].isalnum() or (core[-1] != "*" and (bool(tail) or _ends_word(node)))
        if mark and opens and closes and not said.endswith("*"):
            return [f"{lead}{mark}{core}{mark}{tail}"]
        if node.tag == "a" and (address := attribute(node, "href")) and not address.startswith("#"):
            whole = self.find_address(address)
            self.lost += not whole
            if whole and "](" not in core:
                return [f"{lead}[{core}](<{whole}>){tail}"]
        return [inside]

    def find_address(self, address: str) -> str:
        try:
            whole = urljoin(self.base, address)
        except ValueError:
            return ""
        whole = quote(whole, safe=_ADDRESS, errors="replace")
        return whole if is_remote_link(whole) and is_safe_link(whole) else ""

    def write_picture(self, node: Node, pieces: list[str]) -> None:
        name = self.pictures.get(attribute(node, "src")) if not self.comment else None
        if name:
            self.shown.append(name)
            pieces.append(f"![{_escape_words(_BLANKS.sub(' ', attribute(node, 'alt')))}]({name})")


def _ends_word(node: Node) -> bool:
    """Whether a blank or the end of the paragraph follows (CommonMark 6.2: how a mark after a full stop closes)."""
    after = node.next
    if after is None:
        return node.parent is not None and node.parent.tag in BLOCKS
    return after.tag == "br" or after.tag in BLOCKS or (after.is_text_node and (after.text_content or " ")[0].isspace())


def _children(node: Node) -> list[Node]:
    found = []
    child = node.first_child
    while child is not None:
        found.append(child)
        child = child.next
    return found


def _holds(node: Node, selector: str) -> bool:
    return node.css_first(selector) is not None


def _number(words: str) -> int:
    return int(words) if re.fullmatch(r"[0-9]{1,8}", words) else 1


def _escape_words(words: str) -> str:
    return _SPECIAL.sub(lambda found: f"\\{found[0]}", _BLANKS.sub(" ", drop_refused(words)))


def _escape_leading(line: str) -> str:
    found = None if line.startswith("![") and not line.startswith("!\\") else _LEADING.match(line)
    if not found:
        return line
    return f"{found[0]}\\{line[found.end() :]}" if found[0].isdigit() else f"\\{line}"


def _write_code(words: str) -> str:
    words = drop_refused(words)
    if not words:
        return ""
    if "|" in words or "\\" in words:
        return _escape_words(words)
    fence = "`" * (max((len(run) for run in re.findall("`+", words)), default=0) + 1)
    pad = " " if words[0] == "`" or words[-1] == "`" else ""
    return f"{fence}{pad}{words}{pad}{fence}"


def _one_line(run: list[str]) -> str:
    return " ".join(run).replace("\\\n", " ")


def _prefix(blocks: list[str], first: str, rest: str) -> list[str]:
    if not blocks:
        return []
    lines = "\n\n".join(blocks).split("\n")
    return [
        "\n".join(
            [first + lines[0], *((rest + line).rstrip() if line.strip() else rest.rstrip() for line in lines[1:])]
        )
    ]
