"""In: an article, its claims as pages show them, and where its untouched originals stand. Out: a row for each copy.

Must not show a word of an earlier version: those that a page lost may have been withdrawn.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.core.date_words import say_when
from generator.core.dates import iso_form
from generator.core.earlier import CopyFiles
from generator.core.model import Article, EarlierCopy
from generator.core.pages.claims import ClaimView
from generator.core.words import Words


@dataclass(frozen=True, slots=True)
class CopyView:
    """One copy of the report's page, and what became in it of the claims of the copy before; '' where not known."""

    when: str
    when_iso: str
    url: str  # of the untouched original, where site.toml publishes it
    frames: tuple[tuple[int, str], ...]  # that were saved with it: number, address
    held: bool
    sha256: str
    fates: str
    numbers: tuple[tuple[int, str], ...]  # of claims that rest on other words than before: number, address


def show_copies(
    article: Article, published: Sequence[CopyFiles], claims: Mapping[str, ClaimView], words: Words
) -> tuple[CopyView, ...]:
    """Every copy, the first first; none where there is one alone. `published`: where all stand, or nothing."""
    if not article.earlier:
        return ()
    present = EarlierCopy(0, article.captured, article.capture, article.capture_sha256)
    before: EarlierCopy | None = None
    rows = []
    copies = (*article.earlier, present)
    for each, files in zip(copies, published or [CopyFiles("", ())] * len(copies), strict=True):
        changed = [claims[claim] for claim in before.changed if claim in claims] if before else []
        rows.append(
            CopyView(
                when=say_when(each.captured, words) if each.captured else "",
                when_iso=iso_form(each.captured) if each.captured else "",
                url=files.capture,
                frames=number_frames(files),
                held=bool(each.capture),
                sha256=each.sha256,
                fates=_tell_fates(before, words) if before else "",
                numbers=tuple((claim.number, claim.url) for claim in changed),
            )
        )
        before = each
    return tuple(rows)


def number_frames(files: CopyFiles) -> tuple[tuple[int, str], ...]:
    """The frames of a copy, counted from 1, with their addresses."""
    return tuple(enumerate(files.frames, 1))


def _tell_fates(before: EarlierCopy, words: Words) -> str:
    """How many of its claims stand as they stood, last those that rest on other words: their numbers may follow."""
    counts = {"same": before.same, "gone": before.gone, "new": before.new, "changed": len(before.changed)}
    return words.listed([words.say(f"copies.{fate}", count=count) for fate, count in counts.items() if count])
