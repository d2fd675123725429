"""In: a theme (templates as data) and a page. Out: its text, or where in which template the fault lies.

Must not read files, and must not let anything through unescaped: the only door to jinja2.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from functools import lru_cache
from types import TracebackType
from typing import NamedTuple

from jinja2 import Environment, FunctionLoader, StrictUndefined, Template, TemplateNotFound, TemplateSyntaxError
from jinja2.exceptions import TemplateRuntimeError
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream

from generator.core.diagnostics import Checked, Diagnostic, did_you_mean, error
from generator.core.pages.frame import Page
from generator.core.safe_html import Html, reveal
from generator.core.templates import Theme as Theme
from generator.core.text import Text
from generator.core.words import UnsaidError, Words


def render_page(theme: Theme, page: Page) -> Checked[str]:
    """The page as text. A template sees `page` (the view), and two functions: `t` says words, `n` writes a number."""
    try:
        return Checked(_load(theme, page.template).render(page=page.view))
    except Exception as fault:  # whatever a template does, it is told at the line where it stands
        return Checked(None, (_explain(theme, page, fault),))


class _Reveal(Extension):
    """Puts `reveal` round every value that a template prints as text of an element, and round none in a tag.

    Left as they are: attributes, and elements that hold text alone or are drawn.
    """

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        if not (stream.name or "").endswith(".html"):
            yield from stream
            return
        place = _NOWHERE
        begins = in_text = False
        for token in stream:
            if token.type == "data":
                place = _find_place(token.value, place)
            elif begins and token.value in ("macro", "block"):  # who uses it may stand in an attribute
                place = _NOWHERE
            begins = token.type == "block_begin"
            if token.type == "variable_end" and in_text:
                for kind, value in (("rparen", ")"), ("pipe", "|"), ("name", "reveal")):
                    yield Token(token.lineno, kind, value)
            yield token
            if token.type == "variable_begin":
                in_text = place.in_text and place.element not in _NO_MARKUP
                if in_text:
                    yield Token(token.lineno, "lparen", "(")


class _HtmlPlace(NamedTuple):
    """Where in the HTML of a template something stands: in the text of which element, as far as the template tells."""

    element: str = ""
    in_text: bool = False


_NOWHERE = _HtmlPlace()
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)|>")
_NO_MARKUP = frozenset(("title", "script", "style", "textarea", "option", "text", "tspan", "desc"))


def _find_place(html: str, place: _HtmlPlace) -> _HtmlPlace:
    """The place after a piece of a template that begins at a place."""
    for found in _TAG.finditer(html):
        element = place.element if found[0] == ">" else "" if found[1] else found[2]
        place = _HtmlPlace(element, found[0] == ">")
    return place


def _reveal(value: object) -> object:
    return value if type(value) is not str or value.isascii() else reveal(value)


@lru_cache(maxsize=4)
def _make_environment(theme: Theme) -> Environment:
    environment = Environment(
        loader=FunctionLoader(_loader(theme)),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        cache_size=-1,
        extensions=(_Reveal,),
    )
    environment.globals.update(t=_speaker(theme.words), n=theme.words.number)
    environment.filters["reveal"] = _reveal
    return environment


def _speaker(words: Words) -> Callable[..., str]:
    def t(key: str, /, **values: object) -> str:
        parts = words.parts(key, values)
        if any(isinstance(part, Html) for part in parts):
            return Html("").join(part if isinstance(part, Html) else reveal(part) for part in parts)
        return "".join(parts)

    return t


@lru_cache(maxsize=256)
def _load(theme: Theme, name: str) -> Template:
    return _make_environment(theme).get_template(name)


def _loader(theme: Theme) -> Callable[[str], tuple[str, str, Callable[[], bool]] | None]:
    def load(name: str) -> tuple[str, str, Callable[[], bool]] | None:
        found = theme.find(name)
        return (found.content, found.path, lambda: True) if found else None

    return load


def _explain(theme: Theme, page: Page, fault: Exception) -> Diagnostic:
    texts = {text.path: text for name, _ in theme.templates if (text := theme.find(name))}
    start = theme.find(page.template) or Text(f"templates/{page.template}", "")
    if isinstance(fault, TemplateSyntaxError):
        text = texts.get(fault.filename or "", start)
        return error("template-syntax", _as_clause(fault.message or ""), text.line_place(fault.lineno))
    path, line = _find_line(fault.__traceback__, texts)
    place = texts.get(path, start).line_place(line)
    if isinstance(fault, TemplateNotFound):
        names = [name for name, _ in theme.templates]
        return error(
            "template-missing", f"there is no template {fault.name}", place, did_you_mean(str(fault.name), names)
        )
    words = _as_clause(str(fault)) or type(fault).__name__
    if not isinstance(fault, (TemplateRuntimeError, UnsaidError)):
        words = f"{page.url} cannot be rendered: {words}"
    return error("template-fault", words, place, _suggest(theme, page, str(fault)))


def _find_line(traceback: TracebackType | None, texts: dict[str, Text]) -> tuple[str, int]:
    """The innermost line of a template: jinja2 gives compiled code the template's own path and lines."""
    found = ("", 1)
    while traceback:
        path = traceback.tb_frame.f_code.co_filename
        if path in texts:
            found = (path, traceback.tb_lineno)
        traceback = traceback.tb_next
    return found


def _suggest(theme: Theme, page: Page, words: str) -> str:
    """A field of the view or of its frame, or a key of the words, that is spelt nearly like the one that is missing."""
    if unsaid := re.search(r"no words '([^']+)'", words):
        return did_you_mean(unsaid[1], theme.words.phrases)
    missing = re.search(r"(?:no attribute|no element) '(\w+)'", words)
    if not missing:
        return ""
    known = [each.name for view in (page.view, page.view.frame) if is_dataclass(view) for each in fields(view)]
    return did_you_mean(missing[1], known)


def _as_clause(words: str) -> str:
    """One clause in lower case without a full stop, as every message is; module paths left out."""
    plain = " ".join(words.split()).rstrip(".")
    plain = re.sub(r"'(?:\w+\.)*(\w+) object' has no attribute", r"a \1 has no field", plain)
    return plain[:1].lower() + plain[1:] if plain[1:2].islower() else plain
