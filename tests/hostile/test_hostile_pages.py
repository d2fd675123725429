"""Every case in every field, in a browser: nothing runs, nobody is asked, nothing of theirs stands in the page."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.archives import FILES, SmallArchive
from tests.hostile.cases import CASES
from tests.hostile.conftest import POLICY, Poured
from tests.hostile.pouring import article_id, as_name, toml
from tests.hostile.watching import DESCRIBE, Shape, Tab, describe_kinds, find_strange, kind_of

EVERY = {"http bare": 10, "http": 50, "file bare": 50, "file": 50}  # every how many-th article is opened
WHOLE = os.environ.get("HOSTILE_PAGES") == "all"  # every page, which takes about half an hour
FEWEST = 3  # pages of every kind
MARKUP = ("script", "handlers", "mutation", "svg and mathml", "loading", "styles", "clobbering")


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context()
    yield made
    made.close()


@pytest.fixture(scope="module")
def desk(browser: Browser) -> Iterator[Page]:
    """An empty page in which texts of HTML are read by the browser's own parser."""
    context = browser.new_context()
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def shapes(desk: Page, twin: Poured) -> dict[str, Shape]:
    return describe_kinds(desk, {page: twin.read(page) for page in twin.pages()})


def test_nothing_of_theirs_stands_in_any_page(desk: Page, shapes: dict[str, Shape], poured: Poured) -> None:
    strange = {
        page: found
        for page in poured.pages()
        if (found := find_strange(desk, shapes[kind_of(page)], poured.read(page)))
    }
    assert strange == {}


@pytest.mark.parametrize("way", EVERY)
def test_nothing_of_theirs_runs_or_asks(way: str, context: BrowserContext, host: str, poured: Poured) -> None:
    folder = "bare" if way.endswith("bare") else "dist"
    home = f"{host}{folder}/" if way.startswith("http") else f"{(poured.site.parent / folder).as_uri()}/"
    tab = Tab.open(context, home)
    wrong = {}
    for page in _choose(poured.pages(), EVERY[way]):
        tab.look(f"{home}{page}")
        if tab.ran or tab.asked or tab.find_strange():
            wrong[page] = (tab.ran[:], tab.asked[:], tab.find_strange())
            tab.ran.clear()
            tab.asked.clear()
    assert wrong == {}


