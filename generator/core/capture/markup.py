"""In: the HTML of a saved page. Out: its tree, and the blocks of text that a reader of the page sees.

Must not judge what a block is: the readers of pages do. The only door to selectolax.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from generator.core.diagnostics import Checked, error
from generator.core.html_tokens import VOID, split_html
from generator.core.text import Text

Node = LexborNode
DEEPEST = 200  # elements within elements; no page that a person reads comes near
BLOCKS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "body", "button", "caption", "center", "dd", "details"),
        *("dialog", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4"),
        *("h5", "h6", "header", "hgroup", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "option", "p"),
        *("pre", "search", "section", "select", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
    )
)
UNSEEN = frozenset(
    (
        *("audio", "canvas", "datalist", "embed", "frame", "head", "iframe", "link", "math", "meta", "noframes"),
        *("noscript", "object", "script", "style", "svg", "template", "textarea", "title", "video"),
    )
)
_OPEN = 512  # tags of one name without an end: the parser takes time in the square of them
_MEND_THEMSELVES = frozenset(("p", "li", "td", "th", "tr", "tbody", "thead", "dt", "dd", "option", "html", "body"))
_HIDDEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.I)


@dataclass(frozen=True, slots=True, eq=False)
class TextBlock:
    """A run of text that stands by itself: the element around it, its text nodes, its words with blanks made even."""

    owner: Node
    nodes: tuple[Node, ...]
    words: str


def read_markup(page: Text) -> Checked[Node]:
    """The tree of a page, as browsers read it (HTML standard, 13.2).

    Errors: `nested-too-deep`, where a page is made to exhaust whoever reads it.
    """
    if _count_open(page.content) <= _OPEN:
        root = LexborHTMLParser(page.content).root
        if root is not None and _measure_depth(root) <= DEEPEST:
            return Checked(root)
    words = f"the elements of this page nest deeper than {DEEPEST} levels"
    hint = "open the page in a browser, copy its text into a file, and import that"
    return Checked(None, (error("nested-too-deep", words, page.line_place(1), hint),))


def write_body(page: Text) -> str | None:
    """What stands in the body of a page, each element closed; None where the page is made to exhaust its reader."""
    root = read_markup(page).value
    body = root.css_first("body") if root is not None else None
    return body.inner_html if body is not None else None


def parse_fragment(html: str) -> Node | None:
    """The body of a piece of HTML, or None where it is made to exhaust whoever reads it."""
    root = read_markup(Text("", f"<!doctype html><body>{html}")).value
    return root.css_first("body") if root is not None else None


def walk(top: Node, skip: Collection[int] = ()) -> Iterator[tuple[Node, bool]]:
    """Every node below and including the top, entered (True) and left (False), in the order of the page."""
    node = top
    while True:
        yield node, True
        child = node.first_child if node.is_element_node and node.mem_id not in skip else None
        if child is not None:
            node = child
            continue
        while True:
            yield node, False
            if node.mem_id == top.mem_id:
                return
            if node.next is not None:
                node = node.next
                break
            if node.parent is None:
                return
            node = node.parent


def is_unseen(node: Node) -> bool:
    """Whether a browser shows nothing of an element."""
    if not node.is_element_node:
        return not node.is_text_node
    if node.tag in UNSEEN:
        return True
    given = node.attributes
    return "hidden" in given or bool(given.get("style") and _HIDDEN.search(given["style"] or ""))


def list_blocks(top: Node) -> list[TextBlock]:
    """Every piece of text that is seen, once, in order."""
    blocks: list[TextBlock] = []
    owners: list[Node] = []
    run: list[Node] = []
    below = 0  # how many elements deep in what is not seen

    def close() -> None:
        words = " ".join("".join("\n" if each.tag == "br" else each.text_content or "" for each in run).split())
        if words:
            blocks.append(TextBlock(owners[-1] if owners else top, tuple(run), words))
        run.clear()

    for node, entered in walk(top):
        if not entered:
            below -= bool(below)
            if not below and node.is_element_node and node.tag in BLOCKS:
                close()
                if owners and owners[-1].mem_id == node.mem_id:
                    owners.pop()
        elif below or is_unseen(node):
            below += 1
        elif node.is_text_node or node.tag == "br":
            run.append(node)
        elif node.tag in BLOCKS:
            close()
            owners.append(node)
    close()
    return blocks


def words_of(node: Node | None) -> str:
    """What is seen of an element, with blanks made even."""
    return " ".join(block.words for block in list_blocks(node)) if node is not None else ""


def attribute(node: Node | None, name: str) -> str:
    """The value of an attribute, or ''."""
    return (node.attributes.get(name) or "").strip() if node is not None else ""


def ancestors(node: Node) -> Iterator[Node]:
    """The elements around a node, the nearest first."""
    above = node.parent
    while above is not None and above.is_element_node:
        yield above
        above = above.parent


def write_html(top: Node, skip: Collection[int]) -> str:
    """What is seen of an element, as HTML again, without the nodes in `skip`: only for a reader that wants HTML."""
    pieces: list[str] = []
    below = 0
    for node, entered in walk(top):
        if below or node.mem_id in skip or (node.tag != "head" and is_unseen(node) and not _is_in_head(node)):
            below += 1 if entered else -1
            continue
        if node.is_text_node:
            pieces += [_escape(node.text_content or "")] if entered else []
        elif entered:
            given = "".join(f' {name}="{_escape(value or "")}"' for name, value in node.attributes.items())
            pieces.append(f"<{node.tag}{given}>" if _NAMES.fullmatch(given) else f"<{node.tag}>")
        elif node.tag not in VOID:
            pieces.append(f"</{node.tag}>")
    return "".join(pieces)


_NAMES = re.compile(r"""(?: [A-Za-z][A-Za-z0-9:_.-]*="[^"]*")*""")


def _is_in_head(node: Node) -> bool:
    return node.tag in ("title", "meta", "link") and node.parent is not None and node.parent.tag == "head"


def _escape(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def _count_open(html: str) -> int:
    """The most tags of one name that are opened and not closed before the end."""
    opened: Counter[str] = Counter()
    most = 0
    for token in split_html(html):
        if not token.name or token.name in VOID or token.name in _MEND_THEMSELVES:
            continue
        if token.closing:
            opened[token.name] -= opened[token.name] > 0
        else:
            opened[token.name] += 1
            most = max(most, opened[token.name])
    return most


def _measure_depth(root: Node) -> int:
    depth = deepest = 0
    for _, entered in walk(root):
        depth += 1 if entered else -1
        deepest = max(deepest, depth)
    return deepest
