"""In: saved pages. Out: new articles and the account of every line or block, or why they cannot be made.

Must not read anything but the pages named and the files beside them, nor change or replace anything that is there.
"""

from __future__ import annotations

import re
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from generator.core.capture.charset import decode_page
from generator.core.capture.draft import draft_page, is_html, tell_account
from generator.core.diagnostics import Checked, Diagnostic, did_you_mean, error, gather, has_errors, warning
from generator.core.fields import read_toml
from generator.core.text import Text
from generator.edge.files import LARGEST_TEXT, at_file, decode_text, read_text, unreadable
from generator.edge.folders import check_free, check_site, write_folder
from generator.edge.tree import ARTICLES, CAPTURES, PICTURES, REGISTERS

_MARKS = re.compile("[\x00\xef\xbb\xbf\xfe\xff]")  # what a byte order mark and UTF-16 put between the letters
_LARGEST_PICTURE = 64 * 1024 * 1024  # bytes


@dataclass(frozen=True, slots=True)
class Given:
    """What the options say of every page of this import; '' where they do not."""

    outlet: str = ""
    url: str = ""
    published: str = ""


def import_pages(
    root: Path,
    files: Sequence[Path],
    given: Given | None = None,
    *,
    dry_run: bool = False,
    watch: Callable[[str, int, int], None] | None = None,
) -> Checked[str]:
    """Make an article of each saved page, or of none; the value is the account of each, ready to be printed.

    A page whose bytes are the capture of an article already is told, and nothing is made of it.
    Errors: `no-site`, `article-exists`, `cannot-write`, `missing-extra`, those of the door and of the drafts. An outlet
    that is no source yet is a warning, `unknown-source`: it may be added afterwards.
    """
    given = given or Given()
    found = list(check_site(root))
    found += _check_outlet(root, given.outlet)
    known = _find_captures(root)
    planned: list[_Planned] = []
    told: list[str] = []
    exports = [file for file in files if _is_export(_read_start(file))]
    pages = gather(_read_pages(file, given) for file in files if file not in exports)
    found += pages.diagnostics
    for page in (page for read in pages.value or () for page in read):
        file, digest = page.file, sha256(page.data).hexdigest()
        if digest in known:
            told.append(f"{file.as_posix()} is already {known[digest]}/ (the same bytes); nothing was written for it\n")
            continue
        plan = _plan(page, given)
        found += plan.diagnostics
        if plan.value is not None:
            made_id = _number_id(plan.value.id, {each.id for each in planned})
            found += check_free(root, made_id, file)
            known[digest] = f"{ARTICLES}/{made_id}"
            planned.append(_Planned(file, made_id, plan.value.files, plan.value.told))
            told.append(_tell_one(planned[-1], dry_run))
    if not dry_run and not has_errors(found):
        for each in planned:
            found += write_folder(root / ARTICLES / each.id, each.files)
    for file in exports if not has_errors(found) else ():
        posts = _import_export(root, file, given.outlet, watch or (lambda *_: None), dry_run=dry_run)
        found += posts.diagnostics
        told += [posts.value] if posts.value else []
    return Checked(None if has_errors(found) else "\n".join(told).rstrip("\n"), tuple(dict.fromkeys(found)))


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
        return Checked(None, (_say_missing(missing, file.as_posix()),))
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


@dataclass(frozen=True, slots=True)
class _Planned:
    """A page that can become an article: where it was read, its id in this archive, its files, its account."""

    file: Path
    id: str
    files: dict[str, bytes]
    told: str


@dataclass(frozen=True, slots=True)
class _Saved:
    """A page as it was saved, or as a web archive holds it: its bytes, and what the archive says of them."""

    file: Path
    data: bytes
    sent_from: str = ""
    captured: str = ""
    charset: str = ""


def _read_pages(file: Path, given: Given) -> Checked[tuple[_Saved, ...]]:
    if not file.name.lower().endswith((".warc", ".warc.gz", ".wacz")):
        data = _read_page(file)
        return Checked(None if data.value is None else (_Saved(file, data.value),), data.diagnostics)
    try:
        from generator.edge.warc import read_captures
    except ImportError as missing:
        return Checked(None, (_say_missing(missing, file.as_posix()),))
    found = read_captures(file, given.url)
    pages = (_Saved(file, each.data, each.url, each.captured, each.charset) for each in found.value or ())
    return Checked(None if found.value is None else tuple(pages), found.diagnostics)


