"""From a saved page to links that lead to its words at the original, by the commands a person types."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from tests.archives import SmallArchive

FOLDER = "content/articles/2021-06-03-the-ferry-stops"
URL = "https://www.harbour-news.example/ferry"
SAVED = f"""<!doctype html>
<html lang=en><head><meta charset=utf-8><title>The ferry stops</title><link rel=canonical href="{URL}">
<meta property="article:published_time" content="2021-06-03"><script>"The ferry was late on Monday";</script></head>
<body><nav><ul><li><a href="/">Home</a><li><a href="/ferry">Ferry news</a></ul></nav>
<article><h1>The ferry stops</h1>
<p>The ferry was late on Monday, said the captain, a well-known, hard-working man who has sailed here for years.</p>
<p>The harbour office said the ferry was sound, and that it would go on sailing as long as anybody came.</p>
<p>The workers’ union said the ferry was sound as a sieve is, and that nobody should go on board any more.</p>
<p>A poster at the landing<br>says “no boats today”<br>in letters that can be read from the other side.</p>
</article><footer>Ferry news is made at the harbour, and nobody should go on board.</footer></body></html>
"""
CLAIM = """
[[claim]]
id = "{}"
{}
quote = '''{}'''
says = "It is so."
basis = "own-voice"
stance = "asserts"
"""
QUOTES = {  # a claim: where it stands, its words, and what it leads to
    "late": ("", "The ferry was late on Monday", "text=The ferry was late on Monday"),
    "man": ("", "a well-known, hard-working man", "text=a well%2Dknown%2C hard%2Dworking man"),
    "sound": ('in = "p2"', "said the ferry was sound", "text=office-,said the ferry was sound"),
    "sieve": ('in = "p3"', "said the ferry was sound", "text=union-,said the ferry was sound"),
    "boats": ("", "says “no boats today”", "text=says %E2%80%9Cno boats today"),
    "poster": (
        "",
        "A poster at the landing says “no boats today”",
        "text=A poster at the,says %E2%80%9Cno boats today",
    ),
    "cut": ("", "The harbour office … as anybody came", "text=The harbour office&text=as anybody came"),
    "title": ('in = "title"', "The ferry stops", "text=The ferry stops"),
    "board": ("", "nobody should go on board", "text=that-,nobody should go on board"),
    "edited": ("", "who sailed here for many years", ""),
    "summary": ('in = "summary"', "The ferry was late on Monday", ""),
}


@pytest.fixture
def ferry(tmp_path: Path) -> SmallArchive:
    """An archive of one article, imported from a saved page; claims in it, one in words that were altered since."""
    archive = SmallArchive.write(tmp_path / "archive", {"site.toml": 'title = "Ferries"\n', "content/sources.toml": ""})
    saved = tmp_path / "saved.html"
    saved.write_text(SAVED, encoding="utf-8")
    assert archive.run("--quiet", "import", str(saved)) == 0
    archive.edit(f"{FOLDER}/article.md", "who has sailed here for years", "who sailed here for many years")
    archive.edit(
        f"{FOLDER}/article.md", 'rendition = "full"', 'rendition = "full"\nsummary = "The ferry was late on Monday."'
    )
    quotes = (
        CLAIM.format(claim, where or 'in = "p1"' * (claim == "late"), words)
        for claim, (where, words, _) in QUOTES.items()
    )
    archive.put(f"{FOLDER}/claims.toml", "".join(quotes))
    return archive


def read_links(archive: SmallArchive, page: str = "the-ferry-stops.html") -> dict[str, str]:
    """What the notes of the built article lead to, by claim; blanks as they are."""
    assert archive.run("--quiet", "build") == 0
    html = (archive.root / f"dist/article/2021-06-03-{page}").read_text(encoding="utf-8")
    items = re.findall(r'<li(?: class="note")? id="(?:n|c)-([a-z]+)">(.*?)</li>', html, re.S)
    links = ((claim, re.search(rf'<a href="{URL}#:~:([^"]*)" rel="external noopener">', item)) for claim, item in items)
    return {claim: unescape(link[1]).replace("%20", " ") for claim, link in links if link}


def test_a_note_leads_to_its_words_exactly_where_the_copy_proves_it(ferry: SmallArchive) -> None:
    expected = {claim: directive for claim, (_, _, directive) in QUOTES.items() if directive}
    assert read_links(ferry) == expected
    assert read_links(ferry, "the-ferry-stops.cite.html") == expected


def test_no_other_page_holds_such_a_link(ferry: SmallArchive) -> None:
    read_links(ferry)
    found = [path for path, content in ferry.site().items() if b":~:" in content]
    assert found == [f"article/2021-06-03-the-ferry-stops{end}" for end in (".cite.html", ".html")]


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("site.toml", 'title = "Ferries"', 'title = "Ferries"\ntext_fragments = false'),
        (f"{FOLDER}/article.md", 'rendition = "full"', 'rendition = "precis"'),
        (f"{FOLDER}/article.md", f'url = "{URL}"\n', ""),
        (f"{FOLDER}/article.md", f'url = "{URL}"', f'url = "{URL}#:~:text=ferry"'),
    ],
)
def test_where_that_is_not_the_original_or_not_wanted_there_is_none(
    ferry: SmallArchive, path: str, old: str, new: str
) -> None:
    assert read_links(ferry)
    ferry.edit(path, old, new)
    assert read_links(ferry) == {}
    ferry.edit(path, new or "+++\ntitle", old if new else f'+++\nurl = "{URL}"\ntitle')
    assert read_links(ferry)


def test_without_a_recorded_copy_there_is_none(ferry: SmallArchive) -> None:
    text = (ferry.root / FOLDER / "article.md").read_text(encoding="utf-8")
    ferry.put(f"{FOLDER}/article.md", re.sub(r"sha256 = .*\n", "", text))
    assert read_links(ferry) == {}
    ferry.put(f"{FOLDER}/article.md", text)
    (ferry.root / FOLDER / "capture.html").unlink()
    assert read_links(ferry) == {}


def test_an_address_that_was_found_gone_gets_none(ferry: SmallArchive) -> None:
    links = f'[[link]]\nurl = "{URL}"\nstate = "{{}}"\nstatus = {{}}\nchecked = 2024-01-01\n'
    ferry.put("content/links.toml", links.format("there", 200))
    assert read_links(ferry)
    ferry.put("content/links.toml", links.format("gone", 404))
    assert read_links(ferry) == {}


def test_a_later_copy_is_searched_in_place_of_the_earlier(ferry: SmallArchive, tmp_path: Path) -> None:
    assert read_links(ferry)["late"] == "text=The ferry was late on Monday"
    later = tmp_path / "later.html"
    again = (
        "<aside>“The ferry was late on Monday”: read how readers answered, and what the captain told us.</aside></body>"
    )
    later.write_text(SAVED.replace("</body>", again), encoding="utf-8")
    assert ferry.run("--quiet", "import", str(later), "--update", "--captured", "2022-01-01") == 0
    assert read_links(ferry)["late"] == "text=The ferry was late on Monday,-%2C said"


def test_a_copy_is_read_only_where_something_changed(ferry: SmallArchive, monkeypatch: pytest.MonkeyPatch) -> None:
    first = read_links(ferry)
    monkeypatch.setattr("generator.core.originals.find_originals", lambda *_: pytest.fail("it was read again"))
    ferry.put("site.toml", 'title = "Ferries"\n\n')
    ferry.put("content/sources.toml", "\n")
    assert read_links(ferry) == first


def test_every_job_and_no_memo_give_the_same_site(ferry: SmallArchive) -> None:
    read_links(ferry)
    remembered = ferry.site()
    assert ferry.run("--quiet", "build", "--output", str(ferry.root / "other"), "--jobs", "2") == 0
    assert ferry.site("other") == remembered
