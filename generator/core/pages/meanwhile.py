"""In: one article alone on a stage, and what surrounded it before. Out: its surroundings, until all is weighed anew.

Must not guess what others say: that is as it was, and where a claim is new there, it is left out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from generator.core.pages.claims import ClaimView
from generator.core.pages.frame import Stage
from generator.core.pages.slices import make_all
from generator.core.pages.surroundings import Surroundings, surround_articles
from generator.core.pages.tallies import Sources
from generator.core.words import Words


def surround_meanwhile(stage: Stage, before: Surroundings) -> Surroundings:
    """What the pages of the only article on the stage show of the archive that it was taken from."""
    (alone,) = make_all(surround_articles(stage))
    places = {tag.label: tag for tag in before.tags}
    return replace(
        alone,
        claims=tuple(_weigh_again(claim, before.claims, stage.words) for claim in alone.claims),
        earlier=before.earlier,
        later=before.later,
        also=before.also,
        sources=_count_again(alone.sources, before.sources) if alone.sources else None,
        tags=tuple(places.get(tag.label, tag) for tag in alone.tags),
    )


def _weigh_again(claim: ClaimView, before: Iterable[ClaimView], words: Words) -> ClaimView:
    """The claim with what was known of its question: by itself, by another of the same answer, or of any."""
    same = next((each for each in before if each.id == claim.id), None)
    asked = [each for each in (same, *before) if each and each.question_url == claim.question_url]
    answered = next((each for each in asked if each.answer == claim.answer), None)
    told = answered or next(iter(asked), None)
    return replace(
        claim,
        state=told.state if told else "alone",
        state_words=told.state_words if told else words.say("standing.not-assessed") if claim.question else "",
        counts=told.counts if told else "",
        others=answered.others if answered else (),
        others_answering=answered.others_answering if answered else 0,
        others_all=answered.others_all if answered else 0,
        agrees=answered.agrees if answered else (),
        agrees_more=answered.agrees_more if answered else 0,
        relations=same.relations if same else (),
        more_relations=same.more_relations if same else (),
        folded=same.folded if same else 0,
    )


def _count_again(alone: Sources, before: Sources | None) -> Sources:
    """The table of sources, with what each says elsewhere."""
    counted = {row.url: row for row in before.rows if row.url} if before else {}
    rows = (
        replace(row, elsewhere=counted[row.url].elsewhere, reports=counted[row.url].reports)
        if row.url in counted
        else row
        for row in alone.rows
    )
    return replace(alone, rows=tuple(rows))
