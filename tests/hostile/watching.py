"""The oracle: what a page of an archive may hold, and a tab that notices whatever of a stranger's runs."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Page, Route

from generator.core.safe_html import ATTRIBUTES, TAGS, VALUES

_HERE = Path(__file__).parent
ORACLE = (_HERE / "oracle.js").read_text(encoding="utf-8")
DESCRIBE = (_HERE / "describe.js").read_text(encoding="utf-8")
SAFE = {
    "tags": sorted(TAGS),
    "pairs": sorted(
        {f"{tag} {name}" for tag in TAGS for name in ATTRIBUTES["*"] | ATTRIBUTES.get(tag, frozenset())}
        | {"a rel", "td id", "th id", "bdi class", "bdi role", "bdi aria-label", "bdi data-unseen"}
    ),
    "classes": f"{VALUES['class'].pattern}|hl-[A-Za-z0-9-]+|unseen",
}
# A handler that waits for a hand is tried by hand.
_TOUCH = """() => {
  for (const element of document.querySelectorAll('*'))
    for (const name of Element.prototype.getAttributeNames.call(element))
      if (name.startsWith('on')) element.dispatchEvent(new Event(name.slice(2)));
}"""
# Our own scripts add to a page; what they add has none of these.
_STRANGE = """() => [...document.querySelectorAll('*')].filter((each) => each instanceof HTMLScriptElement
    ? !/^(?:\\.\\.)?\\/?(?:assets|search)\\//.test(each.getAttribute('src'))
      && !/^application\\/(?:ld\\+)?json$/.test(each.type)
    : /^(?:iframe|object|embed|base|style|svg:script|template)$/.test(each.localName)
      || Element.prototype.getAttributeNames.call(each).some((name) => name.startsWith('on') || name === 'style')
      || /^\\s*(?:javascript|data|vbscript|blob):/i.test(Element.prototype.getAttribute.call(each, 'href') ?? '')
  ).map((each) => each.outerHTML.slice(0, 200))"""

Shape = dict[str, Any]


def kind_of(page: str) -> str:
    """Pages of one kind have one shape: those of one folder, citations apart, or a page by itself."""
    folder, slash, _ = page.partition("/")
    if page.endswith(".cite.html"):
        return f"{folder} cited"
    return folder if slash else page


def describe_kinds(tab: Page, pages: dict[str, str]) -> dict[str, Shape]:
    """The shape of every kind of page, from harmless ones."""
    shapes: dict[str, Shape] = {}
    for name, html in pages.items():
        shape = tab.evaluate(DESCRIBE, html)
        known = shapes.setdefault(kind_of(name), shape)
        for key in ("tags", "pairs", "classes", "ids"):
            known[key] = sorted({*known[key], *shape[key]})
    return shapes


def find_strange(tab: Page, shape: Shape, html: str) -> list[str]:
    """What stands in a text of HTML that is not of this shape."""
    found: list[str] = tab.evaluate(ORACLE, {"html": html, "plain": shape, "safe": SAFE})
    return found


@dataclass
class Tab:
    """A tab that tells what ran in it and whom it asked."""

    page: Page
    home: str
    ran: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    @classmethod
    def open(cls, context: BrowserContext, home: str) -> Tab:
        """`home`: what the address of everything that may be asked begins with."""
        context.add_init_script("window.RUN = () => console.log('it ran')")
        tab = cls(context.new_page(), home)
        tab.page.on("console", lambda line: tab.ran.append(line.text) if line.type != "debug" else None)
        tab.page.on("pageerror", lambda fault: tab.ran.append(f"fault: {fault}"))
        tab.page.on("dialog", lambda dialog: (tab.ran.append("a dialog"), dialog.dismiss()))
        tab.page.on("popup", lambda popup: (tab.ran.append("a window"), popup.close()))
        # only what leaves the page is asked here: what the policy refuses does not come so far
        context.route(lambda url: not url.startswith((home, "data:", "blob:")), lambda route: tab.refuse(route))
        return tab

    def refuse(self, route: Route) -> None:
        self.asked.append(route.request.url)
        route.abort()

    def look(self, url: str) -> None:
        """Open an address, and touch what waits for a hand."""
        self.page.goto(url, wait_until="load")
        self.page.evaluate(_TOUCH)

    def find_strange(self) -> list[str]:
        """What stands in the page at hand, after our own scripts, that none of them made."""
        found: list[str] = self.page.evaluate(_STRANGE)
        return found
