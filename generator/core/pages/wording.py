"""In: the model's closed lists of words. Out: the words a reader sees for them.

Must not decide anything, and must not hold sentences: those stand in the templates.
"""

from __future__ import annotations

from collections.abc import Mapping

from generator.core.model import Basis, Cites, Gap, Mark, RelationType, Rendition, SourceKind, Stance
from generator.core.standing import Word

BASIS: Mapping[Basis, str] = {
    Basis.NAMED: "On record",
    Basis.SPOKESPERSON: "Spokesperson, on record",
    Basis.STATEMENT: "Statement",
    Basis.DOCUMENT: "Document",
    Basis.POST: "Social media",
    Basis.UNNAMED: "Source not named",
    Basis.OWN_VOICE: "The report’s own voice",
    Basis.HEADLINE: "Headline",
    Basis.CAPTION: "Caption",
    Basis.UNATTRIBUTED: "Unattributed",
    Basis.COMMENTER: "Commenter’s own words",
}
QUOTED_IN_COMMENT = "As a commenter gives it"

STANCE: Mapping[Stance, str] = {
    Stance.ASSERTS: "asserts",
    Stance.REPORTS: "reports",
    Stance.DENIES: "denies",
    Stance.EXPECTS: "expects",
    Stance.ESTIMATES: "estimates",
    Stance.ALLEGES: "alleges",
    Stance.REFUSES: "refuses",
    Stance.DECLINES: "declines to say",
    Stance.UNKNOWN: "says it is not known",
    Stance.SILENT: "does not say",
}
QUIET: Mapping[Stance, str] = {
    Stance.DECLINES: "Would not say",
    Stance.UNKNOWN: "Not known, it says",
    Stance.SILENT: "Does not say",
}
CITES: Mapping[Cites, str] = {
    Cites.NONE: "no source given",
    Cites.NAMED: "source named, not linked",
    Cites.LINK_LOST: "link lost in the copy",
    Cites.PRINTED: "a printed reference is given",
    Cites.PROMISED: "source promised, not given",
}
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
RELATION: Mapping[RelationType, tuple[str, str]] = {  # as read from its first end, and from its second
    RelationType.SAME_UTTERANCE: ("The same utterance as", "The same utterance as"),
    RelationType.REPEATS: ("Repeats", "Repeated by"),
    RelationType.SUPPORTS: ("Supports", "Supported by"),
    RelationType.CONTRADICTS: ("Contradicts", "Contradicted by"),
    RelationType.QUALIFIES: ("Qualifies", "Qualified by"),
    RelationType.UPDATES: ("Updates", "Updated by"),
    RelationType.CORRECTS: ("Corrects", "Corrected by"),
    RelationType.RESPONDS: ("Responds to", "Responded to by"),
    RelationType.QUOTES: ("Quotes", "Quoted by"),
    RelationType.NOT_THE_SAME: ("Not to be confused with", "Not to be confused with"),
}
RENDITION: Mapping[Rendition, str] = {
    Rendition.FULL: "Full text",
    Rendition.EXCERPT: "Excerpt",
    Rendition.PRECIS: "Précis, in this archive’s words",
}
KIND: Mapping[SourceKind, str] = {
    SourceKind.PERSON: "Person",
    SourceKind.OFFICE: "Office",
    SourceKind.ORGANISATION: "Organisation",
    SourceKind.ARMED_GROUP: "Armed group",
    SourceKind.AGENCY: "News agency",
    SourceKind.OUTLET: "Outlet",
    SourceKind.MONITOR: "Monitor",
    SourceKind.DOCUMENT: "Document",
}
GAP: Mapping[Gap, str] = {
    Gap.LINK: "a link",
    Gap.TEXT: "the text",
    Gap.AUTHOR: "the name",
    Gap.DATE: "the date",
}
NAME_NOT_SHOWN = "Name not shown"
NOBODY_NAMED = "Nobody named"
HERE = "here"
UNNAMED_HOP = "unnamed source"
UNSAID_HOP = "not said"
