"""In: an article's body made anew, and its blocks as they were. Out: the body, in which they keep their addresses.

Must not give an address that ever was one paragraph's to another.
"""

from __future__ import annotations

from collections.abc import Sequence

from generator.core.capture.merged_body import pair_alike
from generator.core.markdown import read_prose
from generator.core.model import Block, BlockKind, Limits
from generator.core.text import Text

_CARRY = (BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.CAPTION, BlockKind.CREDIT, BlockKind.DECK)


def keep_addresses(text: Text, start: int, old: Sequence[Block], mark: str, limits: Limits) -> str:
    """The text with `{#p7}` above each paragraph that counting would call otherwise than before, and `{#mark-1}` above
    a new one that would get the address of an old one. List items and cells have no room for it, and may move."""
    prose = read_prose(text, start, limits).value
    if prose is None:
        return text.content
    before = {new: old[was] for was, new in pair_alike([b.words for b in old], [b.words for b in prose.blocks])}
    used = {each.id for each in old}
    lines = text.content.split("\n")
    written: dict[int, str] = {}  # by line of a block, from 0
    number = taken = added = 0
    for index, block in enumerate(prose.blocks):
        number += 1
        if not block.id.startswith("p") or not block.id[1:].isdigit():
            continue  # a word stands above it
        if _is_given(lines, block):
            number = taken = int(block.id[1:])
            continue
        wanted = before[index].id if index in before else ""
        keeps = wanted[1:].isdigit() and wanted.startswith("p") and int(wanted[1:]) > taken
        if keeps and int(wanted[1:]) != number and _has_room(lines, block):
            written[block.line - 1] = wanted
            number = int(wanted[1:])
        elif not keeps and f"p{number}" in used and _has_room(lines, block):
            added += 1
            written[block.line - 1] = f"{mark}-{added}"
            continue
        taken = number
    for line in sorted(written, reverse=True):
        _write_id(lines, line, written[line])
    return "\n".join(lines)


def _is_given(lines: Sequence[str], block: Block) -> bool:
    return block.line > 1 and f"#{block.id}" in lines[block.line - 2].strip("{} ").split()


def _has_room(lines: Sequence[str], block: Block) -> bool:
    """Whether an attribute line can stand above a block, and names no address already."""
    above = lines[block.line - 2].strip() if block.line > 1 else ""
    return block.kind in _CARRY and (not above or above == "+++" or (above.startswith("{.") and above.endswith("}")))


def _write_id(lines: list[str], line: int, name: str) -> None:
    above = lines[line - 1].strip()
    if above.startswith("{"):
        lines[line - 1] = f"{{#{name} {above[1:]}"
    else:
        lines.insert(line, f"{{#{name}}}")
