"""In: everything read of an archive, and what is remembered of it. Out: what became of every address ever published.

Must not read an article again but to say where in it something stands.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from generator.core.archive import Parts
from generator.core.articles import read_article
from generator.core.diagnostics import Checked
from generator.core.ledger import LOCK, Ledger, list_addresses, read_ledger
from generator.core.packing import unpack
from generator.core.permanence import Kept, check_permanence, cut_lock, find_unsettled
from generator.core.text import Text
from generator.edge.joining import NOTHING, gather_parts, open_bodies
from generator.edge.memo import Memo
from generator.edge.readings import Addresses, Reader
from generator.edge.tree import ARTICLES, read_folder
from generator.edge.whole import Content


@dataclass(frozen=True, slots=True)
class Found:
    """What became of the addresses; by article, how many of its own ids.lock does not have."""

    kept: Checked[Kept]
    fresh: dict[str, int]


def find_lost(content: Content, memo: Memo) -> Found:
    """What `check_permanence` finds; nothing where tombstones.toml cannot be read."""
    ledgers = _open_ledgers(content, memo)
    lock = read_ledger(content.tree.lock or Text(LOCK, ""))
    bodies = open_bodies(content, memo, find_unsettled(lock.value or {}, ledgers))
    parts = gather_parts(content, bodies).parts
    if parts.tombstones is None:
        return Found(Checked(None), {})
    now = list_addresses(parts, ledgers.values())
    found = check_permanence(parts, parts.tombstones, now, lock)
    named = {path.split("/")[2] for each in found.diagnostics if (path := each.place.path).startswith(f"{ARTICLES}/")}
    if named:  # only now it matters where in their texts something stands
        found = check_permanence(_read_again(content.reader, parts, named), parts.tombstones, now, lock)
    return Found(found, _count_fresh(ledgers, lock.value or {}))


def find_lost_in(content: Content, names: Collection[str], memo: Memo) -> dict[str, int] | None:
    """As `fresh` of what `find_lost` finds, for these articles alone, where all others are in order.

    None where anything is to be said of them: whoever asks then has to look at everything.
    """
    ledgers = _open_ledgers(content, memo, names)
    lock = cut_lock(content.tree.lock or Text(LOCK, ""), names)
    bare = replace(
        content.tree, sources=None, questions=None, relations=None, links=None, pages=None
    )  # none is asked for
    parts = gather_parts(replace(content, tree=bare), open_bodies(content, memo, names)).parts
    parts = replace(parts, texts={**parts.texts, LOCK: lock})
    now = list_addresses(parts, ledgers.values())
    found = check_permanence(parts, (), now)
    return None if found.diagnostics or found.value is None else _count_fresh(ledgers, found.value.old)


def _open_ledgers(content: Content, memo: Memo, names: Collection[str] | None = None) -> dict[str, Ledger]:
    """The addresses of every article that could be read, or of those of them that are named."""
    wanted = [each for each in content.readings if (names is None or each.id in names) and each.outline != NOTHING]
    texts = memo.find(each.addresses for each in wanted)
    return {each.id: dict(unpack(Addresses, texts[each.addresses])) for each in wanted}


def _count_fresh(ledgers: dict[str, Ledger], old: Ledger) -> dict[str, int]:
    return {name: len(ledger.keys() - old.keys()) for name, ledger in ledgers.items()}


def _read_again(reader: Reader, parts: Parts, named: Iterable[str]) -> Parts:
    """The same, with the texts of these articles and all that was read in them."""
    folders = {name: folder for name in named if (folder := read_folder(reader.root, name).value)}
    whole = {name: read_article(reader.settings, folder).value for name, folder in folders.items()}
    texts = {text.path: text for folder in folders.values() for text in folder.texts}
    articles = tuple(whole.get(each.id) or each for each in parts.articles)
    return replace(parts, articles=articles, texts={**parts.texts, **texts})
