"""In: the files words/<language>.toml of a theme, and the language wanted. Out: the words, or what is wrong with them.

Must not know what any phrase is for: the shipped English file says which there are, and what they are given.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from generator.core.diagnostics import Checked, Diagnostic, did_you_mean, error, has_errors, warning
from generator.core.fields import locate, read_toml
from generator.core.plurals import CATEGORIES, categories, knows, may_have
from generator.core.text import Place, Text
from generator.core.toml_places import Path
from generator.core.words import Months, Phrase, Words, cut_phrase, placeholders

ENGLISH = "en"
OWN = "own"  # the group of keys that a theme makes up for its own templates
_LISTS = ("long", "short", "alone")
_MOST_NAMED = 40  # keys that one warning lists
_BRACE = re.compile(r"[{}]")


@dataclass(slots=True)
class _Reading:
    """What the files read so far hold, the later over the earlier."""

    phrases: dict[str, Phrase] = field(default_factory=dict)
    months: dict[str, tuple[str, ...]] = field(default_factory=dict)
    found: list[Diagnostic] = field(default_factory=list)


def choose_words(texts: Sequence[Text], wanted: str, place: Place) -> Checked[Words]:
    """The words of the language wanted (BCP 47), over the English ones; `place` is where site.toml names it.

    Of several files of one language the later lies over the earlier: the shipped one comes first, then the theme's.
    Errors: `toml-syntax`, `bad-words`, `unknown-words`, `wrong-placeholder`, `plural-forms`; warnings: `no-words`
    where there is no file of the language, `missing-words` where there is one that leaves phrases out.
    """
    by_language: dict[str, list[Text]] = {}
    for text in texts:
        by_language.setdefault(_language_of(text).lower(), []).append(text)
    chosen = _find_language(wanted, by_language)
    english = _Reading()
    for at, text in enumerate(by_language[ENGLISH]):
        _read_file(text, ENGLISH, english if at else None, english)
    own = _Reading()
    if chosen and chosen != ENGLISH:
        for text in by_language[chosen]:
            _read_file(text, chosen, english, own)
        own.found += _find_missing(own, english, by_language[chosen][-1]) if not own.found else ()
    found = [*english.found, *own.found]
    if not chosen:
        found.append(_say_no_words(wanted, place, by_language))
    if has_errors(found):
        return Checked(None, tuple(found))
    months = {**english.months, **own.months}
    language = _language_of(by_language[chosen or ENGLISH][-1])
    return Checked(Words(language, {**english.phrases, **own.phrases}, Months(**months)), tuple(found))


def _language_of(text: Text) -> str:
    return text.path.rpartition("/")[2].removesuffix(".toml")


def _find_language(wanted: str, known: Mapping[str, object]) -> str:
    """'de' for 'de-AT' where there is no file of that name; '' where there is neither."""
    subtags = wanted.lower().split("-")
    shorter = ("-".join(subtags[:length]) for length in range(len(subtags), 0, -1))
    return next((tag for tag in shorter if tag in known), "")


def _say_no_words(wanted: str, place: Place, known: Mapping[str, object]) -> Diagnostic:
    hint = (
        f"put words/{wanted}.toml into the theme's folder, or name another language: "
        f'interface = "{ENGLISH}" (there are {", ".join(sorted(known))})'
    )
    return warning("no-words", f"the interface has no words in '{wanted}', so it speaks English", place, hint)


def _find_missing(own: _Reading, english: _Reading, text: Text) -> Iterator[Diagnostic]:
    missing = [key for key in english.phrases if key not in own.phrases and not key.startswith(f"{OWN}.")]
    missing += [f"months.{name}" for name in english.months if name not in own.months]
    if missing:
        listed = ", ".join(missing[:_MOST_NAMED])
        rest = f" and {len(missing) - _MOST_NAMED} more" if len(missing) > _MOST_NAMED else ""
        number = "1 phrase is" if len(missing) == 1 else f"{len(missing)} phrases are"
        message = f"{number} missing here and said in English: {listed}{rest}"
        yield warning("missing-words", message, text.line_place(1), "add them, or leave them to English")


def _read_file(text: Text, language: str, known: _Reading | None, into: _Reading) -> None:
    """Take in one file; `known` says which phrases there are, None that this is the file that says it."""
    read = read_toml(text)
    into.found += read.diagnostics
    for group, keys in (read.value or {}).items():
        if not isinstance(keys, dict):
            hint = "every key stands in the group of its page: [thread], then replies = …"
            into.found.append(error("bad-words", "this key stands in no group", locate(text, (group,), key=True), hint))
            continue
        for key, value in keys.items():
            _read_entry(text, (group, key), value, _Law(language, known, into))


@dataclass(frozen=True, slots=True)
class _Law:
    language: str
    known: _Reading | None
    into: _Reading


def _read_entry(text: Text, path: tuple[str, str], value: object, law: _Law) -> None:
    name = ".".join(path)
    into, known = law.into, law.known
    if path[0] == "months" and path[1] in _LISTS:
        if isinstance(value, list) and len(value) == 12 and all(isinstance(each, str) and each for each in value):
            into.months[path[1]] = tuple(value)
        else:
            into.found.append(error("bad-words", "the twelve months are wanted here", locate(text, path)))
        return
    if known and path[0] != OWN and name not in known.phrases:
        hint = did_you_mean(name, known.phrases) or f"keys of a theme's own stand in [{OWN}]"
        into.found.append(error("unknown-words", f"nothing is said with '{name}'", locate(text, path, key=True), hint))
        return
    forms = {"other": value} if isinstance(value, str) else value
    if not isinstance(forms, dict) or not all(isinstance(form, str) for form in forms.values()):
        hint = 'write "…", or { one = "…", other = "…" } for a phrase with a number'
        into.found.append(error("bad-words", "words are wanted here", locate(text, path), hint))
        return
    pattern = known.phrases.get(name) if known else None
    faults = list(_check_forms(text, path, value, law.language, pattern))
    into.found += faults
    if not faults:
        into.phrases[name] = {form: cut_phrase(words) for form, words in forms.items()}


def _check_forms(
    text: Text, path: tuple[str, str], value: object, language: str, pattern: Phrase | None
) -> Iterator[Diagnostic]:
    if isinstance(value, str):
        yield from _check_placeholders(text, path, value, pattern, last=True)
        if path == ("language", "direction") and value not in ("ltr", "rtl"):
            yield error("bad-words", f"'{value}' is no direction", locate(text, path), "write ltr or rtl")
        return
    assert isinstance(value, dict)  # noqa: S101
    counts = pattern is None or len(pattern) > 1 or "count" in placeholders(pattern["other"])
    wanted = categories(language) if counts else ("other",)
    if not counts:
        hint = "write it as a single text"
        yield error("plural-forms", "this phrase counts nothing, so it has one form", locate(text, path), hint)
    elif not set(wanted) <= set(value) <= may_have(language):
        yield _say_forms(text, path, value, language)
    for form, words in value.items():
        yield from _check_placeholders(text, (*path, form), words, pattern, last=form == "other")


def _say_forms(text: Text, path: Path, value: Mapping[str, object], language: str) -> Diagnostic:
    wanted = categories(language)
    left_out = [form for form in wanted if form not in value]
    strange = [form for form in value if form not in may_have(language)]
    place = locate(text, (*path, strange[0]), key=True) if strange and not left_out else locate(text, path)
    if strange and strange[0] not in CATEGORIES:
        words = f"'{strange[0]}' is no plural form"
    elif left_out:
        words = f"the form {' and the form '.join(left_out)} {'are' if len(left_out) > 1 else 'is'} missing"
    else:
        words = f"'{language}' has no form {strange[0]}"
    known = (
        f"'{language}' counts in {', '.join(wanted)}"
        if knows(language)
        else f"no plural rule is known for '{language}'"
    )
    return error("plural-forms", words, place, f"{known}; a single text serves every number")


def _check_placeholders(
    text: Text, path: Path, words: str, pattern: Phrase | None, *, last: bool
) -> Iterator[Diagnostic]:
    pieces = cut_phrase(words)
    if any(_BRACE.search(piece) for piece in pieces[::2]):
        hint = "a placeholder is {name}, in small letters; no other brace may stand in words"
        yield error("wrong-placeholder", "a brace here belongs to no placeholder", locate(text, path), hint)
        return
    if pattern is None:
        return
    given = frozenset[str]().union(*(placeholders(form) for form in pattern.values()))
    needed = placeholders(pattern["other"]) - (frozenset() if last else {"count"})
    if len(pattern) > 1:
        given |= {"count"}
    listed = ", ".join(f"{{{name}}}" for name in sorted(given)) or "none"
    for name in sorted(placeholders(pieces) - given):
        words = f"{{{name}}} is no placeholder of this phrase"
        yield error("wrong-placeholder", words, locate(text, path), f"it has {listed}")
    if missing := sorted(needed - placeholders(pieces)):
        words = f"{{{missing[0]}}} is left out, so what it stands for would not be said"
        yield error("wrong-placeholder", words, locate(text, path), f"put it where it belongs; the phrase has {listed}")
