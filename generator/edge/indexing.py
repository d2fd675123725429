"""In: the words of all articles, and what the search shows beside them. Out: the files that hold words of many.

Must not work out again what follows from texts it has seen: each thing is known by the digests of all it is made of.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.core.exports import COMMENTS, join_comments
from generator.core.leaves import Leaf, Leaves, Shared, Step, digest
from generator.core.model import Output
from generator.core.search import Sheet, list_sheets
from generator.core.search_blocks import index_archive
from generator.core.search_documents import list_documents, list_holders
from generator.core.search_shown import Shown
from generator.core.standard_index import standard_index
from generator.edge.joining import assess, join, restore_words
from generator.edge.memo import Memo
from generator.edge.staging import Present
from generator.edge.whole import PARTS, Site, Whole
from generator.edge.workers import Workers

MANY = 1000  # items, of which each is little work
HEAVY = 1000  # texts of all items together: then processes are hired for them, if there are none yet
AT_ONCE = 16  # items whose texts are looked up together
SHEETS = "sheets"  # shelf: the path of a file → a digest of all that stands in it, its sum, its size


def make_words_anew(whole: Whole, shown: Shown, workers: Workers, memo: Memo, site: Site) -> tuple[Present, ...]:
    """The files of the search, and the table of comments."""
    bench = MemoBench(workers, memo)
    readings = {each.id: each for each in whole.readings}
    articles = [
        (Leaf(each.outline), Leaf(each.said), Leaf(each.spoken)) for each in (readings[name] for name in shown.articles)
    ]
    index = index_archive(shown, articles, whole.theme.theme.words, bench)
    comments = [block.comments for block in index.blocks]
    key = digest(*(leaf.key for leaf in comments))
    sheets = (
        *list_sheets(shown, index, bench),
        Sheet(COMMENTS, key, lambda: join_comments(text for leaf in comments for text in bench.open((leaf,)))),
    )
    files = tuple(workers.once(write_sheets, sheets, memo, site))
    memo.fill(PARTS, bench.told)
    if not shown.small:
        return files
    return (*files, *(site.add(each) for each in workers.once(make_standard_index, whole, workers, memo)))


def write_sheets(sheets: Sequence[Sheet], memo: Memo, site: Site) -> list[Present]:
    """These files, among the site's; those that it has as they are need not be written."""
    shelf = memo.shelf(SHEETS)
    told = {}
    files = []
    for sheet in sheets:
        key, *sum_and_size = shelf.get(sheet.path, ("",))
        if key == sheet.key and site.recall((file := Present(sheet.path, *sum_and_size),)):
            files.append(file)
        else:
            files.append(site.add(Output(sheet.path, sheet.write())))
        told[sheet.path] = [sheet.key, files[-1].sum, files[-1].size]
    memo.fill(SHEETS, told)
    return files


def make_standard_index(whole: Whole, workers: Workers, memo: Memo) -> tuple[Output, ...]:
    """One Lunr index of everything, of an archive that is small enough to be opened whole."""
    joined = join(whole, restore_words(whole, memo))
    if joined.value is None:
        return ()
    listed, standings = assess(joined.value, workers)
    holders = list_holders(listed, standings, whole.theme.theme.words)
    return tuple(standard_index(listed, list_documents(holders)))


class MemoBench:
    """Texts lie in the memo; steps are worked out by processes where there are some, and once on the same texts."""

    def __init__(self, workers: Workers, memo: Memo) -> None:
        self._workers = workers
        self._memo = memo
        self.told: dict[str, list[str]] = {}  # by a digest of what was worked on: the keys of what came of it

    def open(self, leaves: Leaves, /) -> list[str]:
        """Their texts. Errors: LostError."""
        texts = self._memo.find(leaf.key for leaf in leaves if leaf.text is None)
        return [texts[leaf.key] if leaf.text is None else leaf.text for leaf in leaves]

    def each(self, step: Step[Shared], shared: Shared, items: Sequence[Leaves], /) -> list[tuple[Leaf, ...]]:
        """What the step makes of each item."""
        rules, known = digest(step.__name__, repr(shared)), self._memo.shelf(PARTS)
        keys = [digest(rules, *(leaf.key for leaf in item)) for item in items]
        fresh = {key: item for item, key in zip(items, keys, strict=True) if key not in known}
        texts = self._open_all(list(fresh.values()))
        if len(fresh) >= MANY:
            made = self._workers.stream(step, shared, texts, len(fresh))
        else:
            heavy = sum(map(len, fresh.values())) >= HEAVY
            made = self._workers.stream_large(step, shared, texts, len(fresh), hire=heavy)
        for key, results in zip(fresh, made, strict=True):
            self.told[key] = list(map(self._memo.keep, results))
        self._workers.note(step.__name__, len(items) - len(fresh))
        self.told |= {key: known[key] for key in keys if key in known}
        return [tuple(map(Leaf, self.told[key])) for key in keys]

    def _open_all(self, items: Sequence[Leaves]) -> Iterator[list[str]]:
        """The texts of each item; some items at a time, for all of them may be much."""
        for start in range(0, len(items), AT_ONCE):
            some = items[start : start + AT_ONCE]
            texts = iter(self.open([leaf for item in some for leaf in item]))
            yield from ([next(texts) for _ in item] for item in some)
