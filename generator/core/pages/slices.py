"""In: what a page shows of the archive. Out: a digest of all articles that the page follows from beside the registers.

Must not be narrower than the page: pages of equal digests are equal, whatever else changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from generator.core.catalogue import Catalogue, Entry
from generator.core.leaves import digest
from generator.core.origins import find_same_utterance

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Slice:
    """What is shown of the archive.

    Of articles (by id) whatever their outlines hold; of questions (by id) all their claims; claims with their questions
    and with what relations say of them. `numbers` are counts of the whole archive.
    """

    articles: Sequence[str] = ()
    questions: Sequence[str] = ()
    claims: Sequence[Entry] = ()
    numbers: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class Due(Generic[T]):
    """Something that is not made yet: its name, what it shows of the archive, how it is made."""

    name: str
    shown: Slice
    make: Callable[[], T]


def make_all(dues: Iterable[Due[T]]) -> Iterator[T]:
    """Each made, one after the other."""
    return (due.make() for due in dues)


class Slices:
    """Digests of slices. `outlines`: a digest of each article's outline, by id."""

    def __init__(self, catalogue: Catalogue, outlines: Mapping[str, str]) -> None:
        self._catalogue = catalogue
        self._outlines = outlines
        self._claims: dict[str, str] = {}  # by address
        self._questions: dict[str, str] = {"": ""}

    def sum(self, shown: Slice) -> str:
        """A digest of the outlines of all articles that what is shown follows from."""
        return digest(
            f"{len(shown.articles)} {len(shown.questions)} {len(shown.claims)} {len(shown.numbers)}",
            *(self._outlines[each] for each in shown.articles),
            *map(self._sum_question, shown.questions),
            *(
                part
                for each in shown.claims
                for part in (self._sum_claim(each), self._sum_question(each.claim.question))
            ),
            *map(str, shown.numbers),
        )

    def _sum_question(self, question: str) -> str:
        if question not in self._questions:
            entries = self._catalogue.by_question.get(question, ())
            self._questions[question] = digest(*map(self._sum_claim, entries))
        return self._questions[question]

    def _sum_claim(self, entry: Entry) -> str:
        """Its article, those it is related to, and those that print the same utterance: for whom it counts follows."""
        address = entry.address
        if address not in self._catalogue.relations:
            return self._outlines[entry.article.id]
        if address not in self._claims:
            related = (*self._catalogue.related_to(entry), *find_same_utterance(self._catalogue, entry))
            articles = dict.fromkeys(each.article.id for each in (entry, *related))
            self._claims[address] = digest(*(self._outlines[each] for each in articles))
        return self._claims[address]
