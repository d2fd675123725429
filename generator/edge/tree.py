"""In: the archive's folder. Out: its texts, and the names of its other files, by what they are for.

Must not understand what it reads: the readers do. Pictures are only named here; they are copied at the end.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.core.diagnostics import Checked, Diagnostic, did_you_mean, error, warning
from generator.core.ledger import LOCK
from generator.core.model import Folder
from generator.core.text import Text
from generator.core.values import is_device
from generator.edge.copies import digest_file, lead_out, read_earlier, read_frames
from generator.edge.files import at_file, find_file, is_folder, is_there, list_names, read_text, unreadable
from generator.edge.holdings import (
    ARTICLE_TEXTS as ARTICLE_TEXTS,
    ARTICLES as ARTICLES,
    CAPTURES,
    FRAMES as FRAMES,
    VERSIONS as VERSIONS,
)

SITE = "site.toml"
PAGES = "content/pages"
REGISTERS = ("sources.toml", "questions.toml", "relations.toml", "tombstones.toml", "links.toml")
DRAFT = "claims-draft.toml"  # what import-annotations leaves for a person
PICTURES = frozenset((".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif"))
_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,79}")
_FILE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,119}")


@dataclass(frozen=True, slots=True)
class Tree:
    """An archive as it lies on disk. A register that is absent is an empty text; None is one that cannot be read."""

    site: Text | None
    articles: tuple[str, ...]  # the folders that can be articles, in order of id
    article_ids: frozenset[str]  # of all folders
    sources: Text | None
    questions: Text | None
    relations: Text | None
    tombstones: Text | None
    links: Text | None
    lock: Text | None
    pages: tuple[Text, ...] | None
    diagnostics: tuple[Diagnostic, ...]

    def texts(self) -> Mapping[str, Text]:
        """Every text by its path from the root, those of articles apart."""
        alone = (
            self.site,
            self.sources,
            self.questions,
            self.relations,
            self.tombstones,
            self.links,
            self.lock,
            *(self.pages or ()),
        )
        return {text.path: text for text in alone if text is not None}


def read_tree(root: Path) -> Tree:
    """Read `site.toml` and everything below `content/` but the articles, which are only listed.

    Every fault of the door is among the diagnostics.
    """
    try:
        return _read_tree(root.resolve())
    except OSError as failure:
        path = Path(str(failure.filename or root))
        shown = path.relative_to(root.resolve()) if path.is_relative_to(root.resolve()) else path
        fault = unreadable(shown.as_posix(), failure)
        return Tree(None, (), frozenset(), None, None, None, None, None, None, None, (fault,))


def _read_tree(root: Path) -> Tree:
    site = _read_site(root)
    kinds = _list_kinds(root)
    articles = tuple(_list_articles(root, kinds))
    names = tuple(each.value for each in articles if each.value is not None)
    registers = tuple(_read_register(root, path) for path in (*(f"content/{name}" for name in REGISTERS), LOCK))
    sources, questions, relations, tombstones, links, lock = registers
    pages = _read_pages(root)
    found = (
        *site.diagnostics,
        *_check_content(root),
        *(fault for article in articles for fault in article.diagnostics),
        *(fault for register in registers for fault in register.diagnostics),
        *pages.diagnostics,
    )
    return Tree(
        site=site.value,
        articles=names,
        article_ids=frozenset(names).union(_other_folders((name for name in kinds if kinds[name][0]), set(names))),
        sources=sources.value,
        questions=questions.value,
        relations=relations.value,
        tombstones=tombstones.value,
        links=links.value,
        lock=lock.value,
        pages=pages.value,
        diagnostics=found,
    )


def _read_site(root: Path) -> Checked[Text]:
    if is_there(root / SITE):
        return read_text(root, SITE)
    hint = "--root names the folder that holds it; `new site DIR` makes a new archive"
    return Checked(
        None, (error("no-site", "there is no site.toml here, so this is not an archive", at_file(SITE), hint),)
    )


def _read_register(root: Path, path: str) -> Checked[Text]:
    if is_there(root / path):
        return read_text(root, path)
    return Checked(Text(path, ""))


def _read_pages(root: Path) -> Checked[tuple[Text, ...]]:
    texts: list[Text] = []
    found: list[Diagnostic] = []
    for name in list_names(root, PAGES):
        path = f"{PAGES}/{name}"
        if not name.endswith(".md"):
            found.append(_unknown_file(path, "pages are Markdown files, named *.md"))
        elif not _is_id(name.removesuffix(".md")):
            found.append(_bad_file_name(path, f"{suggest_id(name.removesuffix('.md'))}.md"))
        else:
            page = read_text(root, path)
            found += page.diagnostics
            texts += [page.value] if page.value else []
    complete = not any(fault.code not in ("unknown-file", "bad-file-name") for fault in found)
    return Checked(tuple(texts) if complete else None, tuple(found))


def _other_folders(folders: Iterable[str], names: Collection[str]) -> Iterator[str]:
    """Folders that cannot be articles, by what a bad name was meant to be: links to them are not told as broken."""
    return (name if _is_id(name) else suggest_id(name) for name in folders if name not in names)


def _list_kinds(root: Path) -> dict[str, tuple[bool, bool]]:
    """The names in the folder of articles, sorted; of each, whether it is a folder, and whether it is a link."""
    found: dict[str, tuple[bool, bool]] = {}
    names = set(list_names(root, ARTICLES))
    if names:
        with os.scandir(root / ARTICLES) as entries:
            for each in entries:
                if each.name in names:
                    is_link = each.is_symlink()
                    found[each.name] = (is_folder(root / ARTICLES / each.name) if is_link else each.is_dir(), is_link)
    return dict(sorted(found.items()))


def _list_articles(root: Path, kinds: Mapping[str, tuple[bool, bool]]) -> Iterator[Checked[str]]:
    """The names in the folder of articles that can be articles' ids, or what is wrong with them."""
    for name, (is_there_a_folder, is_link) in kinds.items():
        path = f"{ARTICLES}/{name}"
        if not is_there_a_folder:
            yield Checked(None, (_unknown_file(path, "an article is a folder; give it one of its own"),))
        elif is_link and not (root / path).resolve().is_relative_to(root):
            yield Checked(None, (lead_out(path),))
        elif not _is_id(name):
            why = "lower-case letters a-z, digits and hyphens, at most 80"
            why = "Windows takes it for a device" if is_device(name) else why
            message = f"{name!r} cannot be an article's id: {why}"
            fault = error("bad-article-id", message, at_file(path), _rename_hint(name, root / ARTICLES))
            yield Checked(None, (fault,))
        else:
            yield Checked(name)


