"""In: an archive as read, its ids.lock and its tombstones. Out: the ledger as it would be now, and what it has lost.

Must not change anything: an author accepts, with a command of its own.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from generator.core import urls
from generator.core.archive import Parts, article_path
from generator.core.diagnostics import Checked, Diagnostic, error, warning
from generator.core.fields import locate
from generator.core.ledger import LOCK, Ledger, list_addresses, merge_ledger, number_of_comment, read_ledger
from generator.core.model import Article, Tombstone
from generator.core.text import Place, Text
from generator.core.tombstones import TOMBSTONES, check_tombstones

_OWNER = re.compile(r"article/([a-z0-9-]+)(?:\.comments-[0-9]+)?\.html")
_ARTICLES = "article/"
_PARAGRAPH = re.compile(r"(.*#k-.+)-p[0-9]+")
_SHOWN = 3  # addresses of one page that are named


@dataclass(frozen=True, slots=True)
class Kept:
    """What ids.lock says, and what is there now."""

    old: Ledger
    now: Ledger

    @property
    def ledger(self) -> Ledger:
        """What `accept` would have ids.lock say."""
        return merge_ledger(self.old, self.now)

    @property
    def unaccepted(self) -> int:
        """How many addresses ids.lock does not have yet."""
        return len(self.now.keys() - self.old.keys())


def check_permanence(
    parts: Parts, tombstones: Sequence[Tombstone], now: Ledger | None = None, old: Checked[Ledger] | None = None
) -> Checked[Kept]:
    """Compare what is there with what was ever published. `now` is the ledger of the parts, and `old` that of
    ids.lock, where they are known already; the parts may then leave out articles that `find_unsettled` does not name.

    Errors: `id-gone`, `bad-lock-line` and those of `check_tombstones`. Warnings: `moved-anchor` for a claim whose
    quotation stands elsewhere or beside other words, `moved-blocks` for paragraphs that have each other's addresses.
    What could not be read is not missed.
    """
    lock = parts.texts.get(LOCK, Text(LOCK, ""))
    read = old or read_ledger(lock)
    now = list_addresses(parts) if now is None else now
    if read.value is None:
        return Checked(None, read.diagnostics)
    found = [
        *check_tombstones(parts.texts.get(TOMBSTONES, Text(TOMBSTONES, "")), tombstones, now, read.value),
        *_say_gone(lock, _find_gone(parts, read.value, now, {each.was for each in tombstones}), read.value, now),
    ]
    accepted = _by_owner(read.value)
    for article in parts.articles:
        moved = _find_moved(article, accepted.get(article.id, {}), now)
        found += _check_article(parts, article, _Change(read.value, now, moved))
    return Checked(Kept(read.value, now), tuple(found))


def find_unsettled(old: Ledger, ledgers: Mapping[str, Ledger]) -> frozenset[str]:
    """The articles, each given with its own addresses, of which ids.lock tells anything that is not so now."""
    accepted = _by_owner(old)
    return frozenset(name for name, ledger in ledgers.items() if not accepted.get(name, {}).items() <= ledger.items())


def cut_lock(lock: Text, names: Collection[str]) -> Text:
    """The lines of ids.lock that tell of these articles."""
    lines = (
        line
        for name in sorted(names)
        for line in re.findall(rf"^{re.escape(_ARTICLES + name)}\..*", lock.content, re.M)
    )
    return Text(lock.path, "\n".join(lines))


def _by_owner(ledger: Ledger) -> dict[str, dict[str, str]]:
    """The addresses of each article, by its id."""
    owned: dict[str, dict[str, str]] = {}
    for address, stands in ledger.items():
        if address.startswith(_ARTICLES):
            owned.setdefault(address[len(_ARTICLES) : address.index(".")], {})[address] = stands
    return owned


@dataclass(frozen=True, slots=True)
class _Change:
    """The ledger as accepted and as it would be now; and which paragraphs of one article stand at other addresses."""

    old: Ledger
    now: Ledger
    moved: Mapping[str, str]  # from address to address


def _find_gone(parts: Parts, old: Ledger, now: Ledger, told: set[str]) -> dict[str, list[str]]:
    """By page: the addresses that are gone without a word. The page alone where all of it is gone."""
    gone: dict[str, list[str]] = {}
    for address in old:
        page = address.partition("#")[0]
        if address in now or address in told or page in told or not _was_read(parts, page, now):
            continue
        within = _PARAGRAPH.fullmatch(address)
        if (address != page and page not in now) or (within and within[1] in old and within[1] not in now):
            continue  # the page, or the comment that it belonged to, is gone, and that is said already
        gone.setdefault(page, []).append(address)
    return gone


def _was_read(parts: Parts, page: str, now: Ledger) -> bool:
    if owner := _OWNER.fullmatch(page):
        return owner[1] not in parts.article_ids or urls.article_url(owner[1]) in now
    registers = {"source": parts.sources, "question": parts.questions, "pages": parts.pages}
    return registers[page.partition("/")[0]] is not None


def _say_gone(lock: Text, gone: Mapping[str, Sequence[str]], old: Ledger, now: Ledger) -> Iterator[Diagnostic]:
    lines = {line.partition(" ")[0]: number for number, line in enumerate(lock.content.split("\n"), 1)} if gone else {}
    for page, addresses in gone.items():
        first = addresses[0]
        place = lock.line_place(lines[first])
        place = Place(place.path, place.line, 1, len(first), place.excerpt)
        if len(addresses) == 1:
            words, which = f"{first} was published, and is gone", ("it", "it")
        else:
            shown = ", ".join(f"#{each.partition('#')[2]}" for each in addresses[:_SHOWN])
            more = f" and {len(addresses) - _SHOWN} more" if len(addresses) > _SHOWN else ""
            words = f"{len(addresses)} places of {page} were published, and are gone: {shown}{more}"
            which = ("them", "each of them")
        hint = (
            f'put {which[0]} back, or say in {TOMBSTONES} why {which[1]} went:\n[[gone]]\nwas = "{first}"\nreason = "…"'
        )
        heir = _find_heir(first, old, now)
        yield error("id-gone", words, place, f'{hint}\nsuccessor = "{heir}"' if heir else hint)


def _find_heir(address: str, old: Ledger, now: Ledger) -> str:
    """The new address that is most likely the old one renamed: it has the same words, or almost the same name."""
    kin = re.match(r"[^#]*#[ck]-|[^#]*#|[a-z]*/", address)
    new = [each for each in now if each not in old and kin and each.startswith(kin[0])]
    same = [each for each in new if old[address] and now[each] == old[address]]
    names = {_name(each, kin): each for each in new} if kin else {}
    alike = get_close_matches(_name(address, kin), names, n=1, cutoff=_LIKENESS) if kin else []
    return same[0] if same else names[alike[0]] if alike else ""


def _name(address: str, kin: re.Match[str]) -> str:
    return address.removeprefix(kin[0]).removesuffix(".html")


_LIKENESS = 0.85  # of two names


def _find_moved(article: Article, old: Ledger, now: Ledger) -> dict[str, str]:
    """Paragraphs whose words, which stand in the article once, now have the address of others. `old`: the article's."""
    page = urls.article_url(article.id)
    here = {f"{page}#{block.id}": now[f"{page}#{block.id}"] for block in article.blocks}
    by_digest: dict[str, list[str]] = {}
    for address, digest in here.items():
        by_digest.setdefault(digest, []).append(address)
    moved = {}
    for address in [*here, *(each for each in old if each.startswith(f"{page}#p") and each not in here)]:
        there = by_digest.get(old.get(address, ""), ())
        if address in old and len(there) == 1 and there[0] != address and old.get(there[0]) != old[address]:
            moved[address] = there[0]
    return moved


