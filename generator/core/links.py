"""In: where a link leads, as an author wrote it. Out: the address for the page, and what in the archive it names.

Must not look whether anything stands there: the archive does, once all is known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from generator.core import urls
from generator.core.html_tokens import read_attributes, split_html
from generator.core.safe_html import Html, is_remote_link, is_safe_link

_KINDS = {
    "article": urls.article_url,
    "source": urls.source_url,
    "question": urls.question_url,
    "page": urls.page_url,
}
_SHORT = re.compile(r"(article|source|question|page):([a-z0-9][a-z0-9-]*)(#[A-Za-z0-9._-]+)?")
_NEIGHBOUR = re.compile(r"\.\./([a-z0-9][a-z0-9-]*)/article\.md(#[A-Za-z0-9._-]+)?")
_PAGE = re.compile(r"\.\./([a-z0-9./-]+\.html(?:#[A-Za-z0-9._-]+)?)")
_HERE = re.compile(r"#[A-Za-z0-9._-]+")
_ANY_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_UP = "../"  # every page on which prose is shown stands one folder deep


def is_link(written: str, *, remote_only: bool = False) -> bool:
    """Whether this is a link at all. If not, what the author wrote is shown as it is."""
    if is_remote_link(written):
        return is_safe_link(written)
    if remote_only:
        return False
    scheme = _ANY_SCHEME.match(written)
    return scheme[0][:-1] in _KINDS if scheme else is_safe_link(written)


def resolve_link(written: str) -> tuple[str, str] | None:
    """(the address for the page, the site-relative address in the archive or ''); None where it leads nowhere known.

    Known are http, https and mailto; article:ID, article:ID#p3, source:ID, question:ID, page:NAME; a neighbour's file,
    ../ID/article.md; a page of the site, ../questions.html; and a place in the same text, #p3.
    """
    if is_remote_link(written) or _HERE.fullmatch(written):
        return written, ""
    if short := _SHORT.fullmatch(written):
        target = _KINDS[short[1]](short[2]) + (short[3] or "")
    elif neighbour := _NEIGHBOUR.fullmatch(written):
        target = urls.article_url(neighbour[1]) + (neighbour[2] or "")
    elif page := _PAGE.fullmatch(written):
        target = page[1]
    else:
        return None
    return (_UP + target, target) if ".." not in target else None


def name_host(address: str) -> str:
    """The host of an address as readers call it; '' where there is none."""
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def find_targets(html: Html) -> Iterator[str]:
    """What in the archive a finished piece of HTML links to, in order: site-relative addresses."""
    for token in split_html(html):
        if token.name == "a" and not token.closing:
            address = read_attributes(token.raw).get("href", "")
            if page := _PAGE.fullmatch(address):
                yield page[1]
