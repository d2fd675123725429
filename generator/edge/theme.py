"""In: the package's templates and an archive's own folder of them. Out: both as data; the archive's own take the name.

Must not understand a template: render does. The original of one that was replaced stays reachable as `theme:<name>`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import generator
from generator.core.diagnostics import Checked, Diagnostic, did_you_mean, error, warning
from generator.core.model import Output
from generator.core.templates import ORIGINAL, Theme
from generator.core.text import Place
from generator.edge.files import at_file, find_file, list_names, read_text, unreadable

ASSETS = "assets/"


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


def read_theme(root: Path, folder: str, place: Place) -> Checked[ThemeFiles]:
    """The package's templates and assets, overridden by those in the archive's `folder` ('' = none).

    `place` is where site.toml names the folder. Errors: `no-theme`, and those of reading a file.
    """
    try:
        return _read_theme(root, folder, place)
    except OSError as failure:
        return Checked(None, (unreadable(folder, failure),))


def _read_theme(root: Path, folder: str, place: Place) -> Checked[ThemeFiles]:
    found: list[Diagnostic] = []
    own = package_templates()
    files = dict(_read_files(own, "", found))
    paths: dict[str, str] = {}
    if folder:
        root = root.resolve()
        if not (root / folder).is_dir():
            hint = did_you_mean(folder, (path.name for path in root.iterdir() if path.is_dir()))
            return Checked(None, (error("no-theme", f"there is no folder {folder!r} beside site.toml", place, hint),))
        for name, content in _read_files(root, folder, found):
            if not name.startswith(ASSETS) and name not in files and not name.startswith(("pages/", "parts/")):
                hint = did_you_mean(name, files) or "templates are base.html, pages/… and parts/…; the rest is assets/…"
                found.append(warning("unknown-file", "nothing is made of this file", at_file(f"{folder}/{name}"), hint))
            if name in files and not name.startswith(ASSETS):
                files[ORIGINAL + name] = files[name]
            files[name] = content
            paths[name] = f"{folder}/{name}"
    return Checked(_sort_files(files, paths), tuple(found))


def _read_files(root: Path, folder: str, found: list[Diagnostic]) -> Iterator[tuple[str, bytes]]:
    """Every file below a folder, by its path in it; what cannot be read is noted in `found`."""
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        for name in list_names(root, here):
            path = f"{here}/{name}" if here else name
            inner = path.removeprefix(f"{folder}/") if folder else path
            if (root / path).is_dir():
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


def _sort_files(files: Mapping[str, bytes], paths: Mapping[str, str]) -> ThemeFiles:
    templates = sorted((name, content.decode()) for name, content in files.items() if not name.startswith(ASSETS))
    assets = sorted((name, content) for name, content in files.items() if name.startswith(ASSETS))
    digest = sha256()
    for name, content in assets:
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    prefix = f"{ASSETS}{digest.hexdigest()[:12]}/"
    return ThemeFiles(
        theme=Theme(tuple(templates), tuple(sorted(paths.items()))),
        assets=tuple(Output(prefix + name.removeprefix(ASSETS), content) for name, content in assets),
        prefix=prefix,
    )
