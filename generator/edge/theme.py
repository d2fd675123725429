"""In: the package's templates and an archive's own folder of them. Out: both as data, with the words of one language.

Must not understand a template: render does. The archive's own take the name; the original stays as `theme:<name>`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import generator
from generator.core.diagnostics import Checked, Diagnostic, did_you_mean, error, warning
from generator.core.fields import locate
from generator.core.model import Output, Settings
from generator.core.render import ORIGINAL, Theme
from generator.core.search_script import join_scripts
from generator.core.text import Text
from generator.core.word_assets import say_asset
from generator.core.word_files import choose_words
from generator.core.words import Words
from generator.edge.files import at_file, find_file, is_folder, list_names, read_text, unreadable

ASSETS = "assets/"
WORDS = "words/"


@dataclass(frozen=True, slots=True)
class ThemeFiles:
    """The templates, and the files that stand below `prefix` on the site."""

    theme: Theme
    assets: tuple[Output, ...]
    prefix: str  # assets/<digest of all of them>/, so that a changed set is a new address and nobody sees a stale one


def package_templates() -> Path:
    """The folder of the package's own templates: inside an installed package, beside it in a checkout."""
    package = Path(generator.__file__).resolve().parent
    installed = package / "_templates"
    return installed if installed.is_dir() else package.parent / "templates"


def read_theme(root: Path, settings: Settings, site: Text) -> Checked[ThemeFiles]:
    """The package's templates, assets and words, overridden by those in the archive's folder, if `settings` name one.

    `site` is the site.toml that they were read from. Errors: `no-theme`, and those of reading a file and of words.
    """
    try:
        return _read_theme(root.resolve(), settings, site)
    except OSError as failure:
        return Checked(None, (unreadable(settings.theme, failure),))


def _read_theme(root: Path, settings: Settings, site: Text) -> Checked[ThemeFiles]:
    found: list[Diagnostic] = []
    shipped = dict(_read_files(package_templates(), "", found))
    files, folder = dict(shipped), settings.theme
    paths: dict[str, str] = {}
    if folder and not (root / folder).is_dir():
        hint = did_you_mean(folder, (path.name for path in root.iterdir() if path.is_dir()))
        place = locate(site, ("theme",))
        return Checked(None, (error("no-theme", f"there is no folder {folder!r} beside site.toml", place, hint),))
    own = dict(_read_files(root, folder, found)) if folder else {}
    for name, content in own.items():
        if name not in files and not name.startswith((ASSETS, WORDS, "pages/", "parts/", "book/")):
            known = "templates are base.html, pages/…, parts/… and book/…; words are words/…; the rest is assets/…"
            hint = did_you_mean(name, files) or known
            found.append(warning("unknown-file", "nothing is made of this file", at_file(f"{folder}/{name}"), hint))
        if name in files and not name.startswith(ASSETS):
            files[ORIGINAL + name] = files[name]
        files[name] = content
        paths[name] = f"{folder}/{name}"
    texts = [*_list_words(shipped, "templates"), *_list_words(own, folder)]
    key = "language" if settings.interface == settings.language else "interface"
    words = choose_words(texts, settings.interface, locate(site, (key,)))
    found += words.diagnostics
    return Checked(_sort_files(files, paths, words.value) if words.value else None, tuple(found))


def _list_words(files: Mapping[str, bytes], folder: str) -> Iterator[Text]:
    for name, content in sorted(files.items()):
        if name.startswith(WORDS) and name.endswith(".toml"):
            yield Text(f"{folder}/{name}", content.decode())


def _read_files(root: Path, folder: str, found: list[Diagnostic]) -> Iterator[tuple[str, bytes]]:
    """Every file below a folder, by its path in it; what cannot be read is noted in `found`."""
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        for name in list_names(root, here):
            path = f"{here}/{name}" if here else name
            inner = path.removeprefix(f"{folder}/") if folder else path
            if is_folder(root / path):
                waiting.append(path)
            elif inner.startswith(ASSETS):
                file = find_file(root, path)
                found += file.diagnostics
                if file.value is not None:
                    yield inner, file.value.read_bytes()
            else:
                text = read_text(root, path)
                found += text.diagnostics
                if text.value is not None:
                    yield inner, text.value.content.encode()


def _sort_files(files: Mapping[str, bytes], paths: Mapping[str, str], words: Words) -> ThemeFiles:
    templates = sorted((name, content.decode()) for name, content in files.items() if _is_template(name))
    served = join_scripts({name: content for name, content in files.items() if name.startswith(ASSETS)})
    assets = [(name, say_asset(name, served[name], words)) for name in sorted(served)]
    digest = sha256()
    for name, content in assets:
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    prefix = f"{ASSETS}{digest.hexdigest()[:12]}/"
    return ThemeFiles(
        theme=Theme(tuple(templates), words, tuple(sorted(paths.items()))),
        assets=tuple(Output(prefix + name.removeprefix(ASSETS), content) for name, content in assets),
        prefix=prefix,
    )


def _is_template(name: str) -> bool:
    return not name.removeprefix(ORIGINAL).startswith((ASSETS, WORDS))
