"""In: a theme (templates as data) and a page. Out: its text, or where in which template the fault lies.

Must not read files, and must not let anything through unescaped: with template_code the only door to jinja2.
"""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass
from types import TracebackType

from jinja2 import TemplateNotFound, TemplateSyntaxError
from jinja2.exceptions import TemplateRuntimeError

from generator.core.diagnostics import Checked, Diagnostic, did_you_mean, error
from generator.core.pages.frame import Page
from generator.core.template_code import load_template
from generator.core.templates import Theme as Theme
from generator.core.text import Text
from generator.core.words import UnsaidError


def render_page(theme: Theme, page: Page) -> Checked[str]:
    """The page as text. A template sees `page` (the view), and two functions: `t` says words, `n` writes a number."""
    try:
        return Checked(load_template(theme, page.template).render(page=page.view))
    except Exception:  # only what is there is found the quick way
        return _render_plainly(theme, page)


def _render_plainly(theme: Theme, page: Page) -> Checked[str]:
    try:
        return Checked(load_template(theme, page.template, plain=True).render(page=page.view))
    except Exception as fault:  # whatever a template does, it is told at the line where it stands
        return Checked(None, (_explain(theme, page, fault),))


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
