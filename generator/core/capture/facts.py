"""In: the tree of a saved page. Out: what the page states about itself, and where; and the conflicts.

Must not conclude anything from what is not stated, nor choose between two statements in silence.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from generator.core.capture.markup import Node, attribute, walk, words_of
from generator.core.dates import read_when

_KINDS = re.compile(r"(?:[A-Za-z]*Article|BlogPosting|DiscussionForumPosting|Report|LiveBlogPosting)")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SINGLEFILE = re.compile(r"Page saved with SingleFile\s+url:\s*(\S+)\s+saved date:\s*([^\n]+)")
_SAVED_FROM = re.compile(r"saved from url=\([0-9]+\)(\S+)")
_SPOKEN = re.compile(r"[A-Z][a-z]{2} ([A-Z][a-z]{2}) ([0-9]{2}) ([0-9]{4})")  # ECMA-262, Date.prototype.toString
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WEB = re.compile(r"https?://[^\s<>\"]+")


@dataclass(frozen=True, slots=True)
class Said:
    """A statement of the page: its words, and where they stand."""

    words: str
    where: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What a page states about itself; '' where it does not. Dates are days, as ISO 8601 has them."""

    title: str = ""
    url: str = ""
    published: str = ""
    published_basis: str = ""
    author: str = ""
    lang: str = ""
    captured: str = ""
    conflicts: tuple[str, ...] = ()


