"""In: the stage. Out: questions.html, sources.html, and where an archive is large a page for each year and tag.

Must not say anything a question, a source or a report does not say on its own page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.core import urls
from generator.core.model import Article, Question
from generator.core.pages.frame import Frame, NavLink, Page, Stage, make_frame
from generator.core.pages.reports import ReportItem, show_report
from generator.core.pages.sides import MarksRow, StateView, find_sides, mark_row, show_state
from generator.core.pages.source_index import index_pages
from generator.core.standing import Word

MANY = 30  # articles; more are listed by year and by tag too


@dataclass(frozen=True, slots=True)
class QuestionItem:
    """One question in a list."""

    title: str
    url: str
    about: str
    summary: str
    state: StateView
    row: MarksRow
    comments: int


@dataclass(frozen=True, slots=True)
class QuestionGroup:
    """Questions of one word."""

    id: str
    label: str
    items: tuple[QuestionItem, ...]


@dataclass(frozen=True, slots=True)
class QuestionsView:
    frame: Frame
    lede: str
    groups: tuple[QuestionGroup, ...]


@dataclass(frozen=True, slots=True)
class ReportsView:
    """The reports of one year, or with one tag."""

    frame: Frame
    title: str
    lede: str
    reports: tuple[ReportItem, ...]
    siblings: tuple[NavLink, ...]


def list_pages(stage: Stage) -> Iterator[Page]:
    """The lists of questions and sources; of years and tags where there are more than thirty articles."""
    yield Page("questions.html", "pages/questions.html", _show_questions(stage))
    yield from index_pages(stage)
    articles = stage.catalogue.archive.articles
    if len(articles) > MANY:
        years = group_by_year(articles)
        for year in years:
            yield _list_reports(
                stage, "pages/year.html", urls.year_url(year), str(year), years[year], _link_years(years)
            )
        tags = group_by_tag(articles)
        for tag in tags:
            yield _list_reports(stage, "pages/tag.html", urls.tag_url(tag), tag, tags[tag], _link_tags(tags))


def rank_questions(stage: Stage) -> list[Question]:
    """Disputed first, and so on in the order of the words; within a word as in the register."""
    order = list(Word)
    return sorted(
        stage.catalogue.archive.questions, key=lambda question: order.index(stage.standings[question.id].word)
    )


def show_item(stage: Stage, question: Question) -> QuestionItem:
    """One question as lists show it."""
    standing = stage.standings[question.id]
    return QuestionItem(
        title=question.question,
        url=urls.question_url(question.id),
        about=question.about,
        summary=question.summary,
        state=show_state(standing, stage.words),
        row=mark_row(find_sides(stage, standing), question, stage.words),
        comments=len(standing.comments),
    )


def group_by_year(articles: Iterable[Article]) -> dict[int, list[Article]]:
    """By the first year their date allows, in order; those without a date stand nowhere."""
    found: dict[int, list[Article]] = {}
    for article in articles:
        if article.published and (day := article.published.earliest or article.published.latest):
            found.setdefault(day.year, []).append(article)
    return dict(sorted(found.items()))


def group_by_tag(articles: Iterable[Article]) -> dict[str, list[Article]]:
    """By tag, in alphabetical order."""
    found: dict[str, list[Article]] = {}
    for article in articles:
        for tag in article.tags:
            found.setdefault(tag, []).append(article)
    return dict(sorted(found.items()))


def _show_questions(stage: Stage) -> QuestionsView:
    groups: dict[Word, list[QuestionItem]] = {}
    for question in rank_questions(stage):
        groups.setdefault(stage.standings[question.id].word, []).append(show_item(stage, question))
    number = len(stage.catalogue.archive.questions)
    disputed = len(groups.get(Word.DISPUTED, ()))
    words = stage.words
    lede = words.say("lists.questions-lede", count=number, disputed=disputed)
    return QuestionsView(
        frame=make_frame(stage, "questions.html", words.say("lists.questions-title"), lede),
        lede=lede,
        groups=tuple(
            QuestionGroup(str(word), words.say(f"standing.{word}"), tuple(items)) for word, items in groups.items()
        ),
    )


def _list_reports(
    stage: Stage, template: str, url: str, title: str, articles: list[Article], siblings: dict[str, str]
) -> Page:
    lede = stage.words.say("lists.reports-lede", count=len(articles))
    view = ReportsView(
        frame=make_frame(stage, url, title, stage.words.say("source.description", name=title, lede=lede)),
        title=title,
        lede=lede,
        reports=tuple(show_report(stage, article) for article in articles),
        siblings=tuple(NavLink(label, there, there == url) for label, there in siblings.items()),
    )
    return Page(url, template, view)


def _link_years(years: Iterable[int]) -> dict[str, str]:
    return {str(year): urls.year_url(year) for year in years}


def _link_tags(tags: Iterable[str]) -> dict[str, str]:
    return {tag: urls.tag_url(tag) for tag in tags}
