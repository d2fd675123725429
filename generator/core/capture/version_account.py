"""In: a new version of an article. Out: the account of it: what was carried, what is changed, new or gone.

Must not pass over a paragraph, a comment or a claim: what is not named is counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from generator.core.capture.merged_body import pair_alike
from generator.core.capture.merged_thread import Matched
from generator.core.capture.version import Version
from generator.core.diagnostics import visible
from generator.core.earlier import find_words, gather_words
from generator.core.model import Block

_SHOWN = 100  # characters of a wording
_SIDE = 24  # characters of what is the same before and after a change
Fate = tuple[str, str, str]  # the word for it, of what, and in what words


def tell_version(version: Version) -> str:
    """The account as it is printed: a line for whatever is not carried as it was, then counts."""
    told = {
        "key": list(_tell_front(version)),
        "block": [*_tell_blocks(version), *_tell_given_way(version)],
        "comment": [fate for each in version.comments for fate in _tell_comment(each)],
        "claim": list(_tell_claims(version)),
    }
    lines = [each for fates in told.values() for each in fates if each[0] != "carried"]
    wide = max((len(what) for _, what, _ in lines), default=0)
    written = [f"  {fate:<8} {what:<{wide}}  {visible(words)}".rstrip() for fate, what, words in lines]
    for thing in ("block", "comment", "claim"):
        counts = Counter(fate for fate, _, _ in told[thing])
        parts = ", ".join(f"{counts[fate]} {fate}" for fate in _ORDER if counts[fate])
        if parts:
            written.append(f"  {thing}s: {parts}")
    return "\n".join(written) + "\n"


_ORDER = ("carried", "changed", "moved", "new", "gone", "lost", "replaced", "yours")


def _tell_front(version: Version) -> Iterator[Fate]:
    for key in version.front.changed:
        yield "changed", key, ""
    for key in version.front.kept:
        yield "yours", key, "stays as you have it; the later page states something else"


def _tell_given_way(version: Version) -> Iterator[Fate]:
    for words in version.given_way:
        yield "replaced", "your edit", f"{_shorten(words)} (the page has changed there too)"


def _tell_blocks(version: Version) -> Iterator[Fate]:
    before, after = version.before.blocks, version.after.blocks
    pairs = dict(pair_alike([each.words for each in before], [each.words for each in after]))
    backwards = {new: old for old, new in pairs.items()}
    for old, block in enumerate(before):
        if old not in pairs:
            yield "gone", f"block {block.id}", _shorten(block.words)
    for new, block in enumerate(after):
        if new not in backwards:
            yield "new", f"block {block.id}", _shorten(block.words)
        else:
            yield _tell_pair(before[backwards[new]], block)


def _tell_pair(was: Block, now: Block) -> Fate:
    if was.words != now.words:
        return "changed", f"block {now.id}", _compare(was.words, now.words)
    if was.id != now.id:
        return "moved", f"block {now.id}", f"was {was.id}"
    return "carried", f"block {now.id}", ""


def _tell_comment(comment: Matched) -> Iterator[Fate]:
    what = f"comment {comment.id}"
    for key in comment.kept:
        yield "yours", what, f"{key} stays as you have it; the later page states something else"
    if comment.silent and comment.was is not None:
        yield "gone", what, f"its words: {_shorten(comment.was.text)} (they stay here, marked)"
    elif comment.now is None and comment.was is not None:
        yield "gone", what, f"{comment.was.author or 'no name'}: {_shorten(comment.was.text)} (stays here, marked)"
    elif comment.was is None and comment.now is not None:
        yield "new", what, f"{comment.now.author or 'no name'}: {_shorten(comment.now.text)}"
    elif comment.was is not None and comment.now is not None and comment.changed:
        words = _compare(comment.was.text, comment.now.text) if "text" in comment.changed else ""
        yield "changed", what, "; ".join(filter(None, (", ".join(comment.changed), words)))
    elif not comment.kept:
        yield "carried", what, ""


def _tell_claims(version: Version) -> Iterator[Fate]:
    before = {claim.id: claim for claim in version.before.claims}
    old, new = gather_words(version.before), gather_words(version.after)
    for claim in sorted(version.after.claims, key=lambda each: each.index):
        was = before[claim.id]
        what = f"claim {claim.id}"
        if not claim.block:
            why = version.lost.get(claim.id)
            reason = f"{why.message}; {why.hint}".replace("\n", "; ") if why else ""
            yield "gone" if was.block else "lost", what, f"{_shorten(claim.quote.exact)}: {reason}"
        elif was.block and find_words(was, old) != find_words(claim, new):
            yield "changed", what, _compare(find_words(was, old), find_words(claim, new))
        elif was.block and was.block != claim.block:
            yield "moved", what, f"from {was.block} to {claim.block}"
        else:
            yield "carried", what, ""


def _compare(was: str, now: str) -> str:
    """Both wordings, from shortly before the first difference to shortly after the last."""
    was, now = " ".join(was.split()), " ".join(now.split())
    start = 0
    while start < min(len(was), len(now)) and was[start] == now[start]:
        start += 1
    end = 0
    while end < min(len(was), len(now)) - start and was[-1 - end] == now[-1 - end]:
        end += 1
    return f"{_cut(was, start, end)} -> {_cut(now, start, end)}"


def _cut(words: str, start: int, end: int) -> str:
    first = words.rfind(" ", 0, max(0, start - _SIDE)) + 1
    stop = words.find(" ", len(words) - max(0, end - _SIDE))
    last = stop if stop >= 0 else len(words)
    shown = words[first:last]
    shown = shown if len(shown) <= 2 * _SHOWN else f"{shown[: 2 * _SHOWN].rstrip()}…"
    return f"{'…' * (first > 0)}{shown}{'…' * (last < len(words))}"


def _shorten(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN].rstrip()}…"
