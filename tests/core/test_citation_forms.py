"""How to cite one claim, one comment, one passage."""

from __future__ import annotations

import json
import warnings
from dataclasses import replace

import pytest
from citeproc import Citation as Cluster, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from hypothesis import given, strategies as st

from generator.core.citation_forms import Place, cut_excerpt, end_sentence, make_forms, write_place
from generator.core.citations import cite_article
from tests.core.pages.sample import sample_stage
from tests.words import ENGLISH

CATALOGUE = sample_stage().catalogue
CITED = replace(cite_article(CATALOGUE, CATALOGUE.archive.articles[0]), address="https://x.example/article/low.html")
HERE = "https://x.example/article/low.html"
CLAIM = Place("c-safe", f"{HERE}#c-safe", "2", "", "Ada Reed", "Ada Reed", "It will hold.", "1 Mar 2020", "2020-03-01")
COMMENT = Place("k-1", f"{HERE}#k-1", "1", who="Cat Hill", author="Cat Hill", day="3 Mar 2020", date="2020-03-03")
PASSAGE = Place("p1", f"{HERE}#p1", "p1", says="Ada Reed said the bridge would carry any …")
KINDS = {"claim": CLAIM, "comment": COMMENT, "passage": PASSAGE}


def test_a_claim_is_cited_with_who_made_it_when_what_it_says_where_and_its_address() -> None:
    assert write_place(make_forms(CITED, ENGLISH)["claim"], CLAIM).words == (
        "Ada Reed (1 Mar 2020): It will hold. Claim 2, in “Bridge is safe, says town”, Valley Post, 2 March 2020. "
        "Précis in The bridge at Low Ford. https://x.example/article/low.html#c-safe"
    )


def test_a_claim_in_a_comment_names_the_comment() -> None:
    words = write_place(make_forms(CITED, ENGLISH)["claim"], replace(CLAIM, comment="5", day="")).words
    assert words.startswith("Ada Reed: It will hold. Claim 2, in comment 5, in “Bridge is safe, says town”")


def test_a_comment_is_cited_with_its_author_and_number_and_none_of_its_words() -> None:
    assert write_place(make_forms(CITED, ENGLISH)["comment"], COMMENT).words.startswith(
        "Cat Hill (3 Mar 2020), comment 1, on “Bridge is safe, says town”, Valley Post, 2 March 2020."
    )


def test_a_passage_is_cited_by_its_first_words() -> None:
    assert write_place(make_forms(CITED, ENGLISH)["passage"], PASSAGE).words.startswith(
        "“Ada Reed said the bridge would carry any …”, passage p1, in “Bridge is safe"
    )


def test_bibtex_of_a_claim() -> None:
    assert write_place(make_forms(CITED, ENGLISH)["claim"], CLAIM).bibtex == (
        "@misc{2020-03-02-bridge-is-safe:c-safe,\n"
        "  title = {{It will hold.}},\n"
        "  author = {{Ada Reed}},\n"
        "  date = {2020-03-02},\n  year = {2020},\n  month = {3},\n  day = {2},\n"
        "  howpublished = {Valley Post},\n"
        "  url = {https://x.example/article/low.html#c-safe},\n"
        "  note = {Claim 2, said 1 Mar 2020; “Bridge is safe, says town”, Valley Post, 2 March 2020. "
        "Précis in The bridge at Low Ford.},\n"
        "}\n"
    )


def test_nobody_named_is_no_author_in_any_form() -> None:
    nobody = replace(COMMENT, who="Name not shown", author="", day="", date="")
    written = write_place(make_forms(CITED, ENGLISH)["comment"], nobody)
    assert written.words.startswith("Name not shown, comment 1, on")
    assert "author" not in written.bibtex and "date" not in written.bibtex
    assert set(json.loads(written.csl)[0]) == {"id", "title", "type", "container-title", "archive", "URL"}


@pytest.mark.parametrize(
    ("kind", "type"), [("claim", "webpage"), ("comment", "post"), ("passage", "article-newspaper")]
)
def test_csl_has_a_type_of_the_standard_and_the_date_of_the_comment_or_else_of_the_report(kind: str, type: str) -> None:
    (item,) = json.loads(write_place(make_forms(CITED, ENGLISH)[kind], KINDS[kind]).csl)
    assert item["type"] == type
    assert item["issued"]["date-parts"][0] == [2020, 3, 3 if kind == "comment" else 2]
    assert item["URL"] == KINDS[kind].address


@pytest.mark.parametrize(
    ("kind", "named"), [("claim", "Ada Reed"), ("comment", "Cat Hill"), ("passage", "Valley Post")]
)
def test_a_citation_processor_reads_the_csl(kind: str, named: str) -> None:
    items = json.loads(write_place(make_forms(CITED, ENGLISH)[kind], KINDS[kind]).csl)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # it leaves its own style files to the collector
        source = CiteProcJSON(items)
        style = CitationStylesStyle("harvard-cite-them-right", validate=False)
        bibliography = CitationStylesBibliography(style, source, formatter.plain)
        bibliography.register(Cluster([CitationItem(items[0]["id"])]))
        (entry,) = map(str, bibliography.bibliography())
    assert named in entry and "2020" in entry


def count_braces(entry: str) -> list[int]:
    """How deep the entry is in braces, after each sign, as BibTeX counts: a backslash protects none."""
    depth, depths = 0, []
    for sign in entry:
        depth += (sign == "{") - (sign == "}")
        depths.append(depth)
    return depths


@given(st.text(st.characters(blacklist_categories=("Cs",)), min_size=1), st.sampled_from(sorted(KINDS)))
def test_no_words_can_leave_their_field_in_bibtex(words: str, kind: str) -> None:
    cited = replace(CITED, title=words, container=words, author=words, archive=words)
    place = replace(KINDS[kind], who=words, author=words, says=words, day=words)
    depths = count_braces(write_place(make_forms(cited, ENGLISH)[kind], place).bibtex.rstrip())
    assert min(depths[6:-1]) >= 1  # from the first brace on
    assert depths[-1] == 0


@given(st.text(st.characters(blacklist_categories=("Cs",))), st.sampled_from(sorted(KINDS)))
def test_any_words_are_the_same_words_in_csl(words: str, kind: str) -> None:
    cited = replace(CITED, title=words or "x", archive=words or "x")
    (item,) = json.loads(
        write_place(make_forms(cited, ENGLISH)[kind], replace(KINDS[kind], author=words, says=words)).csl
    )
    assert item["archive"] == cited.archive
    if kind == "claim":
        assert item["title"] == words
    if kind != "passage" and words:
        assert item["author"] == [{"literal": words}]


@pytest.mark.parametrize(
    ("words", "excerpt"),
    [
        ("Short enough.", "Short enough."),
        ("One two three four five six seven eight nine ten", "One two three four five six seven eight …"),
        ("“To surrender or die”, he said", "‘To surrender or die’, he said"),
        ("漢" * 80, "漢" * 60 + " …"),
    ],
)
def test_a_passage_is_known_by_eight_words_or_sixty_signs(words: str, excerpt: str) -> None:
    assert cut_excerpt(words) == excerpt


def test_a_sentence_gets_one_full_stop() -> None:
    assert [end_sentence(each) for each in ("It held", "It held.", "Did it?")] == ["It held.", "It held.", "Did it?"]
