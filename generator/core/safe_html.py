"""In: HTML nobody vouches for, and plain text. Out: HTML that may stand in a page.

Must stay the only door to nh3 and the only maker of Html; whoever gets Html from here may join it, never edit it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from urllib.parse import quote, unquote, urlsplit

import markupsafe
import nh3

from generator.core.html_tokens import Token, find_depth, list_attributes, read_attributes, split_html
from generator.core.unseen import find_unseen, may_hide, name_character

Html = markupsafe.Markup

TAGS = frozenset(
    (
        *("p", "br", "hr", "wbr", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "div", "section"),
        *("ul", "ol", "li", "dl", "dt", "dd", "pre", "figure", "figcaption"),
        *("table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"),
        *("a", "abbr", "b", "bdi", "cite", "code", "del", "dfn", "em", "i", "img", "ins", "kbd", "rp", "rt", "ruby"),
        *("s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var"),
    )
)
ATTRIBUTES = {
    "*": frozenset(("lang", "dir")),
    "a": frozenset(("href", "title")),
    "abbr": frozenset(("title",)),
    "code": frozenset(("class",)),
    "dfn": frozenset(("title",)),
    "img": frozenset(("src", "alt", "title", "width", "height")),
    "li": frozenset(("value",)),
    "ol": frozenset(("start", "reversed")),
    "span": frozenset(("class",)),
    "td": frozenset(("colspan", "rowspan", "class")),
    "th": frozenset(("colspan", "rowspan", "scope", "class")),
    "time": frozenset(("datetime",)),
}
VALUES = {  # an attribute whose value does not fit goes; those not named here may hold any text
    "class": re.compile(r"language-[a-z0-9]{1,20}|hl-[a-z0-9]{1,4}(?: hl-[A-Za-z-]{1,40})*|align-(?:start|center|end)"),
    "lang": re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*"),
    "dir": re.compile(r"ltr|rtl|auto"),
    "width": re.compile(r"[0-9]{1,4}"),
    "height": re.compile(r"[0-9]{1,4}"),
    "colspan": re.compile(r"[0-9]{1,3}"),
    "rowspan": re.compile(r"[0-9]{1,3}"),
    "scope": re.compile(r"row|col|rowgroup|colgroup"),
    "value": re.compile(r"-?[0-9]{1,9}"),
    "start": re.compile(r"-?[0-9]{1,9}"),
    "reversed": re.compile(r"|reversed"),
    "datetime": re.compile(r"[0-9TZ:.+-]{4,40}"),
}
SCHEMES = frozenset(("http", "https", "mailto"))
PICTURES = re.compile(r"(?![.])[^/\\:?#<>\"'\x00-\x1f]{1,200}\.(?:jpe?g|png|gif|webp|avif)", re.I)
REL = "nofollow ugc noopener"
DEEPEST = 500  # elements; the parser behind nh3 takes time in the square of the depth, and browsers stop at 512
SEAL = "data-seal"

_REMOTE = re.compile(r"(?:https?://[^\s/?#\\]+|mailto:[^\s?\\]+)[^\s\\]*", re.I)
_LOCAL = re.compile(r"#[^\s\\]*|(?![/#])[^\s:/?#\\]*(?:[/?#][^\s\\]*)?")
_ADDRESS = re.compile('\\bhttps?://[^\\s<>"“”«»\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]+', re.I)
_AFTER_ADDRESS = ".,;:!?'’‘…*_"
_escape: Callable[[str], str] = markupsafe._escape_inner  # type: ignore[attr-defined]  # `escape`, but for its Markup
_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def clean(html: str, *, seal: str = "", picture_base: str = "") -> Html:
    """The HTML without what is not on the lists above; words stay, but for those of script, style, svg and math.

    A picture's source is `picture_base` and a plain file name, or the picture gives way to its alternative text. Of
    attributes `data-seal` those stay whose value begins with `seal`: marks that only the caller could have set.
    """
    html = _scrub(html)
    if find_depth(html, DEEPEST) is not None:
        return escape(html)
    cleaned = _scrub(_make_cleaner(seal, picture_base).clean(html))
    if "<a" in cleaned or "<img" in cleaned:
        cleaned = "".join(_finish(split_html(cleaned)))
    if any(True for _ in find_unseen(cleaned, running=True)):
        cleaned = "".join(_reveal_runs(split_html(cleaned)))
    return Html(cleaned)


def find_left_out(html: str) -> Iterator[tuple[str, str]]:
    """What `clean` leaves out of raw HTML without a word, in order: the tag as written, and what of it goes."""
    for token in split_html(html):
        if not token.name or token.closing:
            continue
        if token.name not in TAGS:
            yield token.raw, f"<{token.name}>"
            continue
        allowed = ATTRIBUTES["*"] | ATTRIBUTES.get(token.name, frozenset())
        for name, value in list_attributes(token.raw):
            if name not in allowed or not _fits(token.name, name, value):
                yield token.raw, f"{name} of <{token.name}>"


def escape(text: str) -> Html:
    """The text, to be read as text: `<`, `>`, `&` and both quotes as entities; what no page may hold as U+FFFD."""
    return trusted(_escape(_scrub(text)))


def write(value: object) -> str:
    """The characters a page holds for a value: those of HTML as they are, of all else escaped as text."""
    if type(value) is str:
        return _escape(value)
    return value if type(value) is Html else _escape(str(value))


def reveal(text: str, *, running: bool = False) -> Html:
    """The text, with a mark on every character that nobody sees: a name, a title, an address, a quotation.

    In running text, on those that could deceive (`find_unseen`).
    The character stays where it is, alone in a <bdi>, so that an override of direction ends where it begins.
    """
    if not may_hide(text):
        return escape(text)
    pieces: list[str] = []
    at = 0
    for hidden in find_unseen(text, running=running):
        said = name_character(text[hidden])
        mark = f'<bdi class="unseen" role="img" aria-label="{said}" data-unseen="{said.rpartition(" ")[2]}">'
        pieces += [escape(text[at:hidden]), mark, escape(text[hidden]), "</bdi>"]
        at = hidden + 1
    return Html("".join((*pieces, escape(text[at:]))))


def plain_text(text: str) -> Html:
    """A paragraph of plain text: escaped, its line breaks as <br>, its http and https addresses as links."""
    pieces: list[str] = []
    at = 0
    for found in _ADDRESS.finditer(text) if "://" in text else ():
        address = _trim_address(found[0])
        if not is_safe_link(address):
            continue
        leads = f'<a href="{escape(address)}" rel="{REL}">'
        pieces += [reveal(text[at : found.start()], running=True), leads, reveal(address), "</a>"]
        at = found.start() + len(address)
    pieces.append(reveal(text[at:], running=True))
    return Html("".join(pieces).replace("\n", "<br>"))


def trusted(html: str) -> Html:
    """Our own constant tags, and parts of what the functions above made. Never anything else that came from content."""
    return str.__new__(Html, html)  # Html(html) asks first whether this is HTML


def is_remote_link(address: str) -> bool:
    """Whether it leads out of the archive."""
    return _REMOTE.fullmatch(address) is not None


def is_safe_link(address: str) -> bool:
    """Whether a link may lead there: http, https or mailto, or within the site by a relative path."""
    try:
        urlsplit(address)
    except ValueError:
        return False
    return bool(address) and bool(_REMOTE.fullmatch(address) or _LOCAL.fullmatch(address))


def picture_name(source: str) -> str:
    """The file name an image's source gives, or '' where it is not a plain file name of a picture."""
    name = unquote(source)
    return name if PICTURES.fullmatch(name) else ""


