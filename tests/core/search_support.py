"""Test support: the browser's side of the search under Node, and archives of any size to search."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from markupsafe import escape

from generator.core.catalogue import Catalogue
from generator.core.leaves import Bench, Leaf, Leaves, Shared, Step, make_leaf
from generator.core.model import (
    Answer,
    Archive,
    Article,
    Basis,
    Block,
    BlockKind,
    Claim,
    Comment,
    Mark,
    Output,
    Piece,
    Question,
    Quote,
    Rendition,
    Settings,
    Source,
    SourceKind,
    Span,
    Stance,
    Thread,
)
from generator.core.outlines import Said, Spoken, find_said, find_spoken, outline_article
from generator.core.packing import pack
from generator.core.search import WHOLE, list_sheets
from generator.core.search_blocks import index_archive
from generator.core.search_documents import list_documents, list_holders
from generator.core.search_shown import show_archive
from generator.core.standard_index import standard_index
from generator.core.standing import Standing
from generator.core.words import Words
from tests.core.pages.sample import day, sample_archive
from tests.peers import skip_peer
from tests.words import words_script

HERE = Path(__file__).parent
SCRIPTS = HERE.parents[1] / "templates/assets/js"

needs_node = pytest.mark.skipif(not shutil.which("node"), reason="node is not installed: the scripts cannot be run")


def run_scripts(tasks: Sequence[tuple[str, object]], outputs: Sequence[Output] = ()) -> list[Any]:
    """Run tasks of search_runner.js over the files of an index; the answers, in order."""
    files = {output.path: output.content.decode() for output in outputs if output.path.startswith("search/")}
    asked = {
        "scripts": str(SCRIPTS),
        "files": files,
        "words": words_script(),
        "tasks": [{"name": name, "input": given} for name, given in tasks],
    }
    done = subprocess.run(
        ["node", str(HERE / "search_runner.js")], input=json.dumps(asked).encode(), capture_output=True, timeout=300
    )
    assert done.returncode == 0, done.stderr.decode()
    answers: list[Any] = json.loads(done.stdout)
    return answers


def find_lunr_js() -> Path:
    """The script of lunr.js, or a skipped test where it is not here."""
    place = Path(os.environ.get("LUNR_JS", HERE.parents[1] / ".venv/lunr.js"))
    if not place.is_file():
        skip_peer("lunr.js is not here: python3 .ci/bootstrap.py test fetches it, or LUNR_JS names it")
    return place.resolve()


def ask_lunr_js(index: object, queries: Sequence[str], pipeline: str = "", stop: Sequence[str] = ()) -> list[Any]:
    """What lunr.js finds in a serialized index: for each query [[reference, score], …], None where it refuses it."""
    asked = {
        "place": str(find_lunr_js()),
        "index": index,
        "queries": queries,
        "pipeline": pipeline,
        "scripts": str(SCRIPTS),
        "stop": stop,
    }
    done = subprocess.run(
        ["node", str(HERE / "lunr_runner.js")], input=json.dumps(asked).encode(), capture_output=True, timeout=300
    )
    assert done.returncode == 0, done.stderr.decode()
    answers: list[Any] = json.loads(done.stdout)
    return answers


_PLACES = "Raqqa Mosul Tabqa Mayadin Hawija Sana’a Ankara İzmir Kobanî Łódź Москва دمشق Deir al-Zor"
_NAMES = "Özgür Erdoğan Dillon Alloush Gerges Silo O’Brien Kılıç Иванов سلمان McGurk Ryan"
_PLAIN = """convoy fighters surrender surrendered buses Friday highway destroyed delay agreement council tribal elders
talks militias civilians coalition spokesman statement denied reported about 1,000 3.5 U.S. strikes continued city group
foreign negotiations safe passage evacuation officials said the of and to in was would not be constructor prototype
__proto__ hasOwnProperty 90% ‘caliphate’ don’t well-known state—who naïve café Straße running runs ran easily"""
PLACES, NAMES, PLAIN = _PLACES.split(), _NAMES.split(), _PLAIN.split()


def make_words(chance: random.Random, count: int) -> str:
    """A run of words, some frequent and some rare, as sentences."""
    words = [chance.choice(PLAIN if chance.random() < 0.8 else PLACES + NAMES) for _ in range(count)]
    for at in range(7, count, 9):
        words[at] += chance.choice([".", ",", "”", "?", ":", "’s"])
    return " ".join(words)


def _block(id: str, words: str, kind: BlockKind = BlockKind.PARAGRAPH) -> Block:
    return Block(id, kind, words, (Piece(escape(words)),))


def make_archive(size: int, seed: int = 1, *, settings: Mapping[str, str] | None = None) -> Archive:
    """Articles of random words, each with comments (every seventh covered) and claims."""
    chance = random.Random(seed)
    articles = []
    for number in range(size):
        blocks = tuple(
            _block(f"p{at}", make_words(chance, chance.randint(5, 60))) for at in range(1, chance.randint(2, 6))
        )
        comments = tuple(
            Comment(
                str(at),
                at,
                1,
                author=chance.choice(["", *NAMES]),
                blocks=(_block(f"k-{at}-p1", make_words(chance, chance.randint(1, 30)), BlockKind.COMMENT),),
                cover="insults" if at % 7 == 0 else "",
            )
            for at in range(1, chance.randint(1, 12))
        )
        claims = tuple(_claim(chance, at, blocks) for at in range(chance.randint(0, 6)))
        articles.append(
            Article(
                id=f"2017-{number:05}",
                title=_block("title", make_words(chance, chance.randint(3, 9)), BlockKind.TITLE),
                outlet=chance.choice(["post", "herald", ""]),
                rendition=Rendition.FULL,
                lang="en",
                blocks=blocks,
                claims=claims,
                summary=_block("summary", make_words(chance, 12), BlockKind.SUMMARY) if chance.random() < 0.5 else None,
                thread=Thread(comments) if comments else None,
                author=chance.choice(["", *NAMES]),
                published=day(f"20{chance.randint(10, 19)}-03-02"),
            )
        )
    sources = (
        Source("post", "Valley Post", SourceKind.OUTLET),
        Source("herald", "River Herald", SourceKind.OUTLET),
        *(
            Source(f"s{at}", name, SourceKind.PERSON, "spokesman", also=(f"Col. {name}", f"Ryan {name}"))
            for at, name in enumerate(NAMES)
        ),
    )
    questions = (
        Question("left", "Did the fighters leave?", (Answer("yes", "Yes", Mark.YES), Answer("no", "No", Mark.NO))),
        Question("share", "How much of Raqqa was cleared?", unit="%", unit_label="per cent", about="Raqqa, 2017"),
    )
    return Archive(Settings("Test", **(settings or {})), tuple(articles), sources, questions, (), ())


def covered_archive() -> Archive:
    """The sample, with its first comment, in which a claim stands, behind a cover like its third."""
    archive = sample_archive()
    article = archive.articles[0]
    assert article.thread is not None
    first, *rest = article.thread.comments
    thread = replace(article.thread, comments=(replace(first, cover="mockery"), *rest))
    return replace(archive, articles=(replace(article, thread=thread), *archive.articles[1:]))


def _claim(chance: random.Random, at: int, blocks: tuple[Block, ...]) -> Claim:
    block = chance.choice(blocks)
    words = block.words.split()[:4]
    quote = " ".join(words)
    return Claim(
        id=f"c{at}",
        index=at,
        number=at + 1,
        quote=Quote(quote),
        block=block.id,
        spans=(Span(0, len(quote)),),
        says=make_words(chance, 8),
        basis=Basis.NAMED,
        stance=Stance.ASSERTS,
        speaker=f"s{chance.randrange(len(NAMES))}",
        question=chance.choice(["", "left"]),
        answer="yes",
    )


class PlainBench:
    """All texts at hand, and every step worked out here and now."""

    def open(self, leaves: Leaves, /) -> list[str]:
        return [leaf.text for leaf in leaves if leaf.text is not None]

    def each(self, step: Step[Shared], shared: Shared, items: Sequence[Leaves], /) -> list[tuple[Leaf, ...]]:
        return [tuple(map(make_leaf, step(shared, self.open(item)))) for item in items]


def search_files(
    found: Catalogue, standings: Mapping[str, Standing], words: Words, whole: int = WHOLE, bench: Bench | None = None
) -> tuple[Output, ...]:
    """Everything below search/, and data/search-index.json, of an archive that is at hand."""
    bench = bench or PlainBench()
    shown = show_archive(found, standings, words)
    index = index_archive(shown, [pack_words(article) for article in found.archive.articles], words, bench)
    sheets = list_sheets(shown, index, bench, whole)
    documents = list_documents(list_holders(found, standings, words))
    return (*(Output(each.path, each.write()) for each in sheets), *standard_index(found, documents))


def pack_words(article: Article) -> tuple[Leaf, Leaf, Leaf]:
    """An article as the index takes it."""
    outline, said, spoken = outline_article(article), find_said(article), find_spoken(article)
    return make_leaf(pack(Article, outline)), make_leaf(pack(Said, said)), make_leaf(pack(Spoken, spoken))
