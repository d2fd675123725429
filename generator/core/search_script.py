"""In: the assets of a theme. Out: the same, with the parts of the search's script as one file: a slow line asks once.

Must not change a part: an archive's theme may hold its own in place of any.
"""

from __future__ import annotations

from collections.abc import Mapping

PARTS = (  # each may use, while it loads, those before it
    "words",
    "query",
    "turns",
    "store",
    "postings",
    "vocabulary",
    "engine",
    "phrases",
    "answers",
    "facets",
    "texts",
    "show",
    "filters",
    "address",
    "combobox",
    "desk",
)
APART = ("words",)  # stay, since the page that a result leads to needs them alone
JOINED = "assets/js/search-all.js"


def join_scripts(assets: Mapping[str, bytes]) -> dict[str, bytes]:
    """Assets by their path in a theme, with `JOINED` for its parts; a part that is not there is left out."""
    parts = {f"assets/js/search-{part}.js": part for part in PARTS}
    kept = {name: content for name, content in assets.items() if parts.get(name) in (None, *APART)}
    if found := [assets[name] for name in parts if name in assets]:
        kept[JOINED] = b"\n".join(found)
    return kept
