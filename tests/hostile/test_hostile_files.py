"""The same words in the files that are not pages, in reports on a terminal, in names, and in what is imported."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from pathlib import Path
from xml.etree import ElementTree

import pytest

from generator.core.capture.draft import draft_page
from generator.core.html_tokens import read_attributes, split_html
from generator.core.text import Text
from tests.archives import SmallArchive
from tests.hostile.cases import every_case
from tests.hostile.conftest import Poured
from tests.hostile.pouring import article_id, as_name, toml

WORDS = [words for _, words in every_case()]
ARTICLE = "content/articles/2020-01-02-mill"


def read_cells(data: bytes) -> list[str]:
    """All cells of a table but those of its first row."""
    rows = list(csv.reader(io.StringIO(data.decode("utf-8"), newline="")))
    return [cell for row in rows[1:] for cell in row]


def read_rows(poured: Poured, name: str) -> list[dict[str, str]]:
    text = (poured.site / f"data/{name}.csv").read_bytes().decode("utf-8")
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.mark.parametrize("name", ["articles", "comments", "claims", "figures", "relations", "sources", "questions"])
def test_no_cell_starts_a_formula(name: str, poured: Poured) -> None:
    rows = read_rows(poured, name)
    assert rows
    wrong = [cell for row in rows for cell in row.values() if re.match(r"[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]", cell)]
    assert wrong == []


def test_a_cell_holds_what_was_written_behind_its_guard(poured: Poured) -> None:
    shown = {row["id"]: row["title"] for row in read_rows(poured, "articles")}
    for index, words in enumerate(poured.words):
        assert shown[article_id(index)].removeprefix("'") == as_name(words).removeprefix("'")


@pytest.mark.parametrize("name", ["feed.xml", "sitemap.xml"])
def test_a_feed_is_well_formed_and_holds_no_element_of_theirs(name: str, poured: Poured) -> None:
    tree = ElementTree.fromstring((poured.site / name).read_bytes())
    tags = {element.tag.rpartition("}")[2] for element in tree.iter()}
    assert tags <= {
        *("feed", "id", "title", "subtitle", "updated", "generator", "link", "entry", "published", "author", "name"),
        *("summary", "urlset", "url", "loc"),
    }
    assert all(link.get("href", "https://archive.example/").startswith("https://archive.example/") for link in tree)


def test_the_feed_holds_every_title_as_it_was_written(poured: Poured) -> None:
    tree = ElementTree.fromstring((poured.site / "feed.xml").read_bytes())
    atom = "{http://www.w3.org/2005/Atom}"
    titles = {entry.findtext(f"{atom}title") for entry in tree.iter(f"{atom}entry")}
    assert titles <= {as_name(words) for words in poured.words}
    assert titles


def test_linked_data_is_json_that_cannot_leave_its_element(poured: Poured) -> None:
    for index, words in enumerate(poured.words):
        html = poured.read(f"article/{article_id(index)}.html")
        [inside] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.S)
        assert not set("<>&\u2028\u2029") & set(inside)
        assert json.loads(inside)["headline"] == as_name(words)


def test_every_json_file_is_data(poured: Poured) -> None:
    for path in (*poured.site.rglob("*.json"), *poured.site.rglob("*.jsonld")):
        assert json.loads(path.read_bytes()), path


def test_every_file_of_the_search_is_one_call_with_data_and_can_be_put_into_a_page(poured: Poured) -> None:
    files = sorted((poured.site / "search").rglob("*.js"))
    assert files
    for path in files:
        text = path.read_text(encoding="utf-8")
        assert "</script" not in text.lower(), path
        assert "<!--" not in text, path
        assert not set("\u2028\u2029") & set(text), path


def test_annotations_hold_their_words_as_they_were_written(poured: Poured) -> None:
    collection = json.loads((poured.site / "data/annotations.jsonld").read_bytes())
    said = {item["body"][0]["value"] for item in collection["first"]["items"]}
    assert said == {as_name(words) for words in poured.words}


def test_every_brace_of_the_bibliography_is_closed(poured: Poured) -> None:
    """An entry that a stranger could close would let the next line be a command of TeX."""
    text = (poured.site / "data/citations.bib").read_text(encoding="utf-8")
    assert len(re.findall(r"^@\w+\{", text, re.M)) == len(poured.words)
    depth = 0
    for found in re.finditer(r"\\.|[{}]", text, re.S):
        depth += {"{": 1, "}": -1}.get(found[0], 0)
        assert depth >= 0
    assert depth == 0
    assert not re.search(r"\\(?:write|input|include|immediate|openout)\b", text)


# Reports

CONTROLS = {chr(code) for code in (*range(9), *range(11, 32), *range(127, 160))}
DIRECTIONS = set("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@pytest.mark.parametrize("category", ["terminal", "directions", "invisible", "entities", "script"])
def test_a_report_writes_nothing_that_a_terminal_obeys(
    category: str, archive: SmallArchive, capsys: pytest.CaptureFixture[str]
) -> None:
    """Words stand where the report shows them: in messages, in excerpts, in names of files and keys."""
    for number, (kind, words) in enumerate(every_case()):
        if kind != category:
            continue
        table = toml({"quote": as_name(words), "speaker": words, "says": words, "basis": words, "in": words})
        archive.put(f"{ARTICLE}/claims.toml", f"[[claim]]\n{table}{json.dumps(words)} = 1\nid = 'a'\n")
        archive.put("content/sources.toml", f"[{json.dumps(words, ensure_ascii=False)}]\nname = 1\n")
        assert archive.run("--quiet", "check") == 1, number
        said = capsys.readouterr()
        assert not (CONTROLS | DIRECTIONS) & set(said.out + said.err), words
        assert "Traceback" not in said.err


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_file_name_cannot_write_to_the_terminal(
    form: str, archive: SmallArchive, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in (
        "a\x1b[31m.png",
        "a\u202egnp.exe",
        "a\nb.jpg",
        "-rf.jpg",
        "a\u009b.txt",
        "<img src=x onerror=RUN()>.png",
    ):
        (archive.root / ARTICLE / name).write_bytes(b"")
    (archive.root / "content/pages").mkdir()
    (archive.root / "content/pages" / "a\x1b]0;evil\x07.md").write_bytes(b"")
    assert archive.run("--quiet", "check", "--format", form) == 1
    said = capsys.readouterr()
    assert not CONTROLS & set(said.out + said.err)
    assert not DIRECTIONS & set(said.out + said.err)


# Fields that refuse


@pytest.mark.parametrize("words", WORDS)
def test_an_id_an_address_a_date_and_a_language_refuse_them(words: str) -> None:
    from pydantic import TypeAdapter, ValidationError

    from generator.core import values

    for kind in (values.Id, values.CommentId, values.Address, values.Language, values.Theme, values.WhenValue):
        adapter: TypeAdapter[object] = TypeAdapter(kind)
        if kind in (values.CommentId, values.Theme) and re.fullmatch(r"-+", words):
            continue  # a strange name, and a harmless one
        with pytest.raises(ValidationError):
            adapter.validate_python(words)


@pytest.mark.parametrize(
    "url",
    [
        *(
            "javascript:RUN()",
            "JavaScript://a.example/%0aRUN()",
            "data:text/html,x",
            "//a.example",
            "/x",
            "https:/a",
            "",
        ),
        *(
            "https://",
            "https:// a.example",
            "https://a.example/\u202egnp",
            "https://a\u200b.example",
            "\thttps://a.example",
        ),
        *(
            "https://[",
            "https://a.example/\x85",
            "https://a.example/\u2028",
            "ftp://a.example",
            "https://\u3164.example",
        ),
    ],
)
def test_an_address_of_a_source_or_a_report_is_whole_and_can_be_seen(
    url: str, archive: SmallArchive, capsys: pytest.CaptureFixture[str]
) -> None:
    archive.edit("content/sources.toml", 'role = "miller"', f'role = "miller"\nurl = {json.dumps(url)}')
    assert archive.run("--quiet", "check", "--format", "json") == 1
    [fault] = json.loads(capsys.readouterr().out)
    assert fault["code"] in ("bad-url", "empty-value", "control-character")
    assert (fault["path"], fault["line"]) == ("content/sources.toml", 9)


@pytest.mark.parametrize(
    "name", ["..", "a/../../b", "A", "a b", "a\u202eb", "a.b", "-a", "con\x00"[:3] + "\u200b", "a" * 81]
)
def test_a_folder_that_cannot_be_an_address_is_refused(
    name: str, archive: SmallArchive, capsys: pytest.CaptureFixture[str]
) -> None:
    if "/" in name or name == "..":
        archive.edit(f"{ARTICLE}/claims.toml", 'question = "workers-left"', f'question = "{name}"')
        code = "bad-id"
    else:
        (archive.root / "content/articles" / name).mkdir()
        code = "bad-article-id"
    assert archive.run("--quiet", "check", "--format", "json") == 1
    assert [fault["code"] for fault in json.loads(capsys.readouterr().out)] == [code]


# Pages that are imported


def test_an_imported_page_gives_their_words_back_as_text(tmp_path: Path) -> None:
    """Many cases a page, as its paragraphs and as comments; the draft must build, and hold no markup of theirs."""
    lines = [" ".join(words.split()) for words in WORDS]
    lines = [line for line in lines if line and not any(unicodedata.category(each) == "Cc" for each in line)]
    archive = SmallArchive.write(tmp_path, {"site.toml": 'title = "A"\n'})
    for number in range(0, len(lines), 60):
        some = lines[number : number + 60]
        saved = Text(
            "saved.txt", "\n\n".join((f"Headline {number} of a saved page", *(f"Said: {line} ." for line in some)))
        )
        draft = draft_page(saved).value
        assert draft is not None
        for name, content in draft.files:
            archive.put(f"content/articles/saved-{number}/{name}", content)
    assert archive.run("--quiet", "build", "--jobs", "1") == 0
    for number in range(0, len(lines), 60):
        html = archive.site()[f"article/saved-{number}.html"].decode()
        body = html[html.index('<div class="prose"') : html.index('aria-labelledby="cite-h"')]
        names = {token.name for token in split_html(body)} - {""}
        assert names <= {"div", "p", "br", "a", "section", "h2", "ol", "li", "span", "bdi"}, names
        leads = [read_attributes(token.raw).get("href", "#") for token in split_html(body) if token.name == "a"]
        assert all(re.match(r"#|\.\./|https?://|mailto:|$", each) for each in leads), leads
