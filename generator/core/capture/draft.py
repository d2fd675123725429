"""In: a saved page as plain text. Out: the files of a new article, and an account of what became of every line.

Must not invent what the page does not say: outlet, date and author stay unknown. The only door to anyascii.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from anyascii import anyascii

from generator.core.capture.doubts import Doubt, find_doubts
from generator.core.capture.furniture import say_furniture
from generator.core.capture.lines import Line, LineKind, Page, group_lines, read_page
from generator.core.capture.says import read_said_thread
from generator.core.capture.stamps import is_stamp
from generator.core.capture.threads import CapturedComment, CapturedThread, read_captured_thread
from generator.core.capture.voices import find_merged
from generator.core.capture.writing import write_markdown, write_string, write_text
from generator.core.dates import read_when
from generator.core.diagnostics import Checked, Diagnostic, error, visible
from generator.core.fields import read_record, split_front_matter
from generator.core.records import ArticleRecord
from generator.core.text import Place, Text
from generator.core.values import is_device

_SLUG = 60  # characters
_SHOWN = 52  # characters of a line in the account
_ATTRIBUTES = {LineKind.CAPTION: "{.caption}\n", LineKind.CREDIT: "{.credit}\n", LineKind.DECK: "{.deck}\n"}
_GIVEN = ("outlet", "url", "published", "captured", "sha256")
_BODY = (LineKind.PARAGRAPH, *_ATTRIBUTES)
_DAY = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?")
NO_TEXT = "save the page again once it has loaded, or copy its text into a file"
_HTML = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body)\b", re.I | re.S)


@dataclass(frozen=True, slots=True)
class AccountLine:
    """What became of one line: its number from 1, its class, where it went, or why it was left out; and its words."""

    number: int
    kind: LineKind
    became: str
    words: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A new article: the id of its folder, its files by name, and the account of the page it was made from."""

    id: str
    files: tuple[tuple[str, str], ...]
    account: tuple[AccountLine, ...]
    doubts: tuple[Doubt, ...] = ()
    unknown: tuple[str, ...] = ()


def draft_page(saved: Text, given: Mapping[str, str] | None = None) -> Checked[Draft]:
    """Draft an article from a page; what is given besides (outlet, url, published, captured, and sha256, the digest of
    the file that was saved) goes into the front matter as it is.

    Errors: `empty-page`, and those of article.md for what was given.
    """
    if not saved.content.strip():
        return Checked(None, (error("empty-page", "there is no text in this page", saved.line_place(1), NO_TEXT),))
    page = read_page(saved)
    thread, merged = _read_thread(page)
    title = next(line.words for line in page.article if line.kind is LineKind.TITLE)
    given = {key: (given or {}).get(key, "") for key in _GIVEN}
    body, article = _write_body(page.article)
    content = f"{_write_front_matter(title, page.article, given)}\n{body}"
    made_id = make_id(title, given["published"])
    checked = check_front_matter(Text(f"content/articles/{made_id}/article.md", content))
    if checked.value is None:
        return Checked(None, tuple(name_option(each, given) for each in checked.diagnostics))
    files = [("article.md", content)]
    if thread or page.stated is not None:
        files.append(("thread.toml", _write_thread(page.stated, thread)))
    lines = (*article, *([page.heading] if page.heading else []), *(thread.lines if thread else _leave_out(page)))
    account = tuple(
        AccountLine(line.number, line.kind, _say_fate(line), line.words)
        for line in sorted(lines, key=lambda line: line.number)
    )
    doubts = (*([merged] if merged else []), *find_doubts(page, thread))
    return Checked(Draft(made_id, tuple(files), account, doubts, _say_unknown(page, given)))


def is_html(start: str) -> bool:
    """Whether the first characters of a file are those of a page in HTML."""
    return _HTML.match(start) is not None


def make_id(title: str, published: str = "") -> str:
    """An article's id: the first day its date names, and its title in at most 60 letters, digits and hyphens.

    Never the name of a device, such as con or com1, by which no folder can be called on Windows.
    """
    words = slug(title)
    day = _DAY.search(published) if published and read_when(published) else None
    return free_name("-".join(part for part in (day[0] if day else "", words or "untitled") if part))


def free_name(name: str) -> str:
    """The name, told apart from a device of Windows."""
    return f"{name}-1" if is_device(name) else name


def slug(words: str) -> str:
    """At most 60 letters, digits and hyphens that sound like the words; '' where they have neither."""
    made = re.sub(r"[^a-z0-9]+", "-", re.sub(r"['’.]", "", anyascii(words[:400])).lower()).strip("-")
    return made if len(made) <= _SLUG else made[: _SLUG + 1].rpartition("-")[0] or made[:_SLUG]


def tell_account(draft: Draft) -> str:
    """The account as it is printed: a line for every line of the page, counts, doubts, and what is unknown."""
    counts = Counter(line.kind.value for line in draft.account)
    number = max(len(str(line.number)) for line in draft.account)
    kind = max(len(line.kind) for line in draft.account)
    became = max(len(line.became) for line in draft.account)
    told = [
        f"  {line.number:>{number}}  {line.kind:<{kind}}  {line.became:<{became}}  {_shorten(line.words)}".rstrip()
        for line in draft.account
    ]
    told.append(
        f"  {len(draft.account)} lines: " + ", ".join(f"{counts[each]} {each}" for each in LineKind if counts[each])
    )
    for doubt in draft.doubts:
        told.append(f"  doubtful: {f'line {doubt.line}: ' if doubt.line else ''}{visible(doubt.words)}")
    told += [f"  unknown: {each}" for each in draft.unknown]
    return "\n".join(told) + "\n"


