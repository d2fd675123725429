"""In: nothing. Out: what a theme is: templates as data, which travel to where pages are rendered.

Must not understand a template: render does.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import blake2b

from generator.core.text import Text
from generator.core.words import Words

ORIGINAL = "theme:"  # before a template's name: the one that an override of that name hides


@dataclass(frozen=True, slots=True, eq=False)
class Theme:
    """Templates as (name, source), the words they say, and in `paths` where those stand that are not below templates/.

    A name that begins with 'theme:' is the original behind an override; where nothing overrides it, the plain name
    means the same. `key` is a digest of the rest: pages by the thousand ask whether their theme is compiled.
    """

    templates: tuple[tuple[str, str], ...]
    words: Words
    paths: tuple[tuple[str, str], ...] = ()
    key: bytes = field(init=False)

    def __post_init__(self) -> None:
        whole = repr((self.templates, self.words, self.paths)).encode()
        object.__setattr__(self, "key", blake2b(whole).digest())  # the dataclass is frozen

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Theme) and self.key == other.key

    def __hash__(self) -> int:
        return hash(self.key)

    def find(self, name: str) -> Text | None:
        """The template of this name as a text with the path that reports show."""
        sources, paths = dict(self.templates), dict(self.paths)
        plain = name.removeprefix(ORIGINAL)
        found = name if name in sources else plain
        if found not in sources:
            return None
        return Text(paths.get(found, f"templates/{plain}"), sources[found])
