"""Words as they are compared: folding, stop words, stems; and that the browser's twin agrees on every word."""

from __future__ import annotations

import json
import random
import re
import subprocess
import sysconfig
import unicodedata
from functools import cache
from pathlib import Path

import lunr
import pygments
import pytest
from hypothesis import given, strategies as st

from generator.core.lunr_index import STOP_WORDS
from generator.core.stemming import LONGEST, cut_chunks, find_terms, find_words, fold, fold_words, stem
from tests.core.search_support import find_lunr_js, needs_node, run_scripts

_ENDINGS = """ational tional enci anci izer bli alli entli eli ousli ization ation ator alism iveness fulness ousness
aliti iviti biliti logi icate ative alize iciti ical ful ness al ance ence er ic able ible ant ement ment ent ou ism ate
iti ous ive ize sses ies ss s eed ed ing at bl iz y e ll sion tion ion"""
ENDINGS = _ENDINGS.split()


@cache
def many_words() -> tuple[str, ...]:
    """Every word of the standard library, Pygments and lunr, and as many again made to try each rule."""
    words: set[str] = set()
    folders = (sysconfig.get_paths()["stdlib"], Path(pygments.__file__).parent, Path(lunr.__file__).parent)
    for folder in folders:
        for path in sorted(Path(folder).rglob("*.py"))[:900]:
            words.update(re.findall(r"[a-z]{1,40}", path.read_text(encoding="utf-8", errors="ignore").lower()))
    chance = random.Random(1)
    known = sorted(words)
    words.update(chance.choice(known)[: chance.randint(1, 6)] + chance.choice(ENDINGS) for _ in range(30_000))
    words.update("".join(chance.choice("abcyeiouslztdng") for _ in range(chance.randint(1, 9))) for _ in range(30_000))
    words.update(letters + ending for ending in ENDINGS for letters in ("", *"aeiouybstxz", "aa", "bb", "ll", "yy"))
    return tuple(sorted(words))


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("caresses", "caress"),
        ("ponies", "poni"),
        ("cats", "cat"),
        ("agreed", "agre"),
        ("plastered", "plaster"),
        ("motoring", "motor"),
        ("hopping", "hop"),
        ("falling", "fall"),
        ("filing", "file"),
        ("happy", "happi"),
        ("relational", "relat"),
        ("vietnamization", "vietnam"),
        ("triplicate", "triplic"),
        ("hopefulness", "hope"),
        ("adoption", "adopt"),
        ("probate", "probat"),
        ("controlling", "control"),
        ("us", "us"),
        ("sky", "ski"),
        ("yields", "yield"),
    ],
)
def test_words_are_stemmed_as_porter_says(word: str, expected: str) -> None:
    assert stem(word) == expected


@pytest.mark.parametrize("word", ["convoy", "friday", "monday", "day", "highway", "destroy", "delay", "lay"])
def test_a_final_y_after_a_vowel_stays_as_lunr_js_has_it(word: str) -> None:
    assert stem(word) == word


def test_a_stem_of_words_without_english_endings_is_the_word() -> None:
    assert [stem(word) for word in ("москва", "دمشق", "raqqa", "")] == ["москва", "دمشق", "raqqa", ""]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Özgür", "ozgur"),
        ("Erdoğan", "erdogan"),
        ("IŞIK", "isik"),
        ("İzmir", "izmir"),
        ("ılık", "ilik"),
        ("Łódź", "lodz"),
        ("Straße", "strasse"),
        ("militia’s", "militia"),
        ("militia's", "militia"),
        ("Sana’a", "sanaa"),
        ("O'Brien", "obrien"),
        ("U.S.", "us"),
        ("1,000", "1000"),
        ("3.5", "3.5"),
        ("دِمَشْق", "دمشق"),
        ("Ёлка", "елка"),
        ("ΟΔΟΣ", "οδοσ"),
        ("soft\u00adhyphen", "softhyphen"),
        ("'", ""),
    ],
)
def test_words_are_folded(written: str, expected: str) -> None:
    assert "".join(fold_words(written)) == expected


@pytest.mark.parametrize(
    ("chunk", "words"),
    [
        ("(SDF),", ["SDF"]),
        ("“quit”", ["quit"]),
        ("militias—who", ["militias", "who"]),
        ("and/or", ["and", "or"]),
        ("U.S.-backed"[:4], ["U.S"]),
        ("10:30", ["10", "30"]),
        ("$1,000.", ["1,000"]),
        ("yalibnan.com/2017", ["yalibnan", "com", "2017"]),
        ("don’t", ["don’t"]),
        ("militias’", ["militias"]),
        ("…", []),
        ("𝐀bc!", ["𝐀bc"]),
    ],
)
def test_a_chunk_is_cut_into_words(chunk: str, words: list[str]) -> None:
    assert [chunk[start:end] for start, end in find_words(chunk)] == words


def test_stop_words_are_no_terms_but_the_united_states_are() -> None:
    assert find_terms("the", STOP_WORDS) == []
    assert find_terms("U.S.", STOP_WORDS) == ["us"]
    assert find_terms("US", STOP_WORDS) == ["us"]


def test_a_word_of_any_length_is_looked_at_only_so_far() -> None:
    assert len(fold("x" * 5000)) == LONGEST


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing(text: str) -> None:
    for word in fold_words(text):
        assert fold_words(word) in ([word], [fold(word)])


@needs_node
def test_the_browser_stems_every_word_alike() -> None:
    words = many_words()
    [stems] = run_scripts([("stems", words)])
    assert [pair for pair in zip(words, stems, strict=True) if stem(pair[0]) != pair[1]] == []


@needs_node
def test_the_browser_reads_every_script_alike() -> None:
    chance = random.Random(2)
    blocks = [(0x20, 0x7F), (0xA0, 0x17F), (0x250, 0x36F), (0x370, 0x52F), (0x590, 0x6FF), (0x900, 0x97F)]
    blocks += [(0x1E00, 0x1EFF), (0x2000, 0x206F), (0x3040, 0x30FF), (0x4E00, 0x4E40), (0xAC00, 0xAC40)]
    blocks += [(0x1D400, 0x1D7FF)]
    texts = []
    for _ in range(20_000):
        low, high = chance.choice(blocks)
        letters = [
            chr(chance.randint(low, high)) if chance.random() < 0.6 else chance.choice("ab'’.,19yse -")
            for _ in range(8)
        ]
        text = "".join(each for each in letters if unicodedata.category(each) not in ("Cn", "Cs"))
        texts.append(text)
    [found] = run_scripts([("terms", texts)])
    ours = [[term for chunk in cut_chunks(text) for term in find_terms(chunk, ())] for text in texts]
    assert [case for case in zip(texts, ours, found, strict=True) if case[1] != case[2]] == []


@needs_node
def test_lunr_js_itself_stems_every_word_alike() -> None:
    words = many_words()
    script = (
        f"const lunr = require({json.dumps(str(find_lunr_js()))});"
        "const words = JSON.parse(require('fs').readFileSync(0, 'utf8'));"
        "process.stdout.write(JSON.stringify(words.map((word) => lunr.stemmer(new lunr.Token(word)).toString())));"
    )
    done = subprocess.run(["node", "-e", script], input=json.dumps(words).encode(), capture_output=True, check=True)
    theirs = json.loads(done.stdout)
    assert [pair for pair in zip(words, theirs, strict=True) if stem(pair[0]) != pair[1]] == []
