"""In: an article as it was under each earlier copy of its page, and as it is. Out: the copies, and its claims' fates.

Must not hold a word of an earlier version: what a site shows of them is when, which, and how many.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from generator.core.model import Article, Claim, EarlierCopy
from generator.core.urls import version_file


@dataclass(frozen=True, slots=True)
class CopyFiles:
    """The untouched original of one copy, '' where none is kept, and its frames: paths in the article's folder, or
    where they stand on the site."""

    capture: str
    frames: tuple[str, ...]


def list_files(article: Article) -> tuple[CopyFiles, ...]:
    """The files of every copy, the present one last."""
    present = EarlierCopy(0, article.captured, article.capture, article.capture_sha256, article.frames)
    return tuple(
        CopyFiles(
            version_file(copy.number, copy.capture) if copy.capture else "",
            tuple(version_file(copy.number, f"frames/{name}") for name in copy.frames),
        )
        for copy in (*article.earlier, present)
    )


def list_copies(numbers: Sequence[int], versions: Sequence[Article]) -> tuple[EarlierCopy, ...]:
    """Every version but the last, which is the article as it is; `numbers` are those of the others, in this order."""
    pairs = zip(numbers, pairwise(versions), strict=True)
    return tuple(_compare(number, before, after) for number, (before, after) in pairs)


def _compare(number: int, before: Article, after: Article) -> EarlierCopy:
    was, now = _place_claims(before), _place_claims(after)
    kept = [claim for claim in was if claim in now]
    return EarlierCopy(
        number=number,
        captured=before.captured,
        capture=before.capture,
        sha256=before.capture_sha256,
        frames=before.frames,
        same=sum(was[claim] == now[claim] for claim in kept),
        changed=tuple(claim for claim in kept if was[claim] != now[claim]),
        gone=len(was) - len(kept),
        new=len(now) - len(kept),
    )


def _place_claims(article: Article) -> dict[str, str]:
    """The words that each claim rests on, of those that have a place, in the order of their numbers."""
    words = gather_words(article)
    return {claim.id: find_words(claim, words) for claim in article.claims if claim.block}


def gather_words(article: Article) -> dict[str, str]:
    """The words of every block that claims can stand in."""
    heads = (article.title, *((article.summary,) if article.summary else ()))
    comments = article.thread.comments if article.thread else ()
    blocks = (*heads, *article.blocks, *(block for comment in comments for block in comment.blocks))
    return {block.id: block.words for block in blocks}


def find_words(claim: Claim, words: Mapping[str, str]) -> str:
    """The words that a claim rests on, which has a place; `words` are those of the blocks."""
    return " … ".join(words[claim.block][span.start : span.end] for span in claim.spans)
