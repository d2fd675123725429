"""Questions as an argument map; read by Argdown's own parser, which the set-up of the tests fetches.

ARGDOWN may name another copy of the package @argdown/core.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

from hypothesis import given, strategies as st

from generator.core.argdown import MARKUP, _escape, write_argdown
from generator.core.catalogue import catalogue
from tests.core.pages.sample import sample_stage
from tests.peers import skip_peer

CATALOGUE = sample_stage().catalogue
READER = """
const {ArgdownApplication, ParserPlugin, ModelPlugin, DataPlugin} = require(process.argv[1]);
const app = new ArgdownApplication();
app.addPlugin(new ParserPlugin(), "read");
app.addPlugin(new DataPlugin(), "model");
app.addPlugin(new ModelPlugin(), "model");
const input = require("fs").readFileSync(0, "utf8");
const read = app.run({process: ["read", "model"], input, throwExceptions: true});
const faults = [...(read.parserErrors || []), ...(read.lexerErrors || [])].map((each) => each.message);
console.log(JSON.stringify({faults, arguments: Object.keys(read.arguments), statements: Object.keys(read.statements)}));
"""


def test_each_answer_is_a_statement_that_its_claims_support() -> None:
    written = write_argdown(CATALOGUE).decode()
    for question in CATALOGUE.archive.questions:
        for answer in question.answers:
            section = re.search(rf"^\[{question.id}/{answer.key}\]: .*\n((?:  .*\n)*)", written, re.M)
            assert section
            given_to = [
                f"  + <{entry.address}>"
                for entry in CATALOGUE.by_question.get(question.id, ())
                if entry.claim.answer == answer.key
            ]
            assert [line for line in section[1].splitlines() if line.startswith("  + ")] == given_to


def test_yes_and_no_exclude_each_other_once() -> None:
    written = write_argdown(CATALOGUE).decode()
    both = [q for q in CATALOGUE.archive.questions if {"yes", "no"} <= {answer.mark for answer in q.answers}]
    assert both
    assert written.count("  >< ") == len(both)


def test_questions_about_quantities_are_left_to_the_tables() -> None:
    written = write_argdown(CATALOGUE).decode()
    assert all(f"[{question.id}/" not in written for question in CATALOGUE.archive.questions if question.unit)


@given(st.text())
def test_no_word_is_taken_for_markup(words: str) -> None:
    escaped = _escape(words)
    assert "\n" not in escaped
    assert re.sub(r"\\(.)", r"\1", escaped) == " ".join(words.split())
    assert not re.search(rf"(?<!\\)(?:\\\\)*{MARKUP.pattern}", re.sub(r"\\.", "", escaped))


def find_parser() -> str:
    """The package @argdown/core; where there is none, or nothing to run it, the test is skipped."""
    named = os.environ.get("ARGDOWN")
    place = Path(named) if named else Path(__file__).parents[2] / ".venv/argdown/node_modules/@argdown/core"
    if not place.is_dir() or not shutil.which("node"):
        skip_peer("no @argdown/core here, or no node: python3 .ci/bootstrap.py test fetches it, or ARGDOWN names it")
    return str(place.resolve())


def test_argdown_itself_reads_all_of_it() -> None:
    parser = find_parser()
    hostile = "[a]: <b> #c {d: 1} **e** + f\n- g >< h // i"
    archive = CATALOGUE.archive
    questions = tuple(replace(each, question=f"{each.question} {hostile}") for each in archive.questions)
    listed = catalogue(replace(archive, questions=questions))
    done = subprocess.run(["node", "-e", READER, parser], input=write_argdown(listed), capture_output=True, check=True)
    read = json.loads(done.stdout)
    assert read["faults"] == []
    answers = {f"{question.id}/{answer.key}" for question in questions for answer in question.answers}
    assert answers <= set(read["statements"])
    words = {question.id for question in questions if question.answers}
    claims = {entry.address for entry in listed.entries if entry.claim.question in words and entry.claim.answer}
    assert claims <= set(read["arguments"])
