"""In: one article's folder, as texts. Out: the article: blocks, thread, claims on their words.

Must not know any other article or register: their names stay names until the archive is joined.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from markupsafe import Markup as Html  # only carried

from generator.core.claims import anchor_claims, mark_blocks, mark_thread, read_claims
from generator.core.comments import read_thread
from generator.core.copy_checks import CODES, check_copies
from generator.core.dates import read_when
from generator.core.diagnostics import Checked, Diagnostic, did_you_mean, error
from generator.core.earlier import list_copies
from generator.core.fields import locate, point_at, read_record, split_front_matter
from generator.core.ground import Scene
from generator.core.markdown import Prose, read_note, read_prose
from generator.core.model import Article, Block, BlockKind, Folder, Piece, Settings, Thread
from generator.core.records import ArticleRecord, ClaimRecord
from generator.core.safe_html import reveal
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
    claims = _read_claims(folder)
    found = (*front.diagnostics, *header.diagnostics, *prose.diagnostics, *thread.diagnostics, *claims.diagnostics)
    if header.value is None or prose.value is None or thread.value is None or claims.value is None:
        return Checked(None, found)
    record = header.value
    heads = _head_blocks(record, text, start, end)
    comments = next(iter(thread.value), None)
    blocks = (*heads, *prose.value.blocks)
    claims_text = folder.text("claims.toml") or Text("", "")
    scene = Scene(text, blocks, comments, folder.text("thread.toml"))
    anchored = anchor_claims(claims_text, claims.value, scene, settings.limits, strict=settings.strict)
    note = read_note(record.note, partial(point_at, text, ("note",), start=start, end=end), settings.limits)
    marked = {block.id: block for block in mark_blocks(blocks, anchored.value or ())}
    article = Article(
        id=folder.id,
        title=marked["title"],
        summary=marked.get("summary"),
        outlet=record.outlet,
        rendition=record.rendition,
        lang=record.lang or settings.language,
        blocks=tuple(marked[block.id] for block in prose.value.blocks),
        claims=anchored.value or (),
        thread=mark_thread(comments, anchored.value or ()) if comments else None,
        url=record.url,
        author=record.author,
        published=read_when(record.published) if record.published else None,
        published_basis=record.published_basis,
        captured=read_when(record.captured) if record.captured else None,
        tags=record.tags,
        note=note.value or Html(),
        footnotes=prose.value.footnotes,
        links=prose.value.links,
        pictures=prose.value.pictures,
        capture=next((name for name in folder.files if name.startswith("capture.")), ""),
        capture_sha256=record.sha256,
        frames=tuple(name for name, _ in folder.frames),
    )
    found = (*found, *note.diagnostics, *anchored.diagnostics, *_check_pictures(text, folder, prose.value))
    return Checked(article, (*found, *check_copies(text, (start, end), folder, record)))


def read_versions(settings: Settings, folder: Folder) -> Checked[Article]:
    """The article with what is to be known of its earlier versions; of these, only faults of their copies are told."""
    read = read_article(settings, folder)
    if read.value is None or not folder.earlier:
        return read
    found = list(read.diagnostics)
    versions: list[tuple[int, Article]] = []
    for earlier in folder.earlier:
        version = read_article(replace(settings, strict=False), earlier)
        if version.value is not None:
            versions.append((earlier.number, version.value))
        found += (each for each in version.diagnostics if version.value is None or each.code in CODES)
    copies = list_copies([number for number, _ in versions], [*(each for _, each in versions), read.value])
    return Checked(replace(read.value, earlier=copies), tuple(found))


def _read_thread(settings: Settings, folder: Folder) -> Checked[tuple[Thread, ...]]:
    """The thread as a tuple of one, of none where the folder has no thread.toml; None where it cannot be read."""
    text = folder.text("thread.toml")
    if text is None:
        return Checked(())
    read = read_thread(text, settings.limits)
    return Checked(None if read.value is None else (read.value,), read.diagnostics)


def _read_claims(folder: Folder) -> Checked[tuple[ClaimRecord, ...]]:
    text = folder.text("claims.toml")
    return read_claims(text) if text else Checked(())


def _head_blocks(record: ArticleRecord, text: Text, start: int, end: int) -> tuple[Block, ...]:
    """The title and the summary as blocks, so that claims can stand in them."""
    heads = [(BlockKind.TITLE, record.title)]
    if record.summary:
        heads.append((BlockKind.SUMMARY, record.summary))
    return tuple(
        Block(
            id=kind,
            kind=kind,
            words=words,
            pieces=(Piece(reveal(words)),),
            line=locate(text, (str(kind),), start=start, end=end).line,
        )
        for kind, words in heads
    )


def _check_pictures(text: Text, folder: Folder, prose: Prose) -> tuple[Diagnostic, ...]:
    """Every picture the body shows must lie in the article's folder."""
    missing = [name for name in prose.pictures if name not in folder.files]
    found = []
    for name in missing:
        at = text.content.find(f"({name}")
        place = text.place(at + 1, at + 1 + len(name)) if at >= 0 else text.line_place(1)
        hint = did_you_mean(name, folder.files) or f"put {name} into {text.path.rpartition('/')[0]}"
        found.append(error("missing-picture", f"there is no picture {name!r} beside this text", place, hint))
    return tuple(found)
