"""In: the stage. Out: questions.html, sources.html, and where an archive is large a page for each year and tag.

Must not say anything a question, a source or a report does not say on its own page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from generator.core import urls
from generator.core.catalogue import Entry
from generator.core.model import Article, Question, SourceKind
from generator.core.pages.claims import claim_address
from generator.core.pages.frame import Frame, NavLink, Page, Stage, make_card, make_frame
from generator.core.pages.reports import ReportItem, show_report
from generator.core.pages.sides import MarksRow, StateView, find_sides, mark_row, plural, show_state
from generator.core.pages.weighing import short_name
from generator.core.standing import Word

MANY = 30  # articles; more are listed by year and by tag too
_WIDEST = 110  # pixels of the longest bar
_GROUPS = (
    ("People", (SourceKind.PERSON,)),
    ("Governments, bodies and forces", (SourceKind.OFFICE, SourceKind.ORGANISATION, SourceKind.ARMED_GROUP)),
    ("Monitors", (SourceKind.MONITOR,)),
    ("Outlets and agencies", (SourceKind.AGENCY, SourceKind.OUTLET)),
    ("Documents", (SourceKind.DOCUMENT,)),
)


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
class SourceItem:
    """One source in the index; the bars are pixels wide."""

    name: str
    url: str
    role: str
    said: int
    carried: int
    reports: int
    said_wide: int
    carried_wide: int


@dataclass(frozen=True, slots=True)
class SourceGroup:
    title: str
    items: tuple[SourceItem, ...]


@dataclass(frozen=True, slots=True)
class UnnamedItem:
    """Somebody a report heard and did not name."""

    description: str
    because: str
    outlet: str
    article_title: str
    url: str
    claims: int


@dataclass(frozen=True, slots=True)
class SourcesView:
    frame: Frame
    lede: str
    groups: tuple[SourceGroup, ...]
    unnamed: tuple[UnnamedItem, ...]
    commenters: str


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
    yield Page("sources.html", "pages/sources.html", _show_sources(stage))
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
        state=show_state(standing),
        row=mark_row(find_sides(stage, standing), question),
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


def find_unnamed(stage: Stage) -> tuple[UnnamedItem, ...]:
    """Everybody heard and not named outside comments, by report and description, with the reason where one is given."""
    found: dict[tuple[str, str], list[Entry]] = {}
    for entry in stage.catalogue.entries:
        if entry.claim.unnamed and not entry.claim.comment:
            found.setdefault((entry.article.id, entry.claim.unnamed), []).append(entry)
    return tuple(_show_unnamed(stage, description, entries) for (_, description), entries in found.items())


def _show_questions(stage: Stage) -> QuestionsView:
    groups: dict[Word, list[QuestionItem]] = {}
    for question in rank_questions(stage):
        groups.setdefault(stage.standings[question.id].word, []).append(show_item(stage, question))
    number = len(stage.catalogue.archive.questions)
    disputed = len(groups.get(Word.DISPUTED, ()))
    lede = f"{plural(number, 'question')} that these reports answer, {disputed} of them disputed."
    return QuestionsView(
        frame=make_frame(stage, "questions.html", "Questions", lede),
        lede=lede,
        groups=tuple(
            QuestionGroup(str(word), str(word).replace("-", " ").capitalize(), tuple(items))
            for word, items in groups.items()
        ),
    )


def _show_sources(stage: Stage) -> SourcesView:
    sources = stage.catalogue.archive.sources
    unnamed = find_unnamed(stage)
    lede = (
        f"{plural(len(sources), 'source')} who spoke or carried, and {len(unnamed)} more that no report names. "
        "To have said a thing and to have passed it on are counted apart, since only the first is an origin."
    )
    items = {source.id: _show_source(stage, source.id) for source in sources}
    most = max([item.said + item.carried for item in items.values()], default=0)
    groups = []
    for title, kinds in _GROUPS:
        listed = [_widen(items[source.id], most) for source in sources if source.kind in kinds]
        listed.sort(key=lambda item: (-(item.said + item.carried), item.name))
        if listed:
            groups.append(SourceGroup(title, tuple(listed)))
    return SourcesView(
        frame=make_frame(stage, "sources.html", "Sources", lede),
        lede=lede,
        groups=tuple(groups),
        unnamed=unnamed,
        commenters=_say_commenters(stage),
    )


def _show_source(stage: Stage, source_id: str) -> SourceItem:
    source = stage.catalogue.sources[source_id]
    said = stage.catalogue.said_by.get(source_id, ())
    carried = stage.catalogue.carried_by.get(source_id, ())
    reports = {entry.article.id for entry in (*said, *carried)}
    voices = [short_name(each) for each in stage.catalogue.archive.sources if each.speaks_for == source_id]
    heard = f"speaks through {' and '.join(voices)}" if voices else ""
    return SourceItem(
        source.name,
        urls.source_url(source_id),
        "; ".join(filter(None, (source.role, heard))),
        len(said),
        len(carried),
        len(reports),
        0,
        0,
    )


def _widen(item: SourceItem, most: int) -> SourceItem:
    return replace(
        item,
        said_wide=-(-item.said * _WIDEST // max(1, most)),
        carried_wide=-(-item.carried * _WIDEST // max(1, most)),
    )


def _show_unnamed(stage: Stage, description: str, entries: list[Entry]) -> UnnamedItem:
    first = entries[0]
    card = make_card(stage, first.article)
    return UnnamedItem(
        description=description,
        because="; ".join(dict.fromkeys(entry.claim.because for entry in entries if entry.claim.because)),
        outlet=card.outlet,
        article_title=card.title,
        url=claim_address(stage.catalogue, first),
        claims=len(entries),
    )


def _say_commenters(stage: Stage) -> str:
    """One sentence; commenters have no pages, and comments without a name are nobody in particular."""
    comments = list(stage.catalogue.comments.values())
    if not comments:
        return ""
    names = {comment.author for comment in comments if comment.author}
    nameless = sum(not comment.author for comment in comments)
    claims = sum(bool(entry.claim.comment) for entry in stage.catalogue.entries)
    said = f"{plural(len(comments), 'comment')} under these reports, by {plural(len(names), 'name')}"
    rest = f", {nameless} of them without one" if nameless else ""
    never = "Commenters are not sources and have no page; their claims never count."
    return f"{said}{rest}, make {plural(claims, 'claim')}. {never}"


def _list_reports(
    stage: Stage, template: str, url: str, title: str, articles: list[Article], siblings: dict[str, str]
) -> Page:
    lede = f"{plural(len(articles), 'report')} in this archive."
    view = ReportsView(
        frame=make_frame(stage, url, title, f"{title}: {lede}"),
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
