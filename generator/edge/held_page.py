"""In: where an untouched copy lies, and its digest. Out: its bytes, read only where they are wanted.

Must not hold them: those of ten thousand articles are read one after the other.
"""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path


class HeldPage:
    """A copy beside an article. Sent to another process, which may have no such disk, its bytes travel with it."""

    def __init__(self, path: Path, digest: str, content: bytes | None = None) -> None:
        self._path = path
        self._content = content
        self.sha256 = digest  # in hexadecimal, as it was when the folder was surveyed

    def read(self) -> bytes:
        """Its bytes; none where it cannot be read, or is not any more what it was."""
        if self._content is not None:
            return self._content
        try:
            content = self._path.read_bytes()
        except OSError:
            return b""
        return content if sha256(content).hexdigest() == self.sha256 else b""

    def __reduce__(self) -> tuple[type[HeldPage], tuple[Path, str, bytes]]:
        return HeldPage, (self._path, self.sha256, self.read())
