"""How to cite a report."""

import json
from dataclasses import replace

from generator.core.citations import bibtex_entry, cite_article, csl_item, say_citation, write_csl
from generator.core.model import When
from tests.core.pages.sample import sample_stage
from tests.words import ENGLISH

CATALOGUE = sample_stage().catalogue
ARTICLE = CATALOGUE.archive.articles[0]
CITED = cite_article(CATALOGUE, ARTICLE)


def test_the_plain_words_name_title_outlet_date_and_place() -> None:
    for part in (ARTICLE.title.words, CITED.container, "2020", "The bridge at Low Ford", f"article/{ARTICLE.id}.html"):
        assert part in say_citation(CITED, ENGLISH)


def test_what_is_unknown_is_said_and_never_made_up() -> None:
    unknown = replace(CITED, container="", author="", published=None, original="")
    assert "outlet unknown, date unknown" in say_citation(unknown, ENGLISH)
    assert set(csl_item(unknown)) == {"id", "type", "title", "archive", "archive_location"}
    assert "year" not in bibtex_entry(unknown)


def test_a_span_of_days_is_a_range_in_csl_and_no_day_in_bibtex() -> None:
    from datetime import date

    span = replace(CITED, published=When("[2017-10-11,2017-10-12]", date(2017, 10, 11), date(2017, 10, 12)))
    assert csl_item(span)["issued"] == {"date-parts": [[2017, 10, 11], [2017, 10, 12]]}
    assert "day = " not in bibtex_entry(span)


def test_braces_and_commands_in_a_title_cannot_break_out_of_bibtex() -> None:
    entry = bibtex_entry(replace(CITED, title="}} \\input{x} 100% & $_#"))
    assert r"\}\} \textbackslash{}input\{x\} 100\% \& \$\_\#" in entry


def test_csl_is_json_with_one_item_a_citation() -> None:
    assert [item["id"] for item in json.loads(write_csl([CITED, CITED]))] == [ARTICLE.id, ARTICLE.id]
