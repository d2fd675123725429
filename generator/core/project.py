"""What surrounds the content. In: nothing. Out: types for its settings, for what lies on disk, for what is written.

Must not hold anything that a reader of the site sees.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from generator.core.terms import LinkState
from generator.core.text import Text


@dataclass(frozen=True, slots=True)
class Limits:
    """Caps on untrusted content; each refusal names its key in site.toml."""

    body_kb: int = 2048
    comment_kb: int = 64
    comments: int = 200_000
    highlight_kb: int = 64
    depth: int = 100
    marks: int = 250_000


@dataclass(frozen=True, slots=True)
class Settings:
    title: str
    description: str = ""
    language: str = "en"  # of the content
    interface: str = "en"  # the language of everything around it
    base_url: str = ""
    editor: str = ""
    footer: str = ""
    lead: str = ""
    theme: str = ""
    publish_captures: bool = False
    text_fragments: bool = True
    strict: bool = True
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True, slots=True)
class Folder:
    """One article as it lies on disk: its texts (paths relative to the root) and the names of its other files.

    `earlier`: the article as it was under each earlier copy, the first first; `number` is that of such a one.
    """

    id: str
    texts: tuple[Text, ...]
    files: tuple[str, ...] = ()
    capture_sha256: str = ""  # of capture.*, as it lies there; "" where there is none
    frames: tuple[tuple[str, str], ...] = ()  # each file in frames/, and its SHA-256
    earlier: tuple[Folder, ...] = ()
    number: int = 0

    def text(self, name: str) -> Text | None:
        """The text of one of its files, by name."""
        return next((text for text in self.texts if text.path.rpartition("/")[2] == name), None)


@dataclass(frozen=True, slots=True)
class Output:
    """A file of the site: its path below dist/ and its bytes."""

    path: str
    content: bytes


@dataclass(frozen=True, slots=True)
class CheckedLink:
    """What was found at an address that leads out of the archive, and when; `status` is None where nobody answered."""

    url: str
    state: LinkState
    status: int | None
    checked: date
