"""In: an archive, and ids.lock. Out: every address an author's ids make, with what stands there, as values and as text.

Must not judge what has changed between the two: permanence does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Protocol

from generator.core import urls
from generator.core.diagnostics import Checked, Diagnostic, error
from generator.core.folding import blind
from generator.core.model import Article, Block, Claim, FreePage, Question, Source
from generator.core.text import Text
from generator.core.values import is_public

LOCK = "ids.lock"
Ledger = Mapping[str, str]  # by address: what stands there, '' where nothing is said of it; see `list_addresses`


class Published(Protocol):
    """Whatever holds what gets addresses; None is a register that could not be read."""

    @property
    def articles(self) -> Sequence[Article]: ...
    @property
    def sources(self) -> Sequence[Source] | None: ...
    @property
    def questions(self) -> Sequence[Question] | None: ...
    @property
    def pages(self) -> Sequence[FreePage] | None: ...


def list_addresses(published: Published, articles: Iterable[Ledger] | None = None) -> Ledger:
    """Every public address: pages, and within articles paragraphs, comments and claims.

    `articles` is what `list_article` told of each, where that is known already; outlines of them are then enough.

    Of a paragraph it says a digest of its words (white space apart), of a claim the paragraph it stands in and a digest
    of the words beside its quotation (white space and typography apart). Lists such as index.html are not recorded:
    every site has them, or makes them of what there is.
    """
    found: dict[str, str] = {}
    for each in map(list_article, published.articles) if articles is None else articles:
        found.update(each)
    found.update((urls.source_url(source.id), "") for source in published.sources or ())
    found.update((urls.question_url(question.id), "") for question in published.questions or ())
    found.update((urls.page_url(page.name), "") for page in published.pages or ())
    return found


def read_ledger(text: Text) -> Checked[Ledger]:
    """ids.lock: a line for each address, and after a space what stood there; lines that begin with # say nothing.

    Errors: `bad-lock-line`, for a line that is not of this form or gives an address again.
    """
    found: dict[str, str] = {}
    faults: list[Diagnostic] = []
    for number, line in enumerate(text.content.split("\n"), 1):
        address, _, stood = line.rstrip().partition(" ")
        if not address or address.startswith("#"):
            continue
        if not is_public(address):
            hint = "take out what a merge has left, such as <<<<<<< or =======, and keep the addresses of both sides"
            faults.append(
                error("bad-lock-line", "this line does not begin with an address", text.line_place(number), hint)
            )
        elif address in found:
            hint = "keep one of the two lines; `python -m generator accept` writes what stands there now"
            faults.append(error("bad-lock-line", "this address is here twice", text.line_place(number), hint))
        else:
            found[address] = stood
    return Checked(None if faults else found, tuple(faults))


def merge_ledger(old: Ledger, now: Ledger) -> Ledger:
    """Every address of both. What stands there is as it is now; of what is gone, nothing is said."""
    return {address: now.get(address, "") for address in sorted({*old, *now})}


def write_ledger(ledger: Ledger) -> str:
    """The text of ids.lock, sorted by code point, as `LC_ALL=C sort` does."""
    head = "# Every address published here. `python -m generator accept` adds new ones; nothing may leave it.\n"
    return head + "".join(f"{address} {ledger[address]}".rstrip() + "\n" for address in sorted(ledger))


def number_of_comment(article: Article, claim: Claim) -> int:
    """The number of the comment a claim stands in, which decides on which page it is; 1 where it stands in none."""
    comments = article.thread.comments if article.thread and claim.comment else ()
    return next((comment.number for comment in comments if comment.id == claim.comment), 1)


def list_article(article: Article) -> Ledger:
    """The addresses of one article alone, as `list_addresses` tells them."""
    return dict(_list_places(article))


def _list_places(article: Article) -> Iterator[tuple[str, str]]:
    page = urls.article_url(article.id)
    yield page, ""
    words = {article.title.id: article.title.words}
    for block in (*((article.summary,) if article.summary else ()), *article.blocks):
        yield f"{page}#{block.id}", _digest_block(block)
        words[block.id] = block.words
    numbers = {}
    for comment in article.thread.comments if article.thread else ():
        numbers[comment.id] = comment.number
        here = urls.comment_page_url(article.id, comment.number)
        yield here, ""
        yield f"{here}#{urls.comment_fragment(comment.id)}", ""
        for block in comment.blocks:
            yield f"{here}#{block.id}", _digest_block(block)
            words[block.id] = block.words
    for claim in article.claims:
        stands = f"{claim.block} {_digest_beside(claim, words.get(claim.block, ''))}" if claim.block else ""
        yield urls.claim_url(article.id, claim.id, numbers.get(claim.comment, 1)), stands


_SIDE = 40  # characters beside a quotation that its meaning may hang on; white space not counted
_DIGITS = 12  # of a digest: it tells two wordings apart, and protects nothing


def _digest_block(block: Block) -> str:
    return _digest("".join(block.words.split()))


def _digest_beside(claim: Claim, words: str) -> str:
    start, end = claim.spans[0].start, claim.spans[-1].end
    before = blind(words[max(0, start - 3 * _SIDE) : start])[-_SIDE:]
    after = blind(words[end : end + 3 * _SIDE])[:_SIDE]
    return _digest(f"{before}\n{after}")


def _digest(words: str) -> str:
    return sha256(words.encode("utf-8", "replace")).hexdigest()[:_DIGITS]
