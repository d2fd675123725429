"""In: the HTML of a saved page. Out: the same with what its frames and shadow roots hold in place; which are lost.

Must not fetch a frame, nor let what stands in one reach beyond it.
"""

from __future__ import annotations

import binascii
import re
from base64 import b64decode
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import unquote, unquote_to_bytes, urlsplit

from generator.core.capture.markup import write_body
from generator.core.html_tokens import Token, list_attributes, split_html
from generator.core.text import Text

FRAME = "whence-opened-frame"  # the class of the element that a frame has become
_DEEPEST = 12  # frames and shadow roots in each other; a comment system needs two or three
_RAW = frozenset(("script", "style", "textarea", "title", "noscript", "xmp", "plaintext"))
_BESIDE = re.compile("[^/\\\\:\x00-\x1f\x7f]+/[^/\\\\:\x00-\x1f\x7f\ufffe\uffff]+")  # a folder and a file, unquoted
_TINY = re.compile(r"[01](?:px)?")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)


@dataclass(frozen=True, slots=True)
class Opened:
    """A page without frames: its HTML, how many frames were opened, and of those that were not who they are."""

    html: str
    frames: int = 0
    lost: tuple[str, ...] = ()


def open_frames(html: str, held: Mapping[str, str], depth: int = 0) -> Opened:
    """Put in place what a page shows of itself: `srcdoc` of frames and declarative shadow roots (HTML standard, 4.8.5
    and 4.12.3), and frames whose file is held, by what the page calls it. What is put in is closed in itself.

    Frames that nobody sees are passed over.
    """
    if "<iframe" not in html.lower() and "shadowroot" not in html:
        return Opened(html)
    pieces: list[str] = []
    lost: list[str] = []
    count = 0
    tokens = split_html(html)
    for token in tokens:
        given = dict(list_attributes(token.raw)) if token.name in ("iframe", "template") and not token.closing else {}
        if token.name in _RAW and not token.closing:
            pieces.append(token.raw + "".join(each.raw for each in _read_to_end(tokens, token.name)))
        elif token.name == "template" and ("shadowrootmode" in given or "shadowroot" in given):
            inside = "".join(each.raw for each in _read_inside(tokens))
            inner = open_frames(inside, held, depth + 1) if depth < _DEEPEST else Opened("", 0, ("a shadow root",))
            pieces.append(f"<div>{write_body(Text('', inner.html)) or ''}</div>")
            count, lost = count + inner.frames, [*lost, *inner.lost]
        elif token.name == "iframe" and not token.closing:
            list(_read_to_end(tokens, "iframe"))
            source = (
                given.get("srcdoc")
                or _read_data(given.get("src", ""))
                or held.get(name_frame(given.get("src", "")))
                or held.get(name_address(given.get("src", "")), "")
            )
            if _is_unseen(given):
                continue
            inner = open_frames(source, held, depth + 1) if depth < _DEEPEST else Opened("")
            body = write_body(Text("", inner.html)) if inner.html.strip() else None
            if body:
                pieces.append(f'<div class="{FRAME}">{body}</div>')
                count, lost = count + 1 + inner.frames, [*lost, *inner.lost]
            else:
                lost.append(_call(given))
        else:
            pieces.append(token.raw)
    return Opened("".join(pieces), count, tuple(lost))


def list_frames(html: str, name: Callable[[str], str] | None = None) -> tuple[str, ...]:
    """What the page calls those of its frames that are seen, as `name_frame` has it or another way to name them."""
    tokens = (token for token in split_html(html) if token.name == "iframe" and not token.closing)
    given = (dict(list_attributes(token.raw)) for token in tokens)
    found = ((name or name_frame)(each.get("src", "")) for each in given if not _is_unseen(each))
    return tuple(dict.fromkeys(each for each in found if each))


def name_frame(source: str) -> str:
    """The file beside the page that a frame's source names: 'page_files/saved_resource.html'; '' where it is none."""
    found = re.fullmatch(r"(?:\./)?([^/\\?#:]+/[^/\\?#]+)(?:[?#].*)?", source.strip())
    name = unquote(found[1]) if found else ""
    return name if _BESIDE.fullmatch(name) and ".." not in name else ""


def name_address(source: str) -> str:
    """The whole address or part of the same file (`cid:`) that a frame's source names, without its fragment; ''
    where it names none."""
    whole = f"https:{source.strip()}" if source.strip().startswith("//") else source.strip()
    return whole.partition("#")[0] if whole.startswith(("https://", "http://", "cid:")) else ""


def _read_to_end(tokens: Iterator[Token], name: str) -> Iterator[Token]:
    """All up to the end tag of an element that holds no elements, and the tag itself."""
    for token in tokens:
        yield token
        if token.name == name and token.closing:
            return


def _read_inside(tokens: Iterator[Token]) -> Iterator[Token]:
    """All up to the end of a template that was just begun, without the end."""
    deep = 1
    for token in tokens:
        deep += (token.name == "template") * (-1 if token.closing else 1)
        if not deep:
            return
        yield token


def _read_data(source: str) -> str:
    """The page in a `data:` address (RFC 2397), '' where there is none."""
    found = re.match(r"data:text/html((?:;[^;,]*)*),", source, re.I)
    if not found:
        return ""
    data = unquote_to_bytes(source[found.end() :])
    if found[1].lower().endswith(";base64"):
        with suppress(binascii.Error):
            data = b64decode(data)
    return data.decode("utf-8", "replace")


def _is_unseen(given: Mapping[str, str]) -> bool:
    tiny = any(_TINY.fullmatch(given.get(key, "")) for key in ("width", "height"))
    return tiny or "hidden" in given or bool(_HIDDEN.search(given.get("style", "")))


def _call(given: Mapping[str, str]) -> str:
    """What a frame is known by: its title, and the host that it came from."""
    try:
        host = urlsplit(given.get("src", "")).hostname or ""
    except ValueError:
        host = ""
    named = given.get("title") or given.get("name") or given.get("id") or ""
    return " ".join(part for part in (named[:80], f"({host})" if host else "") if part) or "(no title)"
