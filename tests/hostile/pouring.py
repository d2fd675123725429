"""An archive that holds given words in every field: what a stranger wrote, or a harmless twin of the same shape."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence

from generator.core.diagnostics import has_errors
from generator.core.markdown import read_note, read_prose
from generator.core.model import Limits, Quote
from generator.core.quotes import find_quote
from generator.core.text import Place, Text

SITE = 'title = "A hostile archive"\nbase_url = "https://archive.example/"\n'
QUOTED = "these anchored words"
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")


def pour(words: Sequence[str], *, raw: bool = True) -> dict[str, str]:
    """The files of an archive: article, source, question and page `i` hold words[i] wherever words may stand.

    Bodies hold them twice: with their punctuation escaped, as text, and where `raw` and the reader takes them, as
    Markdown.
    """
    files = {
        "site.toml": SITE,
        "content/sources.toml": "".join(_sources(words)),
        "content/questions.toml": "".join(_questions(words)),
        "content/relations.toml": "".join(_relations(words)),
    }
    for index, each in enumerate(words):
        folder = f"content/articles/{article_id(index)}"
        files[f"{folder}/article.md"] = _article(index, each, raw)
        files[f"{folder}/thread.toml"] = _thread(each)
        files[f"{folder}/claims.toml"] = _claims(index, each)
        files[f"{folder}/case.png"] = "no picture, but a file"
        files[f"content/pages/page-{index}.md"] = _page(each)
    return files


def article_id(index: int) -> str:
    return f"2020-01-01-case-{index}"


def as_name(words: str) -> str:
    """The words where a field must not be blank."""
    return words if words.strip() else f"a{words}b"


def as_text(words: str) -> str:
    """The words as one paragraph of Markdown that shows them as they are."""
    return _PUNCTUATION.sub(r"\\\1", flat(words))


def flat(words: str) -> str:
    """The words on one line."""
    return " ".join(words.split("\n"))


def is_readable(words: str) -> bool:
    """Whether the reader of bodies takes them as Markdown."""
    return not has_errors(read_prose(Text("a.md", f"{words}\n"), 0, Limits()).diagnostics)


def as_note(words: str) -> str:
    """The words as Markdown, or as text where the reader of notes refuses a link in them."""
    return as_text(words) if read_note(words, lambda _: Place("", 1, 1, 1, ""), Limits()).diagnostics else words


def toml(table: Mapping[str, object]) -> str:
    """A table's lines."""
    return "".join(f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in table.items())


def _article(index: int, words: str, raw: bool) -> str:
    front = {
        "title": as_name(words),
        "outlet": f"source-{index}",
        "url": "https://original.example/a",
        "author": words,
        "published": "2020-01-01",
        "published_basis": words,
        "summary": words,
        "tags": ["case"],
        "note": as_note(words),
    }
    body = f"Before {QUOTED} stand.\n\nThe words: a{as_text(words)}b.\n\n"
    body += f'![{as_text(words)}](case.png "{as_text(words)}")\n\n{{.caption}}\nCaption {as_text(words)}\n\n'
    if raw and is_readable(words):
        body += f"{words}\n\n"
    return f"+++\n{toml(front)}+++\n\n{body}"


def _thread(words: str) -> str:
    texts = (
        {"id": "1", "author": words, "author_basis": words, "text": as_name(words), "cover": words},
        {"id": "2", "author": words, "text": as_name(words), "format": "markdown", "label": words},
        {"id": "3", "author": "Neighbour", "text": "The neighbour stands."},
    )
    comments = "".join(f"[[comment]]\n{toml(each)}" for each in texts)
    why = json.dumps(as_name(words), ensure_ascii=False)
    return f'{toml({"note": as_note(words)})}\n{comments}answers = {{ id = "1", why = {why} }}\n'


def _claims(index: int, words: str) -> str:
    common = {"says": as_name(words), "stance": "asserts", "said": words, "hedge": words, "note": as_note(words)}
    answered = {"question": f"question-{index}", "answer": "yes"}
    claims: tuple[dict[str, object], ...] = (
        {"id": "named", "quote": QUOTED, "speaker": f"source-{index}", "basis": "named", **common, **answered},
        {
            "id": "unnamed",
            "quote": f"Before {QUOTED}",
            "unnamed": as_name(words),
            "because": words,
            "basis": "unnamed",
            "date": "2020-01-01",
            "date_basis": words,
            **common,
            **answered,
        },
        {
            "id": "in-comment",
            "in": "comment 3",
            "quote": "The neighbour stands",
            "basis": "commenter",
            "ref": [as_name(words)],
            **common,
        },
        {
            "id": "figure",
            "quote": "Before",
            "basis": "own-voice",
            "question": f"amount-{index}",
            "value": 7,
            "predicate": words,
            **common,
        },
    )
    quoted = {"id": "quoted", "in": "p2", "quote": f"a{flat(words)}b", "basis": "unattributed", **common}
    found = find_quote(f"The words: a{flat(words)}b.", Quote(f"a{flat(words)}b"))
    return "".join(f"[[claim]]\n{toml(each)}\n" for each in (*claims, *([quoted] if len(found) == 1 else [])))


def _sources(words: Sequence[str]) -> Iterator[str]:
    for index, each in enumerate(words):
        source = {
            "name": as_name(each),
            "kind": "outlet",
            "role": each,
            "also": [as_name(each)],
            "short": each,
            "note": as_note(each),
        }
        yield f"[source-{index}]\n{toml(source)}\n"


def _questions(words: Sequence[str]) -> Iterator[str]:
    for index, each in enumerate(words):
        told = {"question": as_name(each), "about": each, "summary": each, "note": as_note(each)}
        answer = json.dumps(as_name(each), ensure_ascii=False)
        yield f"[question-{index}]\n{toml(told)}answers = {{ yes = {answer}, no = {answer} }}\n\n"
        yield f"[amount-{index}]\n{toml({**told, 'unit': as_name(each), 'unit_label': each})}\n"


def _relations(words: Sequence[str]) -> Iterator[str]:
    for index, each in enumerate(words):
        ends = {"from": f"{article_id(index)}#named", "to": f"{article_id(index)}#unnamed"}
        yield f"[[relation]]\n{toml({**ends, 'type': 'contradicts', 'why': as_name(each), 'ref': as_name(each)})}\n"


def _page(words: str) -> str:
    front = {"title": as_name(words), "summary": words}
    return f"+++\n{toml(front)}+++\n\nThe words: a{as_text(words)}b.\n"
