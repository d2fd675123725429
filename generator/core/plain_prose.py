"""In: Markdown. Out: the paragraphs in it that no rule of Markdown can touch, and the rest without them.

Must not guess: what is taken out here is, to the byte, what the parser and the gate would make of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from generator.core.blocks import Cut, Said
from generator.core.model import BlockKind

Plain = Sequence[tuple[int, str]]  # lines, counted from 0, that are paragraphs


def take_plain(source: str) -> tuple[str, Plain]:
    """The Markdown with blank lines in place of plain paragraphs, so that all others keep their numbers.

    A paragraph of one line that begins with a letter, with blank lines about it, stands alone whatever came before
    (CommonMark 0.31, 4.8), unless that reaches across blank lines: fenced code and raw HTML do. What comes right
    after such a paragraph belongs to nothing else either, so it can be taken out, if its characters are only words.
    """
    if any(sign in source for sign in _REACHING):
        return source, ()
    lines = source.split("\n")
    plain: list[tuple[int, str]] = []
    after_paragraph = False
    last = len(lines) - 1
    for at, line in enumerate(lines):
        if not line:
            continue
        alone = line[0].isalpha() and not (at and lines[at - 1]) and (at == last or not lines[at + 1])
        if alone and after_paragraph and _WORDS.fullmatch(line):
            plain.append((at, line))
        after_paragraph = alone
    for at, _ in plain:
        lines[at] = ""
    return "\n".join(lines), plain


def put_back(cuts: Iterable[Cut], plain: Plain, lines_before: int) -> list[Cut]:
    """The blocks of the rest with the plain paragraphs between them, in order of their lines."""
    merged: list[Cut] = []
    waiting = [(lines_before + at + 1, words) for at, words in reversed(plain)]
    for cut in cuts:
        while waiting and waiting[-1][0] < cut.said.line:
            merged.append(_make_cut(*waiting.pop()))
        merged.append(cut)
    if waiting:  # what stands after all words, such as a rule, was given to the paragraph they follow
        last, after = merged[-1], merged[-1].closing.removeprefix("</p>")
        last.closing = "</p>"
        merged += (_make_cut(*each) for each in reversed(waiting))
        merged[-1].closing += after
    return merged


def _make_cut(line: int, words: str) -> Cut:
    return Cut(Said(line), BlockKind.PARAGRAPH, "<p>", "", words, words, "</p>", joined=False, level=0)


_REACHING = ("```", "~~~", "<", "\t")
# no sign of markup, nothing that HTML escapes, no control, no white space but the space, which ends no line
_WORDS = re.compile(r"[^\W\d_](?:[^\s\\`*_\[\]<>&!#~{}|\x00-\x1f\x7f-\xa0\ud800-\udfff\ufffe\uffff]++| ++(?!$))*+")
