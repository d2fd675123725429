"""The shipped words, for tests that want something said."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from generator.core.text import Text
from generator.core.word_assets import say_asset
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
    for path in sorted(ASSETS.rglob("*")):
        if path.is_file():
            name = path.relative_to(ASSETS).as_posix()
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(say_asset(f"assets/{name}", path.read_bytes(), words))