@lru_cache(maxsize=2)  # the one of notes, and that of the text at hand
def _make_cleaner(seal: str, picture_base: str) -> nh3.Cleaner:
    def keep(tag: str, name: str, value: str) -> str | None:
        if name == SEAL:
            return value if seal and value.startswith(f"{seal} ") else None
        if tag == "img" and name == "src":
            return _picture(value, picture_base)
        return value if _fits(tag, name, value) else None

    attributes = {tag: set(names) for tag, names in ATTRIBUTES.items()}
    attributes["*"].add(SEAL)
    return nh3.Cleaner(
        tags=set(TAGS),
        clean_content_tags={"script", "style"},
        attributes=attributes,
        attribute_filter=keep,
        link_rel=None,
        url_schemes=set(SCHEMES),
    )


def _fits(tag: str, name: str, value: str) -> bool:
    """Whether an attribute that is on the list may have this value."""
    if tag == "a" and name == "href":
        return is_safe_link(value)
    if tag == "img" and name == "src":
        return bool(picture_name(value))
    pattern = VALUES.get(name)
    return pattern is None or pattern.fullmatch(value) is not None


def _picture(source: str, base: str) -> str | None:
    name = picture_name(source)
    return f"{base}{quote(name)}" if name else None


def _scrub(text: str) -> str:
    """Without what no page may hold: control characters, halves of pairs, U+FFFE and U+FFFF; one for one."""
    return text if text.isprintable() else _UNFIT.sub("\ufffd", text)  # none of those is printable


def _trim_address(address: str) -> str:
    """Without the punctuation of the sentence around it; a closing bracket stays where the address opens it."""
    spare = {closing: address.count(closing) - address.count(opening) for opening, closing in ("()", "[]", "{}")}
    end = len(address)
    while end and (address[end - 1] in _AFTER_ADDRESS or spare.get(address[end - 1], 0) > 0):
        end -= 1
        if address[end] in spare:
            spare[address[end]] -= 1
    return address[:end]


def _reveal_runs(tokens: Iterator[Token]) -> Iterator[str]:
    """Entities too may stand for what nobody sees; attributes are left alone, where no direction reaches out of."""
    for token in tokens:
        yield reveal(token.words, running=True) if token.is_text else token.raw


def _finish(tokens: Iterator[Token]) -> Iterator[str]:
    """Links that lead out say so to robots; a link that lost its address and a picture its source become text."""
    kept: list[bool] = []
    for token in tokens:
        if token.name == "a":
            if token.closing:
                if kept and not kept.pop():
                    continue
            else:
                address = read_attributes(token.raw).get("href", "")
                kept.append(bool(address))
                if not address:
                    continue
                if is_remote_link(address):
                    yield f'{token.raw[:-1]} rel="{REL}">'
                    continue
        elif token.name == "img":
            attributes = read_attributes(token.raw)
            if "src" not in attributes:
                yield escape(attributes.get("alt", ""))
                continue
        yield token.raw
