"""In: a fault of our own. Out: an apology in a few lines, and the whole of it in a file.

Must not fail itself.
"""

from __future__ import annotations

import tempfile
import traceback
from pathlib import Path

from generator import __version__
from generator.core.diagnostics import visible

NAME = "crash.txt"


def note_crash(root: Path, bug: BaseException) -> str:
    """Write the traceback to .cache/crash.txt below the root (elsewhere, where that cannot be) and say so."""
    whole = f"whence {__version__}\n\n{''.join(traceback.format_exception(bug))}"
    cache = root / ".cache"
    places = [cache / NAME] if (root / "site.toml").exists() else []
    for place in (*places, Path(tempfile.gettempdir()) / f"whence-{NAME}"):
        try:
            place.parent.mkdir(exist_ok=True)
            place.write_text(whole, encoding="utf-8", errors="backslashreplace")
        except OSError:
            continue
        return _apologise(bug, f"The whole of it is in {place.as_posix()}; please send it to whoever maintains Whence.")
    return _apologise(bug, whole)


def _apologise(bug: BaseException, where: str) -> str:
    notes = "".join(f", {note}" for note in getattr(bug, "__notes__", ()))
    what = visible(f"{type(bug).__name__}: {bug}{notes}")[:300]
    return f"Sorry: this is a fault in Whence, not in your files, which are untouched.\n  {what}\n{where}"