def _read_thread(page: Page) -> tuple[CapturedThread | None, Doubt | None]:
    """The comments, or none where they cannot be told apart; and the line that shows it, where one does."""
    if not page.numbered:
        return (read_said_thread(page.comments, page.stated) if page.comments else None), None
    thread = read_captured_thread(page.comments)
    merged = find_merged(thread, page.stated)
    return (None if merged else thread), merged


def _leave_out(page: Page) -> list[Line]:
    """Comments that cannot be told apart stay in the capture alone."""
    why = "is not certain" if page.numbered else "cannot be told"
    kept = f"{'' if page.numbered else 'not numbered, so '}it {why} whose it is: kept in the capture only"
    left = [(line, "" if is_stamp(line.words) else say_furniture(line.words)) for line in page.comments]
    return [
        replace(line, kind=LineKind.FURNITURE if said else LineKind.COMMENT_TEXT, why=said or kept)
        for line, said in left
    ]


def _write_front_matter(title: str, lines: Sequence[Line], given: dict[str, str]) -> str:
    summary = " ".join(line.words for line in lines if line.kind is LineKind.SUMMARY)
    keys = [f"title = {write_string(title)}"]
    keys += [f"{key} = {write_value(key, value)}" for key, value in given.items() if value]
    keys.append('rendition = "full"')
    keys += [f"summary = {write_string(summary)}"] if summary else []
    return "\n".join(("+++", *keys, "+++", ""))


def write_value(key: str, value: str) -> str:
    """A value of the front matter as TOML has it: a day as a date, all else as a string; frames come as TOML."""
    if key == "frames":
        return value
    plain = key in ("published", "captured") and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value) and read_when(value)
    return value if plain else write_string(value)


def check_front_matter(text: Text) -> Checked[ArticleRecord]:
    """Read back what was written, so that a bad date or address is told in the words of the format's own checks."""
    reach = split_front_matter(text)
    if reach.value is None:
        return Checked(None, reach.diagnostics)
    return read_record(text, ArticleRecord, start=reach.value[0], end=reach.value[1])


def name_option(found: Diagnostic, given: dict[str, str]) -> Diagnostic:
    """What is wrong with a value that was given, at the option that gave it: the file was never written."""
    key = found.place.excerpt.partition(" = ")[0]
    if key not in given or not given[key]:
        return found
    excerpt = f"--{key} {given[key]}"
    place = Place("command line", 1, len(key) + 4, len(given[key]), excerpt)
    return replace(found, message=re.sub(rf"^{key}\b", f"--{key}", found.message), place=place)


def _write_body(lines: Sequence[Line]) -> tuple[str, tuple[Line, ...]]:
    """The body, and the lines with the block that each has become."""
    blocks: list[str] = []
    fates: list[Line] = []
    for group in group_lines(lines):
        kind = group[0].kind
        if kind not in _BODY:
            fates += group
            continue
        blocks.append(_ATTRIBUTES.get(kind, "") + write_markdown([line.raw for line in group]))
        fates += [replace(line, why=f"block p{len(blocks)}") for line in group]
    return "\n\n".join(blocks) + "\n" * bool(blocks), tuple(fates)


def _write_thread(stated: int | None, thread: CapturedThread | None) -> str:
    head = [f"stated = {stated}"] if stated is not None else []
    head += [f"max_depth = {thread.max_depth}"] if thread and thread.max_depth else []
    tables = [_write_comment(comment) for comment in thread.comments] if thread else []
    return "\n\n".join((*(("\n".join(head),) if head else ()), *tables)) + "\n"


def _write_comment(comment: CapturedComment) -> str:
    keys = ["[[comment]]", f'id = "{comment.id}"']
    keys += [f'parent = "{comment.parent}"'] if comment.parent else []
    keys += [f"author = {write_string(comment.byline.name)}"] if comment.byline.name else []
    keys += [f'author_basis = "{comment.byline.basis}"'] if comment.byline.basis else []
    keys += [f"date = {comment.byline.date.isoformat()}"] if comment.byline.date else []
    keys += [f"gaps = [{', '.join(write_string(gap) for gap in comment.gaps)}]"] if comment.gaps else []
    keys += [f"text = {write_text(comment.text)}"] if comment.text else []
    return "\n".join(keys)


def _say_fate(line: Line) -> str:
    if line.kind is LineKind.FURNITURE:
        return f"left out: {line.why}"
    return f"article.md: {line.why}" if line.kind in _BODY else line.why


def _say_unknown(page: Page, given: dict[str, str]) -> tuple[str, ...]:
    said = {
        "outlet": "outlet: no page says for certain who published it; --outlet ID gives it",
        "url": "url: the address of the original; --url gives it",
        "published": "published: the page's own clock and the dates of photographs do not count; --published gives it",
    }
    unknown = [words for key, words in said.items() if not given[key]]
    unknown.append("author: add it to article.md if the original names one")
    if not page.comments and page.stated is None:
        unknown.append("comments: the copy shows none, and does not say that there were none")
    return tuple(unknown)


def _shorten(words: str) -> str:
    shown = " ".join(words[: 4 * _SHOWN].split())
    return visible(shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN].rstrip()}…")