def read_folder(root: Path, name: str) -> Checked[Folder]:
    """One article's folder below the resolved root; None with a fault where its texts cannot all be read."""
    here = f"{ARTICLES}/{name}"
    names = list_names(root, here)
    texts = {each: read_text(root, f"{here}/{each}") for each in ARTICLE_TEXTS if each in names}
    found = [fault for text in texts.values() for fault in text.diagnostics]
    files: dict[str, str] = {}  # by folded name: two that differ only in case are one file on many systems
    for each in names:
        if each in texts or each == DRAFT:
            continue
        if each in (FRAMES, VERSIONS) and is_folder(root / here / each):
            continue
        fault = _check_file(root, f"{here}/{each}", each)
        if fault is None and each.casefold() in files:
            message = (
                f"{files[each.casefold()]!r} differs from this name only in case, and many systems take them for one"
            )
            fault = error("same-name", message, at_file(f"{here}/{each}"), "rename one of them")
        if fault is not None:
            found.append(fault)
        else:
            files[each.casefold()] = each
    if "article.md" not in texts:
        hint = did_you_mean("article.md", names) or "the report itself goes into article.md"
        found.append(error("no-article-text", "this article has no article.md", at_file(f"{here}/article.md"), hint))
    read = tuple(text.value for text in texts.values() if text.value is not None)
    whole = "article.md" in texts and len(read) == len(texts)
    copy = next((each for each in files.values() if each in CAPTURES), "")
    capture = digest_file(root, f"{here}/{copy}") if copy else Checked("")
    frames = read_frames(root, here) if FRAMES in names else Checked(())
    earlier = read_earlier(root, name) if VERSIONS in names else Checked(())
    found += (*capture.diagnostics, *frames.diagnostics, *earlier.diagnostics)
    if not whole or capture.value is None or frames.value is None or earlier.value is None:
        return Checked(None, tuple(found))
    others = tuple(files.values())
    return Checked(Folder(name, read, others, capture.value, frames.value, earlier.value), tuple(found))


def _check_file(root: Path, path: str, name: str) -> Diagnostic | None:
    suffix = Path(name).suffix.lower()
    if suffix == ".svg":
        hint = "save it as PNG"
        return error("unsafe-picture", "an SVG can carry script, so it is never published", at_file(path), hint)
    if name not in CAPTURES and suffix not in PICTURES:
        known = (*ARTICLE_TEXTS, *CAPTURES)
        return _unknown_file(path, did_you_mean(name, known) or f"known are {', '.join(known)}, and pictures")
    if not _FILE_NAME.fullmatch(name) or is_device(name):
        return _bad_file_name(path, f"{suggest_id(Path(name).stem)}{suffix}")
    return next(iter(find_file(root, path).diagnostics), None)


def _check_content(root: Path) -> Iterator[Diagnostic]:
    known = ("articles", "pages", *REGISTERS)
    for name in list_names(root, "content"):
        if name not in known:
            yield _unknown_file(f"content/{name}", did_you_mean(name, known) or f"known are {', '.join(known)}")
    for name in ("content", ARTICLES, PAGES):
        folder = root / name
        if is_folder(folder):
            if not folder.resolve().is_relative_to(root):
                hint = "put the folder itself here"
                yield error("link-out", "this link leads out of the archive", at_file(name), hint)
        elif is_there(folder) and not folder.is_symlink():
            message = "a folder is wanted here, and this is a file"
            yield error("not-a-file", message, at_file(name), "move it elsewhere")
        elif folder.is_symlink():
            yield error("link-out", "this link leads nowhere", at_file(name), "put the folder itself here")
        elif name == "content" and is_there(root / SITE):
            message = "there is no folder content here, so there is nothing to publish"
            yield error("no-content", message, at_file(name), "put it back, or make an empty one for a new archive")


def suggest_id(name: str) -> str:
    """The nearest name that can be an id."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    better = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:80].strip("-") or "unnamed"
    return f"{better}-1" if is_device(better) else better


def _is_id(name: str) -> bool:
    return bool(_ID.fullmatch(name)) and not is_device(name)


def _rename_hint(name: str, folder: Path) -> str:
    better = suggest_id(name)
    return f"rename the folder to {better}" + ("-2" if (folder / better).exists() else "")


def _bad_file_name(path: str, better: str) -> Diagnostic:
    name = path.rpartition("/")[2]
    why = "letters a-z, digits, hyphens and points only"
    message = f"{name!r} cannot stand in an address: {'Windows takes it for a device' if is_device(name) else why}"
    return error("bad-file-name", message, at_file(path), f"rename it to {better}")


def _unknown_file(path: str, hint: str) -> Diagnostic:
    return warning("unknown-file", "nothing is made of this file", at_file(path), hint)
