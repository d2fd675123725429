"""Files of words: the shipped ones are whole, and others lie over them."""

from __future__ import annotations

import pytest

from generator.core.diagnostics import Checked
from generator.core.text import Text
from generator.core.word_files import choose_words
from generator.core.words import Words, placeholders
from tests.words import ENGLISH, shipped_texts, shipped_words

SITE = Text("site.toml", 'language = "de"\n')
LANGUAGES = [text.path.rpartition("/")[2].removesuffix(".toml") for text in shipped_texts()]


def choose(language: str, **own: str) -> Checked[Words]:
    """The shipped words with files of a theme's own over them."""
    texts = [*shipped_texts(), *(Text(f"own/words/{name}.toml", content) for name, content in own.items())]
    return choose_words(texts, language, SITE.line_place(1))


def test_four_languages_are_shipped() -> None:
    assert LANGUAGES == ["ar", "de", "en", "fr"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_shipped_language_says_everything_with_the_same_placeholders(language: str) -> None:
    texts = [text for text in shipped_texts() if text.path.endswith(f"/{language}.toml")]
    alone = choose_words([*shipped_texts()[2:3], *texts], language, SITE.line_place(1))
    assert alone.diagnostics == ()
    words = shipped_words(language)
    assert list(words.phrases) == list(ENGLISH.phrases)
    for key, phrase in words.phrases.items():
        wanted = placeholders(ENGLISH.phrases[key]["other"])
        assert placeholders(phrase["other"]) == wanted, key


def test_a_region_falls_back_to_its_language_and_an_unknown_one_to_english_with_a_warning() -> None:
    austrian = choose("de-AT").value
    assert austrian is not None
    assert austrian.say("frame.reports") == "Berichte"
    dutch = choose("nl")
    assert dutch.value is not None
    assert (dutch.value.language, dutch.value.say("frame.reports")) == ("en", "Reports")
    assert [fault.code for fault in dutch.diagnostics] == ["no-words"]


def test_a_theme_changes_single_phrases_and_adds_its_own() -> None:
    read = choose("de", de='[frame]\nreports = "Artikel"\n', en='[own]\nhello = "Hello, {name}."\n')
    assert read.diagnostics == ()
    assert read.value is not None
    assert [read.value.say(key) for key in ("frame.reports", "frame.sources")] == ["Artikel", "Quellen"]
    assert read.value.say("own.hello", name="Ann") == "Hello, Ann."


def test_a_language_that_a_theme_adds_says_the_rest_in_english() -> None:
    read = choose("nl", nl='[frame]\nreports = "Berichten"\n')
    assert read.value is not None
    assert (read.value.language, read.value.direction) == ("nl", "ltr")
    assert [read.value.say(key) for key in ("frame.reports", "frame.sources")] == ["Berichten", "Sources"]
    (fault,) = read.diagnostics
    assert (fault.code, fault.place.path) == ("missing-words", "own/words/nl.toml")


@pytest.mark.parametrize(
    ("words", "code", "line", "column"),
    [
        ('reports = "x"', "bad-words", 1, 1),
        ("[frame]\nreports = 1", "bad-words", 2, 11),
        ('[frame]\nreport = "x"', "unknown-words", 2, 1),
        ('[frame]\nreports = "{count}"', "wrong-placeholder", 2, 11),
        ('[frame]\ntheme = "Theme"', "wrong-placeholder", 2, 9),
        ('[frame]\nskip = "}"', "wrong-placeholder", 2, 8),
        ('[count]\nclaims = { one = "a", other = "b" }', "wrong-placeholder", 2, 31),
        ('[count]\nclaims = { other = "{count}" }', "plural-forms", 2, 10),
        ('[count]\nclaims = { uno = "a", one = "a", other = "{count}" }', "plural-forms", 2, 12),
        ("[frame", "toml-syntax", 1, 7),
    ],
)
def test_a_fault_is_told_where_it_stands(words: str, code: str, line: int, column: int) -> None:
    read = choose("de", de=words)
    assert read.value is None
    (fault,) = read.diagnostics
    assert (fault.code, fault.place.line, fault.place.column) == (code, line, column)


def test_a_language_without_a_known_rule_may_speak_in_single_texts() -> None:
    read = choose("tlh", tlh='[count]\nclaims = "claims: {count}"\n')
    assert read.value is not None
    assert read.value.say("count.claims", count=1) == "claims: 1"


def test_every_member_of_a_closed_list_has_its_words() -> None:
    from generator.core import terms
    from generator.core.standing import Word

    for group, members in (
        ("basis", terms.Basis),
        ("stance", terms.Stance),
        ("cites", terms.Cites),
        ("relation", terms.RelationType),
        ("relation-back", terms.RelationType),
        ("rendition", terms.Rendition),
        ("kind", terms.SourceKind),
        ("gap", terms.Gap),
        ("standing", Word),
    ):
        for member in members:
            assert ENGLISH.say(f"{group}.{member}")
