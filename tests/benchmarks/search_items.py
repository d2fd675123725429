"""In: the article pages of a built site. Out: their words, and questions of which one page is the answer.

A page is what a reader sees between <main> and </main>; every search that is compared is given the same.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from random import Random

WORD = re.compile(r"[^\W\d_]{4,}")
RARE = range(2, 21)  # pages that have a rare word
VOID = frozenset(("br", "hr", "img", "input", "link", "meta", "wbr", "source", "col"))
BLOCKS = frozenset(("p", "li", "h1", "h2", "h3", "dd", "dt", "td", "div", "blockquote", "header", "section"))


@dataclass
class PageText:
    """What stands on one article's page."""

    id: str
    title: str = ""
    text: str = ""  # everything in <main>
    paragraphs: list[str] = field(default_factory=list)  # of the article itself
    comments: list[tuple[str, str]] = field(default_factory=list)  # who wrote it, and what


@dataclass(frozen=True)
class Question:
    """What is asked, and the id of the page that is looked for."""

    kind: str
    words: str
    answer: str


class _Reader(HTMLParser):
    """Gathers the text of <main>, and apart the title, the article's paragraphs and the comments."""

    def __init__(self, page: PageText) -> None:
        super().__init__()
        self.page = page
        self.open: list[tuple[str, str, str]] = []  # tag, class, id
        self.said: list[str] = []
        self.by = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in BLOCKS:
            self.said.append(" ")
        if tag not in VOID:
            known = dict(attrs)
            self.open.append((tag, known.get("class") or "", known.get("id") or ""))
        if tag == "p" and self._inside("c-text"):
            self.page.comments.append((self.by, ""))
        elif tag == "p" and (self.open[-1][2] or "").startswith("p"):
            self.page.paragraphs.append("")

    def handle_endtag(self, tag: str) -> None:
        while self.open and tag not in VOID and self.open.pop()[0] != tag:
            pass
        if tag == "main":
            self.page.text = " ".join("".join(self.said).split())

    def handle_data(self, data: str) -> None:
        tags = [tag for tag, _, _ in self.open]
        if "main" not in tags or {"script", "style", "noscript"} & set(tags):
            return
        self.said.append(data)
        if "h1" in tags:
            self.page.title += data
        elif self._inside("c-by"):
            self.by = data
        elif "p" in tags and self._inside("c-text") and self.page.comments:
            by, words = self.page.comments[-1]
            self.page.comments[-1] = (by, words + data)
        elif self.page.paragraphs and any(tag == "p" and id.startswith("p") for tag, _, id in self.open):
            self.page.paragraphs[-1] += data

    def _inside(self, name: str) -> bool:
        return any(name in classes.split() for _, classes, _ in self.open)


def list_pages(site: Path) -> list[Path]:
    """The pages of a built site's articles, in order, without those that say how to cite them."""
    return [path for path in sorted((site / "article").glob("*.html")) if not path.stem.endswith(".cite")]


def read_page(path: Path) -> PageText:
    """What one page says."""
    page = PageText(path.stem)
    _Reader(page).feed(path.read_text(encoding="utf-8"))
    return page


def read_pages(site: Path) -> list[PageText]:
    """Every article of a built site, in order of its id; pages that only continue a thread are left out."""
    with ProcessPoolExecutor() as pool:
        return [page for page in pool.map(read_page, list_pages(site), chunksize=50) if page.paragraphs]


def make_questions(pages: Sequence[PageText], each: int, seed: int) -> list[Question]:
    """`each` questions of every kind, always the same for the same pages and seed."""
    counts = Counter(word for page in pages for word in set(_words(page.text)))
    asked: list[Question] = []
    for kind, make in KINDS.items():
        chance = Random(f"{seed} {kind}")
        made = 0
        for page in chance.sample(pages, len(pages)):
            if made < each and (words := make(page, counts, chance)):
                asked.append(Question(kind, words, page.id))
                made += 1
    return asked


def _words(text: str) -> Iterator[str]:
    return (word.lower() for word in WORD.findall(text))


def _rare(text: str, counts: Mapping[str, int]) -> list[str]:
    return [word for word in dict.fromkeys(_words(text)) if counts[word] in RARE]


def _title_words(page: PageText, counts: Mapping[str, int], chance: Random) -> str:
    words = list(dict.fromkeys(_words(page.title)))
    return " ".join(chance.sample(words, 3)) if len(words) > 2 else ""


def _rare_pair(page: PageText, counts: Mapping[str, int], chance: Random) -> str:
    words = _rare(" ".join(page.paragraphs), counts)
    return " ".join(chance.sample(words, 2)) if len(words) > 1 else ""


def _five_words(page: PageText, counts: Mapping[str, int], chance: Random) -> str:
    words = chance.choice(page.paragraphs).split()
    start = chance.randrange(max(1, len(words) - 5))
    run = words[start : start + 5]
    sound = all(word.isalpha() for word in run) and sum(len(word) > 3 for word in run) > 1
    return " ".join(run) if len(run) == 5 and sound else ""


def _quoted(page: PageText, counts: Mapping[str, int], chance: Random) -> str:
    words = _five_words(page, counts, chance)
    return f'"{words}"' if words else ""


def _author_and_word(page: PageText, counts: Mapping[str, int], chance: Random) -> str:
    by, said = chance.choice(page.comments) if page.comments else ("", "")
    words = [word for word in dict.fromkeys(_words(said)) if counts[word] < 200]
    return f"{by} {chance.choice(words)}" if by and words else ""


KINDS: dict[str, Callable[[PageText, Mapping[str, int], Random], str]] = {
    "three words of the title": _title_words,
    "two rare words": _rare_pair,
    "five words in a row": _five_words,
    "the same in quotes": _quoted,
    "a commenter and a word": _author_and_word,
}
