"""In: a catalogue. Out: its questions as Argdown: every answer a statement, every claim an argument for one.

Must not judge: what a claim supports is the answer it gives, and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from generator.core.catalogue import Catalogue, Entry, speaker_of
from generator.core.model import Question, RelationType

MARKUP = re.compile(r"[\\\[\]<>(){}#*_@+\-|=:^]")
SIGNS: Mapping[RelationType, str] = {
    RelationType.SUPPORTS: "+>",
    RelationType.REPEATS: "+>",
    RelationType.CONTRADICTS: "->",
    RelationType.QUALIFIES: "_>",
}


def write_argdown(catalogue: Catalogue) -> bytes:
    """One section a question that is answered in words, in the archive's order (argdown.org, syntax of version 2).

    A claim's argument is named by its address, 'article#claim', and links to its mark.
    """
    settings = catalogue.archive.settings
    head = f"===\ntitle: {_quoted(settings.title)}\nsubTitle: {_quoted(settings.description)}\n===\n"
    sections = (_section(catalogue, question) for question in catalogue.archive.questions if question.answers)
    return "\n".join((head, *("\n".join(section) for section in sections))).encode()


def _section(catalogue: Catalogue, question: Question) -> Iterator[str]:
    yield f"# {_escape(question.question)}\n"
    given = catalogue.by_question.get(question.id, ())
    for answer in question.answers:
        yield f"[{question.id}/{answer.key}]: {_escape(question.question)} {_escape(answer.label)}."
        for other in question.answers:
            if other.key > answer.key and {answer.mark, other.mark} == {"yes", "no"}:
                yield f"  >< [{question.id}/{other.key}]"
        for entry in given:
            if entry.claim.answer == answer.key:
                yield f"  + <{entry.address}>"
        yield ""
    for entry in given:
        yield from _argument(catalogue, entry)


def _argument(catalogue: Catalogue, entry: Entry) -> Iterator[str]:
    claim = entry.claim
    source = catalogue.sources.get(speaker_of(entry))
    who = source.name if source else claim.unnamed or "nobody named"
    when = f", {claim.date.edtf}" if claim.date else ""
    address = f"{catalogue.archive.settings.base_url}{catalogue.url_of(entry)}"
    yield f"<{entry.address}>: {_escape(claim.says)} {_escape(f'({who}{when})')} [{claim.basis}]({address})"
    for relation in catalogue.relations.get(entry.address, ()):
        sign = SIGNS.get(relation.type)
        target = f"{relation.target.article}#{relation.target.claim}"
        if sign and target != entry.address:
            yield f"  {sign} <{target}>"
    yield ""


def _escape(words: str) -> str:
    """Words in which nothing is markup, on one line."""
    return MARKUP.sub(r"\\\g<0>", " ".join(words.split()))


def _quoted(words: str) -> str:
    """A YAML string."""
    return '"' + " ".join(words.split()).replace("\\", "\\\\").replace('"', '\\"') + '"'
