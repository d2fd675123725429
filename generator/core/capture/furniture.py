"""In: the words of one line of a saved page. Out: why they are the site's and not the article's, or nothing.

Must not weigh where a line stands: lines.py does.
"""

from __future__ import annotations

import re

OWN_CLOCK = "the page's own clock or weather"
LONGEST = 400  # characters of a line that can still be furniture
_SECTION = re.compile(
    r"africa|americas|asia|breaking(?: news)?|business|climate|crime|culture|economy|education|entertainment|europe"
    r"|features|health|international|investigations|latest(?: news)?|lifestyle|local|markets|media|middle east"
    r"|national|news|opinion|politics|science|sports?|technology|top stories|travel|u\.?k\.?|u\.?s\.?|video|weather"
    r"|world(?: news)?",
    re.I,
)
_PLACES = (
    r"about(?: us)?|account|advertise|archives?|careers|contact(?: us)?|cookies?|donate|e-?paper|games|help|home|jobs"
    r"|log ?(?:in|out)|menu|my account|news ?letters?|privacy|regions|register|rss|search|shop|sign (?:in|up|out)"
    r"|site ?map|subscribe|terms|video|web ?mail"
)
_PLACE = re.compile(rf"\b(?:{_PLACES})\b", re.I)
_CLOCK = re.compile(r"\b[0-9]{1,2}[:.][0-9]{2}(?::[0-9]{2})? ?(?:[ap]\.?m\b\.?)?(?: ?[A-Z]{2,4}\b)?", re.I)
_WEATHER = re.compile(r"[-−+]?[0-9]{1,3}(?:[.,][0-9])? ?(?:° ?[CF]?\b|[℃℉])")
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
DATE = re.compile(
    rf"(?:\b(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?(?:\b{_MONTH} [0-9]{{1,2}}(?:st|nd|rd|th)?,? [0-9]{{4}}\b"
    rf"|\b[0-9]{{1,2}}(?:st|nd|rd|th)? {_MONTH},? [0-9]{{4}}\b|\b[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}\b)",
    re.I,
)
_BAR = re.compile(r"[|»›•·]| > ")
_STAMP = re.compile(
    r"(?:first )?(?:published|posted|updated|last updated|last modified|date)\b(?: on| at)?[: ].{4,80}", re.I
)
_BUTTON = re.compile(
    rf"(?:{_PLACES}|skip to (?:main )?content|advertisement|sponsored(?: content)?|facebook|twitter|whatsapp|tweet"
    r"|share(?: this)?(?: (?:article|story|post))?|(?:share )?on (?:facebook|twitter|x|whatsapp)|like this|loading"
    r"|print(?: this)?(?: page)?|e-?mail(?: this)?|read more|more stories|you may also like|back to top"
    r"|related(?: (?:articles?|posts?|stories|news))?|trending(?: now)?|most (?:read|popular)|post navigation"
    r"|follow us(?: on .{1,30})?|(?:next|previous) (?:post|article|story)|comments?|discussion"
    r"|listen to this article)[ :.…»→←]*",
    re.I,
)
_FOOTER = re.compile(
    r"(?:©|copyright\b).{0,160}|.{0,80}\ball rights reserved\b.{0,40}|powered by .{1,60}|proudly powered .{1,60}"
    r"|(?:filed under|tagged(?: with)?|tags|categories|posted in|share this|related|read more|see also) ?:.{1,160}",
    re.I,
)
_REPLY = re.compile(
    r"(?:leave|post|write|add|submit) (?:a|your) (?:reply|comment|response)\b.{0,120}|cancel reply"
    r"|your e-?mail (?:address )?will not be (?:published|shown|shared)\b.{0,120}|required fields are marked\b.{0,20}"
    r"|comments (?:are|have been) (?:now )?(?:closed|disabled|turned off)\b.{0,80}|(?:post|submit) comment"
    r"|(?:you must be|please) log(?:ged)? in to (?:post|leave|comment|reply)\b.{0,80}|log in to reply"
    r"|save my name\b.{0,120}|notify me (?:of|by|when)\b.{0,120}|this site uses akismet\b.{0,160}",
    re.I,
)
_NOTICE = re.compile(
    r"(?:please )?(?:let us know|tell us|contact us) if you.{1,10}(?:having|have) .{1,40}\bcomment(?:s|ing)?\b.{0,60}"
    r"|(?:view|show|load|see|read|hide) (?:all |the |more )*(?:[0-9]+ )?comments?|(?:older|newer) comments?\W*"
    r"|(?:our |all )?comments (?:policy|guidelines|are moderated)\b.{0,120}"
    r"|(?:join the|start a) (?:conversation|discussion)\W*",
    re.I,
)
_KINDS = (
    (_REPLY, "part of the reply form"),
    (_NOTICE, "a notice about comments"),
    (_BUTTON, "a label or button of the site"),
    (_FOOTER, "part of the page's footer"),
    (_STAMP, "a date line"),
)


def say_furniture(words: str) -> str:
    """What of the site a line is, in a few words; '' where its wording does not show it."""
    if len(words) > LONGEST:
        return ""
    kind = next((said for pattern, said in _KINDS if pattern.fullmatch(words)), "")
    return kind or _say_navigation(words)


def is_section(words: str) -> bool:
    """Whether the line is nothing but a newspaper's name for one of its sections."""
    return bool(_SECTION.fullmatch(words.strip(" :")))


def is_reply_form(words: str) -> bool:
    """Whether the line belongs to the form under the comments, where the page proper ends."""
    return len(words) <= LONGEST and bool(_REPLY.fullmatch(words))


def shows_clock(words: str) -> bool:
    """Whether the line shows a day together with a time of day, as a page's own clock does."""
    return len(words) <= LONGEST and bool(DATE.search(words)) and bool(_CLOCK.search(words))


def _say_navigation(words: str) -> str:
    bars = len(_BAR.findall(words))
    places = len(_PLACE.findall(words))
    measures = sum(bool(pattern.search(words)) for pattern in (DATE, _CLOCK, _WEATHER))
    if measures and len(re.findall(r"\w+", _WEATHER.sub(" ", _CLOCK.sub(" ", DATE.sub(" ", words))))) <= 2:
        return OWN_CLOCK
    if bars and places >= 2 and measures:
        return "navigation, with the page's own clock or weather"
    parts = [part.split() for part in _BAR.split(words) if part.strip()]
    listed = bars >= 2 and all(len(part) <= 4 for part in parts)
    trail = bars >= 1 and words.casefold().startswith("home ") and len(words) <= 160
    return "navigation" if listed or trail or (bars >= 2 and places >= 2) else ""
