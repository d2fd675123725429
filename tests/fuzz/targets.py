"""What is held to be true of every input, as functions of a text or of bytes. Each raises where it is not."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from itertools import pairwise

from generator.core.anchoring import find_anchor
from generator.core.articles import read_article
from generator.core.capture.draft import draft_page
from generator.core.diagnostics import Checked, Diagnostic, has_errors, tell
from generator.core.folding import see
from generator.core.ground import Scene, lay_ground
from generator.core.html_tokens import split_html, words_of
from generator.core.model import Article, Block, BlockKind, Folder, Limits, Piece, Settings
from generator.core.records import ClaimRecord
from generator.core.registers import read_page, read_questions, read_relations, read_sources
from generator.core.safe_html import TAGS, clean, escape, plain_text, reveal
from generator.core.settings import read_settings
from generator.core.text import Text
from generator.edge.files import decode_text
from tests.archives import FILES

FOLDER = "content/articles/2020-01-02-mill"
WHOLE = {name: FILES[f"{FOLDER}/{name}"] for name in ("article.md", "thread.toml", "claims.toml")}
_CODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_SETTINGS = Settings("A", limits=Limits(body_kb=64, depth=50))


def try_bytes(data: bytes) -> None:
    """The door, and behind it every reader."""
    read = decode_text("a.md", data)
    check_reports(read.diagnostics, empty=read.value is None)
    if read.value is not None:
        for target in TARGETS.values():
            target(read.value.content)


def try_article(content: str) -> None:
    _try_folder({"article.md": content})


def try_thread(content: str) -> None:
    _try_folder({"thread.toml": content})


def try_claims(content: str) -> None:
    _try_folder({"claims.toml": content})


def try_body(content: str) -> None:
    _try_folder({"article.md": f'+++\ntitle = "A"\n+++\n{content}'})


def try_registers(content: str) -> None:
    for read in (read_sources, read_questions, read_relations, read_settings):
        result = read(Text("content/a.toml", content))
        check_reports(result.diagnostics, empty=result.value is None)
    page = read_page(Text("content/pages/a.md", content), _SETTINGS.limits)
    check_reports(page.diagnostics, empty=page.value is None)


def try_import(content: str) -> None:
    """A draft accounts for every line, and what it writes can be read and says the same words."""
    drafted = draft_page(Text("saved.txt", content))
    check_reports(drafted.diagnostics, empty=drafted.value is None)
    if drafted.value is None:
        return
    numbers = [line.number for line in drafted.value.account]
    assert numbers == sorted(set(numbers)), "a line is told of once"
    check_files(dict(drafted.value.files))


def try_html(content: str) -> None:
    """The gate: what comes out is on the list, read again it is that and the same words, and text stays text.

    It may nest otherwise: runs that overlap blocks are mended by copying them, and copies again (HTML standard,
    13.2.6.4.7, the adoption agency algorithm).
    """
    cleaned = clean(content)
    again = clean(cleaned)
    assert all(token.is_text or token.name in TAGS for token in (*split_html(cleaned), *split_html(again)))
    assert words_of(again) == words_of(cleaned)
    seen = "".join("\ufffd" if _is_unfit(each) else each for each in content)
    assert words_of(escape(content)) == seen
    assert words_of(reveal(content)) == seen
    assert words_of(plain_text(content)) == seen


def try_quote(content: str) -> None:
    """The first line is the quotation, the rest the words: it stands where it is said to stand, or there is a fault."""
    exact, _, words = content.partition("\n")
    block = Block("p1", BlockKind.PARAGRAPH, words, (Piece(escape(words)),))
    ground = lay_ground(Text("claims.toml", ""), Scene(Text("article.md", words), (block,)), strict=True)
    record = ClaimRecord.model_construct(quote=exact, in_="", before="", after="")
    anchor, faults = find_anchor(ground, 0, record)
    check_reports(faults, empty=anchor is None)
    if anchor is not None and anchor.match.rung == 1 and " … " not in exact:
        [span] = anchor.match.spans
        assert words[span.start : span.end] == exact.strip()
    if anchor is not None:
        spans = anchor.match.spans
        assert all(0 <= span.start < span.end <= len(words) for span in spans)
        assert all(left.end <= right.start for left, right in pairwise(spans))
    for rung in (1, 2, 3):
        folded = see(words, rung)
        assert len(folded.text) == len(folded.starts) == len(folded.ends)


TARGETS: Mapping[str, Callable[[str], None]] = {
    "article": try_article,
    "thread": try_thread,
    "claims": try_claims,
    "body": try_body,
    "registers": try_registers,
    "import": try_import,
    "html": try_html,
    "quote": try_quote,
}
LIMITS = {"body-too-long", "body-too-dense", "nested-too-deep", "comment-too-long", "too-many-comments"}


def check_reports(found: Iterable[Diagnostic], *, empty: bool) -> None:
    """Every fault can be told, at a place; where there is no value, an error says why."""
    faults = tuple(found)
    assert not empty or has_errors(faults), "nothing was read, and nobody says why"
    for fault in faults:
        assert _CODE.fullmatch(fault.code)
        assert fault.place.line >= 1
        assert fault.place.column >= 1
        assert not fault.message.endswith(".") or fault.message.endswith("..")
    told = tell(faults)
    assert not any(unicodedata.category(each) in ("Cc", "Cf") and each != "\n" for each in told)


def check_article(article: Article) -> None:
    """Every block's HTML has the words that the block is said to have, and every claim lies in them."""
    comments = article.thread.comments if article.thread else ()
    blocks = {block.id: block for block in (*article.blocks, *(one for each in comments for one in each.blocks))}
    for block in blocks.values():
        html = "".join(piece.html for piece in block.pieces)
        assert words_of(html) == block.words, block
        assert all(token.is_text or token.name in TAGS for token in split_html(html))
    for claim in article.claims:
        for span in claim.spans if claim.block in blocks else ():
            assert 0 <= span.start < span.end <= len(blocks[claim.block].words)


def check_files(files: Mapping[str, str]) -> None:
    """What an import writes can be read, unless it is beyond a limit, and says the same words."""
    read = read_folder(files)
    if read.value is None:
        assert {each.code for each in read.diagnostics} <= LIMITS, tell(read.diagnostics)
        return
    assert not has_errors(read.diagnostics), tell(read.diagnostics)
    check_article(read.value)


def read_folder(files: Mapping[str, str]) -> Checked[Article]:
    """The article of a folder with these files and no others, within limits that keep one try short."""
    texts = tuple(Text(f"{FOLDER}/{name}", content) for name, content in files.items())
    return read_article(_SETTINGS, Folder("2020-01-02-mill", texts))


def _try_folder(changed: Mapping[str, str]) -> None:
    read = read_folder(WHOLE | changed)
    check_reports(read.diagnostics, empty=read.value is None)
    if read.value is not None:
        check_article(read.value)


def _is_unfit(character: str) -> bool:
    code = ord(character)
    return (code < 32 and character not in "\t\n") or code in (127, 0xFFFE, 0xFFFF) or 0xD800 <= code < 0xE000
