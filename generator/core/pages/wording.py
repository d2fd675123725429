"""In: the model's closed lists of words, and what standing found. Out: what a reader sees for them, in words.

Must not decide anything, and must not hold sentences: those stand in words/<language>.toml.
"""

from __future__ import annotations

from collections.abc import Mapping

from generator.core.model import Mark, Stance
from generator.core.standing import OriginGroup, Standing, Word
from generator.core.words import Words

QUIET = frozenset((Stance.DECLINES, Stance.UNKNOWN, Stance.SILENT))  # stances that give no answer
MARK: Mapping[Mark, str] = {Mark.YES: "yes", Mark.NO: "no", Mark.UNCLEAR: "unk", Mark.OTHER: "all"}

STATE: Mapping[Word, str] = {
    Word.DISPUTED: "disputed",
    Word.INCONSISTENT: "disputed",
    Word.CORROBORATED: "agreed",
    Word.UPDATED: "single",
    Word.REPEATED: "single",
    Word.SINGLE_SOURCE: "single",
    Word.UNATTRIBUTED: "single",
    Word.OPEN: "single",
    Word.NOT_ASSESSED: "alone",
}


def standing_key(standing: Standing) -> str:
    """The word for a question as a key of [standing]: finer than `Word` where the counts say more."""
    if standing.word is Word.NOT_ASSESSED and standing.comments:
        return "in-comments-only"
    if standing.word is Word.SINGLE_SOURCE and standing.origins > 1 and standing.named:
        return "one-source-each" if standing.named > 1 else "one-named-source"
    return str(standing.word)


def say_standing(standing: Standing, words: Words, *, within: bool = False) -> str:
    """The word for a question; `within`: as it stands within a sentence."""
    return words.say(f"standing.{standing_key(standing)}{'-within' if within else ''}")


def say_counts(standing: Standing, words: Words) -> str:
    """'3 reports, 1 origin'."""
    if not standing.claims:
        return words.say("standing.no-report")
    reports = words.say("count.reports", count=standing.reports)
    if standing.unknown == standing.origins:
        return words.say("standing.counts-nobody", reports=reports)
    origins = words.say("count.origins", count=standing.origins)
    key = "standing.counts-unknown" if standing.unknown else "standing.counts"
    return words.say(key, reports=reports, origins=origins, unknown=standing.unknown)


def name_origin(group: OriginGroup, words: Words, *, within: bool = False) -> str:
    """The name of an origin; where there is none, that nobody is named, or that the report itself says it."""
    key = "nobody" if group.key.startswith("nobody@") else "report"
    return group.name or words.say(f"origin.{key}{'-within' if within else ''}")


def describe_origin(group: OriginGroup, words: Words) -> str:
    """What an origin is; where others speak for it, who they are."""
    if group.key.startswith("unnamed@"):
        return words.say("origin.not-named")
    return words.listed([each for each in (words.join(group.voices), group.role) if each])
