"""In: an article's folder, what its capture gave on import, and what a later one gives. Out: the new version.

Must not touch what an archivist wrote without saying so, nor put a claim on other words than its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from generator.core.articles import read_article
from generator.core.capture.kept_addresses import keep_addresses
from generator.core.capture.merged_body import merge_bodies, pair_alike
from generator.core.capture.merged_thread import Matched, merge_threads
from generator.core.capture.writing import write_string
from generator.core.dates import read_when
from generator.core.diagnostics import Checked, Diagnostic, error
from generator.core.fields import read_toml, split_front_matter
from generator.core.markdown import read_prose
from generator.core.model import Article, Folder, Rendition, Settings
from generator.core.quotes import find_quote
from generator.core.text import Place, Text
from generator.core.toml_edits import Edit, edit_values
from generator.core.toml_places import find_places

_STATED = ("title", "url", "published", "published_basis", "author", "rendition", "lang", "summary", "outlet")
_OF_THE_COPY = ("captured", "sha256")  # said of one capture, and never of another


@dataclass(frozen=True, slots=True)
class Sources:
    """What was drafted of two captures, each file by its name; no base where the earlier capture is not kept.

    `own_ids`: the later page gives its comments ids of its own. `number` is that of the new version, from 2.
    """

    base: Mapping[str, str] | None
    later: Mapping[str, str]
    own_ids: bool
    number: int


@dataclass(frozen=True, slots=True)
class Front:
    """Front matter as TOML; the keys the later page has changed, and those it and the archivist say differently."""

    toml: str
    changed: tuple[str, ...]
    kept: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Version:
    """The files of the article that differ, by name; the article before and after, and what became of its parts."""

    files: Mapping[str, str]
    before: Article
    after: Article
    front: Front
    comments: tuple[Matched, ...]
    given_way: tuple[str, ...]  # edits of the body for which there was no room
    lost: Mapping[str, Diagnostic]  # by claim: why it has no place


def make_version(folder: Folder, sources: Sources, settings: Settings) -> Checked[Version]:
    """Put the later capture in the earlier one's place: edits, ids and claims are carried as far as its words go.

    Errors: those of reading the article as it is; `retold-article`, `older-capture`, `no-later-text`.
    """
    lenient = replace(settings, strict=False)
    read = read_article(lenient, folder)
    mine = folder.text("article.md")
    if read.value is None or mine is None:
        return Checked(None, read.diagnostics)
    before = read.value
    later = Text(mine.path, sources.later["article.md"])
    if refusal := _refuse(before, mine, later) or _refuse_other(before, later, settings):
        return Checked(None, (refusal,))
    base = Text(mine.path, sources.base["article.md"]) if sources.base else None
    front = merge_front(base, mine, later)
    body = merge_bodies(_body(base) if base else None, _body(mine), _body(later))
    head = f"+++\n{front.toml.strip(chr(10))}\n+++\n\n"
    article = Text(mine.path, f"{head}{body.text}")
    article = keep_addresses(article, len(head), before.blocks, f"v{sources.number}", settings.limits)
    files = {text.path.rpartition("/")[2]: text.content for text in folder.texts} | {"article.md": article.content}
    comments: tuple[Matched, ...] = ()
    if "thread.toml" in files and "thread.toml" in sources.later:
        captured = read_front(later).get("captured", "")
        earlier = sources.base.get("thread.toml") if sources.base else None
        merged = merge_threads(
            earlier, files["thread.toml"], sources.later["thread.toml"], own_ids=sources.own_ids, captured=str(captured)
        )
        files["thread.toml"], comments = merged.text, merged.comments
    elif "thread.toml" in sources.later:
        files["thread.toml"] = sources.later["thread.toml"]
    return _anchor(folder, files, lenient, (before, front, comments, body.given_way))


def _anchor(
    folder: Folder,
    files: dict[str, str],
    settings: Settings,
    made: tuple[Article, Front, tuple[Matched, ...], tuple[str, ...]],
) -> Checked[Version]:
    before, front, comments, given_way = made
    read = _read(folder, files, settings)
    if read.value is not None and (moved := _find_moved(before, read.value)):
        files["claims.toml"] = edit_values(files["claims.toml"], moved)
        read = _read(folder, files, settings)
    if read.value is None:
        return Checked(None, read.diagnostics)
    old = {text.path.rpartition("/")[2]: text.content for text in folder.texts}
    changed = {name: content for name, content in files.items() if old.get(name) != content}
    lost = dict(_find_reasons(read.value, files.get("claims.toml", ""), read.diagnostics))
    return Checked(Version(changed, before, read.value, front, comments, given_way, lost))


def _find_reasons(article: Article, claims: str, found: Sequence[Diagnostic]) -> Iterator[tuple[str, Diagnostic]]:
    """Why each claim without a place has none: what is told at its quotation, or at where it should be."""
    text, places = Text("claims.toml", claims), find_places(claims).values
    told = {each.place.line: each for each in found if each.place.path.endswith("/claims.toml")}
    for claim in article.claims:
        for key in ("quote", "in") if not claim.block else ():
            reach = places.get(("claim", claim.index, key))
            if reach and (why := told.get(text.place(reach[0]).line)):
                yield claim.id, why


def merge_front(base: Text | None, mine: Text, later: Text) -> Front:
    """Each key as the later page states it, but where the archivist has put something else."""
    toml, ours, now = _front_toml(mine), read_front(mine), read_front(later)
    was = read_front(base) if base else {key: value for key, value in ours.items() if key in now}
    source = _front_toml(later)
    reaches = find_places(source).values
    edits, changed, kept = [], [], []
    for key in (*_STATED, *_OF_THE_COPY):
        copied = key in _OF_THE_COPY
        if ours.get(key) == now.get(key) or (key not in now and not copied):
            continue  # what the later page does not speak of it has not changed
        if copied or ours.get(key) == was.get(key):
            value = source[slice(*reaches[key,])] if key in now else ""
            edits.append(Edit((key,), value, ("title",)))
            changed += [] if copied else [key]
        elif was.get(key) != now.get(key):
            kept.append(key)
    return Front(edit_values(toml, edits), tuple(changed), tuple(kept))


def read_front(text: Text) -> dict[str, Any]:
    """The front matter's values; none where it cannot be read."""
    return read_toml(Text(text.path, _front_toml(text))).value or {}


