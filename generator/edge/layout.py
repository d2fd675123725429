"""In: all there is to make a site of, and a memo. Out: the files made of more than one article, old ones or new.

Must not take for made what follows from other values: each thing is asked for under the digest of all of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.core.diagnostics import Checked
from generator.core.packing import pack, unpack
from generator.edge.memo import Memo, digest
from generator.edge.readings import Faults
from generator.edge.staging import Present
from generator.edge.tree import ARTICLES
from generator.edge.whole import Content, Laid, Site, Whole
from generator.edge.workers import Workers, collect_nothing

if TYPE_CHECKING:  # a build that finds everything as it was needs none of it
    from generator.core.permanence import Kept as Ledgers

KEPT = "kept"  # shelf: a digest of the whole content → how many addresses ids.lock has not, and what is wrong with it
FRESH = "fresh"  # shelf: a digest of all but the articles → each with its addresses, and how many ids.lock has not
LAYOUT = "layout"  # shelf: a digest of all that was laid out, with the places that links lead to → a Laid
ENTERED = "entered"  # shelf: a digest of all that was laid out → the articles that these links lead into
WORDS = "words"  # shelf: a digest of all that was laid out, and of all words → the files that hold them
FEW = 20  # articles of other addresses than before, beyond which all are compared at once
Files = tuple[Present, ...]
Fresh = dict[str, tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Kept:
    """What is found of addresses: how many are not in ids.lock, what is wrong; both ledgers if just worked out."""

    unaccepted: int
    diagnostics: Faults
    ledgers: Ledgers | None = None


def lay_out(whole: Whole, workers: Workers, memo: Memo, site: Site) -> Checked[Laid]:
    """The archive joined, and every page made that is not an article's own; None where something is wrong."""
    key, entered = whole.key, memo.shelf(ENTERED)
    found = memo.shelf(LAYOUT).get(digest(key, whole.places_in(entered[key]))) if key in entered else None
    if found:
        laid: Laid = unpack(Laid, found)
        if site.recall(laid.files):
            workers.skip("lay_out_pages")
            workers.skip("write_data")
            return Checked(laid, laid.faults)

    from generator.edge.laying import lay_out_anew

    with collect_nothing():
        made = lay_out_anew(whole, workers, memo, site)
    if made.value is not None:
        memo.fill(ENTERED, {key: list(made.value.entered)})
        memo.fill(LAYOUT, {digest(key, whole.places_in(made.value.entered)): pack(Laid, made.value)})
    return made


def check_addresses(content: Content, workers: Workers, memo: Memo) -> Kept:
    """What became of every address that was ever published."""
    shelf = memo.shelf(KEPT)
    for key in (content.addresses, content.files):
        if key in shelf:
            workers.skip("find_lost")
            return Kept(*unpack(tuple[int, Faults], shelf[key]))
    if (fresh := _check_few(content, workers, memo)) is not None:
        return _keep(content, Kept(sum(count for _, count in fresh.values()), ()), fresh, memo)

    from generator.edge.addresses import find_lost

    found = workers.once(find_lost, content, memo)
    kept = Kept(found.kept.value.unaccepted if found.kept.value else 0, found.kept.diagnostics, found.kept.value)
    fresh = {each.id: (each.addresses, found.fresh.get(each.id, 0)) for each in content.readings}
    fresh[""] = ("", kept.unaccepted - sum(found.fresh.values()))  # of registers and free pages
    return _keep(content, kept, fresh if found.kept.value else {}, memo)


def _check_few(content: Content, workers: Workers, memo: Memo) -> Fresh | None:
    """How many addresses each article has that ids.lock has not, where few have others than at the last build.

    None where that is not all there is to be said.
    """
    known: Fresh = memo.shelf(FRESH).get(content.beside_articles, {})
    changed = {each.id: each.addresses for each in content.readings if known.get(each.id, ("",))[0] != each.addresses}
    tombstones = content.tree.tombstones
    if not known or len(changed) > FEW or tombstones is None or tombstones.content:
        return None

    from generator.edge.addresses import find_lost_in

    counts = workers.once(find_lost_in, content, changed, memo)
    return None if counts is None else known | {name: (changed[name], counts.get(name, 0)) for name in changed}


def _keep(content: Content, kept: Kept, fresh: Fresh, memo: Memo) -> Kept:
    """Remember it: as long as the addresses are the same, or the files, where faults are told with places in them."""
    told = any(fault.place.path.startswith(ARTICLES) for fault in kept.diagnostics)
    key = content.files if told else content.addresses
    memo.fill(KEPT, {key: pack(tuple[int, Faults], (kept.unaccepted, kept.diagnostics))})
    memo.fill(FRESH, {content.beside_articles: fresh} if fresh and not kept.diagnostics else {})
    return kept


def make_words(whole: Whole, laid: Laid, workers: Workers, memo: Memo, site: Site) -> None:
    """The files that hold words of many articles: those of the search, and the table of comments."""
    key = digest(whole.key, *(part for each in whole.readings for part in (each.said, each.spoken)))
    told = memo.shelf(WORDS).get(key)
    if told and site.recall(unpack(Files, told)):
        workers.skip("write_sheets")
        return

    from generator.core.search_shown import Shown
    from generator.edge.indexing import make_words_anew

    shown = unpack(Shown, memo.find((laid.shown,))[laid.shown])
    memo.fill(WORDS, {key: pack(Files, make_words_anew(whole, shown, workers, memo, site))})
