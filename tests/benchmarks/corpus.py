"""In: how many articles, and a seed. Out: the files of an archive of that size, the same for the same numbers.

Run as `python -m tests.benchmarks.corpus 1000 FOLDER --seed 1`. An article does not change when there are more of them.
Bodies of 3 to 6 kB, threads with a median of 6 and a mean of 12 comments of some 60 words, four claims an article.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

from tests.benchmarks.vocabulary import Vocabulary

SOURCES = 400
CLAIMS_A_QUESTION = 24
TAGS = 60
FIRST_DAY = date(2011, 1, 1)
DAYS = 5000
ROLES = ("spokesman", "resident", "analyst", "doctor", "mayor", "clerk")
BASES = ("named", "named", "named", "own-voice", "unnamed")
ANSWERS = '{ yes = "Yes", no = "No", unclear = "Unclear" }'
STANCES = {"yes": "asserts", "no": "denies", "unclear": "reports"}


@dataclass(frozen=True)
class Corpus:
    """An archive of `size` articles; `files` makes them one after the other."""

    size: int
    seed: int = 1

    def files(self) -> Iterator[tuple[str, str]]:
        """Each file's path in the archive, and its text."""
        vocabulary = Vocabulary(self.seed)
        sources, names = self._sources(vocabulary)
        yield "site.toml", f'title = "{self.size:,} reports"\ndescription = "Made to measure by."\nlanguage = "en"\n'
        yield "content/sources.toml", sources
        yield "content/questions.toml", self._questions(vocabulary)
        yield "content/relations.toml", self._relations()
        for number in range(self.size):
            yield from _Report(self, number, vocabulary, names).files()

    @property
    def questions(self) -> int:
        """How many questions the claims answer: about 24 claims each, whatever the size."""
        return max(1, self.size * 4 // CLAIMS_A_QUESTION)

    def article_id(self, number: int) -> str:
        """The folder of an article."""
        chance = Random(f"{self.seed} day {number}")
        return f"{FIRST_DAY + timedelta(chance.randrange(DAYS))}-report-{number}"

    def _sources(self, vocabulary: Vocabulary) -> tuple[str, list[str]]:
        chance = Random(f"{self.seed} sources")
        names = list(dict.fromkeys(vocabulary.draw_name(chance) for _ in range(SOURCES)))
        kinds = ["outlet" if place < 40 else "agency" if place < 60 else "person" for place in range(len(names))]
        tables = [
            f'[s{place}]\nname = "{name}"\nkind = "{kind}"\n'
            + (f'role = "{chance.choice(ROLES)}"\n' if kind == "person" else "")
            + (f'also = ["{name.split()[-1]}"]\n' if place % 5 == 0 else "")
            for place, (name, kind) in enumerate(zip(names, kinds, strict=True))
        ]
        return "\n".join(tables), names

    def _questions(self, vocabulary: Vocabulary) -> str:
        tables = []
        for number in range(self.questions):
            words = vocabulary.draw(Random(f"{self.seed} question {number}"), 6)
            answers = (
                'unit = "people"' if number % 4 == 3 else 'answers = { yes = "Yes", no = "No", unclear = "Unclear" }'
            )
            tables.append(f'[q{number}]\nquestion = "Did {" ".join(words)}?"\n{answers}\n')
        return "\n".join(tables)

    def _relations(self) -> str:
        tables = []
        for number in range(2, self.size, 2):
            kind = ("repeats", "supports", "updates")[number % 3]
            ends = (f"{self.article_id(number)}#c1", f"{self.article_id(number - 1)}#c2")
            tables.append(
                f'[[relation]]\nfrom = "{ends[0]}"\nto = "{ends[1]}"\ntype = "{kind}"\nwhy = "As they say."\n'
            )
        return "\n".join(tables)


class _Report:
    """One article with its thread and claims, made of its own chance alone."""

    def __init__(self, corpus: Corpus, number: int, vocabulary: Vocabulary, names: list[str]) -> None:
        self.corpus, self.number, self.vocabulary, self.names = corpus, number, vocabulary, names
        self.id = corpus.article_id(number)
        self.chance = Random(f"{corpus.seed} article {number}")

    def files(self) -> Iterator[tuple[str, str]]:
        folder = f"content/articles/{self.id}"
        paragraphs, quotes = self._paragraphs()
        yield f"{folder}/article.md", f"{self._front_matter()}\n{paragraphs}"
        yield f"{folder}/thread.toml", self._thread()
        yield f"{folder}/claims.toml", self._claims(quotes)

    def _sentence(self, low: int = 8, high: int = 26) -> str:
        words = self.vocabulary.draw(self.chance, self.chance.randint(low, high))
        if self.chance.random() < 0.3:
            words.insert(len(words) // 2, self.chance.choice(self.names))
        if self.chance.random() < 0.1:
            words.append(f"{self.chance.randint(2, 90_000):,}")
        return f"{words[0].capitalize()} {' '.join(words[1:])}."

    def _front_matter(self) -> str:
        title = " ".join(self.vocabulary.draw(self.chance, 8)).capitalize()
        tags = sorted({f"tag-{int(TAGS * self.chance.random() ** 2)}" for _ in range(3)})
        return (
            f'+++\ntitle = "{title}"\noutlet = "s{self.chance.randrange(40)}"\npublished = {self.id[:10]}\n'
            f'summary = "{self._sentence()}"\ntags = {tags}\n+++\n'.replace("'", '"')
        )

    def _paragraphs(self) -> tuple[str, list[str]]:
        """The body, and four sentences of it that claims quote."""
        blocks: list[str] = []
        quotes: list[str] = []
        notes: list[str] = []
        length = self.chance.randint(3000, 6000)
        while sum(map(len, blocks)) < length or len(quotes) < 4:
            sentences = [self._sentence() for _ in range(self.chance.randint(2, 5))]
            if len(quotes) < 4:
                quotes.append(sentences[0])
            if len(blocks) % 5 == 2:
                sentences[-1] += f" *{self._sentence(2, 4)}* [See](https://example.org/{len(blocks)})"
            if len(blocks) % 7 == 3:
                notes.append(f"[^{len(notes) + 1}]: {self._sentence()}")
                sentences[-1] += f"[^{len(notes)}]"
            if len(blocks) % 6 == 5:
                blocks.append(f"## {self._sentence(3, 5)[:-1]}")
            blocks.append(" ".join(sentences))
        return "\n\n".join((*blocks, *notes)) + "\n", quotes

    def _thread(self) -> str:
        """A median of 6 comments and a mean of 12: a few threads are long."""
        count = min(400, int(self.chance.lognormvariate(1.9, 1.15)))
        ids: list[str] = []
        children: dict[str, int] = {}
        tables = [f"stated = {count}\n"]
        for _ in range(count):
            parent = self.chance.choice(ids) if ids and self.chance.random() < 0.6 else ""
            if parent.count(".") >= 7:
                parent = ""
            children[parent] = children.get(parent, 0) + 1
            ids.append(f"{parent}.{children[parent]}" if parent else str(children[parent]))
            text = "\n\n".join(
                " ".join(self._sentence() for _ in range(self.chance.randint(1, 3)))
                for _ in range(self.chance.randint(1, 2))
            )
            above = f'parent = "{parent}"\n' if parent else ""
            author = self.vocabulary.draw_name(self.chance)
            tables.append(f"[[comment]]\nid = \"{ids[-1]}\"\n{above}author = \"{author}\"\ntext = '''\n{text}\n'''\n")
        return "\n".join(tables)

    def _claims(self, quotes: list[str]) -> str:
        tables = []
        for place, quote in enumerate(quotes, start=1):
            question = (self.number * 4 + place - 1) // CLAIMS_A_QUESTION % self.corpus.questions
            if question % 4 == 3:
                answer, stance = f"value = {self.chance.randint(10, 900)}", "estimates"
            else:
                key = self.chance.choice(tuple(STANCES))
                answer, stance = f'answer = "{key}"', STANCES[key]
            basis = self.chance.choice(BASES)
            who = {"named": f'speaker = "s{self.chance.randrange(60, len(self.names))}"\n'}.get(basis, "")
            who += 'unnamed = "a resident"\n' if basis == "unnamed" else ""
            via = f'via = ["s{self.chance.randrange(40, 60)}"]\n' if self.chance.random() < 0.3 else ""
            tables.append(
                f'[[claim]]\nid = "c{place}"\nquote = "{quote}"\nsays = "{self._sentence()}"\n{who}{via}'
                f'basis = "{basis}"\nstance = "{stance}"\nquestion = "q{question}"\n{answer}\n'
            )
        return "\n".join(tables)


def write_corpus(corpus: Corpus, folder: Path) -> None:
    """Put the archive into a folder, over what is there."""
    for path, content in corpus.files():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(content, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    words = argparse.ArgumentParser(description="Write an archive to measure by.")
    words.add_argument("size", type=int)
    words.add_argument("folder", type=Path)
    words.add_argument("--seed", type=int, default=1)
    given = words.parse_args()
    write_corpus(Corpus(given.size, given.seed), given.folder)
