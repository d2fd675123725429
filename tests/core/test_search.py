"""The search as a whole: its files; and that the browser finds what lunr finds, in its order, with its scores."""

from __future__ import annotations

import json
import pickle
import random
import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import pytest
from lunr.index import Index as LunrIndex
from lunr.token_set import TokenSet

from generator.core.catalogue import Catalogue, catalogue
from generator.core.extent import SMALL, UNIT, is_small
from generator.core.leaves import Leaf, Leaves, Shared, Step, make_leaf
from generator.core.lunr_index import PIPELINE, STOP_WORDS, lunr_index
from generator.core.model import Output
from generator.core.outlines import outline_article
from generator.core.pages.wording import say_standing
from generator.core.search_documents import GROUPS, SPACES, Group, Held, list_documents, list_facets, list_holders
from generator.core.search_index import _reader
from generator.core.search_shown import show_archive
from generator.core.standing import Word, assess_all
from generator.core.stemming import fold
from tests.core.pages.sample import sample_stage
from tests.core.search_support import (
    PlainBench,
    ask_lunr_js,
    covered_archive,
    make_archive,
    needs_node,
    run_scripts,
    search_files,
)
from tests.words import ENGLISH

_ASKED = """raqqa mosul convoy friday surrender surrendered buses highway özgür ozgur Erdogan constructor hasOwnProperty
1,000 3.5 u.s. москва دمشق deir zor nonsense destroyed city council straße well-known don't sana'a dillon café the"""
ASKED = _ASKED.split()


@pytest.fixture(scope="module")
def found() -> Catalogue:
    return catalogue(make_archive(60))


@pytest.fixture(scope="module")
def shards(found: Catalogue) -> tuple[Output, ...]:
    return search_files(found, assess_all(found), ENGLISH, whole=0)


def make_queries(fields: list[str]) -> list[str]:
    """Some hundred queries of every operator."""
    chance = random.Random(7)
    queries = list(ASKED)
    queries += [f"{field}:{word}" for field in fields for word in ASKED]
    for _ in range(300):
        parts = []
        for _ in range(chance.randint(1, 4)):
            word, dice = chance.choice(ASKED), chance.random()
            plain = fold(word).replace(".", "")
            if dice < 0.1:
                word = f"{plain[:3]}*"
            elif dice < 0.15:
                word = f"*{plain[-3:]}"
            elif dice < 0.2:
                word = f"{plain[0]}*{plain[-1]}"
            elif dice < 0.3:
                word = f"{word}~{chance.choice((1, 2))}"
            elif dice < 0.4:
                word = f"{word}^{chance.choice((0, 2, 10))}"
            elif dice < 0.5 and word != "the":  # lunr.py raises KeyError for a stop word that must be there
                word = f"+{word}"
            elif dice < 0.6:
                word = f"-{word}"
            elif dice < 0.7:
                word = f"{chance.choice(fields)}:{word}"
            parts.append(word)
        queries.append(" ".join(parts))
    return queries


INSIDE = 2**18  # as search-postings.js has it


def name_documents(holders: dict[str, tuple[Held, ...]], kind: str) -> list[int]:
    """The browser's number of every document of a kind, in order."""
    [(space, place)] = [(name, kinds.index(kind)) for name, kinds in SPACES.items() if kind in kinds]
    return [
        number * INSIDE + index if place else number
        for number, held in enumerate(holders[space])
        for index in range(len(held[place]))
    ]


@needs_node
@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group.kind)
def test_the_browser_finds_what_lunr_finds(found: Catalogue, shards: tuple[Output, ...], group: Group) -> None:
    queries = make_queries([name for name, _ in group.fields])
    holders = list_holders(found, assess_all(found), ENGLISH)
    index = lunr_index(group, list_documents(holders)[group.kind])
    keys = name_documents(holders, group.kind)
    [answers] = run_scripts([("ask", {"kind": group.kind, "queries": queries})], shards)
    results = 0
    for query, answer in zip(queries, answers, strict=True):
        expected = {keys[int(each["ref"])]: each["score"] for each in index.search(query)}
        scores = dict(answer)
        assert set(scores) == set(expected), query
        assert all(abs(scores[number] - expected[number]) < 1e-6 for number in scores), query
        order = [expected[number] for number, _ in answer]
        assert all(one >= other - 1e-6 for one, other in pairwise(order)), query
        results += len(answer)
    assert results > 10 * len(queries) or group.kind in ("source", "question")