def _front_toml(text: Text) -> str:
    start, end, _ = split_front_matter(text).value or (0, 0, 0)
    return text.content[start:end]


def _body(text: Text) -> str:
    _, _, start = split_front_matter(text).value or (0, 0, 0)
    return text.content[start:]


def _refuse(before: Article, mine: Text, later: Text) -> Diagnostic | None:
    place = Place(mine.path, 1, 1, 1, "")
    if before.rendition is Rendition.PRECIS or (before.thread and before.thread.retold):
        hint = "import the later copy as an article of its own, or retell it by hand"
        words = "this article is retold in the archive's own words, so no later page can take its place"
        return error("retold-article", words, place, hint)
    captured = str(read_front(later).get("captured", ""))
    saved, when = read_when(captured) if captured else None, before.captured
    if saved and when and saved.latest and when.earliest and saved.latest < when.earliest:
        words = f"this copy was saved on {captured}, before the one that is here ({read_front(mine)['captured']})"
        return error("older-capture", words, place, "import the later of the two")
    return None


def _refuse_other(before: Article, later: Text, settings: Settings) -> Diagnostic | None:
    """A page that holds nothing of the article is hardly a later copy of it."""
    _, _, start = split_front_matter(later).value or (0, 0, 0)
    prose = read_prose(later, start, settings.limits).value
    now = [block.words for block in prose.blocks] if prose else []
    was = [block.words for block in before.blocks if block.words]
    if not was or next(pair_alike(was, now), None):
        return None
    words = "nothing of this article's text stands in the later page"
    hint = "it may be a notice, or ask to log in; if it was written anew, import it as an article of its own"
    return error("no-later-text", words, Place(later.path, 1, 1, 1, ""), hint)


def _read(folder: Folder, files: Mapping[str, str], settings: Settings) -> Checked[Article]:
    here = folder.texts[0].path.rpartition("/")[0]
    texts = tuple(Text(f"{here}/{name}", content) for name, content in files.items())
    return read_article(settings, replace(folder, texts=texts))


def _find_moved(before: Article, after: Article) -> list[Edit]:
    """Claims whose block has another address now, and whose words stand once in the article: where they stand."""
    placed = {claim.id for claim in before.claims if claim.block}
    edits = []
    for claim in after.claims:
        if claim.block or claim.comment or claim.id not in placed:
            continue
        found = [block.id for block in after.blocks for _ in find_quote(block.words, claim.quote)]
        if len(found) == 1:
            edits.append(Edit(("claim", claim.index, "in"), write_string(found[0]), ("claim", claim.index, "id")))
    return edits
