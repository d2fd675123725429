"""In: saved pages. Out: new articles and the account of every line or block, or why they cannot be made.

Must not read anything but the pages named and the files beside them, nor change or replace anything that is there.
"""

from __future__ import annotations

import re
import stat
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from generator.core.capture.file_kinds import is_mhtml
from generator.core.diagnostics import Checked, Diagnostic, did_you_mean, error, gather, has_errors, visible, warning
from generator.core.fields import read_toml
from generator.core.text import Place, Text
from generator.edge.drafting import Drafted, Given, Saved, Shelf, draft_saved, say_missing
from generator.edge.files import LARGEST_TEXT, at_file, list_names, read_text, unreadable
from generator.edge.folders import check_free, check_site, write_folder
from generator.edge.holdings import ARTICLES, VERSIONS, find_captures, fold_address, read_addresses
from generator.edge.tree import REGISTERS
from generator.edge.versions import Update, plan_update, write_update


@dataclass(frozen=True, slots=True)
class _Planned:
    """What is to become of a page: a new article of this id, or a new version of one that is there."""

    draft: Drafted
    id: str
    update: Update | None = None


def import_pages(
    root: Path,
    files: Sequence[Path],
    given: Given | None = None,
    *,
    dry_run: bool = False,
    watch: Callable[[str, int, int], None] | None = None,
) -> Checked[str]:
    """Make an article of each saved page, or a new version of the one it is a later copy of, or nothing of any; the
    value is the account of each, ready to be printed.

    A page whose bytes are a copy in the archive already is told, and nothing is made of it.
    Errors: `no-site`, `article-exists`, `unknown-article`, `two-copies`, `cannot-write`, `missing-extra`, those of the
    door, of the drafts and of `plan_update`. An outlet that is no source yet is a warning, `unknown-source`: it may be
    added afterwards; `nothing-imported` tells that there were pages without a fault besides those with one.
    """
    given = given or Given()
    root = root.resolve()
    found = [*check_site(root), *_check_outlet(root, given.outlet), *_check_article(root, given, files)]
    known, addresses = find_captures(root), read_addresses(root)
    planned: list[_Planned] = []
    told: list[str] = []
    sound = 0
    exports = [file for file in files if _is_export(_read_start(file))]
    pages = gather(_read_pages(file, given) for file in files if file not in exports)
    found += pages.diagnostics
    for page in (page for read in pages.value or () for page in read):
        file, digest = page.file, sha256(page.data).hexdigest()
        if digest in known:
            told.append(
                f"{visible(file.as_posix())} is already {known[digest]}/ (the same bytes); nothing was written for it\n"
            )
            continue
        draft = draft_saved(page, given)
        found += draft.diagnostics
        if draft.value is None:
            continue
        plan = _plan(root, draft.value, given, addresses, planned)
        found += plan.diagnostics
        sound += not has_errors((*draft.diagnostics, *plan.diagnostics))
        if plan.value is not None:
            known[digest] = f"{ARTICLES}/{plan.value.id}"
            planned.append(plan.value)
            told.append(_tell_one(plan.value, dry_run))
    if sound and has_errors(found):
        have = "1 of these pages has" if sound == 1 else f"{sound} of these pages have"
        words, hint = f"nothing was written, although {have} no fault", "mend what is told, or leave those files out"
        found.append(warning("nothing-imported", words, at_file(ARTICLES), hint))
    for each in planned if not dry_run and not has_errors(found) else ():
        if each.update:
            found += write_update(root, each.update)
        else:
            found += write_folder(root / ARTICLES / each.id, each.draft.files)
    for file in exports if not has_errors(found) else ():
        posts = _import_export(root, file, given.outlet, watch or (lambda *_: None), dry_run=dry_run)
        found += posts.diagnostics
        told += [posts.value] if posts.value else []
    return Checked(None if has_errors(found) else "\n".join(told).rstrip("\n"), tuple(dict.fromkeys(found)))


def _plan(
    root: Path, draft: Drafted, given: Given, addresses: Mapping[str, str], planned: Sequence[_Planned]
) -> Checked[_Planned]:
    """Which article a page is, or a new one."""
    file, there = draft.file.as_posix(), given.article or addresses.get(fold_address(draft.url), "")
    if given.update and not there and not draft.url and (root / ARTICLES / draft.id).is_dir():
        there = draft.id
    if there and given.update:
        if any(each.id == there for each in planned):
            words = f"{file} is a second copy of this article's page, and one is taken at a time"
            hint = "import the two one after the other, the earlier first"
            return Checked(None, (error("two-copies", words, at_file(f"{ARTICLES}/{there}"), hint),))
        update = plan_update(root, there, draft)
        return Checked(_Planned(draft, there, update.value) if update.value else None, update.diagnostics)
    if there:
        words = f"{file} has the address of this article; nothing was written"
        hint = "--update makes a new version of it, where the page was saved later"
        return Checked(None, (error("article-exists", words, at_file(f"{ARTICLES}/{there}"), hint),))
    made_id = _number_id(draft.id, {each.id for each in planned})
    return Checked(_Planned(draft, made_id), tuple(check_free(root, made_id, draft.file)))


def _check_article(root: Path, given: Given, files: Sequence[Path]) -> Iterable[Diagnostic]:
    """What is wrong with the article that is named as the page's earlier copy."""
    place = Place("command line", 1, 3, len("article"), f"--article {given.article}")
    names = list_names(root, ARTICLES) if given.article else ()
    if given.article and given.article not in names:
        words = f"there is no article {given.article!r}"
        yield error("unknown-article", words, place, did_you_mean(given.article, names))
    elif given.article and len(files) > 1:
        yield error("two-copies", "--article takes one page, and these are several", place, "import each by itself")


