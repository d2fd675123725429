"""In: all there is to make a site of. Out: names for it by its content, and the site's files as they are gathered.

Must import nothing that works on content: a build that finds everything as it was needs no more than this.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from generator.core.extent import fits_one_index
from generator.core.model import Output, Settings
from generator.core.packing import pack
from generator.core.templates import Theme
from generator.edge.memo import digest
from generator.edge.readings import Faults, Reader, Reading
from generator.edge.staging import Piece, Present, sum_up
from generator.edge.theme import ThemeFiles
from generator.edge.tree import Tree

PARTS = "parts"  # shelf: a digest of what a step of the index was given → the keys of what it made
Known = Mapping[str, Present]
Put = Callable[[Output, Present], Piece]


@dataclass(frozen=True, slots=True)
class Content:
    """All that an archive holds."""

    reader: Reader
    tree: Tree
    readings: Sequence[Reading]

    @property
    def files(self) -> str:
        """A digest of every file of it, and of the settings."""
        return digest(self.beside_articles, *(part for each in self.readings for part in (each.id, each.digest)))

    @property
    def addresses(self) -> str:
        """A digest of every address in it, of what stands there, and of all that is compared with them."""
        return digest(self.beside_articles, *(part for each in self.readings for part in (each.id, each.addresses)))

    @property
    def beside_articles(self) -> str:
        """A digest of everything but the articles."""
        return digest(self.frame, self.tree.lock.content if self.tree.lock else "")

    @property
    def frame(self) -> str:
        """A digest of everything but the articles and ids.lock, which no page shows."""
        return digest(self.registers, *sorted(self.tree.article_ids))

    @property
    def registers(self) -> str:
        """The same, whichever articles there are."""
        tree = self.tree
        texts = [text for text in tree.texts().values() if text != tree.lock]
        return digest(
            pack(Settings, self.reader.settings), *(part for text in texts for part in (text.path, text.content))
        )


@dataclass(frozen=True, slots=True)
class Whole(Content):
    """All there is to make a site of."""

    theme: ThemeFiles

    @property
    def key(self) -> str:
        """A digest of everything but the words that only an article's own pages and the search show."""
        return digest(
            self.frame,
            look_of(self.theme.theme),
            self.theme.prefix,
            str(fits_one_index(each.extent for each in self.readings)),
            *(part for each in self.readings for part in (each.id, each.outline)),
        )

    @property
    def rules(self) -> str:
        """A digest of everything beside the articles that a page can show."""
        return digest(self.registers, look_of(self.theme.theme), self.theme.prefix)

    def places_in(self, articles: Collection[str]) -> str:
        """A digest of where in these articles a link may lead to."""
        named = (each for each in self.readings if each.id in articles)
        return digest(*(part for each in named for part in (each.id, each.places)))


@dataclass(frozen=True, slots=True)
class Laid:
    """What a site has beside the articles' own pages. `counts`: articles, comments, claims, pages."""

    counts: tuple[int, int, int, int]
    articles: tuple[tuple[str, str], ...]  # in order: its id, and the key of its surroundings in the memo
    media: tuple[tuple[str, str, str], ...]  # address, article, name of the file
    entered: tuple[str, ...]  # articles that links lead into the midst of: which places they have matters
    shown: str  # the key of what the search shows beside words
    files: tuple[Present, ...]
    faults: Faults


class Site:
    """The files of a site as they are gathered: new ones where they were put, others as they are known to be there."""

    def __init__(self, known: Known, put: Put | None = None) -> None:
        """`put` takes a new file and says where it is; without it no site is to be written, and none is kept."""
        self.known = known
        self._put = put
        self.pieces: dict[str, Piece] = {}

    def add(self, output: Output) -> Present:
        """A file with its bytes; what it is known by."""
        made = sum_up(output)
        is_there = self.known.get(output.path) == made
        self.pieces[output.path] = made if is_there or not self._put else self._put(output, made)
        return made

    def recall(self, files: Sequence[Present]) -> bool:
        """Whether all these files are there as they were; if so, they are of this site too."""
        if not all(self.known.get(each.path) == each for each in files):
            return False
        self.pieces.update((each.path, each) for each in files)
        return True


def look_of(theme: Theme) -> str:
    """A digest of the templates and their words."""
    return digest(repr(theme.words), *(part for pair in (*theme.templates, *theme.paths) for part in pair))
