"""In: one article's folder, as texts. Out: the article: blocks, thread, claims on their words.

Must not know any other article or register: their names stay names until the archive is joined.
"""

from __future__ import annotations

from generator.core.claims import anchor_claims, mark_blocks, read_claims
from generator.core.comments import read_thread
from generator.core.dates import read_when
from generator.core.diagnostics import Checked, Diagnostic, error
from generator.core.fields import locate, read_record, split_front_matter
from generator.core.markdown import Prose, read_inline_prose, read_prose
from generator.core.model import Article, Block, BlockKind, Claim, Folder, Piece, Rendition, Settings, Thread
from generator.core.records import ArticleRecord
from generator.core.safe_html import escape
from generator.core.text import Text


def read_article(settings: Settings, folder: Folder) -> Checked[Article]:
    """Read a folder's article.md, thread.toml and claims.toml and put every claim on its words."""
    text = folder.text("article.md")
    if text is None:
        return Checked(None)
    front = split_front_matter(text)
    start, end, body = front.value or (0, 0, 0)
    header = read_record(text, ArticleRecord, start=start, end=end) if front.value else Checked[ArticleRecord](None)
    prose = read_prose(text, body, settings.limits, picture_base=f"../media/{folder.id}/")
    thread = _read_thread(settings, folder)
    found = (*front.diagnostics, *header.diagnostics, *prose.diagnostics, *thread.diagnostics)
    if header.value is None or prose.value is None or thread.value is None:
        return Checked(None, (*found, *_read_claims_alone(folder)))
    record = header.value
    title = _head_block(BlockKind.TITLE, record.title, text, locate(text, ("title",), start=start, end=end).line)
    summary = (
        _head_block(BlockKind.SUMMARY, record.summary, text, locate(text, ("summary",), start=start, end=end).line)
        if record.summary
        else None
    )
    comments = thread.value[0]
    blocks = (title, *((summary,) if summary else ()), *prose.value.blocks)
    claims = _read_claims(settings, folder, blocks, comments)
    marked = {block.id: block for block in mark_blocks(blocks, claims.value or ())}
    return Checked(
        Article(
            id=folder.id,
            title=marked["title"],
            summary=marked.get("summary"),
            outlet=record.outlet or "",
            rendition=Rendition(record.rendition),
            lang=record.lang or settings.language,
            blocks=tuple(marked[block.id] for block in prose.value.blocks),
            claims=claims.value or (),
            thread=comments,
            url=record.url or "",
            author=record.author or "",
            published=read_when(record.published) if record.published else None,
            published_basis=record.published_basis or "",
            captured=read_when(record.captured) if record.captured else None,
            tags=tuple(record.tags),
            note=read_inline_prose(record.note or "", settings.limits),
            footnotes=prose.value.footnotes,
            links=prose.value.links,
            pictures=prose.value.pictures,
            capture=next((name for name in folder.files if name.startswith("capture.")), ""),
        ),
        (*found, *claims.diagnostics, *_missing_pictures(text, folder, prose.value)),
    )
