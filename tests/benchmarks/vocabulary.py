"""In: a seed. Out: made-up words that are as common, as long and as inflected as those of a real archive.

Must not hold a text of anybody's: the words mean nothing.
"""

from __future__ import annotations

from itertools import accumulate
from random import Random

COMMON = """
the of and to in a that was it for on with as he had by at from they were said not which but have this are his
been would there has or an their who one more all we its than about other some when out after no will into two
could them time over people only new years before between such most then last also may now where should made
under these city first against well through three many still during any both being our even while place same day
state against group part since report later because says week local own four called several another until how
"""
ONSETS = "b br c ch d dr f fl g gr h j k kh l m n p pr r s sh st t th tr v w y z qu sl pl cr bl"
VOWELS = ("a", "e", "i", "o", "u", "ai", "ea", "ou", "a", "e", "i", "o")
CODAS = ("", "", "n", "r", "l", "s", "t", "m", "nd", "rt", "ck", "st", "ng", "d")
ENDINGS = ("", "", "", "", "s", "s", "ed", "ing", "er", "ly", "tion", "ment", "ness", "al", "able")
ACCENTED = str.maketrans({"o": "ö", "u": "ü", "e": "é", "s": "ş", "i": "ı"})
SIZE = 180_000  # ten thousand articles then hold some 150,000 different words, as real ones do
STEEPNESS = 1.02  # of Zipf's law: the word of rank r is as frequent as r to minus this


class Vocabulary:
    """Words by rank, and names; `draw` takes words as often as Zipf's law has them."""

    def __init__(self, seed: int) -> None:
        chance = Random(f"{seed} vocabulary")
        common = COMMON.split()
        made: dict[str, float] = {}
        while len(made) < SIZE:
            word = make_word(chance)
            made.setdefault(word, len(word) + 8 * chance.random())  # what is often said is mostly short
        self.words = (*common, *sorted(made.keys() - set(common), key=lambda word: (made[word], word)))
        self._odds = tuple(accumulate(1 / (rank + 3) ** STEEPNESS for rank in range(len(self.words))))
        self.given = tuple(make_name(chance) for _ in range(800))
        self.family = tuple(make_name(chance) for _ in range(4000))

    def draw(self, chance: Random, count: int) -> list[str]:
        """That many words."""
        return chance.choices(self.words, cum_weights=self._odds, k=count)

    def draw_name(self, chance: Random) -> str:
        """A given name and a family name."""
        return f"{chance.choice(self.given)} {chance.choice(self.family)}"


def make_word(chance: Random) -> str:
    syllables = chance.choices((1, 2, 3, 4), (18, 46, 28, 8))[0]
    onsets = ("", *ONSETS.split())
    stem = "".join(chance.choice(onsets) + chance.choice(VOWELS) + chance.choice(CODAS) for _ in range(syllables))
    return stem + chance.choice(ENDINGS)


def make_name(chance: Random) -> str:
    """A capitalised word; one in seven has letters that English lacks, one in twenty a hyphen."""
    name = make_word(chance).capitalize()
    if chance.random() < 1 / 7:
        name = name[0] + name[1:].translate(ACCENTED)
    return f"al-{name}" if chance.random() < 1 / 20 else name
