"""The browser's side of the search, run under Node: what a reader is shown for what was typed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from generator.core.catalogue import catalogue
from generator.core.model import Article, Block, BlockKind, Output, Rendition
from generator.core.standing import assess_all
from tests.core.hostile_queries import hostile_queries
from tests.core.pages.sample import HIGH_FORD, LOW_FORD, sample_stage
from tests.core.search_support import covered_archive, make_archive, needs_node, run_scripts, search_files
from tests.words import ENGLISH

pytestmark = needs_node

HOSTILE = (
    '" : ~ ^ a:b title: title:: +  - +- -+ * ** ~1 ^1 foo^ foo~ foo~~ foo^^2 foo~99999999 foo^99999999 \\ \\\\ "" "" " '
    "“ „ «» constructor __proto__ hasOwnProperty toString:valueOf __proto__:x +__proto__ -constructor * *a* a*b*c* "
    "<script>alert(1)</script> ${x} %00 \u0000 \ud7ff \U0001f600 \u202e (((( [[[[ {{{{ |||| &&&& //// ???? .... ,,,,"
)


@pytest.fixture(scope="module")
def sample() -> tuple[Output, ...]:
    stage = sample_stage(covered_archive())
    return search_files(stage.catalogue, stage.standings, ENGLISH, whole=0)


def find(outputs: tuple[Output, ...], *queries: str, **more: object) -> list[Any]:
    """What the browser makes of each query."""
    [answers] = run_scripts([("find", {"queries": queries, **more})], outputs)
    assert isinstance(answers, list)
    return answers


def urls(answer: dict[str, Any], kind: str = "") -> list[str]:
    return [each["url"] for each in answer["shown"] if not kind or each["kind"] == kind]


def words(shown: dict[str, Any]) -> str:
    return "".join(text for text, _ in shown["pieces"])


def test_a_result_leads_to_its_paragraph_comment_claim_source_or_question(sample: tuple[Output, ...]) -> None:
    lorries, crossed, clerk = find(sample, "lorries", "crossed", "clerk")
    assert f"article/{LOW_FORD}.html#p1" in urls(lorries, "report")
    assert f"article/{HIGH_FORD}.html#c-counted" in urls(crossed, "claim")
    assert "question/lorries.html" in urls(crossed, "question")
    assert "source/reed.html" in urls(clerk, "source")
    [hello] = find(sample, "أهلا")
    assert urls(hello) == [f"article/{LOW_FORD}.html#k-2"]


def test_matches_are_marked_and_nothing_else(sample: tuple[Output, ...]) -> None:
    [answer] = find(sample, "lorry")
    marked = {text.lower() for each in answer["shown"] for text, mark in each["pieces"] if mark}
    assert marked == {"lorry", "lorries"}


def test_words_under_a_cover_are_found_and_never_shown(sample: tuple[Output, ...]) -> None:
    rude, leaf = find(sample, "rude", "leaf")
    [comment] = rude["shown"]
    assert words(comment) == "The matching words are behind a content note: an insult."
    assert comment["url"] == f"article/{LOW_FORD}.html#k-1.1.1"
    shown = {each["kind"]: words(each) for each in leaf["shown"]}
    assert shown == {
        "comment": "The matching words are behind a content note: mockery.",
        "claim": "The bridge shook. The matching words are behind a content note: mockery.",
    }


def test_a_commenters_name_is_shown_though_his_words_are_covered(sample: tuple[Output, ...]) -> None:
    [answer] = find(sample, "author:hill")
    shown = {each["url"].rpartition("-")[2]: words(each) for each in answer["shown"]}
    assert shown["1"] == "Behind a content note: mockery."
    assert shown["1.2.1"] == "Fine."


def test_words_under_a_cover_are_never_suggested(sample: tuple[Output, ...]) -> None:
    ruude, brigde = find(sample, "ruude", "brigde")
    assert ruude["unknown"] == [{"word": "ruude", "instead": ""}]
    assert brigde["unknown"] == [{"word": "brigde", "instead": "bridge"}]


def test_a_phrase_is_exact(sample: tuple[Output, ...]) -> None:
    exact, stemmed, across, other = find(
        sample, '"would carry any lorry"', '"would carries any lorry"', '"later the bridge"', '"any lorry would carry"'
    )
    assert f"article/{LOW_FORD}.html#p1" in urls(exact, "report")
    assert stemmed["shown"] == across["shown"] == other["shown"] == []


def test_a_phrase_forgives_quotes_case_and_marks(sample: tuple[Output, ...]) -> None:
    straight, curly = find(sample, '"the council\'s CLERK had"', "“the council’s clerk had”")
    assert urls(straight) == urls(curly) == [f"article/{HIGH_FORD}.html#p1"]


def test_a_phrase_under_a_cover_is_found_by_its_words_alone(sample: tuple[Output, ...]) -> None:
    found, not_found = find(sample, '"shook like a leaf"', '"leaf like a shook"')
    assert urls(found, "comment") == [f"article/{LOW_FORD}.html#k-1"]
    assert not_found["shown"] == []


def test_a_phrase_can_be_excluded_or_asked_of_one_field(sample: tuple[Output, ...]) -> None:
    without, titled = find(sample, 'bridge -"any lorry"', 'title:"bridge is safe"')
    assert f"article/{LOW_FORD}.html" not in {url.partition("#")[0] for url in urls(without, "report")}
    assert urls(titled) == [f"article/{LOW_FORD}.html#p1"]


def test_a_phrase_of_stop_words_says_so(sample: tuple[Output, ...]) -> None:
    [answer] = find(sample, '"to be or not to be"')
    assert answer["notes"] == ["“to be or not to be” holds only words that are too common to be looked up."]


def test_words_that_are_too_common_are_said_to_be(sample: tuple[Output, ...]) -> None:
    common, mixed = find(sample, "the +and", "the bridge")
    [note] = common["notes"]
    assert note.startswith("Words such as these are too common to be looked up.")
    assert mixed["notes"] == []
    assert mixed["shown"]


def test_an_unfinished_word_finds_what_begins_so_only_while_it_is_typed(sample: tuple[Output, ...]) -> None:
    [typing] = find(sample, "lor", begun=True)
    [asked] = find(sample, "lor")
    assert urls(typing, "report")
    assert asked["shown"] == []


def test_what_lunr_would_refuse_is_read_as_plain_words(sample: tuple[Output, ...]) -> None:
    for query, note in {
        "note: the bridge is shut": "There is no field “note:” here. Read as plain words.",
        "the bridge~ is shut": "~ needs a number after it. Read as plain words.",
        "the bridge title:": "A sign such as + - : ~ ^ stands without a word. Read as plain words.",
        ": bridge": "A colon needs the name of a field before it. Read as plain words.",
    }.items():
        [answer] = find(sample, query)
        assert answer["notes"] == [note]
        assert urls(answer, "report")


def test_what_is_misread_easily_is_told(sample: tuple[Output, ...]) -> None:
    shut, both, nothing = find(sample, 'the "bridge is shut', "bridge AND council", "? … 🙂")
    assert shut["notes"] == ["A quotation mark has no second one to close it, so it was passed over."]
    assert both["notes"] == [
        "AND, OR and NOT are read as words. Write +word for what must be there, and -word for what must not."
    ]
    assert nothing["notes"] == ["There is no word and no number in this to look up."]


def test_what_is_only_unfinished_goes_untold_while_it_is_typed(sample: tuple[Output, ...]) -> None:
    queries = ['the "bridge is sh', "bridge title:", "bridge~", "bridge +", "bridge is shu"]
    for answer in run_scripts([("find", {"queries": queries, "begun": True})], sample)[0]:
        assert (answer["notes"], answer["unknown"]) == ([], [])


def test_a_word_that_is_not_there_is_told_though_others_are(sample: tuple[Output, ...]) -> None:
    [answer] = find(sample, "brigde council")
    assert urls(answer, "report")
    assert answer["unknown"] == [{"word": "brigde", "instead": "bridge"}]


def test_a_wildcard_that_fits_too_much_stands_for_the_most_frequent_words() -> None:
    archive = covered_archive()
    first, second, *others = archive.articles
    some, all_ = (replace(each, author=" ".join(f"zq{number}" for number in range(count)))
                  for each, count in ((first, 290), (second, 400)))  # fmt: skip
    listed = catalogue(replace(archive, articles=(some, all_, *others)))
    wide, narrow = find(search_files(listed, assess_all(listed), ENGLISH), "zq*", "zq1*")
    assert wide["notes"] == ["A word with * or ~ may stand for no more than the 300 most frequent words that it fits."]
    assert len(wide["terms"]) == 300
    assert {f"zq{number}" for number in range(290)} <= set(wide["terms"])
    assert narrow["notes"] == []


def test_any_input_gives_an_answer(sample: tuple[Output, ...]) -> None:
    queries = [*HOSTILE.split(" "), HOSTILE, *hostile_queries(1500, seed=9)]
    for begun in (False, True):
        answers = find(sample, *queries, begun=begun)
        assert len(answers) == len(queries)


def test_results_can_be_narrowed(sample: tuple[Output, ...]) -> None:
    [claims] = find(sample, "bridge", chosen={"kind": ["claim"]})
    assert {each["kind"] for each in claims["shown"]} == {"claim"}
    [herald] = find(sample, "bridge", chosen={"outlet": ["river-herald"]})
    assert {each["url"].partition("#")[0] for each in herald["shown"]} == {f"article/{HIGH_FORD}.html"}
    [disputed] = find(sample, "bridge", chosen={"standing": ["disputed"], "source": ["reed"]})
    assert all(each["kind"] == "claim" for each in disputed["shown"])
    [year] = find(sample, "bridge", chosen={"year": ["2021"]})
    assert {each["url"].partition("#")[0] for each in year["shown"]} == {"article/2021-yearbook.html"}


def test_filters_count_what_they_would_leave(sample: tuple[Output, ...]) -> None:
    [counted] = run_scripts([("count", {"query": "bridge"})], sample)
    counts = {name: {value: number for value, _, number in values} for name, _, values in counted}
    [all_found] = find(sample, "bridge")
    for kind, number in counts["kind"].items():
        assert number == sum(each["kind"] == kind for each in all_found["shown"])
    assert counts["year"].keys() == {"2020", "2021"}


def test_a_query_loads_the_files_of_its_own_words_alone() -> None:
    found = catalogue(make_archive(300))
    outputs = search_files(found, assess_all(found), ENGLISH, whole=0)
    assert sum(output.path.startswith("search/t/") for output in outputs) > 5
    [answer] = find(outputs, "mosul")
    loaded = {path.split("/")[1] for path in answer["loaded"]}
    assert not loaded & {"p", "v", "f"}
    assert sum(path.startswith("search/t/") for path in answer["loaded"]) == 1


def test_a_small_archive_needs_one_file() -> None:
    stage = sample_stage()
    [answer] = find(search_files(stage.catalogue, stage.standings, ENGLISH), '"any lorry" bridge*')
    assert answer["loaded"] == ["search/m.js"]
    assert answer["shown"]


def written(*texts: str) -> tuple[Output, ...]:
    """The search over one report a text."""
    archive = make_archive(0)
    articles = [
        Article(
            id=f"r{at}",
            title=Block("title", BlockKind.TITLE, f"Report {at}", ()),
            outlet="",
            rendition=Rendition.FULL,
            lang="en",
            blocks=(Block("p1", BlockKind.PARAGRAPH, text, ()),),
        )
        for at, text in enumerate(texts)
    ]
    found = catalogue(replace(archive, articles=tuple(articles), sources=(), questions=()))
    return search_files(found, {}, ENGLISH, whole=0)


def test_reports_come_first_in_which_words_stand_as_they_were_typed() -> None:
    outputs = written(
        "Highway closed: Raqqa.",
        "Raqqa and the highway, and what became of both of them.",
        "Of the many roads that were closed last week the Raqqa highway is the longest.",
    )
    [answer] = find(outputs, "raqqa highway")
    assert urls(answer) == ["article/r2.html#p1", "article/r1.html#p1", "article/r0.html#p1"]


def test_a_report_comes_first_that_has_all_words_in_its_title() -> None:
    outputs = written(
        "Nothing of it here.",
        "A report holds this. A report needs that. Every report told others 0. Nobody else said 0 today.",
    )
    [answer] = find(outputs, "0 report")
    assert [url[:10] for url in urls(answer)] == ["article/r0", "article/r1"]


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("bus", "Buses were waiting."),
        ("buses", "One bus left."),
        ("gases", "The gas spread."),
        ("+crisis", "Two crises at once."),
        ("US", "A U.S. general said so."),
        ("U.S.", "The US-backed force."),
        ("US-backed", "a U.S.-backed force"),
        ("al-Mayadin", "in al Mayadin"),
        ("Deir ez-Zor", "the road to Deir ez‐Zor"),
        ("Deir al Zour", "Deir al-Zour"),
        ("1000", "some 1,000 men"),
        ("1,000", "some 1000 men"),
        ("3.5", "about 3.5 kilometres"),
        ("15 October 2017", "on 15 October, 2017"),
        ("2017-10-15", "as of 2017-10-15, they say"),
        ("2017/10/15", "2017-10-15"),
        ("Ракка", "Бои за город Ракка."),
        ("Елка", "Ёлка"),
        ("دمشق", "وصل إلى دِمَشْق، اليوم"),
        ("الرقة", "«الرَّقّة»"),
        ("istanbul", "İSTANBUL"),
        ("ISTANBUL", "İstanbul’da".removesuffix("’da")),
        ("ışık", "IŞIK"),
        ("isik", "ışık"),
        ("sanaa", "Sana’a"),
        ("O'Brien", "O’Brien"),
        ("strasse", "Straße"),
        ("lodz", "Łódź"),
        ("don't", "They don’t."),
        ("militias’", "the militia"),
    ],
)
def test_what_people_mean_is_found(query: str, text: str) -> None:
    [answer] = find(written("Nothing of the kind.", text), query)
    assert urls(answer, "report")
    assert {url.partition("#")[0] for url in urls(answer)} == {"article/r1.html"}


def test_a_form_that_the_archive_does_not_have_costs_nothing_and_finds_nothing() -> None:
    outputs = written("Texas and the census.", "A lens.")
    texas, ises = find(outputs, "texas", "lenses")
    assert {url.partition("#")[0] for url in urls(texas)} == {"article/r0.html"}
    assert texas["terms"] == ["texa"]
    assert urls(ises) == []


def test_every_result_of_a_phrase_is_read_before_it_is_shown_however_many_there_are() -> None:
    outputs = written(*["They left the city on foot."] * 30, *["Leaves of the cities."] * 30)
    exact, stemmed = find(outputs, '"left the city"', '"the city on foot"')
    assert len(urls(exact)) == len(urls(stemmed)) == 30
    one, loose = find(outputs, '"leaves of the cities"', '"leaves of the city"')
    assert len(urls(one)) == 30
    assert loose["shown"] == []
    assert one["notes"] == loose["notes"] == [
        "Each result is read word for word before it is shown, so there may be fewer than counted."
    ]  # fmt: skip
