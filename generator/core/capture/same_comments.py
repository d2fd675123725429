"""In: the comments of two captures of one page. Out: which of the later ones are which of the earlier.

Must not match what could be two comments: what fits twice fits nowhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from difflib import SequenceMatcher

from generator.core.model import Comment

_LONG = 20  # characters of words that two people hardly write alike
_ALIKE = 0.6  # of a comment that its author has changed


def match_comments(old: Sequence[Comment], new: Sequence[Comment], *, own_ids: bool) -> dict[str, str]:
    """The earlier comment's id by the later one's. `own_ids`: the page gives ids, so that one says the same next time.

    An id of the page's own decides where anything else agrees with it; then author, time and words together, two of
    the three, long words alone; and last a number that counting gave, where author and most of the words are the same.
    """
    found: dict[str, str] = {}
    by_id = {each.id: each for each in old}
    for each in new:
        was = by_id.get(each.id)
        if was and (_agree(was, each) if own_ids else _say_words(was) == _say_words(each)):
            found[each.id] = each.id
    for key in _KEYS:
        taken = set(found.values())
        left = _only_once((each for each in old if each.id not in taken), key)
        here = _only_once((each for each in new if each.id not in found), key)
        found |= {each.id: left[said].id for said, each in here.items() if said in left}
    taken = set(found.values())
    for each in new:
        was = by_id.get(each.id)
        if was and each.id not in found and each.id not in taken and was.author == each.author and _is_like(was, each):
            found[each.id] = each.id
    return found


def _agree(was: Comment, now: Comment) -> bool:
    """Whether anything beside the id is the same; where one side shows nothing else, the id is all there is."""
    pairs = [(was.author, now.author), (was.date, now.date), (_say_words(was), _say_words(now))]
    both = [(one, other) for one, other in pairs if one and other]
    return not both or any(one == other for one, other in both) or _is_like(was, now)


def _say_words(comment: Comment) -> str:
    return " ".join(" ".join(block.words for block in comment.blocks).split())


def _is_like(was: Comment, now: Comment) -> bool:
    matcher = SequenceMatcher(None, _say_words(was).split(), _say_words(now).split(), autojunk=False)
    return matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE


Key = Callable[[Comment], tuple[object, ...] | None]  # what is compared; None where it says too little


def _all_three(comment: Comment) -> tuple[object, ...] | None:
    return (comment.author, comment.date, _say_words(comment)) if comment.author or comment.date else None


def _author_and_words(comment: Comment) -> tuple[object, ...] | None:
    return (comment.author, _say_words(comment)) if comment.author and comment.blocks else None


def _date_and_words(comment: Comment) -> tuple[object, ...] | None:
    return (comment.date, _say_words(comment)) if comment.date and comment.blocks else None


def _words_alone(comment: Comment) -> tuple[object, ...] | None:
    words = _say_words(comment)
    return (words,) if len(words) >= _LONG else None


def _author_and_date(comment: Comment) -> tuple[object, ...] | None:
    return (comment.author, comment.date) if comment.author and comment.date else None


_KEYS: tuple[Key, ...] = (_all_three, _author_and_words, _date_and_words, _words_alone, _author_and_date)


def _only_once(comments: Iterable[Comment], key: Key) -> dict[tuple[object, ...], Comment]:
    """Comments by what a key says of them, those of which it says the same left out."""
    found: dict[tuple[object, ...], Comment] = {}
    twice = set()
    for comment in comments:
        said = key(comment)
        if said is None:
            continue
        if said in found:
            twice.add(said)
        found[said] = comment
    return {said: comment for said, comment in found.items() if said not in twice}