def _plan(page: _Saved, given: Given) -> Checked[_Planned]:
    file, data = page.file, page.data
    if page.sent_from or is_html(_MARKS.sub("", data[:10_000].decode("latin-1"))):
        return _plan_html(page, given)
    saved = decode_text(file.as_posix(), data)
    if saved.value is None:
        return Checked(None, saved.diagnostics)
    draft = draft_page(
        saved.value, outlet=given.outlet, url=given.url, published=given.published, sha256=sha256(data).hexdigest()
    )
    if draft.value is None:
        return Checked(None, draft.diagnostics)
    made = {**_encode(draft.value.files), "capture.txt": data}
    return Checked(_Planned(file, draft.value.id, made, tell_account(draft.value)), draft.diagnostics)


def _plan_html(saved: _Saved, given: Given) -> Checked[_Planned]:
    file, data = saved.file, saved.data
    try:
        from generator.core.capture.page_account import tell_fates
        from generator.core.capture.page_draft import draft_html
    except ImportError as missing:
        return Checked(None, (_say_missing(missing, file.as_posix()),))
    page = decode_page(file.as_posix(), data, saved.charset)
    if page.value is None:
        return Checked(None, page.diagnostics)
    text, doubt = page.value
    beside = frozenset[str]() if saved.sent_from else _list_beside(file)
    options = {"outlet": given.outlet, "url": given.url, "published": given.published}
    options |= {"sha256": sha256(data).hexdigest(), "sent_from": saved.sent_from, "captured": saved.captured}
    draft = draft_html(text, beside=beside, given=options, doubts=(doubt,) if doubt else ())
    if draft.value is None:
        return Checked(None, draft.diagnostics)
    made = {**_encode(draft.value.files), "capture.html": data}
    found: list[Diagnostic] = []
    for picture in draft.value.pictures:
        try:
            made[picture.name] = picture.data or (file.parent / picture.file).read_bytes()
        except OSError as failure:
            found.append(unreadable((file.parent / picture.file).as_posix(), failure))
    told = tell_fates(draft.value.fates, draft.value.doubts, draft.value.unknown)
    return Checked(_Planned(file, draft.value.id, made, told), tuple(found))


def _say_missing(missing: ImportError, path: str) -> Diagnostic:
    words = f"this file is read with {missing.name or 'a library'}, which is not installed"
    hint = "pip install 'whence[import]', or save the page as plain text"
    return error("missing-extra", words, at_file(path), hint)


def _list_beside(file: Path) -> frozenset[str]:
    """The pictures in the folder that a browser saves beside a page, as the page names them; links are not followed."""
    names = {f"{file.stem}_files", f"{file.stem}-files", f"{file.stem}.files"}
    found = []
    for folder in (file.parent / name for name in sorted(names)):
        if folder.is_dir() and not folder.is_symlink():
            for each in sorted(folder.iterdir()):
                regular = not each.is_symlink() and each.is_file()
                if regular and each.suffix.lower() in PICTURES and each.stat().st_size <= _LARGEST_PICTURE:
                    found.append(f"{folder.name}/{each.name}")
    return frozenset(found)


def _find_captures(root: Path) -> dict[str, str]:
    """The articles of the archive by the digest of their capture."""
    return {sha256(path.read_bytes()).hexdigest(): path.parent.relative_to(root).as_posix() for path in _captures(root)}


def _captures(root: Path) -> Iterator[Path]:
    for name in CAPTURES:
        for path in sorted((root / ARTICLES).glob(f"*/{name}")):
            if path.is_file() and not path.is_symlink() and path.stat().st_size <= LARGEST_TEXT:
                yield path


def _encode(files: Iterable[tuple[str, str]]) -> dict[str, bytes]:
    return {name: content.encode() for name, content in files}


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
    would = "would become" if dry_run else "is now"
    names = ", ".join(planned.files)
    return f"{planned.file.as_posix()} {would} {ARTICLES}/{planned.id}/ ({names})\n{planned.told}"
