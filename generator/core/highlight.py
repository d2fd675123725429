"""In: code and the name of its language. Out: the code as HTML, its parts named by classes that begin with `hl-`.

Must not guess a language, nor know more than these: a lexer is a program run on what strangers wrote. The only door to
pygments.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from generator.core.html_tokens import words_of
from generator.core.safe_html import escape

if TYPE_CHECKING:  # few articles hold code, and a build should not wait for what none of them needs
    from pygments.lexer import Lexer  # type: ignore[import-untyped]

LANGUAGES = frozenset(
    (
        "bash",
        "css",
        "diff",
        "html",
        "ini",
        "javascript",
        "json",
        "markdown",
        "python",
        "r",
        "sql",
        "toml",
        "xml",
        "yaml",
    )
)
ALSO = {
    "js": "javascript",
    "md": "markdown",
    "py": "python",
    "sh": "bash",
    "shell": "bash",
    "svg": "xml",
    "yml": "yaml",
}

_LABOUR = re.compile(r"[^\n]{1001}|(?:\n[ \t]*+){51}")  # long lines and holes: what lexers go over again and again


def find_language(name: str) -> str:
    """The language a fence names, by its name or a short form of it; '' where it is not one of the list."""
    name = name.lower()
    name = ALSO.get(name, name)
    return name if name in LANGUAGES else ""


def highlight(code: str, language: str, limit_kb: int) -> str:
    """The code as HTML for the inside of <code>; only escaped where its language is not listed or it is too much.

    One line break at the end goes: it belongs to the fence.
    """
    name, code = find_language(language), code.removesuffix("\n")
    if not name or len(code.encode("utf-8", "replace")) > limit_kb * 1024 or _LABOUR.search(code):
        return escape(code)
    from pygments import format as write_tokens  # type: ignore[import-untyped]
    from pygments.formatters import HtmlFormatter  # type: ignore[import-untyped]

    tokens = _lexer(name).get_tokens(code)
    shown: str = write_tokens(tokens, HtmlFormatter(nowrap=True, classprefix="hl-")).removesuffix("\n")
    return shown if words_of(shown) == code else escape(code)


@cache
def _lexer(name: str) -> Lexer:
    from pygments.lexers import get_lexer_by_name  # type: ignore[import-untyped]

    # a code block inside Markdown would be handed to any lexer there is
    options = {"handlecodeblocks": False} if name == "markdown" else {}
    return get_lexer_by_name(name, stripnl=False, **options)
