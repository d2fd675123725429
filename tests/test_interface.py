"""No word of the interface stands outside the files of words, and a site speaks one language."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from justhtml import JustHTML

from tests.archives import FILES, SmallArchive
from tests.words import ENGLISH, shipped_words

ROOT = Path(__file__).parent.parent
TEMPLATES = sorted((ROOT / "templates").rglob("*.html")) + sorted((ROOT / "templates").rglob("*.xml"))
PAGES = sorted((ROOT / "generator/core/pages").glob("*.py"))
SCRIPTS = sorted((ROOT / "templates/assets/js").glob("*.js"))
COMMENT = re.compile(r"\{#.*?#\}", re.S)
JINJA = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.S)
NO_WORDS = re.compile(r"<(kbd|code|pre|svg|generator)\b.*?</\1>|<dt>.*?</dt>|<!doctype html>|<\?xml.*?\?>", re.S)
TAG = re.compile(r"<[^>]*>")
SPOKEN = re.compile(r'\b(?:aria-label|title|alt|placeholder)="([^"]*)"')
LITERAL = re.compile(r'"((?:[^"\\]|\\.)*)"')
NAMES = frozenset(("BibTeX", "CSL-JSON", ".csv", "article", "drawn."))  # names, a kind of page, part of a key


def bare_words(source: str) -> set[str]:
    """Words that a template writes itself: between tags, and in attributes that are read to somebody."""
    plain = JINJA.sub("", NO_WORDS.sub("", COMMENT.sub("", source)))
    texts = [*(text for text in TAG.sub("\n", plain).splitlines()), *SPOKEN.findall(plain)]
    return {text.strip() for text in texts if re.search(r"[^\W\d_]{2}", text)} - NAMES


def said_literals(source: str) -> set[str]:
    """Texts of several words in the expressions of a template."""
    inside = " ".join(JINJA.findall(COMMENT.sub("", source)))
    return {text for text in LITERAL.findall(inside) if re.search(r"[a-z]+ [a-z]+", text)}


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_holds_no_word_of_its_own(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert bare_words(source) == set()
    names = {"at least", "more than", "sha256sum -c checksums.txt"}  # qualifiers, as content has them; a command
    assert said_literals(source) <= names


def test_the_test_sees_words_in_templates() -> None:
    source = '<p aria-label="Close it">{{ t("x") }} and {{ n(1) }} <b>more</b></p>{{ "two words" if page.x }}'
    assert bare_words(source) == {"and", "more", "Close it"}
    assert said_literals(source) == {"two words"}


def literals(path: Path) -> Iterator[str]:
    """Every string of a module but its docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    holders = (ast.Module, ast.ClassDef, ast.FunctionDef)
    docs = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, holders) and node.body and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node.value


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_a_page_holds_no_sentence_of_its_own(path: Path) -> None:
    found = {text for text in literals(path) if re.search(r"[A-Za-z]+ [A-Za-z]+|^[A-Z][a-z]+$", text)}
    schema_org = {
        "NewsArticle",
        "Comment",
        "Person",
        "Organization",
        "Collection",
        "Claim",
        "Thing",
        "Quotation",
    }
    assert {text for text in found - schema_org if not text.startswith("a about after")} == set()


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_a_script_says_only_what_is_in_the_words(path: Path) -> None:
    source = re.sub(r"/\*.*?\*/|(?<!:)//[^\n]*", "", path.read_text(encoding="utf-8"), flags=re.S)
    said = set(re.findall(r"'([A-Z][a-z]+(?: [a-z]+)*)'", source)) - {"Escape", "Enter", "Array", "Arrow"}
    assert {text for text in said if not re.search(rf"\.key === '{text}'", source)} == set()
    for key in re.findall(r"\b(?:say|whenceSay)\('([a-z-]+)'", source):
        groups = ("script", "script-search") if path.name.startswith("search-") else ("script",)
        assert any(f"{group}.{key}" in ENGLISH.phrases for group in groups), key


@pytest.mark.parametrize("language", ["de", "fr", "ar"])
def test_a_site_in_another_language_holds_no_english_word_of_the_interface(
    language: str, archive: SmallArchive, capsys: pytest.CaptureFixture[str]
) -> None:
    archive.put("site.toml", f'{FILES["site.toml"]}interface = "{language}"\n')
    assert archive.run("--quiet", "build") == 0
    assert capsys.readouterr().err == ""
    words = shipped_words(language)
    theirs = {"".join(form) for phrase in words.phrases.values() for form in phrase.values()}
    content = " ".join(FILES.values())
    english = {
        "".join(form)
        for phrase in ENGLISH.phrases.values()
        for form in phrase.values()
        if len(form) == 1 and re.search(r"[a-z]{2}", form[0])
    }
    english = {text for text in english - theirs if text not in content}
    runs = {  # what stands between placeholders, where it is long enough to be nothing but English
        piece.strip()
        for phrase in ENGLISH.phrases.values()
        for form in phrase.values()
        for piece in form[::2]
        if piece.count(" ") > 3 and piece not in theirs
    }
    for path, page in archive.site().items():
        if path.endswith(".html"):
            html = page.decode()
            assert f'<html lang="{language}" dir="{words.direction}"' in html
            root = JustHTML(html, sanitize=False)
            spoken = [text for node in root.query("[aria-label]") for text in [node.attrs["aria-label"] or ""]]
            plain = re.sub(r"<dt>[a-z_]+</dt>", "", html)  # names of columns
            texts = {text.strip() for text in (*re.split(r"<[^>]*>", plain), *spoken)}
            assert texts & english == set(), path
            assert {run for run in runs if run in html} == set(), path
