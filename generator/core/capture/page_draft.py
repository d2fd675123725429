"""In: a saved HTML page and the names of the files beside it. Out: the files of a new article, and the account of it.

Must not invent what the page does not state, nor lose a block of it without saying so.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from generator.core.capture.body import find_body
from generator.core.capture.draft import NO_TEXT, check_front_matter, make_id, name_option, write_value
from generator.core.capture.facts import Facts, fold_words, read_facts
from generator.core.capture.frames import FRAME, open_frames
from generator.core.capture.markdown_of import write_element
from generator.core.capture.markup import (
    Node,
    TextBlock,
    ancestors,
    attribute,
    list_blocks,
    read_markup,
    walk,
    write_html,
)
from generator.core.capture.page_account import BlockFate, Fate, element_labels, read_label
from generator.core.capture.page_pictures import Picture, Pictures, find_base, find_pictures
from generator.core.capture.page_thread import PageThread
from generator.core.capture.page_writing import write_thread
from generator.core.capture.systems import find_pingbacks, read_thread_of
from generator.core.capture.writing import drop_refused
from generator.core.diagnostics import Checked, error
from generator.core.markdown import read_prose
from generator.core.model import Limits
from generator.core.text import Text

_FURNITURE = frozenset(("aside", "button", "footer", "form", "header", "nav", "search", "select", "option", "fieldset"))


@dataclass(frozen=True, slots=True)
class PageDraft:
    """A new article made of a page: the id of its folder, its files, its pictures, the account, doubts, unknowns."""

    id: str
    url: str
    files: tuple[tuple[str, str], ...]
    pictures: tuple[Picture, ...]
    fates: tuple[BlockFate, ...]
    doubts: tuple[str, ...]
    unknown: tuple[str, ...]


def draft_html(
    page: Text,
    *,
    beside: Mapping[str, str] | None = None,
    given: Mapping[str, str] | None = None,
    doubts: Sequence[str] = (),
    frames: Mapping[str, str] | None = None,
    below: str = "",
) -> Checked[PageDraft]:
    """Draft an article from a page; `given` (outlet, url, published, sha256, captured, frames) goes before what the
    page states, and `sent_from`, the address it was fetched from, after it. `below` is HTML that a script of the page
    puts there, such as its comments.

    Errors: `nested-too-deep`, `empty-page`, and those of article.md for what was given.
    """
    script_made = f'<iframe srcdoc="{escape(below)}"></iframe>' if below else ""
    opened = open_frames(page.content + script_made, frames or {})
    tree = read_markup(Text(page.path, opened.html))
    if tree.value is None:
        return Checked(None, tree.diagnostics)
    blocks = list_blocks(tree.value)
    if not blocks:
        return Checked(None, (error("empty-page", "there is no text in this page", page.line_place(1), NO_TEXT),))
    outside = read_markup(page).value if opened.frames else tree.value
    facts = read_facts(outside if outside is not None else tree.value)
    thread = read_thread_of(tree.value)
    labels = _label_comments(tree.value, thread)
    marked = [read_label(block, labels) for block in blocks]
    chosen = _choose(tree.value, blocks, marked, thread, labels)
    title = drop_refused(facts.title).strip() or drop_refused(blocks[min(chosen, default=0)].words[:200])
    heading = {
        number
        for number in chosen
        if blocks[number].owner.tag == "h1" and fold_words(blocks[number].words) == fold_words(title)
    }
    chosen -= heading
    around = _common(tree.value, [blocks[number] for number in sorted(chosen)])
    kept = {node.mem_id for number in chosen for node in blocks[number].nodes}
    skip = {node.mem_id for node, entered in walk(around) if entered and node.is_text_node and node.mem_id not in kept}
    images = _find_images(around, kept, labels)
    address = (given or {}).get("url") or facts.url or (given or {}).get("sent_from", "")
    pictures = find_pictures(images, beside or {}, find_base(tree.value, (given or {}).get("sent_from") or address))
    shown = {image.mem_id for image in images}
    skip |= {image.mem_id for image in around.css("img") if image.mem_id not in shown}
    body = write_element(around, skip=skip, base=address, pictures=pictures.names) if chosen else None
    front = _gather_front(title, facts, given or {}, bool(chosen))
    text = "\n".join(("+++", *(f"{key} = {write_value(key, value)}" for key, value in front.items()), "+++", ""))
    made_id = make_id(title, front.get("published", ""))
    article = Text(f"content/articles/{made_id}/article.md", f"{text}\n{body.markdown if body else ''}\n")
    checked = check_front_matter(article)
    if checked.value is None:
        return Checked(None, tuple(name_option(each, dict(given or {})) for each in checked.diagnostics))
    files = [("article.md", article.content)]
    comments = write_thread(thread, address) if thread else ""
    files += [("thread.toml", comments)] if comments else []
    fates = _tell_fates(blocks, marked, _place_blocks(article, blocks, chosen), facts, title)
    fates += _tell_pictures(pictures, thread)
    fates += [BlockFate(0, Fate.LOST, "frame, not in the capture", each) for each in opened.lost]
    found = (*doubts, *facts.conflicts, *_doubt_body(body.lost_links if body else 0, thread))
    used = tuple(each for each in pictures.held.values() if body and each.name in body.shown)
    return Checked(PageDraft(made_id, address, tuple(files), used, tuple(fates), found, _say_unknown(front, thread)))


def _label_comments(root: Node, thread: PageThread | None) -> dict[int, tuple[Fate, str]]:
    pairs: list[tuple[Node, Fate, str]] = [(node, Fate.FURNITURE, "in a frame") for node in root.css(f"div.{FRAME}")]
    if thread is None:
        return element_labels(pairs)
    pairs += [(node, Fate.FURNITURE, "around the comments") for node in thread.around]
    for each in thread.comments:
        pairs.append((each.node, Fate.FURNITURE, f"around comment {each.id}"))
        pairs += [(node, Fate.KEPT, f"author of comment {each.id}") for node in each.names if each.author]
        pairs += [(node, Fate.KEPT, f"date of comment {each.id}") for node in each.stamps if each.date]
        pairs += [(node, Fate.KEPT, f"comment {each.id}") for node in each.content]
    pairs += [(node, Fate.FURNITURE, "a link from elsewhere, not a comment") for node in find_pingbacks(root)]
    if thread.body is not None:
        pairs.append((thread.body, Fate.KEPT, "the text"))
    return element_labels(pairs)


def _choose(
    root: Node,
    blocks: Sequence[TextBlock],
    marked: Sequence[tuple[Fate, str] | None],
    thread: PageThread | None,
    labels: Mapping[int, tuple[Fate, str]],
) -> set[int]:
    """Which blocks are the article: those the system marks as its text, or those that trafilatura takes."""
    if thread is not None and thread.body is not None:
        return {number for number, label in enumerate(marked) if label == (Fate.KEPT, "the text")}
    if thread is not None and thread.system in ("Hacker News", "Lobsters"):
        return set()
    free = [number for number, label in enumerate(marked) if label is None]
    found = find_body(write_html(root, set(labels)), [blocks[number] for number in free])
    chosen = {free[position] for position in found}
    if chosen:
        around = _common(root, [blocks[number] for number in chosen]).mem_id
        chosen |= {
            number
            for number in free
            if blocks[number].owner.tag == "figcaption"
            and any(up.mem_id == around for up in ancestors(blocks[number].owner))
        }
    return chosen


def _common(root: Node, blocks: Sequence[TextBlock]) -> Node:
    """The innermost element around all of these blocks."""
    if not blocks:
        return root
    first = [blocks[0].owner, *ancestors(blocks[0].owner)]
    shared = {up.mem_id for up in first}
    for block in blocks[1:]:
        shared &= {up.mem_id for up in (block.owner, *ancestors(block.owner))}
    common = next(up for up in first if up.mem_id in shared)
    # a list item or a cell alone would lose its list: what is written begins above it
    return common if common.parent is None or len(blocks) > 1 else common.parent


def _find_images(around: Node, kept: Collection[int], labels: Mapping[int, tuple[Fate, str]]) -> list[Node]:
    """The pictures of the article: in a figure, or between its first words and its last."""
    found: list[tuple[Node, bool]] = []
    begun = 0
    certain = 0
    for node, entered in walk(around, set(labels)):
        if entered and node.mem_id in kept:
            begun, certain = 1, len(found)
        elif entered and node.tag == "img" and node.mem_id not in labels:
            in_figure = any(up.tag == "figure" for up in ancestors(node))
            in_furniture = any(up.tag in ("aside", "nav", "footer", "form") for up in ancestors(node))
            found += [(node, in_figure)] if (in_figure or begun) and not in_furniture else []
    return [node for number, (node, in_figure) in enumerate(found) if in_figure or number < certain]


def _gather_front(title: str, facts: Facts, given: Mapping[str, str], has_body: bool) -> dict[str, str]:
    front = {
        "title": title,
        "outlet": given.get("outlet", ""),
        "url": given.get("url") or facts.url or given.get("sent_from", ""),
    }
    front["published"] = given.get("published") or facts.published
    front["published_basis"] = "" if given.get("published") else facts.published_basis
    front |= {"author": facts.author, "rendition": "full" if has_body else "excerpt"}
    front |= {
        "lang": facts.lang,
        "captured": given.get("captured") or facts.captured,
        "sha256": given.get("sha256", ""),
        "frames": given.get("frames", ""),
    }
    plain = {key: value if key == "url" else drop_refused(value) for key, value in front.items()}
    return {key: value for key, value in plain.items() if value}


def _place_blocks(article: Text, blocks: Sequence[TextBlock], chosen: Collection[int]) -> dict[int, str]:
    """In which block of the article each chosen block of the page stands."""
    end = article.content.index("+++\n", 4) + 4
    prose = read_prose(article, end, Limits()).value
    folded = [(block.id, fold_words(block.words)) for block in prose.blocks] if prose else []
    placed: dict[int, str] = {}
    at = 0
    for number in sorted(chosen):
        words = fold_words(blocks[number].words)
        for position in range(at, len(folded)):
            if words in folded[position][1]:
                placed[number], at = f"block {folded[position][0]}", position
                break
        placed.setdefault(number, "the body")
    return placed


def _tell_fates(
    blocks: Sequence[TextBlock],
    marked: Sequence[tuple[Fate, str] | None],
    placed: Mapping[int, str],
    facts: Facts,
    title: str,
) -> list[BlockFate]:
    fates: list[BlockFate] = []
    first, last = min(placed, default=len(blocks)), max(placed, default=-1)
    known = {fold_words(words): key for key, words in (("author", facts.author), ("title", title)) if words}
    for number, block in enumerate(blocks):
        label = marked[number]
        if number in placed:
            label = (Fate.KEPT, placed[number])
        elif label is None and (key := known.get(fold_words(block.words))):
            label = (Fate.KEPT, key)
        elif label is None:
            tags = {up.tag for up in (block.owner, *ancestors(block.owner))}
            amid = first < number < last and not tags & _FURNITURE
            label = (Fate.DOUBTFUL, "amid the text, left out") if amid else (Fate.FURNITURE, "not the article")
        fates.append(BlockFate(number + 1, *label, block.words))
    return fates


def _tell_pictures(pictures: Pictures, thread: PageThread | None) -> list[BlockFate]:
    lost = [
        BlockFate(0, Fate.LOST, f"picture, {why}", f"{alt or '(no alternative text)'} {source}".strip())
        for source, alt, why in pictures.lost
    ]
    for each in thread.comments if thread else ():
        for node in each.content:
            for image in node.css("img[src]"):
                became = f"picture in comment {each.id}: comments show none"
                lost.append(BlockFate(0, Fate.LOST, became, attribute(image, "alt") or "(no alternative text)"))
    return lost


def _doubt_body(lost_links: int, thread: PageThread | None) -> tuple[str, ...]:
    said = (
        [f"{lost_links} links have no whole address and stand as words only; --url gives what they start from"]
        if lost_links
        else []
    )
    if thread:
        said += [
            f"comment {each.id}: its date is not one that can be read"
            for each in thread.comments
            if each.stamps and not each.date
        ]
    return tuple(said)


def _say_unknown(front: Mapping[str, str], thread: PageThread | None) -> tuple[str, ...]:
    said = {
        "outlet": "outlet: --outlet ID gives it",
        "url": "url: the page does not state its address; --url gives it",
        "published": "published: the page does not state it; --published gives it",
        "author": "author: the page does not state one",
    }
    unknown = [words for key, words in said.items() if key not in front]
    return (*unknown, *(["comments: the page holds none in a form that is known"] if thread is None else []))
