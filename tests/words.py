"""The shipped words, for tests that want something said."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from generator.core.search_script import JOINED, join_scripts
from generator.core.text import Text
from generator.core.word_assets import SCRIPT, say_asset
from generator.core.word_files import choose_words
from generator.core.words import Words

FOLDER = Path(__file__).parent.parent / "templates/words"


def shipped_texts() -> tuple[Text, ...]:
    """Every file of words below templates/words/."""
    return tuple(
        Text(f"templates/words/{path.name}", path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.toml"))
    )


@cache
def shipped_words(language: str) -> Words:
    """The words of one language, without a fault."""
    texts = shipped_texts()
    read = choose_words(texts, language, texts[0].line_place(1))
    assert read.diagnostics == ()
    assert read.value is not None
    return read.value


ENGLISH = shipped_words("en")
ASSETS = FOLDER.parent / "assets"


def copy_assets(folder: Path, words: Words = ENGLISH) -> None:
    """The shipped assets as a site has them, with what scripts and sheets say."""
    files = {
        path.relative_to(ASSETS.parent).as_posix(): path.read_bytes() for path in ASSETS.rglob("*") if path.is_file()
    }
    for name, content in sorted(join_scripts(files).items()):
        target = folder / name.removeprefix("assets/")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(say_asset(name, content, words))


def words_script(words: Words = ENGLISH) -> str:
    """What says the words of scripts, with those of the search, as a page has it once the search is loaded."""
    return "".join(
        say_asset(name, content, words).decode()
        for name, content in ((SCRIPT, (ASSETS / "js/words.js").read_bytes()), (JOINED, b""))
    )
