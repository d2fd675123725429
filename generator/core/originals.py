"""In: an article and its untouched copy. Out: the article, its claims with what finds their words at the original.

Must not trust the copy for more than its text, nor take it for the original where its digest is not the recorded one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from generator.core.capture.charset import decode_page
from generator.core.letters import Lettered, fold_letters
from generator.core.model import Article, Block, Claim, Rendition
from generator.core.page_text import read_page_text
from generator.core.text_fragments import find_directive, read_searched

_NEIGHBOURS = (40, 200)  # letters of the article on either side that tell two places of the page apart
_MOST = 200  # places; what stands so often is not sought further


def wants_page(article: Article, held: str) -> bool:
    """Whether an article has claims that may be found at its original, and the copy that is held (by its SHA-256 in
    hexadecimal) is the page that was recorded. Plain text shows neither what was hidden nor where a block ended."""
    recorded = article.capture.endswith(".html") and bool(held) and article.capture_sha256 == held
    addressed = article.url.startswith(("http://", "https://")) and ":~:" not in article.url
    verbatim = article.rendition is not Rendition.PRECIS
    return recorded and addressed and verbatim and any(claim.block for claim in article.claims)


def find_originals(article: Article, page: bytes) -> Article:
    """The article with a directive for every claim whose words the copy proves to stand in one place."""
    text = decode_page(article.capture, page).value
    read = read_page_text(text[0].content) if text else None
    if read is None:
        return article
    searched = read_searched(read)
    found: dict[str, str] = {}
    for quoted in _list_quoted(article):
        places = [_find_place(searched.shown, part) for part in quoted.parts]
        written = [find_directive(searched, *place) if place else "" for place in places]
        if all(written):
            found[quoted.claim] = "&".join(written)
    claims = tuple(replace(claim, directive=found.get(claim.id, "")) for claim in article.claims)
    return replace(article, claims=claims)


@dataclass(frozen=True, slots=True)
class _Part:
    """The letters of a quotation, or of a part of one, with those around it in its article or comment."""

    before: str
    letters: str
    after: str


@dataclass(frozen=True, slots=True)
class _Quoted:
    claim: str
    parts: tuple[_Part, ...]


def _list_quoted(article: Article) -> Iterator[_Quoted]:
    """The claims in words that are the original's: not the summary, nor what is retold or covered."""
    claims: dict[str, list[Claim]] = {}
    for claim in article.claims:
        claims.setdefault(claim.comment, []).append(claim)
    thread = article.thread
    yield from _list_parts(claims.get("", ()), (article.title,))
    yield from _list_parts(claims.get("", ()), article.blocks)
    for comment in thread.comments if thread and not thread.retold else ():
        if comment.id in claims and not comment.cover:
            yield from _list_parts(claims[comment.id], comment.blocks)


def _list_parts(claims: Sequence[Claim], blocks: Sequence[Block]) -> Iterator[_Quoted]:
    """The claims of one text, each part of their quotations among the letters of that text."""
    starts = {block.id: at for at, block in enumerate(blocks)}
    here = [claim for claim in claims if claim.block in starts]
    if not here:
        return
    folded = [fold_letters(block.words) for block in blocks]
    text = "".join(folded)
    offsets = [0]
    for each in folded:
        offsets.append(offsets[-1] + len(each))
    for claim in here:
        words, offset = blocks[starts[claim.block]].words, offsets[starts[claim.block]]
        ends = [[offset + len(fold_letters(words[:at])) for at in (span.start, span.end)] for span in claim.spans]
        reach = _NEIGHBOURS[-1]
        parts = (_Part(text[max(0, a - reach) : a], text[a:b], text[b : b + reach]) for a, b in ends)
        yield _Quoted(claim.id, tuple(parts))


def _find_place(page: Lettered, part: _Part) -> tuple[int, int] | None:
    """Where in the page's letters this part stands: the only place, or the only one with the article's words around."""
    places = _list_places(page.letters, part.letters)
    if len(places) > _MOST:
        return None
    for reach in _NEIGHBOURS:
        if len(places) < 2:
            break
        before, after = part.before[-reach:], part.after[:reach]
        befores = {at for at in places if before and page.letters.endswith(before, 0, at)}
        afters = {at for at in places if after and page.letters.startswith(after, at + len(part.letters))}
        places = sorted(befores & afters if befores and afters else befores | afters)
    return (places[0], places[0] + len(part.letters)) if len(places) == 1 else None


def _list_places(letters: str, wanted: str) -> list[int]:
    places: list[int] = []
    at = letters.find(wanted) if wanted else -1
    while at >= 0 and len(places) <= _MOST:
        places.append(at)
        at = letters.find(wanted, at + 1)
    return places
