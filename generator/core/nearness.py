"""In: a quotation that stands nowhere, and words. Out: the passage most like it, and what differs that changes meaning.

Must serve hints alone: nothing is ever anchored by likeness.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches

from generator.core.folding import FOLDED, Folded, see
from generator.core.model import Span


@dataclass(frozen=True, slots=True)
class Near:
    """A passage, and how many of the quotation's words it shares, from 0 to 1."""

    span: Span
    likeness: float


def find_near(words: str, quote: str) -> Near | None:
    """The passage most like a quotation; None where less than half of its words stand together anywhere.

    Takes time in proportion to the words, whatever they are.
    """
    seen = see(words, FOLDED)
    printed = [(found[0], found.start(), found.end() - 1) for found in _WORD.finditer(seen.text)]
    wanted = _WORD.findall(see(quote, FOLDED).text)[:_LONGEST]
    if not printed or not wanted:
        return None
    wanted = _respell(wanted, [word for word, _, _ in printed])
    likeness, start = _best_window([word for word, _, _ in printed], wanted)
    if likeness < _LIKE:
        return None
    first, last = _align([word for word, _, _ in printed], wanted, start)
    return Near(_span(seen, printed[first][1], printed[last][2]), likeness)


def nearest(words: str, quote: str) -> Span | None:
    """Where the passage most like a quotation stands."""
    near = find_near(words, quote)
    return near.span if near else None


def changed_meaning(printed: str, quoted: str) -> tuple[str, str] | None:
    """The first difference that may change what is said: (as printed, as quoted), either perhaps ''.

    Such are numbers, negations, days and months, per cent and its like, names, and pairs such as include and exclude.
    """
    ours, theirs = _WORD.findall(see(quoted, FOLDED).text), _WORD.findall(see(printed, FOLDED).text)
    for kind, start, end, other, stop in SequenceMatcher(None, theirs, ours, autojunk=False).get_opcodes():
        if kind != "equal":
            left, right = theirs[start:end], ours[other:stop]
            hard = _hard(left) - _hard(right), _hard(right) - _hard(left)
            if hard[0] or hard[1]:
                return " ".join(left), " ".join(right)
    return None


_WORD = re.compile(r"\w+(?:['.,]\w+)*|%")
_LONGEST = 200  # words of a quotation that are compared
_LIKE = 0.5
_VOCABULARY = 5_000  # different words among which a misspelt one is looked up


def _respell(wanted: Sequence[str], printed: Sequence[str]) -> list[str]:
    """The quotation's words, those that are not printed anywhere replaced by the likeliest one that is."""
    vocabulary = sorted(set(printed))[:_VOCABULARY]
    known = frozenset(vocabulary)
    strange = [word for word in dict.fromkeys(wanted) if word not in known][:20]
    respelt = {word: close[0] for word in strange if (close := get_close_matches(word, vocabulary, n=1, cutoff=0.7))}
    return [respelt.get(word, word) for word in wanted]


def _best_window(printed: Sequence[str], wanted: Sequence[str]) -> tuple[float, int]:
    """The run of as many words that has most in common with the quotation: its share, and where it starts."""
    missing = Counter(wanted)
    shared = best = where = 0
    for at, word in enumerate(printed):
        shared += missing[word] > 0
        missing[word] -= 1
        if at >= len(wanted):
            gone = printed[at - len(wanted)]
            missing[gone] += 1
            shared -= missing[gone] > 0
        if shared > best:
            best, where = shared, max(0, at - len(wanted) + 1)
    return best / len(wanted), where


def _align(printed: Sequence[str], wanted: Sequence[str], start: int) -> tuple[int, int]:
    """The first and last word of the passage, once the quotation is laid along it."""
    low, high = max(0, start - len(wanted) // 2), min(len(printed), start + len(wanted) * 3 // 2 + 1)
    blocks = SequenceMatcher(None, wanted, printed[low:high], autojunk=False).get_matching_blocks()[:-1]
    if not blocks:
        return start, min(len(printed), start + len(wanted)) - 1
    head, tail = blocks[0], blocks[-1]
    first = low + head.b - head.a
    last = low + tail.b + (len(wanted) - tail.a) - 1
    return max(0, first), min(len(printed) - 1, last)


def _span(seen: Folded, first: int, last: int) -> Span:
    return seen.span(first, last)


def _hard(words: Sequence[str]) -> Counter[str]:
    return Counter(_harden(words))


def _harden(words: Sequence[str]) -> Iterator[str]:
    for word in words:
        plain = word.casefold()
        if plain in _HARD or plain.endswith("n't") or word[0].isupper() or any(each.isdigit() for each in word):
            yield plain


_HARD = frozenset(
    (
        *("not", "no", "never", "none", "nobody", "nothing", "nor", "neither", "without", "cannot", "hardly", "unless"),
        *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
        *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty", "thirty"),
        *("forty", "fifty", "sixty", "seventy", "eighty", "ninety", "hundred", "thousand", "million", "billion"),
        *("hundreds", "thousands", "millions", "dozen", "dozens", "half", "third", "quarter", "twice", "first", "last"),
        *("%", "percent", "per", "cent", "all", "some", "most", "few", "any", "every", "only", "both", "either"),
        *("include", "includes", "included", "including", "exclude", "excludes", "excluded", "excluding"),
        *("accept", "accepts", "accepted", "reject", "rejects", "rejected", "refuse", "refuses", "refused"),
        *("confirm", "confirms", "confirmed", "deny", "denies", "denied", "agree", "agreed", "disagree", "disagreed"),
        *("leave", "leaves", "left", "stay", "stays", "stayed", "alive", "dead", "won", "lost", "win", "lose"),
        *("more", "less", "fewer", "above", "below", "over", "under", "before", "after", "with", "against", "for"),
        *("foreign", "local", "enemy", "ally", "may", "must", "might", "could", "would", "will", "did", "does"),
    )
)
