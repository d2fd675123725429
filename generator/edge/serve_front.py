"""In: what was saved, and what builds found. Out: what is newer than the site on disk, and what is to be said.

Must not write anything, and must not build: it shows articles that were saved, until a build has seen them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from generator.core.diagnostics import Checked, Diagnostic, count, has_errors, tell
from generator.core.model import Folder
from generator.core.templates import Theme
from generator.edge.builder import Outcome
from generator.edge.memo import LostError, Memo
from generator.edge.preview import Basis, Preview, make_preview
from generator.edge.readings import Faults, Reader, add_page, digest_folder, open_folder
from generator.edge.serve_files import Newer
from generator.edge.tree import ARTICLES


class Front:
    """What stands before the site on disk: the pages of articles saved since it was built, and what is wrong now."""

    def __init__(self, root: Path, memo: Memo) -> None:
        self._root = root
        self._memo = memo
        self._basis: Basis | None = None
        self._site: Mapping[str, str] = {}  # of each article on disk the digest of its folder
        self._seen: Mapping[str, str] = {}  # of each article that the last build looked at, be it in vain
        self._faults: Faults = ()  # what that build found
        self._apology = ""
        self._shown: dict[str, Preview] = {}
        self._own: dict[str, Faults] = {}  # what is wrong in articles that no build has seen as they are
        self._around: dict[str, str] = {}  # what surrounds them, by key
        self._warm: Theme | None = None

    @property
    def newer(self) -> Newer:
        """The files that are to be served before those on disk."""
        found: dict[str, bytes | Path] = {}
        for name, preview in self._shown.items():
            found.update(preview.pages)
            found.update((url, self._root / ARTICLES / name / file) for url, file in preview.pictures.items())
        return found

    @property
    def report(self) -> str:
        """What stands in the way of a site; '' where nothing does."""
        faults = self.faults
        return self._apology or (tell(faults) if has_errors(faults) else "")

    @property
    def faults(self) -> Faults:
        """What the last build found, but of articles saved since what is wrong in them now."""
        built = (fault for fault in self._faults if _article_of(fault) not in self._own)
        return (*built, *(fault for name in sorted(self._own) for fault in self._own[name]))

    def knows(self, name: str) -> bool:
        """Whether there is an article of this name, and there was one when the site was built."""
        known = self._basis.articles if self._basis else {}
        return name in known and (self._root / ARTICLES / name).is_dir()

    def take_saved(self, names: Iterable[str], *, sure: bool) -> str:
        """Look at the folders of these articles and show them as they are; what the terminal is to say.

        `sure`: whether nothing else has changed since the last good build that they could name.
        """
        return "\n".join(filter(None, (self._take_one(name, sure) for name in sorted(names))))

    def take_built(self, outcome: Outcome, *, sure: bool) -> str:
        """Go on from what a build found, drop what it has seen as it is; what the terminal is to say."""
        self._apology = outcome.apology
        if outcome.apology:
            return outcome.apology
        self._faults, self._seen = outcome.faults, outcome.seen
        if outcome.basis:
            self._basis, self._site = outcome.basis, outcome.seen
            self._around.clear()
        for name in sorted({*self._shown, *self._own}):
            self._take_one(name, sure)
        told = tell(outcome.faults)
        if outcome.basis is None:
            return f"{told}\n{count(outcome.faults)}; the pages are as they were"
        return f"{told}built: {outcome.changed} file{'s' * (outcome.changed != 1)} changed"

    def warm_up(self) -> None:
        """Load and compile what a page needs, so that the first save is shown as soon as any other."""
        if self._basis and self._basis.articles and self._basis.theme != self._warm:
            self._warm = self._basis.theme
            name = next(iter(self._basis.articles))
            with suppress(LostError):
                self._preview(self._basis, name, open_folder(self._root, name))

    def _preview(self, basis: Basis, name: str, folder: Checked[Folder]) -> Preview:
        """Errors: LostError. What was found for a save is kept for the next: a build may be writing the memo then."""
        noted = basis.articles[name]
        if noted.surroundings not in self._around:
            self._around |= self._memo.find([noted.surroundings])
        opened = add_page(Reader(self._root, basis.settings), name, folder)
        return make_preview(basis, opened, noted.outline, self._around[noted.surroundings])

    def _take_one(self, name: str, sure: bool) -> str:
        if self._basis is None or not self.knows(name):
            self._forget(name)
            return ""
        folder = open_folder(self._root, name)
        now = digest_folder(self._basis.settings, name, folder)
        if now == self._site.get(name):
            self._forget(name)
            self._note(name, now, ())
            return ""
        try:
            preview = self._preview(self._basis, name, folder)
        except LostError:
            return ""
        if preview.strange and not sure:
            return ""
        faults = (*preview.faults, *preview.strange)
        self._note(name, now, faults)
        if has_errors(faults):
            return f"{tell(faults)}\n{count(faults)}; its page is as it was"
        self._shown[name] = preview
        return f"shown: {next(iter(preview.pages))}"

    def _note(self, name: str, now: str, faults: Faults) -> None:
        """Keep what is wrong in an article, unless the last build has seen and told it."""
        self._own.pop(name, None)
        if now != self._seen.get(name):
            self._own[name] = faults

    def _forget(self, name: str) -> None:
        self._shown.pop(name, None)
        self._own.pop(name, None)


def _article_of(fault: Diagnostic) -> str:
    """The article in whose folder a fault stands; '' for all others."""
    path = fault.place.path
    return path.removeprefix(f"{ARTICLES}/").partition("/")[0] if path.startswith(f"{ARTICLES}/") else ""
