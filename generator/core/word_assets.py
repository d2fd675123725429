"""In: a script or sheet of the theme, and the words. Out: its bytes; some of them with the words they say before them.

Must not let words become code: they stand there as a JSON value, or as CSS strings.
"""

from __future__ import annotations

import json
import re

from generator.core.search_script import JOINED
from generator.core.words import Phrase, Words

SCRIPT = "assets/js/words.js"
SHEET = "assets/css/frame.css"
_ON_PAGES, _IN_SEARCH = "script.", "script-search."  # keys that scripts may say
_IN_SHEET = (  # custom properties, and the phrases that they hold
    ("--said-to", "note.chain-to"),
    ("--said-none", "sources.none"),
    ("--said-show", "thread.show"),
    ("--said-hide", "thread.hide"),
)
_NOT_PLAIN = re.compile(r"[^ \w.,:;–-]")


def say_asset(name: str, content: bytes, words: Words) -> bytes:
    """The file as it is published, with what is said before it: by scripts, by the search, by sheets."""
    if name == SCRIPT:
        spoken = {"language": words.language, "group": words.say("numbers.group"), "phrases": _pick(words, _ON_PAGES)}
        return f"globalThis.WhenceWords = {_as_json(spoken)};\n".encode() + content
    if name == JOINED:
        return f"Object.assign(WhenceWords.phrases, {_as_json(_pick(words, _IN_SEARCH))});\n".encode() + content
    if name == SHEET:
        said = "".join(f" {variable}: {_as_css(words.say(key))};" for variable, key in _IN_SHEET)
        return f":root {{{said} }}\n".encode() + content
    return content


def _pick(words: Words, group: str) -> dict[str, object]:
    """The phrases of one group by the rest of their keys."""
    said = {key: phrase for key, phrase in words.phrases.items() if key.startswith(group)}
    return {key.removeprefix(group): _forms(phrase) for key, phrase in said.items()}


def _as_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).replace("<", "\\u003c")


def _forms(phrase: Phrase) -> dict[str, str] | str:
    forms = {
        form: "".join(f"{{{each}}}" if at % 2 else each for at, each in enumerate(pieces))
        for form, pieces in phrase.items()
    }
    return forms["other"] if len(forms) == 1 else forms


def _as_css(said: str) -> str:
    """A CSS string (css-syntax-3, §4.3.5): whatever is not plainly a letter is written by its number."""
    return '"' + _NOT_PLAIN.sub(lambda found: f"\\{ord(found[0]):x} ", said) + '"'