def _is_export(start: bytes) -> bool:
    return (b"<rss" in start and b"wordpress.org/export/" in start) or (
        b"<disqus" in start and b"http://disqus.com" in start
    )


def _import_export(
    root: Path, file: Path, outlet: str, watch: Callable[[str, int, int], None], *, dry_run: bool
) -> Checked[str]:
    try:
        from generator.edge.disqus import import_threads
        from generator.edge.wordpress import import_posts
    except ImportError as missing:
        return Checked(None, (say_missing(missing, file.as_posix()),))
    if b"http://disqus.com" in _read_start(file):
        return import_threads(root, file, watch, dry_run=dry_run)
    return import_posts(root, file, outlet, watch, dry_run=dry_run)


def _read_start(file: Path) -> bytes:
    """The first bytes of a regular file; none where it cannot be read, which is told later."""
    try:
        if not file.is_file():
            return b""
        with file.open("rb") as source:
            return source.read(10_000)
    except OSError:
        return b""


def _read_pages(file: Path, given: Given) -> Checked[tuple[Saved, ...]]:
    if not file.name.lower().endswith((".warc", ".warc.gz", ".wacz")):
        data = _read_page(file)
        if data.value is not None and is_mhtml(data.value[:10_000]):
            return _unpack_page(file, data.value)
        return Checked(None if data.value is None else (Saved(file, data.value),), data.diagnostics)
    try:
        from generator.edge.warc import list_held, read_captures, read_record, read_threads
    except ImportError as missing:
        return Checked(None, (say_missing(missing, file.as_posix()),))
    found = read_captures(file, given.url)
    if found.value is None:
        return Checked(None, found.diagnostics)
    try:
        held = list_held(file)
    except OSError as failure:
        return Checked(None, (unreadable(file.as_posix(), failure),))
    names = {url: name for url, (name, _) in held.pictures.items()}

    def make_shelf(address: str) -> Shelf:
        return Shelf(
            names,
            lambda url: read_record(file, held.pictures[url][1]),
            lambda page: read_threads(file, held.threads, address, page),
        )

    return Checked(
        tuple(
            Saved(file, each.data, each.url, each.captured, each.charset, make_shelf(each.url)) for each in found.value
        )
    )


def _unpack_page(file: Path, data: bytes) -> Checked[tuple[Saved, ...]]:
    """The page in an MHTML file, and the shelf where its pictures and frames lie."""
    try:
        from generator.core.capture.mhtml import find_frames, read_parts
    except ImportError as missing:
        return Checked(None, (say_missing(missing, file.as_posix()),))
    parts = read_parts(data)
    if parts is None:
        words, hint = "no page is in this file, or it is cut off", "save the page again, as HTML"
        return Checked(None, (error("bad-archive", words, at_file(file.as_posix()), hint),))

    names = {name: picture[0] for name, picture in parts.pictures.items()}
    shelf = Shelf(names, lambda name: parts.pictures[name][1], lambda page: find_frames(parts.frames, page))
    return Checked((Saved(file, parts.data, parts.url, parts.captured, parts.charset, shelf),))


def _check_outlet(root: Path, outlet: str) -> Iterable[Diagnostic]:
    path = f"content/{REGISTERS[0]}"
    read = read_text(root.resolve(), path) if outlet and (root / path).is_file() else Checked[Text](None)
    sources = read_toml(read.value).value if read.value is not None else None
    if sources is not None and outlet not in sources and re.fullmatch(r"[a-z0-9][a-z0-9-]*", outlet):
        words = f"--outlet names {outlet!r}, and there is no such source yet"
        hint = did_you_mean(outlet, sources) or f"add [{outlet}] to {path}"
        yield warning("unknown-source", words, at_file(path), hint)


def _read_page(file: Path) -> Checked[bytes]:
    path = file.as_posix()
    try:
        about = file.stat()
        if not stat.S_ISREG(about.st_mode):
            return Checked(None, (error("not-a-file", "a file is wanted here", at_file(path)),))
        if about.st_size > LARGEST_TEXT:
            message = f"this file has {about.st_size} bytes; no text of an archive may have more than {LARGEST_TEXT}"
            return Checked(None, (error("file-too-large", message, at_file(path), "split it, or remove it"),))
        return Checked(file.read_bytes())
    except OSError as failure:
        return Checked(None, (unreadable(path, failure),))


def _number_id(article: str, taken: set[str]) -> str:
    """The id, or the id with the next number where another page of this import has it."""
    number, numbered = 1, article
    while numbered in taken:
        number += 1
        numbered = f"{article}-{number}"
    return numbered


def _tell_one(planned: _Planned, dry_run: bool) -> str:
    draft, update = planned.draft, planned.update
    page, where = visible(draft.file.as_posix()), f"{ARTICLES}/{planned.id}/"
    if update is None:
        would = "would become" if dry_run else "is now"
        return f"{page} {would} {where} ({', '.join(draft.files)})\n{draft.told}"
    would, kept = ("would become", "would be kept") if dry_run else ("is now", "is kept")
    return (
        f"{page} {would} version {update.number + 1} of {where} ({', '.join(update.files)})\n"
        f"  what was there {kept} in {where}{VERSIONS}/{update.number}/\n{update.told}\n"
        f"What became of the page, its blocks counted as they stand there:\n{draft.told}"
    )
