"""Links are final before anything is joined, and name what they lead to."""

from __future__ import annotations

import pytest

from generator.core.links import find_targets, is_link, resolve_link
from generator.core.safe_html import clean


@pytest.mark.parametrize(
    ("written", "address", "target"),
    [
        ("https://a.example/b?c#d", "https://a.example/b?c#d", ""),
        ("mailto:a@b.example", "mailto:a@b.example", ""),
        ("article:2020-01-02-mill", "../article/2020-01-02-mill.html", "article/2020-01-02-mill.html"),
        ("article:a#c-closed", "../article/a.html#c-closed", "article/a.html#c-closed"),
        ("article:a#k-2.1", "../article/a.html#k-2.1", "article/a.html#k-2.1"),
        ("source:ann", "../source/ann.html", "source/ann.html"),
        ("question:mill-closed", "../question/mill-closed.html", "question/mill-closed.html"),
        ("page:method", "../pages/method.html", "pages/method.html"),
        ("../a/article.md#p3", "../article/a.html#p3", "article/a.html#p3"),
        ("../questions.html", "../questions.html", "questions.html"),
        ("#p3", "#p3", ""),
    ],
)
def test_a_link_is_resolved_by_what_it_names(written: str, address: str, target: str) -> None:
    assert resolve_link(written) == (address, target)
    assert is_link(written)
    assert list(find_targets(clean(f'<a href="{address}">x</a>'))) == ([target] if target else [])


@pytest.mark.parametrize(
    "written", ["a.html", "../../x.html", "../a/../b.html", "article:", "article:A", "page:a/b", "x/"]
)
def test_a_link_that_names_nothing_known_is_not_resolved(written: str) -> None:
    assert resolve_link(written) is None
    assert is_link(written)


@pytest.mark.parametrize(
    "written", ["javascript:x", "data:x", "file:///x", "ftp://x", "//x", "/x", "\\\\x", "", "http://"]
)
def test_anything_else_is_no_link(written: str) -> None:
    assert not is_link(written)


def test_a_stranger_may_only_lead_out() -> None:
    assert is_link("https://a.example", remote_only=True)
    assert not is_link("article:a", remote_only=True)
    assert not is_link("#main", remote_only=True)