@needs_node
@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group.kind)
def test_the_browser_finds_what_lunr_js_finds(found: Catalogue, shards: tuple[Output, ...], group: Group) -> None:
    queries = make_queries([name for name, _ in group.fields])
    holders = list_holders(found, assess_all(found), ENGLISH)
    index = lunr_index(group, list_documents(holders)[group.kind])
    keys = name_documents(holders, group.kind)
    theirs = ask_lunr_js(index.serialize(), queries, PIPELINE, sorted(STOP_WORDS))
    [answers] = run_scripts([("ask", {"kind": group.kind, "queries": queries})], shards)
    for query, answer, other in zip(queries, answers, theirs, strict=True):
        expected = {keys[int(reference)]: score for reference, score in other}
        assert set(dict(answer)) == set(expected), query
        assert all(abs(score - expected[document]) < 1e-6 for document, score in answer), query
        order = [expected[document] for document, _ in answer]
        assert all(one >= other - 1e-6 for one, other in pairwise(order)), query


@needs_node
def test_an_edit_distance_means_what_lunr_means_by_it() -> None:
    chance = random.Random(3)
    cases = [
        (
            "".join(chance.choices("abc", k=chance.randint(1, 6))),
            "".join(chance.choices("abc", k=chance.randint(1, 6))),
            edits,
        )
        for edits in (1, 2, 3)
        for _ in range(700)
    ]
    [answers] = run_scripts([("fits", cases)])
    for (word, term, edits), answer in zip(cases, answers, strict=True):
        matched = TokenSet.from_list([word]).intersect(TokenSet.from_fuzzy_string(term, edits)).to_list()
        assert answer == (matched == [word]), (word, term, edits)


def test_a_small_archive_is_one_file_and_a_large_one_many() -> None:
    stage = sample_stage()
    small = [output.path for output in search_files(stage.catalogue, stage.standings, ENGLISH)]
    large = [output.path for output in search_files(stage.catalogue, stage.standings, ENGLISH, whole=0)]
    assert small == ["search/m.js", "data/search-index.json"]
    assert {path.split("/")[1] for path in large if path.startswith("search/")} == {
        *("m.js", "t", "p", "v", "d", "w", "u", "l", "f")
    }


def test_every_file_is_one_call_and_holds_nothing_that_closes_a_script(shards: tuple[Output, ...]) -> None:
    for output in shards:
        if output.path.startswith("search/"):
            text = output.content.decode()
            name = output.path.removeprefix("search/").removesuffix(".js")
            assert re.fullmatch(rf'WhenceSearch\.put\("{name}","[0-9a-f]{{8}}[^"]*",.*\);\n', text, re.S)
            assert "</" not in text and "<!--" not in text


def test_the_same_archive_gives_the_same_bytes_and_another_gives_another_version() -> None:
    one, same, other = (catalogue(make_archive(12, seed)) for seed in (4, 4, 5))
    made = [search_files(each, assess_all(each), ENGLISH) for each in (one, same, other)]
    assert made[0] == made[1]
    versions = {re.search(rb'put\("m","(\w+)"', outputs[0].content)[1] for outputs in made}  # type: ignore[index]
    assert len(versions) == 2


def test_it_makes_no_difference_in_which_order_or_where_the_index_is_worked_out(found: Catalogue) -> None:
    class Backwards(PlainBench):
        def each(self, step: Step[Shared], shared: Shared, items: Sequence[Leaves], /) -> list[tuple[Leaf, ...]]:
            _reader.cache_clear()
            sent = [pickle.loads(pickle.dumps((shared, self.open(item)))) for item in items]
            return [tuple(map(make_leaf, step(*each))) for each in reversed(sent)][::-1]

    assert search_files(found, {}, ENGLISH, 0, Backwards()) == search_files(found, {}, ENGLISH, 0)


