"""In: how an article is cited. Out: forms for citing a claim, a comment or a passage of it, and those forms filled in.

Must not hold what differs between two places of one kind: a form is sent once, and a page fills it in for each of them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from generator.core.citations import Citation, bibtex_date, csl_date, escape_tex

Part = str | tuple[str, str, str]  # words as they are; or (before, variable, after), left out where that is empty
Form = tuple[Part, ...]

_EXCERPT_WORDS, _EXCERPT_SIGNS = 8, 60
_CLAIM: Form = (("Claim ", "number", ""), (", in comment ", "comment", ""))
_PASSAGE: Form = (("Passage ", "number", ""), (": “", "says", "”"))


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


def make_forms(citation: Citation) -> dict[str, Forms]:
    """The forms for `claim`, `comment` and `passage`; their variables are those of a place, and `parts` and `year`."""
    source, title = citation.source, f"‘{citation.title}’"
    printed = tuple(f"  {name} = {{{value}}},\n" for name, value in bibtex_date(citation.published).items() if value)
    issued = _member("issued", csl_date(citation.published))
    said: Form = (*_CLAIM, (", said ", "day", ""))
    by: Form = (("  author = {{", "author", "}},\n"),)
    by_csl: Form = ((',\n  "author": [{"literal": "', "author", '"}]'),)
    reporter = f"  author = {{{{{escape_tex(citation.author)}}}}},\n" if citation.author else ""
    reporter_csl = _member("author", [{"literal": citation.author}] if citation.author else None)
    webpage = {"type": "webpage", "container-title": citation.title, "publisher": citation.container}
    post = {"type": "post", "container-title": citation.container}
    report = {"type": "article-newspaper", "container-title": citation.container}
    return {
        "claim": Forms(
            (("", "who", ""), (" (", "day", ")"), ": ", ("", "says", " "), *_CLAIM, f", in {source} ", _var("address")),
            _bibtex(citation, (_var("says"), "}},\n", *by, *printed), said),
            _csl(citation, webpage, (_var("says"), '"', *by_csl, issued), said),
        ),
        "comment": Forms(
            (("", "who", ""), (" (", "day", ")"), ", comment ", _var("number"), f", on {source} ", _var("address")),
            _bibtex(
                citation,
                (
                    *("Comment ", _var("number"), f" on {escape_tex(title)}}}}},\n", *by),
                    *(("  date = {", "date", "},\n"), ("  year = {", "year", "},\n")),
                ),
                (),
            ),
            _csl(
                citation,
                post,
                (
                    *("Comment ", _var("number"), f' on {_escape_json(title)}"', *by_csl),
                    (',\n  "issued": {"date-parts": [[', "parts", "]]}"),
                ),
                (),
            ),
        ),
        "passage": Forms(
            ("“", _var("says"), "”, passage ", _var("number"), f", in {source} ", _var("address")),
            _bibtex(citation, (f"{escape_tex(citation.title)}}}}},\n", reporter, *printed), _PASSAGE),
            _csl(citation, report, (f'{_escape_json(citation.title)}"', reporter_csl, issued), _PASSAGE),
        ),
    }


def write_place(forms: Forms, place: Place, base: str = "") -> Written:
    """One place cited in every form; `base` is written before its address."""
    values = {name: getattr(place, name) for name in Place.__slots__}
    values |= {
        "address": base + place.address,
        "year": place.date[:4],
        "parts": ", ".join(each.lstrip("0") for each in place.date.split("-")),
    }
    return Written(
        words=fill(forms.words, values, str),
        bibtex=fill(forms.bibtex, values, escape_tex),
        csl=fill(forms.csl, values, _escape_json),
    )


def fill(form: Form, values: Mapping[str, str], escape: Callable[[str], str]) -> str:
    """The form with the values in their places; assets/js/cite.js does the same. An address is never escaped."""
    return "".join(part if isinstance(part, str) else _write(part, values, escape) for part in form)


def end_sentence(words: str) -> str:
    """The words with a full stop, unless they end a sentence by themselves."""
    return words if words.endswith((".", "?", "!", "…")) else f"{words}."


def cut_excerpt(words: str) -> str:
    """The first words of a passage, fit to stand in quotation marks."""
    whole = " ".join(words.replace("“", "‘").replace("”", "’").split())
    cut = " ".join(whole.split()[:_EXCERPT_WORDS])[:_EXCERPT_SIGNS]
    return whole if cut == whole else f"{cut.rstrip()} …"


def _bibtex(citation: Citation, middle: Form, note: Form) -> Form:
    """`middle` goes on in the title, closes it and holds author and date."""
    outlet = f"  howpublished = {{{escape_tex(citation.container)}}},\n" if citation.container else ""
    return (
        *(f"@misc{{{citation.key}:", _var("fragment"), ",\n  title = {{", *middle, outlet),
        *("  url = {", _var("address"), "},\n  note = {", *note, "; " if note else ""),
        f"{'in' if note else 'In'} {escape_tex(citation.source)}}},\n}}\n",
    )


def _csl(citation: Citation, fixed: Mapping[str, str], middle: Form, note: Form) -> Form:
    """`middle` goes on in the title, closes it and holds author and date."""
    return (
        *(f'[{{\n  "id": "{_escape_json(citation.key)}:', _var("fragment"), '",\n  "title": "', *middle),
        *(_member(name, value) for name, value in fixed.items()),
        *(_member("archive", citation.archive), ',\n  "URL": "', _var("address"), '"'),
        *((',\n  "note": "', *note, '"') if note else ()),
        "\n}]\n",
    )


def _member(name: str, value: object) -> str:
    """One more member of a JSON object; '' where there is no value."""
    return f",\n  {json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}" if value else ""


def _var(name: str) -> tuple[str, str, str]:
    return "", name, ""


def _write(part: tuple[str, str, str], values: Mapping[str, str], escape: Callable[[str], str]) -> str:
    before, variable, after = part
    value = values[variable]
    return f"{before}{value if variable == 'address' else escape(value)}{after}" if value else ""


def _escape_json(words: str) -> str:
    return json.dumps(words, ensure_ascii=False)[1:-1]
