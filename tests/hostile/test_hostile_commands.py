"""The same words in what commands write for other tools, and in the accounts that they print."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
import zipfile
from pathlib import Path
from xml.etree import ElementTree
from xml.sax.saxutils import escape

import pytest

from tests.archives import FILES, SmallArchive
from tests.fuzz.beginnings import PAGE, WORDPRESS, write_web_archive
from tests.hostile.cases import every_case
from tests.hostile.conftest import Poured
from tests.hostile.pouring import article_id, as_name, toml
from tests.hostile.test_hostile_files import CONTROLS, DIRECTIONS, read_cells

ARTICLE = "content/articles/2020-01-02-mill"
TOLD = [words for kind, words in every_case() if kind in ("terminal", "directions", "invisible")]
ALONE = [words for words in TOLD if not any(ord(each) < 32 or each in "\ufffe\uffff" for each in words)]


@pytest.fixture(scope="session")
def exported(poured: Poured, twin: Poured, tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Path, Path]]:
    """Every export of the poured archive, and of its harmless twin."""
    folder = tmp_path_factory.mktemp("exported")
    made = {}
    for form in ("argdown", "bibtex", "csl", "csv", "epub", "sqlite"):
        made[form] = (folder / f"poured.{form}", folder / f"twin.{form}")
        for source, target in zip((poured, twin), made[form], strict=True):
            archive = SmallArchive(source.site.parent)
            assert archive.run("--quiet", "export", form, "--output", str(target)) == 0
    return made


def test_an_argument_map_has_the_lines_of_a_harmless_one(
    exported: dict[str, tuple[Path, Path]], poured: Poured, twin: Poured
) -> None:
    """Each question has a heading, its answers and the claims on it, whatever the words are."""
    lines = [path.read_text(encoding="utf-8").split("\n") for path in exported["argdown"]]
    begun = re.compile(r'(?:===|title: "|subTitle: "|# |\[|<|  (?:[+-]|><|->|\+>|_>) [<\[]|$)')
    heads = [[begun.match(line) is not None for line in each] for each in lines]
    assert all(heads[1])
    assert all(heads[0]), [line for line, fits in zip(lines[0], heads[0], strict=True) if not fits][:5]
    questions = [sum(line.startswith("# ") for line in each) for each in lines]
    assert questions == [len(poured.words), len(twin.words)]
    assert len(lines[0]) / questions[0] == pytest.approx(len(lines[1]) / questions[1], rel=0.02)


def test_a_table_begins_no_formula_and_a_database_holds_the_words(
    exported: dict[str, tuple[Path, Path]], poured: Poured
) -> None:
    tables = sorted(exported["csv"][0].rglob("*.csv"))
    assert len(tables) == 7
    for path in tables:
        cells = read_cells(path.read_bytes())
        assert [each for each in cells if re.match(r"[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]", each)] == []
    with sqlite3.connect(exported["sqlite"][0]) as database:
        titles = dict(database.execute("SELECT id, title FROM articles"))
        said = dict(database.execute("SELECT article, says FROM claims WHERE id = 'named'"))
    database.close()
    for index, words in enumerate(poured.words):
        assert titles[article_id(index)] == said[article_id(index)] == as_name(words)


def test_a_book_is_well_formed_and_holds_no_element_that_a_harmless_one_has_not(
    exported: dict[str, tuple[Path, Path]],
) -> None:
    found: list[set[str]] = []
    for path in exported["epub"]:
        pairs: set[str] = set()
        with zipfile.ZipFile(path) as book:
            names = book.namelist()
            assert all(re.fullmatch(r"[A-Za-z0-9_./-]+", name) and ".." not in name for name in names)
            for name in names:
                if name.endswith((".xhtml", ".opf", ".ncx", ".xml")):
                    pairs |= set(_list_pairs(book.read(name)))
        found.append(pairs)
    strange = found[0] - found[1]
    allowed = r"(?:{TAGS}) (?:href|title|lang|dir|start|reversed|value|datetime|class|scope|colspan|rowspan|alt|src)"
    tags = (
        "a|abbr|b|bdi|blockquote|br|caption|cite|code|dd|del|details|dfn|div|dl|dt|em|figcaption|figure|h[1-6]|hr|i|img"
    )
    tags += "|ins|kbd|li|ol|p|pre|q|rp|rt|ruby|s|samp|section|small|span|strong|sub|summary|sup|table|tbody|td|tfoot|th"
    tags += "|thead|time|tr|u|ul|var|wbr"
    shown = re.compile(allowed.replace("{TAGS}", tags))
    assert {each for each in strange if " " in each and not shown.fullmatch(each)} <= {
        *("bdi role", "bdi aria-label", "bdi data-unseen", "td id", "th id", "a rel", "pre id")
    }
    assert {each for each in strange if " " not in each and not re.fullmatch(tags, each)} == set()


def _list_pairs(data: bytes) -> set[str]:
    """The elements of a file, and with which attributes."""
    found = set()
    for element in ElementTree.fromstring(data).iter():
        tag = element.tag.rpartition("}")[2]
        found |= {tag, *(f"{tag} {name.rpartition('}')[2]}" for name in element.attrib)}
        for name in ("href", "src"):
            address = element.get(name, "")
            assert not re.match(r"\s*(?:javascript|data|vbscript|blob|file):", address, re.I), address
            assert name != "src" or "//" not in address, address
    return found


@pytest.mark.parametrize("kind", ["source", "question"])
def test_the_feeds_of_sources_and_questions_are_well_formed(kind: str, poured: Poured) -> None:
    paths = sorted((poured.site / "feed").glob(f"{kind}-*.xml"))
    assert len(paths) >= len(poured.words)
    for path in paths:
        tree = ElementTree.fromstring(path.read_bytes())
        tags = {element.tag.rpartition("}")[2] for element in tree.iter()}
        assert tags <= {
            *("feed", "id", "title", "subtitle", "updated", "generator", "link", "entry", "published", "author"),
            *("name", "summary", "content"),
        }
        for link in tree.iter("{http://www.w3.org/2005/Atom}link"):
            assert link.get("href", "").startswith("https://archive.example/")


# Accounts on a terminal


def listen(archive: SmallArchive, capsys: pytest.CaptureFixture[str], *command: str) -> str:
    """What a command says, once it is certain that a terminal would obey none of it."""
    code = archive.run(*command)
    said = capsys.readouterr()
    assert code in (0, 1), said.err
    assert not (CONTROLS | DIRECTIONS) & set(said.out + said.err), (command, ascii(said.out + said.err))
    assert "Traceback" not in said.err
    return said.out + said.err


def test_the_accounts_of_imports_are_safe_to_print(
    archive: SmallArchive, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """In every text of a page, an export and a web archive, and in what they say of themselves."""
    for words in ALONE:
        text = escape(words, {'"': "&quot;"})
        page = PAGE.replace("Water over the wall", text).replace("Mina Dahl", text).replace("4 March 2021", text)
        page = page.replace("I saw it.", text).replace("Per<", f"{text}<").replace('lang="en"', f'lang="{text}"')
        saved = tmp_path / "saved.html"
        saved.write_text(page, encoding="utf-8")
        listen(archive, capsys, "import", "--dry-run", str(saved))
        plain = tmp_path / "saved.txt"
        plain.write_text(
            f"{words}\n\nBy {words}\n\nSaid: {words}\n\n2 comments\n\n{words} says:\n{words}\n", encoding="utf-8"
        )
        listen(archive, capsys, "import", "--dry-run", str(plain))
        export = WORDPRESS
        for part in ("Ferry", "Mina Dahl", "<wp:post_type>post", "publish", "Per\n", "<wp:comment_id>7"):
            export = export.replace(part, f"{part[: part.find('>') + 1]}{text}", 1)
        export = export.replace(
            "<wp:comment_approved>1", f"<wp:comment_type>{text}</wp:comment_type><wp:comment_approved>1"
        )
        whole = tmp_path / "export.xml"
        whole.write_text(export, encoding="utf-8")
        listen(archive, capsys, "import", "--dry-run", str(whole))
        packed = tmp_path / "a.warc"
        packed.write_bytes(write_web_archive(page.encode()).replace(b"https://a.example/1", text.encode()))
        listen(archive, capsys, "import", "--dry-run", str(packed))


def test_the_names_of_what_is_imported_and_copied_are_safe_to_print(
    archive: SmallArchive, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert archive.run("--quiet", "build", "--jobs", "1") == 0
    for number, name in enumerate(("a\x1b[31m", "a\u202eb", "a\nb", "a\u009bb", "a\u2066b", "<img src=x>")):
        for suffix, content in ((".txt", f"A title {number}\n\nSome words."), (".html", PAGE), (".xml", WORDPRESS)):
            saved = tmp_path / f"{name}{suffix}"
            saved.write_text(content, encoding="utf-8")
            listen(archive, capsys, "import", str(saved))
            listen(archive, capsys, "import", str(saved))
        (archive.root / "dist" / name).write_text("added", encoding="utf-8")
        listen(archive, capsys, "verify", "--sums-only")
        listen(archive, capsys, "export", "argdown", "--output", str(tmp_path / f"{name}.argdown"))
        listen(archive, capsys, "publish", str(tmp_path / f"{name}-copy"))


def test_the_accounts_of_tables_and_annotations_are_safe_to_print(
    archive: SmallArchive, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    sheet, notes = tmp_path / "claims.csv", tmp_path / "notes.json"
    for words in ALONE:
        written = io.StringIO(newline="")
        rows = csv.writer(written)
        rows.writerow(["article", "id", "says", "note", "via"])
        rows.writerow(["2020-01-02-mill", "closed", words, words, words])
        sheet.write_text(written.getvalue(), encoding="utf-8", newline="")
        listen(archive, capsys, "merge-claims", str(sheet))
        written.truncate(0)
        rows.writerow(["article", "id", words])
        rows.writerow([words, words, words])
        sheet.write_text(written.getvalue().strip("\0"), encoding="utf-8", newline="")
        listen(archive, capsys, "merge-claims", str(sheet))
        for place in ("https://a.example/article/2020-01-02-mill.html", f"https://a.example/article/{words}.html"):
            selector = {"type": "TextQuoteSelector", "exact": words, "prefix": words}
            target = {"source": place, "selector": [selector]}
            notes.write_text(
                json.dumps({"type": "Annotation", "body": {"value": words}, "target": target}), encoding="utf-8"
            )
            listen(archive, capsys, "import-annotations", str(notes))
            (archive.root / ARTICLE / "claims-draft.toml").unlink(missing_ok=True)


def test_the_account_of_links_and_of_what_was_accepted_is_safe_to_print(
    archive: SmallArchive, capsys: pytest.CaptureFixture[str]
) -> None:
    listen(archive, capsys, "accept")
    for words in ALONE:
        gone = toml({"was": f"article/2020-01-02-mill.html#c-{words}", "reason": as_name(words)})
        archive.put("content/tombstones.toml", f"[[gone]]\n{gone}")
        archive.put("content/links.toml", f"[[link]]\n{toml({'url': words, 'state': words, 'asked': words})}")
        archive.put(f"{ARTICLE}/article.md", f"{FILES[f'{ARTICLE}/article.md']}\n<http://127.0.0.1:9/{words}>\n")
        listen(archive, capsys, "check")
        listen(archive, capsys, "accept")
    (archive.root / "content/tombstones.toml").unlink()
    (archive.root / "content/links.toml").unlink()
    listen(archive, capsys, "links", "--pause", "0", "--timeout", "0.1")
