"""From saved pages to a published archive, by the commands a person types; and claims that refuse a changed meaning."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.cli import main
from generator.core.articles import read_article
from generator.core.diagnostics import Diagnostic
from generator.core.model import Folder, Settings
from generator.core.text import Text
from tests import seeds

KEYS = tuple(seeds.PAGES)
CLAIMS = "claims.toml"


def run(root: Path, *words: str) -> int:
    return main(["--root", str(root), "--quiet", *words])


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The article folders that `import` makes of the five pages in a new archive, by the pages' keys."""
    if not seeds.SEEDS.is_dir():
        pytest.skip("the saved pages are not at hand")
    root = tmp_path_factory.mktemp("whole") / "archive"
    assert main(["--quiet", "new", "site", str(root)]) == 0
    before = set((root / "content/articles").iterdir())
    files = sorted(seeds.SEEDS.glob("*.txt"))
    assert run(root, "import", *map(str, files)) == 0
    made = set((root / "content/articles").iterdir()) - before
    by_capture = {(folder / "capture.txt").read_bytes(): folder for folder in made}
    return {path.name[:3]: by_capture[path.read_bytes()] for path in files}


def root_of(imported: dict[str, Path]) -> Path:
    return imported[KEYS[0]].parents[2]


def test_five_saved_pages_become_a_site(imported: dict[str, Path]) -> None:
    root = root_of(imported)
    assert run(root, "build") == 0
    pages = {key: (root / "dist/article" / f"{folder.name}.html") for key, folder in imported.items()}
    counted = {key: path.read_text(encoding="utf-8").count('class="c-no"') for key, path in pages.items()}
    assert counted == {"000": 6, "001": 0, "002": 0, "003": 0, "004": 26}


def test_importing_again_overwrites_nothing(imported: dict[str, Path], capsys: pytest.CaptureFixture[str]) -> None:
    before = {path: path.read_bytes() for folder in imported.values() for path in folder.iterdir()}
    assert run(root_of(imported), "import", *map(str, sorted(seeds.SEEDS.glob("*.txt")))) == 0
    assert capsys.readouterr().err == ""
    assert {path: path.read_bytes() for folder in imported.values() for path in folder.iterdir()} == before


@seeds.CLAIMS_NEEDED
def test_every_listed_claim_stands_on_its_words_in_the_built_site(imported: dict[str, Path]) -> None:
    root = root_of(imported)
    for key, folder in imported.items():
        (folder / CLAIMS).write_text(seeds.claims_toml(key), encoding="utf-8")
    assert run(root, "check") == 0
    assert run(root, "build") == 0
    marks = sum(
        len(set(re.findall(r' id="(c-[ck]00\d-\d\d)"', (root / f"dist/article/{folder.name}.html").read_text("utf-8"))))
        for folder in imported.values()
    )
    assert marks == 238


def read_with(folder: Path, key: str, old: str, new: str) -> tuple[Diagnostic, ...]:
    """What is found wrong with an imported article in whose text, or thread, one quotation was changed."""
    texts = {
        name: (folder / name).read_text("utf-8") for name in ("article.md", "thread.toml") if (folder / name).exists()
    }
    texts = {name: text.replace(old, new) for name, text in texts.items()}
    texts[CLAIMS] = seeds.claims_toml(key)
    read = read_article(Settings("Seeds"), Folder(folder.name, tuple(Text(name, text) for name, text in texts.items())))
    return tuple(each for each in read.diagnostics if each.code == "quote-not-found")


@seeds.CLAIMS_NEEDED
@pytest.mark.parametrize("key", KEYS)
def test_one_changed_digit_stops_the_build_at_that_claim(imported: dict[str, Path], key: str) -> None:
    quotes = [claim["quote"] for claim in seeds.read_claims(key) if re.search(r"\d", claim["quote"])]
    tried = 0
    for quote in quotes:
        changed = re.sub(r"\d", lambda digit: str((int(digit[0]) + 1) % 10), quote, count=1)
        found = read_with(imported[key], key, quote, changed)
        if not found:
            continue  # its words are escaped in the file and were not changed
        tried += 1
        assert any(quote.split('"')[0][:30] in each.place.excerpt for each in found)
        token = next(word for word, old in zip(changed.split(), quote.split(), strict=True) if word != old)
        assert any(re.sub(r"\W+$", "", token) in f"{each.hint}{each.related}" for each in found), found
    assert tried or not quotes


@seeds.CLAIMS_NEEDED
@pytest.mark.parametrize("key", KEYS)
def test_one_inserted_not_stops_the_build_at_that_claim(imported: dict[str, Path], key: str) -> None:
    tried = 0
    for claim in seeds.read_claims(key)[::4]:
        first, _, rest = claim["quote"].partition(" ")
        if not rest:
            continue
        found = read_with(imported[key], key, claim["quote"], f"{first} not {rest}")
        if found:
            tried += 1
            assert any("not" in f"{each.message}{each.hint}" for each in found)
    assert tried
