"""Plural categories, against samples of CLDR 45 and, where Node is there, against its ICU."""

from __future__ import annotations

import json
import shutil
import subprocess

import pytest

from generator.core.plurals import _RULES, categories, category, may_have
from tests.peers import skip_peer

NUMBERS = (*range(120), 199, 200, 1000, 1001, 1_000_000, 1_000_001, 2_000_000)


@pytest.mark.parametrize(
    ("language", "taken"),
    [
        ("en", {0: "other", 1: "one", 2: "other", 21: "other"}),
        ("ja", {0: "other", 1: "other", 2: "other"}),
        ("fr", {0: "one", 1: "one", 2: "other", 1_000_000: "many"}),
        ("hi", {0: "one", 1: "one", 2: "other"}),
        ("he", {0: "other", 1: "one", 2: "two", 3: "other"}),
        ("ar", {0: "zero", 1: "one", 2: "two", 3: "few", 10: "few", 11: "many", 99: "many", 100: "other", 103: "few"}),
        ("ru", {1: "one", 2: "few", 4: "few", 5: "many", 11: "many", 12: "many", 21: "one", 22: "few", 111: "many"}),
        ("sr", {1: "one", 2: "few", 5: "other", 11: "other", 21: "one"}),
        ("pl", {1: "one", 2: "few", 5: "many", 12: "many", 21: "many", 22: "few"}),
        ("cs", {1: "one", 2: "few", 4: "few", 5: "other"}),
        ("sl", {1: "one", 2: "two", 3: "few", 4: "few", 5: "other", 101: "one"}),
        ("lt", {1: "one", 2: "few", 10: "other", 11: "other", 21: "one"}),
        ("lv", {0: "zero", 1: "one", 2: "other", 11: "zero", 21: "one"}),
        ("ro", {0: "few", 1: "one", 2: "few", 19: "few", 20: "other", 101: "few"}),
        ("ga", {1: "one", 2: "two", 3: "few", 6: "few", 7: "many", 10: "many", 11: "other"}),
        ("cy", {0: "zero", 1: "one", 2: "two", 3: "few", 4: "other", 6: "many"}),
        ("gd", {1: "one", 2: "two", 3: "few", 11: "one", 12: "two", 19: "few", 20: "other"}),
        ("mt", {0: "few", 1: "one", 2: "two", 10: "few", 11: "many", 20: "other"}),
        ("is", {1: "one", 11: "other", 21: "one"}),
        ("tl", {1: "one", 4: "other", 5: "one", 6: "other", 9: "other"}),
    ],
)
def test_a_number_takes_the_category_of_its_language(language: str, taken: dict[int, str]) -> None:
    assert {number: category(language, number) for number in taken} == taken


def test_the_first_subtag_decides_and_an_unknown_language_has_one_category() -> None:
    assert category("ar-EG", 2) == "two"
    assert (category("tlh", 1), categories("tlh")) == ("other", ("other",))


def test_a_category_of_millions_alone_may_be_left_out() -> None:
    assert categories("fr") == ("one", "other")
    assert may_have("fr") == {"one", "many", "other"}
    assert categories("ar") == ("zero", "one", "two", "few", "many", "other")


def test_the_rules_are_those_of_icu() -> None:
    if not shutil.which("node"):
        skip_peer("node is not installed: there is no ICU to compare with")
    script = """
const [languages, numbers] = JSON.parse(require('fs').readFileSync(0));
const select = (language) => numbers.map((number) => new Intl.PluralRules(language).select(number));
console.log(JSON.stringify(Object.fromEntries(languages.map((language) => [language, select(language)]))));
"""
    asked = json.dumps([list(_RULES), NUMBERS])
    done = subprocess.run(["node", "-e", script], input=asked, capture_output=True, text=True, timeout=60, check=True)
    expected: dict[str, list[str]] = json.loads(done.stdout)
    for language, taken in expected.items():
        assert [category(language, number) for number in NUMBERS] == taken, language
