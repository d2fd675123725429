"""Test support: every kind of page there is, as (archive, address)."""

from __future__ import annotations

from tests.browser.hard_archive import ARABIC, CROWDED, LONG_THREAD, TRYING

ARTICLES = (
    "article/2017-10-11-withdrawal-agreed-rejected.html",
    "article/2017-10-12-us-refuses-to-negotiate.html",
    "article/2017-10-13-jihadists-surrender-in-iraq.html",
    "article/2017-10-15-fighters-set-to-quit-raqqa.html",
    "article/2019-02-18-besieged-at-baghouz.html",
)
SHIPPED = (
    "index.html",
    "article/2017-10-12-us-refuses-to-negotiate.html",
    "question/foreign-fighters-leave.html",
    "question/share-cleared.html",
    "source/dillon.html",
    "source/reuters.html",
    "questions.html",
    "sources.html",
    "search.html",
    "status.html",
    "data.html",
    "pages/method.html",
    "404.html",
)
HARD_ARTICLES = tuple(f"article/{each}.html" for each in (CROWDED, TRYING, ARABIC))
HARD = (
    "index.html",
    *HARD_ARTICLES,
    f"article/{LONG_THREAD}.comments-2.html",
    "question/agreed.html",
    "question/how-many.html",
    "question/nobody.html",
    "source/person.html",
    "source/office.html",
    "questions.html",
    "sources.html",
    "status.html",
    "pages/about.html",
    "years/2020.html",
    "tags/noise.html",
)
EMPTY = ("index.html", "questions.html", "sources.html", "search.html", "status.html", "data.html", "404.html")
KINDS = tuple(
    (name, path) for name, paths in (("shipped", SHIPPED), ("hard", HARD), ("empty", EMPTY)) for path in paths
)
