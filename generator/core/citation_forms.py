"""In: how an article is cited. Out: forms for citing a claim, a comment or a passage of it, and those forms filled in.

Must not hold what differs between two places of one kind: a form is sent once, and a page fills it in for each of them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from json.encoder import encode_basestring

from generator.core.citations import Citation, bibtex_date, csl_date, escape_tex, say_report
from generator.core.words import Words

Part = str | tuple[str, str, str]  # words as they are; or (before, variable, after), left out where that is empty
Form = tuple[Part, ...]

_EXCERPT_WORDS, _EXCERPT_SIGNS = 8, 60
_encode = json.JSONEncoder(ensure_ascii=False).encode
_MARK = "\0"  # stands in a phrase where a variable goes; no text of an archive holds it


@dataclass(frozen=True, slots=True)
class Forms:
    """Three ways to write one citation."""

    words: Form
    bibtex: Form
    csl: Form


@dataclass(frozen=True, slots=True)
class Place:
    """A claim, a comment or a passage: what its citation says of it and of no other there.

    `who` is what readers call its author, `author` the same where that names somebody; `day` is a date in words, and
    `date` the same as YYYY-MM-DD, YYYY-MM or YYYY where it is as exact as that.
    """

    fragment: str
    address: str
    number: str
    comment: str = ""  # the number of the comment a claim stands in
    who: str = ""
    author: str = ""
    says: str = ""
    day: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """One citation in all its forms."""

    words: str
    bibtex: str
    csl: str


def make_forms(citation: Citation, words: Words) -> dict[str, Forms]:
    """The forms for `claim`, `comment` and `passage`; their variables are those of a place, and `parts` and `year`."""
    report, colon = say_report(citation, words), words.say("join.colon")
    claim: Form = (_cut(words, "cite.claim", "number"), _cut(words, "cite.in-comment", "number", "comment"))
    claimed = (*claim, _cut(words, "cite.said", "day"))
    quoted = words.say("cite.quoted-within", words=citation.title)
    comment: Form = (_cut(words, "cite.comment-title", "number", title=quoted),)
    excerpt, passage = _cut(words, "cite.quoted", "words", "says"), _cut(words, "cite.passage", "number")
    who: Form = (_var("who"), _cut(words, "cite.day", "day"))
    inside: Form = (words.say("cite.in", report=report), _var("address"))
    under: Form = (words.say("cite.on", report=report), _var("address"))
    comma = words.say("join.comma")
    return {
        "claim": Forms(
            (*who, colon, ("", "says", " "), *claim, *inside),
            _bibtex(citation, (_var("says"),), (*_BY, *_printed(citation)), (*claimed, "; ", report)),
            _csl(
                {"type": "webpage", "container-title": citation.title, "publisher": citation.container},
                citation,
                (_var("says"),),
                (*_BY_CSL, *_issued(citation)),
                claimed,
            ),
        ),
        "comment": Forms(
            (*who, comma, _cut(words, "cite.comment-within", "number"), *under),
            _bibtex(citation, comment, (*_BY, *_DATE), (report,)),
            _csl(
                {"type": "post", "container-title": citation.container}, citation, comment, (*_BY_CSL, *_DATE_CSL), ()
            ),
        ),
        "passage": Forms(
            (excerpt, comma, _cut(words, "cite.passage-within", "number"), *inside),
            _bibtex(
                citation,
                (citation.title,),
                (*_reporter(citation), *_printed(citation)),
                (passage, colon, excerpt, "; ", report),
            ),
            _csl(
                {"type": "article-newspaper", "container-title": citation.container},
                citation,
                (citation.title,),
                (*_reporter_csl(citation), *_issued(citation)),
                (passage, colon, excerpt),
            ),
        ),
    }


def write_place(forms: Forms, place: Place, base: str = "") -> Written:
    """One place cited in every form; `base` is written before its address."""
    values = list_values(place, base)
    return Written(*map(fill, (forms.words, forms.bibtex, forms.csl), (values,) * len(STYLES), STYLES))


def list_values(place: Place, base: str) -> dict[str, str]:
    """The variables of every form, for one place."""
    return {
        "fragment": place.fragment,
        "address": base + place.address,
        "number": place.number,
        "comment": place.comment,
        "who": place.who,
        "author": place.author,
        "says": place.says,
        "day": place.day,
        "date": place.date,
        "year": place.date[:4],
        "parts": ", ".join([each.lstrip("0") for each in place.date.split("-")]),
    }


def fill(form: Form, values: Mapping[str, str], escape: Callable[[str], str]) -> str:
    """The form with the values in their places; assets/js/cite.js does the same. An address is never escaped."""
    written: list[str] = []
    for part in form:
        if isinstance(part, str):
            written.append(part)
        elif value := values[part[1]]:
            written += (part[0], value if part[1] == "address" else escape(value), part[2])
    return "".join(written)


def end_sentence(words: str) -> str:
    """The words with a full stop, unless they end a sentence by themselves."""
    return words if words.endswith((".", "?", "!", "…")) else f"{words}."


def cut_excerpt(words: str) -> str:
    """The first words of a passage, fit to stand in quotation marks."""
    first = words.split(maxsplit=_EXCERPT_WORDS)
    begun = " ".join(first[:_EXCERPT_WORDS]).replace("“", "‘").replace("”", "’")
    if len(first) <= _EXCERPT_WORDS and len(begun) <= _EXCERPT_SIGNS:
        return begun
    return f"{begun[:_EXCERPT_SIGNS].rstrip()} …"


_BY: Form = (("  author = {{", "author", "}},\n"),)
_BY_CSL: Form = ((',\n  "author": [{"literal": "', "author", '"}]'),)
_DATE: Form = (("  date = {", "date", "},\n"), ("  year = {", "year", "},\n"))
_DATE_CSL: Form = ((',\n  "issued": {"date-parts": [[', "parts", "]]}"),)


def _reporter(citation: Citation) -> Form:
    return (f"  author = {{{{{escape_tex(citation.author)}}}}},\n",) if citation.author else ()


def _reporter_csl(citation: Citation) -> Form:
    return (_member("author", [{"literal": citation.author}]),) if citation.author else ()


def _printed(citation: Citation) -> Form:
    fields = bibtex_date(citation.published)
    return tuple(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)


def _issued(citation: Citation) -> Form:
    return (_member("issued", csl_date(citation.published)),)


def _bibtex(citation: Citation, title: Form, middle: Form, note: Form) -> Form:
    outlet = f"  howpublished = {{{escape_tex(citation.container)}}},\n" if citation.container else ""
    return (
        *(f"@misc{{{citation.key}:", _var("fragment"), ",\n  title = {{", *_escape(title, escape_tex), "}},\n"),
        *(*middle, outlet, "  url = {", _var("address"), "},\n  note = {", *_escape(note, escape_tex), "},\n}\n"),
    )


def _csl(fixed: Mapping[str, str], citation: Citation, title: Form, middle: Form, note: Form) -> Form:
    return (
        *(f'[{{\n  "id": "{_escape_json(citation.key)}:', _var("fragment"), '",\n  "title": "'),
        *(*_escape(title, _escape_json), '"', *middle, *(_member(name, value) for name, value in fixed.items())),
        *(_member("archive", citation.archive), ',\n  "URL": "', _var("address"), '"'),
        *((',\n  "note": "', *_escape(note, _escape_json), '"') if note else ()),
        "\n}]\n",
    )


def _cut(words: Words, key: str, placeholder: str, variable: str = "", **values: str) -> tuple[str, str, str]:
    """A phrase around one variable."""
    before, _, after = words.say(key, **{placeholder: _MARK}, **values).partition(_MARK)
    return before, variable or placeholder, after


def _escape(form: Form, escape: Callable[[str], str]) -> Form:
    """The same form, all but its variables escaped."""
    return tuple(
        escape(part) if isinstance(part, str) else (escape(part[0]), part[1], escape(part[2])) for part in form
    )


def _member(name: str, value: object) -> str:
    """One more member of a JSON object; '' where there is no value."""
    return f",\n  {_encode(name)}: {_encode(value)}" if value else ""


def _var(name: str) -> tuple[str, str, str]:
    return "", name, ""


def _escape_json(words: str) -> str:
    return encode_basestring(words)[1:-1]


STYLES: tuple[Callable[[str], str], ...] = (str, escape_tex, _escape_json)  # how each form of Forms writes a value
