"""In: all there is to make a site of, and a memo. Out: the files made of more than one article, old ones or new.

Must not take for made what follows from other values: each thing is asked for under the digest of all of them.
"""

from __future__ import annotations

from generator.core.diagnostics import Checked
from generator.core.packing import pack, unpack
from generator.edge.memo import Memo, digest
from generator.edge.staging import Present
from generator.edge.whole import Laid, Site, Whole
from generator.edge.workers import Workers

LAYOUT = "layout"  # shelf: a digest of all that was laid out → a Laid
Files = tuple[Present, ...]


def lay_out(whole: Whole, workers: Workers, memo: Memo, site: Site) -> Checked[Laid]:
    """The archive joined, and every page made that is not an article's own; None where something is wrong."""
    key, shelf = whole.key, memo.shelf(LAYOUT)
    if key in shelf:
        laid: Laid = unpack(Laid, shelf[key])
        if site.recall(laid.files):
            workers.skip("lay_out_pages")
            return Checked(laid, laid.faults)

    from generator.edge.laying import lay_out_anew

    made = lay_out_anew(whole, workers, memo, site)
    if made.value is not None:
        memo.fill(LAYOUT, {key: pack(Laid, made.value)})
    return made


def make_words(whole: Whole, workers: Workers, memo: Memo, site: Site) -> None:
    """The files that hold words of many articles: the tables of data, and those of the search."""
    spoken = digest(whole.key, *(each.spoken for each in whole.readings))
    every = digest(spoken, *(each.said for each in whole.readings))
    stale = {}
    for name, key in (("data_files", spoken), ("search_files", every)):
        told = memo.shelf(name).get(key)
        if told and site.recall(unpack(Files, told)):
            workers.skip(name)
        else:
            stale[name] = key
    if stale:
        from generator.edge.laying import make_words_anew

        made = make_words_anew(whole, tuple(stale), workers, memo, site)
        for (name, key), files in zip(stale.items(), made, strict=True):
            memo.fill(name, {key: pack(Files, files)})