def read_facts(root: Node) -> Facts:
    """Read JSON-LD (schema.org), Open Graph, meta, time, canonical link, html lang, and the comments savers leave."""
    data = list(_read_json(root))
    saved = _read_saver(root)
    titles = [
        *_from_json(data, "headline"), *_from_meta(root, "og:title"), *_only_heading(root), *_from_tag(root, "title")
    ]  # fmt: skip
    addresses = [
        *_from_link(root), *_from_meta(root, "og:url"), *_from_json(data, "url"), *saved.get("url", ())
    ]  # fmt: skip
    addresses = [each for each in addresses if _is_address(each.words)]
    dates = [
        *_from_json(data, "datePublished"),
        *_from_meta(root, "article:published_time", "datepublished", "date", "dc.date", "dcterms.created", "pubdate"),
        *_from_time(root),
    ]
    dates = [each for each in dates if _read_day(each.words)]
    authors = [*_from_json(data, "author"), *_from_meta(root, "author", "dc.creator")]
    authors = [each for each in authors if not _WEB.match(each.words)]
    lang = attribute(root, "lang") or attribute(root.css_first("html"), "lang")
    conflicts = (
        *_conflict("title", titles, _fold_title),
        *_conflict("url", addresses, _fold_address),
        *_conflict("published", dates, _read_day),
        *_conflict("author", authors, fold_words),
    )
    return Facts(
        title=titles[0].words if titles else "",
        url=addresses[0].words if addresses else "",
        published=_read_day(dates[0].words) if dates else "",
        published_basis=f"{dates[0].where}: {dates[0].words}" if dates else "",
        author=authors[0].words if authors else "",
        lang=lang if re.fullmatch(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", lang) else "",
        captured=next((each.words for each in saved.get("captured", ())), ""),
        conflicts=conflicts,
    )


def fold_words(words: str) -> str:
    """Words as two statements of them are compared: without case, blanks and marks."""
    return "".join(each for each in words.casefold() if each.isalnum())


def _fold_title(words: str) -> str:
    """The title without what a site sets after it."""
    return fold_words(re.split(r"\s+[|–—·»-]\s+", words)[0])


def _fold_address(words: str) -> str:
    return re.sub(r"^https?://(?:www\.)?|[?#].*$|/$", "", words)


def _is_address(words: str) -> bool:
    try:
        return bool(_WEB.fullmatch(words) and urlsplit(words).hostname)
    except ValueError:
        return False


def _read_day(words: str) -> str:
    found = _DAY.match(words.strip())
    return found[0] if found and read_when(found[0]) else ""


def _conflict(name: str, said: list[Said], alike: Callable[[str], str]) -> Iterator[str]:
    others = [each for each in said[1:] if alike(each.words) != alike(said[0].words)]
    if others:
        told = ", ".join(f"{each.words!r} ({each.where})" for each in others[:3])
        yield f"{name}: {said[0].words!r} ({said[0].where}) was taken; the page also states {told}"


def _read_json(root: Node) -> Iterator[dict[str, object]]:
    """Every description of an article in the page's JSON-LD."""
    for script in root.css('script[type="application/ld+json"]'):
        try:
            waiting: list[object] = [json.loads(_raw(script))]
        except (ValueError, RecursionError):
            continue
        while waiting:
            value = waiting.pop(0)
            if isinstance(value, list):
                waiting += value
            elif isinstance(value, dict):
                kinds = value.get("@type")
                names = kinds if isinstance(kinds, list) else [kinds]
                if any(isinstance(name, str) and _KINDS.fullmatch(name) for name in names):
                    yield value
                graph = value.get("@graph")
                waiting += graph if isinstance(graph, list) else []


def _from_json(data: list[dict[str, object]], key: str) -> Iterator[Said]:
    for described in data[:1]:
        value = described.get(key)
        values = value if isinstance(value, list) else [value]
        names = [each.get("name") if isinstance(each, dict) else each for each in values]
        words = ", ".join(_clean(name) for name in names if isinstance(name, str) and name.strip())
        if words:
            yield Said(words, f"{key} in the page's JSON-LD")


def _from_meta(root: Node, *names: str) -> Iterator[Said]:
    for meta in root.css("meta[content]"):
        name = next((attribute(meta, key) for key in ("property", "name", "itemprop") if attribute(meta, key)), "")
        if name.lower() in names and attribute(meta, "content"):
            yield Said(_clean(attribute(meta, "content")), f"meta {name}")


def _from_link(root: Node) -> Iterator[Said]:
    for link in root.css('link[rel="canonical"][href]')[:1]:
        yield Said(attribute(link, "href"), "canonical link")


def _from_tag(root: Node, tag: str) -> Iterator[Said]:
    found = root.css_first(tag)
    words = _clean(_raw(found)) if found is not None else ""
    if words:
        yield Said(words, tag)


def _only_heading(root: Node) -> Iterator[Said]:
    found = [words for each in root.css("h1") if (words := words_of(each))]
    if len(found) == 1:
        yield Said(found[0], "h1")


def _from_time(root: Node) -> Iterator[Said]:
    selectors = "time.entry-date[datetime], time.published[datetime], time[pubdate], time[itemprop=datePublished]"
    for each in root.css(f"{selectors}, .wp-block-post-date time[datetime]")[:1]:
        yield Said(attribute(each, "datetime"), f"time element {words_of(each)!r}")


def _read_saver(root: Node) -> dict[str, list[Said]]:
    """What SingleFile and browsers write into a comment when they save a page."""
    said: dict[str, list[Said]] = {}
    notes = [node for node, entered in walk(root) if entered and node.is_comment_node]
    before = root.prev
    while before is not None:
        notes += [before] if before.is_comment_node else []
        before = before.prev
    for node in notes:
        if words := node.comment_content:
            if found := _SINGLEFILE.search(words):
                said["url"] = [Said(found[1], "SingleFile's note")]
                spoken = _SPOKEN.match(found[2])
                if spoken and spoken[1] in _MONTHS:
                    day = f"{spoken[3]}-{_MONTHS.index(spoken[1]) + 1:02}-{spoken[2]}"
                    said["captured"] = [Said(day, "SingleFile's note")]
            elif found := _SAVED_FROM.search(words):
                said.setdefault("url", [Said(found[1], "the browser's note")])
    return said


def _raw(node: Node) -> str:
    """The text in an element of which nothing is seen."""
    return "".join(each.text_content or "" for each, entered in walk(node) if entered and each.is_text_node)


def _clean(words: str) -> str:
    return " ".join(re.sub("[\x00-\x1f\x7f\ufffe\uffff]", " ", words).split())