def _check_article(parts: Parts, article: Article, change: _Change) -> Iterator[Diagnostic]:
    if change.moved:
        yield _say_moved_blocks(parts, article, change.moved)
    page = urls.article_url(article.id)
    for claim in article.claims:
        address = urls.claim_url(article.id, claim.id, number_of_comment(article, claim))
        before, after = change.old.get(address, "").split(" "), change.now[address].split(" ")
        if len(before) != len(after) or len(after) != _TOLD or before == after:
            continue
        elsewhere = before[0] != after[0] and change.moved.get(f"{page}#{before[0]}") != f"{page}#{after[0]}"
        if not elsewhere and before[1] == after[1]:
            continue
        ends = [("it stands here", after[0])]
        words = "the words beside this quote have changed since they were last accepted"
        if elsewhere:
            ends.insert(0, ("it stood here", before[0]))
            words = f"this quote stood in {before[0]} when it was last accepted, and stands in {after[0]} now"
        related = [(label, place) for label, block in ends if (place := _place_block(parts, article, block))]
        place = locate(parts.texts[article_path(article.id, "claims.toml")], ("claim", claim.index, "quote"))
        hint = "read it again; where it still means the same, run `python -m generator accept`"
        yield warning("moved-anchor", words, place, hint, related)


_TOLD = 2  # what the ledger tells of a claim: the block it stands in, and a digest of the words beside it


def _say_moved_blocks(parts: Parts, article: Article, moved: Mapping[str, str]) -> Diagnostic:
    pairs = [(old.partition("#")[2], new.partition("#")[2]) for old, new in moved.items()]
    shown = ", ".join(f"{old} is now {new}" for old, new in pairs[:_SHOWN])
    more = f" and {len(pairs) - _SHOWN} more" if len(pairs) > _SHOWN else ""
    was, is_now = pairs[0]
    words = f"paragraphs of this article have other addresses than when they were last accepted: {shown}{more}"
    hint = f"write {{#{was}}} above this one, and it keeps its address; counting goes on from there"
    hint += "\na new paragraph before it then wants an id of its own, such as {#added-later}"
    place = _place_block(parts, article, is_now) or Place(article_path(article.id, "article.md"), 1, 1, 1, "")
    return warning("moved-blocks", words, place, hint)


def _place_block(parts: Parts, article: Article, block: str) -> Place | None:
    """The line that a block begins on; of a paragraph of a comment, the line of the comment's id."""
    for each in (article.title, *((article.summary,) if article.summary else ()), *article.blocks):
        if each.id == block:
            return parts.texts[article_path(article.id, "article.md")].line_place(each.line)
    thread = parts.texts.get(article_path(article.id, "thread.toml"))
    for comment in article.thread.comments if article.thread and thread else ():
        if thread and any(each.id == block for each in comment.blocks):
            at = thread.content.find(f'"{comment.id}"')
            return thread.place(at, at + len(comment.id) + 2) if at >= 0 else thread.line_place(1)
    return None