def _choose(pages: list[str], step: int) -> list[str]:
    """Every so many of the articles, and of every other kind one where there are ten, but no fewer than a few."""
    kinds: dict[str, list[str]] = {}
    for page in pages:
        if page != "404.html":  # that one is for the root of a host
            kinds.setdefault(kind_of(page), []).append(page)
    if WHOLE:
        return [page for listed in kinds.values() for page in listed]
    steps = {kind: min(step if kind == "article" else 10 * step, len(kinds[kind]) // FEWEST) for kind in kinds}
    return [page for kind, listed in kinds.items() for page in listed[:: max(1, steps[kind])]]


def test_every_kind_of_page_is_opened(poured: Poured) -> None:
    chosen = _choose(poured.pages(), 50)
    assert {kind_of(page) for page in chosen} == {kind_of(page) for page in poured.pages()} - {"404.html"}


def test_a_search_for_their_words_shows_them_as_text(context: BrowserContext, host: str) -> None:
    tab = Tab.open(context, f"{host}bare/")
    tab.look(f"{host}bare/search.html")
    for words in ("script", "onerror", "evil", "RUN", "__proto__", "constructor", '"<img"', "a:b^~*", "{{7*7}}"):
        tab.page.fill("#q", words)
        tab.page.wait_for_timeout(400)
        assert (tab.ran, tab.asked, tab.find_strange()) == ([], [], []), words


# What site.toml says stands on every page: there all the cases of a category are poured at once.


def _pour_site(root: Path, words: str) -> dict[str, str]:
    """The pages of a small archive whose site.toml holds the words in every text."""
    keys = {"title": words, "description": words, "editor": words, "footer": words}
    archive = SmallArchive.write(root, {**FILES, "site.toml": toml({**keys, "base_url": "https://archive.example/"})})
    assert archive.run("--quiet", "build", "--jobs", "1") == 0
    return {name: content.decode() for name, content in archive.site().items() if name.endswith(".html")}


@pytest.fixture(scope="module")
def plain_site(desk: Page, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Shape]:
    pages = _pour_site(tmp_path_factory.mktemp("plain"), "plain words")
    return {name: desk.evaluate(DESCRIBE, html) for name, html in pages.items()}


@pytest.mark.parametrize("category", CASES)
def test_nothing_that_site_toml_says_stands_in_a_page_or_runs(
    category: str, desk: Page, plain_site: dict[str, Shape], context: BrowserContext, tmp_path: Path
) -> None:
    pages = _pour_site(tmp_path, " a ".join(CASES[category]))
    assert {name for name, html in pages.items() if find_strange(desk, plain_site[name], html)} == set()
    for name in ("index.html", "status.html"):
        (tmp_path / "dist" / name).write_text(POLICY.sub("", pages[name]), encoding="utf-8")
        tab = Tab.open(context, f"{(tmp_path / 'dist').as_uri()}/")
        tab.look(f"{tab.home}{name}")
        assert (tab.ran, tab.asked, tab.find_strange()) == ([], [], [])


# The oracle must be able to fail. Each of these is put, as it stands, into a page that is otherwise sound.


@pytest.mark.parametrize("category", MARKUP)
def test_the_oracle_sees_each_case_that_stands_raw_in_a_page(
    category: str, desk: Page, shapes: dict[str, Shape], twin: Poured
) -> None:
    page = f"article/{article_id(0)}.html"
    html = twin.read(page)
    shape = shapes["article"]
    assert find_strange(desk, shape, html) == []
    harmless = {words for words in CASES[category] if not find_strange(desk, shape, _inject(html, words))}
    assert harmless == set(CASES[category]) & NO_MARKUP


NO_MARKUP = {  # of these a parser makes nothing, in the place where they are tried: they need no oracle
    "<img/src=x/onerror=RUN()>",
    "<td onclick=RUN()>td",
    "<td onmouseover=RUN()>td",
    "<td class='align-start evil' style=color:red>a</td>",
    "<frameset onload=RUN()><frame src=javascript:RUN()></frameset>",
    "<!--[if IE]><img src=x onerror=RUN()><![endif]-->",
    "<\u0130mg src=x onerror=RUN()>",
    "<\uff53cript>RUN()</\uff53cript>",
    "\u00bcscript\u00be RUN() \u00bc/script\u00be",
    "+ADw-script+AD4-RUN()+ADw-/script+AD4-",
    "--x:url(https://away.example/a.png)",
    "}*{display:none}/*",
}


@pytest.mark.parametrize("category", MARKUP)
def test_the_policy_by_itself_lets_no_raw_case_run_or_ask(
    category: str, context: BrowserContext, host: str, poured: Poured, twin: Poured
) -> None:
    """What the policy is not for, and the gate alone holds: a page that sends its reader away by itself."""
    html = twin.read(f"article/{article_id(0)}.html")
    tab = Tab.open(context, host)
    for number, words in enumerate(CASES[category]):
        if "http-equiv=refresh" in words:
            continue
        name = f"raw-{category.replace(' ', '-')}-{number}.html"
        (poured.site / "article" / name).write_text(_inject(html, words), encoding="utf-8")
        tab.look(f"{host}dist/article/{name}")
        tab.page.goto("about:blank")
        (poured.site / "article" / name).unlink()
        assert "it ran" not in tab.ran, words
        assert tab.asked == [], words


def test_the_tell_tale_tells(context: BrowserContext, host: str, poured: Poured, twin: Poured) -> None:
    """The same raw cases without the policy: most run or ask, and the tab notices."""
    html = POLICY.sub("", twin.read(f"article/{article_id(0)}.html"))
    tab = Tab.open(context, host)
    noticed = 0
    tried = [words for category in ("script", "handlers", "loading") for words in CASES[category]][::4]
    for number, words in enumerate(tried):
        path = poured.bare / "article" / f"raw-{number}.html"
        path.write_text(_inject(html, words), encoding="utf-8")
        tab.look(f"{host}bare/article/{path.name}")
        path.unlink()
        noticed += bool("it ran" in tab.ran or tab.asked)
        tab.ran.clear()
        tab.asked.clear()
    assert noticed > len(tried) // 2


def _inject(html: str, words: str) -> str:
    at = html.index("<main")
    at = html.index(">", at) + 1
    return f"{html[:at]}{words}{html[at:]}"


# What was written is on the page, character for character.

_TEXTS = """([html, selectors]) => {
  const read = new DOMParser().parseFromString(html, 'text/html');
  for (const number of read.querySelectorAll('.ref')) number.remove();
  for (const br of read.querySelectorAll('br')) br.replaceWith('\\n');
  return selectors.map((selector) => [...read.querySelectorAll(selector)].map((found) => found.textContent));
}"""


def test_what_was_written_in_a_report_and_its_thread_is_on_its_page(desk: Page, poured: Poured) -> None:
    lost = []
    for index, words in enumerate(poured.words):
        places = {
            "#title": [as_name(words)],
            "#summary": [words] if words else [],
            "#k-1 > article .c-by > bdi": [words],
            "#k-1 > article .veil p": [run for run in as_name(words).split("\n\n") if run.strip()],
            "#k-1 > article summary": [f"Content note: {words}. "],
            "#k-3 .c-answers": [f"Probably answers 1, {words}: {as_name(words)}"],
            "#k-3 .c-text > p": ["The neighbour stands."],
        }
        html = poured.read(f"article/{article_id(index)}.html")
        found = desk.evaluate(_TEXTS, [html, list(places)])
        for (place, wanted), got in zip(places.items(), found, strict=True):
            if got != wanted:
                lost.append((place, wanted, got))
    assert lost == []


def test_what_was_written_in_the_registers_is_on_their_pages(desk: Page, poured: Poured) -> None:
    lost = []
    for index, words in enumerate(poured.words):
        for page in (f"source/source-{index}.html", f"question/question-{index}.html", f"pages/page-{index}.html"):
            [[title, *_]] = desk.evaluate(_TEXTS, [poured.read(page), ["h1"]])
            if title != as_name(words):
                lost.append((page, words, title))
    assert lost == []