def test_what_is_shown_beside_words_follows_from_outlines() -> None:
    stage = sample_stage(covered_archive())
    archive = stage.catalogue.archive
    outlined = catalogue(replace(archive, articles=tuple(map(outline_article, archive.articles))))
    assert show_archive(outlined, stage.standings, ENGLISH) == show_archive(stage.catalogue, stage.standings, ENGLISH)


def test_an_index_is_merged_from_groups_of_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    large = catalogue(make_archive(150))
    whole = search_files(large, {}, ENGLISH, 0)
    monkeypatch.setattr("generator.core.search_shown.MOST_IN_BLOCK", 7)
    monkeypatch.setattr("generator.core.search_blocks.MOST_IN_GROUP", 20)
    cut = {each.path: each.content for each in search_files(large, {}, ENGLISH, 0)}
    assert [each.path for each in whole if cut[each.path] != each.content] == ["search/m.js"]


def test_no_row_holds_the_words_under_a_cover() -> None:
    stage = sample_stage(covered_archive())
    for output in search_files(stage.catalogue, stage.standings, ENGLISH, whole=0):
        if output.path.split("/")[1] in ("d", "x", "w", "u"):
            assert b"rude" not in output.content, output.path
            assert b"leaf" not in output.content, output.path


def test_an_archive_of_nothing_can_be_searched() -> None:
    empty = catalogue(replace(make_archive(0), sources=(), questions=()))
    outputs = search_files(empty, {}, ENGLISH, whole=0)
    assert outputs[0].path == "search/m.js"


@pytest.mark.parametrize("query", ["lorries", "+bridge -shut", "convoy~1", "by:reed"])
def test_the_published_index_loads_in_lunr(query: str) -> None:
    stage = sample_stage()
    published = search_files(stage.catalogue, stage.standings, ENGLISH)[-1]
    assert published.path == "data/search-index.json"
    index = LunrIndex.load(json.loads(published.content))
    assert query == "convoy~1" or index.search(query)
    assert {each["ref"] for each in index.search("name:engineer")} == {"article/2020-03-04-bridge-shut.html"}


@needs_node
def test_the_published_index_answers_alike_in_lunr_py_and_in_lunr_js() -> None:
    found = catalogue(make_archive(40))
    published = json.loads(search_files(found, assess_all(found), ENGLISH)[-1].content)
    queries = [query for query in make_queries(["name", "text", "by"]) if "~" not in query and "*" not in query]
    theirs = ask_lunr_js(published, queries)
    index = LunrIndex.load(published)
    for query, other in zip(queries, theirs, strict=True):
        ours = {each["ref"]: each["score"] for each in index.search(query)}
        assert {reference for reference, _ in other} == set(ours), query
        assert all(abs(score - ours[reference]) < 1e-6 for reference, score in other), query
    assert sum(map(len, theirs)) > 10 * len(queries)


def test_the_published_index_finds_a_final_y_under_either_stemmer() -> None:
    found = catalogue(make_archive(5))
    published = search_files(found, assess_all(found), ENGLISH)[-1]
    terms = {term for term, _ in json.loads(published.content)["invertedIndex"]}
    assert {"convoy", "convoi", "friday", "fridai"} <= terms


def test_an_archive_too_large_for_it_publishes_no_standard_index(monkeypatch: pytest.MonkeyPatch) -> None:
    stage = sample_stage()
    assert SMALL * UNIT > 100_000
    assert is_small(stage.catalogue.archive)
    monkeypatch.setattr("generator.core.extent.SMALL", 1)
    assert [output.path for output in search_files(stage.catalogue, stage.standings, ENGLISH)] == ["search/m.js"]


def test_results_are_narrowed_by_the_words_that_they_show() -> None:
    stage = sample_stage()
    shown = {say_standing(standing, ENGLISH) for standing in stage.standings.values()}
    states = list_facets(stage.catalogue, stage.standings, ENGLISH).states
    assert {label for _, label in states} == shown
    one = next(standing for standing in stage.standings.values() if standing.claims)
    other = replace(one, word=Word.SINGLE_SOURCE, origins=2, named=1)
    assert list_facets(stage.catalogue, {one.question: other}, ENGLISH).states == (
        ("one-named-source", "One named source"),
    )
