"""In: an article's folder, what its capture gave on import, and what a later one gives. Out: the new version.

Must not touch what an archivist wrote without saying so, nor put a claim on other words than its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from generator.core.articles import read_article
from generator.core.capture.kept_addresses import keep_addresses
from generator.core.capture.merged_body import merge_bodies, pair_alike
from generator.core.capture.merged_front import Front, merge_front, read_body, read_front
from generator.core.capture.merged_thread import Matched, MergedThread, merge_threads
from generator.core.capture.thread_tables import read_tables
from generator.core.capture.writing import write_string
from generator.core.dates import read_when
from generator.core.diagnostics import Checked, Diagnostic, error
from generator.core.fields import split_front_matter
from generator.core.markdown import read_prose
from generator.core.model import Article, Folder, Rendition, Settings
from generator.core.quotes import find_quote
from generator.core.text import Place, Text
from generator.core.toml_edits import Edit, edit_values
from generator.core.toml_places import find_places


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
    body = merge_bodies(read_body(base) if base else None, read_body(mine), read_body(later))
    head = f"+++\n{front.toml.strip()}\n+++\n\n"
    made = Text(mine.path, f"{head}{body.text}")
    old = {text.path.rpartition("/")[2]: text.content for text in folder.texts}
    files = {**old, "article.md": keep_addresses(made, len(head), before.blocks, f"v{sources.number}", lenient.limits)}
    thread = _merge_thread(old.get("thread.toml"), sources, str(read_front(later).get("captured", "")))
    files |= {"thread.toml": thread.text} if thread else {}
    after = _read(folder, files, lenient)
    if after.value is not None and (moved := _find_moved(before, after.value)):
        files["claims.toml"] = edit_values(files["claims.toml"], moved)
        after = _read(folder, files, lenient)
    if after.value is None:
        return Checked(None, after.diagnostics)
    changed = {name: content for name, content in files.items() if old.get(name) != content}
    lost = dict(_find_reasons(after.value, files.get("claims.toml", ""), after.diagnostics))
    comments = thread.comments if thread else ()
    return Checked(Version(changed, before, after.value, front, comments, body.given_way, lost))


def _merge_thread(mine: str | None, sources: Sources, captured: str) -> MergedThread | None:
    """The thread, where the later page shows one."""
    later = sources.later.get("thread.toml")
    if later is None:
        return None
    if mine is None:
        new = read_tables(later).tables
        return MergedThread(later, tuple(Matched(number, None, table.comment) for number, table in new.items()))
    base = sources.base.get("thread.toml") if sources.base else None
    return merge_threads(base, mine, later, own_ids=sources.own_ids, captured=captured)


def _find_reasons(article: Article, claims: str, found: Sequence[Diagnostic]) -> Iterator[tuple[str, Diagnostic]]:
    """Why each claim without a place has none: what is told at its quotation, or at where it should be."""
    text, places = Text("claims.toml", claims), find_places(claims).values
    told = {each.place.line: each for each in found if each.place.path.endswith("/claims.toml")}
    for claim in article.claims:
        for key in ("quote", "in") if not claim.block else ():
            reach = places.get(("claim", claim.index, key))
            if reach and (why := told.get(text.place(reach[0]).line)):
                yield claim.id, why


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
